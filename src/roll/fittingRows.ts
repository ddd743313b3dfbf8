/**
 * Goes through the rows that fit a list of criteria. A criterion on a dictionary column is a mask with one byte per code,
 * so that a test is two array reads; where a long run of rows meets a criterion that few codes fulfil, the rows of those
 * codes within the run are looked up instead of testing each row ("smith" among two hundred thousand rows of "jo").
 */
import type { Codes } from "./rollColumns.ts";
import { type Postings, placeIn } from "./rollIndex.ts";
import { type CodeSet, maskOf } from "./wordIndex.ts";

/** Rows `list[from]` to `list[to]`, or without a list the rows `from` to `to`. */
export type Segment = { readonly list?: Uint32Array; readonly from: number; readonly to: number };

/** `mask` is 1 for each code in `set`; `postings`, where already made, are the rows of each code. */
export type Mask = {
  readonly codes: Codes;
  readonly mask: Uint8Array;
  readonly set: CodeSet;
  readonly postings?: Postings | undefined;
};
export type Test = (row: number) => boolean;

/** A row fits if a mask (of one or two) holds its code, where there are masks, and passes the test, where there is one. */
export type Criterion = { readonly masks?: readonly Mask[]; readonly test?: Test };

/** What a look-up of one code costs, in rows that could be tested instead. */
const LOOK_UP = 24;

/** The codes of a set as a mask. */
export function maskedBy(
  column: { readonly codes: Codes; readonly values: readonly string[] },
  set: CodeSet,
  postings?: Postings,
): Mask {
  return { codes: column.codes, mask: maskOf(column.values.length, set), set, postings };
}

/** Calls `visit` with every row of the segments that fits all criteria; with some rows more than once. */
export function visitFitting(
  segments: readonly Segment[],
  criteria: readonly Criterion[],
  visit: (row: number) => void,
): void {
  // One criterion with masks is tested in place; it rules most rows out.
  const masked = criteria.find(canLookUp) ?? criteria.find(({ masks }) => masks !== undefined);
  const masks = masked?.masks ?? [];
  const [a, b] = masks;
  const rest = criteria.flatMap((one) => testsOf(one, one !== masked));
  const lookUps = masked !== undefined && canLookUp(masked) ? LOOK_UP * sizeOfSets(masks) : Number.POSITIVE_INFINITY;
  for (const { list, from, to } of segments) {
    if (list === undefined && lookUps < to - from) {
      const visitOne = (row: number): void => {
        if (passes(rest, row)) visit(row);
      };
      for (const { set, postings } of masks) if (postings !== undefined) visitWithin(postings, set, from, to, visitOne);
      continue;
    }
    for (let at = from; at < to; at++) {
      const row = list === undefined ? at : (list[at] as number);
      if (
        a !== undefined &&
        a.mask[a.codes[row] as number] === 0 &&
        (b === undefined || b.mask[b.codes[row] as number] === 0)
      )
        continue;
      if (rest.length === 0 || passes(rest, row)) visit(row);
    }
  }
}

function canLookUp({ masks }: Criterion): boolean {
  return masks?.every(({ postings }) => postings !== undefined) ?? false;
}

function sizeOfSets(masks: readonly Mask[]): number {
  return masks.reduce((sum, { set }) => sum + set.high - set.low + set.others.length, 0);
}

/** The rows from `from` to `to` that have a code of the set. */
function visitWithin(
  { starts, rows }: Postings,
  { low, high, others }: CodeSet,
  from: number,
  to: number,
  visit: (row: number) => void,
): void {
  const visitCode = (code: number): void => {
    const end = starts[code + 1] as number;
    for (let at = placeIn(rows, from, starts[code], end); at < end; at++) {
      const row = rows[at] as number;
      if (row >= to) return;
      visit(row);
    }
  };
  for (let code = low; code < high; code++) visitCode(code);
  for (const code of others) visitCode(code);
}

function passes(tests: readonly Test[], row: number): boolean {
  for (let n = 0; n < tests.length; n++) if (!(tests[n] as Test)(row)) return false;
  return true;
}

function testsOf({ masks, test }: Criterion, withMasks: boolean): Test[] {
  const tests: Test[] = [];
  if (withMasks && masks !== undefined)
    tests.push((row) => masks.some(({ codes, mask }) => mask[codes[row] as number] === 1));
  if (test !== undefined) tests.push(test);
  return tests;
}
