/**
 * A tablet that dies at every moment of what it does: each call of storage and network, before it took effect and just
 * after. It is started again and people go on as they would: the same command once more, or they look the voter up.
 * Nothing is left to chance: every moment of an act is found by living through it, and each of them is died at.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventName } from "../../src/domain/events.ts";
import { chainHolds } from "../../src/tablet/ownLog.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { Chance } from "./chance.ts";
import { FaultyTablet } from "./faultyTablet.ts";

const voterCount = 600;
let at: OpenElection;
let nextVoter = 0;
let nextName = 0;
/** Each voter is served in one trial only. */
const newVoter = (): string => {
  if (nextVoter >= voterCount) throw new Error("too few voters");
  return `V${nextVoter++}`;
};

beforeAll(async () => {
  at = await openElection(plainVoters(voterCount));
});
afterAll(() => at.stop());

const fresh = async (): Promise<FaultyTablet> => {
  const fetch = (path: string, init?: RequestInit) => at.county.fetch(path, init);
  const tablet = new FaultyTablet(`tablet ${nextName++}`, fetch, at.clock.now, new Chance(1));
  tablet.faults = false;
  await tablet.start();
  return tablet;
};

const phaseOf = (tablet: FaultyTablet): string => tablet.core.state().phase.phase;

/** A tablet that was set up loads its list by itself. */
async function loaded(tablet: FaultyTablet): Promise<void> {
  for (let tries = 0; phaseOf(tablet) === "loadingRoll" && !tablet.dead; tries++) {
    if (tries > 2_000) throw new Error("the list is not loaded");
    await new Promise((go) => setTimeout(go, 1));
  }
}

const must = (done: { ok: true } | { ok: false; error: { type: string } }): void => {
  if (!done.ok) throw new Error(done.error.type);
};

/** Somebody brings a tablet that is set up to work: with the card if it is closed, with a PIN if it is locked. */
async function toWork(tablet: FaultyTablet, worker = "rosa"): Promise<void> {
  await loaded(tablet);
  if (phaseOf(tablet) === "closed") must(await tablet.core.open(await at.card("school")));
  if (phaseOf(tablet) === "locked") must(await tablet.core.signIn(worker, pin));
  expect(phaseOf(tablet)).toBe("working");
}

async function working(): Promise<FaultyTablet> {
  const tablet = await fresh();
  must(await tablet.core.setUp(await at.setupCode("school"), true));
  await toWork(tablet);
  await tablet.core.syncNow();
  return tablet;
}

async function checkIn(
  tablet: FaultyTablet,
  voterId: string,
  cmd: string,
): ReturnType<FaultyTablet["core"]["checkIn"]> {
  const disposition = (await tablet.core.voter(voterId))?.disposition;
  const style = disposition?.kind === "regular" ? disposition.choices[0].id : "none";
  const steps = disposition?.kind === "regular" ? disposition.steps : [];
  const done = steps.map(({ step }) => ({ step, outcome: "done" }));
  return tablet.core.checkIn({ cmd, voterId, style, found: "search", done });
}

/** Check-ins of this voter as the tablet shows them, and as the county has them. */
const shownBy = async (tablet: FaultyTablet, voter: string): Promise<string[]> =>
  ((await tablet.core.voter(voter))?.standing.checkIns ?? []).map(({ event }) => event.hash);
const atCounty = (voter: string): string[] =>
  at.county.county.fold.standings.of(voter).checkIns.map(({ event }) => event.hash);

/** At rest, this tablet works under its number, its chain holds, and the county has all of it. */
async function allIsWell(tablet: FaultyTablet): Promise<void> {
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  await tablet.copy.settled();
  await at.county.county.lookAround();
  expect(phaseOf(tablet)).toBe("working");
  expect(tablet.core.state()).toMatchObject({ notSent: 0, safety: { safety: "allSent" } });
  const { device = "", enrolled = "" } = (await tablet.store.fact("identity")) ?? {};
  expect(await chainHolds(tablet.store, device, enrolled)).toBe(true);
  expect(await tablet.store.fact("accepted")).toBe((await tablet.store.head(device))?.seq);
}

