/**
 * From a keystroke in the search box to the painted list, in the real, built app in headless Chromium with 200,000
 * invented voters. Goal: p95 of 50 ms. Baseline in the same run: a Dexie index on the last name of as many voters, asked
 * with startsWith in a worker of Chromium, without anything painted. Build the app first.
 */
import type { Page } from "playwright-core";
import { inventedVoters, seededNumbers } from "../../src/training/inventedVoters.ts";
import { browserElection } from "../helpers/browserElection.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { openTablet } from "../helpers/tablet.ts";
import { openWorkerPage } from "./_chromiumWorker.ts";
import type { DexieMeasures } from "./_rollWorker.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

/** Names that are typed: last name, comma, the first three letters of the first name. */
const NAMES = 20;

/** Measures with `count` voters (200,000 unless told). */
export async function keystroke(count = 200_000): Promise<BenchResult[]> {
  const worker = await openWorkerPage();
  const { search: dexieSearch } = (await worker.run({ type: "dexie", voters: count })) as DexieMeasures;
  await worker.close();

  const made = inventedElection(500);
  const voters = [...inventedVoters(made, 1, count)];
  const election = await browserElection({ election: made, voters });
  const tablet = await openTablet();
  try {
    tablet.context.setDefaultTimeout(120_000);
    await election.ready(tablet);
    const next = seededNumbers(3);
    const took: number[] = [];
    let typed = 0;
    for (let n = 0; n <= NAMES; n++) {
      const { lastName, firstName } = voters[Math.floor(next() * count)] as (typeof voters)[number];
      await tablet.searchBox.fill("");
      await tablet.searchBox.focus();
      for (const key of `${lastName}, ${firstName.slice(0, 3)}`) {
        const ms = await painted(tablet.page, () => tablet.page.keyboard.insertText(key));
        if (n === 0) continue; // warms up
        typed++;
        if (ms !== undefined) took.push(ms);
      }
    }
    const against = `Dexie startsWith on an index, ${count.toLocaleString("en")} voters, p95`;
    const line = (share: number): BenchResult =>
      result(
        `keystroke to painted list p${share * 100}, ${count.toLocaleString("en")} voters, ${took.length} of ${typed} keystrokes changed the list`,
        quantile(took, share),
        "ms",
        against,
        dexieSearch,
      );
    return [line(0.5), line(0.95)];
  } finally {
    await tablet.context.close();
    await election.stop();
  }
}

/** Types, and answers milliseconds from the input event to the last frame of the list; undefined if it did not change. */
async function painted(page: Page, type: () => Promise<void>): Promise<number | undefined> {
  const watching = page.evaluate(
    () =>
      new Promise<number | undefined>((done) => {
        const pane = document.querySelector("section.find");
        if (pane === null) throw new Error("There is no search.");
        let from = 0;
        let last: number | undefined;
        let quiet: ReturnType<typeof setTimeout>;
        const end = (): void => {
          observer.disconnect();
          done(last === undefined ? undefined : last - from);
        };
        const observer = new MutationObserver(() => {
          clearTimeout(quiet);
          // After the frame, not before it: a message posted in its callback is handled once it is on its way.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              last = performance.now();
              quiet = setTimeout(end, 150);
            };
            port2.postMessage(undefined);
          });
        });
        observer.observe(pane, { childList: true, subtree: true, characterData: true });
        document.addEventListener(
          "input",
          (event) => {
            from = event.timeStamp;
            quiet = setTimeout(end, 1000);
          },
          { capture: true, once: true },
        );
        Object.assign(globalThis, { watching: true });
      }),
  );
  await page.waitForFunction(() => (globalThis as { watching?: boolean }).watching === true);
  await page.evaluate(() => Object.assign(globalThis, { watching: false }) && undefined);
  await type();
  return watching;
}
