/**
 * Printing a slip again: one event, or in types why not. It names the ballot that the paper belongs to; standings do not
 * know it, so it can never count as a check-in.
 */
import { authorise, type NotAuthorised } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { BallotPaper } from "./printingRules.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

export type ReprintCommand = {
  readonly voter: string;
  /** The check-in, the provisional ballot, or the one that replaced a spoiled one. */
  readonly of: EventName;
  readonly what: BallotPaper;
};

/** `notGivenHere`: the ballot was cancelled meanwhile, or another place gave it. */
export type ReprintProblem = { readonly type: "notGivenHere" } | NotAuthorised;

/** For a ballot that counts and that this place gave. */
export function reprintSlip(
  { election, place, standing }: { election: Election; place: { readonly id: string }; standing: Standing },
  witness: Witness,
  command: ReprintCommand,
): Result<BodyOf<"SlipReprinted">, ReprintProblem> {
  const allowed = authorise(election.rules.permits, "checkIn", witness);
  if (!allowed.ok) return allowed;
  const { checkIns, provisionals, ballotActs } = standing;
  const again = ballotActs.filter(({ act }) => act === "reissued");
  const given = [...checkIns, ...provisionals, ...again].find(({ event }) => event.hash === command.of.hash);
  if (given === undefined || given.place !== place.id) return err({ type: "notGivenHere" });
  const { voter, what } = command;
  return ok({ type: "SlipReprinted", ...witness, voter, place: place.id, of: given.event, what });
}
