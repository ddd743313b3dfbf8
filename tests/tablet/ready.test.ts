/**
 * P2: the tablets of a place made ready by whoever holds the opening card: one code where all have the same, what differs where they
 * have not, the same after a restart, and counted acts.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { amendRoll } from "../../src/server/publish.ts";
import type { PlaceBookView } from "../../src/tablet/bookCalls.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin } from "../helpers/openElection.ts";

const hour = 3_600_000;
let at: OpenElection;
beforeEach(async () => {
  at = await openElection();
});
afterEach(() => at.stop());

/** Two people, each with a card: what they do on each tablet is counted. */
class Opener {
  acts = 0;

  async opens(tablet: CoreTablet): Promise<void> {
    this.acts++; // the card is scanned
    expect(await tablet.core.open(await at.card("school"))).toEqual({ ok: true });
  }

  /** Looks at the code, and taps "ready". */
  async ready(tablet: CoreTablet): Promise<string> {
    this.acts += 2;
    const { code = "" } = (await tablet.core.readiness()) ?? {};
    expect(await say(tablet, code)).toEqual({ ok: true });
    return code;
  }
}

const seen = { rightTime: true, battery: true, camera: true };
const say = (tablet: CoreTablet, code: string, cmd: string = crypto.randomUUID()) =>
  tablet.core.sayReady({ cmd, code, seen, overrides: [] });

async function closed(): Promise<CoreTablet> {
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toEqual({ ok: true });
  await tablet.phase("closed");
  return tablet;
}

async function inspect(tablet: CoreTablet): Promise<PlaceBookView> {
  if (tablet.core.state().phase.phase !== "working")
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
  const book = await tablet.core.placeBook();
  if (book === undefined) throw new Error("not open");
  return book;
}

async function rounds(tablets: readonly CoreTablet[], count = 3): Promise<void> {
  for (let round = 0; round < count; round++) for (const { core } of tablets) await core.syncNow();
}

test("twelve tablets by two people, without a PIN: three acts each, hours after they heard the county, and one code", async () => {
  const tablets = [];
  for (let n = 0; n < 12; n++) {
    tablets.push(await closed());
    at.clock.pass(hour / 4); // set up over three hours: the clock is no part of what they have
  }
  for (const tablet of tablets) tablet.online = false;
  const openers = [new Opener(), new Opener()] as const;
  const codes = new Set<string>();
  for (const [n, tablet] of tablets.entries()) {
    const opener = openers[n % 2 === 0 ? 0 : 1];
    await opener.opens(tablet);
    codes.add(await opener.ready(tablet));
    expect(tablet.core.state()).toMatchObject({ ready: true, phase: { phase: "locked" } });
  }
  expect([...codes]).toHaveLength(1);
  expect([...codes][0]).toMatch(/^[A-Z]{3,4}-\d\d$/);
  for (const { acts } of openers) expect(acts).toBeLessThanOrEqual(6 * 4);
  for (const tablet of tablets) tablet.online = true;
  await rounds(tablets);
  const [first] = tablets as [CoreTablet];
  const book = await inspect(first);
  expect(book.readiness.map(({ state }) => state)).toEqual(tablets.map(() => "ready"));
  expect(book.readiness.every(({ said }) => said?.body.worker === "" && said.body.how === "tapped")).toBe(true);
  // The endpoint asks of everything that tablets write whether its writer may.
  await at.county.county.lookAround();
  expect(at.county.county.fold.flagged).toEqual([]);
});

test("a tablet that missed a change of the list shows another code, and it is said which; it says by itself when it has it", async () => {
  const [one, two] = [await closed(), await closed()];
  const opener = new Opener();
  for (const tablet of [one, two]) await opener.opens(tablet);
  await rounds([one, two]);
  expect(await opener.ready(one)).toBe(await opener.ready(two));
  await rounds([one, two]);
  two.online = false;
  at.clock.pass(60_000);
  expect(await amendRoll(at.publisher(), [{ voter: "V0", set: { absentee: "issued" } }])).toMatchObject({ ok: true });
  await rounds([one]);
  const there = (await inspect(one)).readiness.filter(({ state }) => state === "differs");
  expect(there).toHaveLength(1);
  expect(there[0]?.differences).toEqual([{ what: "listOf", behind: "there" }]);
  expect((await one.core.readiness())?.code).not.toBe((await two.core.readiness())?.code);
  // The code on the screen is no longer the one of this tablet: it has to be compared once more.
  expect(await say(one, (await two.core.readiness())?.code ?? "")).toEqual({
    ...{ ok: false, error: { type: "codeChanged" } },
  });
  two.online = true;
  await rounds([two, one]);
  const level = (await inspect(one)).readiness;
  expect(level.map(({ state }) => state)).toEqual(["ready", "ready"]);
  expect(level.map(({ said }) => said?.body.how)).toEqual(["again", "again"]);
});

test("a restart gives the same, ten taps are one, and a spare that joins an open place says what it does not know", async () => {
  const [one, spare] = [await closed(), at.newTablet()];
  await spare.core.start();
  expect(await spare.core.setUp(await at.setupCode(null), true)).toEqual({ ok: true });
  await spare.phase("closed");
  await rounds([spare], 1);
  const heard = spare.core.state().knownAt;
  spare.online = false;
  const opener = new Opener();
  await opener.opens(one);
  const { code = "" } = (await one.core.readiness()) ?? {};
  const cmd = crypto.randomUUID();
  for (let tap = 0; tap < 10; tap++) expect(await say(one, code, cmd)).toEqual({ ok: true });
  const before = (await inspect(one)).readiness;
  expect(before).toHaveLength(1);
  one.start();
  await one.core.start();
  await one.phase("locked");
  const after = await inspect(one);
  expect(after.readiness).toEqual(before);
  expect(after.openingCode).toBe(code);
  const done = { ...seen, sameCode: true, paperList: true, absenteeList: true };
  const overrides = ["tablets", "news", "stock", "counters", "seals"].map((check) => ({ check, reason: "So it is." }));
  const act = { what: "openPolls", seen: done, overrides, members: ["Lin"], paperListOf: "" } as const;
  expect(await one.core.writeInBook({ ...act, cmd: crypto.randomUUID() })).toEqual({ ok: true });
  at.clock.pass(hour);
  await opener.opens(spare);
  expect(await opener.ready(spare)).toBe(code);
  spare.online = true;
  await rounds([one, spare]);
  const joined = (await inspect(one)).readiness.find((each) => each.joined);
  expect(joined?.said?.body).toMatchObject({ heard: Math.round(heard ?? 0), how: "tapped" });
});
