/** Which situations hold of a voter by the list and by what is known of the day. */
import { castMarks } from "./absenteeMarks.ts";
import { isUnderage } from "./age.ts";
import type { Authority } from "./bookLine.ts";
import { type Election, type PollingPlace, serves, splitOf } from "./election.ts";
import { isStale, type KnownThrough } from "./newsAge.ts";
import { listHoldsParty } from "./partyRules.ts";
import { isAfterHours, type PlaceHours } from "./placeHours.ts";
import { type Situation, situations } from "./situation.ts";
import { cautiousRules } from "./situationRules.ts";
import type { Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";

type Facts = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly voter: VoterRecord;
  readonly standing: Standing;
  /** Not on the roll. */
  readonly newcomer?: object | undefined;
  readonly hours: PlaceHours;
  readonly now: number;
  readonly knownThrough: KnownThrough;
  readonly authority: Authority;
};

/** In the order of `situations`. What only the voter can say, or the poll worker find, is not among them. */
export function situationsOf(facts: Facts): Situation[] {
  return situations.filter((situation) => holds(situation, facts));
}

function holds(situation: Situation, facts: Facts): boolean {
  const { election, place, voter, standing, newcomer } = facts;
  const { registration, absentee, flags } = voter;
  switch (situation) {
    case "checkedIn":
      return standing.checkIns.length > 0;
    case "provisionalIssued":
      return standing.provisionals.length > 0;
    case "otherLine":
      return facts.authority.holder === "otherLine";
    case "handedBack":
      return standing.checkIns.length === 0 && standing.ballotActs.some(({ act }) => act === "handedBack");
    case "absenteeCast":
      return castMarks(standing.absentee).length > 0;
    case "afterHours":
      return isAfterHours(election, facts.hours, facts.now);
    case "confidential":
      return flags.includes("confidential");
    case "absenteeReturned":
      return absentee === "returned" || absentee === "accepted";
    case "earlyVoted":
      return absentee === "earlyVoted";
    case "absenteeIssued":
      return absentee === "issued";
    // Where the law makes nothing of it, the voter is like any other.
    case "absenteeRequested":
      return absentee === "requested" && hasWays(election, situation);
    case "absenteeRejected":
      return absentee === "rejected" && hasWays(election, situation);
    case "votedInParty":
      return isBound(election, voter);
    case "removed":
      return registration === "cancelled" || registration === "denied";
    case "underage":
      return isUnderage(voter, election.date);
    case "challenged":
      return registration === situation || standing.notes.some(({ note }) => note === "challengeUpheld");
    case "pending":
    case "inactive":
      return registration === situation;
    case "unknownStatus":
      return registration === "unknown";
    case "identification":
      return election.rules.identification === "everyone" || flags.includes("idRequired");
    case "otherPlace": {
      const split = splitOf(election, voter.split);
      return split !== undefined && !serves(place, split.precinct.id);
    }
    case "notOnList":
      return newcomer !== undefined;
    case "assistance":
      return flags.includes("assistance") && mayDecline(election);
    case "newsOld":
      return election.rules.oldNews === "ask" && isStale(facts) && mayVoteElsewhere(election, voter);
    case "moved":
    case "newPlace":
    case "challengedHere":
    case "challengeGround":
    case "partyChallenged":
    case "nameChanged":
    case "curbside":
    case "accommodation":
    case "signatureDiffers":
      return false;
    default:
      return situation satisfies never;
  }
}

/** The roll says that the voter may want help; nobody has to be helped. */
function mayDecline({ rules }: Election): boolean {
  return rules.situations.assistance?.ways.some(({ way }) => way === "helpNotWanted") ?? false;
}

function mayVoteElsewhere(election: Election, { split }: VoterRecord): boolean {
  const precinct = splitOf(election, split)?.precinct.id ?? "";
  return election.places.filter((place) => serves(place, precinct)).length > 1;
}

function hasWays({ rules }: Election, situation: "absenteeRequested" | "absenteeRejected"): boolean {
  return (rules.situations[situation] ?? cautiousRules[situation]).ways.length > 0;
}

/** By a list that holds it, in a runoff of parties. */
function isBound({ kind, rules: { primary }, ballotStyles }: Election, { party }: VoterRecord): boolean {
  if (kind !== "runoff" || primary === undefined || !listHoldsParty(primary) || party === "") return false;
  return ballotStyles.some((style) => style.party !== undefined);
}
