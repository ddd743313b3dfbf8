/**
 * A tablet that a test writes the script of: it answers what it is told and notes what it was asked. It holds no rules;
 * what a check-in means is tested where the rules are.
 */
import type { Disposition } from "../../src/domain/disposition.ts";
import type { BallotStyle, Election } from "../../src/domain/election.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import type { Confirmation, FoundVoter, RowMark, SearchResult, VoterView } from "../../src/tablet/foundVoters.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { Phase, TabletState } from "../../src/tablet/tabletState.ts";
import type { Recorded } from "../../src/tablet/voterCalls.ts";
import { PrintQueue } from "../../src/ui/printing/printQueue.ts";
import type { Surroundings } from "../../src/ui/surroundings.ts";

/** Nov 3, 2026, 10:43 am in New York. */
export const morning = Date.UTC(2026, 10, 3, 15, 43);

export const style: BallotStyle = { id: "14-B", splits: ["14-B"], languages: ["en", "es"], type: "regular" };
const republican: BallotStyle = { id: "14-R", splits: ["14-B"], languages: ["en"], type: "regular", party: "REP" };
const democratic: BallotStyle = { id: "14-D", splits: ["14-B"], languages: ["en"], type: "regular", party: "DEM" };
export const partyStyles = [republican, democratic] as const;

export const election: Election = {
  format: "turnout-election/1",
  id: "2026-11-03",
  name: "General Election",
  county: "Example County",
  state: "NC",
  date: "2026-11-03",
  timeZone: "America/New_York",
  kind: "general",
  polls: { open: "06:30", close: "19:30" },
  parties: [
    { id: "REP", name: "Republican", hasBallot: true },
    { id: "DEM", name: "Democratic", hasBallot: true },
  ],
  precincts: [
    { id: "12", name: "Precinct 12", splits: [] },
    { id: "14", name: "Precinct 14", splits: [{ id: "14-B", name: "B" }] },
    { id: "15", name: "Precinct 15", splits: [] },
    { id: "30", name: "Precinct 30", splits: [] },
  ],
  ballotStyles: [style, republican, democratic],
  places: [
    { id: "oak", name: "Oak Street Library", address: "1 Oak St", directions: "", serves: ["12", "14", "15"] },
    {
      id: "harbor",
      name: "Harbor School",
      address: "7 Harbor Ct",
      directions: "Left at the fire station, entrance behind the gym.",
      serves: ["30"],
    },
  ],
  rules: {
    pack: "",
    situations: {},
    say: "voterStates",
    identification: "flagged",
    provisional: true,
    provisionalForms: [],
    staleAfterMinutes: 240,
    oldNews: "goOn",
    permits: {},
    idleLockMinutes: 5,
    balance: { lines: [], notInBook: [], provisionalStock: "same", sheets: {} },
  },
};

export function voter(changes: Partial<VoterRecord> = {}): VoterRecord {
  return {
    id: "AB100",
    lastName: "García-López",
    firstName: "Ana",
    middleName: "María",
    suffix: "",
    birthDate: "1978-07-19",
    houseNumber: "412",
    street: "Maple St",
    unit: "Apt 4",
    city: "Springfield",
    state: "NC",
    zip: "27000",
    split: "14-B",
    party: "",
    partyRaw: "UNA",
    registration: "active",
    registrationRaw: "A",
    absentee: "none",
    flags: [],
    language: "",
    mailing: "",
    ...changes,
  };
}

export function found(record: VoterRecord, changes: Partial<FoundVoter> = {}): FoundVoter {
  return { voter: record, similarity: "match", lookalike: false, mark: { mark: "ready" }, ...changes };
}

export const regular: Disposition = {
  kind: "regular",
  questions: [],
  steps: [{ step: "confirmIdentity" }],
  choices: [style],
  approval: [],
  cautions: [],
};

