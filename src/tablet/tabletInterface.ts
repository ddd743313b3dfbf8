/**
 * What the screens know of the tablet. The tablet itself (storage, keys, roll, log, sync) runs in one worker; the
 * screens hold no state of the election, they show `TabletState` and send commands. Every command is answered; a check-in
 * is answered only after it is durably committed.
 */
import type { Rejection } from "../domain/absenteeEvents.ts";
import type { AbsenteeCounts, AbsenteeMark } from "../domain/absenteeMarks.ts";
import type { AbsenteeProblem } from "../domain/absenteeProcessing.ts";
import type { AddWorkerProblem } from "../domain/addedWorkers.ts";
import type { Act, NotAuthorised } from "../domain/authority.ts";
import type { BallotDeed, BallotProblem, UndoProblem } from "../domain/ballotCommands.ts";
import type { UndoReason } from "../domain/ballotEvents.ts";
import type { CancelProblem, CheckInProblem, IssueCommand } from "../domain/checkIn.ts";
import type { Answers, Disposition } from "../domain/disposition.ts";
import type { Election } from "../domain/election.ts";
import type { EventName, Role } from "../domain/eventFields.ts";
import type { CancelReason } from "../domain/events.ts";
import type { WhyNotRegistered } from "../domain/newcomerEvents.ts";
import type { OpenStep } from "../domain/openSteps.ts";
import type { PaperRow } from "../domain/paperLine.ts";
import type { Unlisted } from "../domain/person.ts";
import type { PlaceAct, PlaceActProblem } from "../domain/placeAct.ts";
import type { PlaceHours } from "../domain/placeHours.ts";
import type { BallotPaper } from "../domain/printingRules.ts";
import type { CancelRegistrationProblem, RegisterCommand } from "../domain/registration.ts";
import type { ReprintProblem } from "../domain/reprint.ts";
import type { Result } from "../domain/result.ts";
import type { CheckInFact, Standing } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { WrongCheckIn } from "../domain/wrongVoter.ts";
import type { CodeProblem } from "../protocol/codes.ts";
import type { Program } from "../protocol/program.ts";
import type { Scan } from "../protocol/scan.ts";
import type { Signature } from "../protocol/signatureStrokes.ts";
import type { WeakPin } from "../protocol/weakPin.ts";
import type { PaperKind } from "../roll/paperLists.ts";

/** What the tablet can do now. Exactly one at a time. */
export type Phase =
  | { readonly phase: "starting" }
  /** Another tab of this browser runs the poll book. */
  | { readonly phase: "otherTab" }
  /** Never set up: asks for a set-up code. */
  | { readonly phase: "new"; readonly problem: SetUpProblem | undefined }
  /** The set-up code was accepted; the roll is on its way. Bytes done and in all; resumes by itself. */
  | {
      readonly phase: "loadingRoll";
      readonly done: number;
      readonly total: number;
      readonly waiting: boolean;
      /** Why it waits or loads again, if that is not the network. */
      readonly problem?: LoadingProblem | undefined;
    }
  /** Set up with a code that many may see: there is no list for it before a clerk has accepted it. */
  | { readonly phase: "notAccepted" }
  /** Set up; needs the opening code. */
  | { readonly phase: "closed"; readonly ready: true }
  /** The opening code was right: the roll is being opened. */
  | { readonly phase: "opening" }
  /** The roll is open (or the day secret is there): needs a worker's PIN. `opened`: false after a reload. */
  | { readonly phase: "locked"; readonly opened: boolean; readonly workers: readonly WorkerName[] }
  | { readonly phase: "working"; readonly worker: WorkerName }
  /** The county has set this tablet aside. */
  | { readonly phase: "revoked" }
  /** This tablet must be set up again under a new number; its old log is kept and handed over. */
  | {
      readonly phase: "setUpAgain";
      readonly why: BrokenIdentity;
      readonly events: number;
      readonly problem: SetUpProblem | undefined;
    }
  /** Storage failed: nothing can be recorded. */
  | { readonly phase: "storageBroken"; readonly what: string };

