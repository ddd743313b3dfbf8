/**
 * Practice in a real browser: from the first screen, offline, without any code; unmistakable on every screen; and apart
 * from the election on the same tablet, in both directions.
 */
import type { Page } from "playwright-core";
import { getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { practicePage, practicePin } from "../../src/practice/names.ts";
import { practiceElection, practiceVoters } from "../../src/practice/world.ts";
import { practicePackOf } from "../../src/training/practicePack.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { election as smallElection } from "../helpers/server.ts";
import { signingKey } from "../helpers/signing.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(5);
const [first] = voters.map(({ lastName }) => lastName) as [string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

/** Somebody of the practice's place of whom nothing is special, and whose name nobody shares. */
async function plainPerson(): Promise<{ lastName: string; firstName: string }> {
  const { signatureKey = "" } = await signingKey();
  const held = practiceElection({ now: Date.now(), timeZone: "America/New_York" }, "CA", "test", signatureKey);
  const all = [...practiceVoters(held)];
  const names = new Map<string, number>();
  for (const { lastName } of all) names.set(lastName, (names.get(lastName) ?? 0) + 1);
  const plain = all.find(
    (one) =>
      one.registration === "active" &&
      one.absentee === "none" &&
      one.flags.length === 0 &&
      one.split === "101" &&
      /^\d{4}-\d\d-\d\d$/.test(one.birthDate) &&
      /^[A-Za-z]+$/.test(one.lastName) &&
      names.get(one.lastName) === 1,
  );
  if (plain === undefined) throw new Error("nobody is plain");
  return plain;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/**
 * Nobody takes this screen for one of an election, in grey either, and axe finds nothing. What is measured is the picture
 * of the screen: light and dark take turns along all four edges, and the word stands light on dark over everything.
 */
async function unmistakable(page: Page): Promise<void> {
  const picture = (await page.screenshot()).toString("base64");
  const seen = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    /** The share of light pixels. */
    const light = (x: number, y: number, across: number, down: number): number => {
      const { data } = context.getImageData(x, y, across, down);
      let many = 0;
      for (let at = 0; at < data.length; at += 4) {
        const grey = 0.3 * (data[at] as number) + 0.59 * (data[at + 1] as number) + 0.11 * (data[at + 2] as number);
        if (grey > 120) many++;
      }
      return Math.round((many * 10) / (across * down)) / 10;
    };
    const word = document.querySelector(".hazard strong");
    const box = word?.getBoundingClientRect() ?? new DOMRect();
    const letters = light(box.x, box.y, box.width, box.height);
    return {
      title: document.title,
      icon: document.querySelector<HTMLLinkElement>("link[rel=icon]")?.getAttribute("href"),
      word: word?.textContent,
      lightOnDark: letters > 0 && letters < 0.4,
      edges: [
        light(1, 60, 10, height - 120),
        light(width - 11, 60, 10, height - 120),
        light(60, height - 11, width - 120, 10),
        light(1, 4, 220, 30),
        light(width - 221, 4, 220, 30),
      ],
    };
  }, picture);
  expect(seen).toEqual({
    title: "PRACTICE · Turnout",
    icon: "/practice.svg",
    word: "PRACTICE",
    lightOnDark: true,
    edges: [0.5, 0.5, 0.5, 0.5, 0.5],
  });
  expect(await axeFindings(page)).toEqual([]);
}

/** All that lies in this origin's databases and files, but for those of practice (or only those). */
async function stored(page: Page, which: "live" | "practice"): Promise<Record<string, string>> {
  const all = await page.evaluate(async () => {
    const found: Record<string, string> = {};
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const plain = (_: string, value: unknown): unknown =>
      value instanceof Uint8Array ? [...value] : value instanceof CryptoKey ? `${value.type} key` : value;
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name));
      for (const table of db.objectStoreNames) {
        const store = db.transaction(table).objectStore(table);
        const [keys, rows] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
        found[`${name}: ${table}`] = JSON.stringify([keys, rows], plain);
      }
      db.close();
    }
    const look = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) {
        if (entry.kind === "directory") await look(entry as FileSystemDirectoryHandle, `${path}${entry.name}/`);
        else {
          const bytes = await (await (entry as FileSystemFileHandle).getFile()).arrayBuffer();
          const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
          found[path + entry.name] = `${bytes.byteLength} ${[...hash].join(" ")}`;
        }
      }
    };
    await look(await navigator.storage.getDirectory(), "file ");
    return found;
  });
  const isPractice = (name: string): boolean => /^(file )?turnout-practice\b/.test(name);
  return Object.fromEntries(Object.entries(all).filter(([name]) => isPractice(name) === (which === "practice")));
}

