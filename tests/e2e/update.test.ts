/**
 * Two builds of the app, one after the other at the same address: a tablet runs the one that it has, whole, through
 * reloads, restarts and a gone network, until somebody says yes; then the new one, with everything still there.
 */
import { execFile } from "node:child_process";
import { hash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { appFolder, type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(20);
const [first, second] = voters.map((voter) => voter.lastName) as [string, string];
const folder = mkdtempSync(join(tmpdir(), "builds-"));
const served = join(folder, "served");
/** The newer build made over the older one, as a county makes it, and the same without what is left of the older one. */
const over = join(folder, "over");
const newer = join(folder, "newer");
const newTablet = tabletsOfThisFile();
let election: BrowserElection;

beforeAll(async () => {
  const vite = join(import.meta.dirname, "../../node_modules/vite/bin/vite.js");
  cpSync(appFolder, over, { recursive: true });
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", over, "--logLevel", "error"], {
    env: { ...process.env, BUILD: "ne3e3b17d000" },
  });
  const [own] = JSON.parse(readFileSync(join(over, "builds.json"), "utf8")) as [string[]];
  cpSync(over, newer, {
    recursive: true,
    filter: (path) => !/[\\/]assets[\\/]/.test(path) || own.includes(relative(over, path).replaceAll("\\", "/")),
  });
  cpSync(appFolder, served, { recursive: true });
  election = await browserElection({ voters, appFolder: served });
}, 240_000);
afterAll(async () => {
  await election.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => deploy(appFolder));

/** Nothing of the build before stays at the endpoint. */
function deploy(build: string): void {
  rmSync(served, { recursive: true });
  cpSync(build, served, { recursive: true });
}

/** Names of the assets of a build itself: those of the build before it may lie beside them. */
function ownAssets(build: string): string[] {
  const [own] = JSON.parse(readFileSync(join(build, "builds.json"), "utf8")) as [string[]];
  return own.filter((path) => path.startsWith("assets/")).map((path) => path.slice("assets/".length));
}
const officeOnly = /^(office|county)-/;
/** In no menu: fetched by who asks for it, kept by no tablet. */
const testOnly = /^testLanguage-/;

/** Paths of what a tablet may load of a build. */
const assetsOf = (build: string): string[] =>
  ownAssets(build)
    .filter((name) => /\.(js|css|woff2|wasm)$/.test(name) && !officeOnly.test(name) && !testOnly.test(name))
    .map((name) => `/assets/${name}`);

/** Those of these paths that the page cannot have. */
const notHad = (tablet: Tablet, paths: readonly string[]): Promise<string[]> =>
  tablet.page.evaluate(async (all) => {
    const had = await Promise.all(
      all.map((path) =>
        fetch(path).then(
          (answer) => answer.ok,
          () => false,
        ),
      ),
    );
    return all.filter((_, at) => !had[at]);
  }, paths);

const programOf = async ({ page }: Tablet): Promise<string> =>
  (await page.locator(".program b").innerText()).replace("Program ", "");
const prompt = ({ page }: Tablet) => page.getByText("A new version of this program is ready");
const workerOf = ({ page }: Tablet): Promise<string> =>
  page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? "none");
/** How far a worker is that is not the one in use. */
const besideTheOne = ({ page }: Tablet): Promise<string> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return (registration?.installing ?? registration?.waiting)?.state ?? "none";
  });