/** `stays`: so often that waiting alone will hardly help. */
export type LoadingProblem =
  | { readonly type: "rollDamaged"; readonly stays: boolean }
  | { readonly type: "tooLittleStorage"; readonly neededBytes: number; readonly freeBytes: number };

export type WorkerName = { readonly id: string; readonly name: string; readonly role: Role };
/** Where an election has no list of workers, whoever holds the opening card works as inspector. */
export const cardHolder: WorkerName = { id: "card", name: "", role: "inspector" };
export type BrokenIdentity = "fork" | "restoredFromBackup" | "damagedLog" | "lostKey" | "evictedStorage";

/** The one sentence of the status line: what is safe now. The first that applies. */
export type Safety =
  | { readonly safety: "cannotRecord" }
  | { readonly safety: "alarm"; readonly alarm: Alarm }
  | { readonly safety: "checkedInTwice"; readonly voters: number }
  /** The county changed the list, and some of the changes could not be had yet. */
  | { readonly safety: "listIncomplete" }
  | { readonly safety: "noNetwork"; readonly notSent: number; readonly lastHeard: number | undefined }
  | { readonly safety: "sending"; readonly notSent: number }
  | { readonly safety: "allSent"; readonly lastHeard: number };
export type Alarm = "countyLogInconsistent" | "eventMissingAtCounty" | "countyUnknown";

export type TabletState = {
  readonly phase: Phase;
  readonly safety: Safety;
  readonly election: Election | undefined;
  readonly placeId: string | undefined;
  /** The tablet's number at the county. */
  readonly number: number | undefined;
  readonly rollVersion: number | undefined;
  readonly voters: number | undefined;
  /** Time of the newest county news that this tablet has verified; undefined before the first. */
  readonly knownAt: number | undefined;
  /** Events that stand on this tablet only. */
  readonly notSent: number;
  /** Signatures that the county does not have yet. */
  readonly signaturesNotSent: number;
  /** Checked in on this tablet, and at this place as far as known (the two are never added up). */
  readonly checkedInHere: number;
  readonly checkedInAtPlace: number;
  /** Of this place, as far as known: order that extends the hours, the end of the line at closing time. */
  readonly hours: PlaceHours;
  /** Voters of this place with whom something is still open. */
  readonly waiting: number;
  /** Storage is not promised to be kept by the browser. */
  readonly storageWarning: boolean;
  /** Grows with every change of standings, so that screens ask again. */
  readonly revision: number;
};

export type SetUpProblem =
  | CodeProblem
  | { readonly type: "noNetwork" }
  | { readonly type: "codeUnknown" }
  | { readonly type: "codeUsed" }
  | { readonly type: "countyNotGenuine" }
  | { readonly type: "notPublished" }
  | { readonly type: "browserCannotKeepKeys"; readonly what: string }
  /** Without a file that can be destroyed, a PIN could not open the tablet again after a reload. */
  | { readonly type: "browserCannotKeepSecrets"; readonly what: string }
  | { readonly type: "tooLittleStorage"; readonly neededBytes: number; readonly freeBytes: number }
  | { readonly type: "refused"; readonly title: string };

export type OpenProblem =
  | CodeProblem
  | { readonly type: "wrongOpeningCode" }
  | { readonly type: "rollDamaged"; readonly what: string };

export type PinProblem =
  | { readonly type: "wrongPin"; readonly triesLeft: number }
  | { readonly type: "workerLocked"; readonly until: number }
  | { readonly type: "openingCodeNeeded" }
  /** Trainers, office staff and auditors sign in to no tablet. */
  | { readonly type: "noWorkAtPlaces" };

/** A person's agreement, shown by their PIN. */
export type Approval = { readonly worker: string; readonly pin: string };

export type AddWorkerCall = {
  readonly cmd: string;
  readonly name: string;
  readonly role: Role;
  readonly party?: string | undefined;
  readonly pin: string;
  /** A worker who is known already and gets a new PIN; left out for a new one. */
  readonly id?: string | undefined;
  readonly second?: Approval | undefined;
};
/** `code`: what the place's other tablets read, as QR. */
export type AddedWorker = { readonly worker: WorkerName; readonly code: string };

