/**
 * What the poll worker does next for this voter. One pure, total function: every combination of its inputs gives exactly
 * one disposition, fresh or stale, and the same one after a restart. It decides nothing about words on screen: it names
 * steps and reasons, the screens and the state's pack say them.
 *
 * Order of the questions (the first that applies answers): may this tablet issue to this voter at all (split book), has
 * the voter already taken part (checked in, absentee returned, voted early), is the voter on the list as one who may
 * vote (registration), is it the right place, which ballot, and last which steps come before it.
 */
import { ballotChoices } from "./ballotStyle.ts";
import { type BallotStyle, type Election, type PollingPlace, serves, splitOf } from "./election.ts";
import type { CheckInFact, Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";

/** Something to do with the voter before a regular ballot, in this order. */
export type Step =
  | { readonly step: "confirmIdentity" }
  | { readonly step: "askIdentification" }
  | { readonly step: "affirmAddress" }
  | { readonly step: "surrenderAbsentee" }
  | { readonly step: "chooseBallot"; readonly choices: readonly BallotStyle[] };

/** Why there is no regular ballot here and now. */
export type Reason =
  | { readonly reason: "checkedIn"; readonly checkIns: readonly CheckInFact[] }
  | { readonly reason: "absenteeReturned" }
  | { readonly reason: "absenteeIssued" }
  | { readonly reason: "earlyVoted" }
  | { readonly reason: "otherPlace"; readonly places: readonly PollingPlace[] }
  | { readonly reason: "otherLine"; readonly line: string }
  | { readonly reason: "inactive" }
  | { readonly reason: "pending" }
  | { readonly reason: "challenged" }
  | { readonly reason: "notYetOfAge" }
  | { readonly reason: "removed" }
  | { readonly reason: "unknownStatus" }
  | { readonly reason: "confidential" }
  | { readonly reason: "noBallotStyle" }
  | { readonly reason: "notRegisteredHere" };

/** What the poll worker can offer instead. */
export type Offer = "provisional" | "otherPlace" | "otherLine" | "inspector" | "callCounty";

/** Said beside the disposition; never a reason to stop. */
export type Caution = "listIsOld" | "listIncomplete" | "checkInSetAside" | "checkInCancelled";

export type Disposition =
  | {
      readonly kind: "regular";
      readonly steps: readonly Step[];
      readonly choices: readonly [BallotStyle, ...BallotStyle[]];
      readonly cautions: readonly Caution[];
    }
  | { readonly kind: "none"; readonly why: Reason; readonly offer: Offer; readonly cautions: readonly Caution[] };

/** How far the county log is known: its size and the county's signed time of then; undefined before the first answer. */
export type KnownThrough = { readonly size: number; readonly at: number } | undefined;

/** Who may issue to this voter: this tablet, or another line when the inspector has split the book. */
export type Authority = { readonly holder: "here" } | { readonly holder: "otherLine"; readonly line: string };

export type DispositionInput = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly voter: VoterRecord;
  readonly standing: Standing;
  /** Milliseconds since 1970, corrected by the county's answers. */
  readonly now: number;
  readonly knownThrough: KnownThrough;
  /** Some of the county's changes to the list are known to exist and are not on this tablet. */
  readonly listIncomplete: boolean;
  readonly authority: Authority;
};

export function disposition(input: DispositionInput): Disposition {
  const cautions = cautionsOf(input);
  const refusal = refusalOf(input);
  if (refusal !== undefined) return { kind: "none", ...refusal, cautions };
  const [first, ...others] = ballotChoices(input.election, input.voter);
  if (first === undefined) return { kind: "none", why: { reason: "noBallotStyle" }, offer: "callCounty", cautions };
  const choices: readonly [BallotStyle, ...BallotStyle[]] = [first, ...others];
  return { kind: "regular", steps: stepsOf(input, choices), choices, cautions };
}

