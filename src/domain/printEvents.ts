/** Events about paper. */
import * as z from "zod/mini";
import { count, EventName, text, witnessed } from "./eventFields.ts";
import { ballotPapers } from "./printingRules.ts";

/** A paper of a ballot that was given was printed again. It is no second check-in and no second ballot. */
export const SlipReprinted = z.strictObject({
  type: z.literal("SlipReprinted"),
  ...witnessed,
  voter: text(1, 64),
  place: text(1, 64),
  /** The check-in, or the provisional ballot. */
  of: EventName,
  what: z.enum(ballotPapers),
});

/** The list of the place's voters left the tablet as paper or as a file. */
export const PaperListPrinted = z.strictObject({
  type: z.literal("PaperListPrinted"),
  ...witnessed,
  place: text(1, 64),
  kind: z.enum(["book", "posted"]),
  /** How many voters stand on it. */
  lines: count,
});
