/**
 * Ballot style = f(precinct split, party ballot, language, ballot type): pure, so that a restart or another tablet gives
 * the same ballot to the same voter. No style or two styles for one combination is an error of the definition.
 */
import type { BallotStyle, Election } from "./election.ts";
import { partiesToChoose } from "./partyRules.ts";
import { err, ok, type Result } from "./result.ts";
import type { VoterFlag, VoterRecord } from "./voter.ts";

export type BallotQuestion = {
  readonly split: string;
  /** The party whose ballot is asked for; undefined where ballots have no party. */
  readonly party: string | undefined;
  readonly type: BallotStyle["type"];
};

export type BallotStyleProblem = {
  readonly type: "noBallotStyle" | "severalBallotStyles";
  readonly question: BallotQuestion;
  readonly found: readonly string[];
};

export function ballotStyleOf(election: Election, question: BallotQuestion): Result<BallotStyle, BallotStyleProblem> {
  const found = election.ballotStyles.filter(
    (style) => style.type === question.type && style.party === question.party && style.splits.includes(question.split),
  );
  const [style] = found;
  if (style !== undefined && found.length === 1) return ok(style);
  const type = found.length === 0 ? "noBallotStyle" : "severalBallotStyles";
  return err({ type, question, found: found.map((s) => s.id) });
}

/**
 * The ballots among which this voter may choose, in the order of the definition. Where ballots have no party, or the
 * voter belongs to a party that has one, it is one; an unaffiliated voter in a primary may choose among the parties'
 * and a ballot without party, if the definition has one, unless the rules say more (`partyRules.ts`). Who may
 * vote for federal offices only gets that ballot and never a regular one. `instead`: the type that a rule gives.
 */
export function ballotChoices(
  election: Election,
  voter: Pick<VoterRecord, "split" | "party"> & { readonly flags: readonly VoterFlag[] },
  instead?: BallotStyle["type"],
): BallotStyle[] {
  const type = instead ?? (voter.flags.includes("federalOnly") ? "federalOnly" : "regular");
  const mine = election.ballotStyles.filter((style) => style.type === type && style.splits.includes(voter.split));
  if (!mine.some((style) => style.party !== undefined)) return mine;
  const own = mine.filter((style) => style.party === voter.party);
  const { primary } = election.rules;
  if (primary === undefined) return own.length > 0 ? own : mine;
  const parties = election.parties.filter(({ id }) => mine.some((style) => style.party === id));
  const open = partiesToChoose(
    primary,
    parties.map(({ id, allowsUnaffiliated = false }) => ({ id, allows: allowsUnaffiliated })),
    voter.party,
  );
  // Where members are bound to their own party's ballot, the one without party contests is for all others.
  const withoutParty = primary.withoutParty && (primary.members === "any" || own.length === 0);
  return mine.filter(({ party }) => (party === undefined ? withoutParty : open.includes(party)));
}
