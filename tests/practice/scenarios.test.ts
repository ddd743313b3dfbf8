/**
 * Every scenario of practice on the real tablet with its county, under every state's rules: a scripted right solution gets full
 * marks, and at least one wrong one does not.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { dayOf } from "../../src/domain/electionDay.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { practiceStates } from "../../src/practice/world.ts";
import { allScenarios, isForInspector } from "../../src/training/allScenarios.ts";
import { practicePackOf } from "../../src/training/practicePack.ts";
import { groups, mistakes, type Scenario } from "../../src/training/scenario.ts";
import { Practicing } from "../helpers/practicing.ts";
import { ScenarioHands } from "../helpers/scenarioHands.ts";

type Act = (hands: ScenarioHands) => Promise<void>;
const serve: Act = (hands) => hands.serve();
const other = (hands: ScenarioHands): string => hands.playing.cast.others[0]?.id ?? "";

/** What a trained worker does. */
function solution({ good }: Scenario): Act {
  switch (good.good) {
    case "serve":
      return good.ownName === true
        ? async (hands) => {
            await hands.as("rosa");
            await hands.serve();
          }
        : serve;
    case "reprint":
      return (hands) => hands.reprint();
    case "replace":
      return (hands) => hands.onBallot("replace");
    case "left":
      return (hands) => hands.onBallot("leftFound");
    case "cancelOne":
      return (hands) => hands.cancel(hands.visitor.id, 1, "recordedTwice");
    case "putRight":
      return async (hands) => {
        await hands.cancel(other(hands), 1, "wrongVoter");
        await hands.serve();
      };
    case "openPolls":
      return (hands) => hands.openPolls();
    case "suspendPolls":
      return (hands) => hands.write({ what: "suspendPolls" });
    case "closePolls":
      return async (hands) => {
        await hands.online();
        await hands.write({ what: "closePolls", sure: undefined });
      };
    case "stock":
      return (hands) => {
        const stacks = [{ style: hands.playing.cast.facts["style"], sealed: [], opened: hands.fact("sheets") }];
        return hands.write({ what: "countStock", delivery: 900 + hands.playing.cast.number, stacks });
      };
    case "counters":
      return async (hands) => {
        await hands.write({ what: "readCounter", scanner: 1, moment: "end", reads: hands.fact("counterOne") });
        await hands.write({ what: "readCounter", scanner: 2, moment: "end", reads: hands.fact("counterTwo") });
      };
    case "explain":
      return (hands) => {
        const said = { difference: "scanned", sheets: -1, how: "explained", by: [] };
        return hands.write({ what: "explain", ...said, words: "A voter left with the ballot" });
      };
    default:
      return good satisfies never;
  }
}

/** What workers do wrong there, and why it is wrong; beside doing nothing at all. */
const wrongs: Partial<Record<string, readonly [why: string, act: Act]>> = {
  licenceOfTheSon: ["otherVoter", (hands) => hands.giveSomehow(other(hands))],
  parentAndChild: ["otherVoter", (hands) => hands.giveSomehow(other(hands))],
  namesake: ["otherVoter", (hands) => hands.giveSomehow(other(hands))],
  twins: ["otherVoter", (hands) => hands.giveSomehow(other(hands))],
  lostSlip: ["spoiledInstead", (hands) => hands.onBallot("spoil")],
  spoiledBallot: ["reprintedInstead", (hands) => hands.reprint()],
  movedWithin: ["notNoted", (hands) => hands.giveSomehow(hands.visitor.id)],
  bringsHelp: ["notNoted", (hands) => hands.giveSomehow(hands.visitor.id)],
  underWhoseName: ["underOtherName", serve],
  checkedInTwice: ["bothCancelled", (hands) => hands.cancel(hands.visitor.id, 2, "recordedTwice")],
  wrongVoter: ["wrongOneStands", serve],
  leftWithoutCasting: ["otherDeed", (hands) => hands.onBallot("spoil")],
  openPolls: ["nothingRecorded", (hands) => hands.giveToStranger()],
  offByOne: [
    "nothingRecorded",
    (hands) => hands.write({ what: "reportIncident", happened: hands.playing.began, words: "One is missing" }),
  ],
  suspend: ["closedForGood", (hands) => hands.write({ what: "closePolls", sure: undefined })],
  close: ["notSentYet", (hands) => hands.write({ what: "closePolls", sure: undefined })],
  stockLow: [
    "otherNumber",
    (hands) => {
      const stacks = [{ style: hands.playing.cast.facts["style"], sealed: [], opened: hands.fact("sheets") + 1 }];
      return hands.write({ what: "countStock", delivery: 800, stacks });
    },
  ],
  twoScanners: [
    "swapped",
    async (hands) => {
      await hands.write({ what: "readCounter", scanner: 1, moment: "end", reads: hands.fact("counterTwo") });
      await hands.write({ what: "readCounter", scanner: 2, moment: "end", reads: hands.fact("counterOne") });
    },
  ],
};