const goToPractice = async ({ page }: Tablet): Promise<void> => {
  await button(page, "Practice with invented voters").click();
};

async function begin({ page, searchBox }: Tablet, state: string): Promise<void> {
  await page.getByText("Under whose rules do you work?").waitFor();
  await unmistakable(page);
  await button(page, state).click();
  await page.getByText("What do you want to practice?").waitFor({ timeout: 60_000 });
  await unmistakable(page);
  await page.getByRole("button", { name: "Try freely" }).click();
  await searchBox.waitFor();
}

async function sign(page: Page): Promise<void> {
  await button(page, "Turn to the voter").click();
  const box = await page.getByRole("img", { name: "Line to sign on" }).boundingBox();
  if (box === null) throw new Error("no line to sign on");
  await unmistakable(page);
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 70, { steps: 8 });
  await page.mouse.up();
  await button(page, "Done").click();
  await unmistakable(page);
  await button(page, "Clerk: go on").click();
}

test("offline from the first screen: begin, check in, reload, begin anew, leave; every screen says that it is practice", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet();
  const { page } = tablet;
  // Stands in for the system's print: what would be on the paper.
  await page.addInitScript(() => {
    window.print = () => {
      (globalThis as { printed?: string }).printed = document.querySelector(".prints .sheet")?.textContent ?? "";
      window.dispatchEvent(new Event("afterprint"));
    };
  });
  await page.goto(cable.url);
  await button(page, "Practice with invented voters").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await tablet.controlled();
  cable.pull();

  await goToPractice(tablet);
  await begin(tablet, "California");
  await unmistakable(page);
  await tablet.statusLine.getByText("Practice: nothing here is an election record").waitFor();
  const person = await plainPerson();
  await tablet.choose(person.lastName, person.lastName);
  await unmistakable(page);
  await sign(page);
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  await page.getByText("Confirmed by the county").waitFor();
  await unmistakable(page);
  await button(page, "Print the slip").click();
  await expect
    .poll(() => page.evaluate(() => (globalThis as { printed?: string }).printed))
    .toMatch(/^PRACTICE: not an election record.*PRACTICE: not an election record$/s);

  await page.reload();
  await page.getByLabel("PIN", { exact: true }).waitFor();
  await unmistakable(page);
  await tablet.signIn("Rosa", practicePin);
  await tablet.choose(person.lastName, person.lastName);
  expect(await tablet.banner.innerText()).toBe("Stop: already checked in");

  await button(page, "Begin anew").click();
  const dialog = page.getByRole("dialog", { name: "Begin the practice anew?" });
  await dialog.waitFor();
  await unmistakable(page);
  await button(page, "Begin anew").last().click();
  await begin(tablet, "California");
  await tablet.choose(person.lastName, person.lastName);
  expect(await tablet.banner.innerText()).not.toBe("Stop: already checked in");

  await button(page, "Leave practice").click();
  await page.getByRole("heading", { name: "Set up this tablet" }).waitFor();
  expect(await page.title()).toBe("Turnout");
  expect(await page.locator(".hazard").count()).toBe(0);
  // Going back in the browser's history, or typing the address, leads to the first screen.
  await page.goto(cable.url + practicePage);
  await page.getByRole("heading", { name: "Set up this tablet" }).waitFor();

  await goToPractice(tablet);
  await page.getByLabel("PIN", { exact: true }).waitFor();
}, 180_000);

/** A tablet that was started without a network, and practices under this state's rules. */
async function coldOffline(state: string): Promise<Tablet> {
  const cable = await election.layCable();
  const tablet = await newTablet();
  const { page } = tablet;
  await page.goto(cable.url);
  await tablet.controlled();
  cable.pull();
  await page.reload();
  await goToPractice(tablet);
  await button(page, state).click();
  return tablet;
}

