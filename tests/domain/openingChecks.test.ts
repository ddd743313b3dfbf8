/** P2: a place opens only for its own election, place and day, with nothing recorded, or exactly where last night ended. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkOpening,
  mayOpen,
  type OpeningCheck,
  type OpeningFacts,
  type OpeningSeen,
  openingChecks,
} from "../../src/domain/openingChecks.ts";
import { mayGoOn, type Override } from "../../src/domain/overrides.ts";
import {
  checkReady,
  mayBeReady,
  type ReadyCheck,
  type ReadyFacts,
  type ReadySeen,
  readyChecks,
} from "../../src/domain/readyChecks.ts";
import { dayWith, electionDay, entry, minutes, now, reading, stock, type Written } from "./placeFixtures.ts";

const SEED = 20261103;
const seal = entry("SealRecorded", { on: "scanner 1", number: "0012", how: "applied", initials: ["LC", "RM"] });
const prepared: readonly Written[] = [stock(1, { "1": 1000 }), ...reading(1, 0, 0), seal];
type Facts = OpeningFacts & { readonly seen: OpeningSeen };
const ready: Facts = {
  today: electionDay,
  days: [electionDay],
  place: dayWith(prepared),
  served: 0,
  newsAge: 20 * minutes,
  staleAfterMinutes: 240,
  scanners: 1,
  tablets: [{ state: "ready" }],
  thisReady: true,
  seen: { paperList: true, absenteeList: true },
};
const failed = (facts: Partial<Facts>): OpeningCheck[] => {
  const { seen, ...now } = { ...ready, ...facts };
  return checkOpening(now, seen).flatMap(({ check, state }) => (state === "passed" ? [] : [check]));
};
const open = (facts: Partial<Facts>, overrides: readonly Override[] = []) => {
  const { seen, ...now } = { ...ready, ...facts };
  return mayOpen(now, seen, overrides);
};
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
  test.each<[string, OpeningCheck, Partial<Facts>]>([
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
    ["a tablet of which nobody said that it is ready", "thisTablet", { thisReady: false }],
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
  test.each<[string, OpeningCheck, Partial<Facts>]>([
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
    ["a tablet that shows another code", "tablets", { tablets: [{ state: "ready" }, { state: "differs" }] }],
    [
      "tablets not heard that show another",
      "tablets",
      { tablets: [{ state: "notHeard" }], seen: { ...ready.seen, sameCode: false } },
    ],
    ["old news", "news", { newsAge: 241 * minutes }],
    ["no news ever", "news", { newsAge: undefined }],
    ["stock that nobody counted", "stock", { place: dayWith([...reading(1, 0, 0), seal]) }],
    ["a second scanner that nobody read", "counters", { scanners: 2 }],
    ["seals that nobody recorded", "seals", { place: dayWith(prepared.slice(0, -1)) }],
    ["no paper list", "paperList", { seen: { ...ready.seen, paperList: false } }],
    ["a newer list on paper", "absenteeList", { seen: { ...ready.seen, absenteeList: false } }],
  ])("%s", (_, check, facts) => {
    expect(failed(facts)).toEqual([check]);
    const reason = { check, reason: "The county knows." };
    expect(open(facts)).toEqual({ ok: false, error: { type: "reasonNeeded", checks: [check] } });
    expect(open(facts, [{ check, reason: "  " }]).ok).toBe(false);
    expect(open(facts, [reason, { check, reason: "Said twice." }])).toEqual({ ok: true, value: [reason] });
  });

  test("what nobody has looked at is no failure that a reason could override", () => {
    const facts: Partial<Facts> = { tablets: [{ state: "notHeard" }, { state: "ready" }], seen: { paperList: true } };
    expect(open(facts, every("No time."))).toEqual({
      ok: false,
      error: { type: "notLookedAt", checks: ["tablets", "absenteeList"] },
    });
    // A tablet that is known to differ is not made alike by an answer.
    const differs: Partial<Facts> = { tablets: [{ state: "differs" }], seen: { ...ready.seen, sameCode: true } };
    expect(failed(differs)).toEqual(["tablets"]);
  });
});

const tablet: ReadyFacts = {
  ...{ today: electionDay, days: [electionDay], missingChanges: 0, printing: true },
  storage: { free: 200_000_000, needed: 100_000_000, kept: true },
};
const looked: ReadySeen = { rightTime: true, battery: true, camera: true, printer: true };

describe("a tablet is ready", () => {
  test.each<[string, ReadyCheck, boolean, Partial<ReadyFacts>, ReadySeen]>([
    ["on another day", "day", false, { today: "2026-11-02" }, {}],
    ["with a wrong clock", "time", false, {}, { rightTime: false }],
    ["without room", "storage", false, { storage: { free: 9, needed: 10, kept: true } }, {}],
    ["in a browser that may clear it", "storageKept", true, { storage: { ...tablet.storage, kept: false } }, {}],
    ["without changes to the list", "list", true, { missingChanges: 2 }, {}],
    ["without a camera", "camera", true, {}, { camera: false }],
    ["with a printer that does not print", "printer", true, {}, { printer: false }],
    ["with an empty battery", "battery", true, {}, { battery: false }],
  ])("%s only as the law of its checks has it", (_, check, mayOverride, facts, seen) => {
    const [now, saw] = [
      { ...tablet, ...facts },
      { ...looked, ...seen },
    ];
    const others = checkReady(now, saw).filter(({ state }) => state !== "passed");
    expect(others).toEqual([{ check, state: "failed", mayOverride }]);
    const reason = { check, reason: "The county knows." };
    expect(mayBeReady(now, saw, [reason]).ok).toBe(mayOverride);
    expect(mayBeReady(now, saw, [])).toMatchObject({
      error: { type: mayOverride ? "reasonNeeded" : "mustBePutRight", checks: [check] },
    });
  });

  test("where nothing failed; a printer counts only where papers are printed", () => {
    expect(mayBeReady(tablet, looked, [])).toEqual({ ok: true, value: [] });
    expect(mayBeReady({ ...tablet, printing: false }, { ...looked, printer: undefined }, []).ok).toBe(true);
    const unseen = readyChecks.filter((check) => ["time", "camera", "printer", "battery"].includes(check));
    expect(mayBeReady(tablet, {}, [])).toMatchObject({ error: { type: "notLookedAt", checks: unseen } });
  });
});

test("it opens exactly when every check has passed, or failed where a reason may stand and one does", () => {
  const state = fc.constantFrom("passed" as const, "failed" as const, "ask" as const);
  const checks = fc.tuple(...openingChecks.map(() => state));
  const reasons = fc.subarray(openingChecks.map((check) => ({ check, reason: "Said." })));
  fc.assert(
    fc.property(checks, reasons, (states, overrides) => {
      const checked = checkOpening(ready, ready.seen).map((one, at) => ({ ...one, state: states[at] ?? "ask" }));
      const result = mayGoOn(checked, overrides);
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
