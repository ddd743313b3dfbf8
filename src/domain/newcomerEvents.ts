/** What is recorded of people who are not on the roll: registered on the day, and that taken back. */
import * as z from "zod/mini";
import { doneSteps, EventName, number, text, witnessed } from "./eventFields.ts";
import { Person } from "./person.ts";

/** Voters whom this person looks like, and whom the poll worker looked at and found to be somebody else. */
export const lookedAt = z.array(text(1, 64)).check(z.maxLength(40));

/** Registered on the day: from now on a voter of this log, by an id that the event itself gives (`newcomers.ts`). */
export const VoterRegistered = z.strictObject({
  type: z.literal("VoterRegistered"),
  ...witnessed,
  person: Person,
  place: text(1, 64),
  split: text(1, 64),
  /** The id of the party, "" for none. */
  party: text(0, 64),
  /** Version of the roll on which the person was not found. */
  roll: number,
  receipt: text(0, 32),
  lookedAt,
  /** How the person was looked for, what was shown and completed, in order. */
  steps: doneSteps,
});

export const WhyNotRegistered = z.enum(["onTheList", "wrongEntry", "personLeft", "other"]);
export type WhyNotRegistered = z.infer<typeof WhyNotRegistered>;

export const RegistrationCancelled = z.strictObject({
  type: z.literal("RegistrationCancelled"),
  ...witnessed,
  place: text(1, 64),
  undoes: z.array(EventName).check(z.minLength(1), z.maxLength(20)),
  reason: WhyNotRegistered,
  note: z.optional(text(0, 200)),
});
