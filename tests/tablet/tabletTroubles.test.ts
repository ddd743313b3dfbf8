/** What may happen to a tablet between two awaits, overnight, and on a bad disk: each was wrong once. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { acceptDevice, reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { amendRoll } from "../../src/server/publish.ts";
import type { LoadingProblem } from "../../src/tablet/tabletState.ts";
import { keptWraps } from "../../src/tablet/wraps.ts";
import { type CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";

let at: OpenElection;
beforeEach(async () => {
  at = await openElection();
});
afterEach(() => at.stop());

async function sync(...tablets: CoreTablet[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const tablet of tablets) await tablet.core.syncNow();
  await at.county.county.lookAround();
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error("waited too long");
    await new Promise((go) => setTimeout(go, 5));
  }
}

const amend = async (voter: string, absentee: "returned" | "issued"): Promise<void> => {
  expect(await amendRoll(at.publisher(), [{ voter, set: { absentee } }])).toMatchObject({ ok: true });
};

/** A tablet that was set up and has its roll, and was never opened. */
async function closedTablet(): Promise<CoreTablet> {
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  return tablet;
}

const wrapsOf = async (tablet: CoreTablet) =>
  keptWraps(tablet.files, (await tablet.store.fact("identity"))?.device ?? "");

async function open(tablet: CoreTablet): Promise<void> {
  expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
}

test("P5: one damaged event of the old log keeps neither the others nor the new ones from the county", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  tablet.online = false;
  for (const name of ["VoterAa", "VoterBa", "VoterCa"]) expect(await tablet.checkIn(name)).toMatchObject({ ok: true });
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  tablet.store.damageEvent(device, 3);
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().phase).toMatchObject({ phase: "setUpAgain", why: "damagedLog", events: 5 });
  expect(tablet.files.kept.has("day")).toBe(false);
  tablet.online = true;
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  await open(tablet);
  expect(await tablet.checkIn("VoterDa")).toMatchObject({ ok: true });
  await sync(tablet);
  const { standings } = at.county.county.fold;
  expect(["V0", "V1", "V2", "V3"].map((voter) => standings.of(voter).checkIns.length)).toEqual([1, 0, 1, 1]);
  expect(tablet.core.state().safety.safety).toBe("allSent");
});

test("P3: what the county amended while the tablet was closed is known when it is opened without a network", async () => {
  const tablet = await closedTablet();
  await amend("V0", "returned");
  await sync(tablet);
  tablet.online = false;
  await open(tablet);
  expect((await tablet.find("VoterAa")).mark).toEqual({ mark: "voted", how: "absentee" });
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: false, error: { type: "notAllowed" } });
});

test("P7: an amendment that cannot be had is said, and holds up no other", async () => {
  const tablet = await at.workingTablet();
  await amend("V0", "returned");
  const { db } = at.county.county.enrolment.database;
  const before = await db.selectFrom("chunk").select("hash").execute();
  await amend("V1", "returned");
  const after = await db.selectFrom("chunk").select("hash").execute();
  await amend("V2", "returned");
  const second = after.find(({ hash }) => !before.some((one) => one.hash === hash))?.hash ?? "";
  await db.deleteFrom("chunk").where("hash", "=", second).execute();
  await sync(tablet);
  expect((await tablet.find("VoterAa")).mark).toEqual({ mark: "voted", how: "absentee" });
  expect((await tablet.find("VoterCa")).mark).toEqual({ mark: "voted", how: "absentee" });
  expect(tablet.core.state().safety).toEqual({ safety: "listIncomplete" });
  const { voter } = await tablet.find("VoterBa");
  expect((await tablet.core.voter(voter.id))?.disposition.cautions).toContain("listIncomplete");
});

test("P9: a tablet that is closed while a new roll is being opened stays closed", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.signIn("lin", pin);
  await at.publish(plainVoters(45));
  const syncing = tablet.core.syncNow();
  expect(await tablet.core.close()).toMatchObject({ ok: true });
  await syncing;
  await until(() => tablet.core.state().rollVersion === 2);
  expect(tablet.core.state().phase.phase).toBe("closed");
  expect(await tablet.core.search("VoterAa")).toBeUndefined();
  expect(tablet.files.kept.has("day")).toBe(false);
});

