/**
 * While a wrong voter is put right: the right voter keeps the ballot that was given, if it is the same one; else it is taken
 * back first. `useWrongOne` says what is still missing.
 */
import { Trans } from "@lingui/react/macro";
import { permitFor } from "../../domain/authority.ts";
import { ballotRulesOf } from "../../domain/ballotRules.ts";
import type { BallotStyle } from "../../domain/election.ts";
import type { WrongCheckIn } from "../../domain/wrongVoter.ts";
import { goesOn } from "../../domain/wrongVoter.ts";
import { Shape } from "../components/Shape.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import type { Desk } from "./desk.ts";
import type { Finding, WrongOne } from "./deskView.ts";

export type WrongOneNow = {
  /** What is to be recorded; undefined: the poll worker has not said it yet. */
  readonly insteadOf: WrongCheckIn | undefined;
  readonly inspector: boolean;
};

/** Undefined while nobody is put right, or no ballot is known yet. */
export function useWrongOne(
  { wrong, work, problem }: Finding,
  style: BallotStyle | undefined,
  kind: "regular" | "provisional" | undefined,
): WrongOneNow | undefined {
  const { election, phase } = useTabletState();
  const { now } = useSurroundings();
  if (election === undefined || wrong === undefined || style === undefined || kind === undefined) return undefined;
  const { rules } = election;
  const same = goesOn(wrong, { style: style.id, kind });
  const ballot = same ? "kept" : work.taken;
  const mine = phase.phase === "working" ? phase.worker : undefined;
  const own = wrong.worker === mine?.id && now() - wrong.wall < ballotRulesOf(rules).ownMinutes * 60_000;
  const may = mine !== undefined && permitFor(rules.permits, "putRight").roles.includes(mine.role);
  const refused = problem?.type === "notYourRole" && problem.act === "putRight";
  return {
    insteadOf: ballot && { voter: wrong.voter, event: wrong.checkIn, ballot },
    inspector: !may && (!own || ballot === "gone" || refused),
  };
}

/** The banner while it is still to be said where that ballot is: the check-in waits for it. */
export function TakeBackBanner({ wrong: { style } }: { wrong: WrongOne }) {
  return <Trans>First take back ballot {style}</Trans>;
}

export function WrongOnesBallot({ desk, finding, now }: { desk: Desk; finding: Finding; now: WrongOneNow }) {
  const { wrong, work } = finding;
  if (wrong === undefined) return null;
  const { style } = wrong;
  if (now.insteadOf?.ballot === "kept")
    return (
      <p className="answered">
        <Shape shape="ready" small />
        <span>
          <Trans>The voter keeps ballot {style}. Give no second ballot.</Trans>
        </span>
      </p>
    );
  return (
    <fieldset className="choices question">
      <legend>
        <Trans>First take back ballot {style}. Where is it?</Trans>
      </legend>
      {(["takenBack", "gone"] as const).map((one) => (
        <label key={one} className={one === work.taken ? "choice on" : "choice"}>
          <input type="radio" name="taken" checked={one === work.taken} onChange={() => desk.takeBack(one)} />
          <span>
            {one === "takenBack" ? (
              <Trans>Ballot {style} is taken back</Trans>
            ) : (
              <Trans>Ballot {style} cannot be got back</Trans>
            )}
            {one === "gone" ? (
              <small>
                <Trans>The inspector decides</Trans>
              </small>
            ) : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
