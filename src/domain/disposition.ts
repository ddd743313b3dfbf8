/**
 * What the poll worker does next for this voter. One pure, total function: every combination of its inputs gives exactly
 * one disposition, fresh or stale, and the same one after a restart. It decides nothing about words on screen: it names
 * situations, ways, steps and reasons; the screens say them.
 *
 * Each situation that holds of the voter is put to the pack's rule, in one order. A rule that stops ends it, unless a way
 * behind it was taken (the voter disagrees). A rule that asks waits for the poll worker's answer. When nothing is left to
 * ask, the ballot is regular if every way says so, and provisional if one does not.
 */
import { type AbsenteeMark, castMarks } from "./absenteeMarks.ts";
import { mayTurn18 } from "./age.ts";
import { ballotChoices, inSeveralLanguages, partyBallots } from "./ballotStyle.ts";
import type { Authority } from "./bookLine.ts";
import { type DetailStep, provedDetails } from "./details.ts";
import { type BallotStyle, type Election, type PollingPlace, type Rules, serves, splitOf } from "./election.ts";
import { kindsFor } from "./identification.ts";
import type { LineName } from "./lines.ts";
import { moveDays } from "./moveDays.ts";
import { isStale, type KnownThrough } from "./newsAge.ts";
import { joinsBy, type PartyRules } from "./partyRules.ts";
import type { Unlisted } from "./person.ts";
import type { PlaceHours } from "./placeHours.ts";
import type { ProvisionalFact } from "./provisionalBallots.ts";
import { noted, type RaisedHere, raisedHere, type SaidByVoter, type Situation, situations } from "./situation.ts";
import { cautiousRules, type Offer, type SituationRule, type Way, type WayId } from "./situationRules.ts";
import type { CheckInFact, Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";
import { situationsOf } from "./voterSituations.ts";

export type { Offer } from "./situationRules.ts";

/** What the poll worker found out: which way it is; null where the voter said so and no more is known yet. */
export type Answers = Readonly<Partial<Record<Situation, WayId | null>>>;

/** A situation with the ways in which it can go on here. */
export type Question = {
  readonly situation: Situation;
  readonly ways: readonly Way[];
  readonly answer: WayId | undefined;
};

/** Something to do with the voter before a ballot is given, in this order. */
export type Step =
  | { readonly step: "confirmIdentity" }
  | { readonly step: "form"; readonly form: string }
  /** Write down what the record must hold beside an answer. */
  | DetailStep
  /**
   * One ballot of each party. `how`: in which way the voter names the party. `joins`: some of them make the voter a member,
   * which is said before; then it is asked even where there is one ballot only.
   */
  | {
      readonly step: "chooseBallot";
      readonly choices: readonly BallotStyle[];
      readonly how?: PartyRules["choice"] | undefined;
      readonly joins?: true | undefined;
    }
  /** Ballots of some party that differ by their languages only. */
  | { readonly step: "chooseLanguage"; readonly choices: readonly BallotStyle[] }
  /** The voter reads the affirmation of the rules and signs on the tablet. */
  | { readonly step: "sign" }
  /** Shown by a person who registers. */
  | { readonly step: "proof"; readonly proof: string };

/** Why there is no ballot here and now. */
export type Reason =
  | {
      readonly reason: "checkedIn";
      readonly checkIns: readonly CheckInFact[];
      /** The voter's absentee ballot was cast as well, at a polling place that did not know of the check-in, or the other way round. */
      readonly cast: readonly AbsenteeMark[];
    }
  | { readonly reason: "provisionalIssued"; readonly ballots: readonly ProvisionalFact[] }
  | { readonly reason: "otherPlace"; readonly places: readonly PollingPlace[] }
  /** `line`: which one; undefined where this tablet has none and does not know the others'. */
  | { readonly reason: "otherLine"; readonly line: LineName | undefined }
  /** `place`: the only one that gives it; undefined where the election does not name it. */
  | { readonly reason: "limitedBallot"; readonly place: PollingPlace | undefined; readonly here: boolean }
  | { readonly reason: "noBallotStyle" }
  | { readonly reason: "notRegisteredHere" }
  /** Not on the list by that name, and these are like enough to be the same person: look at them first (P6). */
  | { readonly reason: "looksLikeVoter"; readonly voters: readonly VoterRecord[] }
  | { readonly reason: Exclude<Situation, "checkedIn" | "provisionalIssued" | "otherPlace" | "otherLine"> };

/** Said beside the disposition; never a reason to stop. */
export type Caution = "listIsOld" | "listIncomplete" | "checkInSetAside" | "checkInCancelled";

type Common = {
  /** What was asked so far, in order. */
  readonly questions: readonly Question[];
  readonly cautions: readonly Caution[];
};
/** Why a provisional ballot: the situation, and the state's code for it where the pack gives one. */
export type ProvisionalReason = { readonly situation: Situation; readonly code: string | undefined };
type Ballot = Common & {
  readonly steps: readonly Step[];
  readonly choices: readonly [BallotStyle, ...BallotStyle[]];
  /** The situations of which an inspector must say that it is so. */
  readonly approval: readonly Situation[];
};

export type Disposition =
  /** Not on the list, and to be registered now; the ballot comes after. */
  | (Common & { readonly kind: "register" } & Pick<Ballot, "steps" | "approval">)
  | (Common & { readonly kind: "ask"; readonly question: Question })
  | (Ballot & { readonly kind: "regular" })
  | (Ballot & { readonly kind: "provisional"; readonly reasons: readonly [ProvisionalReason, ...ProvisionalReason[]] })
  | (Common & {
      readonly kind: "none";
      readonly why: Reason;
      readonly offer: Offer | "otherLine";
      /** If the voter disagrees. */
      readonly instead: Question | undefined;
    });

/** Of somebody who is not on the roll. */
export type Newcomer =
  /** Registered today, as an event of the log says. */
  | { readonly as: "registrant" }
  /** Neither on the roll nor registered. `alike`: voters whom this person looks like, as far as is known. */
  | { readonly as: "person"; readonly unlisted: Unlisted; readonly alike: readonly VoterRecord[] };

export type DispositionInput = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly voter: VoterRecord;
  readonly standing: Standing;
  readonly hours: PlaceHours;
  /** Milliseconds since 1970, corrected by the county's answers. */
  readonly now: number;
  readonly knownThrough: KnownThrough;
  /** Some of the county's changes to the list are known to exist and are not on this tablet. */
  readonly listIncomplete: boolean;
  readonly authority: Authority;
  readonly newcomer?: Newcomer | undefined;
};

