/**
 * What the search needs to know about a packed roll beyond its columns. The last and first names are indexed at once,
 * everything else when first needed; `prepare` makes the rest in steps, so that a worker can do it while nobody types.
 */
import type { GivenCodes, LaterRows, NameColumn } from "./fittingRows.ts";
import { nameParts } from "./normaliseName.ts";
import { houseKey, streetWords } from "./normaliseStreet.ts";
import type { PackedRoll } from "./packedRoll.ts";
import { type CodedColumn, type Codes, inOrder } from "./rollColumns.ts";
import { type Begun, type CodeSet, WordIndex } from "./wordIndex.ts";

/** Rows by code: those of code c are `rows[starts[c]]` to `rows[starts[c + 1]]`, ascending. */
export type Postings = { readonly starts: Uint32Array; readonly rows: Uint32Array };

/** Columns whose rows are kept by code. */
export type PostingsName = "firstName" | "middleName" | "birthDate" | "street";

export type GivenName = "firstName" | "middleName";

/** The parts of a packed roll that the search reads. */
export type SearchedRoll = Pick<PackedRoll, "rows" | "columns" | "idKeys" | "idOrder" | "voterAt">;

export class RollIndex {
  readonly roll: SearchedRoll;
  readonly last: WordIndex;
  readonly first: WordIndex;
  readonly middle: WordIndex;
  /** First row of the last names whose key is that of a code; the rows of a range of keys follow one another. */
  private readonly lastStarts: Uint32Array;
  private readonly lastEnds: Uint32Array;
  private laterNames: RollIndex["laterLast"] | undefined;
  private streets: WordIndex | undefined;
  private houses: WordIndex | undefined;
  private readonly postings = new Map<PostingsName, Postings>();
  private readonly laterGiven = new Map<GivenName, LaterRows>();

  constructor(roll: SearchedRoll) {
    this.roll = roll;
    this.last = new WordIndex(roll.columns.lastName.values, nameParts, "");
    this.first = new WordIndex(roll.columns.firstName.values, nameParts, "");
    this.middle = new WordIndex(roll.columns.middleName.values, nameParts, "");
    this.lastStarts = startsByKey(roll.columns.lastName, this.last.keys, roll.rows);
    this.lastEnds = new Uint32Array(this.last.keys.length);
    for (let code = this.lastEnds.length - 1; code >= 0; code--) {
      const next = this.lastStarts[code + 1] as number;
      this.lastEnds[code] = next === this.lastStarts[code] ? (this.lastEnds[code + 1] as number) : next;
    }
  }

  /** The rows whose last name's key is that of a code from `low` up to `high` (bounds between different keys). */
  lastRows(low: number, high: number): readonly [from: number, to: number] {
    return [this.lastStarts[low] as number, this.lastStarts[high] as number];
  }

  /** The rows of all last names that have the key of this code. */
  rowsAlike(code: number): readonly [from: number, to: number] {
    return [this.lastStarts[code] as number, this.lastEnds[code] as number];
  }

  /** The end of the rows that have the last name's key of this row. */
  private readonly endAlike = (row: number): number =>
    this.lastEnds[this.roll.columns.lastName.codes[row] as number] as number;

  /** The first code that has the last name's key of this code. */
  firstAlike(code: number): number {
    let first = code;
    while (first > 0 && this.last.keys[first - 1] === this.last.keys[first]) first--;
    return first;
  }

  /** The rows of each of `last.laterCodes`, with the codes of their given names. */
  get laterLast(): Postings & { readonly given: GivenCodes } {
    if (this.laterNames === undefined) {
      const { lastName, firstName, middleName } = this.roll.columns;
      const starts = [0];
      const rows: number[] = [];
      for (const code of this.last.laterCodes) {
        const [from, to] = this.rowsAlike(code);
        for (let row = from; row < to; row++) if (lastName.codes[row] === code) rows.push(row);
        starts.push(rows.length);
      }
      const listed = Uint32Array.from(rows);
      this.laterNames = {
        starts: Uint32Array.from(starts),
        rows: listed,
        given: {
          firstName: inOrder(firstName.codes, firstName.values.length, listed),
          middleName: inOrder(middleName.codes, middleName.values.length, listed),
        },
      };
    }
    return this.laterNames;
  }

