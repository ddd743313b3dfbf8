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
  /** BCP 47 tag; left out where all ballots are in the same languages. */
  readonly language?: string;
};

export type BallotStyleProblem = {
  readonly type: "noBallotStyle" | "severalBallotStyles";
  readonly question: BallotQuestion;
  readonly found: readonly string[];
};

export function ballotStyleOf(election: Election, question: BallotQuestion): Result<BallotStyle, BallotStyleProblem> {
  const found = election.ballotStyles.filter(
    (style) =>
      style.type === question.type &&
      style.party === question.party &&
      style.splits.includes(question.split) &&
      (question.language === undefined || style.languages.includes(question.language)),
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
  const withoutParty = primary.withoutParty !== "none" && (primary.members === "any" || own.length === 0);
  return mine.filter(({ party }) => (party === undefined ? withoutParty : open.includes(party)));
}

/** One ballot of each party, as they stand in `choices`: what is chosen first. */
export function partyBallots(choices: readonly BallotStyle[]): BallotStyle[] {
  return choices.filter(({ party }, at) => choices.findIndex((one) => one.party === party) === at);
}

/** The ballots that differ from another one of their party by their languages only. */
export function inSeveralLanguages(choices: readonly BallotStyle[]): BallotStyle[] {
  return choices.filter(({ id, party }) => choices.some((one) => one.party === party && one.id !== id));
}

/** Those of the party that was chosen (by any ballot of it); all where no party is to be chosen. */
export function languageBallots(several: readonly BallotStyle[], chosen: string | undefined): readonly BallotStyle[] {
  if (chosen === undefined) return several;
  const mine = several.find(({ id }) => id === chosen);
  return mine === undefined ? [] : several.filter(({ party }) => party === mine.party);
}

/** The ballot that two choices come to, of a party and of a language, each by a ballot; undefined while one is open. */
export function ballotChosen(
  choices: readonly BallotStyle[],
  { style, ballotLanguage }: { readonly style: string | undefined; readonly ballotLanguage: string | undefined },
): BallotStyle | undefined {
  const party = partyBallots(choices).length === 1 ? choices[0] : choices.find(({ id }) => id === style);
  if (party === undefined) return undefined;
  const ballots = choices.filter((one) => one.party === party.party);
  return ballots.length === 1 ? ballots[0] : ballots.find(({ id }) => id === ballotLanguage);
}
