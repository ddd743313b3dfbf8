/**
 * A tablet that dies at every moment of what it does: each call of storage and network, before it took effect and just
 * after. It is started again and people go on as they would: the same command once more, or they look the voter up.
 * Nothing is left to chance: every moment of an act is found by living through it, and each of them is died at.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventName } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { chainHolds } from "../../src/tablet/ownLog.ts";
import { plainCheckIn } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { Chance } from "./chance.ts";
import { FaultyTablet } from "./faultyTablet.ts";

const voterCount = 130;
let at: OpenElection;
let nextVoter = 0;
let nextName = 0;
/** Each voter is served in one trial only. */
const newVoter = (): string => {
  if (nextVoter >= voterCount) throw new Error("too few voters");
  return `V${nextVoter++}`;
};

beforeEach(async () => {
  nextVoter = 0;
  at = await openElection(plainVoters(voterCount));
});
afterEach(() => at.stop());

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
  return tablet.core.checkIn({ cmd, voterId, style, ...plainCheckIn });
}

/** Check-ins of this voter as the tablet shows them, and as the county has them. */
const shownBy = async (tablet: FaultyTablet, voter: string): Promise<string[]> =>
  ((await tablet.core.voter(voter))?.standing.checkIns ?? []).map(({ event }) => event.hash);
const atCounty = (voter: string): string[] =>
  at.county.county.fold.standings.of(voter).checkIns.map(({ event }) => event.hash);

const deviceCount = async (): Promise<number> => (await at.county.county.sequencer.refresh()).devices.size;

const eventCount = async (tablet: FaultyTablet): Promise<number> =>
  tablet.store.eventCount((await tablet.store.fact("identity"))?.device ?? "");

/** What stands in the log of this tablet's present number, from this seq on. */
async function bodiesOf(tablet: FaultyTablet, from: number): Promise<EventBody[]> {
  const key = await eventKey(await eventKeyBytes(at.county.electionKey));
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  const bodies: EventBody[] = [];
  for (const { seq, leaf } of await tablet.store.events(device, from, 100)) {
    const read = readLeaf(leaf);
    if (!read.ok || typeof read.value.envelope.body !== "string") throw new Error("not a sealed event");
    const { election, body } = read.value.envelope;
    const opened = await openBody(key, { election, device, seq }, body);
    if (!opened.ok) throw new Error(opened.error.type);
    bodies.push(EventBody.parse(opened.value));
  }
  return bodies;
}

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

/** Dying at a call that only reads is dying after the last one that did more: once for each kind of them is enough. */
const saysNothingNew =
  /^(store\.(fact|head|event|entr|chunk)|(files|copy)\.read).* (after|([2-9]|\d\d+) before)$|^GET .* ([2-9]|\d\d+) /;

/**
 * Lives through an act once, then dies at every moment (of those that `which` names) that any trial went through. Answers
 * those moments; `trial` makes the next one ready.
 */