export type WorkerCodeProblem =
  | { readonly type: "notAWorkerCode" }
  | { readonly type: "otherPlace" }
  /** The county took the worker off its list after that. */
  | { readonly type: "workerRemoved" }
  | { readonly type: "openingCodeNeeded" };

/** How a row came to be in the list; anything but "match" is shown under "Similar names". */
export type Similarity = "match" | "sound" | "edit" | "nickname" | "swapped" | "compound" | "details";

/** Voters are named by their id: a row number would mean somebody else as soon as a new roll version arrives. */
export type FoundVoter = {
  readonly voter: VoterRecord;
  readonly similarity: Similarity;
  /** Another row of this list has the same name and street: show what differs in bold. */
  readonly lookalike: boolean;
  readonly mark: RowMark;
  /** Not on the roll: registered today, or given a provisional ballot. */
  readonly newcomer?: "registrant" | "person";
  /** May well be one person with somebody who registered today, or with somebody on the roll. */
  readonly alike?: boolean;
};

/** The status on the row. */
export type RowMark =
  | { readonly mark: "ready" }
  | { readonly mark: "ask" }
  | { readonly mark: "checkedIn"; readonly place: string; readonly here: boolean; readonly wall: number }
  | { readonly mark: "checkedInTwice" }
  /** An absentee ballot is out. */
  | { readonly mark: "absentee" }
  /** It came back, or the voter voted early. */
  | { readonly mark: "voted"; readonly how: "absentee" | "early" }
  | { readonly mark: "otherPlace"; readonly place: string }
  | { readonly mark: "stop" };

export type SearchResult = {
  readonly query: string;
  readonly rows: readonly FoundVoter[];
  /** Exact number of matches (similar ones not counted), also beyond the first 50. */
  readonly total: number;
};

/** What a scanned card says: this one voter, or what to search for. */
export type ScanAnswer =
  | { readonly found: "one"; readonly voterId: string }
  | { readonly found: "list"; readonly query: string };

export type VoterView = {
  readonly voter: VoterRecord;
  readonly precinct: string;
  readonly splitName: string;
  readonly standing: Standing;
  readonly disposition: Disposition;
  readonly newcomer?: "registrant" | "person";
  /** Of somebody who is not on the roll and not registered. */
  readonly unlisted?: Unlisted;
  /** Who may well be one person with this voter, where one of the two is not on the roll. */
  readonly alike?: readonly VoterRecord[];
};

/** Who lives at an address, and in which precinct splits the nearest neighbors on the roll live. */
export type AddressFound = { readonly rows: readonly FoundVoter[]; readonly splits: readonly string[] };

/** Where a check-in stands: only here, accepted by the county, or found in the tree that this tablet verified itself. */
export type Confirmation = "onThisTablet" | "confirmed";

/** What the slip of a ballot says, regular or provisional. */
export type GivenBallot = Pick<CheckInFact, "event" | "place" | "style" | "wall" | "receipt">;

export type Recorded = {
  readonly event: EventName;
  readonly ballot: IssueCommand["ballot"];
  readonly fact: GivenBallot;
  readonly voter: VoterRecord;
  /** Which of the voter's ballots it is, if it stands in the place of a spoiled one. */
  readonly number?: number | undefined;
  /** It put another voter's check-in right: what became of the ballot that was given with that one. */
  readonly wrongOnes?: WrongCheckIn["ballot"] | undefined;
};

/** Something done with a ballot that was given. */
export type BallotCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly ballot: EventName;
  readonly deed: BallotDeed;
  readonly note: string | undefined;
  /** Where an inspector, or a second person, must agree. */
  readonly second?: Approval | undefined;
};

export type UndoCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly undoes: EventName;
  readonly reason: UndoReason;
  readonly note: string | undefined;
  readonly second?: Approval | undefined;
};

