/** The county page in a real browser beside real tablets. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { officePassword } from "../helpers/server.ts";
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
  // The browser itself reports every refused answer: before signing in, with a wrong password, after signing out.
  office.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
  await office.page.goto(`${election.url}/office`);
  const password = office.page.getByLabel("Office password");
  await password.fill("not this one");
  await office.page.getByRole("button", { name: "Sign in" }).click();
  await office.page.getByText("Wrong password.").waitFor();
  expect(await axeFindings(office.page)).toEqual([]);
  await password.fill(officePassword);
  await office.page.getByRole("button", { name: "Sign in" }).click();
  await office.page.getByRole("heading", { name: "Set up tablets" }).waitFor();
  return office;
}

test("the office makes a set-up code, sees the tablets and counts, and who is checked in twice", async () => {
  const { page } = await signedIn();
  await page.getByText("No tablet is set up yet.").waitFor();

  // The code on the page sets up a tablet; its QR code holds the same.
  await page.getByLabel("For which polling place?").selectOption({ label: "School" });
  await page.getByRole("button", { name: "Show a code" }).click();
  await page.getByRole("img", { name: "Set-up code to scan" }).waitFor();
  const code = await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/).innerText();
  const cables = [await election.layCable(), await election.layCable()];
  const tablets = await Promise.all(
    cables.map(async (cable, n) => {
      // The first browser promises to keep what it stores, the second one does not.
      const tablet = await newTablet(n === 0 ? { persistentAt: cable.url } : {});
      await tablet.setUp(cable.url, code);
      expect(await tablet.page.getByText(/The browser may clear/).count()).toBe(n);
      await tablet.open(await election.card());
      await tablet.signIn("rosa", "246810");
      return tablet;
    }),
  );
  const [one, two] = tablets as [Tablet, Tablet];

  await one.checkIn(first, first);
  await page.getByRole("heading", { name: "1 voter checked in" }).waitFor();
  await page.getByRole("row", { name: /School 2 1/ }).waitFor();

  cables[1]?.pull();
  await one.nextVoter();
  await one.checkIn(second, second);
  await two.checkIn(second, second);
  cables[1]?.plugIn();
  await page.getByRole("heading", { name: "1 voter checked in twice" }).waitFor({ timeout: 70_000 });
  await page.getByText("Voter V1", { exact: true }).waitFor();
  await page.getByRole("heading", { name: "2 voters checked in" }).waitFor();
  // Nothing waits any more: not sent 0, list 1, two and three records with the sign-in.
  await page.getByRole("row", { name: /^\d School .* 0 1 3 Good$/ }).waitFor();
  await page.getByRole("row", { name: /^\d School .* 0 1 2 Browser may clear its storage$/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  // No voter's name on this page.
  for (const name of [first, second]) expect(await page.locator("body").innerText()).not.toContain(name);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Office password").waitFor();
  await page.reload();
  await page.getByLabel("Office password").waitFor();
}, 120_000);
