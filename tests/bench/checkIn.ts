/**
 * A check-in in the real, built app in headless Chromium against a real endpoint: from the tap to the durable record, and
 * to "Recorded on this tablet" painted on the screen. Goal: tap to durable, p95 of 25 ms. Baseline in the same run and browser, one after each check-in: a bare strict IndexedDB put of as many bytes. Build the app first.
 */
import { browserElection } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { openTablet } from "../helpers/tablet.ts";
import { barePuts, watchCheckIns, watchCommits, watchedIn } from "./_tabletWatch.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

/** The first ones warm up and are not counted. */
const WARM = 10;

/** Measures `count` check-ins (120 unless told, at most 600). */
export async function checkIn(count = 120): Promise<BenchResult[]> {
  const voters = plainVoters(count + WARM);
  const election = await browserElection({ voters });
  const tablet = await openTablet();
  try {
    await watchCheckIns(tablet.context);
    await election.ready(tablet);
    const commits = await watchCommits(tablet.page);
    const inWorker: number[] = [];
    const toDurable: number[] = [];
    const toScreen: number[] = [];
    const bare: number[] = [];
    let bytes = 900;
    for (const [n, { lastName }] of voters.entries()) {
      await tablet.checkIn(lastName, lastName);
      await tablet.page.waitForFunction(() => {
        const { watched } = globalThis as unknown as { watched: { recorded: number; tapped: number } };
        return watched.recorded > watched.tapped;
      });
      const { tapped, recorded } = await watchedIn(tablet.page);
      if (n === WARM) bytes = (await tablet.events()).at(-1)?.leaf.length ?? bytes;
      const [put = Number.NaN] = await barePuts(tablet.page, bytes, 1);
      const all = await commits();
      const { came, durable } = all[n] ?? { came: Number.NaN, durable: Number.NaN };
      if (all.length !== n + 1 || recorded < durable) throw new Error("The screen and the log do not agree.");
      if (n >= WARM) {
        inWorker.push(durable - came);
        toDurable.push(durable - tapped);
        toScreen.push(recorded - tapped);
        bare.push(put);
      }
      await tablet.nextVoter();
    }
    const line = (name: string, values: number[], share: number): BenchResult =>
      result(
        `${name} p${share * 100}, ${count} check-ins`,
        quantile(values, share),
        "ms",
        `bare strict IndexedDB put of ${bytes} bytes, p${share * 100}`,
        quantile(bare, share),
      );
    return [0.5, 0.95].flatMap((share) => [
      line("command in the worker to durable", inWorker, share),
      line("tap to durable", toDurable, share),
      line("tap to Recorded on screen", toScreen, share),
    ]);
  } finally {
    await tablet.context.close();
    await election.stop();
  }
}
