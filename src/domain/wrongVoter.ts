/**
 * The name of another voter was tapped. One act puts it right: the event that checks in the right voter says which check-in
 * it replaces, so that no crash can leave both or neither. Here: whether it may, and what becomes of the ballot. Pure.
 */
import { mayApprove, type NotAuthorised } from "./authority.ts";
import { ballotRulesOf } from "./ballotRules.ts";
import type { Witness } from "./checkIn.ts";
import type { Election, PollingPlace, Rules } from "./election.ts";
import type { EventName, InsteadOf } from "./eventFields.ts";
import { type HeldBallot, heldBallots } from "./heldBallots.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

/** What the poll worker says of the check-in that was wrong. */
export type WrongCheckIn = {
  readonly voter: string;
  readonly event: EventName;
  readonly ballot: InsteadOf["ballot"];
};

export type WrongVoterProblem =
  /** Cancelled or put right meanwhile, at another place, or the right voter's own. */
  | { readonly type: "notTheWrongOne" }
  /** It is another ballot: the voter must give this one back first. */
  | { readonly type: "takeBallotBack"; readonly style: string }
  | NotAuthorised;

/** The ballot that the right voter gets. */
type Gets = { readonly voter: string; readonly style: string; readonly kind: InsteadOf["kind"] };

/** Whether the right voter goes on with the ballot that was given, and gets no second one. */
export function goesOn(held: Pick<HeldBallot, "style" | "kind" | "since">, gets: Omit<Gets, "voter">): boolean {
  return held.style === gets.style && held.kind === gets.kind && held.since === undefined;
}

/** One's own last check-in, not long ago: no inspector is needed. `last`: the last one that this tablet recorded. */
export function ownLast(
  rules: Pick<Rules, "ballots">,
  { worker, wall, checkIn }: Pick<HeldBallot, "worker" | "wall" | "checkIn">,
  now: { readonly worker: string; readonly wall: number; readonly last: EventName | undefined },
): boolean {
  const { ownMinutes } = ballotRulesOf(rules);
  return checkIn.hash === now.last?.hash && isOwn({ worker, wall }, now, ownMinutes);
}

const isOwn = (wrong: By, now: By, minutes: number): boolean =>
  wrong.worker === now.worker && now.wall - wrong.wall < minutes * 60_000;
type By = { readonly worker: string; readonly wall: number };

/** `standing`: of the voter who was checked in by mistake. */
export function putRight(
  { election: { rules }, place }: { readonly election: Election; readonly place: PollingPlace },
  standing: Standing,
  witness: Witness,
  wrong: WrongCheckIn,
  gets: Gets,
  last: EventName | undefined,
): Result<InsteadOf, WrongVoterProblem> {
  const held = heldBallots(standing).find(({ checkIn }) => checkIn.hash === wrong.event.hash);
  if (held === undefined || held.place !== place.id || wrong.voter === gets.voter)
    return err({ type: "notTheWrongOne" });
  const { checkIn: event, style, kind, worker, wall } = held;
  if (wrong.ballot === "kept" && !goesOn(held, gets)) return err({ type: "takeBallotBack", style });
  const alone = ownLast(rules, held, { ...witness, last }) && wrong.ballot !== "gone";
  const approved = alone ? ok(undefined) : mayApprove(rules.permits, witness, "putRight");
  if (!approved.ok) return approved;
  return ok({ event, voter: wrong.voter, style, kind, ballot: wrong.ballot, worker, wall });
}

/** Whether an event that puts a check-in right needed an inspector, as far as it tells itself. */
export function needsInspector(
  rules: Pick<Rules, "ballots">,
  body: { readonly worker: string; readonly wall: number; readonly insteadOf?: InsteadOf | undefined },
): boolean {
  const { insteadOf } = body;
  if (insteadOf === undefined) return false;
  return insteadOf.ballot === "gone" || !isOwn(insteadOf, body, ballotRulesOf(rules).ownMinutes);
}
