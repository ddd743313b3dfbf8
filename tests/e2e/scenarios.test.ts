/**
 * Every scenario of the desk by fingers on a tablet held across, and by the keyboard alone on one held upright, without a
 * network: what the screen says, what it costs, what is recorded, and at each step nothing that axe finds. It looks once at screens that differ in words only.
 */
import { afterAll, describe, expect, test } from "vitest";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { deskScenarios, scenarioElection } from "../helpers/deskScenarios.ts";
import { openTablet, type Tablet } from "../helpers/tablet.ts";
import { scannerListens } from "../helpers/typingScanner.ts";
import { type Act, fingers, type Hands, keysAlone } from "../helpers/workerHands.ts";
import { axeFindings } from "./axeFindings.ts";
import { screenShape } from "./seenText.ts";

const voters = deskScenarios.flatMap((one) => one.voters);
const ways = [
  { by: "fingers", hands: fingers, touch: true, viewport: { width: 1024, height: 768 }, axe: true },
  { by: "the keyboard alone", hands: keysAlone, touch: false, viewport: { width: 768, height: 1024 }, axe: false },
] as const;

test("there are at least 27 scenarios, in seven groups", () => {
  expect(deskScenarios.length).toBeGreaterThanOrEqual(27);
  expect([...new Set(deskScenarios.map(({ group }) => group))]).toEqual([
    "scannable identification",
    "manual look-up",
    "similar names",
    "status flags",
    "record updates",
    "wrong place",
    "not in the book",
  ]);
  expect(new Set(deskScenarios.map(({ name }) => name)).size).toBe(deskScenarios.length);
});

/** An act after which the screen may still be changing: what is seen next says that it has. */
const isDone = (act: (typeof deskScenarios)[number]["acts"][number]): act is Act =>
  !("banner" in act || "text" in act || "unseen" in act);

describe.each(ways)("by $by", ({ hands, touch, viewport, axe }) => {
  const looked = new Set<string>();
  let at: Promise<{ election: BrowserElection; tablet: Tablet }> | undefined;
  const desk = async () => {
    const election = await browserElection({ voters, election: scenarioElection });
    const cable = await election.layCable();
    const tablet = await openTablet({ touch, viewport });
    await election.ready(tablet, { url: cable.url });
    await scannerListens(tablet.page);
    cable.pull();
    return { election, tablet };
  };
  afterAll(async () => {
    const made = await at;
    await made?.tablet.context.close();
    await made?.election.stop();
  });

  test.each(deskScenarios.map((one) => [`${one.group}: ${one.name}`, one] as const))("%s", async (_, scenario) => {
    at ??= desk();
    const { election, tablet } = await at;
    const { page, banner } = tablet;
    // As the scenario before left it, if it failed: nobody is left on the desk.
    if (await tablet.searchBox.isVisible()) await tablet.searchBox.fill("");
    const before = (await election.bodies(tablet)).length;
    const worker: Hands = hands(page);
    for (const act of scenario.acts) {
      if ("banner" in act) await expect.poll(() => banner.innerText()).toBe(act.banner);
      else if ("unseen" in act) expect(await page.locator("main").innerText()).not.toMatch(act.unseen);
      else if ("text" in act) await expect.poll(() => page.locator("main").innerText()).toMatch(act.text);
      else await worker.do(act);
      const shape = axe && !isDone(act) ? await screenShape(page) : "";
      if (shape === "" || looked.has(shape)) continue;
      expect(await axeFindings(page)).toEqual([]);
      looked.add(shape);
    }
    expect(worker.cost.taps).toBeLessThanOrEqual(touch ? scenario.taps : 0);
    if (!touch) expect(worker.cost.keys).toBeLessThanOrEqual(scenario.keys);
    const recorded = (await election.bodies(tablet)).slice(before);
    expect(recorded).toMatchObject(scenario.recorded);
    expect(tablet.problems).toEqual([]);
  });
});
