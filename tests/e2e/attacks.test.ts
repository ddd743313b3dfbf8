/** Rows of the table of attacks that need a real browser: what a stranger does with the tablet in the hand. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { finderOf, keyNeedles } from "../helpers/needles.ts";
import { foundIn } from "../helpers/profileFiles.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const script = `<img src=x onerror="document.title='taken'">`;
const at = {
  houseNumber: "12",
  street: "Maple St",
  birthDate: "1970-05-01",
  firstName: "Ana",
  split: "01",
  registration: "active" as const,
  absentee: "none" as const,
};
const voters = [
  voter("V1", { ...at, lastName: "Abelard" }),
  voter("V2", { ...at, lastName: "Boone" }),
  voter("V3", {
    ...at,
    lastName: `Castle${script}`,
    street: `<script>document.title="taken"</script>`,
    middleName: "</title>",
  }),
];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

const deviceOf = async (tablet: Tablet): Promise<string> =>
  ((await tablet.read("facts", "identity"))[0] as { value: { device: string } }).value.device;

const nobodySeen = async (tablet: Tablet): Promise<void> => {
  const text = await tablet.page.locator("body").innerText();
  for (const name of ["Abelard", "Boone", "Castle", "Maple St"]) expect(text).not.toContain(name);
};

test("a locked tablet in a stranger's hands shows no voter: not by keys, not after a reload, not by going back", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.choose("abelard", "Abelard");
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  await tablet.page.getByRole("heading", { name: "Who works here?" }).waitFor();
  await nobodySeen(tablet);
  for (const key of ["Escape", "Tab", "Enter", "Backspace", "Alt+ArrowLeft", "F3"])
    await tablet.page.keyboard.press(key);
  await tablet.page.keyboard.type("abelard");
  await nobodySeen(tablet);
  await tablet.page.goBack().catch(() => undefined);
  await tablet.page.goto(election.url);
  await tablet.page
    .getByLabel("PIN", { exact: true })
    .or(tablet.page.getByRole("heading", { name: "Who works here?" }))
    .first()
    .waitFor();
  await nobodySeen(tablet);
  // The page itself holds no voter either, and the tablet's worker is not its to ask: a second tab gets nothing.
  const second = await tablet.context.newPage();
  await second.goto(election.url);
  await second.getByRole("heading").first().waitFor();
  expect(await second.locator("body").innerText()).not.toContain("Abelard");
});

test("guessed PINs: the worker waits, and a reload forgives nothing, not even with the right one", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  const guess = async (digits: string, answer: string): Promise<void> => {
    const name = tablet.page.getByRole("button", { name: /^rosa/ });
    const field = tablet.page.getByLabel("PIN", { exact: true });
    await name.or(field).first().waitFor();
    if (await name.isVisible()) await name.click();
    await field.fill(digits);
    await tablet.page.keyboard.press("Enter");
    // Each answer is another one: until it stands there, the tablet still looks at the PIN and takes no other.
    await tablet.page.getByRole("alert").getByText(answer).waitFor();
  };
  for (const [n, left] of [
    "4 tries left",
    "3 tries left",
    "2 tries left",
    "1 try left",
    "Too many wrong PINs",
  ].entries())
    await guess(`11111${n}`, left);
  const tries = async () =>
    ((await tablet.read("facts", "pinTries"))[0] as { value: { worker: string; wrong: number }[] }).value;
  await expect.poll(tries).toMatchObject([{ worker: "rosa", wrong: 5 }]);
  await tablet.page.reload();
  // Even the right one.
  await guess(pin, "Too many wrong PINs");
  await nobodySeen(tablet);
  expect(await tablet.searchBox.count()).toBe(0);
});

test("names that are scripts are letters on the screen", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.choose("castle", "Castle");
  await tablet.voter.getByText(script).first().waitFor();
  await tablet.voter.getByText(/<script>document\.title/).waitFor();
  expect(await tablet.page.title()).toBe("Turnout");
  expect(await tablet.page.locator("img[src=x], script:not([src])").count()).toBe(0);
});

test("a revoked tablet that comes back from a copy of its disk is wiped again, and opens nothing without the county's yes", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.checkIn("boone", "Boone");
  await tablet.page.getByText("Confirmed by the county").waitFor();
  const device = await deviceOf(tablet);
  const secret = await tablet.page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("turnout");
    const bytes = new Uint8Array(await (await (await folder.getFileHandle("day")).getFile()).arrayBuffer());
    return [...bytes.subarray(4, 4 + new DataView(bytes.buffer).getUint32(0))];
  });
  const { secret: daySecret } = JSON.parse(Buffer.from(secret).toString()) as { secret: string };
  const finder = finderOf(keyNeedles("the day's secret", Buffer.from(daySecret, "base64")));
  await tablet.context.close();
  const copy = mkdtempSync(join(tmpdir(), "copied-"));
  cpSync(tablet.profile, copy, { recursive: true, verbatimSymlinks: true });
  expect(foundIn(copy, finder)).not.toEqual([]);
  expect((await revokeDevice(election.county, device, 1)).ok).toBe(true);

  for (const profile of [tablet.profile, copy]) {
    const back = await newTablet({ profile });
    await back.page.goto(election.url);
    await back.page.getByRole("heading", { name: "The county has set this tablet aside" }).waitFor();
    expect(await back.read("chunks")).toEqual([]);
    expect(await back.page.getByLabel("PIN", { exact: true }).count()).toBe(0);
    await back.page.reload();
    await back.page.getByRole("heading", { name: "The county has set this tablet aside" }).waitFor();
    await back.context.close();
    expect(foundIn(profile, finder)).toEqual([]);
  }
  expect((await reinstateDevice(election.county, device)).ok).toBe(true);
  const again = await newTablet({ profile: tablet.profile });
  await again.page.goto(election.url);
  await again.page.getByLabel("Opening code").waitFor({ timeout: 60_000 });
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
}, 120_000);

test("the service worker keeps the app and nothing that the county answers", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.checkIn("abelard", "Abelard");
  const kept = await tablet.page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
    return urls;
  });
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.filter((path) => /^\/(api|log|office)/.test(path))).toEqual([]);
  // An old worker cannot answer for the county either: without a network the API is simply not there.
  await tablet.context.setOffline(true);
  tablet.expectInConsole(/Failed to load resource/);
  const answered = await tablet.page.evaluate(() =>
    fetch("/api/county").then(
      ({ status }) => status,
      () => "nothing",
    ),
  );
  expect(answered).toBe("nothing");
  await tablet.context.setOffline(false);
});