describe.each(practiceStates)("under the rules of $name", ({ state }) => {
  const turn = practiceStates.findIndex((one) => one.state === state);
  const practicing = new Practicing();
  const hands = new ScenarioHands(practicing);
  beforeAll(() => practicing.tablet.begin({ state }), 60_000);
  afterAll(() => practicing.tablet.stop());

  test.each(allScenarios.map((one) => [one.id, one] as const))("%s", async (id, scenario) => {
    await hands.begin(id);
    const undone = await hands.verdict();
    expect(undone).toMatchObject({ outcome: "wrong", why: { why: "nothingRecorded" } });
    await solution(scenario)(hands);
    expect(await hands.verdict()).toMatchObject({ outcome: "right", why: { why: "asDue" }, extraSteps: 0 });

    // What is wrong is so everywhere: the states take turns.
    if (allScenarios.indexOf(scenario) % practiceStates.length !== turn) return;
    const [why, act] = wrongs[id] ?? ["otherVoter", (wrongHands) => wrongHands.giveToStranger()];
    await hands.begin(id);
    await act(hands);
    expect(await hands.verdict()).toMatchObject({ outcome: "wrong", why: { why } });
  });
});

/** A county whose voters may vote at any vote center, and at some places only some of them; on its ballots two languages. */
const own = Election.parse({
  format: "turnout-election/1",
  ...{ id: "larch-2026-general", name: "General election 2026", county: "Larch", state: "NC", kind: "general" },
  ...{ date: "2026-11-03", timeZone: "America/Denver", earlyVoting: ["2026-10-30"], phone: "555 0100" },
  parties: [{ id: "N", name: "Northern" }],
  precincts: [
    { id: "A-1", name: "Alder" },
    {
      id: "B-2",
      name: "Birch",
      splits: [
        { id: "B-2/x", name: "x" },
        { id: "B-2/y", name: "y" },
      ],
    },
  ],
  ballotStyles: [
    { id: "Larch 1", splits: ["A-1", "B-2/y"], languages: ["en", "es"] },
    { id: "Larch 2", splits: ["B-2/x"] },
  ],
  places: [
    { id: "center", name: "Larch Center", address: "1 Center Rd", serves: "all" },
    { id: "birch", name: "Birch School", address: "2 Birch Rd", serves: ["B-2"], scanners: 0 },
    { id: "alder", name: "Alder Hall", address: "3 Alder Rd", serves: ["A-1"] },
  ],
  rules: packs.get("NC")?.rules,
});

describe("under a county's own definition", () => {
  const practicing = new Practicing();
  const hands = new ScenarioHands(practicing);
  beforeAll(async () => {
    expect(await practicing.tablet.begin({ pack: await practicePackOf(own) })).toBe(true);
  }, 60_000);
  afterAll(() => practicing.tablet.stop());

  test("it is today, by another name, with its own precincts, ballots, places and rules, and none of its voters", async () => {
    const { election, voters } = practicing.tablet.core.state();
    expect(election).toMatchObject({ county: "Larch", precincts: own.precincts, ballotStyles: own.ballotStyles });
    expect(election).toMatchObject({ name: "Practice: General election 2026", rules: own.rules, phone: "555 0100" });
    expect(election?.id).not.toBe(own.id);
    expect(election?.date).toBe(dayOf(practicing.now, own.timeZone));
    expect(election?.earlyVoting).toBeUndefined();
    expect(practicing.tablet.core.state().placeId).toBe("birch");
    expect(voters).toBeGreaterThan(2_000);
    // The next tablet gets what this one got.
    const again = new Practicing();
    expect(await again.tablet.begin({ pack: practicing.tablet.pack() as Uint8Array<ArrayBuffer> })).toBe(true);
    expect(again.tablet.core.state().election).toMatchObject({ name: "Practice: General election 2026" });
    again.tablet.stop();
  });

  test.each(allScenarios.map((one) => [one.id, one] as const))("%s", async (id, scenario) => {
    await hands.begin(id);
    await solution(scenario)(hands);
    expect(await hands.verdict()).toMatchObject({ outcome: "right", why: { why: "asDue" }, extraSteps: 0 });
  });
});

test("what is no practice pack begins nothing", async () => {
  const practicing = new Practicing();
  const pack = await practicePackOf(own);
  const other = await practicePackOf({ ...own, places: [] });
  const broken = [pack.subarray(0, pack.length - 9), new TextEncoder().encode("{}"), new Uint8Array(0), other];
  for (const bytes of broken) expect(await practicing.tablet.begin({ pack: new Uint8Array(bytes) })).toBe(false);
  expect(practicing.tablet.begun).toBe(false);
  practicing.tablet.stop();
});

// --------------------------------------------------------------------------------------------------- what they are

test("there are at least 30 scenarios in the seven groups of the poll worker, and 9 of the inspector", () => {
  const forWorkers = allScenarios.filter((one) => !isForInspector(one));
  expect(forWorkers.length).toBeGreaterThanOrEqual(30);
  expect(allScenarios.filter(isForInspector).length).toBeGreaterThanOrEqual(9);
  expect(new Set(allScenarios.map(({ group }) => group))).toEqual(new Set(groups));
  expect(new Set(allScenarios.map(({ id }) => id)).size).toBe(allScenarios.length);
});

test("each mistake that trained workers make has a scenario that provokes it", () => {
  expect(new Set(allScenarios.flatMap(({ mistake }) => mistake ?? []))).toEqual(new Set(mistakes));
});
