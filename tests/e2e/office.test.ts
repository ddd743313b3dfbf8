/** The county page in a real browser beside real tablets. */

import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { totpCode, totpStep } from "../../src/server/totp.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import type { Cable } from "../helpers/cable.ts";
import { officePassword } from "../helpers/office.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(20);
const [first, second] = voters.map((voter) => voter.lastName) as [string, string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

async function signedIn(): Promise<Tablet> {
  const office = await newTablet({ viewport: { width: 1280, height: 800 } });
  const { page } = office;
  // The browser itself reports every refused answer: before signing in, with a wrong password, after signing out.
  office.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
  await page.goto(`${election.url}/office`);
  const give = async (password: string): Promise<void> => {
    await page.getByLabel("Name").fill(election.clerk.name);
    await page.getByLabel("Password").fill(password);
    await page.getByLabel("Code of the authenticator app").fill(election.clerk.code());
    await page.keyboard.press("Enter");
  };
  await page.getByText("Maple County, General Election").waitFor();
  await give("not this one");
  await page.getByText("The name, the password or the code is wrong.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(office, "office-sign-in");
  await give(officePassword);
  await page.getByRole("heading", { name: "Set up tablets" }).waitFor();
  return office;
}

/** Every cell of every table is in view, in both languages, at the sizes of tablets and of an office's screen. */
async function nothingCut(page: Page): Promise<void> {
  for (const { name, from, title } of [
    { name: "Español", from: "English", title: "Tabletas" },
    { name: "English", from: "Español", title: "Tablets" },
  ]) {
    await page.getByRole("banner").getByRole("button", { name: from }).click();
    await page.getByRole("dialog").getByRole("button", { name }).click();
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
    for (const width of [768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 768 });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".scroll")].flatMap((box) => {
          const frame = box.getBoundingClientRect();
          return [...box.querySelectorAll("td, th, td *")].flatMap((cell) => {
            if (cell.closest(".unseen, svg") !== null) return [];
            const { left, right, bottom } = cell.getBoundingClientRect();
            const within = left >= frame.left && right <= frame.right + 1 && bottom <= frame.bottom + 1;
            return within ? [] : [cell.textContent];
          });
        }),
      );
      // What the header has no room for is left out, not cut.
      const precincts = await page.locator(".top .precincts").evaluate((span) => {
        const frame = span.getBoundingClientRect();
        const text = span.querySelector("bdi")?.getBoundingClientRect() ?? frame;
        return text.top < frame.bottom && text.right > frame.right + 1 ? "cut" : "whole";
      });
      expect({ name, width, cut, precincts }).toEqual({ name, width, cut: [], precincts: "whole" });
      if (width !== 1280) await picture({ page }, `office-${name}-${width}`);
    }
  }
}

