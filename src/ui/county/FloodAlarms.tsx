/** Tablets that record more than any desk can, until an administrator has looked, with the way to set them aside. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { mayAsk } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
import { AlarmLooked } from "./AlarmLooked.tsx";
import type { PanelProps } from "./panelProps.ts";
import { TabletActs } from "./TabletActs.tsx";

export function FloodAlarms({ office, overview, onDone }: PanelProps) {
  const { i18n } = useLingui();
  const { floods, election, me, places, tablets } = overview;
  const newest = Math.max(...floods.map(({ act }) => act));
  return (
    <section className="panel alarm" role="alert">
      <h2>
        <Shape shape="stop" />
        <Plural
          value={floods.length}
          one="A tablet records faster than any desk can"
          other="# tablets record faster than any desk can"
        />
      </h2>
      <p>
        <Trans>
          It may be stolen, or broken. Call the place now. Set the tablet aside unless they can say why; what it
          recorded before still counts.
        </Trans>
      </p>
      <ul>
        {floods.map(({ act, number, at, acts, before }) => {
          const tablet = tablets.find((one) => one.number === number);
          const place = places.find(({ id }) => id === tablet?.place)?.name;
          return (
            <li key={act}>
              <b>
                <Trans>Tablet {number}</Trans>
              </b>
              <span>{place ?? <Trans>Spare</Trans>}</span>
              <span>{timeOfDay(at, election.timeZone, i18n.locale)}</span>
              <span>
                <Plural
                  value={acts}
                  one="# check-in or cancel at a stretch"
                  other="# check-ins or cancels at a stretch"
                />
              </span>
              {tablet !== undefined && mayAsk(me.role, "revoke") ? (
                <TabletActs office={office} tablet={tablet} trusted={before} onDone={onDone} />
              ) : null}
            </li>
          );
        })}
      </ul>
      <AlarmLooked office={office} overview={overview} onDone={onDone} of="floods" newest={newest} />
    </section>
  );
}
