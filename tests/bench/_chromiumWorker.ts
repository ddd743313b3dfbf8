/** A page of headless Chromium that runs `_rollWorker.ts`, served from source: for what is measured beside the real app. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { createServer } from "vite";
import { chromiumArgs, chromiumPath } from "../helpers/chromium.ts";
import type { Order } from "./_rollWorker.ts";

export type WorkerPage = {
  readonly browser: Browser;
  /** A fresh page and worker for each order; those before end, so that what they leave behind is not counted. */
  run(order: Order): Promise<unknown>;
  close(): Promise<void>;
};

/** `serve`: what the page's own server answers for a path, beside the sources. */
export async function openWorkerPage(
  serve: (path: string) => Uint8Array | undefined = () => undefined,
): Promise<WorkerPage> {
  const server = await createServer({
    configFile: false,
    root: new URL("../..", import.meta.url).pathname,
    logLevel: "error",
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: { include: ["zod", "zod/mini", "@uwdata/flechette", "dexie", "minisearch"] },
    worker: { format: "es" },
    plugins: [
      {
        name: "serve",
        configureServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            const body = serve(new URL(request.url ?? "/", "http://localhost").pathname);
            if (body === undefined) next();
            else response.setHeader("content-type", "application/octet-stream").end(body);
          });
        },
      },
    ],
  });
  await server.listen();
  // A profile on disk: what a browser keeps in memory only is no store.
  const profile = mkdtempSync(join(tmpdir(), "turnout-bench-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath, args: chromiumArgs });
  const browser = context.browser();
  if (browser === null) throw new Error("The browser cannot be asked for its memory.");
  return {
    browser,
    async run(order) {
      const page = await context.newPage();
      for (const other of context.pages()) if (other !== page) await other.close();
      await page.goto(`${server.resolvedUrls?.local[0]}tests/bench/_blank.html`);
      return page.evaluate(runWorker, order);
    },
    async close() {
      await context.close();
      await server.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Runs in the page. */
function runWorker(order: Order): Promise<unknown> {
  const worker = new Worker("/tests/bench/_rollWorker.ts?worker_file&type=module", { type: "module" });
  // Kept, as is what it holds, until the page is closed.
  Object.assign(globalThis, { worker });
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.problem === undefined ? done(data.done) : fail(new Error(data.problem)));
    worker.onerror = ({ message }) => fail(new Error(`worker: ${message}`));
    worker.postMessage(order);
  });
}