test("a tablet goes on with the build that it has, also after a restart and without a network, until somebody says yes", async () => {
  const cable = await election.layCable();
  const before = await newTablet();
  await before.setUp(cable.url, await election.setupCode());
  const old = await programOf(before);
  expect(old).not.toBe("ne3e3b1");
  await before.open(await election.card());
  await before.signIn("rosa", pin);
  await before.checkIn(first, first);
  await before.page.getByText("Confirmed by the county").waitFor();
  const oldWorker = await workerOf(before);
  const lost = assetsOf(appFolder).filter((path) => !assetsOf(newer).includes(path));
  expect(lost.length).toBeGreaterThan(3);

  deploy(newer);
  expect(await notHad(before, assetsOf(appFolder))).toEqual([]);
  await before.page.reload();
  await before.signIn("rosa", pin);
  await before.context.close();

  // A new process of the browser: the moment at which a service worker that waits would take over by itself.
  const tablet = await newTablet({ profile: before.profile });
  await tablet.page.goto(cable.url);
  await tablet.page.getByLabel("PIN", { exact: true }).waitFor();
  expect(await programOf(tablet)).toBe(old);
  await tablet.signIn("rosa", pin);
  expect(await prompt(tablet).count()).toBe(0);
  cable.pull();
  await tablet.statusLine.getByText(/No network: keep going/).waitFor();
  expect(await notHad(tablet, assetsOf(appFolder))).toEqual([]);
  await tablet.page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.checkIn(second, second);
  expect(await workerOf(tablet)).toBe(oldWorker);
  await tablet.nextVoter();
  await tablet.plugIn(cable);
  await tablet.statusLine.getByText(/All sent/).waitFor({ timeout: 70_000 });
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  await tablet.signIn("lin", pin);
  await tablet.inspectorAct("Close the tablet");
  await tablet.page.getByRole("dialog").getByRole("button", { name: "Close the tablet" }).click();
  await tablet.page.getByLabel("Opening code").waitFor();
  await tablet.page.reload();
  await prompt(tablet).waitFor();
  expect(await axeFindings(tablet.page)).toEqual([]);
  expect(await programOf(tablet)).toBe(old);

  await tablet.page.getByRole("button", { name: "Install it now" }).click();
  await expect.poll(() => programOf(tablet).catch(() => ""), { timeout: 60_000 }).toBe("ne3e3b1");
  expect(await workerOf(tablet)).not.toBe(oldWorker);
  expect(await prompt(tablet).count()).toBe(0);
  await tablet.open(await election.card());
  await tablet.signIn("rosa", pin);
  for (const name of [first, second]) {
    await tablet.choose(name, name);
    expect(await tablet.banner.innerText()).toBe("Stop: already checked in");
  }
  await expect.poll(async () => (await election.overview()).tablets.at(-1)?.build).toBe("ne3e3b17d000");
  cable.pull();
  await tablet.page.reload();
  await tablet.signIn("rosa", pin);
  expect(await notHad(tablet, assetsOf(newer))).toEqual([]);
}, 240_000);

test("a page of the older build that is still loading finds all of its parts beside the newer one, which does not list them", async () => {
  const lost = assetsOf(appFolder).filter((path) => !assetsOf(newer).includes(path));
  expect(lost.length).toBeGreaterThan(3);
  const office = ownAssets(appFolder).filter((name) => officeOnly.test(name));
  expect(office.length).toBeGreaterThan(1);
  deploy(over);
  for (const path of [...assetsOf(appFolder), ...office.map((name) => `/assets/${name}`), ...assetsOf(newer)])
    expect([path, (await fetch(election.url + path)).status]).toEqual([path, 200]);
  const worker = readFileSync(join(over, "sw.js"), "utf8");
  expect(lost.filter((path) => worker.includes(path.slice(1)))).toEqual([]);
  expect(assetsOf(newer).filter((path) => !worker.includes(path.slice(1)))).toEqual([]);
});

test("a tablet is given nothing of the county page to keep", () => {
  for (const build of [appFolder, over]) {
    const worker = readFileSync(join(build, "sw.js"), "utf8");
    const kept = [...worker.matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url as string);
    expect(kept).toContain("index.html");
    expect(kept).not.toContain("office.html");
    const office = ownAssets(build).filter((name) => officeOnly.test(name));
    expect(office.length).toBeGreaterThan(1);
    expect(kept.filter((url) => /office|county/.test(url))).toEqual([]);
  }
});

test("a new build whose page is gone when it is whole leaves every file of the old one, and is given up", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet();
  await tablet.setUp(cable.url, await election.setupCode());
  const old = await programOf(tablet);
  deploy(newer);
  // What "Install it now" does first; nobody is there for the second half.
  await tablet.page.evaluate(async () => {
    const { worker } = (await (await fetch("/program.json")).json()) as { worker: string };
    await navigator.serviceWorker.register(`/program-${worker}.js`);
  });
  const partsHere = () =>
    tablet.page.evaluate(
      async (paths) => (await Promise.all(paths.map((path) => caches.match(path)))).filter((one) => one).length,
      assetsOf(newer),
    );
  await expect.poll(partsHere).toBe(assetsOf(newer).length);
  cable.pull();
  expect(await notHad(tablet, assetsOf(appFolder))).toEqual([]);
  await tablet.page.reload();
  await tablet.page.getByLabel("Opening code").waitFor();
  expect(await programOf(tablet)).toBe(old);
  await expect.poll(() => besideTheOne(tablet), { timeout: 40_000 }).toBe("none");
  await tablet.page.getByRole("button", { name: "Set up anew" }).click();
  await tablet.page.getByRole("dialog").getByRole("button", { name: "Keep it as it is" }).click();
  expect(await notHad(tablet, assetsOf(appFolder))).toEqual([]);
}, 120_000);

