/** The whole tablet practices without a network: it is the same one, and nothing of it counts in an election. */
import "fake-indexeddb/auto"; // before whatever uses it
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import type { Situation } from "../../src/domain/situation.ts";
import type { WayId } from "../../src/domain/situationRules.ts";
import { eventHash, readLeaf } from "../../src/log/eventBytes.ts";
import { encodeBundle } from "../../src/log/tiles.ts";
import { CappedStore } from "../../src/practice/cappedStore.ts";
import { practicePin } from "../../src/practice/names.ts";
import { PracticeCounty } from "../../src/practice/practiceCounty.ts";
import { practiceStates } from "../../src/practice/world.ts";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import type { CountyConnection } from "../../src/tablet/countyConnection.ts";
import { EventLog } from "../../src/tablet/eventLog.ts";
import { connect, type SessionDeps } from "../../src/tablet/session.ts";
import type { Identity, StoredEvent } from "../../src/tablet/tabletStore.ts";
import { plainCheckIn } from "../helpers/coreTablet.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";
import { openElection } from "../helpers/openElection.ts";
import { Practicing } from "../helpers/practicing.ts";
import { drawn } from "../helpers/signing.ts";

const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
const sealing = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** Checks in somebody whom the rules let vote here without more; answers who it was. */
async function checkInSomebody({ tablet: { core } }: Practicing): Promise<string> {
  for (const query of ["smith", "garcia", "brown", "lee", "wil", "mar", "ka"])
    for (const { voter } of (await core.search(query))?.rows ?? []) {
      const answers: Partial<Record<Situation, WayId>> = {};
      let view = await core.voter(voter.id);
      while (view?.disposition.kind === "ask") {
        const { situation, ways } = view.disposition.question;
        answers[situation] = ways[0]?.way as WayId;
        view = await core.voter(voter.id, answers);
      }
      if (view?.disposition.kind !== "regular") continue;
      const style = view.disposition.choices[0].id;
      const signs = view.disposition.steps.some(({ step }) => step === "sign");
      const call = { cmd: crypto.randomUUID(), voterId: voter.id, style, ...plainCheckIn, answers };
      const done = await core.checkIn({ ...call, ...(signs ? { signature: drawn } : {}) });
      if (done.ok) return voter.id;
    }
  throw new Error("nobody could be checked in");
}

describe.each(practiceStates)("practice under the rules of $name", ({ state }) => {
  test("begins at the desk, checks in, confirms, and goes on after a reload", async () => {
    const practicing = new Practicing();
    await practicing.tablet.start();
    expect(practicing.tablet.begun).toBe(false);
    await practicing.tablet.begin({ state });
    const { core } = practicing.tablet;
    expect(core.state()).toMatchObject({ phase: { phase: "working" } });
    expect(core.state().voters).toBeGreaterThan(2000);
    expect(core.state().election).toMatchObject({ state, county: "Marlow" });
    const voter = await checkInSomebody(practicing);
    await core.syncNow();
    expect(core.state()).toMatchObject({ notSent: 0, checkedInHere: 1, safety: { safety: "allSent" } });
    expect(core.state().knownAt).toBeDefined();

    practicing.restart();
    await practicing.tablet.start();
    expect(practicing.tablet.begun).toBe(true);
    expect(practicing.tablet.core.state().phase).toMatchObject({ phase: "locked", opened: false });
    expect(await practicing.tablet.core.signIn("rosa", practicePin)).toMatchObject({ ok: true });
    const again = await practicing.tablet.core.voter(voter);
    expect(again?.disposition.kind).not.toBe("regular");
    practicing.tablet.stop();
  });
});

