/**
 * What the benchmarks of the real app watch inside the page, from before its first script on: when a command went to the
 * tablet's worker and when its answer came, when "Check in" was let go, and when something stood painted on the screen.
 */
import type { BrowserContext, Page } from "playwright-core";

/** Times in milliseconds since 1970, with fractions; the clock of this machine, so that threads and browsers agree. */
export type Watched = {
  /** When the button "Check in" was last let go. */
  tapped: number;
  /** When "Recorded on this tablet" was last painted. */
  recorded: number;
};

/** One check-in in the tablet's worker: when the command came, and when its answer went, after the durable commit. */
export type Committed = { readonly came: number; readonly durable: number };

/** To be called before the page is opened. */
export async function watchCheckIns(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const watched: Watched = { tapped: 0, recorded: 0 };
    Object.assign(globalThis, { watched });
    const now = (): number => performance.timeOrigin + performance.now();
    document.addEventListener(
      "pointerup",
      (event) => {
        const button = (event.target as Element).closest("button");
        if (button?.textContent === "Check in") watched.tapped = performance.timeOrigin + event.timeStamp;
      },
      true,
    );
    let shown = false;
    new MutationObserver(() => {
      const there = document.querySelector("main.recorded") !== null;
      if (there && !shown) requestAnimationFrame(() => setTimeout(() => (watched.recorded = now())));
      shown = there;
    }).observe(document, { childList: true, subtree: true });
  });
}

export const watchedIn = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);

/** To be called once the tablet runs: watches its worker, where a check-in becomes durable whatever the page is doing. */
export async function watchCommits(page: Page): Promise<() => Promise<readonly Committed[]>> {
  const worker = page.workers().find((one) => one.url().includes("tablet.worker"));
  if (worker === undefined) throw new Error("The tablet's worker is not running.");
  await worker.evaluate(() => {
    const scope = globalThis as unknown as DedicatedWorkerGlobalScope & { commits: Committed[] };
    const now = (): number => performance.timeOrigin + performance.now();
    const came = new Map<number, number>();
    scope.commits = [];
    scope.addEventListener("message", ({ data }) => {
      if (data.command === "checkIn") came.set(data.id, now());
    });
    const post = scope.postMessage.bind(scope) as (message: { id?: number }) => void;
    scope.postMessage = (message: { id?: number }) => {
      const from = came.get(message.id ?? -1);
      if (from !== undefined) scope.commits.push({ came: from, durable: now() });
      post(message);
    };
  });
  return () => worker.evaluate(() => (globalThis as unknown as { commits: Committed[] }).commits);
}

/** Milliseconds that each of `times` bare strict puts of so many bytes takes in this browser, with nothing around it. */
export function barePuts(page: Page, bytes: number, times: number): Promise<number[]> {
  return page.evaluate(
    async ([size, count]) => {
      const ended = (request: IDBRequest | IDBOpenDBRequest): Promise<void> =>
        new Promise((done, failed) => {
          request.onsuccess = () => done();
          request.onerror = () => failed(request.error);
        });
      const opening = indexedDB.open("bare");
      opening.onupgradeneeded = () => opening.result.createObjectStore("events", { autoIncrement: true });
      await ended(opening);
      const db = opening.result;
      const took: number[] = [];
      for (let n = 0; n < (count as number); n++) {
        const leaf = crypto.getRandomValues(new Uint8Array(size as number));
        const from = performance.now();
        const transaction = db.transaction("events", "readwrite", { durability: "strict" });
        transaction.objectStore("events").add({ leaf });
        await new Promise((done) => {
          transaction.oncomplete = done;
        });
        took.push(performance.now() - from);
      }
      db.close();
      return took;
    },
    [bytes, times] as const,
  );
}
