/** Which marks of a paper list mean a ballot. Apart from the lines, so that a screen can ask it without loading zod. */
import type { PaperMark } from "./paperLine.ts";

/** Whether the voter has a ballot, or has voted: the box on the list is marked beforehand. */
export function hasBallot(marks: readonly PaperMark[]): boolean {
  return marks.some(({ mark }) => ballotMarks.has(mark));
}

const ballotMarks: ReadonlySet<PaperMark["mark"]> = new Set([
  "checkedIn",
  "provisionalIssued",
  "earlyVoted",
  "absenteeCast",
  "absenteeReturned",
]);
