/**
 * A tablet was dead for an hour and voters were written on the paper list: they are entered offline, line code after line code,
 * by two people; nobody is checked in twice unseen; what was read outlives the lock; and the book says what came from paper.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf, instantOf } from "../../src/domain/electionDay.ts";
import type { BodyOf } from "../../src/domain/events.ts";
import { lineCodeKey } from "../../src/protocol/keys.ts";
import { LineCodes } from "../../src/roll/lineCode.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(16);
const newTablet = tabletsOfThisFile();
const { timeZone } = smallElection;
const date = dayOf(Date.now(), timeZone);
let election: BrowserElection;
beforeAll(async () => {
  const held = { ...smallElection, date, polls: { open: "00:00", close: "23:59" } };
  election = await browserElection({ voters, election: held, names: { lin: "Lin C.", rosa: "Rosa M." } });
});
afterAll(() => election.stop());

const look = async ({ page }: Pick<Tablet, "page">, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

test("ten lines by their codes, one by name, one that was checked in already; entered by two, offline", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 }, persistentAt: cable.url });
  await election.ready(tablet, { url: cable.url, worker: "lin" });
  const { page } = tablet;
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  cable.pull();
  const codes = new LineCodes(await lineCodeKey(election.publisher.electionKey), voters.length, (row) => `V${row}`);
  const already = voters[15] as (typeof voters)[number];
  await tablet.checkIn(already.id, already.lastName);
  await tablet.nextVoter();

  await tablet.inspectorAct("Enter from paper");
  const line = page.getByRole("region", { name: "One line of the paper" });
  const list = page.getByRole("region", { name: "Lines to enter" });
  const box = line.getByLabel("Line code or name");
  await line.getByLabel("Time on the paper").fill("00:01");
  await box.focus();
  // From here on by keyboard alone: nothing but the code and Enter for each line.
  for (let row = 0; row < 10; row++) {
    await page.keyboard.type(
      codes
        .at(row)
        .toLowerCase()
        .replace("-", row % 2 === 0 ? "" : " "),
    );
    await page.keyboard.press("Enter");
    await list.getByRole("listitem").nth(row).waitFor();
    await list.getByRole("listitem").first().getByText(String(voters[row]?.lastName)).waitFor();
    expect(await box.inputValue()).toBe("");
  }
  await page.keyboard.type(codes.at(3));
  await page.keyboard.press("Enter");
  await line.getByText("This voter stands in the list already.").waitFor();
  await box.fill("ZZZ-ZZZZ");
  await page.keyboard.press("Enter");
  await line.getByText("Nobody on the list has this code or name. Read it again.").waitFor();

  await box.fill(already.lastName);
  await page.keyboard.press("Enter");
  await line.getByText(/^Checked in already at .* The same check-in is not entered again\.$/).waitFor();
  await look(tablet, "paper-already");
  const byName = voters[12] as (typeof voters)[number];
  await box.fill(byName.lastName);
  await page.keyboard.press("Enter");
  const person = line.getByRole("article").filter({ hasText: byName.lastName });
  await person.getByRole("button", { name: "Add", exact: true }).click();
  await expect.poll(() => list.getByRole("listitem").count()).toBe(11);
  await list.getByRole("button", { name: new RegExp(`^Leave out ${voters[9]?.lastName}`) }).click();

  // The lock keeps what was read; another worker does not come near it.
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await tablet.signIn("Rosa", pin);
  expect(await page.getByRole("button", { name: "Inspector", exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await tablet.signIn("Lin", pin);
  await tablet.inspectorAct("Enter from paper");
  await list.getByText("10 lines to enter").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  for (const size of [
    { width: 768, height: 1024 },
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${size.width}`).toBe(0);
    await look(tablet, `paper-${size.width}`);
  }

  const enter = list.getByRole("button", { name: "Check in 10 voters" });
  expect(await enter.isDisabled()).toBe(true); // one alone
  await list.getByLabel("Second worker", { exact: true }).selectOption({ label: "Rosa M. · poll worker" });
  await list.getByLabel("PIN of the second worker").fill("000001");
  await enter.click();
  await list.getByText(/^Wrong PIN/).waitFor();
  await list.getByLabel("PIN of the second worker").fill(pin);
  // An impatient finger: five taps before the screen has drawn anything.
  await enter.evaluate((button: HTMLElement) => {
    for (let tap = 0; tap < 5; tap++) button.click();
  });
  await list.getByText("10 voters were checked in from paper").waitFor();

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  const said = (await election.bodies(tablet)).filter(
    ({ type }) => type === "VoterCheckedIn",
  ) as BodyOf<"VoterCheckedIn">[];
  const fromPaper = said.filter(({ written }) => written !== undefined);
  expect(fromPaper.map(({ voter }) => voter)).toEqual([..."012345678"].map((n) => `V${n}`).concat("V12"));
  for (const body of fromPaper)
    expect(body).toMatchObject({
      ...{ written: instantOf(date, "00:01", timeZone), worker: "lin", style: "B1" },
      second: { worker: "rosa", role: "pollWorker" },
    });
  expect(said).toHaveLength(11);
  const overview = await election.overview();
  expect(overview.places.find(({ id }) => id === "school")).toMatchObject({ checkedIn: 11 });
  expect(overview.twice).toEqual([]);
  expect(overview.flagged).toEqual([]);

  await tablet.inspectorAct("Balance and counts");
  await page.getByText("Of them entered from paper").locator("xpath=..").getByText("10").waitFor();
}, 120_000);