/** What has happened when the tablet dies, or not. */
type Trial = {
  /** What is run and dies. */
  readonly act: () => Promise<void>;
  /** People go on; what must hold is asserted here. `died`: it did. */
  readonly goOn: (died: boolean) => Promise<void>;
};

/**
 * Lives through an act once, then dies at every moment that any trial went through. Answers those moments; `trial` makes
 * the next one ready.
 */
async function everyMoment(trial: () => Promise<{ tablet: FaultyTablet } & Trial>): Promise<Set<string>> {
  const waiting: string[] = [];
  const known = new Set<string>();
  const died = new Set<string>();
  for (let moment: string | undefined = "none"; moment !== undefined; moment = waiting.shift()) {
    // Calls that run side by side may come in another order or not at all this time.
    for (let tries = 0; tries < 3 && !died.has(moment); tries++) {
      const { tablet, act, goOn } = await trial();
      await tablet.run(act, moment);
      const dead = tablet.dead;
      if (dead) died.add(moment);
      for (const other of tablet.moments)
        if (!known.has(other)) {
          known.add(other);
          waiting.push(other);
        }
      try {
        if (dead) await tablet.start();
        await goOn(dead);
      } catch (error) {
        throw new Error(`after a death at "${moment}": ${(error as Error).message}`, { cause: error });
      }
      if (moment === "none") break;
    }
  }
  return died;
}

describe("P4, P5: whatever call of storage or network is the last one", () => {
  test.each(["the same command is sent again", "the voter is looked up"])("of a check-in, and %s", async (how) => {
    const tablet = await working();
    const died = await everyMoment(async () => {
      const voter = newVoter();
      let recorded: EventName | undefined;
      const act = async (): Promise<void> => {
        const answer = await checkIn(tablet, voter, `check in ${voter}`);
        if (!answer.ok) throw new Error(answer.error.type);
        recorded = answer.value.event;
        await tablet.reaches("answered");
        await tablet.copy.settled();
        await tablet.core.syncNow();
        if ((await tablet.core.confirmation(recorded)) === "confirmed") await tablet.reaches("confirmed");
      };
      const goOn = async (dead: boolean): Promise<void> => {
        tablet.online = false; // what it shows now it knows by itself
        await toWork(tablet);
        const first = await shownBy(tablet, voter);
        expect(first.length).toBeLessThanOrEqual(1);
        if (recorded !== undefined) expect(first).toEqual([recorded.hash]);
        else expect(dead).toBe(true);
        if (how === "the same command is sent again") {
          const again = await checkIn(tablet, voter, `check in ${voter}`);
          if (first.length === 0) expect(again.ok).toBe(true);
          expect(await shownBy(tablet, voter)).toHaveLength(1);
          if (first.length > 0) expect(await shownBy(tablet, voter)).toEqual(first);
          if (again.ok) expect(await shownBy(tablet, voter)).toEqual([again.value.event.hash]);
        }
        const shown = await shownBy(tablet, voter);
        tablet.online = true;
        await allIsWell(tablet);
        expect(atCounty(voter)).toEqual(shown);
        expect(await shownBy(tablet, voter)).toEqual(shown);
      };
      return { tablet, act, goOn };
    });
    for (const moment of [
      "store.append 1 before", // sealed and signed
      "store.append 1 after", // committed
      "answered 1 reached",
      "copy.write 1 before",
      "copy.write 1 after",
      "POST /api/logs/* 1 before", // pushed
      "POST /api/logs/* 1 after", // accepted
      "GET /log/entries 1 before",
      "store.putEntries 1 after", // pulled
      "store.setFact frontier 1 before",
      "store.setFact frontier 1 after", // verified
      "confirmed 1 reached",
    ])
      expect([...died]).toContain(moment);
  });
});