export function disposition(input: DispositionInput, answers: Answers = {}): Disposition {
  const { election, voter, newcomer } = input;
  const cautions = cautionsOf(input);
  const stopped = (why: Reason, offer: Offer | "otherLine", questions: readonly Question[] = []): Disposition => ({
    ...{ kind: "none", why, offer, instead: undefined, questions, cautions },
  });
  if (splitOf(election, voter.split) === undefined) return stopped({ reason: "notRegisteredHere" }, "callCounty");

  const asked = ask(input, answers);
  const { questions, taken } = asked;
  if (asked.stop !== undefined) {
    const { situation, offer, instead } = asked.stop;
    const why = offer === "mainPlace" ? limitedBallot(input) : reasonOf(situation, input);
    return { kind: "none", why, offer: offerOf(why, offer), instead, questions, cautions };
  }
  if (asked.open !== undefined) return { kind: "ask", question: asked.open, questions, cautions };

  if (asked.registers)
    return {
      kind: "register",
      questions,
      cautions,
      steps: registeringSteps(taken, election),
      approval: approvalOf(taken, newcomer),
    };

  const type = taken.find(({ way }) => way.ballot !== undefined)?.way.ballot;
  // Who voted in a party's primary gets that party's ballot in its runoff, or says that the list is wrong.
  const bound = taken.some(({ way }) => way.way === "samePartyBallot");
  const [first, ...others] = ballotChoices(election, voter, type).filter(
    ({ party }) => !bound || party === voter.party,
  );
  if (first === undefined) return stopped({ reason: "noBallotStyle" }, "callCounty", questions);
  const choices: readonly [BallotStyle, ...BallotStyle[]] = [first, ...others];
  const ballot = {
    questions,
    cautions,
    choices,
    steps: stepsOf(taken, choices, election, voter.party),
    approval: approvalOf(taken, newcomer),
  };
  const [why, ...more] = taken
    .filter(({ outcome }) => outcome === "provisional")
    .map(({ situation, way }) => ({ situation, code: way.code }));
  return why === undefined
    ? { kind: "regular", ...ballot }
    : { kind: "provisional", reasons: [why, ...more], ...ballot };
}

