/** Who is ready: counted from what was tried, told from tablet to tablet without counting twice, and safe in a spreadsheet. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { allScenarios } from "../../src/training/allScenarios.ts";
import {
  type Attempt,
  type ClassFile,
  joined,
  readClassFile,
  readinessCsv,
  readinessOf,
  trend,
} from "../../src/training/readiness.ts";
import { mixed } from "../../src/ui/practice/session.ts";

const attempt = (worker: string, scenario: string, outcome: Attempt["outcome"], at: number, seconds = 60): Attempt => ({
  ...{ worker, scenario, outcome, at, seconds },
  extraSteps: 0,
});

test("what was right the first time, and what was repeated", () => {
  const [rosa] = readinessOf([
    attempt("Rosa", "licence", "wrong", 3),
    attempt("Rosa", "inactive", "right", 1),
    attempt("Rosa", "licence", "right", 4),
    attempt("Rosa", "twins", "acceptable", 2),
  ]);
  expect(rosa).toEqual({ worker: "Rosa", tried: 3, rightFirst: 1, repeated: 1, seconds: [60, 60, 60] });
});

test("the trend compares the first half of the times with the last", () => {
  const attempts = [90, 80, 70, 40, 30, 20].map((seconds, at) => attempt("R", `s${at}`, "right", at, seconds));
  expect(trend(readinessOf(attempts)[0] as ReturnType<typeof readinessOf>[number])).toEqual({ before: 80, now: 30 });
});

const attempts = fc.array(
  fc.record({
    worker: fc.string({ minLength: 1, maxLength: 12 }),
    scenario: fc.constantFrom("licence", "inactive", "twins"),
    outcome: fc.constantFrom("right" as const, "acceptable" as const, "wrong" as const),
    extraSteps: fc.nat(9),
    seconds: fc.nat(600),
    at: fc.nat(),
  }),
  { maxLength: 30 },
);

test("a summary that is read twice, in either order, counts once; and it comes back from its own file", () => {
  fc.assert(
    fc.property(attempts, attempts, (some, more) => {
      const [a, b] = [readinessOf(some), readinessOf(more)];
      const once = joined(a, b);
      expect(joined(once, b)).toEqual(once);
      expect(joined(joined(a, b), a).map(({ worker }) => worker)).toEqual(once.map(({ worker }) => worker));
      const file: ClassFile = { format: "turnout-readiness/1", workers: once };
      expect(readClassFile(JSON.stringify(file))).toEqual(file);
    }),
  );
});

test("what is no summary is refused, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readClassFile(text)).toBeUndefined();
    }),
  );
  expect(readClassFile(JSON.stringify({ format: "turnout-election/1", workers: [] }))).toBeUndefined();
});

test("a name is never a formula, and never another row", () => {
  const csv = readinessCsv(readinessOf([attempt('=1+1,"\nx', "licence", "right", 1)]));
  expect(csv.split("\r\n")[1]).toBe(`"'=1+1,""\nx",1,1,0,,`);
});

test("a mock day of any length mixes scenarios, each once before any comes again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), fc.integer(), (many, seed) => {
      const day = mixed(allScenarios, many, seed);
      expect(day.length).toBe(many);
      const first = day.slice(0, allScenarios.length);
      expect(new Set(first).size).toBe(first.length);
    }),
    { numRuns: 30 },
  );
});
