/**
 * What of the county log is kept in memory as it arrives, so that nobody has to read it back from storage: the newest
 * entries, for whoever folds them meanwhile (bounded: the oldest go first, and those are in storage by then), and the few
 * that the county itself wrote, for whoever looks for amendments.
 */
import { countyDevice, mayBeFrom } from "../log/eventBytes.ts";

/** Two milestones: about 60 MB. */
const most = 2 * 2 ** 16;

export class RecentEntries {
  readonly #batches: { readonly from: number; readonly leaves: readonly Uint8Array[] }[] = [];
  #end: number;

  /** `from`: index of the first entry that will be added. */
  constructor(from: number) {
    this.#end = from;
  }

  /** The entries behind those that were added before. */
  add(leaves: readonly Uint8Array[]): void {
    this.#batches.push({ from: this.#end, leaves });
    this.#end += leaves.length;
    for (let oldest = this.#batches[0]; oldest !== undefined; oldest = this.#batches[0]) {
      if (this.#end - (oldest.from + oldest.leaves.length) < most) break;
      this.#batches.shift();
    }
  }

  /** At most so many entries from an index on; none if they are not here. */
  entries(from: number, count: number): Uint8Array[] {
    const batch = this.#batches.find((one) => one.from <= from && from < one.from + one.leaves.length);
    return batch === undefined ? [] : batch.leaves.slice(from - batch.from, from - batch.from + count);
  }
}

export type FoundEntry = { readonly index: number; readonly leaf: Uint8Array };

const mayBeCounty = mayBeFrom(countyDevice);

/** Those of some entries, the first at index `from`, that may be the county's own. */
export const countysOwn = (from: number, leaves: readonly Uint8Array[]): FoundEntry[] =>
  leaves.flatMap((leaf, at) => (mayBeCounty(leaf) ? { index: from + at, leaf } : []));

/** The county's own entries in one stretch of the log. */
export class CountysOwn {
  #from = 0;
  #to = 0;
  #found: FoundEntry[] = [];

  /** Entries that arrived, the first at index `at`. A new stretch begins where they do not follow those before. */
  add(at: number, leaves: readonly Uint8Array[]): void {
    if (at !== this.#to) {
      this.#from = at;
      this.#found = [];
    }
    this.#to = at + leaves.length;
    // A copy: a view would keep all that arrived with it.
    for (const { index, leaf } of countysOwn(at, leaves)) this.#found.push({ index, leaf: leaf.slice() });
  }

  /** From an index up to another, as far as they arrived; undefined if the first is not in this stretch. */
  between(from: number, to: number): { readonly through: number; readonly found: readonly FoundEntry[] } | undefined {
    if (from < this.#from || from >= this.#to) return undefined;
    const through = Math.min(this.#to, Math.max(from, to));
    return { through, found: this.#found.filter(({ index }) => index >= from && index < through) };
  }
}
