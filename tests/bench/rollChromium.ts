/**
 * Unlocking and searching a roll in a Web Worker of headless Chromium, where it runs in the field, with 5.8 million
 * invented voters (made and sealed in the same worker, which is not measured). Baseline in the same run: the usual way, one
 * Dexie row for each voter with an index on the last name, at 200,000 voters.
 */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { openWorkerPage } from "./_chromiumWorker.ts";
import type { Latencies } from "./_rollLatency.ts";
import { type BenchResult, result } from "./benchResult.ts";

type DexieMeasures = { readonly dexieStore: number; readonly dexieSearch: number };
type RollMeasures = { readonly unlock: number; readonly ours: Latencies; readonly stored: number };
const SMALL = 200_000;

/** Measures `count` voters (5.8 million unless told) in headless Chromium. */
export async function rollChromium(count = 5_800_000): Promise<BenchResult[]> {
  const worker = await openWorkerPage();
  const { run, browser } = worker;
  try {
    const { dexieStore, dexieSearch } = (await run({ type: "dexie", voters: SMALL })) as DexieMeasures;
    await run({ type: "seal", voters: count });
    const { unlock, ours, stored } = (await run({ type: "open", sealed: undefined as never })) as RollMeasures;
    const memory = await rendererMemory(browser);
    const n = count.toLocaleString("en");
    const few = SMALL.toLocaleString("en");
    const dexie = `Dexie index on last name, ${few} voters`;
    return [
      result(
        `unlock to first search, ${n} voters, Chromium worker`,
        unlock,
        "s",
        `storing ${few} voters as Dexie rows`,
        dexieStore,
      ),
      result(`name search p95, ${n} voters, Chromium worker`, ours.exact, "ms", dexie, dexieSearch),
      result(`similar names p95, ${n} voters, Chromium worker`, ours.similar, "ms", dexie, dexieSearch),
      result(
        `resident memory of the renderer with chunks, roll and all orders, ${n} voters`,
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
