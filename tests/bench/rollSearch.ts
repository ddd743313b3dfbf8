/**
 * Unlocking a roll and searching it, as the tablet's worker does, for 5.8 million voters. Measured in Node (the same engine
 * as Chromium), which the names of the results say; `rollChromium` measures the same in a browser. Baselines in the same
 * run: see `_searchBaselines.ts`.
 */
import { chunksOf } from "../../src/roll/rollManifest.ts";
import { latencies, opened, queriesFor, sealed } from "./_rollLatency.ts";
import { measureSmall, searchResults } from "./_searchBaselines.ts";
import { type BenchResult, result } from "./benchResult.ts";

/** Measures unlock, search and similar names on `count` voters (5.8 million unless told). */
export async function rollSearch(count = 5_800_000): Promise<BenchResult[]> {
  const small = await measureSmall();
  const store = await sealed(count);
  const before = memory();
  const { roll, search, seconds } = await opened(store);
  for (const _ of search.prepare());
  const used = memory() - before;
  const ours = latencies(roll, search, queriesFor(roll));
  const stored = chunksOf(store.manifest).reduce((sum, chunk) => sum + chunk.bytes, 0) / 1e6;
  return [
    ...searchResults("Node", count, { seconds, ours }, small),
    result(
      `memory for roll and all orders, ${count.toLocaleString("en")} voters, Node`,
      used,
      "MB",
      "the stored chunks",
      stored,
    ),
  ];
}

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