export type CheckInCall = Omit<IssueCommand, "signed"> & {
  /** Made by the screen once per intended check-in: ten taps send one id. */
  readonly cmd: string;
  readonly voterId: string;
  /** Where the voter signed on the tablet. Sealed before anything is stored. */
  readonly signature?: Signature | undefined;
  /** Where the law lets the official note why the voter cannot sign: the reason. */
  readonly cannotSign?: string | undefined;
  /** Somebody who is not on the roll; `voterId` then says nothing. */
  readonly unlisted?: Unlisted | undefined;
  /** Where an inspector must say that it is so. */
  readonly second?: Approval | undefined;
};

export type RegisterCall = RegisterCommand & {
  readonly cmd: string;
  readonly unlisted: Unlisted;
  readonly second?: Approval | undefined;
};

export type CancelRegistrationCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly reason: WhyNotRegistered;
  readonly note: string | undefined;
  readonly second?: Approval | undefined;
};

export type CancelCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly undoes: readonly EventName[];
  readonly reason: CancelReason;
  readonly note: string | undefined;
  /** Where the rules want two persons. */
  readonly second?: Approval | undefined;
};

/** A paper of a ballot that was given here is printed again. */
export type ReprintCall = {
  /** Made once per tap: ten taps are one. */
  readonly cmd: string;
  readonly voterId: string;
  readonly of: EventName;
  readonly what: BallotPaper;
};

export type PaperListCall = {
  readonly cmd: string;
  readonly kind: PaperKind;
  /** Where the rules want two persons. */
  readonly second?: Approval | undefined;
};

export type PaperListView = {
  readonly kind: PaperKind;
  readonly asOf: {
    /** The moment that the list is of, by the county's clock as far as this tablet knows it. */
    readonly wall: number;
    /** The county's newest news that this tablet has verified; undefined before the first. */
    readonly knownAt: number | undefined;
    readonly rollVersion: number;
    /** Entries of the county's log that it holds. */
    readonly entries: number;
  };
  /** In name order; confidential voters by number stand last. */
  readonly rows: readonly PaperRow[];
};

/** `tooLong`: hundreds of sheets; the office prints it. */
export type PaperListProblem =
  | { readonly type: "tooLong"; readonly voters: number; readonly most: number }
  | NotAuthorised
  | NotRecorded;

/** `second`: where the rules want two persons, or somebody who may do it beside the one who works here. */
export type PlaceCall = PlaceAct & { readonly cmd: string; readonly second?: Approval | undefined };

/** `voter`: undefined if the list in use does not hold them. */
export type WaitingVoter = {
  readonly step: OpenStep;
  readonly voter: VoterRecord | undefined;
  readonly begunBy: string;
};

export type AbsenteeCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly found: "search" | "scan" | "similar";
  /** Undefined: the ballot was cast. */
  readonly rejected: Rejection | undefined;
  readonly second?: Approval | undefined;
};

export type AbsenteeCancelCall = {
  readonly cmd: string;
  readonly voterId: string;
  readonly undoes: readonly [EventName];
  readonly reason: "wrongVoter" | "recordedTwice" | "other";
  readonly second?: Approval | undefined;
};

/** Absentee ballots processed at this place, and the newest of them. */
export type AbsenteeBook = AbsenteeCounts & {
  readonly newest: readonly (AbsenteeMark & { readonly who: VoterRecord | undefined })[];
};

/** The event could not be committed: the screen says "Stop: not recorded. Use the paper book". */
export type NotRecorded = { readonly type: "notRecorded"; readonly what: string };

export interface Tablet {
  state(): TabletState;
  /** Calls back with every new state; answers a function that ends it. */
  watch(onState: (state: TabletState) => void): () => void;

