/** Entries of the record that somebody must look at. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";

type EntriesProps = {
  readonly entries: Overview["quarantine"];
  /** How many there are in all; the endpoint sends the newest. */
  readonly total: number;
  readonly overview: Overview;
  readonly children: ReactNode;
};

/** The newest twenty, because a county may have many of one kind. */
export function EntriesPanel({ entries, total, overview, children }: EntriesProps) {
  const shown = entries.slice(-20);
  return (
    <section className="panel alarm">
      <h2>
        <Shape shape="ask" />
        {children}
      </h2>
      {shown.length < total ? (
        <p>
          <Plural value={shown.length} one="The newest # is shown" other="The newest # are shown" />
        </p>
      ) : null}
      <ul>
        {shown.map(({ index, device, why }) => {
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
