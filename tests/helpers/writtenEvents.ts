/**
 * Every type of event once, as some tablet wrote it, with what the table of roles asks about it: by hand, so that a new type
 * has no row until somebody has said who may write it.
 */
import type { Act } from "../../src/domain/authority.ts";
import type { EventType } from "../../src/domain/events.ts";
import { checkInBody, electionDay } from "./server.ts";

/**
 * `placeWork`: anybody's who works at a place. `nobody`: nobody does it; the tablet says what happened to it. `county`: said
 * by the county only.
 */
export type Asks = Act | "placeWork" | "nobody" | "county";
export type Written = { readonly type: EventType; readonly asks: Asks; readonly says: object };

const hash = "a".repeat(64);
const event = { device: "d", seq: 0, hash };
const place = "school";
const atPlace = { place };
const ofVoter = { voter: "V1", place };
const day = "2026-11-03";
const entry = { place, day };
const polls = { ...entry, checkedIn: 0 };
const {
  type: _,
  cmd: _cmd,
  worker: _worker,
  role: _role,
  wall: _wall,
  seen: _seen,
  ...given
} = checkInBody("V1", place, 0);
const ofBallot = { ...ofVoter, checkIn: event, ballot: event, kind: "regular", style: "B1" };
const person = {
  ...{ lastName: "Ortega", firstName: "Luz", middleName: "", suffix: "", birthDate: "1961-07-04" },
  ...{ houseNumber: "412", street: "Maple St", unit: "", city: "" },
};
const registered = { person, place, split: "01", party: "", roll: 1, receipt: "1-1", lookedAt: [], steps: [] };
const provisional = { ...given, reasons: [{ situation: "identification" }] };
const cancelled = { ...ofVoter, undoes: [event], reason: "other" };

/** Of a check-in of two minutes before by the same worker. */
export const insteadOf = {
  ...{ event, voter: "V2", style: "1", kind: "regular", ballot: "kept" },
  ...{ worker: "w1", wall: -120_000 },
};

/** Two enter from paper. */
const fromPaper = {
  ...{ ...given, wall: electionDay, written: electionDay },
  second: { worker: "w2", role: "pollWorker", otherParty: false },
};

const byType: { readonly [T in EventType]: readonly [asks: Asks, says: object] } = {
  VoterCheckedIn: ["checkIn", given],
  CheckInCancelled: ["cancelCheckIn", cancelled],
  ProvisionalIssued: ["checkIn", provisional],
  ProvisionalCancelled: ["cancelCheckIn", cancelled],
  BallotSpoiled: ["takeBallotBack", ofBallot],
  BallotReissued: ["replaceBallot", { ...ofBallot, receipt: "1-0002", number: 2 }],
  BallotHandedBack: ["takeBallotBack", ofBallot],
  VoterLeft: ["takeBallotBack", { ...ofBallot, left: "setAside" }],
  BallotActUndone: ["cancelCheckIn", { ...ofVoter, undoes: event, reason: "other" }],
  AbsenteeProcessed: ["processAbsentee", { ...ofVoter, split: "01", found: "search" }],
  AbsenteeMarkCancelled: ["processAbsentee", cancelled],
  VoterRegistered: ["checkIn", registered],
  RegistrationCancelled: ["cancelCheckIn", { ...atPlace, undoes: [event], reason: "other" }],

  WorkerSignedIn: ["placeWork", atPlace],
  WorkerAdded: ["addWorker", { ...atPlace, added: "ana", as: "pollWorker", since: 0, sealed: "AAAA" }],
  TabletOpened: ["nobody", { ...atPlace, wrongCodes: 0 }],
  TabletClosed: ["closeTablet", { ...atPlace, how: "asked" }],
  PinsRefused: ["nobody", { ...atPlace, tried: "ana", wrong: 1, first: 0, last: 0, held: 0 }],
  ProgramApproved: ["installProgram", { ...atPlace, program: "3f9a2c1" }],
  SlipReprinted: ["checkIn", { ...ofVoter, of: event, what: "receipt" }],
  PaperListPrinted: ["printPaperList", { ...atPlace, kind: "book", lines: 40 }],
  RecordsExported: ["exportReport", { ...atPlace, what: "report", at: 0 }],
  PollsOpened: ["openPolls", { ...polls, overrides: [] }],
  PollsSuspended: ["suspendPolls", polls],
  PollsResumed: ["openPolls", { ...polls, overrides: [] }],
  PollsClosed: ["closePolls", { ...polls, notSent: 0 }],
  TabletReady: [
    "placeWork",
    { ...entry, number: 1, build: "3f9a2c1", roll: 1, missing: 0, earlier: 0, how: "tapped", overrides: [] },
  ],
  BallotStockCounted: ["count", { ...entry, delivery: 0, stacks: [{ style: "B1", sealed: [], opened: 9 }] }],
  CounterRead: ["count", { ...entry, scanner: 1, moment: "end", reads: 9 }],
  BallotsCounted: ["count", { ...entry, line: "spoiled", count: 1 }],
  LineCounted: ["count", { ...entry, people: 7 }],
  HoursExtended: ["extendHours", { ...entry, until: 1, order: "Superior Court" }],
  LastInLineMarked: ["markLastInLine", { ...entry, people: 7 }],
  SealRecorded: ["recordSeal", { ...entry, on: "scanner 1", number: "0012", how: "applied", initials: ["LC"] }],
  CustodyRecorded: [
    "recordSeal",
    {
      ...entry,
      tablets: [{ tablet: "1", records: 9, atCounty: 9 }],
      cards: 2,
      files: 0,
      carriers: ["Lin C."],
      to: "County",
    },
  ],
  BookSplit: [
    "splitBook",
    {
      ...{ ...entry, line: 2, roll: 1 },
      lines: [
        { from: "", through: "L" },
        { from: "M", through: "Z" },
      ],
    },
  ],
  BookJoined: ["splitBook", { ...entry, how: "asked", ends: [event] }],
  BalanceExplained: [
    "explainBalance",
    { ...entry, difference: "spoiled", sheets: 1, how: "couldNotBe", words: "Nobody knows.", by: [] },
  ],
  BalanceSigned: ["explainBalance", { ...entry, members: ["Lin C."], differences: [] }],
  IncidentReported: ["reportIncident", { ...entry, happened: 0, words: "The power was off." }],
  PlaceEntryUndone: ["undoPlaceEntry", { ...entry, undoes: event, reason: "Wrong scanner." }],
  VoterSentToHelpTable: ["checkIn", ofVoter],
  CurbsideBegun: ["checkIn", ofVoter],
  OpenStepEnded: ["checkIn", { ...atPlace, undoes: [event], how: "finished" }],
  PartyUndeclared: ["checkIn", { ...ofVoter, checkIn: event, party: "DEM", steps: [] }],
  ChallengeUpheld: ["checkIn", { ...ofVoter, steps: [] }],
  VoterNoteUndone: ["cancelCheckIn", { ...ofVoter, undoes: event, note: "undeclared", reason: "tappedByMistake" }],
  TwiceSettled: ["putRight", { ...ofVoter, events: [hash, "b".repeat(64)] }],
  DeviceEnrolled: ["county", { ...atPlace, device: "d", publicKey: "AAAA", number: 9 }],
  DeviceAccepted: ["county", { ...atPlace, device: "d" }],
  DeviceRevoked: ["county", { device: "d", trustedThrough: -1 }],
  DeviceReinstated: ["county", { device: "d" }],
  DeviceLogHandedOver: ["county", { device: "d", by: "e", events: [hash] }],
  RollPublished: ["county", { version: 9, manifest: hash, voters: 0, amendedThrough: 0 }],
  RollAmended: ["county", { chunk: hash, bytes: 1, opened: 1, roll: 9, changes: 1 }],
  AnomalyResolved: ["county", { voter: "V1", events: [hash], note: "" }],
  CountyClock: ["county", {}],
  EpochOpened: ["county", { epoch: 2, checkpoint: "" }],
};

