/**
 * The voter's card held either way, on a small tablet and a laptop, in English and Spanish: nothing is cut off or lies over
 * another; name, birth date, address and precinct stay in view whatever is asked, and so do the answers and the fields that are
 * needed next.
 */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { marlow } from "../../src/training/marlow.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { signingKey } from "../helpers/signing.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { badlyStanding } from "./seenText.ts";

const about = { firstName: "Samantha Josephine", middleName: "Zoe", birthDate: "1970-11-25", city: "Port Alden" };
const common = { ...about, houseNumber: "1592", street: "S Washington Hwy", unit: "Apt 16", split: "103-A" };
const voters = [
  ...["Plain", "Plainer", "Plainest"].map((lastName) => voter(lastName, { ...common, lastName })),
  ...["Other", "Otherer", "Otherest"].map((lastName) => voter(lastName, { ...common, lastName, split: "103-B" })),
  voter("V1", { ...common, lastName: "Bothered", registration: "challenged" }),
];
const electionOf = (state: string, more: object): Election => {
  const election = { ...marlow, id: `${state}-2026`, name: "General Election", state, kind: "general" };
  const when = { date: "2026-11-03", timeZone: "America/New_York" };
  return Election.parse({ ...election, ...when, rules: packs.get(state)?.rules, ...more });
};

/** Texas's rules, and of what is asked elsewhere too the question with the most answers of any pack. */
const longest = (): Election["rules"] => {
  const { rules } = packs.get("TX") ?? {};
  if (rules === undefined) throw new Error("no pack");
  const all = [...packs.values()].flatMap((pack) => Object.entries(pack.rules.situations));
  const most = Object.fromEntries(all.sort(([, a], [, b]) => a.ways.length - b.ways.length));
  return { ...rules, situations: { ...most, ...rules.situations, ...asked(most) } };
};
/** Not what the roll says of these voters: that is asked as Texas does. */
const asked = (of: Election["rules"]["situations"]): Election["rules"]["situations"] => {
  const { moved, challengedHere, challengeGround } = of;
  return {
    ...(moved && { moved }),
    ...(challengedHere && { challengedHere }),
    ...(challengeGround && { challengeGround }),
  };
};

const newTablet = tabletsOfThisFile();
let texas: BrowserElection;
let ohio: BrowserElection;
let plain: BrowserElection;
beforeAll(async () => {
  texas = await browserElection({
    voters,
    election: electionOf("TX", { rules: longest() }),
    names: { lin: "Lin Okafor-Brandt" },
  });
  const { signatureKey } = await signingKey();
  ohio = await browserElection({ voters, election: electionOf("OH", { signatureKey }) });
  const { printing } = packs.get("OH")?.rules ?? {};
  plain = await browserElection({ voters, election: electionOf("NC", { rules: { printing } }) });
});
afterAll(async () => {
  await texas.stop();
  await ohio.stop();
  await plain.stop();
});

const sizes = [
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];
const answer = ({ voter: card }: Tablet, name: RegExp) => card.getByRole("button", { name }).click();

/** Whole, and neither scrolled away, nor in what fades above the buttons, nor under anything else. */
async function isSeen(part: Locator): Promise<void> {
  await part.first().waitFor();
  const hidden = () =>
    part.first().evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const fade = element.closest(".body")?.getBoundingClientRect().bottom ?? innerHeight;
      if (bottom > fade - 8) return `${Math.round(bottom - fade + 8)} px too low`;
      const corners = [
        [left + 4, top + 4],
        [right - 4, top + 4],
        [left + 4, bottom - 4],
        [right - 4, bottom - 4],
      ] as const;
      const over = corners.map(([x, y]) => document.elementFromPoint(x, y)).find((one) => !element.contains(one));
      return over === undefined ? "" : `under ${over?.outerHTML.slice(0, 80)}`;
    });
  await expect.poll(hidden, { message: String(part) }).toBe("");
}

