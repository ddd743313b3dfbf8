/** Live counts by polling place. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { PanelTable } from "./PanelTable.tsx";

export function PlacesPanel({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const columns = [
    { key: "place", title: <Trans>Polling place</Trans> },
    { key: "tablets", title: <Trans>Tablets</Trans>, number: true },
    { key: "checkedIn", title: <Trans>Checked in</Trans>, number: true },
    { key: "provisional", title: <Trans>Provisional</Trans>, number: true },
    { key: "spoiled", title: <Trans>Spoiled</Trans>, number: true },
    { key: "handedBack", title: <Trans>Handed back</Trans>, number: true },
    { key: "left", title: <Trans>Left without casting</Trans>, number: true },
  ];
  return (
    <section className="panel">
      <h2>
        <Plural value={overview.checkedIn} one="# voter checked in" other="# voters checked in" />
      </h2>
      <PanelTable columns={columns}>
        {overview.places.map((place) => (
          <tr key={place.id}>
            <td>{place.name}</td>
            <td className="number">{i18n.number(place.tablets)}</td>
            <td className="number">{i18n.number(place.checkedIn)}</td>
            <td className="number">{i18n.number(place.provisional)}</td>
            <td className="number">{i18n.number(place.spoiled)}</td>
            <td className="number">{i18n.number(place.handedBack)}</td>
            <td className="number">{i18n.number(place.left)}</td>
          </tr>
        ))}
      </PanelTable>
    </section>
  );
}
