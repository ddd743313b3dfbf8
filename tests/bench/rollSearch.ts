/**
 * Unlocking a roll and searching it, as the tablet's worker does, for 5.8 million voters. Measured in Node (the same engine
 * as Chromium), which the names of the results say. Baselines in the same run at 200,000 voters, because they cannot hold
 * more in reasonable time: MiniSearch with prefix search and fuzzy search, and a plain filter over records.
 */
import MiniSearch from "minisearch";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { chunksOf } from "../../src/roll/rollManifest.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { latencies, opened, type Queries, queriesFor, sealed } from "./_rollLatency.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

const SMALL = 200_000;
/** MiniSearch and the filter take long for one query. */
const SLOW_QUERIES = 60;

/** Measures unlock, search and similar names on `count` voters (5.8 million unless told). */
export async function rollSearch(count = 5_800_000): Promise<BenchResult[]> {
  const small = await opened(await sealed(SMALL));
  const smallQueries = queriesFor(small.roll);
  const ourSmall = latencies(small.roll, small.search, smallQueries);
  const voters = [...inventedVoters(inventedElection(500), 1, SMALL)];
  const others = baselines(voters, smallQueries);

  const store = await sealed(count);
  const before = memory();
  const large = await opened(store);
  for (const _ of large.search.prepare());
  const after = memory();
  const queries = queriesFor(large.roll);
  const ours = latencies(large.roll, large.search, queries);
  const stored = chunksOf(store.manifest).reduce((sum, chunk) => sum + chunk.bytes, 0) / 1e6;
  const n = count.toLocaleString("en");
  const few = SMALL.toLocaleString("en");
  return [
    result(
      `unlock to first search, ${n} voters, Node`,
      large.seconds,
      "s",
      `MiniSearch building its index of ${few} voters`,
      others.indexing,
    ),
    result(
      `name search p95, ${n} voters, Node`,
      ours.exact,
      "ms",
      `MiniSearch prefix search, ${few} voters`,
      others.prefix,
    ),
    result(
      `name search p95, ${few} voters, Node`,
      ourSmall.exact,
      "ms",
      `MiniSearch prefix search, ${few} voters`,
      others.prefix,
    ),
    result(
      `name search p95, ${few} voters, Node`,
      ourSmall.exact,
      "ms",
      `filter over records, ${few} voters`,
      others.filter,
    ),
    result(
      `similar names p95, ${n} voters, Node`,
      ours.similar,
      "ms",
      `MiniSearch fuzzy search, ${few} voters`,
      others.fuzzy,
    ),
    result(
      `similar names p95, ${few} voters, Node`,
      ourSmall.similar,
      "ms",
      `MiniSearch fuzzy search, ${few} voters`,
      others.fuzzy,
    ),
    result(
      `misspelled voters that are offered, ${n} voters`,
      ours.found * 100,
      "%",
      `MiniSearch fuzzy search among its first 50, ${few} voters`,
      others.found * 100,
    ),
    result(`memory for roll and all orders, ${n} voters, Node`, after - before, "MB", "the stored chunks", stored),
  ];
}

function baselines(voters: readonly VoterRecord[], queries: Queries) {
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

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