/** Does what the ring points at, and nothing else, until the voter is done with. */
async function followTheRing(page: Page): Promise<void> {
  const result = page.getByRole("heading", { name: /^(Right|Acceptable|Not right)$/ });
  for (let tries = 0; tries < 60 && !(await result.isVisible()); tries++) {
    // Longer than the ring takes to move on, and than the recorded screen takes no taps.
    await page.waitForTimeout(600);
    const box = await page
      .locator(".pointerRing")
      .boundingBox({ timeout: 5_000 })
      .catch(() => null);
    if (box !== null) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
  await result.waitFor({ timeout: 5_000 });
}

test("offline from a cold start: five voters by following the ring alone, each right, and who did it", async () => {
  const tablet = await coldOffline("New Hampshire");
  const { page } = tablet;
  await page.getByRole("button", { name: "One voter at a time" }).waitFor({ timeout: 60_000 });
  await page.evaluate(() => {
    window.print = () => undefined; // the system's print is still open
  });
  await page.getByRole("button", { name: "Print a page to keep" }).click();
  await page.locator(".jobAid").waitFor({ state: "attached" });
  const paper = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
  const { items } = await (await paper.getPage(1)).getTextContent();
  const onPaper = items.map((item) => ("str" in item ? item.str : "")).join(" ");
  for (const words of ["Practice: New Hampshire", "Stop: already checked in", "Ask for identification"])
    expect(onPaper).toContain(words);
  expect(paper.numPages).toBe(1);
  await page.keyboard.press("Shift"); // whoever touches the tablet again has printed
  await page.locator(".jobAid").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "One voter at a time" }).click();
  await button(page, "Cards that scan").click();
  await unmistakable(page);
  await button(page, "A license that scans").click();
  for (let voter = 1; voter <= 5; voter++) {
    await page.getByText(`Voter ${voter} of 5`).waitFor();
    if (voter === 1) {
      await unmistakable(page);
      await button(page, "See what they show").click();
      await page.getByRole("img", { name: "Bar code of the license" }).waitFor();
      await unmistakable(page);
      await button(page, "Back").click();
    }
    await followTheRing(page);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Right");
    await unmistakable(page);
    await page.getByRole("button", { name: /^(Next voter|Finish)$/ }).click();
  }
  await page.getByRole("button", { name: "Who is ready" }).click();
  await page.getByLabel("Who practices here now").fill("R. M.");
  await page.getByText("right the first time: 5").waitFor();
  await unmistakable(page);
  expect(tablet.problems).toEqual([]);
}, 180_000);

/** Serves whoever stands there as far as the ring leads, then says that it is done; answers how that was. */
async function serveInLine(page: Page): Promise<string> {
  const result = page.getByRole("heading", { name: /^(Right|Acceptable|Not right)$/ });
  const ring = page.locator(".pointerRing");
  for (let idle = 0, tries = 0; !(await result.isVisible()); tries++) {
    if (tries > 60) throw new Error(`stuck: ${await page.locator("body").innerText()}`);
    await page.waitForTimeout(200);
    // Where the ring leads no further, this one is done with: that too must be judged.
    const box = tries < 16 && (await ring.isVisible()) ? await ring.boundingBox() : null;
    idle = box === null ? idle + 1 : 0;
    if (box !== null) {
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const says = await page.evaluate(() => {
        const at = document.activeElement;
        const empty = at instanceof HTMLInputElement && at.classList.contains("search") && at.value === "";
        return empty ? (document.querySelector(".visitorSays")?.textContent ?? "") : "";
      });
      const [, name] = /((?:\p{Lu}[\p{L}'’-]+ )+(?:[\p{L}'’-]+ ?)*),/u.exec(says) ?? [];
      if (name !== undefined) await page.keyboard.type(name);
    } else if (await page.getByText("What did you tell the voter?").isVisible())
      await page.getByRole("button", { name: "There is no ballot for you today" }).click();
    else if (idle > 6) {
      if (await page.locator(".modal").isVisible()) await page.keyboard.press("Escape");
      else
        await page
          .locator(".visitorDone")
          .click({ timeout: 2_000 })
          .catch(() => undefined);
    }
  }
  return page.getByRole("heading", { level: 1 }).innerText();
}

test("a mock day of 20 voters, offline from a cold start: everybody comes, each is judged, and it is practice all along", async () => {
  const tablet = await coldOffline("New Hampshire");
  const { page } = tablet;
  await page.getByRole("button", { name: "A mock day" }).click({ timeout: 60_000 });
  await unmistakable(page);
  await page.getByLabel("Guide me: point at what comes next").check();
  await button(page, "20 voters").click();
  const outcomes: string[] = [];
  for (let voter = 1; voter <= 20; voter++) {
    await page.getByText(`Voter ${voter} of 20`).waitFor();
    outcomes.push(await serveInLine(page));
    if (voter === 1) await unmistakable(page);
    await page.getByRole("button", { name: /^(Next voter|Finish)$/ }).click();
  }
  // Who comes is drawn anew each day. The ring leads through plain cases to the end, through others in part.
  expect(outcomes.filter((one) => one === "Right").length).toBeGreaterThanOrEqual(5);
  await page.getByRole("button", { name: "Who is ready" }).click();
  await page.getByLabel("Who practices here now").fill("R. M.");
  await page.getByText(/cases tried/).waitFor();
  await unmistakable(page);
  expect(tablet.problems).toEqual([]);
}, 400_000);

