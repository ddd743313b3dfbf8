/**
 * Every main screen in Spanish and in the right-to-left test language, held either way: nothing is cut off, runs out of its
 * box or lies over another, axe finds nothing, and no English is left. With PICTURES=folder it takes a picture of each.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { testLanguage } from "../../src/ui/text/languages.ts";
import { toTestLanguage } from "../../src/ui/text/testLanguage.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { catalogs } from "../helpers/catalogs.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { officePassword } from "../helpers/office.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";
import { badlyStanding, englishAmong, seenTexts } from "./seenText.ts";

const primary = Election.parse({
  ...smallElection,
  kind: "primary",
  precincts: [
    { id: "01", name: "01 Fairhaven" },
    { id: "02", name: "02 Old Ferry" },
  ],
  parties: [
    { id: "DEM", name: "Democratic" },
    { id: "REP", name: "Republican" },
  ],
  ballotStyles: [
    { id: "D1", splits: ["01", "02"], party: "DEM", languages: ["en", "es"] },
    { id: "R1", splits: ["01", "02"], party: "REP" },
  ],
});
const common = { firstName: "Ana", houseNumber: "12", street: "Maple St", birthDate: "1970-05-01", split: "01" };
/** One to be checked in for each case. */
const idCheck = ["Idone", "Idtwo"] as const;
const voters = [
  voter("V1", { ...common, lastName: "Redding", party: "DEM" }),
  ...idCheck.map((lastName) => voter(lastName, { ...common, lastName, party: "DEM", flags: ["idRequired"] })),
  voter("V3", { ...common, lastName: "Choosing", party: "", flags: ["idRequired"] }),
  voter("V4", { ...common, lastName: "Returned", party: "DEM", absentee: "returned" }),
  voter("V5", { ...common, lastName: "Issued", party: "DEM", absentee: "issued" }),
  voter("V6", { ...common, lastName: "Elsewhere", party: "DEM", split: "02" }),
  voter("V7", { ...common, lastName: "Inactive", party: "DEM", registration: "inactive" }),
  voter("V8", { ...common, lastName: "Unsaid", party: "DEM", flags: ["confidential"] }),
  voter("V9", { ...common, lastName: "Pending", party: "DEM", registration: "pending" }),
  voter("V10", { ...common, lastName: "Young", party: "DEM", registration: "preregistered", birthDate: "2009-05-01" }),
  voter("V11", { ...common, lastName: "Twice", party: "DEM" }),
];
const names = { rosa: "Rosa Delgado", lin: "Lin Okafor" };
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters, election: primary, names });
});
afterAll(() => election.stop());

/** The translation of a message without values, as the screens show it. */
function say(language: string, message: string): string {
  const known = catalogs(language === testLanguage ? "en" : language).find(
    (one) => one.message === message && one.context === "",
  );
  if (known === undefined) throw new Error(`no message “${message}”`);
  if (language !== testLanguage) return known.translation;
  return String(toTestLanguage({ text: message })["text"]);
}

/** The screens from now on, as somebody left them who chose this language before. */
async function keep({ page }: Tablet, language: string): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem("turnout/language", chosen), language);
}

/** What the election, its workers and its voters are called is not ours to translate. */
const ours = new Set(["Turnout", "School", "Library", "General Election", "Maple County", "Democratic", "Republican"]);
const isData = (text: string): boolean =>
  ours.has(text) ||
  Object.values(names).includes(text) ||
  voters.some(({ lastName }) => text.startsWith(lastName)) ||
  /^([\dA-Z-]+|administrator|[\d: ]*[DR]1|\d+ (Fairhaven|Old Ferry)|.*(Maple|Oak) St.*|(, )?Ana|Maple County, General Election|English|Español|[\da-f]{7}|127\.0\.0\.1|::1)$/.test(
    text,
  );

/** The last one is that of the tablet at work. */
const sizes = [
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
];