test("P9: so does one that is set up anew while a PIN opens it", async () => {
  const tablet = await at.workingTablet();
  tablet.start();
  await tablet.core.start();
  const signing = tablet.core.signIn("rosa", pin);
  await tablet.core.setUpAnew();
  expect(await signing).toMatchObject({ ok: false });
  expect(tablet.core.state().phase.phase).toBe("new");
  expect(tablet.files.kept.has("day")).toBe(false);
});

test("screens ask again when a new roll is in use", async () => {
  const tablet = await at.workingTablet();
  const seen: string[] = [];
  tablet.core.watch(({ rollVersion, revision }) => seen.push(`${rollVersion}/${revision}`));
  const before = tablet.core.state().revision;
  await at.publish(plainVoters(45));
  await sync(tablet);
  await until(() => tablet.core.state().rollVersion === 2);
  const first = seen.find((one) => one.startsWith("2/")) ?? "";
  expect(Number(first.split("/")[1])).toBeGreaterThan(before);
});

test("a command carries the worker who gave it, and a locked tablet takes none", async () => {
  const tablet = await at.workingTablet();
  const { voter } = await tablet.find("VoterAa");
  const view = await tablet.core.voter(voter.id);
  const style = view?.disposition.kind === "regular" ? view.disposition.choices[0].id : "";
  const call = { cmd: "x", voterId: voter.id, style, ...plainCheckIn };
  const waiting = tablet.core.checkIn(call);
  await tablet.core.lock();
  expect(await waiting).toMatchObject({ ok: true, value: { fact: { worker: "rosa" } } });
  expect(await tablet.core.checkIn({ ...call, cmd: "y" })).toMatchObject({ ok: false, error: { type: "notRecorded" } });
});

test("P9: the day's secret is destroyed when the day is over; whoever works may finish, then the card is needed", async () => {
  const tablet = await at.workingTablet();
  expect(tablet.files.kept.has("day")).toBe(true);
  at.clock.pass(24 * 3_600_000);
  await tablet.core.syncNow();
  expect(tablet.files.kept.has("day")).toBe(false);
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: true });
  await tablet.core.lock();
  expect(tablet.core.state().phase.phase).toBe("closed");
});

test("P9: a revoked tablet loses keys, roll and wraps, keeps its log and still sends it", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  tablet.online = false;
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: true });
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  await revokeDevice(at.publisher(), device, 0);
  tablet.online = true;
  await sync(tablet);
  expect(tablet.core.state().phase).toEqual({ phase: "revoked" });
  expect(tablet.files.kept.has("day")).toBe(false);
  expect(await tablet.store.fact("roll")).toBeUndefined();
  expect(await tablet.store.chunkHashes()).toEqual([]);
  expect(await wrapsOf(tablet)).toEqual([]);
  expect(await tablet.store.eventCount(device)).toBe(3);
  const standing = at.county.county.fold.standings.of("V0");
  expect([standing.checkIns.length, standing.setAside.length]).toEqual([0, 1]);
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().phase).toEqual({ phase: "revoked" });

  // Taken back: it gets wraps and roll again, its card opens it, and what it did counts.
  expect((await reinstateDevice(at.publisher(), device)).ok).toBe(true);
  await sync(tablet);
  await tablet.phase("closed");
  expect(await wrapsOf(tablet)).toHaveLength(1);
  expect(at.county.county.fold.standings.of("V0").checkIns).toHaveLength(1);
  expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  expect(await tablet.checkIn("VoterBa")).toMatchObject({ ok: true });
});

test("P9: a revoked tablet that dies before its list is gone loses the list when it is started again", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  await revokeDevice(at.publisher(), (await tablet.store.fact("identity"))?.device ?? "", 0);
  const { dropChunks } = tablet.store;
  tablet.store.dropChunks = () => Promise.reject(new Error("the power fails"));
  await tablet.core.syncNow().catch(() => undefined);
  expect((await tablet.store.chunkHashes()).length).toBeGreaterThan(0);
  tablet.store.dropChunks = dropChunks;
  tablet.start();
  await tablet.core.start();
  await sync(tablet);
  expect(tablet.core.state().phase).toEqual({ phase: "revoked" });
  expect(await tablet.store.chunkHashes()).toEqual([]);
});

