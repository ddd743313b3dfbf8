/** Every row that fits is visited, whether rows are tested one by one or looked up by their codes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Criterion, maskedBy, type Segment, visitFitting } from "../../src/roll/fittingRows.ts";
import { postingsOf } from "../../src/roll/rollIndex.ts";

const ROWS = 600;
const VALUES = 10;
const identity = Uint32Array.from({ length: ROWS }, (_, row) => row);
const codes = fc.array(fc.nat(VALUES - 1), { minLength: ROWS, maxLength: ROWS }).map((list) => Uint8Array.from(list));
const chosen = fc.uniqueArray(fc.nat(VALUES - 1), { minLength: 1, maxLength: 5 });
const span = fc.tuple(fc.nat(ROWS), fc.nat(ROWS)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

test("every row that fits is visited and no other, with and without the rows of each code", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(codes, chosen), { minLength: 1, maxLength: 2 }),
      fc.tuple(codes, chosen),
      fc.array(span, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (either, [otherCodes, others], spans, lookedUp) => {
        const values = Array.from({ length: VALUES }, (_, n) => String(n));
        const masked = (codes: Uint8Array<ArrayBuffer>, set: readonly number[]) => {
          const column = { codes, values };
          return maskedBy(column, { low: 0, high: 0, others: set }, lookedUp ? postingsOf(column, ROWS) : undefined);
        };
        const test = (row: number) => row % 7 !== 0;
        const criteria: Criterion[] = [
          { masks: either.map(([codes, set]) => masked(codes, set)), test },
          { masks: [masked(otherCodes, others)] },
        ];
        const list = Uint32Array.from({ length: ROWS }, (_, at) => (at * 7) % ROWS);
        const segments = spans.map((one, n): Segment => (n === 0 ? one : { ...one, list }));
        const found = new Set<number>();
        visitFitting(segments, criteria, (row) => found.add(row));
        const expected = Array.from({ length: ROWS }, (_, row) => row).filter(
          (row) =>
            segments.some(({ list, from, to }) => (list ?? identity).subarray(from, to).includes(row)) &&
            test(row) &&
            either.some(([codes, set]) => set.includes(codes[row] as number)) &&
            others.includes(otherCodes[row] as number),
        );
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 600 },
  );
});
