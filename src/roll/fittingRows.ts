/**
 * Goes through the rows that fit a list of criteria: one that knows a fast way through many rows finds its own, and only
 * these are tested by the others. What is read row after row lies row after row in memory, as far as possible: in a roll of
 * millions most of the time goes into fetching what lies elsewhere.
 */
import type { Codes } from "./rollColumns.ts";
import { type Postings, placeIn } from "./rollIndex.ts";
import type { Begun, CodeSet, WordIndex } from "./wordIndex.ts";

/** Rows `list[from]` to `list[to]`, or without a list the rows `from` to `to`: then of whole last names. */
export type Segment = {
  readonly list?: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** For each row of the list. */
  readonly given?: GivenCodes;
};

/** Codes of given names. */
export type GivenCodes = { readonly firstName: Codes; readonly middleName: Codes };

export type Test = (row: number) => boolean;
export type Visit = (row: number) => void;

/** `within` visits each row of a segment that passes the test, once unless told otherwise. */
export type Criterion = {
  readonly test: Test;
  readonly within?: (segment: Segment, visit: Visit) => void;
};

/** Calls `visit` with every row of the segments that fits all criteria; with some rows more than once. */
export function visitFitting(segments: readonly Segment[], criteria: readonly Criterion[], visit: Visit): void {
  const fast = criteria.find(({ within }) => within !== undefined);
  const tests = criteria.filter((one) => one !== fast).map(({ test }) => test);
  const visitOne = (row: number): void => {
    for (let n = 0; n < tests.length; n++) if (!(tests[n] as Test)(row)) return;
    visit(row);
  };
  for (const segment of segments) {
    const { list, from, to } = segment;
    if (fast?.within !== undefined) fast.within(segment, visitOne);
    else if (list === undefined) for (let row = from; row < to; row++) visitOne(row);
    else for (let at = from; at < to; at++) visitOne(list[at] as number);
  }
}

/** Rows that have a code of the set. */
export function fitsSet(
  { codes, values }: { readonly codes: Codes; readonly values: readonly string[] },
  { low, high, others }: CodeSet,
): Required<Criterion> {
  const mask = new Uint8Array(values.length).fill(1, low, high);
  for (const code of others) mask[code] = 1;
  return {
    test: (row) => mask[codes[row] as number] === 1,
    within({ list, from, to }, visit) {
      for (let at = from; at < to; at++) {
        const row = list === undefined ? at : (list[at] as number);
        if (mask[codes[row] as number] === 1) visit(row);
      }
    },
  };
}

/** A name column with what finds the rows that begin with a prefix. */
export type NameColumn = {
  readonly codes: Codes;
  readonly words: WordIndex;
  /** Where already made. */
  readonly later: LaterRows | undefined;
  /** The rows of each code, where already made. */
  readonly postings: Postings | undefined;
  /** Where the rows are in order of codes, the end of the part that `row` belongs to; otherwise there is no such order. */
  readonly orderedTo: ((row: number) => number) | undefined;
};

/** The rows of names of several words, ascending, each with the place of a later word; a row of three words comes twice. */
export type LaterRows = { readonly rows: Uint32Array; readonly places: Uint32Array };

/** What a look-up of one code costs, in rows that could be tested instead. */
const LOOK_UP = 50;

/** Calls `visit` once with every row from `from` up to `to` whose name begins so. */
export function visitBegun(column: NameColumn, begun: Begun, from: number, to: number, visit: Visit): void {
  const { codes, postings, orderedTo } = column;
  const { low, high } = begun;
  if (low === high) {
    // Nothing begins so at its first word.
  } else if (orderedTo !== undefined)
    for (let start = from; start < to; ) {
      const end = orderedTo(start);
      const last = placeIn(codes, high, start, end);
      for (let row = placeIn(codes, low, start, last); row < last; row++) visit(row);
      start = end;
    }
  else if (postings !== undefined && (high - low) * LOOK_UP < to - from)
    for (let code = low; code < high; code++) visitCode(postings, code, from, to, visit);
  else
    for (let row = from; row < to; row++) {
      const code = codes[row] as number;
      if (code >= low && code < high) visit(row);
    }
  if (begun.from < begun.to) visitLater(column, begun, from, to, visit);
}

/** The rows that begin so at a later word only. */
function visitLater({ codes, words, later }: NameColumn, begun: Begun, from: number, to: number, visit: Visit): void {
  const { low, high } = begun;
  if (later === undefined) {
    for (let row = from; row < to; row++) {
      const code = codes[row] as number;
      if ((code < low || code >= high) && words.has(begun, code)) visit(row);
    }
    return;
  }
  const { rows, places } = later;
  const end = placeIn(rows, to);
  let visited = -1;
  for (let at = placeIn(rows, from); at < end; at++) {
    const place = places[at] as number;
    if (place < begun.from || place >= begun.to) continue;
    const row = rows[at] as number;
    const code = codes[row] as number;
    if (row === visited || (code >= low && code < high)) continue;
    visited = row;
    visit(row);
  }
}

function visitCode({ starts, rows }: Postings, code: number, from: number, to: number, visit: Visit): void {
  const end = starts[code + 1] as number;
  for (let at = placeIn(rows, from, starts[code], end); at < end; at++) {
    const row = rows[at] as number;
    if (row >= to) return;
    visit(row);
  }
}
