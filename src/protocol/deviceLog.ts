/**
 * Sending a device log to the county. The body of a push is an entry bundle (each leaf after its length in two bytes,
 * big-endian): the exact stored bytes, at most 100 events or 256 KB. The event's own signature is the authority, so
 * any enrolled tablet may carry any device's log, and a push may be repeated without harm.
 */
import { z } from "zod";

export const pushEvents = 100;
export const pushBytes = 256 * 1024;

export const devicePath = (device: string): string => `/api/logs/${device}`;
export const handOverPath = (device: string): string => `/api/logs/${device}/handed-over`;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The county's view of a device; stands in every answer, so that a tablet never waits for an echo elsewhere. */
export const DeviceView = z.strictObject({
  device: z.string(),
  /** The last event of this device's chain that the county has; -1 and the DeviceEnrolled hash if none. */
  head: z.strictObject({ seq: z.int().min(-1), hash }),
  /** Set when the county has set aside what this device does. */
  revoked: z.strictObject({ trustedThrough: z.int().min(-1) }).nullable(),
  place: z.string().nullable(),
  /** Set up with a code for many and not yet accepted by a clerk: there are no wraps and no roll for it yet. */
  waits: z.boolean(),
  /** `wrapsDigest` of all the wraps that this tablet should hold; they change when an opening card is issued anew. */
  wraps: hash,
});
export type DeviceView = z.infer<typeof DeviceView>;

export const CountyView = z
  .strictObject({
    device: DeviceView,
    /** The newest signed checkpoint. */
    checkpoint: z.string().max(4000),
    /** Version and manifest hash of the published roll; null before the first publication. */
    roll: z.strictObject({ version: z.int().positive(), manifest: hash }).nullable(),
    time: z.int(),
  })
  .meta({ id: "CountyView" });
export type CountyView = z.infer<typeof CountyView>;

/** What a tablet tells of itself with each exchange; shown on the county page. No names. */
export const TabletReport = z
  .strictObject({
    /** Seq of the newest event on the tablet, -1 for none. How much of that is not sent, the county's own head says. */
    newest: z.int().min(-1),
    persistent: z.boolean(),
    /** Roll version that the tablet holds in full; 0 for none. */
    roll: z.int().nonnegative(),
    freeBytes: z.int().nonnegative().nullable(),
    build: z.string().max(64),
  })
  .meta({ id: "TabletReport" });
export type TabletReport = z.infer<typeof TabletReport>;
