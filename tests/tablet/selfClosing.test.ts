/** P9: a tablet that nobody closes after the polls were suspended closes itself, and loses nothing but its keys. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BookAct } from "../../src/domain/bookActs.ts";
import { setWorkers } from "../../src/server/workerList.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { makeReady } from "../helpers/readyTablet.ts";
import { election } from "../helpers/server.ts";

const minute = 60_000;
const hour = 60 * minute;

const openPolls: BookAct = {
  ...{ what: "openPolls", members: ["Lin C."], paperListOf: "" },
  seen: { sameCode: true, paperList: true, absenteeList: true },
  overrides: (["tablets", "news", "stock", "counters", "seals", "records"] as const).map((check) => ({
    check,
    reason: "It is so here.",
  })),
};

let at: OpenElection;
/** Seven in the evening of a day of early voting; the polls close at eight. */
beforeEach(async () => {
  at = await openElection(undefined, undefined, {
    earlyVoting: ["2026-10-28", "2026-10-29"],
    start: Date.parse("2026-10-28T19:00:00-04:00"),
  });
});
afterEach(() => at.stop());

const phase = (tablet: CoreTablet): string => tablet.core.state().phase.phase;
/** One round of each with the county, in this order. */
async function round(...tablets: readonly CoreTablet[]): Promise<void> {
  for (const { core } of tablets) await core.syncNow();
}

async function pass(ms: number, ...tablets: readonly CoreTablet[]): Promise<void> {
  at.clock.pass(ms);
  await round(...tablets);
}

async function write(tablet: CoreTablet, act: BookAct): Promise<void> {
  if (act.what === "openPolls") await makeReady(tablet.core);
  expect(await tablet.core.writeInBook({ ...act, cmd: crypto.randomUUID() })).toEqual({ ok: true });
}

/** The inspector's tablet, and one of a poll worker, with the polls open. */
async function evening(): Promise<[CoreTablet, CoreTablet]> {
  const [mine, other] = [await at.workingTablet(), await at.workingTablet()];
  expect(await mine.core.signIn("lin", pin)).toMatchObject({ ok: true });
  await write(mine, openPolls);
  await pass(minute, mine, other, mine);
  return [mine, other];
}

/** Nothing on it opens anything: no key in memory, no secret of the day, no PIN. */
async function expectClosed(tablet: CoreTablet): Promise<void> {
  expect(phase(tablet)).toBe("closed");
  expect(tablet.files.kept.has("day")).toBe(false);
  expect(await tablet.core.search("VoterAa")).toBeUndefined();
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "openingCodeNeeded" } });
}

