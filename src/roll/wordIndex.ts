/**
 * Finds the values of a dictionary column that begin with what was typed, at their first word or at a later one. The values
 * are sorted by key, so the first kind is one range of codes; the second kind is looked up in a sorted list of the keys
 * that begin at later words ("LOPEZ" of García-López, "BRIEN" of O'Brien, "MAPLE ST" of N Maple St).
 */
import { compareText } from "./rollColumns.ts";

/** A set of codes: those from `low` up to `high`, and some others. */
export type CodeSet = { readonly low: number; readonly high: number; readonly others: readonly number[] };

/** What begins with a prefix: the codes from `low` up to `high`, and those of `laterCodes` from `from` up to `to`. */
export type Begun = {
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly to: number;
};

export class WordIndex {
  /** The key of each code, in order. */
  readonly keys: readonly string[];
  private readonly laterKeys: string[] = [];
  /** The code of each key that begins at a later word, in order of these keys; a code of three words comes twice. */
  readonly laterCodes: Int32Array;
  /** Where in `laterCodes` a code stands: `places[starts[code]]` to `places[starts[code + 1]]`, ascending. */
  readonly laterPlaces: { readonly starts: Uint32Array; readonly places: Uint32Array };

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
    this.laterCodes = Int32Array.from(later, (one) => one.code);
    this.laterPlaces = placesOf(this.laterCodes, keys.length);
  }

  /** Codes whose key, or (from two letters on) key from a later word on, begins with `prefix`. */
  beginning(prefix: string): Begun {
    const [low, high] = rangeBeginning(this.keys, prefix);
    const [from, to] = prefix.length < 2 ? [0, 0] : rangeBeginning(this.laterKeys, prefix);
    return { low, high, from, to };
  }

  /** Whether a code begins so. */
  has({ low, high, from, to }: Begun, code: number): boolean {
    return (code >= low && code < high) || (from < to && this.firstPlace(code, from, to) >= 0);
  }

  /** The places from `from` to `to` without those of codes from `low` to `high` and with one for each other code. */
  placesIn({ low, high, from, to }: Begun): number[] {
    const found: number[] = [];
    for (let place = from; place < to; place++) {
      const code = this.laterCodes[place] as number;
      if ((code < low || code >= high) && this.firstPlace(code, from, to) === place) found.push(place);
    }
    return found;
  }

  /** Each code once. */
  codesOf(begun: Begun): CodeSet {
    const { low, high } = begun;
    return { low, high, others: this.placesIn(begun).map((place) => this.laterCodes[place] as number) };
  }

  /** Codes whose whole key is `key`: a range. */
  equal(key: string): readonly [low: number, high: number] {
    return rangeEqual(this.keys, key);
  }

  /** Codes that have `key` as everything from a later word on. */
  ending(key: string): readonly number[] {
    const [from, to] = rangeEqual(this.laterKeys, key);
    return this.codesOf({ low: 0, high: 0, from, to }).others;
  }

  /** The first place of a code from `from` up to `to`, or -1. */
  private firstPlace(code: number, from: number, to: number): number {
    const { starts, places } = this.laterPlaces;
    const end = starts[code + 1] as number;
    for (let at = starts[code] as number; at < end; at++) {
      const place = places[at] as number;
      if (place >= from && place < to) return place;
    }
    return -1;
  }
}

function placesOf(laterCodes: Int32Array, codes: number): WordIndex["laterPlaces"] {
  const starts = new Uint32Array(codes + 1);
  for (const code of laterCodes) starts[code + 1] = (starts[code + 1] as number) + 1;
  for (let code = 0; code < codes; code++) starts[code + 1] = (starts[code + 1] as number) + (starts[code] as number);
  const next = starts.slice();
  const places = new Uint32Array(laterCodes.length);
  for (let place = 0; place < places.length; place++) {
    const code = laterCodes[place] as number;
    const at = next[code] as number;
    next[code] = at + 1;
    places[at] = place;
  }
  return { starts, places };
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
