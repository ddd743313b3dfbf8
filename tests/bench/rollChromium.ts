/**
 * A roll in headless Chromium, where it lives in the field, in Web Workers, with 5.8 million invented voters: downloaded
 * chunk by chunk and stored by the tablet's own loader and database (from a server on the same machine; the county's
 * signature on each answer is not checked here), then opened from there and searched in a fresh worker. The roll is made
 * and sealed in Node first, which is not measured. Baselines in the same run: the usual way, one Dexie row for each voter
 * with an index on the last name, and those of `_searchBaselines.ts`.
 */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { chunksOf, encodeManifest, manifestHash } from "../../src/roll/rollManifest.ts";
import { openWorkerPage } from "./_chromiumWorker.ts";
import { sealed } from "./_rollLatency.ts";
import type { DexieMeasures, RollMeasures } from "./_rollWorker.ts";
import { SMALL, type SmallMeasures, searchResults } from "./_searchBaselines.ts";
import { type BenchResult, result } from "./benchResult.ts";

/** Measures `count` voters (5.8 million unless told) in headless Chromium. */
export async function rollChromium(count = 5_800_000): Promise<BenchResult[]> {
  const { manifest, chunks } = await sealed(count);
  const stored = chunksOf(manifest).reduce((sum, chunk) => sum + chunk.bytes, 0) / 1e6;
  const worker = await openWorkerPage((path) =>
    path === "/api/roll/manifest" ? encodeManifest(manifest) : chunks.get(path.replace("/api/chunks/", "")),
  );
  const { run, browser } = worker;
  try {
    const dexie = (await run({ type: "dexie", voters: SMALL })) as DexieMeasures;
    const small = (await run({ type: "small" })) as SmallMeasures;
    const loaded = (await run({ type: "load", manifest: await manifestHash(manifest) })) as number;
    const { seconds, ours } = (await run({ type: "open" })) as RollMeasures;
    const memory = await rendererMemory(browser);
    const n = `${count.toLocaleString("en")} voters`;
    const few = `${SMALL.toLocaleString("en")} voters`;
    const index = `Dexie index on last name, ${few}`;
    return [
      result(
        `download and store, ${n}, Chromium worker`,
        loaded,
        "s",
        `Dexie rows, ${dexie.rows.toLocaleString("en")} voters, scaled`,
        (dexie.store / dexie.rows) * count,
      ),
      ...searchResults("Chromium worker", count, { seconds, ours }, small),
      result(`name search p95, ${n}, Chromium worker`, ours.exact, "ms", index, dexie.search),
      result(`name search p95, ${few}, Chromium worker`, small.ours.exact, "ms", index, dexie.search),
      result(
        `resident memory of the renderer with roll and all orders, ${n}`,
        memory,
        "MB",
        "the stored chunks",
        stored,
      ),
    ];
  } finally {
    await worker.close();
  }
}

/** Resident memory in MB of the largest renderer process; Linux only, otherwise not a number. */
export async function rendererMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = processInfo
    .filter((process) => process.type === "renderer")
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]) / 1000);
  return Math.max(...sizes);
}
