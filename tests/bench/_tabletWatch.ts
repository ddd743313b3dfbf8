/**
 * What the benchmarks of the real app watch inside the page, from before its first script on: when a command went to the
 * tablet's worker and when its answer came, when "Check in" was let go, and when something stood painted on the screen.
 */
import type { BrowserContext, Page } from "playwright-core";

/** Times in milliseconds since 1970, with fractions; the clock of this machine, so that two browsers agree. */
export type Watched = {
  /** Milliseconds from each `checkIn` command to its answer, which comes after the durable commit. */
  durable: number[];
  /** When the button "Check in" was last let go. */
  tapped: number;
  /** When "Recorded on this tablet" was last painted. */
  recorded: number;
};

/** To be called before the page is opened. */
export async function watchCheckIns(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const watched: Watched = { durable: [], tapped: 0, recorded: 0 };
    Object.assign(globalThis, { watched });
    const now = (): number => performance.timeOrigin + performance.now();
    const sent = new Map<number, number>();
    const post = Worker.prototype.postMessage;
    const heard = new WeakSet<Worker>();
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener("message", ({ data }) => {
          const from = sent.get(data?.id);
          if (from !== undefined) watched.durable.push(performance.now() - from);
          sent.delete(data?.id);
        });
      }
      const message = args[0] as { id: number; command: string };
      if (message?.command === "checkIn") sent.set(message.id, performance.now());
      return (post as (...given: unknown[]) => void).apply(this, args);
    } as Worker["postMessage"];
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
