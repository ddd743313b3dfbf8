/**
 * Giving the county its own log back. After a restore from a backup the endpoint says `countyBehind`; a tablet that has
 * more of the county log posts the missing leaves as entry bundles, in order, from `next` on.
 */
import * as z from "zod/mini";

/** GET: how far the recovery is. POST `?from=N`: an entry bundle of the leaves from index N on, at most 256 KB. */
export const recoveryPath = "/api/recovery";

export const RecoveryProgress = z
  .strictObject({
    /** The next leaf that the county wants; equal to `to` when the log is whole again. */
    next: z.int().check(z.nonnegative()),
    to: z.int().check(z.nonnegative()),
  })
  .check(z.meta({ id: "RecoveryProgress" }));
export type RecoveryProgress = z.infer<typeof RecoveryProgress>;
