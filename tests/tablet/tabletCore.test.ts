/** The real tablet against the real endpoint, without sockets: the whole path in Node. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";

let at: OpenElection;
beforeEach(async () => {
  at = await openElection();
});
afterEach(() => at.stop());

/** Rounds of sync until nothing is left to send and everything is folded. */
async function sync(...tablets: CoreTablet[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const tablet of tablets) await tablet.core.syncNow();
  await at.county.county.lookAround();
}

test("a tablet is set up, opened, checks a voter in, and finds the event in the county's tree", async () => {
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(tablet.core.state().phase).toEqual({ phase: "new", problem: undefined });
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toEqual({ ok: true, value: undefined });
  await tablet.phase("closed");
  expect(await tablet.core.open(await at.card("library"))).toEqual({ ok: false, error: { type: "wrongOpeningCode" } });
  expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
  expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: true });
  expect(await tablet.core.signIn("rosa", "000000")).toMatchObject({ ok: false, error: { type: "wrongPin" } });
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  expect(tablet.core.state().phase.phase).toBe("working");

  const recorded = await tablet.checkIn("VoterAa");
  if (!recorded.ok) throw new Error(recorded.error.type);
  expect(recorded.value.fact).toMatchObject({ voter: "V0", style: "B1", receipt: "1-0004" });
  expect(await tablet.core.confirmation(recorded.value.event)).toBe("onThisTablet");
  await sync(tablet);
  expect(await tablet.core.confirmation(recorded.value.event)).toBe("confirmed");
  expect(tablet.core.state().safety.safety).toBe("allSent");
  expect(at.county.county.fold.standings.of("V0").checkIns).toHaveLength(1);
});

test("P1: everything works without a network, and the county knows when it returns", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  await sync(a, b);
  for (const tablet of [a, b]) tablet.online = false;
  expect(await a.checkIn("VoterAa")).toMatchObject({ ok: true });
  expect(await a.checkIn("VoterBa")).toMatchObject({ ok: true });
  expect(await b.checkIn("VoterBa")).toMatchObject({ ok: true });
  await sync(a, b);
  expect(a.core.state().safety).toMatchObject({ safety: "noNetwork", notSent: 2 });

  for (const tablet of [a, b]) tablet.online = true;
  await sync(a, b);
  await sync(a, b);
  for (const tablet of [a, b]) {
    expect(tablet.core.state().safety).toEqual({ safety: "checkedInTwice", voters: 1 });
    expect((await tablet.core.checkedInTwice()).map((one) => one.voter.id)).toEqual(["V1"]);
    expect((await tablet.find("VoterAa")).mark).toMatchObject({ mark: "checkedIn", here: true });
  }
  expect(at.county.county.fold.standings.checkedInTwice()).toEqual(["V1"]);
  const roots = await Promise.all([a, b].map(async (tablet) => (await tablet.store.fact("frontier"))?.root));
  expect(new Set(roots).size).toBe(1);
});

