/** Every name has exactly one line, and every tablet with the same roll comes to the same lines. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { lineName, lineOf, sameLines } from "../../src/domain/lines.ts";
import { firstLetters, linesText, mostLetters, type NameGroup, splitBook } from "../../src/domain/splitBook.ts";
import { nameKey } from "../../src/roll/normaliseName.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure

/** Names as rolls hold them: Latin with marks, other scripts, digits, signs alone, nothing. */
const letter = fc.constantFrom(..."ABMSZaéñØßЖяΩ김각ㄱ王李أבอ9٣-' ’.", "\u{1F600}", "\u{20000}", "\u0301");
const name = fc.oneof(fc.string({ unit: letter, maxLength: 6 }), fc.string({ unit: "binary", maxLength: 6 }));
const key = name.map(nameKey);
const groups: fc.Arbitrary<NameGroup[]> = fc.uniqueArray(
  fc.record({ letters: key.map((text) => firstLetters(text, mostLetters)), voters: fc.integer({ min: 1, max: 500 }) }),
  { minLength: 2, maxLength: 60, selector: (one) => one.letters },
);
const count = fc.integer({ min: 2, max: 8 });

const linesFor = (of: readonly NameGroup[], lines: number) => {
  const made = splitBook(of, lines);
  return made.ok ? made.value : undefined;
};

test("every name has exactly one line, whatever its script, on the roll or not; no line is empty", () => {
  fc.assert(
    fc.property(groups, count, fc.array(key), (groups, count, others) => {
      const lines = linesFor(groups, count);
      if (lines === undefined) return void expect(groups.length).toBeLessThan(count);
      expect(lines).toHaveLength(count);
      const froms = lines.map(({ from }) => from);
      expect(froms).toEqual([...new Set(froms)].sort((a, b) => (a < b ? -1 : 1)));
      for (const text of ["", ...others, ...groups.map(({ letters }) => letters)]) {
        const serving = lines.filter(({ from }, at) => {
          const next = lines[at + 1];
          return from <= text && (next === undefined || text < next.from);
        });
        expect(serving).toEqual([lines[lineOf(lines, text) - 1]]);
      }
      for (const at of lines.keys()) expect(groups.some(({ letters }) => lineOf(lines, letters) === at + 1)).toBe(true);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test("the lines are the same in whatever order the names were counted, and so is what the match code is made of", () => {
  fc.assert(
    fc.property(
      groups.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      count,
      ([one, other], count) => {
        const [here, there] = [linesFor(one, count), linesFor(other, count)];
        expect(here).toEqual(there);
        if (here === undefined || there === undefined) return;
        const [mine, theirs] = [here, there].map((lines) => ({ roll: 3, lines: [...lines] }));
        expect(sameLines(mine as never, theirs as never)).toBe(true);
        expect(linesText("oak", mine as never)).toBe(linesText("oak", theirs as never));
        expect(sameLines(mine as never, { ...(mine as never as object), roll: 4 } as never)).toBe(false);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test("no line has more than its share and the largest group of names together", () => {
  fc.assert(
    fc.property(groups, count, (groups, count) => {
      const lines = linesFor(groups, count);
      if (lines === undefined) return;
      const all = groups.reduce((sum, { voters }) => sum + voters, 0);
      const first = new Map<string, number>();
      for (const { letters, voters } of groups) {
        const one = firstLetters(letters, 1);
        first.set(one, (first.get(one) ?? 0) + voters);
      }
      // A line that needs more letters than one is not cut worse than by the first letter.
      const largest = Math.max(...first.values());
      for (const at of lines.keys()) {
        const served = groups.filter(({ letters }) => lineOf(lines, letters) === at + 1);
        expect(served.reduce((sum, { voters }) => sum + voters, 0)).toBeLessThanOrEqual(all / count + largest);
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});

const surnames = (counts: Readonly<Record<string, number>>): NameGroup[] =>
  Object.entries(counts).map(([letters, voters]) => ({ letters, voters }));

test("people read a range by as few letters as balance it", () => {
  const even = surnames({ ADA: 50, BEL: 50, GAR: 50, HAL: 50, MOR: 50, NGU: 50, SMI: 50, ZUN: 50 });
  const lines = linesFor(even, 2) ?? [];
  expect([1, 2].map((line) => lineName(lines, line))).toEqual([
    { line: 1, from: "A", through: "H" },
    { line: 2, from: "M", through: "Z" },
  ]);
  // Half of the roll begins with S: one letter would give one line everybody.
  const most = surnames({ ADA: 10, SAL: 40, SMI: 40, STE: 40, ZUN: 10 });
  expect((linesFor(most, 2) ?? []).map(({ from }) => from)).toEqual(["", "SM"]);
});

test("the last line is read to the end of the alphabet, the first from its beginning", () => {
  const lines = linesFor(surnames({ BEL: 5, GAR: 5, MOR: 5, NGU: 5 }), 2) ?? [];
  expect(lineName(lines, 2)).toEqual({ line: 2, from: "M", through: "Z" });
  expect(lineName(lines, 1).from).toBe("A");
});

test("one tablet alone has nothing to split, and neither has a roll of one name", () => {
  expect(splitBook(surnames({ ADA: 3 }), 1)).toEqual({ ok: false, error: { type: "tooFewLines" } });
  expect(splitBook(surnames({ ADA: 3 }), 2)).toEqual({ ok: false, error: { type: "tooFewNames" } });
});
