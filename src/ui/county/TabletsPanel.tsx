/** Every tablet that was set up: where it is, what it has sent, and what is to be done about it. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { mayAsk } from "../../protocol/office.ts";
import { build, shortBuild } from "../program.ts";
import { actsColumn, PanelTable } from "./PanelTable.tsx";
import type { PanelProps } from "./panelProps.ts";
import { TabletActs } from "./TabletActs.tsx";
import { LastHeard, Program, State } from "./TabletState.tsx";

export function TabletsPanel({ office, overview, onDone }: PanelProps) {
  const { i18n } = useLingui();
  const acts = mayAsk(overview.me.role, "revoke");
  const newest = overview.rolls.at(-1)?.version;
  const own = shortBuild(build);
  const place = (id: string | null): ReactNode =>
    id === null ? <Trans>Spare</Trans> : (overview.places.find((one) => one.id === id)?.name ?? id);
  const columns = [
    { key: "tablet", title: <Trans>Tablet</Trans>, number: true },
    { key: "place", title: <Trans>Polling place</Trans> },
    { key: "lastHeard", title: <Trans>Last heard</Trans> },
    { key: "notSent", title: <Trans>Not sent</Trans>, number: true },
    { key: "list", title: <Trans>List</Trans>, number: true },
    { key: "program", title: <Trans>Program</Trans> },
    { key: "records", title: <Trans>Records here</Trans>, number: true },
    { key: "state", title: <Trans>State</Trans> },
    ...(acts ? [actsColumn] : []),
  ];
  return (
    <section className="panel">
      <h2>
        <Trans>Tablets</Trans>
      </h2>
      {overview.tablets.length === 0 ? (
        <p className="quiet">
          <Trans>No tablet is set up yet.</Trans>
        </p>
      ) : (
        <PanelTable columns={columns}>
          {overview.tablets.map((tablet) => (
            <tr key={tablet.device}>
              <td className="number">{tablet.number}</td>
              <td>{place(tablet.place)}</td>
              <td>
                <LastHeard tablet={tablet} overview={overview} />
              </td>
              <td className="number">{i18n.number(tablet.notSent)}</td>
              <td className="number">{tablet.roll}</td>
              <td>
                <Program tablet={tablet} />
              </td>
              <td className="number">{i18n.number(tablet.accepted)}</td>
              <td>
                <State tablet={tablet} newestRoll={newest} overview={overview} />
              </td>
              {acts ? (
                <td className="acts">
                  <TabletActs office={office} tablet={tablet} onDone={onDone} />
                </td>
              ) : null}
            </tr>
          ))}
        </PanelTable>
      )}
      <p className="quiet">
        <Trans>
          The county has program {own}. That guards against mix-ups only: it is no proof that nobody changed the program
          of a tablet.
        </Trans>
      </p>
    </section>
  );
}
