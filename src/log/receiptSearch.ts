/**
 * Looks for what a tablet's receipt names in a log that is being verified: under each number that the tablet had, as many
 * events as it had recorded, the last of them with the hash that it printed. Beside the check of the tree and the chains:
 * the chain then proves that everything before that last event is what the tablet wrote.
 */
import { eventHash, readLeaf } from "./eventBytes.ts";
import type { ReceiptDevice } from "./receipt.ts";
import type { EntriesCheck } from "./verifyLog.ts";

export type ReceiptSearch = {
  /** Refuses nothing; give it every entry of the log. */
  readonly check: EntriesCheck;
  /** What the log does not have of each device that lacks something. */
  missing(): readonly { readonly device: string; readonly events: number; readonly found: number }[];
};

export function receiptSearch(devices: readonly ReceiptDevice[]): ReceiptSearch {
  const wanted = new Map(
    devices.map((one) => [one.device, { ...one, seen: new Set<number>(), last: one.events === 0 }]),
  );
  return {
    async check(_, entries) {
      for (const leaf of entries) {
        const read = readLeaf(leaf);
        const one = read.ok ? wanted.get(read.value.envelope.device) : undefined;
        if (!read.ok || one === undefined || read.value.envelope.seq >= one.events) continue;
        const { seq } = read.value.envelope;
        one.seen.add(seq);
        if (seq === one.events - 1 && (await eventHash(read.value.bytes)) === one.head) one.last = true;
      }
      return undefined;
    },
    missing: () =>
      [...wanted.values()].flatMap(({ device, events, seen, last }) => {
        const found = last ? seen.size : Math.min(seen.size, events - 1);
        return found === events ? [] : { device, events, found };
      }),
  };
}
