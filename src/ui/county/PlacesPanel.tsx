/** Live counts by polling place. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
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
            <td>
              {place.name}
              <PlaceState place={place} timeZone={overview.election.timeZone} />
            </td>
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

type PlaceStateProps = { readonly place: Overview["places"][number]; readonly timeZone: string };

/** What the people of the place wrote down: open or not, the line, incidents, the balance as it was signed. */
function PlaceState({ place: { polls, notOpen, notSent, line, incidents, unexplained }, timeZone }: PlaceStateProps) {
  const { i18n } = useLingui();
  const clock = (wall: number): string => timeOfDay(wall, timeZone, i18n.locale);
  const since = polls === null ? "" : clock(polls.since);
  return (
    <small className="placeState">
      {polls === null ? (
        <span>
          <Trans>Not opened</Trans>
        </span>
      ) : polls.state === "open" ? (
        <span>
          <Trans>Open since {since}</Trans>
        </span>
      ) : polls.state === "suspended" ? (
        <span>
          <Trans>Suspended at {since}</Trans>
        </span>
      ) : (
        <span>
          <Trans>Closed at {since}</Trans>
        </span>
      )}
      {notOpen === 0 ? null : (
        <b className="caution">
          <Shape shape="ask" />
          <span>
            <Plural
              value={notOpen}
              one="# voter served while the polls are not open"
              other="# voters served while the polls are not open"
            />
          </span>
        </b>
      )}
      {line === null ? null : (
        <span>
          <Trans>
            {i18n.number(line.people)} in line at {clock(line.at)}
          </Trans>
        </span>
      )}
      {incidents === 0 ? null : (
        <span>
          <Plural value={incidents} one="# incident" other="# incidents" />
        </span>
      )}
      {notSent === 0 || polls?.state !== "closed" ? null : (
        <b>
          <Plural value={notSent} one="# record not sent" other="# records not sent" />
        </b>
      )}
      {unexplained === null ? null : unexplained === 0 ? (
        <span>
          <Trans>Balance signed</Trans>
        </span>
      ) : (
        <b>
          <Plural
            value={unexplained}
            one="Balance signed, # ballot unexplained"
            other="Balance signed, # ballots unexplained"
          />
        </b>
      )}
    </small>
  );
}
