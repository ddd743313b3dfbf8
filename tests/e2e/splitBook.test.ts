/**
 * Three real tablets without a network: each is told its line, the same voter gets one ballot at one of them, the others say where
 * to go; heard again, the book is whole by itself.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BodyOf } from "../../src/domain/events.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const names = [
  "Adams",
  "Baker",
  "Clark",
  "Diaz",
  "Garcia",
  "Hall",
  "Lopez",
  "Miller",
  "Nguyen",
  "Smith",
  "Young",
  "Zhang",
];
const voters = names.map((lastName, n) =>
  voter(`V${n}`, { lastName, firstName: "Ana", birthDate: "1970-01-01", split: "01", registration: "active" }),
);
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters, names: { lin: "Lin C.", rosa: "Rosa M." } });
});
afterAll(() => election.stop());

const look = async ({ page }: Pick<Tablet, "page">, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

async function fitsWell({ page }: Tablet, name: string): Promise<void> {
  for (const size of [
    { width: 768, height: 1024 },
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name} ${size.width}`).toBe(0);
    await look({ page }, `${name}-${size.width}`);
  }
}

const strip = ({ page }: Tablet) => page.locator(".strip", { hasText: /Line \d/ });
const dialogOf = ({ page }: Tablet) => page.getByRole("dialog", { name: "Split the book" });

test("three tablets, one voter, one ballot; whole again when they are heard", async () => {
  const desks = await Promise.all(
    [1, 2, 3].map(async () => {
      const cable = await election.layCable();
      const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
      await election.ready(tablet, { url: cable.url, worker: "Lin C." });
      return { tablet, cable };
    }),
  );
  const tablets = desks.map(({ tablet }) => tablet);
  // Each has heard of the other two.
  const { log } = await election.overview();
  for (const tablet of tablets)
    await expect
      .poll(async () => (await tablet.frontier())?.size ?? 0, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(log.size);
  for (const { tablet, cable } of desks) {
    cable.pull();
    await tablet.context.setOffline(true);
  }

  const codes: string[] = [];
  const lines: string[] = [];
  for (const [n, tablet] of tablets.entries()) {
    await tablet.inspectorAct("Split the book");
    const dialog = dialogOf(tablet);
    await dialog.getByRole("button", { name: "3", exact: true }).click();
    await dialog.getByRole("button", { name: new RegExp(`^Line ${n + 1}: `) }).click();
    const said = await dialog.getByText(/^Every tablet must show/).innerText();
    codes.push(said.replace("Every tablet must show ", ""));
    if (n === 0) {
      expect(await axeFindings(tablet.page)).toEqual([]);
      await fitsWell(tablet, "split-dialog");
    }
    await dialog.getByRole("button", { name: `Serve line ${n + 1}` }).click();
    await strip(tablet).waitFor();
    lines.push(await strip(tablet).locator("b").innerText());
  }
  expect(codes[0]).toMatch(/^[A-Z]{3,4}-\d\d$/);
  expect(new Set(codes).size).toBe(1);
  expect(lines).toEqual(["Line 1: A to D", "Line 2: G to M", "Line 3: N to Z"]);

  // The same voter at each.
  const banners: string[] = [];
  for (const tablet of tablets) {
    await tablet.choose("Lopez", "Lopez");
    banners.push(await tablet.banner.innerText());
  }
  expect(banners).toEqual(["Send to line 2 (G to M)", "Ready to check in", "Send to line 2 (G to M)"]);
  const [one, two, three] = tablets as [Tablet, Tablet, Tablet];
  await fitsWell(one, "split-send");
  expect(await axeFindings(one.page)).toEqual([]);
  expect(await one.checkInButton.count()).toBe(0);
  await two.checkInButton.click();
  await two.recorded.waitFor();
  await two.nextVoter();

  // A poll worker at the third: the line stays, also over a reload; an inspector beside them says why not.
  await three.page.getByRole("button", { name: "Lock", exact: true }).click();
  await three.signIn("Rosa M.", pin);
  await three.page.reload();
  await three.signIn("Rosa M.", pin);
  await strip(three).waitFor();
  expect(await strip(three).getByRole("button").allInnerTexts()).toEqual([]);
  await three.choose("Adams", "Adams");
  await three.page.getByRole("button", { name: /^The voter cannot go to that line/ }).click();
  await three.page.getByLabel("Inspector", { exact: true }).selectOption({ label: "Lin C. · inspector" });
  await three.page.getByLabel("PIN of the inspector").fill(pin);
  await look(three, "split-override");
  await three.checkInButton.click();
  await three.recorded.waitFor();
  await three.nextVoter();

  for (const { tablet, cable } of desks) {
    cable.plugIn();
    await tablet.context.setOffline(false);
  }
  for (const tablet of tablets) await strip(tablet).waitFor({ state: "detached", timeout: 60_000 });
  for (const tablet of [one, three]) {
    await tablet.choose("Lopez", "Lopez");
    expect(await tablet.banner.innerText()).toBe("Stop: already checked in");
    await tablet.choose("Hall", "Hall");
    expect(await tablet.banner.innerText()).toBe("Ready to check in");
  }
  const overview = await election.overview();
  expect(overview.twice).toEqual([]);
  expect(overview.flagged).toEqual([]);
  expect(overview.checkedIn).toBe(2);
  const over = (await election.bodies(three)).find(({ type }) => type === "VoterCheckedIn") as BodyOf<"VoterCheckedIn">;
  expect(over.steps).toContainEqual({ step: "otherLine", outcome: "cannotChangeLine" });
  expect(over).toMatchObject({ voter: "V0", worker: "rosa", second: { worker: "lin", role: "inspector" } });
}, 120_000);