test("what the inspector found out about a voter checked in twice is one event: known everywhere, until one more is known", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  await sync(a, b);
  for (const tablet of [a, b]) tablet.online = false;
  for (const tablet of [a, b]) expect(await tablet.checkIn("VoterBa")).toMatchObject({ ok: true });
  for (const tablet of [a, b]) tablet.online = true;
  await sync(a, b);
  await sync(a, b);
  const checkIns = async (): Promise<string[]> =>
    ((await a.core.voter("V1"))?.standing.checkIns ?? []).map(({ event }) => event.hash);
  const [first = "", second = ""] = await checkIns();
  const note = (events: readonly string[], given?: string) => ({
    ...{ cmd: crypto.randomUUID(), voterId: "V1", note: "twiceSettled" as const, events: [...events] },
    ...(given === undefined ? {} : { given }),
  });
  const refused = (type: string) => ({ ok: false, error: { type } });
  expect(await a.core.noteOnVoter(note([first, second], first))).toMatchObject(refused("notYourRole"));
  await a.core.lock();
  await a.core.signIn("lin", pin);
  // Of nothing but the very check-ins that count, and the ballot was given with one of them.
  expect(await a.core.noteOnVoter(note([first]))).toMatchObject(refused("nothingToNote"));
  expect(await a.core.noteOnVoter(note([first, "c".repeat(64)]))).toMatchObject(refused("nothingToNote"));
  expect(await a.core.noteOnVoter(note([first, second], "c".repeat(64)))).toMatchObject(refused("nothingToNote"));
  const tap = note([first, second], second);
  for (const _ of ["a tap", "and another"]) expect(await a.core.noteOnVoter(tap)).toEqual({ ok: true });
  await sync(a, b);
  for (const { core } of [a, b]) {
    expect(core.state().safety.safety).toBe("allSent");
    expect(await core.checkedInTwice()).toMatchObject([{ standing: { settled: { given: second, worker: "lin" } } }]);
  }
  const issued = async (): Promise<number | undefined> => (await a.core.placeBook())?.balance.issued;
  expect(await issued()).toBe(1);
  expect(await a.core.noteOnVoter(note([first, second]))).toEqual({ ok: true });
  expect(await issued()).toBe(2);

  // Once more, from paper: that one nobody has looked at.
  const entry = { cmd: crypto.randomUUID(), voterId: "V1", style: "B1", written: at.clock.now() - 60_000, again: true };
  const paper = { entries: [entry], second: { worker: "rosa", pin } };
  expect(await a.core.enterFromPaper(paper)).toMatchObject({ ok: true });
  expect(a.core.state().safety).toEqual({ safety: "checkedInTwice", voters: 1 });
  expect(await checkIns()).toHaveLength(3);
});

test("P4: ten taps make one event, and a second check-in of the voter is refused", async () => {
  const tablet = await at.workingTablet();
  const cmd = crypto.randomUUID();
  const { voter } = await tablet.find("VoterAa");
  const taps = await Promise.all(Array.from({ length: 10 }, () => tablet.checkInVoter(voter.id, cmd)));
  expect(new Set(taps.map((one) => one.ok && one.value.event.hash)).size).toBe(1);
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  expect(tablet.core.state().checkedInHere).toBe(1);
});

test("P5: after a crash the check-in is there, once, and a PIN is enough to go on", async () => {
  const tablet = await at.workingTablet();
  tablet.online = false;
  await tablet.checkIn("VoterAa");
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: false, workers: [{ id: "rosa" }] });
  expect(await tablet.core.signIn("rosa", "111111")).toMatchObject({ ok: false, error: { type: "wrongPin" } });
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  expect((await tablet.find("VoterAa")).mark).toMatchObject({ mark: "checkedIn" });
  expect(tablet.core.state().checkedInHere).toBe(1);
});

test("a check-in is cancelled with a reason, everywhere, and the voter may be checked in again", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  const recorded = await a.checkIn("VoterAa");
  if (!recorded.ok) throw new Error(recorded.error.type);
  await sync(a, b);
  expect((await b.find("VoterAa")).mark).toMatchObject({ mark: "checkedIn" });
  const { voter } = await b.find("VoterAa");
  const cancel = {
    cmd: "x",
    voterId: voter.id,
    undoes: [recorded.value.event],
    reason: "wrongVoter" as const,
    note: undefined,
  };
  expect(await b.core.cancelCheckIn(cancel)).toEqual({ ok: true, value: undefined });
  await sync(b, a);
  expect((await a.find("VoterAa")).mark).toEqual({ mark: "ready" });
  expect(await a.checkIn("VoterAa")).toMatchObject({ ok: true });
});

test("wrong PINs hold the worker, not the tablet, also through a reload", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.lock();
  for (let n = 0; n < 5; n++) await tablet.core.signIn("rosa", "999999");
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "workerLocked" } });
  tablet.start();
  await tablet.core.start();
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "workerLocked" } });
  expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: false, error: { type: "openingCodeNeeded" } });
  at.clock.pass(31_000);
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
});

