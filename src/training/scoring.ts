/**
 * Whether what a worker did was right: a function of what the record holds since somebody came to the desk, never of the
 * path that led there. An entry that was taken back does not count; that it was taken back does. Pure.
 */
import type { EventBody } from "../domain/events.ts";
import { personKey } from "../domain/person.ts";
import { type Situation, saidByVoter, situations } from "../domain/situation.ts";
import type { WayId } from "../domain/situationRules.ts";
import { type Entry, type Right, type Rule, rightWay, ruleFor, type Scene, unlistedOf } from "./rightWay.ts";

/** What the voter was told when no ballot was given: no entry of the record says it. */
export type Told =
  | { readonly told: "noBallot" }
  | { readonly told: "callCounty" }
  | { readonly told: "place"; readonly place: string };

/** Since the scenario began, in order. */
export type Happened = { readonly entries: readonly Entry[]; readonly told?: Told | undefined };

export type Why =
  | { readonly why: "asDue" }
  /** Lawful, though another way was due first. */
  | { readonly why: "otherLawfulWay"; readonly situation: Situation }
  /** It was wrong at first, and put right. */
  | { readonly why: "putRight" }
  | { readonly why: "nothingRecorded" }
  | { readonly why: "otherVoter" }
  | { readonly why: "twice" }
  /** A ballot where none is due. */
  | { readonly why: "noBallotDue" }
  | { readonly why: "provisionalInstead" }
  | { readonly why: "regularInstead" }
  | { readonly why: "otherStyle" }
  | { readonly why: "notListedThoughListed" }
  | { readonly why: "notSo"; readonly situation: Situation; readonly noted: string }
  | { readonly why: "notNoted"; readonly situation: Situation }
  | { readonly why: "toldOther" }
  | { readonly why: "underOtherName" }
  | { readonly why: "noBallotGiven" }
  | { readonly why: "spoiledInstead" }
  | { readonly why: "reprintedInstead" }
  | { readonly why: "noNewBallot" }
  | { readonly why: "otherDeed" }
  | { readonly why: "bothCancelled" }
  | { readonly why: "otherReason" }
  | { readonly why: "onlyReported" }
  | { readonly why: "wrongOneStands" }
  | { readonly why: "closedForGood" }
  | { readonly why: "onlySuspended" }
  | { readonly why: "notSentYet" }
  | { readonly why: "otherNumber" }
  | { readonly why: "swapped" }
  | { readonly why: "couldNotBe" };

export type Verdict = {
  readonly outcome: "right" | "acceptable" | "wrong";
  readonly why: Why;
  readonly rule?: Rule | undefined;
};

export type Score = Verdict & {
  /** Screens and acts beyond the fewest that lead there. */
  readonly extraSteps: number;
  readonly seconds: number;
};

const right: Verdict = { outcome: "right", why: { why: "asDue" } };
const wrong = (why: Why, rule?: Rule): Verdict => ({ outcome: "wrong", why, rule });
const acceptable = (why: Why, rule?: Rule): Verdict => ({ outcome: "acceptable", why, rule });

/** `steps`: voters looked at, answers given and entries written, as the practice counted them. */
export function score(scene: Scene, happened: Happened, steps: number, seconds: number): Score {
  return { ...judge(scene, happened), extraSteps: Math.max(0, steps - fewestSteps(scene)), seconds };
}

/** Find, answer what is asked, record. */
export function fewestSteps(scene: Scene): number {
  const { good } = scene.cast.scenario.good;
  if (good !== "serve") return good === "counters" ? 2 : 1;
  const { questions, kind, registers } = rightWay(scene);
  return 1 + questions + (kind === "none" ? 0 : 1) + (registers ? 1 : 0);
}

