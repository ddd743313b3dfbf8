/** What a worker does with a voter, or at the place, as a command to the tablet, and what is answered. */
import type { Rejection } from "../domain/absenteeEvents.ts";
import type { AbsenteeCounts, AbsenteeMark } from "../domain/absenteeMarks.ts";
import type { NotAuthorised } from "../domain/authority.ts";
import type { BallotDeed } from "../domain/ballotCommands.ts";
import type { UndoReason } from "../domain/ballotEvents.ts";
import type { IssueCommand } from "../domain/checkIn.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { CancelReason } from "../domain/events.ts";
import type { WhyNotRegistered } from "../domain/newcomerEvents.ts";
import type { OpenStep } from "../domain/openSteps.ts";
import type { PaperRow } from "../domain/paperLine.ts";
import type { Unlisted } from "../domain/person.ts";
import type { PlaceAct } from "../domain/placeAct.ts";
import type { BallotPaper } from "../domain/printingRules.ts";
import type { ProvisionalFact } from "../domain/provisionalBallots.ts";
import type { RegisterCommand } from "../domain/registration.ts";
import type { CheckInFact } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { VoterNoteCommand } from "../domain/voterNoteCommands.ts";
import type { WrongCheckIn } from "../domain/wrongVoter.ts";
import type { Signature } from "../protocol/signatureStrokes.ts";
import type { PaperKind } from "../roll/paperLists.ts";

/** A person's agreement, shown by their PIN. */
export type Approval = { readonly worker: string; readonly pin: string };

/** What the slip of a ballot says, regular or provisional. */
export type GivenBallot = Pick<CheckInFact, "event" | "place" | "style" | "wall" | "receipt"> & {
  /** Of a provisional one. */
  readonly reasons?: ProvisionalFact["reasons"];
};

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

/** The report of the place is printed or saved. */
export type ReportCall = { readonly cmd: string };

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

/** What is noted of a voter apart from any ballot, or that it does not hold. */
export type VoterNoteCall = VoterNoteCommand & {
  readonly cmd: string;
  readonly voterId: string;
  readonly second?: Approval | undefined;
};

/** Absentee ballots processed at this place, and the newest of them. */
export type AbsenteeBook = AbsenteeCounts & {
  readonly newest: readonly (AbsenteeMark & { readonly who: VoterRecord | undefined })[];
};

/** The event could not be committed: the screen says "Stop: not recorded. Use the paper book". */
export type NotRecorded = { readonly type: "notRecorded"; readonly what: string };
