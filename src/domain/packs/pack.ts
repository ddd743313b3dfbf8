/**
 * What a state's pack is: rules that go into the election definition in full, words, party rules, and for what has no
 * source of its own in the rules, where it comes from. A pack is a starting point, not advice: a county edits its copy.
 *
 * A rule's confidence is that of its least certain part.
 */

import { type Act, acts, defaultPermits } from "../authority.ts";
import { BalanceRules } from "../balanceRules.ts";
import type { BallotRules } from "../ballotRules.ts";
import type { ConfidentialRules } from "../confidentialRules.ts";
import type { Rules } from "../election.ts";
import type { IdKind } from "../identification.ts";
import type { IdentificationRules } from "../identificationRules.ts";
import type { PartyRules } from "../partyRules.ts";
import type { SignatureRules } from "../signatureRules.ts";
import type { Situation } from "../situation.ts";
import { cautiousRules, rule, type SituationRule, type Way, type WayId, way } from "../situationRules.ts";

/** The parts of the rules that carry no source themselves. */
export const plainRules = [
  "say",
  "identification",
  "provisional",
  "staleAfterMinutes",
  "oldNews",
  "permits",
  "balance",
] as const;
export type PlainRule = (typeof plainRules)[number];

export type Basis = Pick<SituationRule, "source" | "confidence">;

export type Pack = {
  /** Two capital letters. */
  readonly state: string;
  readonly name: string;
  /** With a rule for every situation. */
  readonly rules: Rules & {
    readonly situations: Readonly<Record<Situation, SituationRule>>;
    readonly primary: PartyRules;
    readonly ballots: BallotRules;
    readonly signature: SignatureRules;
    readonly identificationKinds: IdentificationRules;
    readonly confidential: ConfidentialRules;
  };
  readonly basis: Readonly<Record<PlainRule, Basis>>;
};

/** No state's law was found that asks for more than this table; it is written out so that a county sees what it may edit. */
export const usualPermits = Object.fromEntries(
  acts.map((act) => [act, { ...defaultPermits[act], roles: [...defaultPermits[act].roles] }]),
) as Record<Act, NonNullable<Rules["permits"][Act]>>;

/** One sheet a ballot, provisional ballots from the same stock: what else a statement has, counties add. */
export const statementWith = (...lines: BalanceRules["lines"]): BalanceRules => ({
  ...BalanceRules.parse({}),
  lines: ["spoiled", ...lines, "handedBack", "leftWithoutCasting"],
});

/** Where nothing was found: with their number alone, the paper book serves them too. */
export const confidentialByNumber: ConfidentialRules = {
  book: "numberOnly",
  source: "No law found on the paper list: by number alone, as in Massachusetts (950 CMR 49.13); practice",
  confidence: "practice",
};

/** Of permits and of the age of news, where nothing was found. */
export const notFound: Basis = {
  source: "No source found: what a cautious county would choose",
  confidence: "practice",
};

/** Of a voter whose name another tablet serves while the book is split. */
export const otherLine: SituationRule = { ...cautiousRules.otherLine, ...notFound };

/** Given by every pack to a status that nobody has decided on: no law speaks of it. */
export const undecidedStatus = "No law: a code of the voter file on which the county has not decided";
export const hava = "52 U.S.C. § 21082(a)";
/** Kept apart from other provisional ballots, in elections for federal office. */
export const havaExtended = "52 U.S.C. § 21082(c)";
/** Who may help: nobody's employer or union. */
export const vraAssistance = "52 U.S.C. § 10508";
/** What no law asks to be recorded; a county may leave it out. */
export const accommodations = [
  way("seated", "regular"),
  way("accessibleMachine", "regular"),
  way("interpreter", "regular"),
];
export const accommodationBasis = "52 U.S.C. § 21081(a)(3), 42 U.S.C. § 12132; that it is recorded: practice";
/** Where one place serves each precinct. */
export const onePlaceEach: Basis = {
  source: "Each precinct has one polling place; for early voting at several: practice",
  confidence: "practice",
};
/** First-time voters who registered by mail: a current photo ID, or one of these with name and address (52 U.S.C. § 21083(b)(2)(A)). */
export const havaDocuments = [
  "anyPhotoId",
  "utilityBill",
  "bankStatement",
  "governmentCheck",
  "paycheck",
  "governmentDocument",
] as const satisfies readonly IdKind[];
/** What a challenge may say, each leading to the decision. */
export const grounds = (...ids: readonly WayId[]): Way[] =>
  ids.map((id) =>
    way(id, "regular", { leadsTo: "challenged", ...(id === "saysOtherParty" ? { only: ["primary", "runoff"] } : {}) }),
  );