describe("after the polls were suspended", () => {
  test("every tablet of the place that knows it closes itself once nobody was at it for half an hour", async () => {
    const [mine, other] = await evening();
    await other.core.lock();
    await write(mine, { what: "suspendPolls" });
    await mine.core.lock();
    await round(mine, other);
    const closesAt = at.clock.now() + 30 * minute;
    for (const tablet of [mine, other]) expect(tablet.core.state().closesAt).toBe(closesAt);
    await pass(29 * minute, mine, other);
    for (const tablet of [mine, other]) {
      expect(phase(tablet)).toBe("locked");
      expect(tablet.files.kept.has("day")).toBe(true);
    }
    await pass(minute, mine, other);
    for (const tablet of [mine, other]) await expectClosed(tablet);
  });

  test("one that hears of it later, or of nothing, does so half an hour later, or after the legal close", async () => {
    const [mine, other] = await evening();
    const cut = await at.workingTablet();
    for (const tablet of [other, cut]) {
      await tablet.core.lock();
      tablet.online = false;
    }
    await write(mine, { what: "suspendPolls" });
    await round(mine);
    await pass(hour, other, cut);
    other.online = true;
    await round(other);
    await pass(29 * minute, other, cut);
    for (const tablet of [other, cut]) expect(phase(tablet)).toBe("locked");
    await pass(minute, other, cut);
    await expectClosed(other);
    await pass(80 * minute, cut);
    expect(phase(cut)).toBe("locked");
    await pass(10 * minute, cut);
    await expectClosed(cut);
  });

  test("without a network nothing recorded is lost: it is sent by the closed tablet", async () => {
    const [mine] = await evening();
    mine.online = false;
    expect(await mine.checkIn("VoterAa")).toMatchObject({ ok: true });
    await write(mine, { what: "suspendPolls" });
    await mine.core.lock();
    await round(mine);
    await pass(30 * minute, mine);
    await expectClosed(mine);
    expect(mine.core.state().notSent).toBeGreaterThan(2);
    mine.online = true;
    await round(mine);
    await at.county.county.lookAround();
    expect(mine.core.state().notSent).toBe(0);
    expect(at.county.county.fold.standings.of("V0").checkIns).toHaveLength(1);
  });

  test("whoever works goes on, and has half an hour from when they lock it", async () => {
    const [mine, other] = await evening();
    await write(mine, { what: "suspendPolls" });
    await round(mine, other);
    for (let n = 0; n < 10; n++) {
      await pass(10 * minute, mine, other);
      await write(mine, { what: "countLine", people: n });
    }
    for (const tablet of [mine, other]) expect(phase(tablet)).toBe("working");
    expect(await other.checkIn("VoterBa")).toMatchObject({ ok: true });
    await other.core.lock();
    await pass(28 * minute, other);
    expect(await other.core.signIn("lin", pin)).toMatchObject({ ok: true });
    await other.core.lock();
    await pass(29 * minute, other);
    expect(phase(other)).toBe("locked");
    await pass(minute, other);
    await expectClosed(other);
    expect(phase(mine)).toBe("working");
  });

  test("a PIN opens a tablet that was started again for half an hour and no longer", async () => {
    const [mine, other] = await evening();
    await write(mine, { what: "suspendPolls" });
    await round(mine, other);
    for (const tablet of [mine, other]) {
      tablet.start();
      await tablet.core.start();
      expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: false });
    }
    at.clock.pass(29 * minute);
    expect(await mine.core.signIn("lin", pin)).toMatchObject({ ok: true });
    at.clock.pass(minute);
    await expectClosed(await restarted(other));
  });

  test("one that slept through its end closes when it wakes, whatever came meanwhile", async () => {
    const [mine, other] = await evening();
    await other.core.lock();
    await write(mine, { what: "suspendPolls" });
    await round(mine, other);
    at.clock.pass(12 * hour);
    const early = await at.workingTablet();
    await early.core.signIn("lin", pin);
    await write(early, openPolls);
    await round(early);
    await round(other);
    await expectClosed(other);
  });

  test("whoever opens it with the card the next morning has the whole day, before and after the polls are resumed", async () => {
    const [mine, other] = await evening();
    await write(mine, { what: "suspendPolls" });
    await round(mine, other);
    for (const tablet of [mine, other]) await tablet.core.lock();
    await pass(30 * minute, mine, other);
    at.clock.pass(9 * hour);
    for (const tablet of [mine, other]) {
      expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
      await round(tablet);
      expect(tablet.core.state().closesAt).toBeUndefined();
    }
    await pass(hour, mine, other);
    expect(phase(other)).toBe("locked");
    await mine.core.signIn("lin", pin);
    await write(mine, openPolls);
    await round(mine, other);
    await mine.core.lock();
    await pass(10 * hour, mine, other);
    for (const tablet of [mine, other]) expect(phase(tablet)).toBe("locked");
    await pass(9 * hour, mine, other);
    for (const tablet of [mine, other]) await expectClosed(tablet);
  });

  test("whoever opens it again is told before they sign in, without a round with the county", async () => {
    const [mine] = await evening();
    await write(mine, { what: "suspendPolls" });
    await round(mine);
    await mine.core.close();
    mine.online = false;
    expect(await mine.core.open(await at.card("school"))).toMatchObject({ ok: true });
    expect(phase(mine)).toBe("locked");
    expect(mine.core.state().closesAt).toBeGreaterThan(at.clock.now());
  });

  test("polls that are resumed the same evening give the day back", async () => {
    const [mine, other] = await evening();
    await other.core.lock();
    await write(mine, { what: "suspendPolls" });
    await round(mine, other);
    await pass(10 * minute, mine, other);
    expect(other.core.state().closesAt).toBe(at.clock.now() + 20 * minute);
    await write(mine, openPolls);
    await round(mine, other);
    expect(other.core.state().closesAt).toBeUndefined();
    await pass(hour, mine, other);
    expect(phase(other)).toBe("locked");
    other.start();
    await other.core.start();
    expect(await other.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  });

  test("where nobody has a PIN, it closes half an hour after something was recorded on it last", async () => {
    await setWorkers(at.publisher(), []);
    await at.publish(plainVoters(40));
    const tablet = at.newTablet();
    await tablet.core.start();
    await tablet.core.setUp(await at.setupCode("school"), true);
    await tablet.phase("closed");
    await tablet.core.open(await at.card("school"));
    await write(tablet, openPolls);
    await pass(2 * hour, tablet);
    expect(phase(tablet)).toBe("working");
    await write(tablet, { what: "suspendPolls" });
    await round(tablet);
    await pass(25 * minute, tablet);
    await write(tablet, { what: "countLine", people: 0 });
    await pass(29 * minute, tablet);
    expect(phase(tablet)).toBe("working");
    await pass(minute, tablet);
    expect(phase(tablet)).toBe("closed");
  });
});

test("on election day an order that keeps the polls open keeps the tablets open, two hours longer than that", async () => {
  await at.stop();
  at = await openElection(undefined, undefined, { start: Date.parse(`${election.date}T19:00:00-05:00`) });
  const [mine, other] = [await at.workingTablet(), await at.workingTablet()];
  expect(await mine.core.signIn("lin", pin)).toMatchObject({ ok: true });
  await round(mine, other);
  const until = Date.parse(`${election.date}T22:00:00-05:00`);
  const extended = { what: "extendHours", until, order: "Superior Court, 26-CV-1103" } as const;
  expect(await mine.core.doAtPlace({ ...extended, cmd: "order" })).toMatchObject({ ok: true });
  await round(mine, other);
  await other.core.lock();
  await pass(4 * hour, mine, other);
  expect(phase(other)).toBe("locked");
  await pass(hour, mine, other);
  await expectClosed(other);
  expect(phase(mine)).toBe("working");
});

test("a line that lasts far into the night: whoever locks the tablet to hand it over has half an hour, not none", async () => {
  const [, other] = await evening();
  for (let rounds = 0; rounds < 24; rounds++) await pass(10 * minute, other);
  expect(await other.checkIn("VoterCa")).toMatchObject({ ok: true });
  await other.core.lock();
  await pass(29 * minute, other);
  expect(phase(other)).toBe("locked");
  expect(await other.core.signIn("lin", pin)).toMatchObject({ ok: true });
  expect(await other.checkIn("VoterDa")).toMatchObject({ ok: true });
});

async function restarted(tablet: CoreTablet): Promise<CoreTablet> {
  tablet.start();
  await tablet.core.start();
  return tablet;
}
