/** How often one device and one address may ask. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { officeRoutes } from "../../src/protocol/office.ts";
import { programPath } from "../../src/protocol/program.ts";
import { requestRate, usualAllowances } from "../../src/server/requestRate.ts";
import { countyInMemory, enrolTablet, handClock, problemIn } from "../helpers/server.ts";

test("in any stretch of time a name gets what it may at once and what filled up meanwhile, and no more", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.nat(2000), { minLength: 1, maxLength: 200 }),
      (perSecond, atOnce, pauses) => {
        const may = requestRate({ perSecond, atOnce });
        let now = 1_000_000;
        const granted: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (may("one", now)) granted.push(now);
          expect(may("another", now) || granted.length > 0).toBe(true);
        }
        for (const [from, start] of granted.entries()) {
          const within = granted.slice(from).filter((_, n) => n + 1 > atOnce);
          for (const [n, at] of within.entries())
            expect(n).toBeLessThanOrEqual(((at - start) * perSecond) / 1000 + 1e-6);
        }
        expect(granted.length).toBeGreaterThanOrEqual(Math.min(pauses.length, atOnce));
      },
    ),
  );
});

const files = { perSecond: 10, atOnce: 20 };

test("a tablet gone wild is told to wait, another one is answered; so is an address", async () => {
  const clock = handClock();
  const allowances = { device: { perSecond: 1, atOnce: 5 }, address: { perSecond: 10, atOnce: 40 }, files };
  const endpoint = await countyInMemory({ now: clock.now, allowances });
  const [wild, calm] = [await enrolTablet(endpoint, "school"), await enrolTablet(endpoint, "library")];
  for (const tablet of [wild, calm]) tablet.now = clock.now;
  for (let n = 0; n < 5; n++) expect((await wild.view()).status).toBe(200);
  const refused = await wild.view();
  expect([refused.status, problemIn(refused).type]).toEqual([429, "tooManyRequests"]);
  expect((await calm.view()).status).toBe(200);
  clock.pass(1000);
  expect((await wild.view()).status).toBe(200);

  const asked = async () => (await endpoint.fetch(officeRoutes.overview.path)).status;
  const answers: number[] = [];
  while (answers.at(-1) !== 429 && answers.length < 100) answers.push(await asked());
  expect(answers.length).toBeGreaterThan(30);
  expect(answers.length).toBeLessThanOrEqual(45);
  clock.pass(100);
  expect(await asked()).toBe(401);
  await endpoint.stop();
});

/** What one tablet asks for to load the app whole: the page, what the county has, and about this many files. */
const shellFiles = 150;

describe("files of the app", () => {
  let appFolder: string;
  beforeEach(() => {
    appFolder = mkdtempSync(join(tmpdir(), "files-"));
    mkdirSync(join(appFolder, "assets"));
    writeFileSync(join(appFolder, "index.html"), "<!doctype html>");
    writeFileSync(join(appFolder, "sw.js"), "");
    for (let n = 0; n < shellFiles; n++) writeFileSync(join(appFolder, "assets", `part-${n}.js`), "");
  });
  afterEach(() => rmSync(appFolder, { recursive: true }));

  test("twenty-five tablets behind one router load the whole app at once", async () => {
    const clock = handClock();
    const endpoint = await countyInMemory({ now: clock.now, allowances: usualAllowances, appFolder });
    const paths = ["/", programPath, ...Array.from({ length: shellFiles }, (_, n) => `/assets/part-${n}.js`)];
    const answers = new Map<number, number>();
    for (let tablet = 0; tablet < 25; tablet++)
      for (const path of paths) {
        const { status } = await endpoint.fetch(path);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    expect([...answers]).toEqual([[200, 25 * paths.length]]);
    await endpoint.stop();
  });

  test.each(["/", programPath, "/assets/part-0.js", "/office", "/no/such/file"])(
    "an address that asks for %s without end is told to wait, and tablets there go on with their work",
    async (path) => {
      const clock = handClock();
      const allowances = { ...usualAllowances, files };
      const endpoint = await countyInMemory({ now: clock.now, allowances, appFolder });
      const tablet = await enrolTablet(endpoint, "school");
      tablet.now = clock.now;
      for (let n = 0; n < files.atOnce; n++) expect((await endpoint.fetch(path)).status).not.toBe(429);
      const refused = await endpoint.fetch(path);
      expect([refused.status, await refused.json()]).toMatchObject([429, { type: "tooManyRequests" }]);
      expect((await tablet.view()).status).toBe(200);
      clock.pass(1000);
      expect((await endpoint.fetch(path)).status).not.toBe(429);
      await endpoint.stop();
    },
  );
});