/** The rule of the election's pack, else the cautious one. */
export function ruleOf({ rules }: Pick<Election, "rules">, situation: Situation): SituationRule {
  return rules.situations[situation] ?? cautiousRules[situation];
}

/** Whether what an event tells of its steps needed an inspector to say that it is so. */
export function needsApproval(
  rules: Rules,
  steps: readonly { readonly step: string; readonly outcome: string }[],
): boolean {
  return steps.some(({ step, outcome }) => {
    if (step === anotherPerson) return true;
    if (step === "precinct") return outcome === "inspector";
    const situation = situations.find((one) => one === step);
    if (situation === undefined) return false;
    return ruleOf({ rules }, situation).ways.some(({ way, by }) => way === outcome && by === "inspector");
  });
}

type Taken = { readonly situation: Situation; readonly way: Way; readonly outcome: Way["outcome"] };
type Asked = {
  readonly questions: readonly Question[];
  readonly taken: readonly Taken[];
  readonly open: Question | undefined;
  /** A way that was taken registers the person: of the rest only who helps with it is asked before the ballot. */
  readonly registers?: boolean;
  readonly stop:
    | { readonly situation: Situation; readonly offer: Offer; readonly instead: Question | undefined }
    | undefined;
};

/** Goes through the situations until one stops it or waits for an answer. */
function ask(input: DispositionInput, answers: Answers): Asked {
  const held = new Set(situationsOf(input));
  for (const one of noted) if (answers[one] !== undefined && mayBeNoted(one, input)) held.add(one);
  const questions: Question[] = [];
  const taken: Taken[] = [];
  let registers = false;
  // In the order of the list: what a way leads to stands after the situations that can lead there.
  for (const situation of situations) {
    if (!held.has(situation) || (registers && situation !== "assistance")) continue;
    const rule = ruleOf(input.election, situation);
    if (situation === "notOnList" && input.newcomer?.as === "registrant") {
      const done = registered(rule, input);
      if (done === undefined)
        return { questions, taken, open: undefined, stop: { situation, offer: rule.offer, instead: undefined } };
      taken.push(done);
      continue;
    }
    if (situation === "notOnList" && unseenOf(input).length > 0)
      return { questions, taken, open: undefined, stop: { situation, offer: rule.offer, instead: undefined } };
    const ways = waysHere(rule, input).filter((way) => situation !== "notOnList" || fitsStranger(way, input));
    const answer = answers[situation] ?? undefined;
    const way = ways.find((one) => one.way === answer);
    const question = { situation, ways, answer: way?.way };
    const stop = { situation, offer: rule.offer, instead: ways.length === 0 ? undefined : question };
    if (way === undefined) {
      if (rule.first === "stop" || ways.length === 0) return { questions, taken, open: undefined, stop };
      return { questions: [...questions, question], taken, open: question, stop: undefined };
    }
    questions.push(question);
    const outcome = outcomeOf(way, input);
    if (outcome === "stop")
      return { questions, taken, open: undefined, stop: { ...stop, offer: way.offer ?? stop.offer } };
    taken.push({ situation, way, outcome });
    if (situation === "notOnList" && way.way === "registersToday") registers = true;
    if (way.leadsTo !== undefined) held.add(way.leadsTo);
  }
  return { questions, taken, open: undefined, stop: undefined, registers };
}

/** Whoever is on no list and does not register never gets a regular ballot, whatever a county wrote into its rules. */
const fitsStranger = (way: Way, input: DispositionInput): boolean =>
  way.way === "registersToday" || outcomeOf(way, input) !== "regular";

/** What may be said of a voter, may always be; what is said against one, only where the law gives it a way. */
function mayBeNoted(situation: (typeof noted)[number], input: DispositionInput): boolean {
  if (situation === "signatureDiffers") return input.election.rules.signature?.reference === true;
  return !raisedHere.some((one) => one === situation) || mayBeRaised(situation as RaisedHere, input);
}

/** Whether there is a way to begin this here: in this state, kind of election and time of voting. */
export function mayBeRaised(situation: RaisedHere, at: Pick<DispositionInput, "election" | "now">): boolean {
  return ruleOf(at.election, situation).ways.some((way) => existsAt(way, at));
}

