/**
 * A check-in in the real, built app in headless Chromium against a real endpoint: from the command to its durable record,
 * and from the tap to "Recorded on this tablet" painted on the screen. Goal: command to durable, p95 of 25 ms. Baseline in
 * the same run and browser, one after each check-in: a bare strict IndexedDB put of as many bytes. Build the app first.
 */
import { browserElection } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { openTablet } from "../helpers/tablet.ts";
import { barePuts, watchCheckIns, watchedIn } from "./_tabletWatch.ts";
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
      if (n >= WARM) {
        toScreen.push(recorded - tapped);
        bare.push(put);
      }
      await tablet.nextVoter();
    }
    const { durable } = await watchedIn(tablet.page);
    if (durable.length !== voters.length) throw new Error(`${durable.length} answers to ${voters.length} check-ins`);
    const counted = durable.slice(WARM);
    const against = (share: string): string => `bare strict IndexedDB put of ${bytes} bytes, ${share}`;
    const line = (name: string, values: number[], share: number): BenchResult =>
      result(
        `${name} p${share * 100}, ${count} check-ins`,
        quantile(values, share),
        "ms",
        against(`p${share * 100}`),
        quantile(bare, share),
      );
    return [
      line("command to durable", counted, 0.5),
      line("command to durable", counted, 0.95),
      line("tap to Recorded on screen", toScreen, 0.5),
      line("tap to Recorded on screen", toScreen, 0.95),
    ];
  } finally {
    await tablet.context.close();
    await election.stop();
  }
}