/** With PICTURES=folder: for people to look at. */
async function picture({ page }: Pick<Tablet, "page">, name: string): Promise<void> {
  const folder = process.env["OFFICE_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

test("the office makes a set-up code, sees the tablets and counts, and who is checked in twice", async () => {
  const { page } = await signedIn();
  await page.getByText("No tablet is set up yet.").waitFor();

  // The code on the page sets up a tablet; its QR code holds the same.
  await page.getByLabel("For which polling place?").selectOption({ label: "School" });
  await page.getByRole("button", { name: "Show a code" }).click();
  await page.getByRole("img", { name: "Set-up code to scan" }).waitFor();
  await page.getByText("Good for many tablets, while this page shows it.").waitFor();
  const code = await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/).innerText();
  const cables = [await election.layCable(), await election.layCable()];
  const tablets = await Promise.all(
    cables.map(async (cable, n) => {
      // The first browser promises to keep what it stores, the second one does not.
      const tablet = await newTablet(n === 0 ? { persistentAt: cable.url } : {});
      await tablet.giveSetUpCode(cable.url, code);
      // The tablet says its number; the clerk accepts it on the page.
      await tablet.page.getByRole("heading", { name: "Waiting for the county to accept this tablet" }).waitFor();
      const number = /\d+/.exec(await tablet.page.getByText(/^This is tablet \d+$/).innerText())?.[0];
      await page.getByRole("button", { name: `Accept tablet ${number}` }).click();
      await tablet.readyToOpen();
      expect(await tablet.page.getByText(/The browser may clear/).count()).toBe(n);
      await tablet.open(await election.card());
      await tablet.signIn("rosa", "246810");
      return tablet;
    }),
  );
  const [one, two] = tablets as [Tablet, Tablet];

  await one.checkIn(first, first);
  await page.getByRole("heading", { name: "1 voter checked in" }).waitFor();
  await page.getByRole("row", { name: /School Not opened 1 voter served while the polls are not open 2 1/ }).waitFor();

  cables[1]?.pull();
  await one.nextVoter();
  await one.checkIn(second, second);
  await two.checkIn(second, second);
  await two.plugIn(cables[1] as Cable);
  await page.getByRole("heading", { name: "1 voter checked in twice" }).waitFor({ timeout: 70_000 });
  await page.getByText("Voter V1", { exact: true }).waitFor();
  await page.getByRole("heading", { name: "2 voters checked in" }).waitFor();
  // Nothing waits any more: not sent 0, list 1; one opening, one sign-in, two and one check-ins.
  await page.getByRole("row", { name: /^\d School .* 0 1 \S+ 4 Good Set aside/ }).waitFor();
  await page.getByRole("row", { name: /^\d School .* 0 1 \S+ 3 Browser may clear its storage Set aside/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await nothingCut(page);
  // No voter's name on this page.
  for (const name of [first, second]) expect(await page.locator("body").innerText()).not.toContain(name);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Password").waitFor();
  await page.reload();
  await page.getByLabel("Password").waitFor();
}, 120_000);

test("by keyboard: an auditor's first sign-in, and a page that only shows", async () => {
  const { page: admin } = await signedIn();
  await admin.getByLabel("New account: name").fill("lee.ortiz");
  await admin.keyboard.press("Enter");
  const once = await admin.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText();
  expect(await axeFindings(admin)).toEqual([]);
  await admin.keyboard.press("Escape");
  await admin.getByRole("row", { name: /^lee.ortiz Auditor never Before the first sign-in/ }).waitFor();

  const auditor = await newTablet({ viewport: { width: 1280, height: 800 } });
  auditor.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
  const { page } = auditor;
  await page.goto(`${election.url}/office`);
  await page.getByLabel("Name").waitFor();
  for (const text of ["lee.ortiz", once]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Welcome, lee.ortiz" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(auditor, "office-first-sign-in");
  const secret = (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(" ", "");
  await page.getByLabel("New password").focus();
  for (const text of ["plum kettle orbit seven", "plum kettle orbit seven", codeOf(secret)]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByText("lee.ortiz, Auditor").waitFor();
  await page.getByRole("row", { name: /lee.ortiz signed in for the first time/ }).waitFor();
  expect(await page.getByRole("button").allInnerTexts()).toEqual(["Sign out", "English"]);
  expect(await axeFindings(page)).toEqual([]);
  // What the page does not offer, the endpoint refuses.
  auditor.expectInConsole(/status of 403/);
  const status = await page.evaluate(async () => {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ place: null, kind: "single" });
    return (await fetch("/office/api/codes", { method: "POST", headers, body })).status;
  });
  expect(status).toBe(403);

  await admin.getByRole("heading", { name: "What was done here" }).scrollIntoViewIfNeeded();
  await admin.getByRole("row", { name: /lee.ortiz asked for what the role may not do/ }).waitFor({ timeout: 30_000 });
  const folder = process.env["OFFICE_PICTURES"];
  if (folder !== undefined) await admin.screenshot({ path: join(folder, "office-accounts.png"), fullPage: true });
}, 120_000);

function codeOf(secret: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
  return totpCode(bytes, totpStep(Date.now()));
}