test("a tablet that is taken back without a restart gets its wraps again, also where the first answer is lost", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  await revokeDevice(at.publisher(), device, 0);
  await sync(tablet);
  expect(tablet.core.state().phase).toEqual({ phase: "revoked" });
  await reinstateDevice(at.publisher(), device);
  tablet.connect((path, init) =>
    path.startsWith("/api/wraps") ? Promise.reject(new TypeError("lost")) : at.county.fetch(path, init),
  );
  await sync(tablet);
  await until(() => tablet.core.state().rollVersion === 1);
  // The list is here and no card could open it: it does not ask for one yet.
  expect(tablet.core.state().phase).toMatchObject({ phase: "loadingRoll", waiting: true });
  tablet.connect((path, init) => at.county.fetch(path, init));
  await sync(tablet);
  await tablet.phase("closed");
  expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
});

const loadingProblem = (tablet: CoreTablet): LoadingProblem | undefined => {
  const { phase } = tablet.core.state();
  return phase.phase === "loadingRoll" ? phase.problem : undefined;
};

test("P3: a list that arrives damaged is not waited for as a network: it is said, fetched again, then the county called", async () => {
  const { db } = at.county.county.enrolment.database;
  const { hash, bytes } = await db.selectFrom("chunk").select(["hash", "bytes"]).executeTakeFirstOrThrow();
  const store = (stored: Uint8Array) =>
    db.updateTable("chunk").set({ bytes: stored }).where("hash", "=", hash).execute();
  await store(new Uint8Array(bytes.length));
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await until(() => loadingProblem(tablet) !== undefined);
  expect(loadingProblem(tablet)).toEqual({ type: "rollDamaged", stays: false });
  const shown: (LoadingProblem | undefined)[] = [];
  tablet.core.watch(() => shown.push(loadingProblem(tablet)));
  for (let tries = 0; !shown.some((one) => one?.type === "rollDamaged" && one.stays); tries++) {
    if (tries > 50) throw new Error("the county is not called");
    await tablet.core.syncNow();
    await new Promise((go) => setTimeout(go, 5));
  }
  expect(shown).not.toContain(undefined); // nor between the tries
  expect(tablet.core.state().safety.safety).toBe("allSent");

  await store(bytes);
  await tablet.core.syncNow();
  await tablet.phase("closed");
  expect(tablet.core.state().rollVersion).toBe(1);
});

test("P1: opening waits for the first news of a slow county, not for ever; they are taken in when they come", async () => {
  const other = await at.workingTablet();
  expect(await other.checkIn("VoterAa")).toMatchObject({ ok: true });
  await sync(other);
  const tablet = at.newTablet();
  let release = (): void => undefined;
  const released = new Promise<void>((go) => {
    release = go;
  });
  let held = 0;
  tablet.connect(async (path, init) => {
    if (path.startsWith("/log/")) {
      held++;
      await released;
    }
    return at.county.fetch(path, init);
  });
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  await until(() => held > 0);
  let opened: unknown;
  const opening = tablet.core.open(await at.card("school")).then((outcome) => {
    opened = outcome;
  });
  await new Promise((go) => setTimeout(go, 100));
  expect(opened).toBeUndefined();
  tablet.tick();
  await opening;
  expect(opened).toEqual({ ok: true, value: undefined });
  expect(tablet.core.state().knownAt).toBeUndefined(); // the status line says so
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  const { voter } = await tablet.find("VoterAa");
  const before = (await tablet.core.voter(voter.id))?.disposition;
  expect(before).toMatchObject({ kind: "regular" });
  expect(JSON.stringify(before)).toContain("listIsOld");
  expect(await tablet.checkIn("VoterBa")).toMatchObject({ ok: true });
  release();
  await sync(tablet);
  expect((await tablet.core.voter(voter.id))?.disposition.kind).not.toBe("regular");
  expect(tablet.core.state()).toMatchObject({ notSent: 0, safety: { safety: "allSent" } });
});

