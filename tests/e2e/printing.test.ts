/**
 * What really comes out of a browser's print: the PDF of each document on both papers. The system's dialog is stood in for;
 * it is over when the PDF is made, as it is when a person has pressed "Print". PRINTED=folder keeps the PDFs.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { getDocumentProxy } from "unpdf";
import { afterAll, expect, test } from "vitest";
import { Election, Rules } from "../../src/domain/election.ts";
import { texas } from "../../src/domain/packs/texas.ts";
import { rule, way } from "../../src/domain/situationRules.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const signs = way("addressSame", "regular", { forms: ["Reasonable Impediment Declaration"] });
const printed = Election.parse({
  ...smallElection,
  places: smallElection.places.map((place) => ({
    ...place,
    directions: "Side entrance on Second St, ramp on the left.",
  })),
  rules: Rules.parse({
    printing: { byItself: ["ballotSlip"] },
    forms: texas.rules.forms,
    situations: { inactive: rule("ask", [signs]) },
  }),
});
const home = {
  firstName: "Ana",
  houseNumber: "12",
  street: "Maple St",
  birthDate: "1970-05-01",
  registration: "active",
} as const;
const voters = [
  ...plainVoters(50),
  voter("E1", { ...home, lastName: "Elsewhere", split: "02" }),
  voter("I1", { ...home, lastName: "Inactive", split: "01", registration: "inactive" }),
];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
afterAll(() => election.stop());

type Sheet = { readonly width: number; readonly height: number; readonly text: string; readonly inside: boolean };

/** The browser's print. The app hears that it is over. */
async function pdfOf({ page }: Pick<Tablet, "page">, name: string): Promise<Uint8Array> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const folder = process.env["PRINTED"];
  if (folder !== undefined) writeFileSync(join(folder, `${name}.pdf`), pdf);
  return new Uint8Array(pdf);
}

/** Its pages; sizes in millimetres. */
async function sheetsOf(pdf: Uint8Array): Promise<Sheet[]> {
  const made = await getDocumentProxy(pdf);
  const sheets: Sheet[] = [];
  for (let number = 1; number <= made.numPages; number++) {
    const one = await made.getPage(number);
    const { width, height } = one.getViewport({ scale: 1 });
    const items = (await one.getTextContent()).items.flatMap((item) =>
      "str" in item && item.str.trim() !== "" ? [item] : [],
    );
    const inside = items.every(
      ({ transform: [, , , , x, y], width: wide }) => x > 0 && y > 0 && x + wide < width && y < height,
    );
    const millimetres = (points: number): number => Math.round((points / 72) * 25.4);
    sheets.push({
      width: millimetres(width),
      height: millimetres(height),
      text: items.map(({ str }) => str).join(" "),
      inside,
    });
  }
  return sheets;
}

/** Waits until the tablet prints, and answers the pages; sizes in millimetres. */
async function printedBy({ page }: Tablet, name: string): Promise<Sheet[]> {
  await page.locator(".prints .sheet").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.documentElement.dataset["printing"] !== undefined);
  await page.emulateMedia({ media: "print" });
  const visible = await page.evaluate(
    () => [...document.body.children].filter((one) => getComputedStyle(one).display !== "none").length,
  );
  expect(visible, "only the print is on paper").toBe(1);
  await page.emulateMedia({ media: null });
  const sheets = await sheetsOf(await pdfOf({ page }, name));
  await page.locator(".prints").waitFor({ state: "detached" });
  return sheets;
}

test("slips, place cards, forms and the test page fit both papers, one page each, and nothing else is printed", async () => {
  election = await browserElection({ voters, election: printed });
  const tablet = await newTablet();
  const { page } = tablet;
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await election.ready(tablet);
  for (const paper of ["thermal80", "letter"] as const) {
    if (paper === "letter") await page.evaluate(() => localStorage.setItem("turnout/paper", "letter"));
    const expectOne = (sheets: readonly Sheet[], what: RegExp, least: number, most: number): void => {
      expect(sheets).toHaveLength(1);
      const { width, height, text, inside } = sheets[0] as Sheet;
      expect(text).toMatch(what);
      expect(inside, text).toBe(true);
      if (paper === "letter") expect([width, height]).toEqual([216, 279]);
      else {
        expect(width).toBe(80);
        expect(height).toBeGreaterThan(least);
        expect(height).toBeLessThan(most);
      }
    };
    const name = paper === "letter" ? "VoterBa" : "VoterAa";
    await tablet.checkIn(name, name);
    expectOne(await printedBy(tablet, `${paper}-slip`), /Ballot slip.*School.*B1.*Precinct 1.*Receipt number/, 80, 150);
    await page.getByText("Slip sent to the printer.").waitFor();
    await page.getByRole("button", { name: "Print again" }).click();
    expectOne(await printedBy(tablet, `${paper}-again`), /B1.*Printed again/, 80, 170);
    await page.getByRole("button", { name: "Printer", exact: true }).click();
    await page.getByRole("button", { name: "Print a test page" }).click();
    expectOne(await printedBy(tablet, `${paper}-test`), /Test page.*14-B/, 80, 200);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await tablet.nextVoter();
    await tablet.choose("elsewhere", "Elsewhere");
    await page.getByRole("button", { name: "Print the address" }).click();
    expectOne(
      await printedBy(tablet, `${paper}-place`),
      /Your polling place.*Library.*2 Oak St.*Second St.*7:00 am to 8:00 pm/,
      80,
      190,
    );
    await tablet.choose("inactive", "Inactive");
    await page.getByText("Yes, at this address").click();
    await page.getByRole("button", { name: "Print this form, filled in" }).click();
    const form = await printedBy(tablet, `${paper}-form`);
    expectOne(form, /impediment declaration.*My name is Ana.*May 1, 1970.*Signature of the voter/, 150, 400);
  }
  await page.getByRole("button", { name: "Lock" }).click();
  await tablet.signIn("lin", pin);
  await tablet.inspectorAct("Paper list");
  await page.getByRole("button", { name: "Make the list" }).click();
  await page.getByRole("button", { name: "Print the list" }).click();
  await page.locator("[data-on-paper]").waitFor({ state: "attached" });
  await page.emulateMedia({ media: "print" });
  const overfull = await page.evaluate(() =>
    [...document.querySelectorAll(".listPage")].filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight),
  );
  expect(overfull).toEqual([]);
  await page.emulateMedia({ media: null });
  const list = await sheetsOf(await pdfOf(tablet, "list"));
  expect(list.length).toBeGreaterThan(2);
  for (const [at, { width, height, text, inside }] of list.entries()) {
    expect([width, height, inside]).toEqual([216, 279, true]);
    expect(text).toMatch(new RegExp(`Page ${at + 1} of ${list.length}.*As of`));
  }
  // In name order: the two who checked in stand there with their receipts.
  expect(list.map(({ text }) => text).join(" ")).toMatch(/VoterAa.*Checked in.*Receipt 1-.*VoterBa.*Checked in/);
  const bodies = await election.bodies(tablet);
  expect(bodies.filter(({ type }) => type === "PaperListPrinted")).toHaveLength(1);
  expect(bodies.filter(({ type }) => type === "SlipReprinted")).toHaveLength(2);
  expect(bodies.filter(({ type }) => type === "VoterCheckedIn")).toHaveLength(2);
}, 120_000);
