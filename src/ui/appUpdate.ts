/**
 * The service worker as the screens see it. Each build's worker has an address of its own, so the browser never finds a
 * newer one by itself, and a tablet that is started again in the middle of the day runs what it ran before. Which build
 * the county has is asked at the start and every hour; it is loaded and takes over only after somebody said yes. None is
 * ever left installed and waiting: at the next start of the app it would take over by itself.
 *
 * While the old page runs, the new version's files lie beside the old ones; the old ones go when the new version takes
 * over, which is when the page loads itself again.
 */
import {
  type FromNewWorker,
  type Program,
  programPath,
  readProgram,
  type ToNewWorker,
  workerPath,
} from "../protocol/program.ts";
import type { AppUpdate } from "./surroundings.ts";

const hour = 3_600_000;
/** While no version is installed at all, a reload without a network would find nothing. */
const soon = 5_000;

export function registerServiceWorker(): AppUpdate {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined)
    return {
      waiting: () => undefined,
      watch: () => () => {},
      load: async () => false,
      take: () => {},
      leave: () => {},
    };
  const watchers = new Set<() => void>();
  let newer: Program | undefined;
  let registration: ServiceWorkerRegistration | undefined;

  const look = async (): Promise<void> => {
    const newest = await newestProgram();
    registration = await serviceWorker.getRegistration();
    const own = registration?.active ?? registration?.waiting ?? registration?.installing;
    const path = workerPath(newest.worker);
    if (own === undefined || own === null) registration = await serviceWorker.register(path);
    newer = own != null && new URL(own.scriptURL).pathname !== path ? newest : undefined;
    for (const watcher of watchers) watcher();
  };

  const say = (answer: ToNewWorker): void => registration?.installing?.postMessage(answer);

  // The first version that takes a new page over is no update.
  let served = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (served) location.reload();
    served = true;
  });
  // Without a network this fails and the version at hand goes on serving; the timer asks again. The first installation may
  // fail too (the page is loaded again, the network goes): it is begun again until one is whole.
  const tryToLook = async (): Promise<void> => {
    await look().catch(() => undefined);
    if (registration?.active == null) setTimeout(tryToLook, soon);
  };
  void tryToLook();
  setInterval(tryToLook, hour);
  return {
    waiting: () => newer,
    watch: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    load: async ({ worker }) => {
      try {
        registration = await serviceWorker.register(workerPath(worker));
      } catch {
        void tryToLook();
        return false; // no network, or the county has no such one any more
      }
      const next = registration.installing;
      return next === null || whole(next);
    },
    take: () => say("take"),
    leave: () => say("leave"),
  };
}

/** What the county has; fails if it does not say. */
async function newestProgram(): Promise<Program> {
  const answer = await fetch(programPath, { cache: "no-store" });
  const program = readProgram(answer.ok ? await answer.json() : undefined);
  if (program === undefined) throw new Error("the county says nothing of its program");
  return program;
}

/** Whether it came to have all of its files. It then waits for an answer, and is given up without one (src/sw.ts). */
function whole(worker: ServiceWorker): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage("sayWhenWhole" satisfies ToNewWorker, [port2]);
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done((data as FromNewWorker) === "whole");
    worker.addEventListener("statechange", () => done(worker.state !== "redundant"));
  });
}
