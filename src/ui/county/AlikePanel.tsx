/** Registrants who may be one person with somebody else, by receipt and voter id: the county page names nobody. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";

export function AlikePanel({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const { alike, totals, election, places } = overview;
  const shown = alike.length;
  const place = (id: string): string => places.find((one) => one.id === id)?.name ?? id;
  return (
    <section className="panel alarm">
      <h2>
        <Shape shape="ask" />
        <Plural
          value={totals.alike}
          one="# person who registered today may be known already"
          other="# people who registered today may be known already"
        />
      </h2>
      {shown < totals.alike ? (
        <p>
          <Plural value={shown} one="The first # is shown" other="The first # are shown" />
        </p>
      ) : null}
      <ul>
        {alike.map((one) => {
          const time = timeOfDay(one.wall, election.timeZone, i18n.locale);
          const [where, { receipt }] = [place(one.place), one];
          return (
            <li key={`${one.device} ${receipt}`}>
              <b>
                <Trans>
                  {time}, {where}, receipt {receipt}
                </Trans>
              </b>
              {one.onRoll.map((voter) => (
                <span key={voter}>
                  <Trans>Voter {voter}</Trans>
                </span>
              ))}
              {one.others.map((other) => {
                const [there, theirs] = [place(other.place), other.receipt];
                return (
                  <span key={`${other.device} ${theirs}`}>
                    {other.registered ? (
                      <Trans>
                        Registered today: {there}, receipt {theirs}
                      </Trans>
                    ) : (
                      <Trans>
                        Provisional ballot: {there}, receipt {theirs}
                      </Trans>
                    )}
                  </span>
                );
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