type Refusal = { readonly why: Reason; readonly offer: Offer };

function refusalOf({ election, place, voter, standing, authority }: DispositionInput): Refusal | undefined {
  const { rules } = election;
  const contested: Offer = rules.provisional ? "provisional" : "inspector";
  if (authority.holder === "otherLine")
    return { why: { reason: "otherLine", line: authority.line }, offer: "otherLine" };
  if (standing.checkIns.length > 0)
    return { why: { reason: "checkedIn", checkIns: standing.checkIns }, offer: "inspector" };
  if (voter.flags.includes("confidential")) return { why: { reason: "confidential" }, offer: "callCounty" };

  const absentee = absenteeRefusal(election, voter, contested);
  if (absentee !== undefined) return absentee;

  switch (voter.registration) {
    case "cancelled":
    case "denied":
      return { why: { reason: "removed" }, offer: contested };
    case "preregistered":
      return { why: { reason: "notYetOfAge" }, offer: "inspector" };
    case "challenged":
      return { why: { reason: "challenged" }, offer: "inspector" };
    case "pending":
      return { why: { reason: "pending" }, offer: contested };
    case "unknown":
      return { why: { reason: "unknownStatus" }, offer: "callCounty" };
    case "inactive":
      if (rules.inactive === "provisional") return { why: { reason: "inactive" }, offer: contested };
      break;
    case "active":
    case "military":
      break;
    default:
      return voter.registration satisfies never;
  }
  return wrongPlace(election, place, voter);
}

function absenteeRefusal(election: Election, voter: VoterRecord, contested: Offer): Refusal | undefined {
  const { rules } = election;
  switch (voter.absentee) {
    case "returned":
    case "accepted":
      return {
        why: { reason: "absenteeReturned" },
        offer: rules.absenteeReturned === "provisional" ? contested : "inspector",
      };
    case "earlyVoted":
      return { why: { reason: "earlyVoted" }, offer: contested };
    case "issued":
      if (rules.absenteeIssued === "regular") return undefined;
      return {
        why: { reason: "absenteeIssued" },
        offer: rules.absenteeIssued === "provisional" ? contested : "inspector",
      };
    case "none":
    case "requested":
    case "rejected":
      return undefined;
    default:
      return voter.absentee satisfies never;
  }
}

function wrongPlace(election: Election, place: PollingPlace, voter: VoterRecord): Refusal | undefined {
  const split = splitOf(election, voter.split);
  if (split === undefined) return { why: { reason: "notRegisteredHere" }, offer: "callCounty" };
  if (serves(place, split.precinct.id)) return undefined;
  const places = election.places.filter((p) => serves(p, split.precinct.id));
  return { why: { reason: "otherPlace", places }, offer: "otherPlace" };
}

function stepsOf({ election, voter }: DispositionInput, choices: readonly BallotStyle[]): Step[] {
  const { rules } = election;
  const steps: Step[] = [{ step: "confirmIdentity" }];
  if (rules.identification === "everyone" || voter.flags.includes("idRequired"))
    steps.push({ step: "askIdentification" });
  if (voter.registration === "inactive" && rules.inactive === "affirmAddress") steps.push({ step: "affirmAddress" });
  if (voter.absentee === "issued") steps.push({ step: "surrenderAbsentee" });
  if (choices.length > 1) steps.push({ step: "chooseBallot", choices });
  return steps;
}

function cautionsOf({ election, standing, now, knownThrough, listIncomplete }: DispositionInput): Caution[] {
  const cautions: Caution[] = [];
  const limit = election.rules.staleAfterMinutes * 60_000;
  if (knownThrough === undefined || now - knownThrough.at > limit) cautions.push("listIsOld");
  if (listIncomplete) cautions.push("listIncomplete");
  if (standing.setAside.length > 0) cautions.push("checkInSetAside");
  if (standing.cancelled.length > 0) cautions.push("checkInCancelled");
  return cautions;
}
