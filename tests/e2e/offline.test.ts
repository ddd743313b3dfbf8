/** The tablet without its county: a new browser process, a broken download, a second tab. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { appFolder, type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { fillLog } from "../helpers/filledLog.ts";
import { loadedScripts } from "../helpers/loadedScripts.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(20);
const [first, second] = voters.map((voter) => voter.lastName) as [string, string];
const served = mkdtempSync(join(tmpdir(), "served-"));
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  cpSync(appFolder, served, { recursive: true });
  election = await browserElection({ voters, appFolder: served });
});
afterAll(async () => {
  await election.stop();
  rmSync(served, { recursive: true });
});

test("P1: a new browser process starts, opens and checks in while the county is gone", async () => {
  const cable = await election.layCable();
  const before = await newTablet();
  await election.ready(before, { url: cable.url });
  await before.checkIn(first, first);
  await before.page.getByText("Confirmed by the county").waitFor();
  await before.context.close();

  cable.pull();
  const tablet = await newTablet({ profile: before.profile });
  await tablet.page.goto(cable.url);
  await tablet.signIn("rosa", pin);
  await tablet.statusLine.getByText(/No network: keep going/).waitFor();
  await tablet.choose(first, first);
  expect(await tablet.banner.innerText()).toBe("Stop: already checked in");
  await tablet.checkIn(second, second);
  await tablet.page.getByText("The county will know when the network is back").waitFor();

  cable.plugIn();
  await tablet.page.getByText("Confirmed by the county").waitFor({ timeout: 70_000 });
}, 120_000);

test("P1: what the first visit could not bring of the app is fetched again by itself, not an hour later", async () => {
  const tablet = await newTablet();
  let failed = 0;
  tablet.expectInConsole(/ERR_FAILED/);
  // The first words about the program are lost, as when the page is loaded again or the network goes.
  await tablet.context.route("**/program.json", (route) => (failed++ < 1 ? route.abort() : route.continue()));
  await tablet.page.goto(election.url);
  await tablet.page.getByLabel("Set-up code").waitFor();
  await tablet.controlled();
  expect(failed).toBeGreaterThan(1);
});

test("a second tab says that the poll book is open, and takes over when told to", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  const second = await tablet.context.newPage();
  await second.goto(election.url);
  await second.getByRole("heading", { name: "The poll book is open in another tab" }).waitFor();
  expect(await axeFindings(second)).toEqual([]);
  expect(await tablet.searchBox.isVisible()).toBe(true);

  await second.getByRole("button", { name: "Go on in this tab" }).click();
  await second.getByLabel("PIN", { exact: true }).waitFor();
  await tablet.page.getByRole("heading", { name: "The poll book is open in another tab" }).waitFor();
});

test("P3: a set-up whose network breaks in the middle of the roll goes on, and loads no chunk twice", async () => {
  const big = await browserElection({ voters: [...inventedVoters(smallElection, 3, 300_000)], appFolder: served });
  const cable = await big.layCable();
  const tablet = await newTablet();
  const asked: string[] = [];
  const whole: string[] = [];
  tablet.context.on("request", (request) => {
    if (request.url().includes("/api/chunks/")) asked.push(new URL(request.url()).pathname);
  });
  tablet.context.on("requestfinished", (request) => {
    if (request.url().includes("/api/chunks/")) whole.push(new URL(request.url()).pathname);
  });
  await tablet.page.goto(cable.url);
  await tablet.page.getByLabel("Set-up code").fill(await big.setupCode());
  await tablet.controlled();
  // Four chunks come at a time: once more than the four largest have come, one at least is whole.
  const chunks = await big.publisher.database.db.selectFrom("chunk").select("bytes").execute();
  const sizes = chunks.map((chunk) => chunk.bytes.length).sort((a, b) => b - a);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const cutAt = sizes.slice(0, 4).reduce((sum, size) => sum + size, 0) + 100_000;
  expect(cutAt).toBeLessThan(total);
  cable.pullAfter(cutAt);
  await tablet.page.keyboard.press("Enter");
  await expect.poll(() => cable.pulled()).toBe(true);
  await tablet.page.getByText(/Waiting for the network/).waitFor();
  expect(await axeFindings(tablet.page)).toEqual([]);
  const loaded = await tablet.count("chunks");
  const wholeBefore = new Set(whole);
  expect(loaded).toBeGreaterThan(0);
  const askedBefore = asked.length;
  expect(loaded).toBeLessThan(chunks.length);

  // Not even a new start of the app loses what is there.
  await tablet.page.reload();
  await tablet.page.getByText(/Waiting for the network/).waitFor();
  expect(await tablet.count("chunks")).toBe(loaded);
  cable.plugIn();
  await tablet.page.getByLabel("Opening code").waitFor({ timeout: 70_000 });
  for (const path of asked.slice(askedBefore)) expect([...wholeBefore]).not.toContain(path);
  await tablet.open(await big.card());
  await tablet.signIn("rosa", pin);
  await tablet.searchBox.fill("a");
  await tablet.page.getByText(/voters found/).waitFor();
  await big.stop();
}, 180_000);

test("a tablet loads at most 220 KB of script, gzipped, up to the check-in screen", async () => {
  const scripts = await loadedScripts(await newTablet(), election);
  expect(scripts.length).toBeGreaterThan(2);
  const kilobytes = scripts.map(({ path, bytes }) => [path, Math.round(bytes / 100) / 10] as const);
  const all = scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  expect(all, JSON.stringify(kilobytes)).toBeLessThan(220);
});

test("a tablet set up after twenty thousand check-ins knows them all, with a second worker's help", async () => {
  const late = await browserElection({ voters });
  try {
    await fillLog(late, 21_000, 0);
    await late.county.fold.catchUp((await late.county.sequencer.refresh()).size);
    const tablet = await newTablet();
    const started = new Set<string>();
    tablet.context.on("request", (request) => started.add(new URL(request.url()).pathname.replace(/-.*/, "")));
    await late.ready(tablet);
    await tablet.page.getByText("checked in at this place, as far as known").waitFor();
    await expect.poll(() => tablet.page.locator(".counts").innerText()).toContain("21,000");
    expect([...started].join(" ")).toContain("entryOpener");
    expect(tablet.problems).toEqual([]);
  } finally {
    await late.stop();
  }
});