test("a tablet with too little room for the list when there is one says so, and goes on when there is room", async () => {
  const tablet = at.newTablet();
  let asked = 0;
  tablet.connect((path, init) => {
    if (!path.startsWith("/api/chunks")) return at.county.fetch(path, init);
    asked++;
    return Promise.reject(new TypeError("lost"));
  });
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await until(() => asked > 0);
  await until(() => tablet.core.state().phase.phase === "loadingRoll" && loadingProblem(tablet) === undefined);
  tablet.freeBytes = 5_000_000;
  for (let tries = 0; loadingProblem(tablet) === undefined && tries < 50; tries++) await tablet.core.syncNow();
  const before = asked;
  expect(loadingProblem(tablet)).toMatchObject({ type: "tooLittleStorage", freeBytes: 5_000_000 });
  await tablet.core.syncNow();
  expect(asked).toBe(before);
  tablet.freeBytes = 1e12;
  tablet.connect((path, init) => at.county.fetch(path, init));
  for (let tries = 0; loadingProblem(tablet) !== undefined && tries < 50; tries++) await tablet.core.syncNow();
  await tablet.phase("closed");
});

test.each([
  ["missing", (tablet: CoreTablet, hash: string) => tablet.store.dropChunks([hash])],
  ["damaged", (tablet: CoreTablet, hash: string) => tablet.store.putChunk(hash, new Uint8Array(80))],
])("P3: a list of which a part is %s does not open, and is whole again after the next round", async (_, harm) => {
  const tablet = await closedTablet();
  for (const hash of await tablet.store.chunkHashes()) {
    await harm(tablet, hash);
    const opened = await tablet.core.open(await at.card("school"));
    // Addresses for the mail are not needed to open it.
    if (!opened.ok) expect(opened.error).toMatchObject({ type: "rollDamaged" });
    await sync(tablet);
    await until(() => tablet.core.state().phase.phase !== "opening");
    expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
    expect(await tablet.core.close()).toEqual({ ok: true, value: undefined });
  }
});

test("P3: a tablet that is opened while a newer list takes the old one's place opens the newer one", async () => {
  const tablet = await closedTablet();
  await at.publish(plainVoters(41));
  const { chunk } = tablet.store;
  let swapped = false;
  tablet.store.chunk = async (hash) => {
    if (!swapped) {
      swapped = true;
      await sync(tablet);
      await until(() => tablet.core.state().rollVersion === 2);
    }
    return chunk.call(tablet.store, hash);
  };
  await open(tablet);
  expect(swapped).toBe(true);
  expect(tablet.core.state()).toMatchObject({ voters: 41, rollVersion: 2 });
});

test("P3: an amendment that is damaged on this tablet is fetched again", async () => {
  const tablet = await closedTablet();
  const before = new Set(await tablet.store.chunkHashes());
  await amend("V3", "returned");
  await sync(tablet);
  const [amendment] = (await tablet.store.chunkHashes()).filter((hash) => !before.has(hash));
  await tablet.store.putChunk(amendment ?? "", new Uint8Array(80));
  await open(tablet);
  expect(tablet.core.state().safety).toMatchObject({ safety: "listIncomplete" });
  await sync(tablet);
  expect(tablet.core.state().safety).toMatchObject({ safety: "allSent" });
  expect((await tablet.core.voter("V3"))?.voter.absentee).toBe("returned");
});

test("P3: a list that arrives while the county takes the tablet back and forgives it is whole before it is used", async () => {
  const tablet = at.newTablet();
  let release = (): void => undefined;
  const released = new Promise<void>((go) => {
    release = go;
  });
  let chunks = 0;
  tablet.connect(async (path, init) => {
    // The first part comes at once, what follows when the tablet was taken back.
    if (path.startsWith("/api/chunks") && ++chunks > 1) await released;
    return at.county.fetch(path, init);
  });
  await tablet.core.start();
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await expect.poll(() => tablet.store.chunkHashes()).toHaveLength(1);
  const { enrolment } = at.county.county;
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  expect(await revokeDevice(enrolment, device, -1)).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  await tablet.phase("revoked");
  release();
  await expect.poll(() => tablet.store.chunkHashes()).toHaveLength(chunks - 1);
  await new Promise((go) => setTimeout(go, 50));
  expect(await reinstateDevice(enrolment, device)).toMatchObject({ ok: true });
  await sync(tablet);
  await tablet.phase("closed");
  await open(tablet);
});