async function everyMoment(
  trial: () => Promise<{ tablet: FaultyTablet } & Trial>,
  which: RegExp = /./,
): Promise<Set<string>> {
  const waiting: string[] = [];
  const known = new Set<string>();
  const died = new Set<string>();
  for (let moment: string | undefined = "none"; moment !== undefined; moment = waiting.shift()) {
    // Calls that run side by side may come in another order or not at all this time.
    for (let tries = 0; tries < 2 && !died.has(moment); tries++) {
      const { tablet, act, goOn } = await trial();
      await tablet.run(act, moment);
      const dead = tablet.dead;
      if (dead) died.add(moment);
      for (const other of tablet.moments)
        if (!known.has(other) && which.test(other) && !saysNothingNew.test(other)) {
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

const expectDeaths = (died: ReadonlySet<string>, moments: readonly string[]): void =>
  expect([...died]).toEqual(expect.arrayContaining([...moments]));

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
    expectDeaths(died, [
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
    ]);
  });

  test("of a cancel", async () => {
    const tablet = await working();
    const died = await everyMoment(async () => {
      const voter = newVoter();
      const made = await checkIn(tablet, voter, `check in ${voter}`);
      if (!made.ok) throw new Error(made.error.type);
      const cancel = () => {
        const command = { cmd: `cancel ${voter}`, voterId: voter, undoes: [made.value.event] };
        return tablet.core.cancelCheckIn({ ...command, reason: "wrongVoter", note: undefined });
      };
      let cancelled = false;
      const act = async (): Promise<void> => {
        must(await cancel());
        cancelled = true;
        await tablet.reaches("answered");
        await tablet.copy.settled();
        await tablet.core.syncNow();
      };
      const goOn = async (): Promise<void> => {
        tablet.online = false;
        await toWork(tablet);
        const shown = await shownBy(tablet, voter);
        expect([[], [made.value.event.hash]]).toContainEqual(shown);
        if (cancelled) expect(shown).toEqual([]);
        tablet.online = true;
        await allIsWell(tablet);
        expect(atCounty(voter)).toEqual(shown);
        must(await cancel());
        expect(await shownBy(tablet, voter)).toEqual([]);
        await allIsWell(tablet);
        expect(atCounty(voter)).toEqual([]);
        expect(at.county.county.fold.standings.of(voter).cancelled).toHaveLength(1);
        expect(
          (await bodiesOf(tablet, made.value.event.seq)).filter((body) => body.cmd === `cancel ${voter}`),
        ).toHaveLength(1);
      };
      return { tablet, act, goOn };
    });
    expectDeaths(died, [
      "store.append 1 before",
      "store.append 1 after",
      "answered 1 reached",
      "copy.write 1 before",
      "POST /api/logs/* 1 before",
      "POST /api/logs/* 1 after",
      "store.setFact frontier 1 after",
    ]);
  });

  test("of a wrong voter put right: both halves are there, or neither, here and at the county", async () => {
    const tablet = await working();
    const died = await everyMoment(async () => {
      const [wrong, right] = [newVoter(), newVoter()];
      const made = await checkIn(tablet, wrong, `check in ${wrong}`);
      if (!made.ok) throw new Error(made.error.type);
      const { event } = made.value;
      let put: EventName | undefined;
      const act = async (): Promise<void> => {
        const insteadOf = { voter: wrong, event, ballot: "kept" as const };
        const call = { cmd: `put right ${wrong}`, voterId: right, style: "B1", ...plainCheckIn, insteadOf };
        const answer = await tablet.core.checkIn(call);
        if (!answer.ok) throw new Error(answer.error.type);
        put = answer.value.event;
        await tablet.reaches("answered");
        await tablet.copy.settled();
        await tablet.core.syncNow();
      };
      const goOn = async (): Promise<void> => {
        tablet.online = false;
        await toWork(tablet);
        const shown = [await shownBy(tablet, wrong), await shownBy(tablet, right)];
        if (put !== undefined) expect(shown).toEqual([[], [put.hash]]);
        else expect(shown.map((hashes) => hashes.length)).toEqual(shown[0]?.length === 1 ? [1, 0] : [0, 1]);
        tablet.online = true;
        await allIsWell(tablet);
        expect([atCounty(wrong), atCounty(right)]).toEqual(shown);
      };
      return { tablet, act, goOn };
    }, /append|answered|copy|POST/);
    expectDeaths(died, [
      "store.append 1 before",
      "store.append 1 after",
      "answered 1 reached",
      "copy.write 1 before",
      "POST /api/logs/* 1 before",
      "POST /api/logs/* 1 after",
    ]);
  });

  test("of a round with the county: what is here goes there, what is there comes here", async () => {
    const [tablet, other] = [await working(), await working()];
    const died = await everyMoment(async () => {
      const [mine, theirs] = [newVoter(), newVoter()];
      must(await checkIn(other, theirs, `check in ${theirs}`));
      await other.core.syncNow();
      tablet.online = false;
      must(await checkIn(tablet, mine, `check in ${mine}`));
      await tablet.core.syncNow(); // the round that began by itself ends first
      await tablet.copy.settled();
      tablet.online = true;
      let inStep = false;
      const act = async (): Promise<void> => {
        await tablet.core.syncNow();
        inStep = true;
        await tablet.reaches("in step");
      };
      const goOn = async (): Promise<void> => {
        await at.county.county.lookAround();
        if (inStep) expect(atCounty(mine)).toHaveLength(1);
        tablet.online = false;
        await toWork(tablet);
        expect(await shownBy(tablet, mine)).toHaveLength(1);
        const known = await shownBy(tablet, theirs);
        expect(known.length).toBeLessThanOrEqual(1);
        if (inStep) expect(known).toEqual(atCounty(theirs));
        tablet.online = true;
        await allIsWell(tablet);
        for (const voter of [mine, theirs]) {
          expect(atCounty(voter)).toHaveLength(1);
          expect(await shownBy(tablet, voter)).toEqual(atCounty(voter));
        }
      };
      return { tablet, act, goOn };
    });
    expectDeaths(died, [
      "POST /api/county 1 before",
      "POST /api/county 1 after",
      "POST /api/logs/* 1 before",
      "POST /api/logs/* 1 after",
      "store.setFact accepted 1 before",
      "GET /log/entries 1 after",
      "store.putEntries 1 before",
      "store.putEntries 1 after",
      "store.setFact frontier 1 before",
      "store.setFact frontier 1 after",
      "in step 1 reached",
    ]);
  });

  test("of the first set-up", async () => {
    const code = await at.setupCode("school");
    const died = await everyMoment(async () => {
      const tablet = await fresh();
      const devices = await deviceCount();
      const act = async (): Promise<void> => {
        must(await tablet.core.setUp(code, true));
        await loaded(tablet);
        await tablet.reaches("set up");
      };
      const goOn = async (): Promise<void> => {
        if (phaseOf(tablet) === "new") must(await tablet.core.setUp(code, true));
        await toWork(tablet);
        const voter = newVoter();
        must(await checkIn(tablet, voter, `check in ${voter}`));
        await allIsWell(tablet);
        expect(atCounty(voter)).toEqual(await shownBy(tablet, voter));
        expect(await deviceCount()).toBe(devices + 1);
        tablet.core.stop();
      };
      return { tablet, act, goOn };
    });
    expectDeaths(died, [
      "store.setFact pendingKey 1 before",
      "store.setFact pendingKey 1 after",
      "POST /api/enrol 1 before",
      "POST /api/enrol 1 after",
      "store.setFact identity 1 before",
      "store.setFact identity 1 after",
      "store.putChunk 1 before",
      "store.putChunk 1 after",
      "store.setFact roll 1 before",
      "store.setFact roll 1 after",
      "set up 1 reached",
    ]);
  });

  // Loading the list and a round with the county have been died at above.
  test("of another set-up, with the log of the former number to hand over", async () => {
    const code = await at.setupCode("school");
    const died = await everyMoment(async () => {
      const tablet = await fresh();
      must(await tablet.core.setUp(code, true));
      await toWork(tablet);
      await tablet.core.syncNow();
      tablet.online = false;
      const voter = newVoter();
      must(await checkIn(tablet, voter, `check in ${voter}`));
      await tablet.core.syncNow();
      await tablet.copy.settled();
      await tablet.core.setUpAnew();
      tablet.online = true;
      const former = (await tablet.store.fact("identity"))?.device;
      const devices = await deviceCount();
      const act = async (): Promise<void> => {
        must(await tablet.core.setUp(code, true));
        await loaded(tablet);
        await tablet.core.syncNow();
        await tablet.reaches("handed over");
      };
      const goOn = async (): Promise<void> => {
        if ((await tablet.store.fact("identity"))?.device === former) {
          await tablet.core.setUpAnew();
          must(await tablet.core.setUp(code, true));
        }
        await toWork(tablet);
        expect(await shownBy(tablet, voter)).toHaveLength(1);
        await allIsWell(tablet);
        expect(atCounty(voter)).toHaveLength(1);
        expect(await shownBy(tablet, voter)).toEqual(atCounty(voter));
        expect(await tablet.store.fact("formerIdentities")).toMatchObject([{ device: former, handedOver: true }]);
        expect(await deviceCount()).toBe(devices + 1);
        tablet.core.stop();
      };
      return { tablet, act, goOn };
    }, /Identit|identity|pendingKey|broken|accepted|dropFact|enrol|handed|files|copy|store.events/);
    expectDeaths(died, [
      "POST /api/enrol 1 after",
      "store.setFact formerIdentities 1 before",
      "store.setFact formerIdentities 1 after",
      "store.setFact identity 1 before",
      "store.setFact identity 1 after",
      "store.dropFact pendingKey 1 after",
      "POST /api/logs/*/handed-over 1 before",
      "POST /api/logs/*/handed-over 1 after",
      "store.setFact formerIdentities 2 after",
      "handed over 1 reached",
    ]);
  });

  test("of opening with the card and signing in", async () => {
    const tablet = await working();
    const died = await everyMoment(async () => {
      await tablet.core.lock();
      must(await tablet.core.signIn("lin", pin));
      must(await tablet.core.close());
      await tablet.core.syncNow();
      const before = await eventCount(tablet);
      let [opened, signedIn] = [0, 0];
      const act = async (): Promise<void> => {
        must(await tablet.core.open(await at.card("school")));
        opened++;
        await tablet.reaches("open");
        must(await tablet.core.signIn("rosa", pin));
        signedIn++;
        await tablet.reaches("signed in");
      };
      const goOn = async (): Promise<void> => {
        await toWork(tablet);
        await allIsWell(tablet);
        const told = (await bodiesOf(tablet, before)).map((body) => body.type);
        const openings = told.filter((type) => type === "TabletOpened").length;
        // Opened once in the act, and perhaps once more after the death.
        expect(openings).toBeGreaterThanOrEqual(Math.max(1, opened));
        expect(openings).toBeLessThanOrEqual(2);
        expect(told.filter((type) => type === "WorkerSignedIn").length).toBeGreaterThanOrEqual(Math.max(1, signedIn));
        const voter = newVoter();
        must(await checkIn(tablet, voter, `check in ${voter}`));
        await allIsWell(tablet);
        expect(atCounty(voter)).toEqual(await shownBy(tablet, voter));
      };
      return { tablet, act, goOn };
    });
    expectDeaths(died, [
      "store.append 1 before",
      "store.append 1 after",
      "open 1 reached",
      "files.write day 1 before",
      "files.write day 1 after",
      "store.append 2 before",
      "store.append 2 after",
      "signed in 1 reached",
    ]);
  });
});
