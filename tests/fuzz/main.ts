/**
 * `npm run fuzz -- [--cases N] [--seed S] [--only WORD]`: spoiled input for everything that reads what others send or hand
 * over. N cases in all are shared out as the suites say (about 175,000 if not given). Prints cases and seed; ends with code 1 and
 * the smallest input that fails. The tests run the same with few cases.
 */
import { parseArgs } from "node:util";
import { allSuites } from "./allSuites.ts";
import { runSuite } from "./fuzzSuite.ts";

const { values } = parseArgs({
  options: { cases: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
});
const full = allSuites.reduce((sum, { cases }) => sum + cases, 0);
const wanted = Number(values.cases ?? full);
const seed = Number(values.seed ?? Date.now() % 0x7fffffff);
if (!(wanted > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write("npm run fuzz -- [--cases N] [--seed S] [--only WORD], N and S whole numbers\n");
  process.exit(1);
}
process.stdout.write(`seed ${seed}\n`);
let total = 0;
for (const suite of allSuites.filter(({ name }) => name.includes(values.only ?? ""))) {
  const cases = Math.ceil((suite.cases * wanted) / full);
  const begun = performance.now();
  try {
    total += await runSuite(suite, cases, seed);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.stdout.write(`failed after ${total} cases, seed ${seed}\n`);
    process.exit(1);
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${cases.toLocaleString("en").padStart(8)}  ${seconds.padStart(6)} s  ${suite.name}\n`);
}
process.stdout.write(`${JSON.stringify({ fuzz: "all", cases: total, seed, failed: 0 })}\n`);
process.exit(0);