test("P3: a list that was whole when the county took the tablet back is not in use without its parts", async () => {
  const tablet = await closedTablet();
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  let release = (): void => undefined;
  const released = new Promise<void>((go) => {
    release = go;
  });
  let [loading, held] = [false, false];
  tablet.connect(async (path, init) => {
    loading ||= path.startsWith("/api/roll/manifest");
    return at.county.fetch(path, init);
  });
  const { fact } = tablet.store;
  // The last that it reads before it takes the new list into use.
  tablet.store.fact = async (name) => {
    const value = await fact.call(tablet.store, name);
    if (name === "amendments" && loading && !held) {
      held = true;
      await released;
    }
    return value as never;
  };
  await at.publish(plainVoters(40));
  await tablet.core.syncNow();
  await until(() => held);
  expect(await revokeDevice(at.publisher(), device, -1)).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  await tablet.phase("revoked");
  release();
  await new Promise((go) => setTimeout(go, 50));
  expect(await tablet.store.fact("roll")).toBeUndefined();
  expect(await reinstateDevice(at.publisher(), device)).toMatchObject({ ok: true });
  await sync(tablet);
  await tablet.phase("closed");
  await open(tablet);
});

test("a county restored from a backup gives a version number again: the list that it names is taken into use", async () => {
  const tablet = await closedTablet();
  const roll = await tablet.store.fact("roll");
  if (roll === undefined) throw new Error("no list");
  await tablet.store.setFact("roll", { ...roll, version: 2 });
  tablet.start();
  await tablet.core.start();
  await at.publish(plainVoters(41));
  await sync(tablet);
  // It is loaded beside the rounds.
  await expect.poll(async () => (await tablet.store.fact("roll"))?.manifestHash).not.toBe(roll.manifestHash);
  await open(tablet);
  expect(tablet.core.state().voters).toBe(41);
});

test("a tablet that was set up with a code for many waits, without wraps and roll, until it is accepted for a place", async () => {
  const { enrolment } = at.county.county;
  const code = await newSetupCode(enrolment, { kind: "session", place: "school" }, commandLine);
  if (!code.ok) throw new Error(code.error.type);
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(await tablet.core.setUp(code.value.code, true)).toMatchObject({ ok: true });
  await tablet.phase("notAccepted");
  expect(await wrapsOf(tablet)).toEqual([]);
  expect(await tablet.store.chunkHashes()).toEqual([]);
  tablet.start();
  await tablet.core.start();
  await sync(tablet);
  expect(tablet.core.state()).toMatchObject({ phase: { phase: "notAccepted" }, number: 1 });
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  expect(await acceptDevice(enrolment, device, "library")).toMatchObject({ ok: true });
  await sync(tablet);
  await tablet.phase("closed");
  const identity = await tablet.store.fact("identity");
  expect(identity?.place).toBe("library");
  expect(await wrapsOf(tablet)).toMatchObject([{ place: "library" }]);
  expect(await tablet.core.open(await at.card("library"))).toMatchObject({ ok: true });
});

test("P7: after a restart without a network the tablet still knows what the county has", async () => {
  const tablet = await at.workingTablet();
  await tablet.checkIn("VoterAa");
  await sync(tablet);
  tablet.online = false;
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().notSent).toBe(0);
  await tablet.core.signIn("rosa", pin);
  expect(tablet.core.state().notSent).toBe(1); // the sign-in itself
});

test("P5: storage that fails in the middle of a round is shown", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  const { setFact } = tablet.store;
  tablet.store.setFact = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  await tablet.core.syncNow();
  expect(tablet.core.state().safety).toEqual({ safety: "cannotRecord" });
  tablet.store.setFact = setFact;
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  expect(tablet.core.state().safety.safety).toBe("allSent");
});

