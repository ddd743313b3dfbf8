/**
 * At 200 % zoom, held either way: a tablet of 1024 × 768 has half as many CSS pixels then. On the way of a check-in nothing
 * is cut off or lies over another, and each act can be scrolled to and tapped. The voter is one of Texas's runoff, bound by
 * the primary; one of North Carolina's second primary, where the voter says the party, follows.
 */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";
import { badlyStanding } from "./seenText.ts";

const about = { middleName: "Josephine", birthDate: "1970-11-25", houseNumber: "1592", unit: "Apt 16" };
const common = { ...about, street: "S Washington Hwy", city: "Port Alden", split: "01" };
const voters = [
  voter("V1", { ...common, lastName: "Vandenberg-Castillo", firstName: "Samantha", party: "REP" }),
  voter("V5", { ...common, lastName: "Vandenberg-Castillo", firstName: "Sabrina", party: "REP" }),
  voter("V2", { ...common, lastName: "Okafor", firstName: "Lin", party: "DEM" }),
  voter("V3", { ...common, lastName: "Undecided", firstName: "Ray" }),
  voter("V4", { ...common, lastName: "Returned", firstName: "Ann", party: "REP", absentee: "returned" }),
];
/** A runoff of two parties, by the law of a state; everyone's signature is another test's matter. */
const runoffOf = (state: string): Election => {
  const { signature: _, ...rules } = packs.get(state)?.rules ?? {};
  const parties = [
    { id: "DEM", name: "Democratic", hasBallot: true, allowsUnaffiliated: true },
    { id: "REP", name: "Republican", hasBallot: true, allowsUnaffiliated: true },
  ];
  const ballotStyles = [
    { id: "D1", splits: ["01", "02"], party: "DEM" },
    { id: "R1", splits: ["01", "02"], party: "REP" },
  ];
  return Election.parse({ ...smallElection, state, kind: "runoff", phone: "555-0142", parties, ballotStyles, rules });
};

const newTablet = tabletsOfThisFile();
let texas: BrowserElection;
let carolina: BrowserElection;
beforeAll(async () => {
  texas = await browserElection({ voters, election: runoffOf("TX") });
  carolina = await browserElection({ voters, election: runoffOf("NC") });
});
afterAll(async () => {
  await texas.stop();
  await carolina.stop();
});

/** Scrolled to, whole, under nothing, and big enough for a finger. */
async function inReach(tablet: Tablet, act: Locator): Promise<void> {
  await act.scrollIntoViewIfNeeded();
  const { width, height } = tablet.page.viewportSize() ?? { width: 0, height: 0 };
  const box = await act.boundingBox();
  if (box === null) throw new Error(`not shown: ${act}`);
  const inside = box.x >= -0.5 && box.x + box.width <= width + 0.5 && box.height <= height;
  expect({ act: await act.innerText(), inside, least: Math.min(box.width, box.height) >= 44 }).toMatchObject({
    inside: true,
    least: true,
  });
  if (await act.isEnabled()) await act.click({ trial: true });
}

/** Text stands well, and every button of the screen, or of the dialog over it, can be reached. */
async function standsWell(tablet: Tablet, where: string): Promise<void> {
  const { page } = tablet;
  const folder = process.env["LOOK"];
  const { width } = page.viewportSize() ?? { width: 0 };
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${where}-${width}.png`, fullPage: true });
  // The header leaves its precincts out where they have no room, by cutting them off.
  const standing = (await badlyStanding(page)).filter((finding) => !finding.includes("span.precincts"));
  expect({ where, standing }).toEqual({ where, standing: [] });
  const dialog = page.getByRole("dialog");
  const over = (await dialog.isVisible()) ? dialog : page.locator("body");
  for (const act of await over.locator("button, [role=option], input, select").all())
    if (await act.isVisible()) await inReach(tablet, act);
}

const sizes = [
  { width: 512, height: 384, first: "Samantha", id: "V1" },
  { width: 384, height: 512, first: "Sabrina", id: "V5" },
];
test.each(sizes)(
  "Texas's runoff at 200 %, $width × $height: bound by the primary; lock, dialogs, and what stops",
  async ({ first, id, ...viewport }) => {
    const tablet = await newTablet({ viewport, touch: true, scale: 2 });
    const { page, banner } = tablet;
    await texas.ready(tablet);
    await standsWell(tablet, "find");
    await tablet.searchBox.fill(`${first} van`);
    await tablet.row(`Vandenberg-Castillo, ${first}`).waitFor();
    await standsWell(tablet, "rows");
    await tablet.row(`Vandenberg-Castillo, ${first}`).click();
    await expect.poll(() => banner.innerText()).toBe("Ask for identification");
    await standsWell(tablet, "identification");
    await page.getByRole("button", { name: /^Yes, shown/ }).click();
    await expect.poll(() => banner.innerText()).toBe("Ask whether the voter voted in that primary");
    await page.getByText(/in this primary: Republican/).waitFor();
    await standsWell(tablet, "bound");
    await page.getByRole("button", { name: /^Yes: that party's ballot only/ }).click();
    await expect.poll(() => banner.innerText()).toBe("Ready to check in");
    await expect.poll(() => page.locator(".ballot b").innerText()).toBe("R1");
    await standsWell(tablet, "ready");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: /^Ask the / }).click();
    await page.getByRole("dialog").waitFor();
    await standsWell(tablet, "ask the judge");
    await page.keyboard.press("Escape");
    await tablet.checkInButton.click();
    await tablet.recorded.waitFor();
    await standsWell(tablet, "recorded");
    expect(await axeFindings(page)).toEqual([]);
    await tablet.nextVoter();

    await tablet.choose("returned", "Returned");
    await expect.poll(() => banner.innerText()).toBe("Stop: ballot by mail came back");
    await standsWell(tablet, "stop");
    await page.getByRole("button", { name: "Next voter" }).click();
    await tablet.searchBox.fill("nobody at all");
    await page.getByRole("option", { name: "None of these" }).click();
    await page.getByText("Search another way").waitFor();
    await standsWell(tablet, "ladder");

    await page.reload();
    await page.getByLabel("PIN", { exact: true }).waitFor();
    await standsWell(tablet, "lock");
    await page.getByLabel("PIN", { exact: true }).fill(pin);
    await page.keyboard.press("Enter");
    await tablet.searchBox.waitFor();
    const given = (await texas.bodies(tablet)).filter(({ type }) => type === "VoterCheckedIn");
    expect(given).toMatchObject([{ voter: id, style: "R1", party: "REP" }]);
  },
  120_000,
);

test("North Carolina's second primary: a member gets that party's ballot, others say which; and are told of the first", async () => {
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  const { page, banner } = tablet;
  await carolina.ready(tablet);
  await tablet.choose("okafor", "Okafor");
  await page.getByRole("button", { name: /^Yes, shown/ }).click();
  await expect.poll(() => banner.innerText()).toBe("Ready to check in");
  await expect.poll(() => page.locator(".ballot b").innerText()).toBe("D1");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  await tablet.nextVoter();
  await tablet.choose("undecided", "Undecided");
  await page.getByRole("button", { name: /^Yes, shown/ }).click();
  await expect.poll(() => banner.innerText()).toBe("Ask the voter to say the party aloud");
  await page.getByText("Give only the ballot of the first primary in which the voter voted.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("radio", { name: /Republican/ }).check();
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  const given = (await carolina.bodies(tablet)).filter(({ type }) => type === "VoterCheckedIn");
  expect(given).toMatchObject([
    { voter: "V2", style: "D1" },
    { voter: "V3", style: "R1" },
  ]);
});
