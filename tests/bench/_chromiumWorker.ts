/** A page of headless Chromium that runs `_rollWorker.ts`, served from source: for what is measured beside the real app. */
import { type Browser, chromium } from "playwright-core";
import { createServer } from "vite";
import { chromiumArgs, chromiumPath } from "../helpers/chromium.ts";
import type { Order } from "./_rollWorker.ts";

export type WorkerPage = {
  readonly browser: Browser;
  /** One fresh worker for each order; what "seal" answers stays in the page for "open". */
  run(order: Order): Promise<unknown>;
  close(): Promise<void>;
};

export async function openWorkerPage(): Promise<WorkerPage> {
  const server = await createServer({
    configFile: false,
    root: new URL("../..", import.meta.url).pathname,
    logLevel: "error",
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: { include: ["zod", "@uwdata/flechette", "dexie"] },
    worker: { format: "es" },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}tests/bench/_blank.html`);
  return {
    browser,
    run: (order) => page.evaluate(runWorker, order as never),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Runs in the page. */
function runWorker(order: { type: string; sealed?: unknown }): Promise<unknown> {
  const kept = globalThis as { sealed?: unknown; worker?: Worker };
  kept.worker?.terminate();
  const worker = new Worker("/tests/bench/_rollWorker.ts?worker_file&type=module", { type: "module" });
  kept.worker = worker;
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => {
      if (data.problem !== undefined) return fail(new Error(data.problem));
      if (order.type !== "seal") return done(data.done);
      kept.sealed = data.done;
      worker.terminate();
      return done(undefined);
    };
    worker.onerror = ({ message }) => fail(new Error(`worker: ${message}`));
    worker.postMessage(order.type === "open" ? { type: "open", sealed: kept.sealed } : order);
    // What was handed over must not stay here as well.
    if (order.type === "open") delete kept.sealed;
  });
}
