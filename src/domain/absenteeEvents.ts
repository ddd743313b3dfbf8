/**
 * Events of absentee ballots that are processed at the polling place (New Hampshire, RSA 659:49 to 659:53): each envelope is
 * announced, and the voter is marked in the same book in which voters are checked in.
 */
import * as z from "zod/mini";
import { EventName, text, witnessed } from "./eventFields.ts";

/** Why an announced ballot was not cast. No words about a voter stand in the open text of a reason. */
export const rejections = ["votedInPerson", "notSigned", "signatureDiffers", "challengeUpheld", "notEntitled"] as const;
export type Rejection = (typeof rejections)[number];

export const AbsenteeProcessed = z.strictObject({
  type: z.literal("AbsenteeProcessed"),
  ...witnessed,
  voter: text(1, 64),
  place: text(1, 64),
  split: text(1, 64),
  found: z.enum(["search", "scan", "similar"]),
  /** Left out where the ballot was taken out of its envelope and cast. */
  rejected: z.optional(z.enum(rejections)),
});

export const AbsenteeMarkCancelled = z.strictObject({
  type: z.literal("AbsenteeMarkCancelled"),
  ...witnessed,
  voter: text(1, 64),
  place: text(1, 64),
  undoes: z.array(EventName).check(z.minLength(1), z.maxLength(20)),
  reason: z.enum(["wrongVoter", "recordedTwice", "other"]),
});
