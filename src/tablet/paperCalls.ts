/** What the screen for entering from paper asks the tablet, and what is answered. */
import type { BallotStyle } from "../domain/election.ts";
import type { PaperEntry, PaperEntryProblem } from "../domain/paperEntry.ts";
import type { CheckInFact } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { Approval, NotRecorded } from "./voterCalls.ts";

/** The line of a paper list by its code, or a voter who was found by name. */
export type PaperLineAsked =
  | { readonly by: "code"; readonly code: string }
  | { readonly by: "voter"; readonly voterId: string };

/** A voter who may stand on the paper. */
export type OnPaper = {
  readonly voter: VoterRecord;
  /** Which of them was given stands on the paper, where there are several. */
  readonly styles: readonly BallotStyle[];
  /** Those that count already. */
  readonly checkIns: readonly CheckInFact[];
};

export type PaperEntryCall = {
  /** In the order in which they are entered. `cmd`: made once for each line. */
  readonly entries: readonly (PaperEntry & { readonly cmd: string; readonly voterId: string })[];
  readonly second?: Approval | undefined;
};

/** By the lines' command ids. */
export type EnteredFromPaper = {
  readonly entered: readonly string[];
  readonly refused: readonly { readonly cmd: string; readonly problem: PaperEntryProblem | NotRecorded }[];
};
