/** A licence by a scanner that types, in a real browser: three taps at most, and no character of it is left anywhere. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { FakeCamera } from "../helpers/fakeCamera.ts";
import { encodeLicence, type Issue, plainIssue } from "../helpers/licenceEncoder.ts";
import { licencePicture } from "../helpers/licencePicture.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { tabletsOfThisFile } from "../helpers/tablet.ts";
import { scannerListens, scanWithKeys } from "../helpers/typingScanner.ts";

const [plain, ...others] = plainVoters(20);
if (plain === undefined) throw new Error("no voters");
const ana = {
  ...plain,
  id: "AB100234",
  lastName: "García-López",
  firstName: "Ana",
  middleName: "María",
  birthDate: "1978-07-19",
};
const quinn = { ...plain, id: "000345", lastName: "Quinn" };
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters: [ana, quinn, ...others] });
});
afterAll(() => election.stop());

const issue: Issue = { ...plainIssue, iin: "636004", state: "NC", version: 9, turn: 4 };
const licence = (first: string): string =>
  encodeLicence(
    {
      last: "GARCIA LOPEZ",
      first,
      middle: "M",
      suffix: "",
      born: "1978-07-19",
      expires: "2030-01-01",
      issued: "2020-01-01",
    },
    issue,
  );

test("a scanned licence: one tap to check in, the next scan from the Recorded screen, and the way on without a camera", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.page.getByRole("button", { name: /^Scan/ }).waitFor();
  await scannerListens(tablet.page);
  await scanWithKeys(tablet.page, licence("ANA"));
  await tablet.banner.waitFor();
  expect(await tablet.searchBox.inputValue()).toBe("");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  const [event] = (await election.bodies(tablet)).filter((body) => body.type === "VoterCheckedIn");
  expect(event).toMatchObject({ voter: "AB100234", found: "scan" });

  // Nobody has this first name and birth date: the list, and the voter who nearly has it in it.
  await scanWithKeys(tablet.page, licence("EVA"));
  await expect.poll(() => tablet.searchBox.inputValue()).toBe("GARCIA LOPEZ, EVA 07/19/1978");
  await tablet.row("García-López").waitFor();
  expect(await tablet.banner.count()).toBe(0);

  // Voter cards, with and without the mark in front.
  await scanWithKeys(tablet.page, "AB100234\r");
  await tablet.banner.waitFor();
  await scanWithKeys(tablet.page, "]C1000345\r");
  await expect.poll(() => tablet.page.locator(".voter").innerText()).toContain("Quinn");
  expect(await tablet.searchBox.inputValue()).toBe("");

  // Without a camera the dialog says so, and typing goes on.
  await tablet.page.keyboard.press("Escape");
  await tablet.page.getByRole("button", { name: /^Scan/ }).click();
  await tablet.page
    .getByRole("dialog")
    .getByText(/camera/)
    .waitFor();
  await tablet.page.getByRole("button", { name: "Type the name instead" }).click();
  await tablet.searchBox.fill("Gar");
  await tablet.row("García-López").waitFor();
  expect(tablet.problems).toEqual([]);
});

test("the back of a licence before the camera opens the voter", async () => {
  const camera = new FakeCamera();
  try {
    const tablet = await newTablet({ camera });
    await election.ready(tablet);
    const back = await tablet.context.newPage();
    await back.setContent(await licencePicture(licence("ANA")));
    await camera.lookAt(back.locator("#code"), { fills: 0.3, askew: 2 });
    await back.close();
    await tablet.page.getByRole("button", { name: /^Scan/ }).click();
    await tablet.banner.waitFor({ timeout: 40_000 });
    expect(await tablet.page.getByRole("dialog").count()).toBe(0);
    expect(await tablet.page.locator(".voter").innerText()).toContain("García-López");
    expect(await tablet.searchBox.inputValue()).toBe("");
    expect(tablet.problems).toEqual([]);
  } finally {
    camera.remove();
  }
});