/** Who begins a challenge, with which papers and when. Whoever else speaks up begins none: the voter is served on. */
export const challengers = (ids: readonly WayId[], forms: readonly string[] = [], during?: Way["during"]): Way[] => {
  const then = during === undefined ? {} : { during };
  return [
    ...ids.map((id) => way(id, "regular", { leadsTo: "challengeGround", forms: [...forms], ...then })),
    way("mayNotChallenge", "regular", then),
  ];
};
/** Where no way of a move leads there. */
export const newPlace: SituationRule = {
  ...cautiousRules.newPlace,
  source: "Used only where a way of a move leads to it: nothing was read on it for this state",
};
/** Nothing follows from it: begun in no way at the table, or the voter is like any other. */
export const goesOn = (source: string): SituationRule => rule("stop", [], { source });
/** Where nothing was found that signatures are compared at the table: for a county that shows the one on file. */
export const signatureDiffers = rule(
  "ask",
  [way("sameHand", "regular", { by: "inspector" }), way("otherHand", "provisional", { by: "inspector" })],
  { source: "No law found that signatures are compared at the table: used only where signature.reference is true" },
);
/** Why a ballot is provisional, as every county would say it. */
const usualReasons: Partial<Record<Situation, string>> = {
  checkedIn: "Shown as having voted, and says they have not",
  afterHours: "Voted under an order that extends the hours",
  absenteeReturned: "Absentee ballot shown as returned, and says it was not",
  earlyVoted: "Shown as having voted early, and says they have not",
  absenteeRequested: "Requested an absentee ballot",
  absenteeRejected: "Absentee ballot came back and was not accepted",
  removed: "Registration shown as canceled, and says they are registered",
  underage: "Shown as too young, and says they are old enough",
  challenged: "Challenged, and the challenge was not settled",
  pending: "Registration is not complete",
  otherPlace: "Registered in another precinct",
  notOnList: "Not on the list, and says they are registered",
  newsOld: "Whether the voter voted at another place was not known",
  identification: "Did not show identification",
  absenteeIssued: "Was sent an absentee ballot and did not hand it over",
  moved: "Moved without changing the registration",
  newPlace: "Moved to another precinct",
  nameChanged: "Changed the name, without proof",
  partyChallenged: "Party membership was doubted",
  signatureDiffers: "Signature unlike the one on file",
};

/** With the reason in words on every way to a provisional ballot for which the state gives no code; `own`: its words. */
export function withReasons(
  rules: Readonly<Record<Situation, SituationRule>>,
  own: Partial<Record<Situation, string>> = {},
): Record<Situation, SituationRule> {
  const words = { ...usualReasons, ...own };
  const entries = Object.entries(rules).map(([situation, rule]) => {
    const reason = words[situation as Situation];
    const ways = rule.ways.map((way) =>
      reason === undefined ||
      way.code !== undefined ||
      way.reason !== undefined ||
      ![way.outcome, way.whenStale].includes("provisional")
        ? way
        : { ...way, reason },
    );
    return [situation, { ...rule, ways }];
  });
  return Object.fromEntries(entries) as Record<Situation, SituationRule>;
}
export const nvraMoved = "52 U.S.C. § 20507(e)";
export const nvraAffirm = "52 U.S.C. § 20507(d)(2)(A)";