test("a practice of another day is gone: one begins again, and the polls can be opened", async () => {
  const practicing = new Practicing();
  await practicing.tablet.begin({ state: "OH" });
  await checkInSomebody(practicing);
  practicing.restart();
  practicing.now += 86_400_000;
  await practicing.tablet.start();
  expect(practicing.tablet.begun).toBe(false);
  await practicing.tablet.begin({ state: "CA" });
  const { core } = practicing.tablet;
  expect(core.state()).toMatchObject({ checkedInHere: 0, election: { state: "CA" } });
  const day = (await core.placeBook())?.day;
  expect((await core.placeBook())?.opening.days).toEqual([day]);
  practicing.tablet.stop();
});

test("a practice that was closed opens with its card, and an inspector signs in", async () => {
  const practicing = new Practicing();
  await practicing.tablet.begin({ state: "NC" });
  const { core } = practicing.tablet;
  await core.lock();
  expect(await core.signIn("lin", practicePin)).toMatchObject({ ok: true });
  expect(await core.close()).toMatchObject({ ok: true });
  expect(core.state().phase.phase).toBe("closed");
  await practicing.tablet.openWithCard();
  expect(await core.signIn("lin", practicePin)).toMatchObject({ ok: true });
  practicing.tablet.stop();
});

test("a practice that is full records no more, and says so as where a browser has no more room", async () => {
  const store = new CappedStore(crypto.randomUUID(), 2);
  const { privateKey } = await crypto.subtle.generateKey(ecdsa, false, ["sign", "verify"]);
  const keys = { device: "d".repeat(32), election: "practice", enrolled: "e".repeat(64), privateKey };
  const log = new EventLog({ store, random, domain: "practice" }, keys);
  const append = (cmd: string) => log.append(cmd, sealing, () => bodyOf({ worker: "rosa", wall: 1 }, cmd));
  expect(await append("one")).toMatchObject({ ok: true });
  expect(await append("two")).toMatchObject({ ok: true });
  expect(await append("three")).toEqual({ ok: false, error: { type: "notRecorded", what: "QuotaExceededError" } });
  expect(await store.eventCount(keys.device)).toBe(2);
  await store.close();
});

test("a county file that was torn anywhere still gives the county, and the tablet sends again what is missing", async () => {
  const practicing = new Practicing();
  await practicing.tablet.begin({ state: "TX" });
  await checkInSomebody(practicing);
  await practicing.tablet.core.syncNow();
  const whole = practicing.countyFile.bytes;
  practicing.tablet.stop();
  const last = 700; // bytes: within the last event or two
  for (const cut of [1, 2, 70, last]) {
    practicing.countyFile.bytes = whole.slice(0, whole.length - cut);
    practicing.restart();
    await practicing.tablet.start();
    await practicing.tablet.core.signIn("rosa", practicePin);
    await practicing.tablet.core.syncNow();
    expect(practicing.tablet.core.state()).toMatchObject({ phase: { phase: "working" }, notSent: 0 });
  }
  practicing.tablet.stop();
});

// ---------------------------------------------------------------------------------------------------------- apart

const anyBody = fc.record({ worker: fc.string({ minLength: 1, maxLength: 40 }), wall: fc.nat() });
const bodyOf = ({ worker, wall }: { worker: string; wall: number }, cmd: string): EventBody => ({
  type: "WorkerSignedIn",
  cmd,
  worker,
  role: "pollWorker",
  wall,
  seen: null,
  place: "school",
});

/** Events that this very device writes in one domain, from its enrolment on: nothing else tells them apart. */
async function written(
  identity: Identity,
  domain: "event" | "practice",
  bodies: readonly { worker: string; wall: number }[],
) {
  const store = new MemoryStore();
  const { device, enrolled, privateKey } = identity;
  const election = (JSON.parse(identity.election) as { id: string }).id;
  const log = new EventLog({ store, random, domain }, { device, election, enrolled, privateKey });
  const events: StoredEvent[] = [];
  for (const [n, body] of bodies.entries()) {
    const event = await log.append(`cmd-${n}`, sealing, () => bodyOf(body, `cmd-${n}`));
    if (!event.ok) throw new Error(event.error.what);
    events.push(event.value);
  }
  return events;
}

