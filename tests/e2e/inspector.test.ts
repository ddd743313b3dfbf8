/**
 * The inspector's day on the real tablet, offline: opens, counts, sees one ballot missing and one check-in cancelled after the
 * ballot was given, explains, signs, closes; the county has every entry afterwards. Acts are counted.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../src/domain/electionDay.ts";
import type { BodyOf } from "../../src/domain/events.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(12);
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  const date = dayOf(Date.now(), smallElection.timeZone);
  const polls = { open: "00:00", close: "23:59" };
  election = await browserElection({ voters, election: { ...smallElection, date, polls }, names: { lin: "Lin C." } });
});
afterAll(() => election.stop());

const look = async ({ page }: Pick<Tablet, "page">, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

/** Hands that count what they press. */
class Inspector {
  acts = 0;
  readonly #tablet: Tablet;

  constructor(tablet: Tablet) {
    this.#tablet = tablet;
  }

  async press(name: string | RegExp, exact = true): Promise<void> {
    this.acts++;
    await this.#tablet.page.getByRole("button", { name, exact }).last().click();
  }

  /** Puts right what did not pass. */
  async now(check: RegExp): Promise<void> {
    this.acts++;
    const { page } = this.#tablet;
    await page.locator(".check", { hasText: check }).getByRole("button", { name: "Do it now" }).click();
  }

  /** Says why one goes on although this did not pass. */
  async reason(check: RegExp, words: string): Promise<void> {
    this.acts += 2;
    const failed = this.#tablet.page.locator(".check", { hasText: check });
    await failed.getByRole("button", { name: "Other…" }).click();
    await failed.getByLabel("Write the reason, without names of voters").fill(words);
  }

  async count(what: string, fields: Readonly<Record<string, number>>): Promise<void> {
    const { page } = this.#tablet;
    const dialog = page.getByRole("dialog", { name: "Write down a count" });
    if (!(await dialog.isVisible())) await this.press("Count");
    this.acts += 2 + Object.keys(fields).length;
    await dialog.getByLabel("What was counted").selectOption({ label: what });
    for (const [label, number] of Object.entries(fields)) {
      const stack = dialog.getByRole("group", { name: label }).getByLabel("Counted out of opened packs");
      await stack.or(dialog.getByLabel(label, { exact: true })).fill(String(number));
    }
    await dialog.getByRole("button", { name: "Write it down" }).click();
    await dialog.getByText("Written down. Count the next one, or go back.").waitFor();
  }
}

