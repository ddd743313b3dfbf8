/**
 * Our pages in a real browser: a string becomes no HTML, no script and no program in any of them, whatever a fault or a
 * hostile name would do with it; and nothing that a browser asks for while people work leaves for another host.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { practicePage } from "../../src/practice/names.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { officePassword } from "../helpers/office.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { recordingProxy } from "../helpers/recordingProxy.ts";
import { triedIn, triedOn } from "../helpers/stringsAsPrograms.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const voters = plainVoters(20);
const [first, second] = voters.map(({ lastName }) => lastName) as [string, string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

/** The clerk signs in to the county page, which then shows what there is. */
async function signInAtOffice({ page }: Pick<Tablet, "page">): Promise<void> {
  await page.goto(`${election.url}/office`);
  await page.getByLabel("Name").fill(election.clerk.name);
  await page.getByLabel("Password").fill(officePassword);
  await page.getByLabel("Code of the authenticator app").fill(election.clerk.code());
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Set up tablets" }).waitFor();
}

/** Only the first screen's button leads there; on a tablet that is set up there is none. */
async function practice({ page }: Tablet): Promise<void> {
  await page.evaluate(() => sessionStorage.setItem("turnout-practice", "anew"));
  await page.goto(election.url + practicePage);
  await page.locator(".hazard").first().waitFor();
  expect(new URL(page.url()).pathname).toBe(practicePage);
}

test("on a page of nobody's, without a policy, all of it works, and what it asks of others is seen", async () => {
  const proxy = await recordingProxy(election.url);
  const tablet = await newTablet({ proxy });
  tablet.expectInConsole(/./);
  await tablet.page.goto("about:blank");
  const { came } = await triedOn(tablet.page);
  const through = "let through";
  expect(came).toMatchObject({
    innerHTML: through,
    eval: through,
    "src of a script": through,
    "another policy": through,
  });
  expect(came["what ran"]).toMatch(/html.*code|code.*html/);
  expect(new Set(proxy.strangers().map(({ origin }) => origin))).toEqual(
    new Set(["https://evil.example", "http://evil.example"]),
  );
  await proxy.remove();
});

test("no page or worker of ours makes HTML, a script or a program of a string, and none has another policy", async () => {
  const proxy = await recordingProxy(election.url);
  const tablet = await newTablet({ proxy });
  tablet.expectInConsole(/./); // the browser reports each refusal
  const { page } = tablet;
  const here = async (): Promise<void> => {
    const { came, wanted } = await triedOn(page);
    expect(came, page.url()).toEqual(wanted);
  };
  await election.ready(tablet);
  await tablet.choose(first, first);
  expect(page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers()) {
    const { came, wanted } = await triedIn(worker);
    expect(came, worker.url()).toEqual(wanted);
  }
  await here();
  await practice(tablet);
  await here();
  await signInAtOffice(tablet);
  await here();
  expect(proxy.strangers()).toEqual([]);
  await proxy.remove();
});

test("a day's work asks nobody but the county: setting up, checking in, the inspector, a practice, the county page", async () => {
  const proxy = await recordingProxy(election.url);
  const tablet = await newTablet({ proxy, viewport: { width: 1280, height: 800 } });
  tablet.expectInConsole(/^Failed to load resource: the server responded with a status of 401/);
  const { page } = tablet;
  const own = new URL(election.url).origin;
  // What pages and their workers ask, as the browser tells it; the proxy sees the service worker, too.
  const requested: string[] = [];
  tablet.context.on("request", (request) => requested.push(request.url()));
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const isOwn = (url: string): boolean => /^(data|blob):/.test(url) || new URL(url, own).origin === own;
  /** Nothing that the page shows or links to lies elsewhere, asked for already or not. */
  const linked = async (): Promise<void> => {
    const urls = await page.evaluate(() =>
      [...document.querySelectorAll("[src], [href], [action], [poster], [srcset]")].flatMap((one) =>
        ["src", "href", "action", "poster", "srcset"].flatMap((name) => one.getAttribute(name) ?? []),
      ),
    );
    expect(urls.filter((url) => !isOwn(url))).toEqual([]);
  };
  await election.ready(tablet);
  await tablet.checkIn(first, first);
  await page.getByText("Confirmed by the county").waitFor();
  await linked();
  await button("Wrong voter?").click();
  await button("It was right").click();
  await tablet.nextVoter();
  await tablet.searchBox.fill("nobody of this name");
  await tablet.choose(second, second);
  await button("Lock").click();
  await tablet.signIn("lin", pin);
  await tablet.inspectorAct("Balance and counts");
  await button("Open the polls").waitFor();
  await linked();
  await page.reload();
  await tablet.signIn("lin", pin);
  await tablet.inspectorAct("Paper list");
  await button("Make the list").click();
  await button("Print the list").waitFor();
  await practice(tablet);
  await linked();
  await signInAtOffice(tablet);
  await page
    .getByRole("heading", { name: /voters? checked in/ })
    .first()
    .waitFor();
  await page.getByLabel("For which polling place?").selectOption({ label: "School" });
  await button("Show a code").click();
  await page.getByRole("img", { name: "Set-up code to scan" }).waitFor();
  await linked();
  await tablet.context.close();

  expect(proxy.strangers()).toEqual([]);
  expect(requested.length).toBeGreaterThan(50);
  expect(requested.filter((url) => !isOwn(url))).toEqual([]);
  // All of it went through there: pages, their parts, the tablet's worker, the service worker, the county page.
  const paths = proxy.asked.map(({ path }) => path);
  for (const one of [
    ...[/^\/$/, /^\/assets\/.*\.js$/, /^\/program-[0-9a-f]+\.js$/, /^\/api\/enrol$/, /^\/api\/roll\/manifest$/],
    ...[/^\/api\/chunks\//, /^\/api\/logs\//, /^\/api\/live$/, /^\/office$/, /^\/office\/api\/overview$/],
  ])
    expect(
      paths.some((path) => one.test(path)),
      String(one),
    ).toBe(true);
  await proxy.remove();
}, 120_000);