export function judge(scene: Scene, happened: Happened): Verdict {
  const { good } = scene.cast.scenario;
  const at: At = { scene, happened, standing: standingEntries(happened.entries), own: happened.entries };
  switch (good.good) {
    case "serve":
      return judgeServing(at, good.ownName === true);
    case "reprint":
      return judgeReprint(at);
    case "replace":
      return judgeReplacement(at);
    case "left":
      return judgeLeft(at);
    case "cancelOne":
      return judgeCancelOne(at);
    case "putRight":
      return judgePutRight(at);
    case "openPolls":
      return has(at, "PollsOpened") || has(at, "PollsResumed") ? right : wrong({ why: "nothingRecorded" });
    case "suspendPolls":
      if (has(at, "PollsClosed")) return wrong({ why: "closedForGood" });
      return has(at, "PollsSuspended") ? right : wrong({ why: "nothingRecorded" });
    case "closePolls":
      return judgeClose(at);
    case "stock":
      return judgeStock(at);
    case "counters":
      return judgeCounters(at);
    case "explain":
      return judgeExplained(at);
    default:
      return good satisfies never;
  }
}

type At = {
  readonly scene: Scene;
  readonly happened: Happened;
  /** What was not taken back. */
  readonly standing: readonly Entry[];
  readonly own: readonly Entry[];
};
type OfType<T extends EventBody["type"]> = Entry & { readonly body: Extract<EventBody, { type: T }> };

function of<T extends EventBody["type"]>(entries: readonly Entry[], ...types: readonly T[]): OfType<T>[] {
  return entries.filter((entry): entry is OfType<T> => types.some((type) => type === entry.body.type));
}
const has = (at: At, type: EventBody["type"]): boolean => of(at.standing, type).length > 0;

/** Without what a later entry takes back. */
function standingEntries(entries: readonly Entry[]): Entry[] {
  const undone = new Set(entries.flatMap(({ body }) => undoneBy(body)));
  return entries.filter(({ name }) => !undone.has(name.hash));
}

function undoneBy(body: EventBody): string[] {
  switch (body.type) {
    case "CheckInCancelled":
    case "ProvisionalCancelled":
    case "RegistrationCancelled":
      return body.undoes.map(({ hash }) => hash);
    case "BallotActUndone":
    case "VoterNoteUndone":
    case "PlaceEntryUndone":
      return [body.undoes.hash];
    case "VoterCheckedIn":
    case "ProvisionalIssued":
      return body.insteadOf === undefined ? [] : [body.insteadOf.event.hash];
    default:
      return [];
  }
}

// ------------------------------------------------------------------------------------------------------- at the desk

type Given = OfType<"VoterCheckedIn" | "ProvisionalIssued">;

function judgeServing(at: At, ownName: boolean): Verdict {
  const { scene, happened, standing } = at;
  const due = rightWay(scene);
  const given: Given[] = of(standing, "VoterCheckedIn", "ProvisionalIssued");
  const registrations = of(standing, "VoterRegistered");
  const theirs = given.filter((one) => isTheirs(one, scene, registrations.length > 0));
  if (given.length > theirs.length) return wrong(strangerWhy(at, given));
  if (theirs.length > 1) return wrong({ why: "twice" }, due.rule);
  const [ballot] = theirs;
  const corrected = of(at.own, "VoterCheckedIn", "ProvisionalIssued").length > given.length;
  if (ballot === undefined) return judgeNoBallot(due, happened, registrations.length > 0, corrected);
  const { body } = ballot;
  const lie = untrue(scene, body);
  if (lie !== undefined) return wrong(lie, ruleFor(scene.election, lie.situation));
  if (due.kind === "none") return wrong({ why: "noBallotDue" }, due.rule);
  const missing = unsaid(due, body);
  if (missing !== undefined) return wrong({ why: "notNoted", situation: missing }, ruleFor(scene.election, missing));
  const kind = body.type === "VoterCheckedIn" ? "regular" : "provisional";
  const other = otherTrueWay(due, body);
  if (kind !== due.kind && other === undefined)
    return wrong({ why: kind === "regular" ? "regularInstead" : "provisionalInstead" }, due.rule);
  if (kind === due.kind && !due.styles.includes(body.style)) return wrong({ why: "otherStyle" }, due.rule);
  if (ownName && body.worker !== ownWorker) return wrong({ why: "underOtherName" });
  if (corrected) return acceptable({ why: "putRight" }, due.rule);
  if (other !== undefined)
    return acceptable({ why: "otherLawfulWay", situation: other }, ruleFor(scene.election, other));
  return { ...right, rule: due.rule };
}

