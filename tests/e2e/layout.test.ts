/**
 * Where things stand on a tablet held either way and on a laptop: nothing is cut off or covered, the primary act is in
 * view, and nothing jumps by itself. The pictures of the README show what it sees, or it fails; PICTURES=1 takes them anew.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElementHandle, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { officePassword } from "../helpers/office.ts";
import { type Likeness, likeness, varyingParts } from "../helpers/pictureLikeness.ts";
import { enrolTablet, viewIn } from "../helpers/server.ts";
import { type Tablet, type TabletOptions, tabletsOfThisFile } from "../helpers/tablet.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";

const precincts = [
  { id: "101", name: "101 Fairhaven" },
  { id: "102", name: "102 Cedar Falls" },
  { id: "103", name: "103 Marlow Mill" },
  { id: "104", name: "104 North Fork" },
  { id: "105", name: "105 Old Ferry" },
];
const marlow = Election.parse({
  format: "turnout-election/1",
  id: "marlow-2026",
  name: "General Election",
  county: "Marlow County",
  state: "NC",
  date: "2026-11-03",
  timeZone: "America/New_York",
  kind: "general",
  precincts,
  ballotStyles: [
    { id: "B-12", splits: ["101", "102", "103"], languages: ["en", "es"] },
    { id: "B-14", splits: ["104", "105"] },
  ],
  places: [
    { id: "school", name: "Maple Street School", address: "410 Maple St", serves: ["101", "102", "103"] },
    { id: "library", name: "Marlow Library", address: "2 Oak St", serves: ["104", "105"] },
  ],
});
const voters = [...inventedVoters(marlow, 7, 4000)];
const atSchool = (voter: VoterRecord): boolean => ["101", "102", "103"].includes(voter.split);
const ready = (voter: VoterRecord): boolean =>
  voter.registration === "active" && voter.absentee === "none" && voter.flags.length === 0 && atSchool(voter);

/** A family name that is common enough to fill a list, with voters of all kinds. */
const family = familyOf(voters);
const readyOnes = voters
  .filter((voter) => voter.lastName === family && ready(voter))
  .sort((a, b) => (a.firstName < b.firstName ? -1 : 1));
const names = { rosa: "Rosa Delgado", lin: "Lin Okafor" };
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters, election: marlow, names });
  const { county, publisher, url } = election;
  const { electionKey } = publisher;
  const inspectors = await enrolTablet({ county, electionKey, fetch: (path, init) => fetch(url + path, init) });
  const opened = { worker: "lin", role: "inspector", wall: Date.now(), checkedIn: 0 };
  await inspectors.witness(bodyOf("PollsOpened", opened));
  viewIn(await inspectors.push());
});
afterAll(() => election.stop());

type Shift = { value: number; input: boolean; what: string };
/** Runs in the page before anything else: keeps every layout shift. */
const watchShifts = (): void => {
  const shifts: Shift[] = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    })[])
      shifts.push({
        value: entry.value,
        input: entry.hadRecentInput,
        what: entry.sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 120) ?? "").join(" | "),
      });
  }).observe({ type: "layout-shift", buffered: true });
};
const shiftsOf = (tablet: Tablet): Promise<Shift[]> =>
  tablet.page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);

async function atWork(options: TabletOptions): Promise<Tablet> {
  const tablet = await newTablet({ ...options, persistentAt: election.url });
  await tablet.context.addInitScript(watchShifts);
  await election.ready(tablet);
  await tablet.searchBox.waitFor();
  // Heard before the pictures: the polls are open.
  await tablet.page.locator(".strip").waitFor({ state: "detached" });
  return tablet;
}

/** What moved until now is no fault: the screen was loaded, or turned. */
const forgetShifts = ({ page }: Tablet): Promise<void> =>
  page.evaluate(() => {
    (globalThis as unknown as { shifts: Shift[] }).shifts.length = 0;
  });