const existsAt = ({ during, only }: Way, at: Pick<DispositionInput, "election" | "now">): boolean =>
  (during === undefined || during === dayOf(at)) && (only === undefined || only.includes(at.election.kind));

/** By the calendar of the polling place. */
function dayOf({
  election: { date, timeZone },
  now,
}: Pick<DispositionInput, "election" | "now">): "earlyVoting" | "electionDay" {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  return parts < date ? "earlyVoting" : "electionDay";
}

/** Of a registrant: what registering led to. Its papers were completed, and its inspector asked, when it was done. */
function registered(rule: SituationRule, input: DispositionInput): Taken | undefined {
  const way = rule.ways.find((one) => one.way === "registersToday");
  if (way === undefined) return undefined;
  const outcome = outcomeOf(way, input);
  if (outcome === "stop" || (outcome === "provisional" && !input.election.rules.provisional)) return undefined;
  return {
    situation: "notOnList",
    way: { ...way, forms: [], by: "pollWorker", asks: undefined, proves: undefined },
    outcome,
  };
}

/**
 * The ways that exist in this kind of election and in this state: without provisional ballots, none leads to one. Nobody
 * comes under an order of which nobody knows, who did not ask for help does not say that they want none, and who is too young
 * for the general election too is not 17 in its primary.
 */
function waysHere({ ways }: SituationRule, input: DispositionInput): Way[] {
  const { rules } = input.election;
  return ways.filter(
    (way) =>
      existsAt(way, input) &&
      (way.way !== "seventeenInPrimary" || mayTurn18(input.voter.birthDate, input.election.date)) &&
      (way.way !== "underOrder" || input.hours.extension !== undefined) &&
      (way.way !== "helpNotWanted" || input.voter.flags.includes("assistance")) &&
      (rules.provisional || outcomeOf(way, input) !== "provisional"),
  );
}

function outcomeOf({ outcome, whenStale }: Way, input: DispositionInput): Way["outcome"] {
  return whenStale === "same" || outcome === "stop" || !isStale(input) ? outcome : whenStale;
}

/** Voters whom somebody who is not on the list looks like, and at whom nobody has looked yet. */
function unseenOf({ newcomer }: DispositionInput): readonly VoterRecord[] {
  if (newcomer?.as !== "person") return [];
  return newcomer.alike.filter(({ id }) => !newcomer.unlisted.lookedAt.includes(id));
}

/** Where the voter is sent: nobody is sent to a place that is not known, or to this one. */
function offerOf(why: Reason, offer: Offer): Offer | "otherLine" {
  if (why.reason === "otherLine") return why.line === undefined ? offer : why.reason;
  if (why.reason !== "limitedBallot") return offer;
  return why.place === undefined ? "callCounty" : why.here ? "inspector" : offer;
}

/** The ballot of a voter of another county of the state, which one place of the county gives. */
function limitedBallot({ election, place }: DispositionInput): Reason {
  const { mainEarlyVoting: main } = election;
  return {
    ...{ reason: "limitedBallot", here: place.id === main },
    place: election.places.find(({ id }) => id === main),
  };
}

function reasonOf(situation: Situation, input: DispositionInput): Reason {
  const { election, voter, standing } = input;
  switch (situation) {
    case "notOnList": {
      const voters = unseenOf(input);
      return voters.length === 0 ? { reason: situation } : { reason: "looksLikeVoter", voters };
    }
    case "checkedIn":
      return { reason: situation, checkIns: standing.checkIns, cast: castMarks(standing.absentee) };
    case "provisionalIssued":
      return { reason: situation, ballots: standing.provisionals };
    case "otherPlace": {
      const precinct = splitOf(election, voter.split)?.precinct.id ?? "";
      return { reason: situation, places: election.places.filter((place) => serves(place, precinct)) };
    }
    case "otherLine":
      return { reason: situation, line: input.authority.holder === situation ? input.authority.line : undefined };
    default:
      return { reason: situation };
  }
}

/**
 * An inspector says that a way is so, where somebody lives whose neighbors are not on the roll, and that somebody is not
 * the person of the same name and birth date who was there before.
 */