/** In every state an inspector decides it. */
const exception = { steps: [{ step: "otherLine", outcome: "lineNotServed" }] };

/** All of them, and again what an event may say for which somebody else must stand. */
export const writtenEvents: Readonly<Record<string, Written>> = {
  ...Object.fromEntries(
    Object.entries(byType).map(([type, [asks, says]]) => [type, { type: type as EventType, asks, says }]),
  ),
  "VoterCheckedIn of an exception": {
    type: "VoterCheckedIn",
    asks: "approveException",
    says: { ...given, ...exception },
  },
  "VoterCheckedIn from paper": { type: "VoterCheckedIn", asks: "enterFromPaper", says: fromPaper },
  "ProvisionalIssued of an exception": {
    ...{ type: "ProvisionalIssued", asks: "approveException" },
    says: { ...provisional, ...exception },
  },
  "VoterRegistered of an exception": {
    ...{ type: "VoterRegistered", asks: "approveException" },
    says: { ...registered, ...exception },
  },
  "VoterCheckedIn in another's place": { type: "VoterCheckedIn", asks: "putRight", says: { ...given, insteadOf } },
  "ProvisionalIssued in another's place": {
    ...{ type: "ProvisionalIssued", asks: "putRight" },
    says: { ...provisional, insteadOf },
  },
  "RecordsExported of the tablet's own": {
    ...{ type: "RecordsExported", asks: "placeWork" },
    says: { ...atPlace, what: "tabletRecords", at: 0 },
  },
  "ChallengeUpheld as an inspector decided": {
    type: "ChallengeUpheld",
    asks: "approveException",
    says: { ...ofVoter, steps: [{ step: "challenged", outcome: "challengeUpheld" }] },
  },
  "VoterNoteUndone of what an inspector decided": {
    type: "VoterNoteUndone",
    asks: "approveException",
    says: { ...ofVoter, undoes: event, note: "challengeUpheld", reason: "decidedAnew" },
  },
  "BookJoined by the tablet itself": {
    ...{ type: "BookJoined", asks: "placeWork" },
    says: { ...entry, how: "heardAll", ends: [event] },
  },
  "TabletClosed by locking it": { type: "TabletClosed", asks: "placeWork", says: { ...atPlace, how: "locked" } },
};

/** One of these, by this worker, or however else it was written. */
export const bodyOf = (name: string, more: object = {}): object => {
  const written = writtenEvents[name];
  if (written === undefined) throw new Error(`no event ${name}`);
  const by = { cmd: crypto.randomUUID(), worker: "w1", role: "pollWorker", wall: 0, seen: null };
  return { type: written.type, ...by, ...written.says, ...more };
};
