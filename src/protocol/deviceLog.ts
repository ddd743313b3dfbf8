/**
 * Sending a device log to the county. The body of a push is an entry bundle (each leaf after its length in two bytes,
 * big-endian): the exact stored bytes, at most 100 events or 256 KB. The event's own signature is the authority, so
 * any enrolled tablet may carry any device's log, and a push may be repeated without harm.
 */
import * as z from "zod/mini";

export const pushEvents = 100;
export const pushBytes = 256 * 1024;

export const devicePath = (device: string): string => `/api/logs/${device}`;
export const handOverPath = (device: string): string => `/api/logs/${device}/handed-over`;

const atLeast = (least: number) => z.int().check(z.minimum(least));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The county's view of a device; stands in every answer, so that a tablet never waits for an echo elsewhere. */
export const DeviceView = z.strictObject({
  device: z.string(),
  /** The last event of this device's chain that the county has; -1 and the DeviceEnrolled hash if none. */
  head: z.strictObject({ seq: atLeast(-1), hash }),
  /** Set when the county has set aside what this device does. */
  revoked: z.nullable(z.strictObject({ trustedThrough: atLeast(-1) })),
  place: z.nullable(z.string()),
  /** Set up with a code for many and not yet accepted by a clerk: there are no wraps and no roll for it yet. */
  waits: z.boolean(),
  /** `wrapsDigest` of all the wraps that this tablet should hold; they change when an opening card is issued anew. */
  wraps: hash,
  /** Signature files that this device brought, where voters sign: fewer than before tells that the county lost some. */
  signatures: z.optional(atLeast(0)),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const CountyView = z
  .strictObject({
    device: DeviceView,
    /** The newest signed checkpoint. */
    checkpoint: z.string().check(z.maxLength(4000)),
    /** Version and manifest hash of the published roll; null before the first publication. */
    roll: z.nullable(z.strictObject({ version: atLeast(1), manifest: hash })),
    time: z.int(),
  })
  .check(z.meta({ id: "CountyView" }));
export type CountyView = z.infer<typeof CountyView>;

/** What a tablet tells of itself with each exchange; shown on the county page. No names. */
export const TabletReport = z
  .strictObject({
    /** Seq of the newest event on the tablet, -1 for none. How much of that is not sent, the county's own head says. */
    newest: atLeast(-1),
    persistent: z.boolean(),
    /** Roll version that the tablet holds in full; 0 for none. */
    roll: atLeast(0),
    freeBytes: z.nullable(atLeast(0)),
    build: z.string().check(z.maxLength(64)),
    /** Milliseconds that the county's clock was ahead of the tablet's own. Not said by earlier programs. */
    clockOff: z.optional(z.int()),
  })
  .check(z.meta({ id: "TabletReport" }));
export type TabletReport = z.infer<typeof TabletReport>;