  /** The parts of `laterLast` that begin so and not already at the first word; each row once. */
  laterSegments(begun: Begun): { from: number; to: number }[] {
    const segments: { from: number; to: number }[] = [];
    const { starts } = this.laterLast;
    let open: { from: number; to: number } | undefined;
    for (const place of this.last.placesIn(begun)) {
      const from = starts[place] as number;
      const to = starts[place + 1] as number;
      if (open?.to === from) open.to = to;
      else {
        open = { from, to };
        segments.push(open);
      }
    }
    return segments;
  }

  get street(): WordIndex {
    this.streets ??= new WordIndex(this.roll.columns.street.values, streetWords, " ");
    return this.streets;
  }

  get house(): WordIndex {
    this.houses ??= new WordIndex(this.roll.columns.houseNumber.values, (value) => [houseKey(value)], " ");
    return this.houses;
  }

  /** First or middle names, to be found by their words. */
  given(name: GivenName): NameColumn {
    const { codes } = this.roll.columns[name];
    const words = name === "firstName" ? this.first : this.middle;
    // The rows of one last name are in order of first names.
    const orderedTo = name === "firstName" ? this.endAlike : undefined;
    return { codes, words, later: this.laterGiven.get(name), postings: this.postings.get(name), orderedTo };
  }

  /** Whether the rows by code of first and middle names are already made. */
  get prepared(): boolean {
    return this.postings.has("firstName") && this.postings.has("middleName");
  }

  by(name: PostingsName): Postings {
    let made = this.postings.get(name);
    if (made === undefined) {
      made = postingsOf(this.roll.columns[name], this.roll.rows);
      this.postings.set(name, made);
    }
    return made;
  }

  private makeLater(name: GivenName, words: WordIndex): void {
    if (!this.laterGiven.has(name)) this.laterGiven.set(name, laterRows(this.roll.columns[name].codes, words));
  }

  /** Makes what is not yet made, one piece per step (each well below half a second for six million voters). */
  *prepare(): Generator<void> {
    for (const step of [
      () => this.by("firstName"),
      () => this.by("middleName"),
      () => this.makeLater("firstName", this.first),
      () => this.makeLater("middleName", this.middle),
      () => this.by("birthDate"),
      () => this.street,
      () => this.house,
      () => this.by("street"),
      () => this.roll.idOrder,
    ]) {
      step();
      yield;
    }
  }
}

function startsByKey(column: CodedColumn, keys: readonly string[], rows: number): Uint32Array {
  const counts = countsOf(column, rows);
  const starts = new Uint32Array(keys.length + 1);
  let sum = 0;
  for (let code = 0; code < keys.length; code++) {
    // Codes with one key share their rows: each starts where the first of them does.
    starts[code] = code > 0 && keys[code - 1] === keys[code] ? (starts[code - 1] as number) : sum;
    sum += counts[code] as number;
  }
  starts[keys.length] = sum;
  return starts;
}

function countsOf({ codes, values }: CodedColumn, rows: number): Uint32Array {
  const counts = new Uint32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

/** The rows of each code of a column. */
export function postingsOf(column: CodedColumn, rows: number): Postings {
  const counts = countsOf(column, rows);
  const starts = new Uint32Array(counts.length + 1);
  for (let code = 0; code < counts.length; code++)
    starts[code + 1] = (starts[code] as number) + (counts[code] as number);
  const next = starts.slice();
  const sorted = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row] as number;
    const at = next[code] as number;
    next[code] = at + 1;
    sorted[at] = row;
  }
  return { starts, rows: sorted };
}

/** The rows of the names of several words. */
export function laterRows(codes: Codes, { laterPlaces: { starts, places } }: WordIndex): LaterRows {
  const rows: number[] = [];
  const found: number[] = [];
  for (let row = 0; row < codes.length && places.length > 0; row++) {
    const code = codes[row] as number;
    for (let at = starts[code] as number; at < (starts[code + 1] as number); at++) {
      rows.push(row);
      found.push(places[at] as number);
    }
  }
  return { rows: Uint32Array.from(rows), places: Uint32Array.from(found) };
}

/** Where a value stands, or would stand, in ascending numbers. */
export function placeIn(numbers: Uint32Array | Codes, value: number, from = 0, to = numbers.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many rows a set of codes has. */
export function sizeOf({ starts }: Postings, { low, high, others }: CodeSet): number {
  let size = (starts[high] as number) - (starts[low] as number);
  for (const code of others) size += (starts[code + 1] as number) - (starts[code] as number);
  return size;
}
