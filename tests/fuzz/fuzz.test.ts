/** The suites of `npm run fuzz` with few cases and a seed that stays; the command runs more than a hundred thousand. */
import { expect, test } from "vitest";
import { allSuites } from "./allSuites.ts";
import { runSuite } from "./fuzzSuite.ts";

/** One case of twenty: some seconds in all. */
const share = 20;

test.each(allSuites.map((suite) => [suite.name, suite] as const))("spoiled input: %s", async (_, suite) => {
  const cases = Math.max(40, Math.round(suite.cases / share));
  expect(await runSuite(suite, cases, 20_261_103)).toBe(cases);
});

test("a full run has more than a hundred thousand cases", () => {
  expect(allSuites.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThanOrEqual(100_000);
});
