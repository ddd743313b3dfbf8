/**
 * Every scenario of practice on the real tablet with its county, under every state's rules: a scripted right solution gets full
 * marks, and at least one wrong one does not.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { practiceStates } from "../../src/practice/world.ts";
import { allScenarios, isForInspector } from "../../src/training/allScenarios.ts";
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
  beforeAll(() => practicing.tablet.begin(state), 60_000);
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
