/** axe-core (WCAG 2.2 A and AA) on every screen that a poll worker can reach, and every kind of banner. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

/** A primary, so that a voter of no party chooses a ballot. */
const primary = Election.parse({
  ...smallElection,
  kind: "primary",
  parties: [
    { id: "DEM", name: "Democratic" },
    { id: "REP", name: "Republican" },
  ],
  ballotStyles: [
    { id: "D1", splits: ["01", "02"], party: "DEM" },
    { id: "R1", splits: ["01", "02"], party: "REP" },
  ],
});
const banners: [string, Partial<VoterRecord>, RegExp][] = [
  ["Ready", { party: "DEM" }, /^Ready to check in$/],
  ["Idcheck", { party: "DEM", flags: ["idRequired"] }, /^Ask for identification$/],
  ["Inactive", { party: "DEM", registration: "inactive" }, /^Ask where the voter lives now$/],
  ["Choosing", { party: "" }, /ballot/],
  ["Returned", { party: "DEM", absentee: "returned" }, /^Stop: absentee ballot came back$/],
  ["Issued", { party: "DEM", absentee: "issued" }, /^Ask for the absentee ballot$/],
  ["Early", { party: "DEM", absentee: "earlyVoted" }, /^Stop: voted early$/],
  ["Elsewhere", { party: "DEM", split: "02" }, /^Send to Library$/],
  ["Challenged", { party: "DEM", registration: "challenged" }, /challenged$/],
  ["Pending", { party: "DEM", registration: "pending" }, /^Ask for what is missing/],
  ["Removed", { party: "DEM", registration: "cancelled" }, /registration was cancelled$/],
  ["Young", { party: "DEM", registration: "preregistered", birthDate: "2009-05-01" }, /not yet of voting age$/],
  ["Unclear", { party: "DEM", registration: "unknown" }, /^Call the county/],
  // Called by the number that it gets below, because nothing else finds it.
  ["V13", { party: "DEM", flags: ["confidential"] }, /confidential$/],
];
const common = { firstName: "Ana", houseNumber: "12", street: "Maple St", birthDate: "1970-05-01", split: "01" };
const voters = [
  ...banners.map(([lastName, set], n) => voter(`V${n}`, { ...common, lastName, ...set })),
  voter("twin1", { ...common, lastName: "Twinn", firstName: "Mara", party: "DEM" }),
  voter("twin2", { ...common, lastName: "Twinn", firstName: "Mira", party: "DEM" }),
];

const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters, election: primary });
});
afterAll(() => election.stop());

const clean = async (tablet: Tablet, where: string): Promise<void> =>
  expect({ where, findings: await axeFindings(tablet.page) }).toEqual({ where, findings: [] });

test("from set-up to the lock screen: axe finds nothing, and screens say what they are and stand whole at 1024 × 768", async () => {
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  const { page } = tablet;
  const whole = async (where: string): Promise<void> => {
    const hidden = await page.getByRole("main").evaluate((main) => main.scrollHeight - main.clientHeight);
    expect({ where, hidden }).toEqual({ where, hidden: 0 });
  };
  await page.goto(election.url);
  await page.getByLabel("Set-up code").waitFor();
  await clean(tablet, "set-up");
  await whole("set-up");
  await page.getByLabel("Set-up code").fill("ABCD");
  await page.keyboard.press("Enter");
  await page
    .getByRole("alert")
    .getByText(/28 characters/)
    .waitFor();
  await clean(tablet, "set-up, wrong code");
  await tablet.setUp(election.url, await election.setupCode());
  await page.getByText("This tablet is closed.").waitFor();
  await clean(tablet, "closed");
  await whole("closed");
  await page.getByRole("button", { name: "Scan the card" }).click();
  await page.getByRole("dialog").waitFor();
  await clean(tablet, "scan the card");
  await page.keyboard.press("Escape");
  await tablet.open(await election.card());
  await page.getByText("This tablet is locked.").waitFor();
  await clean(tablet, "workers");
  await page.getByRole("button", { name: /^lin/ }).click();
  await page.getByLabel("PIN", { exact: true }).waitFor();
  await clean(tablet, "PIN");
  await page.getByText("PIN", { exact: true }).waitFor();
  await whole("PIN");
  await page.getByRole("button", { name: "4", exact: true }).click();
  await page.getByRole("button", { name: "Erase" }).click();
  expect(await page.getByLabel("PIN", { exact: true }).inputValue()).toBe("");
  await page.getByLabel("PIN", { exact: true }).fill("111111");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(/./).first().waitFor();
  await clean(tablet, "wrong PIN");
  await page.getByLabel("PIN", { exact: true }).fill(pin);
  await page.keyboard.press("Enter");
  await tablet.searchBox.waitFor();
  await clean(tablet, "nothing searched");
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await clean(tablet, "what the inspector does");
  await page.keyboard.press("Escape");
  await tablet.inspectorAct("Close the tablet");
  await page.getByRole("dialog").waitFor();
  await clean(tablet, "close the tablet");
});

test("axe finds nothing on results, on every banner, and from Recorded to cancelled", async () => {
  const tablet = await newTablet();
  const { page } = tablet;
  await election.ready(tablet);
  await tablet.searchBox.fill("an");
  await tablet.row("Choosing").waitFor();
  await clean(tablet, "results");
  // Nobody reads a confidential name or address over a poll worker's shoulder.
  await tablet.searchBox.fill("V13");
  expect(await tablet.row("V13").innerText()).toMatch(/^V13\s+confidential\s+Stop$/);
  await tablet.searchBox.fill("twinn");
  await tablet.row("Twinn, Mira").waitFor();
  await clean(tablet, "people who look alike");
  for (const [lastName, , sentence] of banners) {
    await tablet.choose(lastName, lastName);
    await expect.poll(() => tablet.banner.innerText()).toMatch(sentence);
    await clean(tablet, lastName);
  }
  await page.getByRole("button", { name: "Ask the inspector" }).click();
  await page.getByRole("dialog").waitFor();
  await clean(tablet, "ask the inspector");
  await page.keyboard.press("Escape");
  await tablet.searchBox.fill("zzz");
  await page.getByRole("option", { name: "None of these" }).click();
  await clean(tablet, "none of these");

  await tablet.choose("Choosing", "Choosing");
  await tablet.voter.getByRole("radio", { name: /Republican/ }).check();
  await expect.poll(() => tablet.banner.innerText()).toBe("Ready to check in");
  await clean(tablet, "steps done");
  await tablet.checkInButton.click();
  await page.getByText("Confirmed by the county").waitFor();
  await clean(tablet, "recorded");
  await page.getByRole("button", { name: "Wrong voter?" }).click();
  await page.getByRole("button", { name: "Only cancel it" }).click();
  await page.getByRole("dialog").waitFor();
  await clean(tablet, "cancel");
  await page.getByRole("radio", { name: "Something else" }).check();
  await page.getByLabel("What happened?").fill("Somebody bumped the table");
  await clean(tablet, "cancel, something else");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the check-in" }).click();
  await tablet.banner.waitFor();
  await clean(tablet, "cancelled");
  await tablet.checkIn("Ready", "Ready");
  await tablet.nextVoter();
  await tablet.choose("Ready", "Ready");
  await expect.poll(() => tablet.banner.innerText()).toBe("Stop: already checked in");
  await clean(tablet, "already checked in");

  await page.getByRole("button", { name: "High contrast" }).click();
  await tablet.choose("Returned", "Returned");
  await clean(tablet, "high contrast");
});
