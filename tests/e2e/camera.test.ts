/** One screen's code in another tablet's camera, through the browser's real camera path and the reader that we serve. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { appFolder, type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { FakeCamera } from "../helpers/fakeCamera.ts";
import { officePassword } from "../helpers/office.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { tabletsOfThisFile } from "../helpers/tablet.ts";

const voters = plainVoters(20);
const [first] = voters.map((voter) => voter.lastName) as [string];
const newTablet = tabletsOfThisFile();
const served = mkdtempSync(join(tmpdir(), "served-"));
const standInsPin = "730164";
let election: BrowserElection;
beforeAll(async () => {
  cpSync(appFolder, served, { recursive: true });
  election = await browserElection({ voters, appFolder: served });
});
afterAll(async () => {
  await election.stop();
  rmSync(served, { recursive: true });
});
let camera: FakeCamera;
beforeEach(() => {
  camera = new FakeCamera();
});
afterEach(() => camera.remove());

test("P1: a stand-in added on one tablet signs in on another that reads the code from its screen, both without a network", async () => {
  const cable = await election.layCable();
  const one = await newTablet();
  await election.ready(one, { url: cable.url, worker: "lin" });
  const two = await newTablet({ camera });
  await election.ready(two, { url: cable.url });
  cable.pull();
  for (const tablet of [one, two]) await tablet.context.setOffline(true);

  await one.inspectorAct("Workers");
  await one.page.getByRole("button", { name: "Add a worker" }).click();
  await one.page.getByLabel("Name, as the tablets show it").fill("Ana P.");
  await one.page.getByLabel("New PIN").fill(standInsPin);
  await one.page.getByLabel("The same again").fill(standInsPin);
  await one.page.getByRole("button", { name: "Add the worker" }).click();
  const square = one.page.getByRole("img", { name: "Code for the other tablets" });
  await square.waitFor();
  // It was put away before the other tablet had come.
  await one.page.getByRole("button", { name: "Done" }).click();
  await one.inspectorAct("Workers");
  await one.page.getByRole("button", { name: "Show a code again" }).click();
  await one.page.getByRole("button", { name: /^Ana P\./ }).click();
  await square.waitFor();
  // From where a hand holds it: the square takes a third of what the camera sees.
  await camera.lookAt(square, { fills: 0.3 });

  await two.page.getByRole("button", { name: "Lock" }).click();
  await two.page.getByRole("button", { name: "Read a worker’s code" }).click();
  await two.page.getByRole("heading", { name: "Ana P." }).waitFor();
  await two.page.getByLabel("PIN", { exact: true }).fill(standInsPin);
  await two.page.keyboard.press("Enter");
  await two.checkIn(first, first);
  const written = (await election.bodies(two)).find((body) => body.type === "VoterCheckedIn");
  const added = (await election.bodies(one)).find((body) => body.type === "WorkerAdded");
  expect(written?.worker).toBe(added?.added);
  expect(added?.added).toMatch(/^w-/);
});

test("a tablet is set up from the county page's square, and says which card it wants instead of that one", async () => {
  const desk = await newTablet({ viewport: { width: 1280, height: 800 } });
  desk.expectInConsole(/status of 401/); // asked before signing in
  const office = desk.page;
  await office.goto(`${election.url}/office`);
  await office.getByLabel("Name").fill(election.clerk.name);
  await office.getByLabel("Password").fill(officePassword);
  await office.getByLabel("Code of the authenticator app").fill(election.clerk.code());
  await office.keyboard.press("Enter");
  await office.getByRole("button", { name: "Show a code" }).click();
  await camera.lookAt(office.getByRole("img", { name: "Set-up code to scan" }), { fills: 0.3 });

  const { page } = await newTablet({ camera });
  await page.goto(election.url);
  await page.getByRole("button", { name: "Scan the code" }).click();
  await page.getByRole("heading", { name: "Waiting for the county to accept this tablet" }).waitFor();
  await office.getByRole("button", { name: /^Accept tablet/ }).click();
  await page.getByRole("button", { name: "Scan the card" }).click();
  await page.getByText("That is a set-up code. Take the opening card of this polling place.").waitFor();
});

test("where the reader cannot be loaded, typing remains, and the screen says so", async () => {
  const assets = join(served, "assets");
  for (const file of readdirSync(assets)) if (/zxing.*\.wasm$/.test(file)) rmSync(join(assets, file));
  const tablet = await newTablet({ camera });
  tablet.expectInConsole(
    /status of 404|falling back to ArrayBuffer|wasm streaming compile failed|CompileError|bad-precaching-response/,
  );
  const { page } = tablet;
  await page.goto(election.url);
  await page.getByLabel("Set-up code").waitFor();
  await camera.lookAt(page.locator("h1"));
  await page.getByRole("button", { name: "Scan the code" }).click();
  await page.getByText("The scanner could not be loaded. Type the code.").waitFor();
  await page.getByRole("button", { name: "Type it instead" }).click();
  await page.getByLabel("Set-up code").fill(await election.setupCode());
  await page.keyboard.press("Enter");
  await page.getByLabel("Opening code").waitFor();
});
