/** Entries of the record that somebody must look at. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";

type EntriesProps = {
  readonly entries: Overview["quarantine"];
  readonly overview: Overview;
  readonly children: ReactNode;
};

/** The newest twenty, because a county may have many of one kind. */
export function EntriesPanel({ entries, overview, children }: EntriesProps) {
  return (
    <section className="panel wide alarm">
      <h2>
        <Shape shape="ask" />
        {children}
      </h2>
      <ul>
        {entries.slice(-20).map(({ index, device, why }) => {
          const number = overview.tablets.find((tablet) => tablet.device === device)?.number ?? device;
          return (
            <li key={index}>
              <b>
                <Trans>Tablet {number}</Trans>
              </b>
              <span>
                <Trans>Record {index}</Trans>
              </span>
              <span>{why}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