/** Whose name the trainee's check-ins must bear where that is what is practiced: the first worker of a practice. */
export const ownWorker = "rosa";

function isTheirs({ body }: Given, scene: Scene, registered: boolean): boolean {
  const { cast } = scene;
  if (cast.listed) return body.voter === cast.visitor.id;
  if (body.type === "ProvisionalIssued" && body.person !== undefined)
    return personKey({ ...body.person, another: undefined }) === personKey(unlistedOf(scene).person);
  return registered && body.voter.startsWith("R");
}

/** Somebody else got the ballot: who? */
function strangerWhy({ scene }: At, given: readonly Given[]): Why {
  const asUnlisted = given.some(({ body }) => body.type === "ProvisionalIssued" && body.person !== undefined);
  return scene.cast.listed && asUnlisted ? { why: "notListedThoughListed" } : { why: "otherVoter" };
}

function judgeNoBallot(due: Right, { told }: Happened, registered: boolean, corrected: boolean): Verdict {
  if (due.kind !== "none") return wrong({ why: registered ? "noBallotGiven" : "nothingRecorded" }, due.rule);
  if (told === undefined) return wrong({ why: "nothingRecorded" }, due.rule);
  const fits =
    due.places.length > 0
      ? told.told === "place" && due.places.includes(told.place)
      : told.told === (due.instead === "callCounty" ? "callCounty" : "noBallot");
  if (!fits) return wrong({ why: "toldOther" }, due.rule);
  return corrected ? acceptable({ why: "putRight" }, due.rule) : { ...right, rule: due.rule };
}

type Steps = readonly { readonly step: string; readonly outcome: string }[];

/** Something was noted that is not so. */
function untrue({ cast: { scenario } }: Scene, { steps }: { readonly steps: Steps }) {
  for (const { step, outcome } of steps) {
    const situation = situations.find((one) => one === step);
    if (situation === undefined) continue;
    if (scenario.truth[situation]?.some((way) => way === outcome) !== true)
      return { why: "notSo" as const, situation, noted: outcome };
  }
  return undefined;
}

/** The voter said it, and nobody noted it. */
function unsaid({ answers }: Right, { steps }: { readonly steps: Steps }): Situation | undefined {
  return saidByVoter.find((one) => answers[one] !== undefined && !steps.some(({ step }) => step === one));
}

/** True as well, but not what was due first. */
function otherTrueWay({ answers }: Right, { steps }: { readonly steps: Steps }): Situation | undefined {
  return situations.find((situation) => {
    const noted = steps.find(({ step }) => step === situation)?.outcome as WayId | undefined;
    return noted !== undefined && answers[situation] !== undefined && answers[situation] !== noted;
  });
}

// ------------------------------------------------------------------------------------------- of a ballot that was given

const ofVisitor = ({ scene, standing }: At): Entry[] =>
  standing.filter(({ body }) => "voter" in body && body.voter === scene.cast.visitor.id);

function judgeReprint(at: At): Verdict {
  const theirs = ofVisitor(at);
  if (of(theirs, "VoterCheckedIn", "ProvisionalIssued").length > 0) return wrong({ why: "twice" });
  if (of(theirs, "BallotReissued", "BallotSpoiled").length > 0) return wrong({ why: "spoiledInstead" });
  const staged = new Set(at.scene.staged.map(({ name }) => name.hash));
  const printed = of(theirs, "SlipReprinted").some(({ body }) => staged.has(body.of.hash));
  return printed ? right : wrong({ why: "nothingRecorded" });
}

function judgeReplacement(at: At): Verdict {
  const theirs = ofVisitor(at);
  if (of(theirs, "VoterCheckedIn", "ProvisionalIssued").length > 0) return wrong({ why: "twice" });
  if (of(theirs, "BallotReissued").length === 1) return right;
  if (of(theirs, "BallotSpoiled").length > 0) return wrong({ why: "noNewBallot" });
  return wrong({ why: of(theirs, "SlipReprinted").length > 0 ? "reprintedInstead" : "nothingRecorded" });
}

