/**
 * What happens to a ballot after it was given. Each act is one event, whole in itself: a replacement says that the former
 * ballot is spoiled and that another one was given, so that no crash and no lost event can leave half of it. Every act names
 * the very ballot that it is about, by the event that gave it; an undo names the act.
 */
import * as z from "zod/mini";
import { EventName, number, text, witnessed } from "./eventFields.ts";

const ofBallot = {
  voter: text(1, 64),
  place: text(1, 64),
  /** The check-in, or the provisional ballot, with which it began. */
  checkIn: EventName,
  /** What gave this very ballot: the check-in, or the replacement before this one. */
  ballot: EventName,
  kind: z.enum(["regular", "provisional"]),
  style: text(1, 64),
  note: z.optional(text(0, 200)),
};

/** Given back spoiled, and no other one given in its place. */
export const BallotSpoiled = z.strictObject({ type: z.literal("BallotSpoiled"), ...witnessed, ...ofBallot });

/** The ballot is spoiled (or was left and kept apart), and the voter got another one of the same style. */
export const BallotReissued = z.strictObject({
  type: z.literal("BallotReissued"),
  ...witnessed,
  ...ofBallot,
  receipt: text(0, 32),
  /** Which of the voter's ballots the new one is: 2 for the first replacement. */
  number,
});

/** Given back unvoted: the voter does not vote, and the check-in does not count as having voted. */
export const BallotHandedBack = z.strictObject({ type: z.literal("BallotHandedBack"), ...witnessed, ...ofBallot });

/** What became of a ballot whose voter left: found and kept apart, found and cast by officials, or not found. */
export const LeftBallot = z.enum(["setAside", "cast", "takenAway"]);
export type LeftBallot = z.infer<typeof LeftBallot>;

/** The voter left without casting it. */
export const VoterLeft = z.strictObject({ type: z.literal("VoterLeft"), ...witnessed, ...ofBallot, left: LeftBallot });

export const UndoReason = z.enum(["tappedByMistake", "wrongVoter", "cameBack", "other"]);
export type UndoReason = z.infer<typeof UndoReason>;

/** One of the acts above, or a check-in that put a wrong one right, did not happen: all that it says. */
export const BallotActUndone = z.strictObject({
  type: z.literal("BallotActUndone"),
  ...witnessed,
  voter: text(1, 64),
  place: text(1, 64),
  undoes: EventName,
  reason: UndoReason,
  note: z.optional(text(0, 200)),
});
