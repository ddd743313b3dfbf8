/**
 * Finds the values of a dictionary column that begin with what was typed, at their first word or at a later one. The values
 * are sorted by key, so the first kind is one range of codes; the second kind is looked up in a sorted list of the keys
 * that begin at later words ("LOPEZ" of García-López, "BRIEN" of O'Brien, "MAPLE ST" of N Maple St).
 */
import { compareText } from "./rollColumns.ts";

/** A set of codes: those from `low` up to `high`, and some others. */
export type CodeSet = { readonly low: number; readonly high: number; readonly others: readonly number[] };

export const NO_CODES: CodeSet = { low: 0, high: 0, others: [] };

export class WordIndex {
  /** The key of each code, in order. */
  readonly keys: readonly string[];
  private readonly laterKeys: string[] = [];
  private readonly laterCodes: Int32Array;
  /** Codes already in a list that is being made, so that none comes twice. */
  private readonly marks: Uint16Array;
  private mark = 0;

  /** `words` gives the words of a value, `joint` is what stands between them in a key. */
  constructor(values: readonly string[], words: (value: string) => string[], joint: "" | " ") {
    const keys: string[] = [];
    const later: { key: string; code: number }[] = [];
    values.forEach((value, code) => {
      const parts = words(value);
      keys.push(parts.length === 1 ? (parts[0] as string) : parts.join(joint));
      for (let from = 1; from < parts.length; from++) later.push({ key: parts.slice(from).join(joint), code });
    });
    later.sort((a, b) => compareText(a.key, b.key) || a.code - b.code);
    this.keys = keys;
    this.laterKeys = later.map((one) => one.key);
    this.marks = new Uint16Array(keys.length);
    this.laterCodes = Int32Array.from(later, (one) => one.code);
  }

  /** Codes whose key, or (from two letters on) key from a later word on, begins with `prefix`. */
  beginning(prefix: string): CodeSet {
    const [low, high] = rangeBeginning(this.keys, prefix);
    const [from, to] = this.laterBeginning(prefix);
    let others: number[] | undefined;
    const make = (): number[] => {
      others ??= this.later(from, to, low, high);
      return others;
    };
    return {
      low,
      high,
      get others() {
        return make();
      },
    };
  }

  /** Which of `laterWords` begin with `prefix`: from, to. None below two letters. */
  laterBeginning(prefix: string): readonly [from: number, to: number] {
    return prefix.length < 2 ? [0, 0] : rangeBeginning(this.laterKeys, prefix);
  }

  /** The code of each key that begins at a later word, in order of these keys; a code of three words comes twice. */
  get laterWords(): Int32Array {
    return this.laterCodes;
  }

  /** Codes whose whole key is `key`: a range. */
  equal(key: string): readonly [low: number, high: number] {
    return rangeEqual(this.keys, key);
  }

  /** Codes that have `key` as everything from a later word on. */
  ending(key: string): number[] {
    const [from, to] = rangeEqual(this.laterKeys, key);
    return this.later(from, to, 0, 0);
  }

  private later(from: number, to: number, low: number, high: number): number[] {
    const found: number[] = [];
    if (from === to) return found;
    this.mark = this.mark === 0xffff ? 1 : this.mark + 1;
    if (this.mark === 1) this.marks.fill(0);
    for (let at = from; at < to; at++) {
      const code = this.laterCodes[at] as number;
      if ((code >= low && code < high) || this.marks[code] === this.mark) continue;
      this.marks[code] = this.mark;
      found.push(code);
    }
    return found;
  }
}

function firstAt(keys: readonly string[], isThere: (key: string) => boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isThere(keys[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rangeBeginning(keys: readonly string[], prefix: string): [number, number] {
  return [firstAt(keys, (key) => key >= prefix), firstAt(keys, (key) => key > prefix && !key.startsWith(prefix))];
}

function rangeEqual(keys: readonly string[], key: string): [number, number] {
  return [firstAt(keys, (one) => one >= key), firstAt(keys, (one) => one > key)];
}

/** The codes of a set, one by one. */
export function codesIn({ low, high, others }: CodeSet): number[] {
  return [...Array.from({ length: high - low }, (_, n) => low + n), ...others];
}

/** One byte per code: 1 for those in the sets. */
export function maskOf(size: number, ...sets: readonly CodeSet[]): Uint8Array {
  const mask = new Uint8Array(size);
  for (const { low, high, others } of sets) {
    mask.fill(1, low, high);
    for (const code of others) mask[code] = 1;
  }
  return mask;
}