/** Looks at a screen at every size. */
function watcher(tablet: Tablet, language: string): (screen: string) => Promise<void> {
  const { page } = tablet;
  return async (screen) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await look(screen, size);
    }
  };

  async function look(screen: string, { width, height }: { width: number; height: number }): Promise<void> {
    const where = `${language} ${width}: ${screen}`;
    const folder = process.env["LANGUAGE_PICTURES"];
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${language}-${width}x${height}-${screen}.png`) });
    }
    const texts = await seenTexts(page);
    // What a message names stands between the marks that set it apart (U+2068, U+2069).
    const foreign = texts.map((text) => text.replace(/\u2068.*?\u2069/g, "")).filter((text) => !isData(text));
    expect.soft({ where, english: englishAmong(foreign), standing: await badlyStanding(page) }).toEqual({
      where,
      english: [],
      standing: [],
    });
    if (language === testLanguage)
      expect.soft({ where, latin: foreign.filter((text) => /[a-z]{2}/i.test(text)) }).toEqual({ where, latin: [] });
    expect.soft({ where, axe: await axeFindings(page) }).toEqual({ where, axe: [] });
  }
}

test.each([
  ["es", idCheck[0]],
  [testLanguage, idCheck[1]],
] as const)(
  "%s: from set-up to recorded",
  async (language, checked) => {
    const tablet = await newTablet({ persistentAt: election.url });
    const { page } = tablet;
    const look = watcher(tablet, language);
    const button = (message: string) => page.getByRole("button", { name: say(language, message), exact: true });
    const dialog = page.getByRole("dialog");
    const closed = () => dialog.waitFor({ state: "detached" });

    await page.goto(election.url);
    await keep(tablet, language);
    await page.reload();
    const code = page.getByLabel(say(language, "Set-up code"));
    await code.fill("ABCD");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText(/28/).waitFor();
    await look("set-up");
    await code.fill(await election.setupCode());
    await page.keyboard.press("Enter");
    const card = page.getByLabel(say(language, "Opening code"));
    await card.waitFor();
    await tablet.controlled();
    await look("opening");
    await button("Set up anew").click();
    await dialog.waitFor();
    await look("set-up-anew");
    await page.keyboard.press("Escape");
    await closed();
    await card.fill(await election.card());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: say(language, "Who works here?") }).waitFor({ timeout: 40_000 });
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      language,
      language === testLanguage ? "rtl" : "ltr",
    ]);
    await look("lock");
    await page.getByRole("button", { name: names.lin }).click();
    const pinField = page.getByLabel(say(language, "PIN"), { exact: true });
    await pinField.fill("111111");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText(/./).first().waitFor();
    await look("pin");
    await pinField.fill(pin);
    await page.keyboard.press("Enter");
    await tablet.searchBox.waitFor();
    await look("find-nothing");
    await tablet.searchBox.fill("ana");
    await tablet.row("Choosing").waitFor();
    await look("find");

    const acts = page.getByRole("region", { name: say(language, "Voter"), exact: true });
    for (const name of ["Choosing", "Returned", "Issued", "Elsewhere", "Inactive", "V8", "Pending", "Young"]) {
      await tablet.searchBox.fill(name);
      await tablet.row(name).click();
      await acts.getByRole("heading", { name: new RegExp(name) }).waitFor();
      await look(`voter-${name}`);
      if (name === "Choosing") {
        await button("Yes, shown").click();
        await page.getByRole("radio").first().check();
        await look("voter-done");
      }
      if (!(await tablet.searchBox.isVisible())) await button("Back to the list").click();
    }
    await tablet.searchBox.fill(checked);
    await tablet.row(checked).click();
    await button("Ask the inspector").click();
    await dialog.waitFor();
    await look("inspector");
    await page.keyboard.press("Escape");
    await closed();
    await button("Yes, shown").click();
    await button("Check in").click();
    await page.getByText(say(language, "Confirmed by the county")).waitFor();
    await look("recorded");
    await button("Wrong voter?").click();
    await look("wrong-voter");
    await button("Only cancel it").click();
    await dialog.waitFor();
    await look("cancel");
    await page.keyboard.press("Escape");
    await closed();
    await button("It was right").click();
    await acts.getByText(say(language, "Stop: already checked in")).waitFor();
    await look("voter-twice");
    if (!(await tablet.searchBox.isVisible())) await button("Back to the list").click();
    await tablet.searchBox.fill("zzz");
    await page.getByRole("option", { name: say(language, "None of these") }).click();
    await look("none");
    for (const message of ["Workers", "Close the tablet"]) {
      await button("Inspector").click();
      await dialog.waitFor();
      await look("inspector");
      await button(message).click();
      await dialog
        .getByRole("heading", { name: say(language, "Choose what to do"), exact: true })
        .waitFor({ state: "detached" });
      await dialog.waitFor();
      await look(message.split(" ")[0] ?? "");
      await page.keyboard.press("Escape");
      await closed();
    }
    await button("Inspector").click();
    await button("Balance and counts").click();
    await button("Check in voters").waitFor();
    // One row of acts, below the place's name where the screen is narrow.
    for (const size of sizes) {
      await page.setViewportSize(size);
      const header = await page.getByRole("banner").boundingBox();
      if (language !== testLanguage) expect(header?.height).toBeLessThan(size.width < 900 ? 110 : 70);
    }
    await page.getByRole("button", { name: new RegExp(`^${say(language, "Language")}:`) }).click();
    await dialog.waitFor();
    await look("language");
  },
  180_000,
);

test.each(["es", testLanguage])(
  "%s: the county page",
  async (language) => {
    const office = await newTablet();
    const { page } = office;
    const look = watcher(office, language);
    office.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
    await page.goto(`${election.url}/office`);
    await keep(office, language);
    await page.reload();
    await page.getByLabel(say(language, "Name")).waitFor();
    await look("office-sign-in");
    await page.getByLabel(say(language, "Name")).fill(election.clerk.name);
    await page.getByLabel(say(language, "Password")).fill(officePassword);
    await page.getByLabel(say(language, "Code of the authenticator app")).fill(election.clerk.code());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: say(language, "Set up tablets") }).waitFor();
    await page.getByRole("button", { name: say(language, "Show a code") }).click();
    await page.getByRole("img", { name: say(language, "Set-up code to scan") }).waitFor();
    await look("office");
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await look("office-below");
    await page.getByRole("button", { name: new RegExp(`^${say(language, "Language")}:`) }).click();
    await page.getByRole("dialog").getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Set up tablets" }).waitFor();
    expect(await page.title()).toBe("Turnout: county office");
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("ltr");
  },
  120_000,
);

test("with the network pulled and a voter half done, Español is Spanish to the last word, and stays after a reload", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet();
  const { page } = tablet;
  await election.ready(tablet, { url: cable.url });
  await tablet.choose("Twice", "Twice");
  await tablet.choose("Choosing", "Choosing");
  await page.getByRole("button", { name: "Yes, shown" }).click();
  await page.getByText("Yes, shown").and(page.locator(":not(button)")).waitFor();
  // The control for the language is never smaller than a finger.
  const control = page.getByRole("button", { name: "Language: English" });
  const { width = 0, height = 0 } = (await control.boundingBox()) ?? {};
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(48);
  cable.pull();
  await tablet.statusLine.getByText(/No network: keep going/).waitFor();

  await control.click();
  await page.getByRole("dialog").getByRole("button", { name: "Español" }).click();
  await tablet.statusLine.getByText(/Sin red: siga trabajando/).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("Sí, la mostró").waitFor();
  expect(await page.getByRole("button", { name: "Sí, la mostró" }).count()).toBe(0);
  expect(await tablet.searchBox.inputValue()).toBe("Choosing");
  const texts = await seenTexts(page);
  expect(texts).toContain("Marcar llegada");
  expect(texts).toContain("Sin red: siga trabajando");
  expect(englishAmong(texts.filter((text) => !isData(text)))).toEqual([]);
  await page.getByRole("radio", { name: /Republican/ }).check();
  await page.getByRole("button", { name: "Marcar llegada" }).click();
  await page.getByText(/^Registrado en esta tableta, \d+:\d\d [ap]\.\s?m\.$/).waitFor();
  await page.getByText("El condado lo sabrá cuando vuelva la red").waitFor();

  await page.reload();
  await page.getByRole("button", { name: "Entrar" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("es");
  expect(englishAmong((await seenTexts(page)).filter((text) => !isData(text)))).toEqual([]);
}, 120_000);
