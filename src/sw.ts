/// <reference lib="webworker" />
/**
 * The service worker: keeps the app's shell, so that the tablet starts without a network. It never touches the API, the
 * county log or the county page. The first visit is served at once, so that the network may go away right after it.
 *
 * A browser lets a worker that is installed and waits take over by itself once no page of the one before is left: in
 * mid-election, when a tablet is started again. So the worker of a new version does not become installed before somebody
 * has said yes to it: with all files at hand it asks the page that loads it. After a no, or if no page answers, the
 * installation fails, as if the network had brought a part only, and the version in use goes on.
 */
import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import type { FromNewWorker, ToNewWorker } from "./protocol/program.ts";

declare let self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

/** Files that are fetched at the same time: one after the other, each of over a hundred waits for the network's way and back. */
const atOnce = 4;

/** The page answers as soon as it hears that all is here; one that is gone never does. */
const answerWithinMs = 20_000;

const shellFiles = self.__WB_MANIFEST;
const shell = new PrecacheController();
shell.addToCacheList(shellFiles);
registerRoute(new PrecacheRoute(shell));
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(shell.createHandlerBoundToURL("/index.html"), {
    denylist: [/^\/api\//, /^\/log\//, /^\/office/],
  }),
);
clientsClaim();

let isWhole: () => void;
const whole = new Promise<void>((done) => {
  isWhole = done;
});
let answer: (yes: boolean) => void;
const answered = new Promise<boolean>((done) => {
  answer = done;
});

self.addEventListener("install", (event) => event.waitUntil(install(event)));
self.addEventListener("activate", (event) => event.waitUntil(shell.activate(event)));
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  switch (event.data as ToNewWorker) {
    case "sayWhenWhole":
      void whole.then(() => port?.postMessage("whole" satisfies FromNewWorker));
      break;
    case "take":
      answer(true);
      break;
    case "leave":
      answer(false);
      break;
  }
});

async function install(event: ExtendableEvent): Promise<void> {
  await Promise.all(shares().map((share) => share.install(event)));
  if (self.registration.active === null) return; // the first one takes nothing's place
  isWhole();
  setTimeout(() => answer(false), answerWithinMs);
  if (!(await answered)) throw new Error("nobody lets this version take over");
  await self.skipWaiting();
}

/** The library fetches one file after the other; each of these has a share of them, for the same cache. */
function shares(): PrecacheController[] {
  return Array.from({ length: atOnce }, (_, share) => {
    const controller = new PrecacheController();
    controller.addToCacheList(shellFiles.filter((_, at) => at % atOnce === share));
    return controller;
  });
}
