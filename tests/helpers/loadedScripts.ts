/** Every script that a browser really loads on a new tablet from the first page to the check-in screen, and its size. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { appFolder, type BrowserElection } from "./browserElection.ts";
import type { Tablet } from "./tablet.ts";

/** Bytes, gzipped. */
export type LoadedScript = { readonly path: string; readonly bytes: number };

/** Sets the tablet up and signs in. Page, worker and language count; what the service worker keeps for later does not. */
export async function loadedScripts(tablet: Tablet, election: BrowserElection): Promise<LoadedScript[]> {
  const loaded = new Set<string>();
  tablet.context.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith(".js") && !path.startsWith("/program-") && request.serviceWorker() === null) loaded.add(path);
  });
  await election.ready(tablet);
  for (const worker of tablet.page.workers()) loaded.add(new URL(worker.url()).pathname);
  return [...loaded].map((path) => ({
    path,
    bytes: gzipSync(readFileSync(join(appFolder, path)), { level: 9 }).length,
  }));
}