test("P9: after close nothing that is stored opens the roll without the card", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.signIn("lin", pin);
  expect(await tablet.core.close()).toMatchObject({ ok: true });
  expect(tablet.files.kept.has("day")).toBe(false);
  expect(tablet.core.state().phase.phase).toBe("closed");
  expect(await tablet.core.search("Voter")).toBeUndefined();
});

test("P3: a new roll version replaces the old one as a whole, in the middle of work", async () => {
  const tablet = await at.workingTablet();
  await tablet.checkIn("VoterAa");
  await at.publish(plainVoters(50));
  await sync(tablet);
  for (let tries = 0; tablet.core.state().rollVersion !== 2 && tries < 200; tries++)
    await new Promise((go) => setTimeout(go, 5));
  expect(tablet.core.state()).toMatchObject({ rollVersion: 2, voters: 50, phase: { phase: "working" } });
  expect((await tablet.find("VoterAa")).mark).toMatchObject({ mark: "checkedIn" });
});

test("P3: a voter who is on the screen when a new roll arrives is the one who is checked in", async () => {
  const tablet = await at.workingTablet();
  const { voter } = await tablet.find("VoterBa");
  const first = { ...plainVoters(1)[0], id: "X1", lastName: "Aaa" } as typeof voter;
  await at.publish([first, ...plainVoters(40)]); // every row number is another voter's now
  await sync(tablet);
  for (let tries = 0; tablet.core.state().rollVersion !== 2 && tries < 400; tries++)
    await new Promise((go) => setTimeout(go, 5));
  expect(tablet.core.state().rollVersion).toBe(2);
  expect(await tablet.checkInVoter(voter.id)).toMatchObject({ ok: true, value: { fact: { voter: voter.id } } });
  await at.publish(plainVoters(1));
  await sync(tablet);
  for (let tries = 0; tablet.core.state().rollVersion !== 3 && tries < 400; tries++)
    await new Promise((go) => setTimeout(go, 5));
  expect(await tablet.checkInVoter("V7")).toMatchObject({ ok: false, error: { type: "notRecorded" } });
});

test("a clock that is hours off is corrected by the county and events carry the county's time", async () => {
  const tablet = at.newTablet();
  tablet.clockError = -7 * 3_600_000;
  await tablet.core.start();
  await tablet.core.setUp(await at.setupCode("school"), true);
  await tablet.phase("closed");
  await tablet.core.open(await at.card("school"));
  await tablet.core.signIn("rosa", pin);
  const recorded = await tablet.checkIn("VoterAa");
  expect(recorded).toMatchObject({ ok: true, value: { fact: { wall: at.clock.now() } } });
});

test.each([
  ["arrives", true],
  ["breaks off", false],
])("P2: a late tablet asks for its card while the first log comes, and opens when that %s", async (_, arrives) => {
  const first = await at.workingTablet();
  expect(await first.checkIn("VoterAa")).toMatchObject({ ok: true });
  await sync(first);

  const late = at.newTablet();
  let held: () => void = () => undefined;
  const holding = new Promise<void>((go) => {
    held = go;
  });
  late.connect(async (path, init) => {
    if (!path.startsWith("/log/entries")) return at.county.fetch(path, init);
    await holding;
    if (!arrives) throw new TypeError("no network");
    return at.county.fetch(path, init);
  });
  await late.core.start();
  await late.core.setUp(await at.setupCode("school"), true);
  await late.phase("closed");
  let opened = false;
  const opening = late.core.open(await at.card("school")).then((result) => {
    opened = result.ok;
  });
  await late.phase("opening");
  await new Promise((go) => setTimeout(go, 50));
  expect([opened, late.core.state().phase.phase, late.core.state().knownAt]).toEqual([false, "opening", undefined]);
  held();
  await opening;
  expect([opened, late.core.state().phase.phase]).toEqual([true, "locked"]);
  await late.core.signIn("rosa", pin);
  const { mark } = await late.find("VoterAa");
  expect(mark.mark).toBe(arrives ? "checkedIn" : "ready");
  expect(late.core.state().knownAt !== undefined).toBe(arrives);
});