test("a tablet that practiced is set up and checks in; then the practice is wiped, and the election stays as it was to the byte", async () => {
  const tablet = await newTablet();
  const { page } = tablet;
  await page.goto(election.url);
  await tablet.controlled();
  await goToPractice(tablet);
  await begin(tablet, "Texas");
  await button(page, "Leave practice").click();

  // Set up and closed, it asks for the practice code; the rules are then those of its own election.
  await tablet.setUp(election.url, await election.setupCode());
  await button(page, "Practice").click();
  await page.getByRole("heading", { name: "Type the practice code" }).waitFor();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await page.getByText("Wrong code. Ask the county office for the practice code.").waitFor();
  await page.keyboard.type(await election.county.enrolment.practiceCode());
  await page.keyboard.press("Enter");
  await button(page, "Begin anew").click();
  await button(page, "Begin anew").last().click();
  await button(page, "The rules of this tablet's election").click();
  await page.getByText("What do you want to practice?").waitFor({ timeout: 60_000 });
  await unmistakable(page);
  await button(page, "Leave practice").click();
  await tablet.open(await election.card());
  await tablet.signIn("rosa", pin);
  await tablet.checkIn(first, first);
  await page.getByText("Confirmed by the county").waitFor();
  const goBack = async (mark: "go" | "anew"): Promise<void> => {
    // As the first screen would: on a tablet that is set up it has no such button.
    await page.evaluate((to) => sessionStorage.setItem("turnout-practice", to), mark);
    await page.goto(election.url + practicePage);
  };

  // With the page of the election its worker has ended: nothing of it moves any more.
  await goBack("go");
  await tablet.signIn("Rosa", practicePin);
  const [live, practiced] = [await stored(page, "live"), await stored(page, "practice")];
  expect(Object.keys(live)).toEqual(expect.arrayContaining(["turnout: events", "file turnout/records"]));
  expect(Object.keys(practiced)).toEqual(
    expect.arrayContaining([
      "turnout-practice: events",
      "file turnout-practice/records",
      "file turnout-practice/county",
    ]),
  );
  expect(live["turnout: events"]).not.toBe("[[],[]]");
  expect(await page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name))).toEqual([
    "turnout-practice/tab",
  ]);
  await button(page, "Begin anew").click();
  await button(page, "Begin anew").last().click();
  await page.getByText("Under whose rules do you work?").waitFor();
  expect((await stored(page, "practice"))["turnout-practice: events"]).toBeUndefined();
  expect(await stored(page, "live")).toEqual(live);

  // Under the county's own rules: from a file, and by codes to the next tablet of the class.
  await button(page, "My county's own rules").click();
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Take a file").click();
  const buffer = Buffer.from(await practicePackOf({ ...smallElection, name: "Marlow's own election" }));
  await (await chooser).setFiles({ name: "county.practice", mimeType: "application/octet-stream", buffer });
  await page.getByText("What do you want to practice?").waitFor({ timeout: 60_000 });
  await unmistakable(page);
  await page.getByRole("button", { name: /^Give this practice to other tablets/ }).click();
  await page.getByText(/^Code 1 of \d+$/).waitFor();
  await button(page, "Back").click();
  await page.getByRole("button", { name: "Try freely" }).click();
  await tablet.searchBox.waitFor();
  expect(await stored(page, "live")).toEqual(live);

  await button(page, "Leave practice").click();
  await tablet.signIn("rosa", pin);
  await tablet.choose(first, first);
  expect(await tablet.banner.innerText()).toBe("Stop: already checked in");
}, 180_000);

test("what an election leaves behind when its storage is cleared does not reach a practice", async () => {
  const tablet = await newTablet();
  const { page } = tablet;
  await page.goto(election.url);
  await tablet.controlled();
  await goToPractice(tablet);
  await begin(tablet, "Ohio");
  await button(page, "Leave practice").click();
  await page.getByRole("heading", { name: "Set up this tablet" }).waitFor();
  await page.goto(`${election.url}/build.json`); // a page of the origin on which nothing runs
  const before = await stored(page, "practice");
  await page.evaluate(async () => {
    await new Promise((done) => {
      indexedDB.deleteDatabase("turnout").onsuccess = done;
    });
    await (await navigator.storage.getDirectory()).removeEntry("turnout", { recursive: true }).catch(() => undefined);
  });
  expect(await stored(page, "practice")).toEqual(before);
  await page.goto(election.url);
  await goToPractice(tablet);
  await tablet.signIn("Rosa", practicePin);
}, 180_000);