function approvalOf(taken: readonly Taken[], newcomer: Newcomer | undefined): Situation[] {
  const unlisted = newcomer?.as === "person" ? newcomer.unlisted : undefined;
  const chosen = unlisted?.precinctBy === "inspector" || unlisted?.person.another !== undefined;
  return taken
    .filter(({ situation, way }) => way.by === "inspector" || (chosen && situation === "notOnList"))
    .map(({ situation }) => situation);
}

const anotherPerson = "anotherPerson";

/** How the person was looked for before, as an event tells it, how the precinct was found, and who it is not. */
export const ladderSteps = ({ person, tried, precinctBy }: Unlisted): { step: string; outcome: string }[] => [
  ...tried.map(({ step, outcome }) => ({ step, outcome })),
  { step: "precinct", outcome: precinctBy },
  ...(person.another === undefined ? [] : [{ step: anotherPerson, outcome: `${person.another}` }]),
];

function registeringSteps(taken: readonly Taken[], election: Election): Step[] {
  const forms = new Set(taken.flatMap(({ way }) => way.forms));
  const proofs = new Set(taken.flatMap(({ way }) => way.proofs ?? []));
  return [
    { step: "confirmIdentity" },
    ...detailSteps(taken, election),
    ...[...proofs].map((proof) => ({ step: "proof" as const, proof })),
    ...[...forms].map((form) => ({ step: "form" as const, form })),
  ];
}

function detailSteps(taken: readonly Taken[], { rules: { identificationKinds }, date }: Election): DetailStep[] {
  return taken.flatMap(({ way: { way, asks, daysAgo, kinds, exceptions, proves } }): DetailStep[] => {
    const chosen = (detail: DetailStep["detail"], oneOf: readonly string[] = []): DetailStep[] =>
      oneOf.length === 0 ? [] : [{ step: "detail", detail, oneOf }];
    return [
      ...chosen(
        "identificationKind",
        identificationKinds?.kindNeeded === true ? kindsFor(identificationKinds, way) : [],
      ),
      ...chosen("exceptionReason", exceptions),
      ...chosen("documentKind", kinds),
      ...provedDetails.flatMap((detail) => chosen(detail, proves?.[detail])),
      ...(asks === undefined ? [] : [{ step: "detail" as const, detail: asks }]),
      ...(daysAgo === undefined
        ? []
        : [{ step: "detail" as const, detail: "dateOfMove" as const, ...moveDays(daysAgo, date) }]),
    ];
  });
}

function stepsOf(taken: readonly Taken[], choices: readonly BallotStyle[], election: Election, member: string): Step[] {
  const { provisionalForms, primary, signature } = election.rules;
  const provisional = taken.some(({ outcome }) => outcome === "provisional");
  const forms = new Set([...taken.flatMap(({ way }) => way.forms), ...(provisional ? provisionalForms : [])]);
  const parties = partyBallots(choices);
  const languages = inSeveralLanguages(choices);
  const joins = parties.some(({ party }) => joinsBy(primary, party, member));
  const choose = {
    ...{ step: "chooseBallot" as const, choices: parties },
    ...(primary !== undefined && choices.some(({ party }) => party !== undefined) ? { how: primary.choice } : {}),
    ...(joins ? { joins } : {}),
  };
  // Once a signature is in question, it is kept whatever ballot comes of it.
  const compared = taken.some(({ situation }) => situation === "signatureDiffers");
  const signs =
    (!provisional || compared) && (signature?.who === "everyone" || (signature?.who === "withForm" && forms.size > 0));
  return [
    { step: "confirmIdentity" },
    ...detailSteps(taken, election),
    ...[...forms].map((form) => ({ step: "form" as const, form })),
    ...(parties.length > 1 || joins ? [choose] : []),
    ...(languages.length > 1 ? [{ step: "chooseLanguage" as const, choices: languages }] : []),
    ...(signs ? [{ step: "sign" as const }] : []),
  ];
}

function cautionsOf(input: DispositionInput): Caution[] {
  const { standing, listIncomplete } = input;
  const cautions: Caution[] = [];
  if (isStale(input)) cautions.push("listIsOld");
  if (listIncomplete) cautions.push("listIncomplete");
  if (standing.setAside.length > 0) cautions.push("checkInSetAside");
  if (standing.cancelled.length > 0) cautions.push("checkInCancelled");
  return cautions;
}

export type { KnownThrough, RaisedHere, SaidByVoter, Situation, Way, WayId };
