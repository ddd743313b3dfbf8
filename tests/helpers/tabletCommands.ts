/**
 * Every command of a tablet that the table of roles is asked about, brought to the point where only the role of whoever gives
 * it decides: what must have happened before was done by somebody who may.
 */
import { type BallotDeed, ballotDeeds } from "../../src/domain/ballotCommands.ts";
import type { EventName } from "../../src/domain/eventFields.ts";
import type { EventType } from "../../src/domain/events.ts";
import type { Unlisted } from "../../src/domain/person.ts";
import type { TabletCommand } from "../../src/tablet/tabletCalls.ts";
import type { Approval, CheckInCall, Recorded, VoterNoteCall } from "../../src/tablet/voterCalls.ts";
import { plainCheckIn } from "./coreTablet.ts";
import { placeCommands } from "./placeCommandCases.ts";
import { bookOf, type Commanded, cmd, type Desk, done } from "./roleDesk.ts";

const note = undefined;

/** What voters of these commands' elections are asked. */
export const situations = {
  challenged: {
    first: "ask",
    ways: [
      { way: "challengeAnswered", outcome: "regular", by: "inspector" },
      { way: "challengeUpheld", outcome: "stop", by: "inspector" },
    ],
  },
  pending: {
    first: "ask",
    ways: [
      { way: "documentsShown", outcome: "regular", by: "inspector" },
      { way: "documentsMissing", outcome: "provisional" },
    ],
  },
  notOnList: {
    first: "ask",
    ways: [
      { way: "registersToday", outcome: "regular" },
      { way: "claimsRegistration", outcome: "provisional", by: "inspector" },
    ],
  },
};

const provisionalOf = (voterId: string): CheckInCall => ({
  ...{ cmd: cmd(), voterId, style: "B1", ...plainCheckIn },
  ballot: "provisional",
  answers: { pending: "documentsMissing" },
});

const upheld = (voterId: string): VoterNoteCall => ({
  ...{ cmd: cmd(), voterId, note: "challengeUpheld" },
  answers: { challenged: "challengeUpheld" },
  forms: [],
});

const withSecond = <C extends object>(call: C, second: Approval | undefined) =>
  second === undefined ? call : { ...call, second };

let strangers = 0;
/** Somebody who is on no list, and like nobody before. */
const stranger = (): Unlisted => {
  const letters = [1, 5, 25].map((place) => "aeiou"[Math.floor(strangers / place) % 5]);
  const birthDate = `${1920 + (strangers++ % 80)}-07-04`;
  return {
    person: {
      ...{ lastName: `T${letters.join("rk")}`, firstName: "Luz", middleName: "", suffix: "", birthDate },
      ...{ houseNumber: String(1000 + strangers), street: "Oak St", unit: "", city: "Springfield" },
    },
    ...{ split: "01", precinctBy: "neighbors", party: "", lookedAt: [] },
    tried: [{ step: "ladder: search", outcome: "notFound" }],
  };
};
const registers = { answers: { notOnList: "registersToday" }, forms: [] } as const;

async function checkedIn({ tablet, as, plain }: Desk): Promise<Recorded> {
  await as("checkIn");
  return done(await tablet.checkInVoter(plain()));
}

async function provisional({ tablet, as, pending }: Desk): Promise<Recorded> {
  await as("checkIn");
  return done(await tablet.core.checkIn(provisionalOf(pending())));
}

async function registered({ tablet, as }: Desk): Promise<string> {
  await as("checkIn");
  return done(await tablet.core.registerVoter({ cmd: cmd(), unlisted: stranger(), ...registers })).voterId;
}

async function marked({
  tablet,
  as,
  plain,
  agreed: second,
}: Desk): Promise<{ readonly voterId: string; readonly event: EventName }> {
  await as("processAbsentee");
  const voterId = plain();
  done(await tablet.core.processAbsentee({ cmd: cmd(), voterId, found: "search", rejected: undefined, second }));
  const [mark] = (await tablet.core.voter(voterId))?.standing.absentee ?? [];
  if (mark === undefined) throw new Error("no mark");
  return { voterId, event: mark.event };
}

const onBallot = (deed: BallotDeed, writes: EventType): Commanded => ({
  command: "actOnBallot",
  act: deed === "replace" ? "replaceBallot" : "takeBallotBack",
  writes: [writes],
  ready: async (desk) => {
    const { event: ballot, voter } = await checkedIn(desk);
    return (second) => desk.tablet.core.actOnBallot({ cmd: cmd(), voterId: voter.id, ballot, deed, note, second });
  },
});
const deedWrites: Readonly<Record<BallotDeed, EventType>> = {
  ...{ replace: "BallotReissued", spoil: "BallotSpoiled", handBack: "BallotHandedBack" },
  ...{ leftFound: "VoterLeft", leftTaken: "VoterLeft" },
};

