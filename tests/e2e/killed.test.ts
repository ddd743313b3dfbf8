/**
 * P5 with the power button: the browser process is killed (SIGKILL) 50 times in the middle of a check-in, on two tablets,
 * one of them without a network. Two kills of three come at a random moment up to 60 ms after the tap on "Check in" (early
 * ones more often: that is where the commit is), the third one as soon as the screen says "Recorded". SEED repeats a run.
 */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { seededNumbers } from "../../src/training/inventedVoters.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const kills = 25;
const voters = plainVoters(2 * (kills + 1));
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const openTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

const said = "said Recorded:";
/** Runs in the page: tells the test of every voter for whom the screen says "Recorded". */
const watchScreen = (prefix: string): void => {
  let last = "";
  const look = (): void => {
    const recorded = /^Recorded on this tablet/m.test(document.body?.innerText ?? "");
    const name = recorded ? (document.querySelector("h1")?.innerText ?? "") : "";
    if (name !== last && name !== "") console.log(prefix, name);
    last = name;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
};

/** Opens the profile again and lets a worker sign in. */
async function reopened(profile: string, url: string): Promise<Tablet> {
  const tablet = await openTablet({ profile });
  await tablet.context.addInitScript(watchScreen, said);
  await tablet.page.goto(url);
  await tablet.signIn("rosa", pin);
  return tablet;
}

async function checkedInOn(tablet: Tablet): Promise<string[]> {
  const bodies = await election.bodies(tablet);
  expect(new Set(bodies.map((body) => ("cmd" in body ? body.cmd : ""))).size).toBe(bodies.length);
  return bodies.flatMap((body) => (body.type === "VoterCheckedIn" ? [body.voter] : []));
}

/** Kills the tablet again and again; answers its profile and the voters for whom it said "Recorded". */
async function killedAgainAndAgain(
  profile: string,
  url: string,
  share: readonly VoterRecord[],
  fraction: () => number,
) {
  const saidRecorded = new Set<string>();
  const stored: string[][] = [];
  for (let n = 0; n <= kills; n++) {
    const tablet = await reopened(profile, url);
    const there = await checkedInOn(tablet);
    expect(new Set(there).size).toBe(there.length);
    for (const voter of saidRecorded) expect(there).toContain(voter);
    stored.push(there);
    if (n === kills) return { tablet, saidRecorded, stored };

    const next = share.find((voter) => !there.includes(voter.id));
    if (next === undefined) throw new Error("too few voters");
    const told = new Promise<void>((hear) => {
      tablet.page.on("console", (message) => {
        if (!message.text().startsWith(said) || !message.text().split(/\s+/).includes(next.lastName)) return;
        saidRecorded.add(next.id);
        hear();
      });
    });
    await tablet.choose(next.lastName, next.lastName);
    const at = await tablet.checkInButton.boundingBox();
    if (at === null) throw new Error("no button");
    await tablet.page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
    await tablet.page.mouse.down();
    const tap = tablet.page.mouse.up().catch(() => undefined);
    await (n % 3 === 2 ? told : pause(60 * fraction() ** 2));
    await tablet.kill();
    await tap;
  }
  throw new Error("not reached");
}

test(`P5: killed ${2 * kills} times in the middle of a check-in (seed ${seed})`, async () => {
  const fractions = [seededNumbers(seed), seededNumbers(seed + 1)];
  const runs = await Promise.all(
    fractions.map(async (fraction, side) => {
      const cable = await election.layCable();
      const first = await openTablet();
      await election.ready(first, { url: cable.url });
      await first.context.close();
      if (side === 1) cable.pull();
      const share = voters.slice(side * (kills + 1), (side + 1) * (kills + 1));
      return { cable, share, ...(await killedAgainAndAgain(first.profile, cable.url, share, fraction)) };
    }),
  );

  for (const { cable } of runs) cable.plugIn();
  const { standings } = election.county.fold;
  for (const { tablet, share, saidRecorded, stored } of runs) {
    const there = stored.at(-1) ?? [];
    console.log(`seed ${seed}: ${there.length} of ${kills} were stored, ${saidRecorded.size} said "Recorded"`);
    await expect
      .poll(async () => {
        await election.overview();
        return share.map((voter) => standings.of(voter.id).checkIns.length);
      })
      .toEqual(share.map((voter) => (there.includes(voter.id) ? 1 : 0)));
    for (const voter of share.filter((one) => saidRecorded.has(one.id))) {
      await tablet.searchBox.fill(voter.lastName);
      await tablet
        .row(`${voter.lastName},`)
        .getByText(/^Checked in \d/)
        .waitFor();
    }
  }
  expect((await election.overview()).twice).toEqual([]);
}, 400_000);
