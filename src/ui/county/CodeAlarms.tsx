/** Set-up codes for one tablet that somebody used a second time, until an administrator has looked at them. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
import { AlarmLooked } from "./AlarmLooked.tsx";
import type { PanelProps } from "./panelProps.ts";

export function CodeAlarms({ office, overview, onDone }: PanelProps) {
  const { i18n } = useLingui();
  const { alarms, election, places } = overview;
  const newest = Math.max(...alarms.map(({ act }) => act));
  return (
    <section className="panel alarm" role="alert">
      <h2>
        <Shape shape="stop" />
        <Plural
          value={alarms.length}
          one="A set-up code for one tablet was used again"
          other="Set-up codes for one tablet were used again, # times"
        />
      </h2>
      <p>
        <Trans>
          Somebody else has seen the code. The second tablet was refused. Make sure that the tablet that was set up
          first is yours, and set it aside if it is not.
        </Trans>
      </p>
      <ul>
        {alarms.map(({ act, at, first, place, address }) => {
          const time = timeOfDay(at, election.timeZone, i18n.locale);
          const where = places.find(({ id }) => id === place)?.name;
          return (
            <li key={act}>
              <b>{time}</b>
              <span>{where ?? <Trans>Spare</Trans>}</span>
              {first === null ? null : (
                <span>
                  <Trans>first used by tablet {first}</Trans>
                </span>
              )}
              {address === null ? null : (
                <span>
                  <Trans>now from {address}</Trans>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <AlarmLooked office={office} overview={overview} onDone={onDone} of="codes" newest={newest} />
    </section>
  );
}