export const tabletCommands: Readonly<Record<string, Commanded>> = {
  "check in": {
    ...{ command: "checkIn", act: "checkIn", writes: ["VoterCheckedIn"] },
    ready: async ({ tablet, plain }) => {
      const voterId = plain();
      return () => tablet.core.checkIn({ cmd: cmd(), voterId, style: "B1", ...plainCheckIn });
    },
  },
  "give a provisional ballot": {
    ...{ command: "checkIn", act: "checkIn", writes: ["ProvisionalIssued"] },
    ready: async ({ tablet, pending }) => {
      const call = provisionalOf(pending());
      return (second) => tablet.core.checkIn({ ...call, second });
    },
  },
  "check in by an exception": {
    ...{ command: "checkIn", act: "approveException", writes: ["VoterCheckedIn"] },
    ready: async ({ tablet, pending }) => {
      const answers = { pending: "documentsShown" } as const;
      const call = { cmd: cmd(), voterId: pending(), style: "B1", ...plainCheckIn, answers };
      return (second) => tablet.core.checkIn({ ...call, second });
    },
  },
  "write down that a challenge was upheld": {
    ...{ command: "noteOnVoter", act: "approveException", writes: ["ChallengeUpheld"] },
    ready: async ({ tablet, challenged }) => {
      const call = upheld(challenged());
      return (second) => tablet.core.noteOnVoter(withSecond(call, second));
    },
  },
  "take back that a challenge was upheld": {
    ...{ command: "noteOnVoter", act: "cancelCheckIn", writes: ["VoterNoteUndone"] },
    ready: async ({ tablet, as, challenged, approver }) => {
      const voterId = challenged();
      await as("approveException");
      done(await tablet.core.noteOnVoter(upheld(voterId)));
      const undoes = (await tablet.core.voter(voterId))?.standing.notes[0]?.event;
      if (undoes === undefined) throw new Error("no note");
      const call = { cmd: cmd(), voterId, note: "undone", undoes, reason: "decidedAnew" } as const;
      return (second) => tablet.core.noteOnVoter(withSecond(call, second ?? approver?.()));
    },
  },
  "say what happened with a voter checked in twice": {
    ...{ command: "noteOnVoter", act: "putRight", writes: ["TwiceSettled"] },
    ready: async (desk) => {
      const { tablet, plain, giver } = desk;
      await desk.as("checkIn");
      const voterId = plain();
      const entry = { cmd: cmd(), voterId, style: "B1", written: (await bookOf(desk)).now - 60_000, again: false };
      done(await tablet.core.checkIn({ cmd: cmd(), voterId, style: "B1", ...plainCheckIn }));
      await desk.as("enterFromPaper");
      const second = { worker: giver().worker === "kim-pollWorker" ? "kim-rover" : "kim-pollWorker", pin: giver().pin };
      done(await tablet.core.enterFromPaper({ entries: [{ ...entry, again: true }], second }));
      const { standing } = (await tablet.core.voter(voterId)) ?? {};
      const events = standing?.checkIns.map(({ event }) => event.hash) ?? [];
      const call = { cmd: cmd(), voterId, note: "twiceSettled", events } as const;
      return (second) => tablet.core.noteOnVoter(withSecond(call, second));
    },
  },
  "enter from paper": {
    ...{ command: "enterFromPaper", act: "enterFromPaper", writes: ["VoterCheckedIn"] },
    ready: async (desk) => {
      const { tablet, plain, giver } = desk;
      await desk.as("checkIn");
      const written = (await bookOf(desk)).now - 60_000;
      const entry = { cmd: cmd(), voterId: plain(), style: "B1", written, again: false };
      // One reads, one types.
      const other = () => (giver().worker === "kim-pollWorker" ? "kim-rover" : "kim-pollWorker");
      return () => tablet.core.enterFromPaper({ entries: [entry], second: { worker: other(), pin: giver().pin } });
    },
  },
  "put another's check-in right": {
    ...{ command: "checkIn", act: "putRight", writes: ["VoterCheckedIn"] },
    ready: async (desk) => {
      const { event, voter, fact } = await checkedIn(desk);
      const insteadOf = { voter: voter.id, event, ballot: "gone" as const };
      const call = { cmd: cmd(), voterId: desk.plain(), style: fact.style, ...plainCheckIn, insteadOf };
      return (second) => desk.tablet.core.checkIn({ ...call, second });
    },
  },
  "cancel a check-in": {
    ...{ command: "cancelCheckIn", act: "cancelCheckIn", writes: ["CheckInCancelled"] },
    ready: async (desk) => {
      const { event, voter } = await checkedIn(desk);
      const call = { cmd: cmd(), voterId: voter.id, undoes: [event], reason: "other", note } as const;
      return (second) => desk.tablet.core.cancelCheckIn({ ...call, second });
    },
  },
  "cancel a provisional ballot": {
    ...{ command: "cancelCheckIn", act: "cancelCheckIn", writes: ["ProvisionalCancelled"] },
    ready: async (desk) => {
      const { event, voter } = await provisional(desk);
      const call = { cmd: cmd(), voterId: voter.id, undoes: [event], reason: "other", note } as const;
      return (second) => desk.tablet.core.cancelCheckIn({ ...call, second });
    },
  },
  ...Object.fromEntries(ballotDeeds.map((deed) => [`a ballot: ${deed}`, onBallot(deed, deedWrites[deed])])),
  "undo what was done with a ballot": {
    ...{ command: "undoBallotAct", act: "cancelCheckIn", writes: ["BallotActUndone"] },
    ready: async (desk) => {
      const { event: ballot, voter } = await checkedIn(desk);
      const voterId = voter.id;
      await desk.as("replaceBallot");
      const replace = { cmd: cmd(), voterId, ballot, deed: "replace", note, second: desk.agreed } as const;
      const again = done(await desk.tablet.core.actOnBallot(replace));
      const undoes = again?.event ?? ballot;
      return (second) => desk.tablet.core.undoBallotAct({ cmd: cmd(), voterId, undoes, reason: "other", note, second });
    },
  },
  "register somebody": {
    ...{ command: "registerVoter", act: "checkIn", writes: ["VoterRegistered"] },
    ready: async ({ tablet }) => {
      const call = { cmd: cmd(), unlisted: stranger(), ...registers };
      return (second) => tablet.core.registerVoter({ ...call, second });
    },
  },
  "cancel a registration": {
    ...{ command: "cancelRegistration", act: "cancelCheckIn", writes: ["RegistrationCancelled"] },
    ready: async (desk) => {
      const voterId = await registered(desk);
      return (second) => desk.tablet.core.cancelRegistration({ cmd: cmd(), voterId, reason: "other", note, second });
    },
  },
  "print a slip again": {
    ...{ command: "reprintSlip", act: "checkIn", writes: ["SlipReprinted"] },
    ready: async (desk) => {
      const { event: of, voter } = await checkedIn(desk);
      return () => desk.tablet.core.reprintSlip({ cmd: cmd(), voterId: voter.id, of, what: "receipt" });
    },
  },
  "mark an absentee ballot": {
    ...{ command: "processAbsentee", act: "processAbsentee", writes: ["AbsenteeProcessed"] },
    ready: async ({ tablet, plain }) => {
      const call = { cmd: cmd(), voterId: plain(), found: "search", rejected: undefined } as const;
      return (second) => tablet.core.processAbsentee({ ...call, second });
    },
  },
  "take an absentee mark back": {
    ...{ command: "cancelAbsenteeMark", act: "processAbsentee", writes: ["AbsenteeMarkCancelled"] },
    ready: async (desk) => {
      const { voterId, event } = await marked(desk);
      const call = { cmd: cmd(), voterId, undoes: [event], reason: "other" } as const;
      return (second) => desk.tablet.core.cancelAbsenteeMark({ ...call, second });
    },
  },
  "add a worker": {
    ...{ command: "addWorker", act: "addWorker", writes: ["WorkerAdded"] },
    ready:
      async ({ tablet }) =>
      (second) =>
        tablet.core.addWorker({ cmd: cmd(), name: "Ana P.", role: "pollWorker", pin: "730164", second }),
  },
  "see the codes of added workers": {
    ...{ command: "workerCodes", act: "addWorker", writes: [] },
    ready:
      async ({ tablet }) =>
      (second) =>
        tablet.core.workerCodes(second),
  },
  "close the tablet": {
    ...{ command: "close", act: "closeTablet", writes: ["TabletClosed"] },
    ready:
      async ({ tablet }) =>
      (second) =>
        tablet.core.close(second),
  },
  "agree to a new program": {
    ...{ command: "mayAct", act: "installProgram", writes: ["ProgramApproved"] },
    ready:
      async ({ tablet, giver }) =>
      () =>
        tablet.core.mayAct("installProgram", giver()),
  },
  "print the paper list": {
    ...{ command: "paperList", act: "printPaperList", writes: ["PaperListPrinted"] },
    ready:
      async ({ tablet }) =>
      (second) =>
        tablet.core.paperList({ cmd: cmd(), kind: "posted", second }),
  },
  "take the report out": {
    ...{ command: "exportReport", act: "exportReport", writes: ["RecordsExported"] },
    ready:
      async ({ tablet }) =>
      () =>
        tablet.core.exportReport({ cmd: cmd() }),
  },
  ...placeCommands,
};

/** Commands that no role is asked about: anybody's who stands before it, or of the tablet itself. */
export const anybodys: readonly (TabletCommand | "start" | "stop" | "state" | "watch")[] = [
  ...(["start", "stop", "state", "watch", "setUp", "setUpAnew", "open", "signIn", "lock"] as const),
  // With the opening card in hand, before anybody has signed in.
  ...(["readiness", "sayReady"] as const),
  ...(["workers", "takeWorker", "search", "findScanned", "voter", "signatureOnFile", "atAddress"] as const),
  ...(["absenteeBook", "placeBook", "onPaper", "waitingVoters", "confirmation", "checkedInTwice"] as const),
  // What leaves stays sealed; what is taken counts by its writer's signature.
  ...(["syncNow", "exportLog", "proof", "carry", "takeCarried", "mayPractice"] as const),
];