const given = (voter: VoterRecord): string =>
  `${voter.lastName}, ${[voter.firstName, voter.middleName].filter(Boolean).join(" ")}`;

async function box(part: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await part.boundingBox();
  if (found === null) throw new Error(`not shown: ${part}`);
  return found;
}

/** Nothing to scroll sideways, and header, screen and status line stand one under the other within the window. */
async function standsWell({ page, statusLine }: Tablet): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  const header = await box(page.getByRole("banner"));
  const main = await box(page.getByRole("main"));
  const status = await box(statusLine);
  const window = page.viewportSize() ?? { width: 0, height: 0 };
  expect(header.y).toBeGreaterThanOrEqual(0);
  expect(main.y).toBeGreaterThanOrEqual(header.y + header.height - 0.5);
  expect(status.y).toBeGreaterThanOrEqual(main.y + main.height - 0.5);
  expect(status.y + status.height).toBeLessThanOrEqual(window.height + 0.5);
}

/** Inside the window, not under anything else, and big enough for a finger. */
async function inReach(tablet: Tablet, act: Locator): Promise<void> {
  const window = tablet.page.viewportSize() ?? { width: 0, height: 0 };
  const { x, y, width, height } = await box(act);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(window.width + 0.5);
  expect(y + height).toBeLessThanOrEqual(window.height + 0.5);
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  if (await act.isEnabled()) await act.click({ trial: true }); // fails if something else would take the tap
}

/** The committed picture of this name shows this screen; with PICTURES=1 this screen becomes the picture. */
async function picture({ page, context }: Tablet, name: string, fullPage = false): Promise<void> {
  const path = join(import.meta.dirname, "pictures", `${name}.png`);
  await page.mouse.move(0, 0);
  if (process.env["PICTURES"] === "1") {
    await page.screenshot({ path, fullPage });
    return;
  }
  const drawer = await context.newPage();
  await page.bringToFront();
  const committed = readFileSync(path);
  const seen = await likeness(drawer, committed, await page.screenshot({ fullPage }), await varyingParts(page));
  const where = `it differs in ${seen.differing} squares within ${seen.within}`;
  expect(seen, `${name}.png is not what the screen shows (${where}): "npm run pictures" takes it anew`).toMatchObject({
    like: true,
  });
  await drawer.close();
}

const sizes = [
  { width: 1024, height: 768, name: "landscape" },
  { width: 768, height: 1024, name: "portrait" },
  { width: 1280, height: 800, name: "laptop" },
];
test("nothing is cut off, covered or jumps at any size", async () => {
  const tablet = await atWork({ touch: true });
  for (const { name, ...viewport } of sizes) {
    await tablet.page.setViewportSize(viewport);
    await worksWell(tablet, name);
    await tablet.nextVoter();
  }
}, 120_000);

async function worksWell(tablet: Tablet, name: string): Promise<void> {
  const { page } = tablet;
  await standsWell(tablet);
  await forgetShifts(tablet);
  // The first of the family votes before, so that the list has something to show.
  const [before, next] = readyOnes.slice(sizes.findIndex((size) => size.name === name) * 2) as [
    VoterRecord,
    VoterRecord,
  ];
  await tablet.checkIn(before.id, given(before));
  await standsWell(tablet);
  await inReach(tablet, page.getByRole("button", { name: "Next voter" }));
  await inReach(tablet, page.getByRole("button", { name: "Wrong voter?" }));
  await page.getByText("Confirmed by the county").waitFor();
  await tablet.nextVoter();
  await inReach(tablet, page.getByRole("button", { name: "Ask the inspector" }));

  // Results arrive as one types: what stands beside them does not move.
  const paneBox = () => page.getByText(/^Ask the voter for the last name/).boundingBox();
  const still = await paneBox();
  const searchAt = await box(tablet.searchBox);
  await page.keyboard.type(family, { delay: 40 });
  await tablet.row(given(next)).waitFor();
  // However long the list is.
  await inReach(tablet, page.getByRole("option", { name: "None of these" }));
  expect(await paneBox()).toEqual(still);
  expect(await box(tablet.searchBox)).toEqual(searchAt);
  await standsWell(tablet);

  await page
    .getByRole("option", { name: given(next) })
    .first()
    .click();
  await tablet.banner.waitFor();
  await standsWell(tablet);
  await inReach(tablet, tablet.checkInButton);
  await inReach(tablet, page.getByRole("button", { name: "Ask the inspector" }));
  await inReach(tablet, page.getByRole("button", { name: "Does not match" }));
  if (name !== "laptop") await picture(tablet, name === "portrait" ? "portrait" : "check-in");
  await tablet.checkInButton.click();
  await page.getByText("Confirmed by the county").waitFor();
  if (name === "landscape") await picture(tablet, "recorded");

  const byThemselves = (await shiftsOf(tablet)).filter((shift) => !shift.input);
  expect({ name, byThemselves }).toEqual({ name, byThemselves: [] });
}

