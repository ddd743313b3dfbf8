/** P2: a place opens only for its own election, place and day, with nothing recorded, or exactly where last night ended. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkOpening,
  mayOpen,
  type OpeningCheck,
  type OpeningFacts,
  type Override,
  openingChecks,
} from "../../src/domain/openingChecks.ts";
import { dayWith, electionDay, entry, minutes, now, reading, stock, type Written } from "./placeFixtures.ts";

const SEED = 20261103;
const seal = entry("SealRecorded", { on: "scanner 1", number: "0012", how: "applied", initials: ["LC", "RM"] });
const prepared: readonly Written[] = [stock(1, { "1": 1000 }), ...reading(1, 0, 0), seal];
const ready: OpeningFacts = {
  today: electionDay,
  days: [electionDay],
  place: dayWith(prepared),
  served: 0,
  missingChanges: 0,
  newsAge: 20 * minutes,
  staleAfterMinutes: 240,
  storage: { free: 200_000_000, needed: 100_000_000, kept: true },
  camera: true,
  printer: true,
  scanners: 1,
  asked: { rightTime: true, battery: true, paperList: true },
};
const failed = (facts: Partial<OpeningFacts>): OpeningCheck[] =>
  checkOpening({ ...ready, ...facts }).flatMap(({ check, state }) => (state === "passed" ? [] : [check]));
const open = (facts: Partial<OpeningFacts>, overrides: readonly Override[] = []) =>
  mayOpen(checkOpening({ ...ready, ...facts }), overrides);
const every = (reason: string): Override[] => openingChecks.map((check) => ({ check, reason }));

test("all is ready: the polls may be opened, and nothing was overridden", () => {
  expect(open({})).toEqual({ ok: true, value: [] });
  // A reason for what did not fail is no override.
  expect(open({}, every("To be sure."))).toEqual({ ok: true, value: [] });
});

const suspended = entry("PollsSuspended", { checkedIn: 212, day: "2026-11-02", wall: now - 700 * minutes });
const opened = entry("PollsOpened", { checkedIn: 0, overrides: [], day: "2026-11-02", wall: now - 1400 * minutes });
const closed = entry("PollsClosed", { checkedIn: 212, notSent: 0, wall: now - minutes });

describe("what no reason makes up for", () => {
  test.each<[string, OpeningCheck, Partial<OpeningFacts>]>([
    [
      "the day before",
      "day",
      {
        today: "2026-11-02",
        scanners: 0,
        place: dayWith([...prepared, { ...seal, body: { ...seal.body, day: "2026-11-02" } }]),
      },
    ],
    ["polls that are closed for good", "polls", { place: dayWith([...prepared, opened, closed]), served: 212 }],
    ["polls that are open", "polls", { place: dayWith([...prepared, opened]) }],
    ["a clock that is wrong", "time", { asked: { ...ready.asked, rightTime: false } }],
    ["too little storage", "storage", { storage: { free: 9, needed: 10, kept: true } }],
  ])("%s", (_, check, facts) => {
    expect(failed(facts)).toEqual([check]);
    expect(open(facts, every("The inspector says so."))).toEqual({
      ok: false,
      error: { type: "mustBePutRight", checks: [check] },
    });
  });

  test("exactly where last night ended, it opens again", () => {
    expect(open({ place: dayWith([...prepared, opened, suspended]), served: 212 })).toEqual({ ok: true, value: [] });
  });
});

describe("what may be overridden with a reason", () => {
  test.each<[string, OpeningCheck, Partial<OpeningFacts>]>([
    ["a voter who was served before the opening", "records", { served: 1 }],
    [
      "fewer records than last night's report says",
      "records",
      { place: dayWith([...prepared, opened, suspended]), served: 211 },
    ],
    [
      "more records than last night's report says",
      "records",
      { place: dayWith([...prepared, opened, suspended]), served: 213 },
    ],
    ["storage that the browser may clear", "storageKept", { storage: { ...ready.storage, kept: false } }],
    ["changes to the list that are not here", "list", { missingChanges: 2 }],
    ["old news", "news", { newsAge: 241 * minutes }],
    ["no news ever", "news", { newsAge: undefined }],
    ["stock that nobody counted", "stock", { place: dayWith([...reading(1, 0, 0), seal]) }],
    ["a second scanner that nobody read", "counters", { scanners: 2 }],
    ["seals that nobody recorded", "seals", { place: dayWith(prepared.slice(0, -1)) }],
    ["no paper list", "paperList", { asked: { ...ready.asked, paperList: false } }],
    ["no camera", "camera", { camera: false }],
    ["a printer that does not print", "printer", { printer: false }],
    ["an empty battery", "battery", { asked: { ...ready.asked, battery: false } }],
  ])("%s", (_, check, facts) => {
    expect(failed(facts)).toEqual([check]);
    const reason = { check, reason: "The county knows." };
    expect(open(facts)).toEqual({ ok: false, error: { type: "reasonNeeded", checks: [check] } });
    expect(open(facts, [{ check, reason: "  " }]).ok).toBe(false);
    expect(open(facts, [reason, { check, reason: "Said twice." }])).toEqual({ ok: true, value: [reason] });
  });

  test("what nobody has looked at is no failure that a reason could override", () => {
    const facts = { printer: undefined, asked: { ...ready.asked, battery: undefined } };
    expect(open(facts, every("No time."))).toEqual({
      ok: false,
      error: { type: "notLookedAt", checks: ["printer", "battery"] },
    });
  });
});

test("it opens exactly when every check has passed, or failed where a reason may stand and one does", () => {
  const state = fc.constantFrom("passed" as const, "failed" as const, "ask" as const);
  const checks = fc.tuple(...openingChecks.map(() => state));
  const reasons = fc.subarray(openingChecks.map((check) => ({ check, reason: "Said." })));
  fc.assert(
    fc.property(checks, reasons, (states, overrides) => {
      const checked = checkOpening(ready).map((one, at) => ({ ...one, state: states[at] ?? "ask" }));
      const result = mayOpen(checked, overrides);
      const given = new Set(overrides.map(({ check }) => check));
      expect(result.ok).toBe(
        checked.every(
          (one) => one.state === "passed" || (one.state === "failed" && one.mayOverride && given.has(one.check)),
        ),
      );
      if (!result.ok) expect(result.error.checks).not.toEqual([]);
    }),
    { seed: SEED, numRuns: 500 },
  );
});
