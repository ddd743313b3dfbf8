/** Voters of whom something is special, through the screens of a real browser, offline, and to the county afterwards. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ballotsGiven } from "../../src/domain/ballotsGiven.ts";
import { Rules } from "../../src/domain/election.ts";
import { Workplace } from "../cli/turnout.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(10).map((voter, n) => {
  if (n === 1) return { ...voter, absentee: "issued" as const };
  if (n === 2) return { ...voter, registration: "inactive" as const };
  if (n === 3) return { ...voter, absentee: "returned" as const };
  return voter;
});
const [plain, issued, inactive, returned] = voters.map(({ lastName }) => lastName) as [string, string, string, string];
const [wrong, right] = voters.slice(4).map(({ lastName }) => lastName) as [string, string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  const rules = Rules.parse({
    identification: "everyone",
    situations: {
      identification: {
        first: "ask",
        ways: [
          { way: "idShown", outcome: "regular" },
          { way: "idException", outcome: "regular", forms: ["Reasonable Impediment Declaration"] },
          { way: "idNone", outcome: "provisional", by: "inspector" },
        ],
      },
      notOnList: {
        first: "ask",
        ways: [
          { way: "registersToday", outcome: "regular", forms: ["Registration form"], proofs: ["Address"] },
          { way: "claimsRegistration", outcome: "provisional", by: "inspector", code: "NR" },
        ],
      },
    },
  });
  election = await browserElection({ voters, election: { ...smallElection, phone: "555-0142", rules } });
});
afterAll(() => election.stop());

const answer = (tablet: Tablet, name: RegExp) => tablet.page.getByRole("button", { name }).click();
const press = (tablet: Tablet, name: string) => tablet.page.getByRole("button", { name, exact: true }).click();
const slip = ({ page }: Tablet) => page.getByRole("region", { name: "Slip" });
const look = async (tablet: Tablet, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder !== undefined) await tablet.page.screenshot({ path: `${folder}/${name}.png` });
};

test("identification, a form, a provisional ballot with an inspector's PIN, its undo: offline, and all of it at the county", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  await election.ready(tablet, { url: cable.url });
  cable.pull();
  const { page, banner } = tablet;

  await tablet.choose(plain, plain);
  await expect.poll(() => banner.innerText()).toBe("Ask for identification");
  await look(tablet, "ask");
  expect(await tablet.checkInButton.isDisabled()).toBe(true);
  await answer(tablet, /declares why/);
  await expect.poll(() => banner.innerText()).toBe("Have the voter complete the form");
  await page.getByRole("checkbox", { name: /Reasonable Impediment Declaration/ }).check();
  await expect.poll(() => banner.innerText()).toBe("Ready to check in");
  await look(tablet, "form");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();

  await tablet.nextVoter();
  await tablet.choose(issued, issued);
  await answer(tablet, /Yes, shown/);
  await expect.poll(() => banner.innerText()).toBe("Ask for the absentee ballot");
  await answer(tablet, /does not have it here/);
  await expect.poll(() => banner.innerText()).toBe("Give a provisional ballot");
  await look(tablet, "provisional");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Inspector" }).selectOption({ label: "lin · inspector" });
  await page.getByLabel("PIN of the inspector").fill("111222");
  await press(tablet, "Record provisional");
  await page.getByRole("alert").getByText(/PIN/).waitFor();
  await page.getByLabel("PIN of the inspector").fill(pin);
  await look(tablet, "agreed");
  await press(tablet, "Record provisional");
  await page.getByText("gets provisional ballot").waitFor();
  // What is written on the envelope: the rules here give no words of their own.
  await slip(tablet).getByText("Reason: Absentee ballot was sent", { exact: true }).waitFor();
  await look(tablet, "recorded");
  await press(tablet, "Next voter");

  // Stays so after a restart, and can be taken back.
  await page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.choose(issued, issued);
  await expect.poll(() => banner.innerText()).toBe("Stop: has a provisional ballot already");
  await look(tablet, "stop");
  await press(tablet, "Cancel that provisional ballot");
  const dialog = page.getByRole("dialog", { name: /Cancel the provisional ballot of/ });
  await dialog.getByRole("radio", { name: "Wrong voter was chosen" }).check();
  await dialog.getByRole("button", { name: "Cancel the ballot" }).click();
  await expect.poll(() => banner.innerText()).toBe("Ask for identification");

  await tablet.choose(inactive, inactive);
  await answer(tablet, /Yes, shown/);
  await answer(tablet, /^No, the voter has moved/);
  await answer(tablet, /Within this precinct/);
  await expect.poll(() => banner.innerText()).toBe("Ready to check in");
  await look(tablet, "moved");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  await tablet.nextVoter();
  await tablet.choose(returned, returned);
  await expect.poll(() => banner.innerText()).toBe("Stop: absentee ballot came back");
  await look(tablet, "returned");

  await answer(tablet, /was not sent back/);
  await page.getByRole("button", { name: /Yes, shown/ }).click();
  await page.getByRole("combobox", { name: "Inspector" }).selectOption({ label: "lin · inspector" });
  await page.getByLabel("PIN of the inspector").fill(pin);
  await press(tablet, "Record provisional");
  await page.getByText("gets provisional ballot").waitFor();

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  const bodies = await election.bodies(tablet);
  expect(bodies.map(({ type }) => type)).toEqual([
    "TabletOpened",
    "WorkerSignedIn",
    "VoterCheckedIn",
    "PinsRefused",
    "ProvisionalIssued",
    "WorkerSignedIn",
    "ProvisionalCancelled",
    "VoterCheckedIn",
    "ProvisionalIssued",
  ]);
  const provisional = bodies[4];
  expect(provisional).toMatchObject({ second: { worker: "lin" }, reasons: [{ situation: "absenteeIssued" }] });
  await election.county.lookAround();
  expect(election.county.fold.flagged).toEqual([]);
  expect((await election.overview()).places[0]).toMatchObject({ checkedIn: 2, provisional: 1 });
  expect(tablet.problems).toEqual([]);
});

test("a wrong voter put right by one act, and a spoiled ballot replaced: offline, after a restart, and at the county", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  await election.ready(tablet, { url: cable.url });
  cable.pull();
  const { page, banner } = tablet;
  await tablet.choose(wrong, wrong);
  await answer(tablet, /Yes, shown/);
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  await look(tablet, "ballots-recorded");
  await press(tablet, "Wrong voter?");
  await page.getByText(/Find and check in the right voter/).waitFor();
  await look(tablet, "ballots-wrong");
  await tablet.choose(right, right);
  await answer(tablet, /Yes, shown/);
  await page.getByText("The voter keeps ballot B1. Give no second ballot.").waitFor();
  await look(tablet, "ballots-right");
  expect(await axeFindings(page)).toEqual([]);
  await press(tablet, "Check in instead");
  await page.getByText("keeps ballot B1").waitFor();
  await look(tablet, "ballots-kept");

  await press(tablet, "Spoiled or handed back?");
  await look(tablet, "ballots-dialog");
  await press(tablet, "Replace a spoiled ballot");
  await page.getByRole("radio", { name: "Voter gets another ballot" }).check();
  await look(tablet, "ballots-replace");
  expect(await axeFindings(page)).toEqual([]);
  await press(tablet, "Give another ballot");
  await page.getByText("gets another ballot B1").waitFor();
  await page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.choose(right, right);
  await page.getByText(/Ballot B1 replaced: number 2/).waitFor();
  await look(tablet, "ballots-done");
  await page.setViewportSize({ width: 768, height: 1024 });
  await press(tablet, "Wrong voter was checked in");
  await page.getByText(/Find and check in the right voter/).waitFor();
  await look(tablet, "ballots-wrong-portrait");
  await press(tablet, "It was right");
  await look(tablet, "ballots-done-portrait");
  await page.setViewportSize({ width: 1024, height: 768 });
  await tablet.choose(wrong, wrong);
  await expect.poll(() => banner.innerText()).toBe("Ask for identification");

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  expect((await election.bodies(tablet)).map(({ type }) => type)).toEqual([
    "TabletOpened",
    "WorkerSignedIn",
    "VoterCheckedIn",
    "VoterCheckedIn",
    "BallotReissued",
    "WorkerSignedIn",
  ]);
  await election.county.lookAround();
  const { flagged, standings } = election.county.fold;
  expect(flagged).toEqual([]);
  const [wrongId, rightId] = [wrong, right].map((name) => voters.find(({ lastName }) => lastName === name)?.id ?? "");
  expect(standings.of(wrongId ?? "").checkIns).toEqual([]);
  expect(standings.of(rightId ?? "").checkIns).toHaveLength(1);
  const { reissued, fate } = ballotsGiven(standings, "school").regular;
  expect([reissued, fate.spoiled]).toEqual([new Map([["B1", 1]]), new Map([["B1", 1]])]);
  expect(tablet.problems).toEqual([]);
});

test("not on the list: up the ladder, look at who looks like it first, then provisional, or registered; told to the county", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  await election.ready(tablet, { url: cable.url });
  cable.pull();
  const { page } = tablet;
  const says = (words: string) => expect.poll(() => page.locator(".banner").innerText()).toBe(words);
  const label = (name: string) => page.getByLabel(name, { exact: true });
  const upTo = async (house: string): Promise<void> => {
    await page.getByRole("option", { name: "None of these" }).click();
    await says("Search another way");
    await press(tablet, "Still not there");
    await says("Ask for house number and street");
    await label("House number").fill(house);
    await label("Street").fill("Maple");
    await page.getByText(/Is it one of these|Nobody on the list lives there/).waitFor();
    await look(tablet, `address-${house}`);
    await page.locator(".act").getByRole("button", { name: "None of these" }).click();
    await says("Call the county");
    await page.getByText("555-0142").waitFor();
    await look(tablet, "county");
    expect(await axeFindings(page)).toEqual([]);
    await answer(tablet, /does not find the voter either/);
    await says("Write down who it is");
  };

  await tablet.searchBox.fill("Votre");
  await upTo("5");
  await press(tablet, "Go on");
  await page.getByText("Ask for the birth date. Type it as 7/4/1961.").waitFor();
  await label("Last name").fill("Voter-Ea");
  await label("First name").fill("Ann");
  await page.getByLabel("Birth date").fill("2/30/1970");
  await press(tablet, "Go on");
  await page.getByText(/There is no such day/).waitFor();
  await look(tablet, "person");
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel("Birth date").fill("01011970");
  await press(tablet, "Go on");
  await says("Look at these voters first");
  await look(tablet, "lookFirst");
  expect(await axeFindings(page)).toEqual([]);
  await press(tablet, "Somebody else");
  await says("Decide with the inspector: voter is not on the list");
  await look(tablet, "decide");
  await answer(tablet, /Says that they are registered/);
  await answer(tablet, /Yes, shown/);
  await page.getByRole("combobox", { name: "Inspector" }).selectOption({ label: "lin · inspector" });
  await page.getByLabel("PIN of the inspector").fill(pin);
  await look(tablet, "unlistedProvisional");
  await press(tablet, "Record provisional");
  await page.getByText("gets provisional ballot").waitFor();
  await slip(tablet).getByText("Reason: NR", { exact: true }).waitFor();
  await press(tablet, "Next voter");

  await tablet.searchBox.fill("Ortega");
  await upTo("400");
  await label("Last name").fill("O\u2019Rourke Jr.");
  await label("First name").fill("Luz");
  await page.getByLabel("Birth date").fill("7-4-61");
  await page.getByLabel("Precinct of the address").selectOption("01");
  await press(tablet, "Go on");
  await answer(tablet, /Registers now/);
  await says("Ask the voter to show proof");
  await page.getByRole("checkbox", { name: /Address/ }).check();
  await page.getByRole("checkbox", { name: /Registration form/ }).check();
  await look(tablet, "register");
  await page.getByRole("combobox", { name: "Inspector" }).selectOption({ label: "lin · inspector" });
  await page.getByLabel("PIN of the inspector").fill(pin);
  await press(tablet, "Register");
  await page.getByText("Registered today").waitFor();
  await answer(tablet, /Yes, shown/);
  await look(tablet, "registered");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  await tablet.nextVoter();
  await tablet.searchBox.fill("orourke luz");
  await page.getByRole("option", { name: /O'Rourke, Luz, Jr\..*Registered today/ }).waitFor();
  await page.setViewportSize({ width: 768, height: 1024 });
  await tablet.searchBox.fill("voter");
  await page.getByRole("option", { name: /Voter-Ea, Ann/ }).waitFor();
  await look(tablet, "rows");

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  await election.county.lookAround();
  expect(election.county.fold.flagged).toEqual([]);
  const work = new Workplace();
  const out = work.path("provisional.csv");
  expect(await work.turnout("export", "provisional", "--data", election.folder, "--out", out)).toMatchObject({
    code: 0,
  });
  const [columns, ...lines] = readFileSync(out, "utf8")
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
  const of = lines.find((line) => line.includes("Voter-Ea")) ?? [];
  const told = Object.fromEntries((columns ?? []).map((column, at) => [column, of[at]]));
  expect(told).toMatchObject({ voter_id: "", first_name: "Ann", birth_date: "1970-01-01", reason_codes: "NR" });
  expect(told).toMatchObject({ reasons: "notOnList", same_person_again: "N", checked_in_too: "N" });
  work.remove();
  expect(tablet.problems).toEqual([]);
});