test("every banner and dialog fits a small tablet", async () => {
  const tablet = await atWork({ viewport: { width: 1024, height: 768 } });
  const kinds: ((voter: VoterRecord) => boolean)[] = [
    (voter) => voter.absentee === "returned",
    (voter) => voter.absentee === "issued",
    (voter) => voter.registration === "inactive",
    (voter) => voter.registration === "challenged",
    (voter) => voter.flags.includes("idRequired"),
    (voter) => !atSchool(voter),
  ];
  for (const kind of kinds) {
    const found = voters.find(kind);
    if (found === undefined) throw new Error("no such voter among the invented ones");
    await tablet.choose(found.id, given(found));
    await standsWell(tablet);
    const acts = tablet.voter.getByRole("button");
    for (const act of await acts.all()) if (await act.isVisible()) await inReach(tablet, act);
  }
  const voted = readyOnes[0] as VoterRecord;
  await tablet.choose(voted.id, given(voted));
  await tablet.page.getByRole("button", { name: "Cancel that check-in" }).click();
  const dialog = tablet.page.getByRole("dialog");
  await inReach(tablet, dialog.getByRole("button", { name: "Keep the check-in" }));
});

test("the county page fits a laptop", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ persistentAt: cable.url });
  await election.ready(tablet, { url: cable.url });
  const twice = readyOnes.at(-1) as VoterRecord;
  cable.pull();
  await tablet.checkIn(twice.id, given(twice));
  const other = await newTablet({ persistentAt: election.url });
  await election.ready(other);
  await other.checkIn(twice.id, given(twice));
  await tablet.plugIn(cable);
  const office = await newTablet({ viewport: { width: 1280, height: 800 } });
  office.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
  await office.page.goto(`${election.url}/office`);
  await office.page.getByLabel("Name").fill(election.clerk.name);
  await office.page.getByLabel("Password").fill(officePassword);
  await office.page.getByLabel("Code of the authenticator app").fill(election.clerk.code());
  await office.page.keyboard.press("Enter");
  await office.page.getByRole("heading", { name: "1 voter checked in twice" }).waitFor({ timeout: 70_000 });
  await office.page.getByRole("button", { name: "Show a code" }).click();
  await office.page.getByRole("img", { name: "Set-up code to scan" }).waitFor();
  const wider = await office.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBe(0);
  const cutOff = await office.page.evaluate(() =>
    [...document.querySelectorAll("main table")]
      .filter(({ parentElement: box }) => box !== null && box.scrollWidth > box.clientWidth)
      .map((table) => table.textContent),
  );
  expect(cutOff).toEqual([]);
  await office.page.evaluate(() => scrollTo(0, 0));
  await picture(office, "office", true);
  await tablet.page.getByRole("button", { name: /is checked in twice/ }).waitFor();
}, 120_000);

/** Runs in the page: the middle of the element is in view, and nothing lies over it. */
const isSeen = (element: Element): boolean => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
};