function bundleOf(events: readonly StoredEvent[]): Uint8Array {
  const bundle = encodeBundle(events.map(({ leaf }) => leaf));
  if (!bundle.ok) throw new Error(bundle.error.type);
  return bundle.value;
}

function connectionOf(
  fetch: SessionDeps["fetch"],
  store: MemoryStore,
  identity: Identity,
  now: () => number = Date.now,
): Promise<CountyConnection> {
  return connect({ fetch, now, timeoutMs: 5000, store }, identity);
}

async function identityOf(store: { fact(key: "identity"): Promise<Identity | undefined> }): Promise<Identity> {
  const identity = await store.fact("identity");
  if (identity === undefined) throw new Error("not set up");
  return identity;
}

test("the endpoint of an election takes no event of a practice, were it by its own tablet and in the right place of its chain", async () => {
  const live = await openElection();
  const tablet = live.newTablet();
  await tablet.core.start();
  expect(await tablet.core.setUp(await live.setupCode("school"), true)).toMatchObject({ ok: true });
  tablet.core.stop();
  const identity = await identityOf(tablet.store);
  const connection = await connectionOf(live.county.fetch, tablet.store, identity, live.clock.now);
  await fc.assert(
    fc.asyncProperty(fc.array(anyBody, { minLength: 1, maxLength: 4 }), async (bodies) => {
      const events = await written(identity, "practice", bodies);
      const answer = await connection.request("POST", devicePath(identity.device), bundleOf(events));
      expect(answer).toMatchObject({ ok: false, error: { type: "refused", problem: { type: "badSignature" } } });
    }),
    { numRuns: 30 },
  );
  // The same bodies by the same hand in the domain of elections are taken: it was the domain.
  const events = await written(identity, "event", [{ worker: "rosa", wall: 1 }]);
  expect(await connection.request("POST", devicePath(identity.device), bundleOf(events))).toMatchObject({ ok: true });
  await live.stop();
});

test("a practice takes no event of an election, and its own are named in its own domain", async () => {
  const practicing = new Practicing();
  await practicing.tablet.begin({ state: "OH" });
  practicing.tablet.stop();
  const identity = await identityOf(practicing.store);
  const own = await practicing.store.events(identity.device, 0, 10);
  expect(own.length).toBeGreaterThan(0);
  for (const { leaf, hash } of own) {
    const read = readLeaf(leaf);
    if (!read.ok) throw new Error(read.error.type);
    expect(hash).toBe(await eventHash(read.value.bytes, "practice"));
    expect(hash).not.toBe(await eventHash(read.value.bytes));
  }
  const head = own.at(-1) as StoredEvent;
  // What comes next in its chain, signed as in an election.
  const next = async (domain: "event" | "practice"): Promise<Uint8Array> => {
    const { device, privateKey } = identity;
    const election = (JSON.parse(identity.election) as { id: string }).id;
    const after = { head: async () => head, append: async () => ({ outcome: "appended" as const }) };
    const log = new EventLog(
      { store: after, random, domain },
      { device, election, enrolled: identity.enrolled, privateKey },
    );
    const event = await log.append("next", sealing, () => bodyOf({ worker: "rosa", wall: 1 }, "next"));
    if (!event.ok) throw new Error(event.error.what);
    return bundleOf([event.value]);
  };
  const county = await PracticeCounty.open({ file: practicing.countyFile, now: Date.now });
  if (county === undefined) throw new Error("no county");
  const connection = await connectionOf(county.fetch.bind(county), practicing.store, identity);
  await connection.request("POST", devicePath(identity.device), bundleOf(own));
  const refused = await connection.request("POST", devicePath(identity.device), await next("event"));
  expect(refused).toMatchObject({ ok: false, error: { problem: { type: "badSignature" } } });
  expect(await connection.request("POST", devicePath(identity.device), await next("practice"))).toMatchObject({
    ok: true,
  });
});
