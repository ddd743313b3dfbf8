/** What the tablet is doing now, as the screens see it: exactly one phase, one sentence about what is safe, and the counts. */
import type { BookLine } from "../domain/bookLine.ts";
import type { Election } from "../domain/election.ts";
import type { Role } from "../domain/eventFields.ts";
import type { PlaceHours } from "../domain/placeHours.ts";
import type { PollsState } from "../domain/polls.ts";
import type { CodeProblem } from "../protocol/codes.ts";

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

export type LineState =
  | Exclude<BookLine, { readonly state: "line" }>
  | Pick<Extract<BookLine, { readonly state: "line" }>, "state" | "own" | "unheard" | "said">;

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
  /** Events that exist on this tablet alone, once there are so many, or for so long, that another should have them; else 0. */
  readonly toCopy: number;
  /** Checked in on this tablet, and at this place as far as known (the two are never added up). */
  readonly checkedInHere: number;
  readonly checkedInAtPlace: number;
  /** Of this place, as far as known: order that extends the hours, the end of the line at closing time. */
  readonly hours: PlaceHours;
  /** Whether the inspector opened the polls of this place, as far as known, and since when (ms) they are as they are. */
  readonly polls: { readonly state: PollsState; readonly since: number | undefined };
  /** Somebody said today of this tablet that it is ready; undefined while it is not open. */
  readonly ready: boolean | undefined;
  /** Which names this tablet serves, as far as is known how the book is split. */
  readonly line: LineState;
  /** How many tablets belong to the place, as far as known. */
  readonly tabletsHere: number;
  /** Nothing was heard of the county, and so of no other tablet, for two minutes. */
  readonly silent: boolean;
  /** The polls were suspended for the night: when this tablet closes by itself if nobody is at it then. */
  readonly closesAt: number | undefined;
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
