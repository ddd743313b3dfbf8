/** A voter challenged at the table, and a party chosen, by two states' packs in a real browser, without a network. */
import { afterEach, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const newTablet = tabletsOfThisFile();
let election: BrowserElection | undefined;
afterEach(() => election?.stop());

const sizes = [
  [768, 1024],
  [1280, 800],
  [1024, 768],
] as const;
/** In the three sizes: axe finds nothing, nothing runs out at the side; LOOK=folder keeps pictures. */
const look = async ({ page }: Tablet, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  expect({ name, findings: await axeFindings(page) }).toEqual({ name, findings: [] });
};
const press = ({ page }: Tablet, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const says = ({ banner }: Tablet, words: string) => expect.poll(() => banner.innerText()).toBe(words);
const agrees = async ({ page }: Tablet, role: string): Promise<void> => {
  await page.getByRole("combobox", { name: role }).selectOption({ label: `lin · ${role.toLowerCase()}` });
  await page.getByLabel(`PIN of the ${role.toLowerCase()}`).fill(pin);
};

/** A primary under this pack; who signs is another test's matter. */
async function inPrimary(state: string) {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no pack ${state}`);
  const { signature: _, ...rules } = pack.rules;
  const primary = Election.parse({
    ...smallElection,
    ...{ state, kind: "primary", rules },
    parties: [
      { id: "DEM", name: "Democratic", hasBallot: true, allowsUnaffiliated: true },
      { id: "REP", name: "Republican", hasBallot: true, allowsUnaffiliated: true },
    ],
    ballotStyles: [
      { id: "D1", splits: ["01", "02"], party: "DEM" },
      { id: "R1", splits: ["01", "02"], party: "REP" },
      { id: "N1", splits: ["01", "02"] },
    ],
  });
  const voters = plainVoters(8);
  const held = await browserElection({ voters, election: primary });
  election = held;
  const cable = await held.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  await held.ready(tablet, { url: cable.url });
  cable.pull();
  return { tablet, held, cable, names: voters.map(({ lastName }) => lastName) };
}

test("North Carolina: challenged by a voter of the county, upheld, a challenged ballot; the same after a restart, and undone", async () => {
  const { tablet, held, names } = await inPrimary("NC");
  const { page } = tablet;
  const [name = ""] = names;
  await tablet.choose(name, name);
  await look(tablet, "nc-plain");
  await press(tablet, "Needs help, or is challenged");
  await look(tablet, "nc-few");
  await press(tablet, "Voter is challenged");
  await says(tablet, "Ask who challenges the voter");
  await look(tablet, "nc-who");
  await press(tablet, "A registered voter of this county");
  await says(tablet, "Ask what the challenge says");
  await look(tablet, "nc-ground");
  await press(tablet, "Voter lives somewhere else");
  await look(tablet, "nc-decide");
  await page.getByRole("button", { name: /^Not settled/ }).click();
  await press(tablet, "Yes, shown");
  await page.getByRole("checkbox").first().waitFor();
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await says(tablet, "Ask the voter to say the party aloud");
  await look(tablet, "nc-party");
  await page.getByRole("radio", { name: /No party/ }).check();
  await agrees(tablet, "Chief judge");
  await look(tablet, "nc-provisional");
  await press(tablet, "Record provisional");
  await page.getByText("gets provisional ballot N1").waitFor();
  await page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.choose(name, name);
  await says(tablet, "Stop: has a provisional ballot already");
  const [issued] = (await held.bodies(tablet)).filter(({ type }) => type === "ProvisionalIssued");
  expect(issued).toMatchObject({
    second: { worker: "lin" },
    reasons: [{ situation: "challenged" }],
    steps: expect.arrayContaining([
      { step: "challengedHere", outcome: "voterOfCounty" },
      { step: "challengeGround", outcome: "saysLivesElsewhere" },
    ]),
  });
  await press(tablet, "Cancel that provisional ballot");
  await page.getByRole("radio", { name: "Wrong voter was chosen" }).check();
  await press(tablet, "Cancel the ballot");
  await says(tablet, "Ask for identification");
  expect(tablet.problems).toEqual([]);
});

test("New Hampshire: a party joined and left again, and a challenge upheld without a ballot; each undone, each at the county", async () => {
  const { tablet, held, cable, names } = await inPrimary("NH");
  const { page } = tablet;
  const [joins = "", refused = ""] = names;
  await tablet.choose(joins, joins);
  await press(tablet, "Yes, shown");
  await look(tablet, "nh-party");
  await page.getByRole("radio", { name: /Democratic/ }).check();
  await press(tablet, "Check in");
  await tablet.recorded.waitFor();
  await press(tablet, "Spoiled or handed back?");
  await press(tablet, "Something else: show the voter");
  await says(tablet, "Stop: already checked in");
  await look(tablet, "nh-joined");
  await press(tablet, "Leaves the party again: Democratic");
  await page.getByRole("checkbox", { name: "Voter completed: Return to undeclared" }).check();
  await look(tablet, "nh-leave");
  await press(tablet, "Record it");
  await page.getByText("Left the party again: Democratic").waitFor();
  await look(tablet, "nh-left");
  await page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.choose(joins, joins);
  await page.getByText("Left the party again: Democratic").waitFor();
  await press(tablet, "Undo");
  await page.getByRole("radio", { name: "Tapped by mistake" }).check();
  await press(tablet, "Undo it");
  await page.getByRole("button", { name: "Leaves the party again: Democratic" }).waitFor();

  await tablet.choose(refused, refused);
  await press(tablet, "Needs help, or is challenged");
  await press(tablet, "Voter is challenged");
  await press(tablet, "A registered voter of this town or ward");
  await look(tablet, "nh-ground");
  await press(tablet, "Voter lives somewhere else");
  await look(tablet, "nh-decide");
  await page.getByRole("button", { name: /^Not settled/ }).click();
  await page.getByRole("checkbox", { name: "Completed: Affidavit of the challenger" }).check();
  await agrees(tablet, "Moderator");
  await look(tablet, "nh-upheld");
  await press(tablet, "Record: no ballot is given");
  await page.getByText("Challenge upheld: no ballot was given").waitFor();
  await look(tablet, "nh-refused");
  await press(tablet, "Undo");
  await page.getByRole("radio", { name: "Decided anew, for the voter" }).check();
  await agrees(tablet, "Moderator");
  await look(tablet, "nh-undo");
  await press(tablet, "Undo it");
  await says(tablet, "Ask for identification");

  await tablet.plugIn(cable);
  await expect.poll(() => tablet.statusLine.innerText(), { timeout: 60_000 }).toContain("All sent to the county");
  const types = (await held.bodies(tablet)).map(({ type }) => type);
  expect(types.filter((type) => /Undeclared|Upheld|NoteUndone/.test(type))).toEqual([
    "PartyUndeclared",
    "VoterNoteUndone",
    "ChallengeUpheld",
    "VoterNoteUndone",
  ]);
  await held.county.lookAround();
  expect(held.county.fold.flagged).toEqual([]);
  expect(tablet.problems).toEqual([]);
});

test("Ohio: told that a party's ballot makes them its member, doubted, and believed on a statement", async () => {
  const { tablet, held, names } = await inPrimary("OH");
  const { page } = tablet;
  const [name = ""] = names;
  await tablet.choose(name, name);
  await press(tablet, "Yes, shown");
  await says(tablet, "Ask which ballot");
  await look(tablet, "oh-party");
  await page.getByRole("radio", { name: /Republican/ }).check();
  await press(tablet, "Needs help, or is challenged");
  await press(tablet, "Party is doubted");
  await says(tablet, "Ask for a statement of the party");
  await look(tablet, "oh-doubted");
  await press(tablet, "Yes, signs the statement");
  await page.getByRole("checkbox", { name: /Form 10-W/ }).check();
  await says(tablet, "Ready to check in");
  await look(tablet, "oh-ready");
  await press(tablet, "Check in");
  await tablet.recorded.waitFor();
  const [given] = (await held.bodies(tablet)).filter(({ type }) => type === "VoterCheckedIn");
  expect(given).toMatchObject({
    party: "REP",
    steps: expect.arrayContaining([
      { step: "partyChallenged", outcome: "partyStatementSigned" },
      { step: "form: Form 10-W", outcome: "completed" },
      { step: "joinsParty", outcome: "REP" },
    ]),
  });
  expect(tablet.problems).toEqual([]);
});
