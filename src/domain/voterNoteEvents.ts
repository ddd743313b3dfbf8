/** What is written down of a voter apart from any ballot, and taken back by name. */
import * as z from "zod/mini";
import { doneSteps, EventName, hash, text, witnessed } from "./eventFields.ts";

const ofVoter = { ...witnessed, voter: text(1, 64), place: text(1, 64) };

/** The voter left the party again that they joined by taking its ballot. */
export const PartyUndeclared = z.strictObject({
  type: z.literal("PartyUndeclared"),
  ...ofVoter,
  /** With which they joined it. */
  checkIn: EventName,
  party: text(1, 64),
  steps: doneSteps,
});

/** A challenge was decided against the voter, and no ballot was given. */
export const ChallengeUpheld = z.strictObject({ type: z.literal("ChallengeUpheld"), ...ofVoter, steps: doneSteps });

/** One of the events above does not hold: it was tapped by mistake, or decided anew. */
export const VoterNoteUndone = z.strictObject({
  type: z.literal("VoterNoteUndone"),
  ...ofVoter,
  undoes: EventName,
  /** What that event says. */
  note: z.enum(["undeclared", "challengeUpheld"]),
  reason: z.enum(["tappedByMistake", "wrongVoter", "decidedAnew", "other"]),
  words: z.optional(text(0, 200)),
});

/** What people at a place found out about a voter who was checked in twice. Said again, the later word holds. */
export const TwiceSettled = z.strictObject({
  type: z.literal("TwiceSettled"),
  ...ofVoter,
  /** The check-ins and cast absentee ballots that were looked at; one more reopens the matter. */
  events: z.array(hash).check(z.minLength(2), z.maxLength(50)),
  /** Of these the one that stands for the one ballot that was given; left out where two were given. */
  given: z.optional(hash),
});

export const voterNoteEvents = [PartyUndeclared, ChallengeUpheld, VoterNoteUndone, TwiceSettled] as const;
