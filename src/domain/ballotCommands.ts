/**
 * What a poll worker does with a ballot that was given: one command, one event, or in types why not. Pure. The ballot is
 * looked up again in what is known at this moment; a second tap finds it dealt with.
 */

import { authorise, mayApprove, type NotAuthorised } from "./authority.ts";
import type { BallotAct } from "./ballotActs.ts";
import type { UndoReason } from "./ballotEvents.ts";
import { ballotRulesOf } from "./ballotRules.ts";
import type { Witness } from "./checkIn.ts";
import type { Election, PollingPlace, Rules } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { type HeldBallot, heldBallots } from "./heldBallots.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

/** `replace`: the old one is spoiled and another given. `spoil`: none is given. `leftTaken`: it is not to be found. */
export const ballotDeeds = ["replace", "spoil", "handBack", "leftFound", "leftTaken"] as const;
export type BallotDeed = (typeof ballotDeeds)[number];

export type BallotCommand = {
  readonly voter: string;
  /** The ballot that the screen showed. */
  readonly ballot: EventName;
  readonly deed: BallotDeed;
  readonly note: string | undefined;
};

export type BallotProblem =
  /** No ballot of this place, or it was dealt with already. */
  { readonly type: "noSuchBallot" } | { readonly type: "limitReached"; readonly most: number } | NotAuthorised;

type ActBody = BodyOf<"BallotSpoiled" | "BallotReissued" | "BallotHandedBack" | "VoterLeft">;
type At = { readonly election: Election; readonly place: PollingPlace; readonly standing: Standing };

/** What may be done with this ballot at this place, and for which of it an inspector must agree. */
export function deedsFor(rules: Rules, held: HeldBallot): readonly { deed: BallotDeed; inspector: boolean }[] {
  const { most, beyond, leftReturns } = ballotRulesOf(rules);
  const past = held.number >= most;
  const replace = past && beyond === "none" ? [] : [{ deed: "replace" as const, inspector: past }];
  const plain = (deed: BallotDeed) => ({ deed, inspector: false });
  if (held.since === undefined) return [...replace, ...ballotDeeds.slice(1).map(plain)];
  if (held.since.act === "spoiled") return replace;
  const comesBack = held.since.act === "left" && held.since.left === "setAside" && leftReturns === "inspector";
  return comesBack ? replace.map(({ deed }) => ({ deed, inspector: true })) : [];
}

/** `receipt`: of the new ballot, where one is given. */
export function actOnBallot(
  { election: { rules }, place, standing }: At,
  witness: Witness,
  { voter, ballot, deed, note }: BallotCommand,
  receipt: string,
): Result<ActBody, BallotProblem> {
  const allowed = authorise(rules.permits, deed === "replace" ? "replaceBallot" : "takeBallotBack", witness);
  if (!allowed.ok) return allowed;
  const held = heldBallots(standing).find((one) => one.ballot.hash === ballot.hash && one.place === place.id);
  if (held === undefined) return err({ type: "noSuchBallot" });
  const { most, leftBallot } = ballotRulesOf(rules);
  const may = deedsFor(rules, held).find((one) => one.deed === deed);
  if (may === undefined)
    return err(deed === "replace" && held.number >= most ? { type: "limitReached", most } : { type: "noSuchBallot" });
  const approved = may.inspector ? mayApprove(rules.permits, witness) : ok(undefined);
  if (!approved.ok) return approved;
  const { checkIn, kind, style, number } = held;
  const about = { voter, place: place.id, checkIn, ballot: held.ballot, kind, style, ...noted(note) };
  switch (deed) {
    case "replace":
      return ok({ type: "BallotReissued", ...witness, ...about, receipt, number: number + 1 });
    case "spoil":
      return ok({ type: "BallotSpoiled", ...witness, ...about });
    case "handBack":
      return ok({ type: "BallotHandedBack", ...witness, ...about });
    case "leftFound":
      return ok({ type: "VoterLeft", ...witness, ...about, left: leftBallot });
    case "leftTaken":
      return ok({ type: "VoterLeft", ...witness, ...about, left: "takenAway" });
    default:
      return deed satisfies never;
  }
}

export type UndoCommand = {
  readonly voter: string;
  readonly undoes: EventName;
  readonly reason: UndoReason;
  readonly note: string | undefined;
};

export type UndoProblem =
  | { readonly type: "nothingToUndo" }
  /** Another ballot was given since: that is undone first. */
  | { readonly type: "laterFirst" }
  | NotAuthorised;

/** Whoever may cancel a check-in may say that one of these acts did not happen. */
export function undoBallotAct(
  { election, place, standing }: At,
  witness: Witness,
  { voter, undoes, reason, note }: UndoCommand,
): Result<BodyOf<"BallotActUndone">, UndoProblem> {
  const allowed = authorise(election.rules.permits, "cancelCheckIn", witness);
  if (!allowed.ok) return allowed;
  const act = standing.ballotActs.find(({ event }) => event.hash === undoes.hash);
  if (act === undefined) return err({ type: "nothingToUndo" });
  if (standing.ballotActs.some((later) => rests(later, act))) return err({ type: "laterFirst" });
  const about = { voter, place: place.id, undoes: act.event, reason, ...noted(note) };
  return ok({ type: "BallotActUndone", ...witness, ...about });
}

/** Whether the later act is about the ballot that the earlier one gave. */
const rests = (later: BallotAct, earlier: BallotAct): boolean =>
  [later.ballot.hash, later.checkIn.hash].includes(earlier.event.hash) ||
  (later.act === "reissued" && later.ballot.hash === earlier.ballot.hash && later.event.hash !== earlier.event.hash);

const noted = (note: string | undefined): { note?: string } => (note === undefined || note === "" ? {} : { note });
