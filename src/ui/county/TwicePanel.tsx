/** Voters who were checked in twice, by id and receipt: the county page names nobody. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";

export function TwicePanel({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const place = (id: string): string => overview.places.find((one) => one.id === id)?.name ?? id;
  const shown = overview.twice.length;
  return (
    <section className="panel alarm">
      <h2>
        <Shape shape="ask" />
        <Plural value={overview.totals.twice} one="# voter checked in twice" other="# voters checked in twice" />
      </h2>
      {shown < overview.totals.twice ? (
        <p>
          <Plural value={shown} one="The first # is shown" other="The first # are shown" />
        </p>
      ) : null}
      <ul>
        {overview.twice.map(({ voter, checkIns, cast }) => (
          <li key={voter}>
            <b>
              <Trans>Voter {voter}</Trans>
            </b>
            {cast.map((one) => {
              const time = timeOfDay(one.wall, overview.election.timeZone, i18n.locale);
              const where = place(one.place);
              return (
                <span key={`${one.device} ${one.wall}`}>
                  <Trans>
                    Absentee ballot cast {time}, {where}
                  </Trans>
                </span>
              );
            })}
            {checkIns.map((one) => {
              const time = timeOfDay(one.wall, overview.election.timeZone, i18n.locale);
              const where = place(one.place);
              const { receipt } = one;
              return (
                <span key={`${one.device} ${receipt}`}>
                  {cast.length > 0 ? (
                    <Trans>
                      Checked in {time}, {where}, receipt {receipt}
                    </Trans>
                  ) : (
                    <Trans>
                      {time}, {where}, receipt {receipt}
                    </Trans>
                  )}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
