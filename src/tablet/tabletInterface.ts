/**
 * What the screens know of the tablet. The tablet itself (storage, keys, roll, log, sync) runs in one worker; the
 * screens hold no state of the election, they show `TabletState` and send commands. Every command is answered; a check-in
 * is answered only after it is durably committed.
 */

import type { AbsenteeProblem } from "../domain/absenteeProcessing.ts";
import type { AddWorkerProblem } from "../domain/addedWorkers.ts";
import type { Act, NotAuthorised } from "../domain/authority.ts";
import type { BallotProblem, UndoProblem } from "../domain/ballotCommands.ts";
import type { BookActProblem } from "../domain/bookActs.ts";
import type { CancelProblem } from "../domain/cancelCheckIn.ts";
import type { CheckInProblem } from "../domain/checkIn.ts";
import type { Answers } from "../domain/disposition.ts";
import type { EventName, Role } from "../domain/eventFields.ts";
import type { Unlisted } from "../domain/person.ts";
import type { PlaceActProblem } from "../domain/placeAct.ts";
import type { CancelRegistrationProblem } from "../domain/registration.ts";
import type { ReprintProblem } from "../domain/reprint.ts";
import type { Result } from "../domain/result.ts";
import type { VoterNoteProblem } from "../domain/voterNoteCommands.ts";
import type { CodeProblem } from "../protocol/codes.ts";
import type { Program } from "../protocol/program.ts";
import type { Scan } from "../protocol/scan.ts";
import type { WeakPin } from "../protocol/weakPin.ts";
import type { LineCodeProblem } from "../roll/lineCode.ts";
import type { BookCall, PlaceBookView } from "./bookCalls.ts";
import type { Carry, CarryCall, SendingProof, Taken, TakeProblem } from "./carryCalls.ts";
import type {
  AddressFound,
  Confirmation,
  ScanAnswer,
  SearchResult,
  SignatureOnFile,
  VoterView,
} from "./foundVoters.ts";
import type { EnteredFromPaper, OnPaper, PaperEntryCall, PaperLineAsked } from "./paperCalls.ts";
import type { PracticeProblem } from "./practiceGate.ts";
import type { ReadyCall, ReadyView } from "./readyCalls.ts";
import type { ReadyProblem } from "./readyCommands.ts";
import type { SetUpProblem, TabletState, WorkerName } from "./tabletState.ts";
import type {
  AbsenteeBook,
  AbsenteeCall,
  AbsenteeCancelCall,
  Approval,
  BallotCall,
  CancelCall,
  CancelRegistrationCall,
  CheckInCall,
  NotRecorded,
  PaperListCall,
  PaperListProblem,
  PaperListView,
  PlaceCall,
  Recorded,
  RegisterCall,
  ReportCall,
  ReprintCall,
  UndoCall,
  VoterNoteCall,
  WaitingVoter,
} from "./voterCalls.ts";

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
  /** Opened for this call and not kept. Undefined if the poll book is no longer open. */
  signatureOnFile(voterId: string): Promise<SignatureOnFile | undefined>;
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
  /** A party left again, a challenge decided against the voter, or that one of these does not hold. */
  noteOnVoter(call: VoterNoteCall): Promise<Result<void, VoterNoteProblem | PinProblem | NotRecorded>>;
  /** What was done at this place with absentee ballots that were announced here. */
  absenteeBook(): Promise<AbsenteeBook | undefined>;
  processAbsentee(call: AbsenteeCall): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>>;
  cancelAbsenteeMark(call: AbsenteeCancelCall): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>>;
  /** The hours of the place, and voters who wait: one event each. */
  doAtPlace(call: PlaceCall): Promise<Result<void, PlaceActProblem | PinProblem | NotRecorded>>;
  /** The place as its inspector sees it; undefined if the poll book is not open. */
  placeBook(): Promise<PlaceBookView | undefined>;
  /** What this tablet lacks to be ready for the day; undefined while it is not open. Before anybody has signed in too. */
  readiness(): Promise<ReadyView | undefined>;
  /** Records that this tablet is ready, by whoever has signed in or else holds the card. */
  sayReady(call: ReadyCall): Promise<Result<void, ReadyProblem | NotRecorded>>;
  /** Opens, counts, explains, signs, closes: one event of the place. */
  writeInBook(call: BookCall): Promise<Result<void, BookActProblem | PinProblem | NotRecorded>>;
  /** Who stands on a line of paper; a code that cannot be is a problem. Undefined if the poll book is not open. */
  onPaper(line: PaperLineAsked): Promise<Result<readonly OnPaper[], LineCodeProblem> | undefined>;
  /** Check-ins that were written on paper: one event each, in order. */
  enterFromPaper(call: PaperEntryCall): Promise<Result<EnteredFromPaper, PinProblem | NotAuthorised | NotRecorded>>;
  waitingVoters(): Promise<readonly WaitingVoter[]>;
  confirmation(event: EventName): Promise<Confirmation>;
  /** The paper list of this place, to be printed or saved; answered once it is recorded that it leaves the tablet. */
  paperList(call: PaperListCall): Promise<Result<PaperListView, PaperListProblem | PinProblem>>;
  /** Records that the report of the place is printed or saved, before it is. */
  exportReport(call: ReportCall): Promise<Result<void, NotAuthorised | PinProblem | NotRecorded>>;
  /** Voters checked in twice: first those of whom nobody said what happened (`standing.resolved`), then the others. */
  checkedInTwice(): Promise<readonly VoterView[]>;

  /** Sends and fetches now instead of at the next timer. */
  syncNow(): Promise<void>;
  /** The device log as a file, for the office, when nothing else works. Sealed as it is stored; recorded where it can be. */
  exportLog(): Promise<Blob>;
  /** What this tablet itself finds of its records in the county's log; undefined before it is set up. */
  proof(): Promise<SendingProof | undefined>;
  /** Records for another tablet to carry, recorded before they leave; undefined where there are none. */
  carry(call: CarryCall): Promise<Carry | undefined>;
  /** Takes records of another tablet, to be delivered; they are durable when it resolves. */
  /** Whether people may practice here now, with the county's practice code. */
  mayPractice(code: string): Promise<Result<void, PracticeProblem>>;
  takeCarried(bytes: Uint8Array): Promise<Result<Taken, TakeProblem>>;
}