test("a tablet is set up anew for another place; what it recorded before is kept and sent", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  tablet.online = false;
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: true });
  await tablet.core.setUpAnew();
  expect(tablet.core.state().phase.phase).toBe("new");
  tablet.online = true;
  expect(await tablet.core.setUp(await at.setupCode("library"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(tablet.core.state()).toMatchObject({ placeId: "library", number: 2 });
  await sync(tablet);
  expect(at.county.county.fold.standings.of("V0").checkIns).toHaveLength(1);
});

test("a tablet is set up for another county's election, and nothing of the first one's is shown", async () => {
  const tablet = await at.workingTablet();
  await tablet.checkIn("VoterAa");
  await sync(tablet);
  await tablet.core.setUpAnew();
  const other = await openElection(plainVoters(3));
  tablet.connect((path, init) => other.county.fetch(path, init));
  expect(await tablet.core.setUp(await other.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(await tablet.core.open(await other.card("school"))).toMatchObject({ ok: true });
  expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  expect(tablet.core.state()).toMatchObject({ voters: 3, checkedInHere: 0, safety: { safety: "allSent" } });
  expect((await tablet.find("VoterAa")).mark).toEqual({ mark: "ready" });
  await other.stop();
});

test("county entries that storage lost are fetched and verified again", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  await a.checkIn("VoterAa");
  await sync(a, b);
  await b.store.truncateEntries(2);
  b.start();
  await b.core.start();
  expect(await b.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  await sync(b);
  expect((await b.find("VoterAa")).mark).toMatchObject({ mark: "checkedIn" });
});

test("P5: a tablet whose database the browser has cleared is set up again, and hands over what it had not sent", async () => {
  const tablet = await at.workingTablet();
  await tablet.checkIn("VoterAa");
  await sync(tablet);
  tablet.online = false;
  expect(await tablet.checkIn("VoterAb")).toMatchObject({ ok: true });
  await tablet.copy.settled();
  const recorded = (await tablet.store.fact("identity"))?.device ?? "";
  const events = await tablet.store.eventCount(recorded);
  tablet.core.stop();
  tablet.store.clear();
  // Broken off in the middle, and done again.
  for (const _ of ["once", "twice"]) {
    tablet.start();
    await tablet.core.start();
    expect(tablet.core.state().phase).toMatchObject({ phase: "setUpAgain", why: "evictedStorage", events });
    expect(tablet.files.kept.has("day")).toBe(false);
  }
  tablet.online = true;
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(tablet.core.state().number).toBe(2);
  await tablet.core.open(await at.card("school"));
  await tablet.core.signIn("rosa", pin);
  // Here at once, at the county after a round.
  for (const name of ["VoterAa", "VoterAb"])
    expect((await tablet.find(name)).mark).toMatchObject({ mark: "checkedIn" });
  await sync(tablet);
  const { standings } = at.county.county.fold;
  expect([...standings.voters()]).toHaveLength(2);
  expect(standings.checkedInTwice()).toEqual([]);
});

test("P5: a database that is cleared while the program runs stops check-ins, and those before it are kept", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  tablet.online = false;
  expect(await tablet.checkIn("VoterAa")).toMatchObject({ ok: true });
  await tablet.copy.settled();
  tablet.store.clear();
  expect(await tablet.checkIn("VoterAb")).toMatchObject({ ok: false, error: { type: "notRecorded", what: "logLost" } });
  expect(tablet.core.state().safety).toEqual({ safety: "cannotRecord" });
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().phase).toMatchObject({ phase: "setUpAgain", why: "evictedStorage" });
  tablet.online = true;
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  await sync(tablet);
  expect([...at.county.county.fold.standings.voters()]).toEqual(["V0"]);
});

test("P9: a tablet that must be set up again because it was restored keeps no secret of the day", async () => {
  const tablet = await at.workingTablet();
  await sync(tablet);
  const [backup, records] = [tablet.store.backup(), tablet.records.bytes];
  await tablet.checkIn("VoterAa");
  await sync(tablet);
  tablet.core.stop();
  tablet.store.restore(backup);
  tablet.records.bytes = records;
  tablet.start();
  await tablet.core.start();
  await sync(tablet);
  await tablet.phase("setUpAgain");
  expect(tablet.core.state().phase).toMatchObject({ why: "restoredFromBackup" });
  expect(tablet.files.kept.has("day")).toBe(false);
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
});

test("P9: nor does one that is set up again while it is open", async () => {
  const tablet = await at.workingTablet();
  expect(tablet.files.kept.has("day")).toBe(true);
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  expect(tablet.files.kept.has("day")).toBe(false);
});
