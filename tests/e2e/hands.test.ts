/** The whole path by keyboard alone, and by fingers alone. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { tabletsOfThisFile } from "../helpers/tablet.ts";

const voters = plainVoters(20);
const [first, second] = voters.map((voter) => voter.lastName) as [string, string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

/** Presses Tab until the button of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    const focused = page.locator("button:focus");
    if ((await focused.count()) === 1 && name.test((await focused.innerText()).trim())) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

test("from the set-up code to Recorded and the next voter without a pointer", async () => {
  const { page, searchBox, banner, recorded, row, ...tablet } = partsOf(await newTablet());
  await page.goto(election.url);
  await page.getByLabel("Set-up code").waitFor();
  await page.keyboard.type(await election.setupCode());
  await page.keyboard.press("Enter");
  await page.getByLabel("Opening code").waitFor();
  await page.keyboard.type(await election.card());
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  await tabTo(page, /^rosa/);
  await page.keyboard.press("Enter");
  await page.getByLabel("PIN", { exact: true }).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
  await searchBox.waitFor();

  await page.keyboard.type(first);
  await row(first).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await banner.waitFor();
  await tabTo(page, /^Check in$/);
  await page.keyboard.press("Enter");
  await recorded.waitFor();

  // The next voter: just type. Escape goes back to the list.
  await page.keyboard.type(second);
  await row(second).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await banner.waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => searchBox.inputValue()).toBe(second);
  expect(await banner.count()).toBe(0);

  // Up from the first row is the search box again; lock from the keyboard.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => searchBox.evaluate((box) => box === document.activeElement)).toBe(true);
  await tabTo(page, /^Lock$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  expect(tablet.problems).toEqual([]);
});

test("the same by touch: PIN pad, list and acts", async () => {
  const tablet = await newTablet({ touch: true, viewport: { width: 768, height: 1024 } });
  await tablet.setUp(election.url, await election.setupCode());
  await tablet.page.getByLabel("Opening code").fill(await election.card());
  await tablet.page.getByRole("button", { name: "Open", exact: true }).tap();
  await tablet.page.getByRole("button", { name: /^rosa/ }).tap();
  for (const digit of pin) await tablet.page.getByRole("button", { name: digit, exact: true }).tap();
  await tablet.page.getByRole("button", { name: "Enter", exact: true }).tap();
  await tablet.searchBox.tap();
  await tablet.page.keyboard.type(second);
  await tablet.row(second).tap();
  await tablet.banner.waitFor();
  // In portrait the list has made room; it comes back.
  await tablet.page.getByRole("button", { name: "Back to the list" }).tap();
  await tablet.row(second).tap();
  await tablet.checkInButton.tap();
  await tablet.recorded.waitFor();
  await tablet.page.getByRole("button", { name: "Next voter" }).tap();
  await tablet.searchBox.waitFor();
  expect((await election.bodies(tablet)).filter((body) => body.type === "VoterCheckedIn")).toHaveLength(1);
});

/** Locators are getters of the tablet; taken apart once. */
function partsOf(tablet: Awaited<ReturnType<typeof newTablet>>) {
  const { page, problems, searchBox, banner, recorded } = tablet;
  return { page, problems, searchBox, banner, recorded, row: (name: string) => tablet.row(name) };
}
