/** Every row that fits is visited, whether rows are tested one by one, looked up by their codes, or found in a run. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Criterion, fitsSet, type Segment, visitBegun, visitFitting } from "../../src/roll/fittingRows.ts";
import { nameParts } from "../../src/roll/normaliseName.ts";
import { laterRows, postingsOf } from "../../src/roll/rollIndex.ts";
import { WordIndex } from "../../src/roll/wordIndex.ts";

const ROWS = 600;
const VALUES = 10;
const rowsAll = Array.from({ length: ROWS }, (_, row) => row);
const list = Uint32Array.from(rowsAll, (at) => (at * 7) % ROWS);
const codesBelow = (values: number) =>
  fc.array(fc.nat(values - 1), { minLength: ROWS, maxLength: ROWS }).map((codes) => Uint8Array.from(codes));
const chosen = fc.uniqueArray(fc.nat(VALUES - 1), { minLength: 1, maxLength: 5 });
const span = fc.tuple(fc.nat(ROWS), fc.nat(ROWS)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const NAMES = ["Al", "Al Ana", "Al-Bo-Bo", "Ana", "Ana Al", "Bo", "Bo Ann Anna", "Bob", "Cy", "Cy Bo"];
const words = new WordIndex(NAMES, nameParts, "");
const prefixes = fc.constantFrom("A", "AL", "AN", "ANA", "B", "BO", "BOB", "ANNANNA", "C", "X");
const begins = (prefix: string, name: string) =>
  nameParts(name).some(
    (_, from, parts) => (from === 0 || prefix.length > 1) && parts.slice(from).join("").startsWith(prefix),
  );

test("every row that fits is visited and no other, in lists and in runs", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(codesBelow(VALUES), chosen), { minLength: 1, maxLength: 2 }),
      fc.array(span, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (sets, spans, tested) => {
        const values = Array.from({ length: VALUES }, (_, n) => String(n));
        const criteria: Criterion[] = sets.map(([codes, set]) =>
          fitsSet({ codes, values }, { low: 0, high: 0, others: set }),
        );
        if (tested) criteria.unshift({ test: (row) => row % 7 !== 0 });
        const segments = spans.map((one, n): Segment => (n === 0 ? one : { ...one, list }));
        const found = new Set<number>();
        visitFitting(segments, criteria, (row) => found.add(row));
        const expected = rowsAll.filter(
          (row) =>
            segments.some((one) => (one.list ?? Uint32Array.from(rowsAll)).subarray(one.from, one.to).includes(row)) &&
            (!tested || row % 7 !== 0) &&
            sets.every(([codes, set]) => set.includes(codes[row] as number)),
        );
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("every row of a run whose name begins so is visited once: scanned, looked up by code, or in order", () => {
  const ways = fc.constantFrom("scanned", "looked up", "in order");
  fc.assert(
    fc.property(codesBelow(NAMES.length), prefixes, span, span, ways, (codes, prefix, { from, to }, cuts, way) => {
      const ends = [cuts.from, cuts.to, from, to, ROWS].sort((a, b) => a - b);
      const endOf = (row: number) => ends.find((end) => end > row) as number;
      if (way === "in order") for (let row = 0; row < ROWS; row = endOf(row)) codes.subarray(row, endOf(row)).sort();
      const column = {
        codes,
        words,
        later: way === "scanned" ? undefined : laterRows(codes, words),
        postings: way === "looked up" ? postingsOf({ codes, values: NAMES }, ROWS) : undefined,
        orderedTo: way === "in order" ? endOf : undefined,
      };
      const begun = words.beginning(prefix);
      const found: number[] = [];
      visitBegun(column, begun, from, to, (row) => found.push(row));
      const expected = rowsAll.filter((row) => begins(prefix, NAMES[codes[row] as number] as string));
      expect(found.sort((a, b) => a - b)).toEqual(expected.filter((row) => row >= from && row < to));
      expect(rowsAll.filter((row) => words.has(begun, codes[row] as number))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
