/**
 * Unlocking and searching a roll in a Web Worker of headless Chromium, where it runs in the field, with 5.8 million
 * invented voters (made and sealed in the same worker, which is not measured). Baseline in the same run: the usual way, one
 * Dexie row for each voter with an index on the last name, at 200,000 voters.
 */
import { chromium } from "playwright-core";
import { createServer } from "vite";
import type { Latencies } from "./_rollLatency.ts";
import { type BenchResult, result } from "./benchResult.ts";

export type ChromiumMeasures = {
  readonly unlock: number;
  readonly ours: Latencies;
  readonly stored: number;
  readonly memory: number;
  readonly dexieStore: number;
  readonly dexieSearch: number;
};
const SMALL = 200_000;

/** Measures `count` voters (5.8 million unless told) in headless Chromium. */
export async function rollChromium(count = 5_800_000): Promise<BenchResult[]> {
  const server = await createServer({
    configFile: false,
    root: new URL("../..", import.meta.url).pathname,
    logLevel: "error",
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: { include: ["zod", "@uwdata/flechette", "dexie"] },
    worker: { format: "es" },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}tests/bench/_blank.html`);
    const measured = await page.evaluate(
      ([voters, small]) =>
        new Promise<ChromiumMeasures>((done, fail) => {
          const worker = new Worker("/tests/bench/_rollWorker.ts?worker_file&type=module", { type: "module" });
          worker.onmessage = ({ data }) => (typeof data === "string" ? fail(new Error(data)) : done(data));
          worker.onerror = ({ message }) => fail(new Error(`worker: ${message}`));
          worker.postMessage({ voters, small });
        }),
      [count, SMALL] as const,
    );
    const { unlock, ours, stored, memory, dexieStore, dexieSearch } = measured;
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
        `memory of the page and its worker with all orders, ${n} voters`,
        memory,
        "MB",
        "the stored chunks",
        stored,
      ),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
