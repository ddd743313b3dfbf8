/** Voters of whom something is special, through the screens of a real browser, offline, and to the county afterwards. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ballotsGiven } from "../../src/domain/ballotsGiven.ts";
import { Rules } from "../../src/domain/election.ts";
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
    },
  });
  election = await browserElection({ voters, election: { ...smallElection, rules } });
});
afterAll(() => election.stop());

const answer = (tablet: Tablet, name: RegExp) => tablet.page.getByRole("button", { name }).click();
const press = (tablet: Tablet, name: string) => tablet.page.getByRole("button", { name, exact: true }).click();
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

  cable.plugIn();
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
  await expect.poll(() => banner.innerText()).toBe("Stop: already checked in");
  await look(tablet, "ballots-voter");
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

  cable.plugIn();
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