export const nothingKnown: Standing = {
  checkIns: [],
  cancelled: [],
  setAside: [],
  resolved: false,
  provisionals: [],
  ballotActs: [],
  absentee: [],
  notes: [],
};

export function view(record: VoterRecord, disposition: Disposition = regular): VoterView {
  const checkIns =
    disposition.kind === "none" && disposition.why.reason === "checkedIn" ? disposition.why.checkIns : [];
  return {
    voter: record,
    precinct: "14",
    splitName: "B",
    standing: { ...nothingKnown, checkIns },
    disposition,
  };
}

export function fact(changes: Partial<CheckInFact> = {}): CheckInFact {
  return {
    event: { device: "d1", seq: 7, hash: "a".repeat(64) },
    voter: "AB100",
    cmd: "cmd-1",
    place: "oak",
    split: "14-B",
    style: "14-B",
    party: undefined,
    worker: "rosa",
    wall: morning + 60_000,
    fromPaper: false,
    receipt: "1-0213",
    index: undefined,
    ...changes,
  };
}

export const rosa = { id: "rosa", name: "Rosa M.", role: "pollWorker" } as const;
export const lin = { id: "lin", name: "Lin C.", role: "inspector" } as const;

export const working: TabletState = {
  phase: { phase: "working", worker: rosa },
  safety: { safety: "allSent", lastHeard: morning },
  election,
  placeId: "oak",
  number: 1,
  rollVersion: 1,
  voters: 385_856,
  knownAt: morning,
  notSent: 0,
  signaturesNotSent: 0,
  toCopy: 0,
  checkedInHere: 212,
  checkedInAtPlace: 606,
  polls: { state: "open", since: morning },
  ready: true,
  line: { state: "whole" },
  tabletsHere: 3,
  silent: false,
  closesAt: undefined,
  hours: { extension: undefined, lastInLine: undefined },
  waiting: 0,
  storageWarning: false,
  revision: 1,
};

export type Scripted = Tablet & {
  /** What was asked, in order: the method and its first argument. */
  readonly asked: { readonly what: keyof Tablet; readonly with: unknown }[];
  show(changes: Partial<TabletState>): void;
  showPhase(phase: Phase): void;
};

