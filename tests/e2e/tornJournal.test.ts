/**
 * P5 against the browser itself: a kill between the head of a record and its content leaves Chromium's journal of
 * IndexedDB torn. Chromium writes on behind the tear, and clears the whole database at the start after that. Here the
 * tear is made by hand, so that it is there every time.
 */
import { appendFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(20);
const [first, second, third, fourth, fifth] = voters.map((voter) => voter.lastName) as [
  string,
  string,
  string,
  string,
  string,
];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

/** A checksum, a length of 768 and the kind "whole record", and nothing behind them. */
const tornHead = Buffer.from([1, 2, 3, 4, 0x00, 0x03, 1]);

const journalsOf = (profile: string): string[] =>
  globSync(join(profile, "Default/IndexedDB/*.indexeddb.leveldb/*.log"));

/** What a kill in the middle of a write leaves. Answers how many journals there were. */
function tear(profile: string): number {
  const journals = journalsOf(profile);
  for (const journal of journals) appendFileSync(journal, tornHead);
  return journals.length;
}

async function reopened(profile: string): Promise<Tablet> {
  const tablet = await newTablet({ profile });
  await tablet.page.goto(election.url);
  await tablet.signIn("rosa", pin);
  return tablet;
}

test("P5: a journal that was torn by a kill costs nothing, at the next start and the one after", async () => {
  let tablet = await newTablet();
  await election.ready(tablet);
  await tablet.checkIn(first, first);
  for (const name of [second, third]) {
    await tablet.kill();
    expect(tear(tablet.profile)).toBe(1);
    tablet = await reopened(tablet.profile);
    await tablet.checkIn(name, name);
  }
  await tablet.kill();
  tablet = await reopened(tablet.profile);
  const recorded = (await election.bodies(tablet)).filter(({ type }) => type === "VoterCheckedIn");
  expect(recorded).toHaveLength(3);
}, 120_000);

test("P5: a database that the browser clears all the same comes back from the second copy", async () => {
  const cable = await election.layCable();
  const before = await newTablet();
  await election.ready(before, { url: cable.url });
  cable.pull();
  await before.checkIn(fourth, fourth);
  await before.nextVoter();
  await before.checkIn(fifth, fifth);
  await before.nextVoter(); // the copy follows within milliseconds
  const recorded = await before.events();
  await before.kill();
  // Not a torn end, but damage in the middle: Chromium clears the database at the next start.
  for (const journal of journalsOf(before.profile))
    appendFileSync(journal, Buffer.concat([tornHead, Buffer.alloc(2000, 7)]));

  cable.plugIn();
  const tablet = await newTablet({ profile: before.profile });
  await tablet.page.goto(cable.url);
  await tablet.page.getByRole("heading", { name: "This tablet must be set up again" }).waitFor();
  await tablet.page.getByText(`kept a copy of its ${recorded.length} records`).waitFor();
  expect(await axeFindings(tablet.page)).toEqual([]);
  const checkedIn = (await election.overview()).checkedIn;
  await election.ready(tablet, { url: cable.url });
  await expect.poll(async () => (await election.overview()).checkedIn).toBe(checkedIn + 2);
  await tablet.searchBox.fill(fifth);
  await tablet
    .row(`${fifth},`)
    .getByText(/^Checked in \d/)
    .waitFor();
}, 120_000);
