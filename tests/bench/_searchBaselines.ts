/**
 * The search beside what one would use instead, at 200,000 voters (the others cannot hold more in reasonable time), and the
 * lines that Node and Chromium report alike: MiniSearch with prefix and fuzzy search, a plain filter over records.
 */
import MiniSearch from "minisearch";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { type Latencies, latencies, opened, type Queries, queriesFor, sealed } from "./_rollLatency.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

export const SMALL = 200_000;
/** MiniSearch and the filter take long for one query. */
const SLOW_QUERIES = 60;

/** p95 in milliseconds, `indexing` in seconds, `found`: share of misspelled voters among the first 50. */
export type Others = {
  readonly indexing: number;
  readonly prefix: number;
  readonly fuzzy: number;
  readonly filter: number;
  readonly found: number;
};
export type SmallMeasures = { readonly ours: Latencies; readonly others: Others };

/** Our search and the others on the same 200,000 voters and texts. */
export async function measureSmall(): Promise<SmallMeasures> {
  const small = await opened(await sealed(SMALL));
  const queries = queriesFor(small.roll);
  const ours = latencies(small.roll, small.search, queries);
  return { ours, others: measureOthers([...inventedVoters(inventedElection(500), 1, SMALL)], queries) };
}

function measureOthers(voters: readonly VoterRecord[], queries: Queries): Others {
  const mini = new MiniSearch<VoterRecord>({ fields: ["lastName", "firstName"], idField: "id" });
  const from = performance.now();
  mini.addAll(voters);
  const indexing = (performance.now() - from) / 1000;
  const timed = (texts: readonly string[], work: (text: string) => unknown): number => {
    for (const text of texts.slice(0, 5)) work(text);
    const times = texts.slice(0, SLOW_QUERIES).map((text) => {
      const start = performance.now();
      work(text);
      return performance.now() - start;
    });
    return quantile(times, 0.95);
  };
  const filter = (text: string) => {
    const words = text.toUpperCase().split(/[\s,]+/);
    return voters.filter((voter) => {
      const name = `${voter.lastName} ${voter.firstName}`.toUpperCase();
      return words.every((word) => name.includes(word));
    });
  };
  const fuzzy = (text: string) => mini.search(text, { combineWith: "AND", fuzzy: 0.25, prefix: true }).slice(0, 50);
  const tried = queries.misspelled.slice(0, SLOW_QUERIES);
  return {
    indexing,
    prefix: timed(queries.prefixes, (text) => mini.search(text, { combineWith: "AND", prefix: true })),
    fuzzy: timed(
      queries.misspelled.map((one) => one.text),
      fuzzy,
    ),
    filter: timed(queries.prefixes, filter),
    found: tried.filter(({ id, text }) => fuzzy(text).some((found) => found.id === id)).length / tried.length,
  };
}

/** Unlock, search and similar names of `count` voters; `where` is what they were measured in. */
export function searchResults(
  where: string,
  count: number,
  large: { readonly seconds: number; readonly ours: Latencies },
  { ours, others }: SmallMeasures,
): BenchResult[] {
  const all = `${count.toLocaleString("en")} voters, ${where}`;
  const few = `${SMALL.toLocaleString("en")} voters`;
  const line = (what: string, value: number, unit: string, against: string, baseline: number): BenchResult =>
    result(what, value, unit, `${against}, ${few}`, baseline);
  const prefix = ["MiniSearch prefix search", others.prefix] as const;
  const fuzzy = ["MiniSearch fuzzy search", others.fuzzy] as const;
  return [
    line(`unlock to first search, ${all}`, large.seconds, "s", "MiniSearch building its index", others.indexing),
    line(`name search p95, ${all}`, large.ours.exact, "ms", ...prefix),
    line(`name search p95, ${few}, ${where}`, ours.exact, "ms", ...prefix),
    line(`name search p95, ${few}, ${where}`, ours.exact, "ms", "filter over records", others.filter),
    line(`similar names p95, ${all}`, large.ours.similar, "ms", ...fuzzy),
    line(`similar names p95, ${few}, ${where}`, ours.similar, "ms", ...fuzzy),
    line(
      `misspelled voters that are offered, ${all}`,
      large.ours.found * 100,
      "%",
      "MiniSearch fuzzy search among its first 50",
      others.found * 100,
    ),
  ];
}
