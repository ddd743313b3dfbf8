/** Events about what leaves the tablet, on paper or as a file. */
import * as z from "zod/mini";
import { count, EventName, instant, text, witnessed } from "./eventFields.ts";
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

/**
 * The report of the place (`report`), or everything that this tablet recorded, sealed as it is stored (`tabletRecords`), left the
 * tablet as paper or as a file. Neither names a voter.
 */
export const RecordsExported = z.strictObject({
  type: z.literal("RecordsExported"),
  ...witnessed,
  place: text(0, 64),
  what: z.enum(["report", "tabletRecords"]),
  /** When (ms); `wall` is later where the tablet could not write it down then. `worker` is then "". */
  at: instant,
});
