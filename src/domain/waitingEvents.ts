/** Voters with whom something stays open at a place: sent to the help table, or served at the car. */
import * as z from "zod/mini";
import { EventName, text, witnessed } from "./eventFields.ts";

const atPlace = { ...witnessed, place: text(1, 64) };

/** The voter waits at the help table, with what was done so far told there. */
export const VoterSentToHelpTable = z.strictObject({
  type: z.literal("VoterSentToHelpTable"),
  ...atPlace,
  voter: text(1, 64),
});

/** A poll worker goes out to the voter's car. */
export const CurbsideBegun = z.strictObject({ type: z.literal("CurbsideBegun"), ...atPlace, voter: text(1, 64) });

/** What waited is over: done with, handed to somebody else, or begun by mistake. */
export const OpenStepEnded = z.strictObject({
  type: z.literal("OpenStepEnded"),
  ...atPlace,
  undoes: z.array(EventName).check(z.minLength(1), z.maxLength(20)),
  how: z.enum(["finished", "handedOn", "mistake"]),
});

export const waitingEvents = [VoterSentToHelpTable, CurbsideBegun, OpenStepEnded] as const;
