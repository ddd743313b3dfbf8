/**
 * `npm run bench -- NAME [COUNT]`: runs the benchmark in NAME.ts beside this file, prints a table for people and then one
 * line of JSON for machines. A benchmark module exports one function called NAME, NAMEBench or bench, which takes an
 * optional count and always measures its baseline in the same run. Without a name: lists the benchmarks, exit code 1.
 */
import { existsSync, readdirSync } from "node:fs";
import type { BenchResult } from "./benchResult.ts";

type Bench = (count?: number) => Promise<readonly BenchResult[]>;

const [name = "", count] = process.argv.slice(2);
if (!/^[a-zA-Z]+$/.test(name) || name === "main" || !existsSync(new URL(`./${name}.ts`, import.meta.url))) {
  const names = readdirSync(new URL(".", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));
  const benches = names.filter((one) => /^[a-z]/.test(one) && !["main", "benchResult"].includes(one));
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${benches.sort().join(", ")}\n`);
  process.exit(1);
}
const module = (await import(new URL(`./${name}.ts`, import.meta.url).href)) as Record<string, Bench | undefined>;
const bench = module[name] ?? module[`${name}Bench`] ?? module["bench"];
if (bench === undefined) throw new Error(`${name}.ts exports no function ${name}, ${name}Bench or bench.`);
const results = await bench(count === undefined ? undefined : Number(count));

const number = (n: number): string => n.toLocaleString("en", { maximumSignificantDigits: 4 });
const rows = results.map(({ name: what, value, unit, against, ratio }) => [
  what,
  `${number(value)} ${unit}`,
  number(ratio),
  against,
]);
const table = [["what", "value", "ratio", "against"], ...rows];
const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] as string).length)));
for (const row of table) {
  const cells = row.map((cell, n) =>
    n === 1 || n === 2 ? cell.padStart(widths[n] as number) : cell.padEnd(widths[n] as number),
  );
  process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
}
process.stdout.write(`${JSON.stringify({ bench: name, results })}\n`);