async function fitsWell({ page }: Tablet): Promise<void> {
  for (const size of [
    { width: 768, height: 1024 },
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${size.width}`).toBe(0);
    const acts = await page.locator(".bookActs").boundingBox();
    const status = await page.getByRole("contentinfo").boundingBox();
    expect((acts?.y ?? 0) + (acts?.height ?? 0)).toBeLessThanOrEqual((status?.y ?? 0) + 0.5);
    await look({ page }, `book-${size.width}`);
  }
}

test("opens, counts, explains, signs and closes a place without a network; the county has all of it", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 }, persistentAt: cable.url });
  await election.ready(tablet, { url: cable.url, worker: "lin" });
  const { page } = tablet;
  const lin = new Inspector(tablet);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  cable.pull();
  const notOpen = page.getByText("The polls are not open yet, as far as this tablet knows.");
  await notOpen.waitFor();
  for (const width of [768, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    expect(await notOpen.isVisible()).toBe(true);
  }
  // In the morning, before anybody has signed in: the tablet finds out what it can, and one tap says the rest.
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  await lin.press("Get ready");
  await page.getByText(/^All tablets must show [A-Z]+-\d\d$/).waitFor();
  await page.getByText("The camera gives a picture").waitFor(); // this one has none
  await look(tablet, "ready");
  expect(await axeFindings(page)).toEqual([]);
  await lin.press("Not needed here");
  await lin.press("Yes to both: ready");
  await page.getByText(/^This tablet is ready since/).waitFor();
  // The card is scanned with one tap more; four are promised.
  expect(lin.acts).toBe(3);
  await look(tablet, "is-ready");
  await page.getByRole("button", { name: "Sign in" }).click();
  await tablet.signIn("Lin", pin);

  // Once for the place: the list of checks leads to what is missing and back; what only a person can see is one tap.
  await lin.press("Open the polls");
  const opening = page.getByRole("dialog", { name: "Open the polls" });
  await opening.getByText(/^Tablet \d+: ready since/).waitFor();
  await opening.getByText("Not so: The camera gives a picture").waitFor();
  await look(tablet, "open");
  await lin.press("I looked: all is well");
  await lin.now(/Ballots received are counted/);
  const packs = page.getByRole("group", { name: "Ballots B1" });
  await packs.getByLabel("Sealed packs").fill("1");
  await packs.getByLabel("Ballots in each", { exact: true }).fill("60");
  await packs.getByLabel("Counted out of opened packs").fill("40");
  await packs.getByText("100 in all").waitFor();
  await look(tablet, "packs");
  await lin.press("Write it down");
  await page.getByText("Written down. Count the next one, or go back.").waitFor();
  await lin.count("Scanner 1: counter at the start", { Number: 0 });
  await lin.press("Back");
  await opening.getByText(/The scanner counters are read/).waitFor({ state: "detached" });
  // A paper list lies there, and no supplement has come.
  for (const answer of ["Yes", "No"])
    expect(await opening.getByRole("button", { name: answer, pressed: true }).count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);
  await lin.press("Sign and open the polls");
  await page.getByRole("alert").getByText("Not done: give a reason beside each check that failed.").waitFor();
  await look(tablet, "open-refused");
  await lin.reason(/seals are written down/, "The seals come with the second box.");
  await lin.press("Sign and open the polls");
  // What it comes to is the zero report, with the code that all tablets showed and the names of those who signed.
  const zero = page.getByRole("dialog", { name: "Zero report" });
  await zero.getByText("Match code of the tablets").waitFor();
  await zero.getByText("Opening signed").waitFor();
  expect(await zero.innerText()).toMatch(/[A-Z]+-\d\d[\s\S]*Lin C\./);
  await look(tablet, "zero");
  const code = /[A-Z]+-\d\d(?!\d)/.exec(
    await zero.getByText("Match code of the tablets").locator("..").innerText(),
  )?.[0];
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await lin.press("Print the report");
  await page.locator(":root[data-printing]").waitFor();
  const zeroPaper = (await page.locator(".prints .sheet").textContent()) ?? "";
  for (const words of ["Zero report", "Opening signed", code ?? "no code"]) expect(zeroPaper).toContain(words);
  await page.mouse.click(5, 5); // the dialog of the system's print is over, and so is ours
  await zero.waitFor({ state: "detached" });
  await page.getByText(/^Polls open since/).waitFor();
  expect(lin.acts).toBeLessThanOrEqual(20);

  // Six voters; one check-in is cancelled after the ballot was given, and that ballot was voted.
  await page.getByRole("button", { name: "Check in voters" }).click();
  await tablet.searchBox.waitFor();
  expect(await notOpen.count()).toBe(0);
  for (const { id, lastName } of voters.slice(0, 6)) {
    await tablet.checkIn(id, lastName);
    await tablet.nextVoter();
  }
  const cancelled = voters[5] as VoterRecord;
  await tablet.choose(cancelled.id, cancelled.lastName);
  await page.getByRole("button", { name: "Cancel that check-in" }).click();
  const why = page.getByRole("dialog");
  await why.getByRole("radio").first().check();
  await why.getByRole("button", { name: "Cancel the check-in" }).click();
  await expect.poll(() => tablet.banner.innerText()).toBe("Ready to check in");

  // At night: one ballot fewer is left than should be. The reload keeps all of it.
  await tablet.inspectorAct("Balance and counts");
  await lin.press("Line");
  await page.getByLabel("People in line now").fill("4");
  await lin.press("Write it down");
  await lin.count("Scanner 1: counter now", { Number: 6 });
  await lin.count("Ballots unused now", { "Ballots B1": 93 });
  await lin.press("Back");
  const balance = page.getByRole("region", { name: "Balance" });
  await balance.getByText("1 ballot is not accounted for. Count the unused stack again.").waitFor();
  await balance.getByText("1 ballot more was cast than the book issued.").waitFor();
  await balance.getByText("1 check-in was cancelled after the ballot was given").waitFor();
  await look(tablet, "balance");
  expect(await axeFindings(page)).toEqual([]);
  await fitsWell(tablet);
  await page.reload();
  await tablet.signIn("Lin", pin);
  await tablet.inspectorAct("Balance and counts");

  // The stack is counted again; what is left is explained in the board's words.
  await lin.count("Ballots unused now", { "Ballots B1": 94 });
  await lin.press("Back");
  await balance.getByText("1 ballot is not accounted for.").waitFor({ state: "detached" });
  await lin.press("Explain");
  await look(tablet, "explain");
  await page.getByLabel("In your words").fill("The voter voted, and the check-in was cancelled by mistake.");
  await lin.press("Write it down");
  await balance.getByText("“The voter voted, and the check-in was cancelled by mistake.”").waitFor();
  await lin.press("Sign");
  await page.getByLabel(/^Names of all members/).fill("Lin C., Rosa M.");
  await look(tablet, "sign");
  await lin.press("Sign");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await lin.press("Close the polls");
  await look(tablet, "close");
  // Hours before the legal end nobody closes by a slip of the finger.
  const closing = page.getByRole("dialog", { name: "Close the polls for good" });
  await closing.getByText(/^By law the polls close at 11:59 pm/).waitFor();
  expect(await closing.getByRole("button", { name: "Close the polls" }).isDisabled()).toBe(true);
  await closing.getByLabel(/^Type the date of today/).fill(dayOf(Date.now(), smallElection.timeZone));
  // And nobody leaves alone with records that the tablet cannot send.
  expect(await closing.getByRole("button", { name: "Close the polls" }).isDisabled()).toBe(true);
  await closing.getByRole("button", { name: "Sealed tablets go to the county: 1" }).click();
  await closing.getByLabel("Second worker", { exact: true }).selectOption("rosa");
  await closing.getByLabel("PIN of the second worker").fill(pin);
  await look(tablet, "close-left");
  expect(await axeFindings(page)).toEqual([]);
  await lin.press("Close the polls");
  await page.getByText(/^Polls closed at/).waitFor();
  await lin.press("Written");
  await page.getByText("Balance signed by Lin C., Rosa M.").waitFor();
  await look(tablet, "written");
  await lin.press("Back");

  // The report says the same on the screen, on paper and as a table.
  await lin.press("Report");
  const report = page.getByRole("dialog", { name: "Closing report" });
  await report.getByText("The seals come with the second box.").waitFor();
  await look(tablet, "report");
  expect(await axeFindings(page)).toEqual([]);
  const saved = page.waitForEvent("download");
  await report.getByRole("button", { name: "Save it as a table" }).click();
  const table = readFileSync(await (await saved).path(), "utf8");
  expect(table).toContain('"Closing report","School","Voters served, with a regular or a provisional ballot","5"');
  expect(table).toContain('"Scanner reads","– / 6"');
  expect(table).toContain('"Explanation (1)","The voter voted, and the check-in was cancelled by mistake."');
  for (const { firstName, lastName, street } of voters.slice(0, 6))
    for (const name of [firstName, lastName, street]) expect(table).not.toContain(name);
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await report.getByRole("button", { name: "Print the report" }).click();
  await page.locator(":root[data-printing]").waitFor();
  const paper = (await page.locator(".prints .sheet").textContent()) ?? "";
  for (const words of ["Closing report", "Voters served", "Rosa M."]) expect(paper).toContain(words);
  await page.mouse.click(5, 5); // the dialog of the system's print is over, and so is ours
  await report.waitFor({ state: "detached" });
  const taken = (await election.bodies(tablet)).filter(({ type }) => type === "RecordsExported");
  expect(taken).toMatchObject(
    [1, 2, 3].map(() => ({ what: "report", worker: "lin", role: "inspector", place: "school" })),
  );

  // What leaves the place: written down once, on a sheet for two signatures.
  await lin.press("What leaves");
  const custody = page.getByRole("dialog", { name: /hat leaves the place$/ });
  await custody.getByLabel("Opening cards that leave").fill("2");
  await custody.getByLabel(/^Who carries it/).fill("Lin C., Rosa M.");
  await custody.getByLabel("Where it goes").fill("County office");
  await look(tablet, "custody");
  await lin.press("Write it down");
  await custody.getByText("Lin C., Rosa M.").waitFor();
  expect(await custody.getByText(/^2 of \d+; \d+ not sent: keep it sealed until they are/).count()).toBe(1);
  await look(tablet, "custody-sheet");
  expect(await axeFindings(page)).toEqual([]);
  await lin.press("Back");

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  const said = (await election.bodies(tablet)).filter(({ type }) => /^(Polls|Ballot|Balance|Counter|Line)/.test(type));
  expect(said.map(({ type }) => type)).toEqual([
    ...["BallotStockCounted", "CounterRead", "PollsOpened", "LineCounted", "CounterRead", "BallotStockCounted"],
    ...["BallotStockCounted", "BalanceExplained", "BalanceSigned", "PollsClosed"],
  ]);
  const ended = said.find(({ type }) => type === "PollsClosed") as BodyOf<"PollsClosed">;
  expect(ended).toMatchObject({
    second: { worker: "rosa" },
    left: { goes: "sealedTablets", tablets: [{ tablet: "1" }] },
  });
  expect(ended.notSent).toBeGreaterThan(10);
  const school = (await election.overview()).places.find(({ id }) => id === "school");
  expect(school).toMatchObject({ polls: { state: "closed" }, line: { people: 4 }, incidents: 0, unexplained: 0 });
  // What the tablet closed with and without a network is at the county by now, and the page says no other.
  expect(school?.notSent).toBe(0);
  expect(said).toMatchObject({
    0: { stacks: [{ style: "B1", sealed: [{ packs: 1, sheets: 60 }], opened: 40 }] },
    2: {
      ...{ checkedIn: 0, overrides: [{ check: "seals", reason: "The seals come with the second box." }] },
      ...{ members: ["Lin C."], code: expect.stringMatching(/^[A-Z]+-\d\d$/) },
    },
    7: { difference: "scanned", sheets: 1, how: "explained", by: [expect.any(String)] },
    8: { members: ["Lin C.", "Rosa M."], differences: [{ difference: "scanned", sheets: 1, unexplained: 0 }] },
    9: { checkedIn: 5 },
  });
}, 120_000);