  /** `persistent`: what navigator.storage.persist() answered (a worker cannot ask). */
  setUp(code: string, persistent: boolean): Promise<Result<void, SetUpProblem>>;
  open(openingCode: string): Promise<Result<void, OpenProblem>>;
  signIn(worker: string, pin: string): Promise<Result<void, PinProblem>>;
  lock(): Promise<void>;
  /** Ends the day on this tablet: keys leave the memory, the opening code is needed again. */
  close(second?: Approval): Promise<Result<void, NotAuthorised | PinProblem>>;
  /** Who may work on this tablet; none while it is not open. */
  workers(): Promise<readonly WorkerName[]>;
  addWorker(call: AddWorkerCall): Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | PinProblem | NotRecorded>>;
  /** The codes of all whom this place added or gave a new PIN, once more. For whoever may add workers. */
  workerCodes(second?: Approval): Promise<Result<readonly AddedWorker[], NotAuthorised | PinProblem>>;
  /** Takes a worker from the code that another tablet of this place shows. */
  takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>>;
  /** Whether the person with this PIN may do it, signed in or not. `next`: the program that is agreed to be installed. */
  mayAct(act: Act, approval: Approval, next?: Program): Promise<Result<void, PinProblem | NotAuthorised>>;
  takeOver(): Promise<void>;
  /** Asks for a set-up code again (another place, another election); what was recorded here is kept and still sent. */
  setUpAnew(): Promise<void>;

  /** Newest query wins: an older one that is overtaken resolves to undefined. */
  search(query: string): Promise<SearchResult | undefined>;
  /** Newest wins here too, among scans and searches. */
  findScanned(scan: Scan): Promise<ScanAnswer | undefined>;
  /** Undefined if the poll book is no longer open, or a new roll version does not hold this voter. */
  voter(voterId: string, answers?: Answers, unlisted?: Unlisted): Promise<VoterView | undefined>;
  /** Undefined if the poll book is no longer open. */
  atAddress(houseNumber: string, street: string): Promise<AddressFound | undefined>;
  /** Issues the ballot that the call names, regular or provisional. */
  checkIn(call: CheckInCall): Promise<Result<Recorded, CheckInProblem | PinProblem | NotRecorded>>;
  /** Registers somebody who is not on the roll; answers the id under which they are a voter from now on. */
  registerVoter(
    call: RegisterCall,
  ): Promise<Result<{ readonly voterId: string }, CheckInProblem | PinProblem | NotRecorded>>;
  cancelRegistration(
    call: CancelRegistrationCall,
  ): Promise<Result<void, CancelRegistrationProblem | PinProblem | NotRecorded>>;
  cancelCheckIn(call: CancelCall): Promise<Result<void, CancelProblem | PinProblem | NotRecorded>>;
  /** Records that a paper is printed again, before it is; never a second check-in. */
  reprintSlip(call: ReprintCall): Promise<Result<void, ReprintProblem | NotRecorded>>;
  /** Answers the ballot that was given in place of the other one; undefined where none was. */
  actOnBallot(call: BallotCall): Promise<Result<Recorded | undefined, BallotProblem | PinProblem | NotRecorded>>;
  undoBallotAct(call: UndoCall): Promise<Result<void, UndoProblem | PinProblem | NotRecorded>>;
  /** What was done at this place with absentee ballots that were announced here. */
  absenteeBook(): Promise<AbsenteeBook | undefined>;
  processAbsentee(call: AbsenteeCall): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>>;
  cancelAbsenteeMark(call: AbsenteeCancelCall): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>>;
  /** The hours of the place, and voters who wait: one event each. */
  doAtPlace(call: PlaceCall): Promise<Result<void, PlaceActProblem | PinProblem | NotRecorded>>;
  waitingVoters(): Promise<readonly WaitingVoter[]>;
  confirmation(event: EventName): Promise<Confirmation>;
  /** The paper list of this place, to be printed or saved; answered once it is recorded that it leaves the tablet. */
  paperList(call: PaperListCall): Promise<Result<PaperListView, PaperListProblem | PinProblem>>;
  /** Voters checked in twice, as rows, for the list behind the status line. */
  checkedInTwice(): Promise<readonly VoterView[]>;

  /** Sends and fetches now instead of at the next timer. */
  syncNow(): Promise<void>;
  /** The device log as a file, for the office, when nothing else works. Sealed as it is stored. */
  exportLog(): Promise<Blob>;
}