function judgeLeft(at: At): Verdict {
  const theirs = ofVisitor(at);
  const [left] = of(theirs, "VoterLeft");
  if (left !== undefined) return left.body.left === "takenAway" ? wrong({ why: "otherDeed" }) : right;
  const other = of(theirs, "BallotSpoiled", "BallotHandedBack", "BallotReissued", "CheckInCancelled");
  return wrong({ why: other.length > 0 ? "otherDeed" : "nothingRecorded" });
}

function judgeCancelOne(at: At): Verdict {
  const { staged } = at.scene;
  const cancels = of(ofVisitor(at), "CheckInCancelled");
  const undone = staged.filter(({ name }) =>
    cancels.some(({ body }) => body.undoes.some((one) => one.hash === name.hash)),
  );
  if (undone.length > 1) return wrong({ why: "bothCancelled" });
  if (undone.length === 1)
    return cancels.some(({ body }) => body.reason === "recordedTwice") ? right : acceptable({ why: "otherReason" });
  return has(at, "IncidentReported") ? acceptable({ why: "onlyReported" }) : wrong({ why: "nothingRecorded" });
}

function judgePutRight(at: At): Verdict {
  const { scene, standing } = at;
  const staged = new Set(scene.staged.map(({ name }) => name.hash));
  const cancels = of(standing, "CheckInCancelled").filter(({ body }) =>
    body.undoes.some(({ hash }) => staged.has(hash)),
  );
  const given = of(standing, "VoterCheckedIn").filter(({ body }) => body.voter === scene.cast.visitor.id);
  const instead = given.some(({ body }) => body.insteadOf !== undefined && staged.has(body.insteadOf.event.hash));
  if (cancels.length === 0 && !instead) return wrong({ why: given.length > 0 ? "wrongOneStands" : "nothingRecorded" });
  if (given.length === 0) return wrong({ why: "noBallotGiven" });
  if (given.length > 1) return wrong({ why: "twice" });
  return instead || cancels.some(({ body }) => body.reason === "wrongVoter")
    ? right
    : acceptable({ why: "otherReason" });
}

// ---------------------------------------------------------------------------------------------------- of the place

function judgeClose(at: At): Verdict {
  const closed = of(at.standing, "PollsClosed").at(-1);
  if (closed === undefined) return wrong({ why: has(at, "PollsSuspended") ? "onlySuspended" : "nothingRecorded" });
  return closed.body.notSent > 0 ? wrong({ why: "notSentYet" }) : right;
}

function judgeStock(at: At): Verdict {
  const { style = "", sheets = "" } = at.scene.cast.facts;
  const counts = of(at.standing, "BallotStockCounted").filter(({ body }) => body.delivery > 0);
  if (counts.length === 0) return wrong({ why: "nothingRecorded" });
  const counted = counts
    .flatMap(({ body }) => body.stacks)
    .filter((stack) => stack.style === style)
    .reduce((sum, { opened, sealed }) => sealed.reduce((all, one) => all + one.packs * one.sheets, sum + opened), 0);
  return counted === Number(sheets) ? right : wrong({ why: "otherNumber" });
}

function judgeCounters(at: At): Verdict {
  const { counterOne = "", counterTwo = "" } = at.scene.cast.facts;
  const reads = new Map(of(at.standing, "CounterRead").map(({ body }) => [body.scanner, body.reads]));
  if (reads.size === 0) return wrong({ why: "nothingRecorded" });
  const [one, two] = [reads.get(1), reads.get(2)];
  if (one === Number(counterOne) && two === Number(counterTwo)) return right;
  return wrong({ why: one === Number(counterTwo) || two === Number(counterOne) ? "swapped" : "otherNumber" });
}

function judgeExplained(at: At): Verdict {
  const said = of(at.standing, "BalanceExplained").filter(({ body }) => body.difference === "scanned");
  const [one] = said;
  if (one === undefined) return wrong({ why: "nothingRecorded" });
  if (one.body.sheets !== -1) return wrong({ why: "otherNumber" });
  return one.body.how === "explained" ? right : acceptable({ why: "couldNotBe" });
}