test("a new build that an inspector agreed to and that did not take over does not take over at the next start either", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet();
  await tablet.setUp(cable.url, await election.setupCode());
  const old = await programOf(tablet);
  await tablet.open(await election.card());
  await tablet.signIn("rosa", pin);
  deploy(newer);
  await tablet.page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  const part = Promise.withResolvers<void>();
  await tablet.context.route(`**${assetsOf(newer).find((path) => !assetsOf(appFolder).includes(path))}`, (route) =>
    part.promise.then(() => route.continue()),
  );
  await tablet.page.getByRole("button", { name: "Inspector: install the new version" }).click();
  const dialog = tablet.page.getByRole("dialog");
  await dialog.getByLabel("PIN", { exact: true }).fill(pin);
  await tablet.page.keyboard.press("Enter");
  await dialog.getByText(/Loading the new version/).waitFor();
  await expect.poll(() => besideTheOne(tablet)).toBe("installing");
  await dialog.getByRole("button", { name: "Not now" }).click();
  part.resolve();
  await expect.poll(() => besideTheOne(tablet)).not.toBe("installing");
  await tablet.signIn("rosa", pin);
  await tablet.context.close();

  const again = await newTablet({ profile: tablet.profile });
  await again.page.goto(cable.url);
  expect(await programOf(again)).toBe(old);
  await again.page.reload();
  expect(await programOf(again)).toBe(old);
  expect(await notHad(again, assetsOf(appFolder))).toEqual([]);
}, 120_000);

test("a new build of which the network brings a part only changes nothing", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet();
  await tablet.setUp(cable.url, await election.setupCode());
  const old = await programOf(tablet);
  deploy(newer);
  await tablet.page.reload();
  await prompt(tablet).waitFor();
  cable.pullAfter(60_000);
  await tablet.page.getByRole("button", { name: "Install it now" }).click();
  await tablet.page.getByText(/could not be loaded. This one goes on/).waitFor();
  await tablet.page.reload();
  await tablet.page.getByLabel("Opening code").waitFor();
  expect(await programOf(tablet)).toBe(old);
  expect(await notHad(tablet, assetsOf(appFolder))).toEqual([]);
  cable.plugIn();
  await tablet.page.reload();
  await tablet.page.getByRole("button", { name: "Install it now" }).click();
  await expect.poll(() => programOf(tablet).catch(() => "")).toBe("ne3e3b1");
}, 120_000);

test("during the day an inspector's PIN installs it on the locked tablet, and the day goes on", async () => {
  const tablet = await newTablet();
  const [, , third, fourth] = voters.map((voter) => voter.lastName) as [string, string, string, string];
  await election.ready(tablet);
  const old = await programOfLocked(tablet);
  deploy(newer);
  await tablet.page.reload();
  await tablet.signIn("rosa", pin);
  await tablet.checkIn(third, third);
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  await tablet.page.getByText(/can be installed when no voter is being served/).waitFor();
  await tablet.page.getByRole("button", { name: /^rosa/ }).click();
  await tablet.page.getByLabel("PIN", { exact: true }).fill(pin);
  await tablet.page.keyboard.press("Enter");
  await tablet.nextVoter();
  expect(await programOfLocked(tablet)).toBe(old);
  const install = tablet.page.getByRole("button", { name: "Inspector: install the new version" });
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  await install.click();
  const pinField = tablet.page.getByRole("dialog").getByLabel("PIN", { exact: true });
  await pinField.fill("999999");
  await tablet.page.keyboard.press("Enter");
  await tablet.page.getByText(/Wrong PIN/).waitFor();
  expect(await axeFindings(tablet.page)).toEqual([]);
  await pinField.fill(pin);
  await tablet.page.keyboard.press("Enter");
  await expect.poll(() => programOf(tablet).catch(() => "")).toBe("ne3e3b1");
  expect(await install.count()).toBe(0);
  const approved = (await election.bodies(tablet)).filter(({ type }) => type === "ProgramApproved");
  const worker = hash("sha256", readFileSync(join(newer, "sw.js")), "hex").slice(0, 16);
  expect(approved).toMatchObject([{ worker: "lin", next: { build: "ne3e3b17d000", worker } }]);
  expect(await workerOf(tablet)).toMatch(new RegExp(`/program-${worker}\\.js$`));
  await tablet.signIn("rosa", pin);
  await tablet.choose(third, third);
  expect(await tablet.banner.innerText()).toBe("Stop: already checked in");
  await tablet.checkIn(fourth, fourth);
}, 120_000);

/** Locks the tablet, looks, and has Rosa work again. */
async function programOfLocked(tablet: Tablet): Promise<string> {
  await tablet.page.getByRole("button", { name: "Lock" }).click();
  const program = await programOf(tablet);
  await tablet.signIn("rosa", pin);
  return program;
}
