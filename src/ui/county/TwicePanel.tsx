/** Voters who were checked in twice, by id and receipt, and what the place found out: the county page names nobody. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";

type Voter = Overview["twice"][number];

/** Two ballots may be in the box: that stays an alarm, whoever said it. */
const isAlarm = ({ settled }: Voter): boolean => settled === null || settled.given === null;

export function TwicePanel({ overview }: { overview: Overview }) {
  const { twice, settledTwice, totals } = overview;
  const shown = twice.length;
  return (
    <section className={[...twice, ...settledTwice].some(isAlarm) ? "panel alarm" : "panel"}>
      <h2>
        <Shape shape={shown > 0 ? "ask" : "ready"} />
        {shown > 0 ? (
          <Plural value={totals.twice} one="# voter checked in twice" other="# voters checked in twice" />
        ) : (
          <Trans>Checked in twice: the places said what happened</Trans>
        )}
      </h2>
      {shown < totals.twice ? (
        <p>
          <Plural value={shown} one="The first # is shown" other="The first # are shown" />
        </p>
      ) : null}
      <ul>
        {[...twice, ...settledTwice].map((voter) => (
          <li key={voter.voter}>
            <OneVoter overview={overview} voter={voter} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneVoter({ overview, voter: { voter, checkIns, cast, settled } }: { overview: Overview; voter: Voter }) {
  const { i18n } = useLingui();
  const place = (id: string): string => overview.places.find((one) => one.id === id)?.name ?? id;
  const time = (wall: number): string => timeOfDay(wall, overview.election.timeZone, i18n.locale);
  const facts = [
    ...checkIns.map((one) => ({ ...one, cast: false })),
    ...cast.map((one) => ({ ...one, cast: true, receipt: "", worker: "" })),
  ];
  return (
    <>
      <b>
        <Trans>Voter {voter}</Trans>
      </b>
      {settled === null ? null : <Settled settled={settled} time={time(settled.wall)} />}
      {facts.map((one, at) => {
        const { receipt, worker } = one;
        const [when, where] = [time(one.wall), place(one.place)];
        return (
          <span key={`${one.device} ${one.wall} ${receipt}`}>
            {one.cast ? (
              <Trans>
                Absentee ballot cast {when}, {where}
              </Trans>
            ) : (
              <Trans>
                Checked in {when}, {where}, worker {worker}, receipt {receipt}
              </Trans>
            )}
            {settled === null || settled.given === null ? null : settled.given === at ? (
              <>
                {" · "}
                <Trans>Ballot given</Trans>
              </>
            ) : (
              <>
                {" · "}
                <Trans>No ballot given</Trans>
              </>
            )}
          </span>
        );
      })}
    </>
  );
}

function Settled({ settled, time }: { settled: NonNullable<Voter["settled"]>; time: string }) {
  const { number, worker } = settled;
  return (
    <span>
      <Shape shape={settled.given === null ? "stop" : "ready"} small />{" "}
      {settled.given === null ? (
        <Trans>
          Two ballots given, says worker {worker} at tablet {number} ({time})
        </Trans>
      ) : (
        <Trans>
          Same voter, ballot not given twice, says worker {worker} at tablet {number} ({time})
        </Trans>
      )}
    </span>
  );
}