export function scriptedTablet(script: Partial<Tablet> = {}, start: Partial<TabletState> = {}): Scripted {
  let state: TabletState = { ...working, ...start };
  const watchers = new Set<(state: TabletState) => void>();
  const asked: Scripted["asked"] = [];
  const show = (changes: Partial<TabletState>): void => {
    state = { ...state, ...changes };
    for (const tell of [...watchers]) tell(state);
  };
  const answers: Tablet = {
    state: () => state,
    watch: (onState) => {
      watchers.add(onState);
      return () => watchers.delete(onState);
    },
    setUp: async () => ok(undefined),
    open: async () => ok(undefined),
    signIn: async () => ok(undefined),
    lock: async () => show({ phase: { phase: "locked", opened: true, workers: [rosa, lin] } }),
    close: async () => {
      show({ phase: { phase: "closed", ready: true } });
      return ok(undefined);
    },
    workers: async () => [rosa, lin],
    addWorker: async ({ name, role }) =>
      ok({ worker: { id: "stand-in", name, role }, code: `TURNOUT-WORKER:${"QUJD".repeat(110)}` }),
    workerCodes: async () => ok([]),
    takeWorker: async () => ok({ id: "stand-in", name: "Ana P.", role: "pollWorker" }),
    mayAct: async () => ok(undefined),
    takeOver: async () => undefined,
    setUpAnew: async () => show({ phase: { phase: "new", problem: undefined } }),
    search: async (query) => ({ query, rows: [], total: 0 }),
    findScanned: async () => ({ found: "one", voterId: "AB100" }),
    voter: async () => view(voter()),
    signatureOnFile: async () => ({ onFile: "none" }),
    atAddress: async () => ({ rows: [], splits: [] }),
    checkIn: async () => ok(recorded),
    registerVoter: async () => ok({ voterId: "R1-0007-aaaaaaaaaaaa" }),
    cancelRegistration: async () => ok(undefined),
    cancelCheckIn: async () => ok(undefined),
    reprintSlip: async () => ok(undefined),
    paperList: async () => err({ type: "tooLong", voters: 716_000, most: 20_000 }),
    actOnBallot: async () => ok(undefined),
    undoBallotAct: async () => ok(undefined),
    noteOnVoter: async () => ok(undefined),
    absenteeBook: async () => ({ cast: 0, rejected: 0, newest: [] }),
    processAbsentee: async () => ok(undefined),
    cancelAbsenteeMark: async () => ok(undefined),
    doAtPlace: async () => ok(undefined),
    placeBook: async () => undefined,
    writeInBook: async () => ok(undefined),
    readiness: async () => undefined,
    sayReady: async () => ok(undefined),
    onPaper: async () => undefined,
    enterFromPaper: async ({ entries }) => ok({ entered: entries.map(({ cmd }) => cmd), refused: [] }),
    waitingVoters: async () => [],
    confirmation: async (): Promise<Confirmation> => "onThisTablet",
    exportReport: async () => ok(undefined),
    proof: async () => undefined,
    carry: async () => undefined,
    takeCarried: async () => err({ type: "notRecords" }),
    mayPractice: async () => err({ type: "wrongCode" }),
    checkedInTwice: async () => [],
    syncNow: async () => undefined,
    exportLog: async () => new Blob(["records"]),
    ...script,
  };
  const noting = Object.fromEntries(
    Object.entries(answers).map(([what, answer]) => [
      what,
      what === "state" || what === "watch"
        ? answer
        : (...given: unknown[]) => {
            asked.push({ what: what as keyof Tablet, with: given[0] });
            return (answer as (...given: unknown[]) => unknown)(...given);
          },
    ]),
  ) as unknown as Tablet;
  return { ...noting, asked, show, showPhase: (phase) => show({ phase }) };
}

export const recorded: Recorded = { event: fact().event, ballot: "regular", fact: fact(), voter: voter() };

/** Four voters as on a real morning: in already, ready, ask, elsewhere. */
export const rows: readonly FoundVoter[] = [
  found(
    voter({
      id: "AB1",
      lastName: "García",
      firstName: "Ana",
      middleName: "",
      birthDate: "1951-03-04",
      houseNumber: "88",
      street: "Orchard Rd",
      unit: "",
    }),
    { mark: { mark: "checkedIn", place: "oak", here: true, wall: morning - 91 * 60_000 } },
  ),
  found(voter()),
  found(voter({ id: "AB3", middleName: "M.", suffix: "Jr.", birthDate: "2001-07-02" }), { mark: { mark: "ask" } }),
  found(
    voter({
      id: "AB4",
      lastName: "Garcia Lopez",
      firstName: "Anabel",
      middleName: "",
      birthDate: "1990-01-30",
      houseNumber: "7",
      street: "Harbor Ct",
      unit: "",
    }),
    { mark: { mark: "otherPlace", place: "Harbor School" } satisfies RowMark },
  ),
];

export function foundRows(query: string): SearchResult {
  return { query, rows, total: rows.length };
}

export function surroundingsOf(tablet: Tablet, changes: Partial<Surroundings> = {}): Surroundings {
  let made = 0;
  return {
    tablet,
    now: () => morning,
    newCommandId: () => {
      made += 1;
      return `cmd-${made}`;
    },
    askPersistence: async () => true,
    prints: new PrintQueue({ printer: async () => ({ print: async () => ok(undefined) }) }),
    update: {
      waiting: () => undefined,
      watch: () => () => undefined,
      load: async () => false,
      take: () => undefined,
      leave: () => undefined,
    },
    ...changes,
  };
}