test("a picture is told from one with other words or another shape, not from one of another time or antialiasing", async () => {
  const tablet = await atWork({ viewport: { width: 1024, height: 768 } });
  const { page, context } = tablet;
  const voter = voters.find((one) => one.registration === "inactive") as VoterRecord;
  await tablet.choose(family, family);
  await tablet.choose(voter.id, given(voter));
  await tablet.banner.waitFor();
  await page.mouse.move(0, 0);
  const drawer = await context.newPage();
  await page.bringToFront();
  const committed = await page.screenshot();
  const look = async () => likeness(drawer, committed, await page.screenshot(), await varyingParts(page));
  expect(await look()).toMatchObject({ sameSize: true, like: true, differing: 0 });

  /** Looks while this stands in the page instead of each letter of a part. */
  const withLetters = async (part: ElementHandle, letter: (one: string) => string): Promise<Likeness> => {
    const texts = await part.evaluateHandle((element) => {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found: [Node, string][] = [];
      while (nodes.nextNode()) found.push([nodes.currentNode, nodes.currentNode.nodeValue ?? ""]);
      return found;
    });
    const had = await texts.evaluate((found) => found.map(([, text]) => text));
    const others = had.map((text) => [...text].map(letter).join(""));
    const write = (all: string[]) =>
      texts.evaluate((found, values) => {
        for (const [at, [node]] of found.entries()) node.nodeValue = values[at] ?? "";
      }, all);
    await write(others);
    const seen = await look();
    await write(had);
    return seen;
  };
  const withStyle = async (part: ElementHandle, name: string, value: string): Promise<Likeness> => {
    const set = (to: string) =>
      part.evaluate((element, [key, text]) => (element as HTMLElement).style.setProperty(key, text), [
        name,
        to,
      ] as const);
    await set(value);
    const seen = await look();
    await set("");
    return seen;
  };
  const nextLetter = (one: string): string =>
    /[a-z]/i.test(one) ? String.fromCharCode(one.charCodeAt(0) + (/[z]/i.test(one) ? -25 : 1)) : one;
  const body = (await page.$("body")) as ElementHandle;
  const like = { sameSize: true, like: true };
  for (const clock of await page.locator("time").elementHandles())
    expect(await withLetters(clock, (one) => (/\d/.test(one) ? "8" : one))).toMatchObject(like);
  expect(await withStyle(body, "text-rendering", "geometricPrecision")).toMatchObject(like);
  for (const by of ["0.3px, 0.4px", "-0.5px, 0.5px", "1px, -1px"])
    expect(await withStyle(body, "transform", `translate(${by})`), by).toMatchObject(like);

  const blocks = page.locator("main").locator("h2, h3, dd, [role=option], .banner, p:not(:empty)");
  let looked = 0;
  for (const block of await blocks.elementHandles()) {
    const text = await block.innerText();
    if (text.length < 18 || !(await block.evaluate(isSeen))) continue; // a word or two, or scrolled away
    looked++;
    expect(await withLetters(block, nextLetter), text).toMatchObject({ like: false });
    expect(await withStyle(block, "visibility", "hidden"), text).toMatchObject({ like: false });
  }
  expect(looked).toBeGreaterThan(4);
  await page.setViewportSize({ width: 1024, height: 760 });
  expect(await look()).toMatchObject({ sameSize: false, like: false });
  await drawer.close();
});

/** The name with the most voters among those that leave no more than a screenful. */
function familyOf(all: readonly VoterRecord[]): string {
  const counts = new Map<string, VoterRecord[]>();
  for (const voter of all) counts.set(voter.lastName, [...(counts.get(voter.lastName) ?? []), voter]);
  const fitting = [...counts].filter(([, of]) => of.filter(ready).length >= 7 && of.some((one) => !ready(one)));
  const [name] = fitting.sort(([, a], [, b]) => a.length - b.length)[0] ?? [];
  if (name === undefined) throw new Error("no family is large enough");
  return name;
}