/** The header leaves its precincts out where they have no room, by cutting them off. */
const badlyOnCard = async (page: Page): Promise<string[]> =>
  (await badlyStanding(page)).filter((finding) => !finding.includes("span.precincts"));

/** As much room as there is once the polls are open: until then a strip says that they are not. */
async function asIfOpen({ page }: Tablet, { width, height }: { width: number; height: number }): Promise<void> {
  await page.getByText("This tablet has not heard that the polls are open.").first().waitFor();
  const taken = await page.locator(".strips > .strip").evaluate((strip) => {
    const next = strip.nextElementSibling ?? strip.parentElement?.nextElementSibling ?? strip;
    return next.getBoundingClientRect().top - strip.getBoundingClientRect().top;
  });
  await page.setViewportSize({ width, height: Math.round(height + taken) });
}

async function standsWell(tablet: Tablet, where: string): Promise<void> {
  const { page, voter: card } = tablet;
  const folder = process.env["LOOK"];
  const { width = 0 } = page.viewportSize() ?? {};
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${where}-${width}.png` });
  await isSeen(card.getByRole("heading", { level: 2 }));
  for (const fact of [".born", ".livesIn", ".livesAt"]) await isSeen(card.locator(`${fact} dd`));
  expect({ where, standing: await badlyOnCard(page) }).toEqual({ where, standing: [] });
}

test("a split precinct, the answers and the inspector's fields at every size", async () => {
  const tablet = await newTablet();
  await texas.ready(tablet);
  const { page, voter: card } = tablet;
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    await asIfOpen(tablet, viewport);
    await tablet.choose("plainest", "Plainest");
    await standsWell(tablet, "split");
    await isSeen(card.getByText("Cedar Falls, part A", { exact: true }));
    for (const name of [/^Yes, shown/, /slightly different/, /declares why/, /none to show/])
      await isSeen(card.getByRole("button", { name }));
    await answer(tablet, /none to show/);
    await expect.poll(() => tablet.banner.innerText()).toBe("Have the voter complete the form");
    await isSeen(card.getByRole("checkbox", { name: /Affidavit of Provisional/ }));
    await card.getByRole("checkbox", { name: /Affidavit of Provisional/ }).check();
    await isSeen(card.getByLabel(/^PIN of/));
    await standsWell(tablet, "provisional");

    await page.keyboard.press("Escape");
    await tablet.choose("plainest", "Plainest");
    await answer(tablet, /^Yes, shown/);
    await answer(tablet, /^Voter has moved/);
    await expect.poll(() => tablet.banner.innerText()).toBe("Ask where the voter moved");
    await expect.poll(() => card.locator(".question .choice").count()).toBe(4);
    for (const one of await card.locator(".question .choice").all()) await isSeen(one);
    await standsWell(tablet, "moved");
    await answer(tablet, /^Not so: Voter has moved/);
    await answer(tablet, /is challenged$/);
    await answer(tablet, /^Voter is challenged/);
    await answer(tablet, /^An election official/);
    await expect.poll(() => card.locator(".question .choice").count()).toBe(6);
    await standsWell(tablet, "ground");

    await page.keyboard.press("Escape");
    await tablet.choose("bothered", "Bothered");
    await expect.poll(() => tablet.banner.innerText()).toMatch(/voter is challenged$/);
    for (const name of [/^Answered/, /^Not settled/]) await isSeen(card.getByRole("button", { name }));
    await standsWell(tablet, "challenged");

    // In Spanish the same.
    await page.evaluate(() => localStorage.setItem("turnout/language", "es"));
    await page.reload();
    await tablet.signIn("rosa", pin);
    await tablet.searchBox.fill("plainest");
    await tablet.row("Plainest").click();
    const esCard = page.getByRole("region", { name: "Votante", exact: true });
    await isSeen(esCard.getByText("Cedar Falls, part A", { exact: true }));
    for (const one of await esCard.locator(".question .choice").all()) await isSeen(one);
    expect(await badlyOnCard(page)).toEqual([]);
    await page.evaluate(() => localStorage.setItem("turnout/language", "en"));
    await page.reload();
    await tablet.signIn("rosa", pin);
  }
}, 180_000);

/** The voter signs with one stroke. */
async function sign({ page }: Tablet): Promise<void> {
  await page.getByRole("button", { name: "Turn to the voter" }).click();
  const line = page.getByRole("img", { name: "Line to sign on" });
  await line.waitFor();
  const box = await line.boundingBox();
  if (box === null) throw new Error("no line to sign on");
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.6 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.3 * box.height, { steps: 8 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByRole("button", { name: /go on$/ }).click();
}

test("the name is seen beside the signature at every size", async () => {
  const tablet = await newTablet();
  await ohio.ready(tablet);
  const { page, voter: card } = tablet;
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    await asIfOpen(tablet, viewport);
    await tablet.choose("plainest", "Plainest");
    for (const one of await card.locator(".question .choice").all()) await isSeen(one);
    await answer(tablet, /^Yes, shown/);
    await sign(tablet);
    await card.locator(".compared:not([aria-busy])").waitFor();
    await standsWell(tablet, "signed");
    await isSeen(card.locator(".compared"));
    await page.keyboard.press("Escape");
  }
}, 180_000);

/** Who is checked in by mistake at each size, and who is then put in their place. */
const mixedUp = [
  ["Plain", "Other"],
  ["Plainer", "Otherer"],
  ["Plainest", "Otherest"],
] as const;

test("a second Enter, a wrong voter, and what is done with a ballot at every size", async () => {
  const tablet = await newTablet();
  await plain.ready(tablet);
  const { page, banner, voter: card } = tablet;
  const next = page.getByRole("button", { name: "Next voter" });
  for (const [at, [wrong, right]] of mixedUp.entries()) {
    const viewport = sizes[at] ?? { width: 0, height: 0 };
    await page.setViewportSize(viewport);
    await tablet.choose(wrong, `${wrong},`);
    await tablet.checkInButton.focus();
    await page.keyboard.press("Enter");
    await next.waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const who = page.getByRole("heading", { name: /Samantha Josephine Zoe .*gets ballot 2/ });
    await isSeen(who);
    expect(await badlyOnCard(page)).toEqual([]);
    // Where there is more than the screen holds, it begins with the name.
    await page.setViewportSize({ ...viewport, height: 520 });
    await page.getByRole("main").evaluate((main) => main.scrollTo(0, 0));
    await isSeen(who);
    await page.setViewportSize(viewport);

    await page.getByRole("button", { name: "Wrong voter?" }).click();
    await asIfOpen(tablet, viewport);
    await tablet.choose(right, `${right},`);
    await expect.poll(() => banner.innerText()).toBe("First take back ballot 2");
    for (const name of [/is taken back/, /cannot be got back/]) await isSeen(card.getByText(name));
    await standsWell(tablet, "wrong");
    await card.getByRole("radio", { name: /is taken back/ }).check();
    await expect.poll(() => banner.innerText()).toBe("Ready to check in");
    await page.getByRole("button", { name: "Check in instead" }).click();
    await tablet.recorded.waitFor();

    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Spoiled or handed back?" }).click();
    for (const name of ["Ballot handed back", "Left without casting", "Replace a spoiled ballot"])
      await isSeen(dialog.getByRole("button", { name }));
    expect(await badlyOnCard(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Replace a spoiled ballot" }).click();
    await dialog.getByText("This is the voter's first ballot;").waitFor();
    await dialog.getByRole("radio", { name: "Voter gets another ballot" }).check();
    await dialog.getByRole("button", { name: "Give another ballot" }).click();
    await page.getByText("gets another ballot 3").waitFor();
    await page.getByRole("button", { name: "Spoiled or handed back?" }).click();
    await dialog.getByRole("button", { name: "Ballot handed back" }).click();
    await dialog.getByRole("button", { name: "Record it" }).click();
    await card.getByText("Ballot 3 handed back unvoted").waitFor();
    await page.keyboard.press("Escape");
    await tablet.searchBox.waitFor();
  }
}, 180_000);
