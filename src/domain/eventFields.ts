/**
 * What several kinds of events say, each field once: names, texts and numbers within bounds, what stands in every body, and
 * what is told of every ballot that was given.
 */
import * as z from "zod/mini";
import { earliest, latest } from "./instant.ts";

/** Of so many characters. */
export const text = (least: number, most: number) => z.string().check(z.minLength(least), z.maxLength(most));
export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** The root of a tree, base64, as checkpoints write it. */
const root = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));
export const device = text(1, 64);
/** A moment (ms since 1970) that some calendar shows. */
export const instant = z.int().check(z.minimum(earliest), z.maximum(latest));
export const count = z.int().check(z.nonnegative());
export const number = z.int().check(z.positive());

/** Names one event for good: the hash decides; device and seq are for people and for quick look-up. */
export const EventName = z.strictObject({ device, seq: count, hash });
export type EventName = z.infer<typeof EventName>;

export const Role = z.enum([
  "pollWorker",
  "inspector",
  "secondOfficer",
  "trainer",
  "rover",
  "administrator",
  "auditor",
]);
export type Role = z.infer<typeof Role>;

/** What stands in every body: which command it answers (acts once), who, when, and the last county checkpoint seen. */
export const witnessed = {
  cmd: text(1, 64),
  worker: text(0, 64),
  role: Role,
  /** Milliseconds since 1970 by the clock of the writer, corrected by the county's answers. */
  wall: instant,
  seen: z.nullable(z.strictObject({ size: count, root })),
  /** In an act of two persons: who agreed, with a PIN of their own. */
  second: z.optional(z.strictObject({ worker: text(1, 64), role: Role, otherParty: z.boolean() })),
};

/**
 * The name of another voter had been tapped: this check-in stands in the place of that one, which is undone by the same
 * event. `worker`, `wall`: who made the wrong one, and when.
 */
export const InsteadOf = z.strictObject({
  event: EventName,
  voter: text(1, 64),
  style: text(1, 64),
  kind: z.enum(["regular", "provisional"]),
  /** kept: the right voter goes on with that ballot, no second one was given. gone: it could not be had back. */
  ballot: z.enum(["kept", "takenBack", "gone"]),
  worker: text(0, 64),
  wall: instant,
});
export type InsteadOf = z.infer<typeof InsteadOf>;

/** More than all situations with all their papers come to: none is ever left out of an event. */
export const mostSteps = 100;
export const longestOutcome = 80;
/** What was asked, shown, completed and done, in order. */
export const doneSteps = z
  .array(z.strictObject({ step: text(0, 90), outcome: text(0, longestOutcome) }))
  .check(z.maxLength(mostSteps));

/** What is told of every ballot that was given, regular or provisional. */
export const ballotGiven = {
  voter: text(1, 64),
  place: text(1, 64),
  split: text(1, 64),
  style: text(1, 64),
  /** In a primary: the party whose ballot was given. */
  party: z.optional(text(0, 64)),
  /** Version of the roll on which the poll worker decided. */
  roll: number,
  /** Printed on the slip: tablet number and a number of that tablet. */
  receipt: text(0, 32),
  found: z.enum(["search", "scan", "similar"]),
  /** What was asked and done before the ballot was given, in order. */
  steps: doneSteps,
  insteadOf: z.optional(InsteadOf),
};
