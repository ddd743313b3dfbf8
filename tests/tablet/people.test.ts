/** P9: acts of two persons, workers added on the spot, PINs. Which role may do what: `rolesAtTablet.test.ts`. */
import { afterEach, describe, expect, test } from "vitest";
import { placeRoles } from "../../src/domain/authority.ts";
import type { Role } from "../../src/domain/eventFields.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import type { Worker } from "../../src/protocol/workers.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { readPlaceWorkers } from "../../src/server/placeWorkers.ts";
import { readWorkers, setWorkers } from "../../src/server/workerList.ts";
import { PinGate, type Tried } from "../../src/tablet/signIn.ts";
import type { WorkerName } from "../../src/tablet/tabletState.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters, workerCalled } from "../helpers/openElection.ts";

const otherPin = "918273";
const addPin = "730164";

let at: OpenElection;
afterEach(() => at.stop());

const inParty = async (id: string, role: Role, party: string | undefined) => ({
  ...(await workerCalled(id, role, otherPin)),
  ...(party === undefined ? {} : { party }),
});

/** A tablet of the school at which this worker has signed in. */
async function tabletOf(worker: string, itsPin: string): Promise<CoreTablet> {
  const tablet = await at.workingTablet();
  expect(await tablet.core.signIn(worker, itsPin)).toMatchObject({ ok: true });
  return tablet;
}

async function sync(...tablets: CoreTablet[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const tablet of tablets) await tablet.core.syncNow();
  await at.county.county.lookAround();
}

const deviceOf = async (tablet: CoreTablet): Promise<string> => (await tablet.store.fact("identity"))?.device ?? "";

/** A worker of the county's list, as the county has them now. */
async function listed(id: string): Promise<Worker> {
  const found = (await readWorkers(at.publisher())).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** The county lists these workers from now on. */
async function county(workers: readonly Worker[]): Promise<void> {
  await setWorkers(at.publisher(), workers);
  await at.publish(plainVoters(40));
}

async function takeRoll(tablet: CoreTablet, version: number): Promise<void> {
  for (let tries = 0; tablet.core.state().rollVersion !== version; tries++) {
    if (tries > 100) throw new Error("no new roll");
    await sync(tablet);
    await new Promise((go) => setTimeout(go, 5));
  }
  await sync(tablet);
}

const standIn = { cmd: "add-1", name: "Ana P.", role: "pollWorker" as const, pin: addPin };

test("a tablet on which nobody has signed in takes no command, and a wrong PIN proves nothing", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  await tablet.core.lock();
  expect(await tablet.core.addWorker(standIn)).toMatchObject({ ok: false });
  expect(await tablet.core.close()).toMatchObject({ ok: false });
  expect(await tablet.core.mayAct("installProgram", { worker: "lin", pin: "000000" })).toEqual({
    ok: false,
    error: { type: "wrongPin", triesLeft: 4 },
  });
  expect(tablet.core.state().phase.phase).toBe("locked");
});

describe("an act of two persons", () => {
  const permits = { cancelCheckIn: { roles: [...placeRoles], people: 2, differentParties: true } };
  const staff = async () => ({
    permits,
    workers: [
      await inParty("dana", "pollWorker", "DEM"),
      await inParty("rey", "pollWorker", "REP"),
      await inParty("dee", "inspector", "DEM"),
      await inParty("nell", "inspector", undefined),
      await inParty("tray", "trainer", "REP"),
    ],
  });
  const second = (worker: string, itsPin = otherPin) => ({ worker, pin: itsPin });

  test.each([
    ["alone", undefined, { type: "secondNeeded" }],
    ["with oneself", second("dana"), { type: "samePerson" }],
    ["with one of the same party", second("dee"), { type: "sameParty" }],
    ["with one of no known party", second("nell"), { type: "sameParty" }],
    ["with one who does not work at the place", second("tray"), { type: "notYourRole" }],
    ["with a wrong PIN", second("rey", "111222"), { type: "wrongPin" }],
    ["with one of the other party", second("rey"), undefined],
  ])("%s", async (_, agreed, problem) => {
    at = await openElection(undefined, undefined, await staff());
    const tablet = await tabletOf("dana", otherPin);
    const made = await tablet.checkIn("VoterAa");
    if (!made.ok) throw new Error(made.error.type);
    const { event, voter } = made.value;
    const call = { cmd: "c", voterId: voter.id, undoes: [event], reason: "wrongVoter" as const, note: undefined };
    const answer = await tablet.core.cancelCheckIn({ ...call, second: agreed });
    if (problem !== undefined) {
      expect(answer).toMatchObject({ ok: false, error: problem });
      return;
    }
    expect(answer).toMatchObject({ ok: true });
    await sync(tablet);
    // The endpoint asks the same table and finds nothing to flag.
    expect(at.county.county.fold.flagged).toEqual([]);
  });
});

describe("a worker whom the inspector adds while there is no network", () => {
  test("signs in there, on the place's other tablet by its code, and on a third by the county log", async () => {
    at = await openElection();
    const [first, other, third] = [await tabletOf("lin", pin), await at.workingTablet(), await at.workingTablet()];
    first.online = false;
    other.online = false;
    const added = await first.core.addWorker(standIn);
    if (!added.ok) throw new Error(added.error.type);
    const { worker, code } = added.value;
    expect(await first.core.signIn(worker.id, addPin)).toMatchObject({ ok: true });
    expect(await other.core.signIn(worker.id, addPin)).toMatchObject({ ok: false });
    expect(await other.core.takeWorker(code)).toEqual({ ok: true, value: worker });
    expect(await other.core.signIn(worker.id, addPin)).toMatchObject({ ok: true });
    const recorded = await other.checkIn("VoterBa");
    expect(recorded).toMatchObject({ ok: true, value: { fact: { worker: worker.id } } });

    // After a reload, with the card: the code that was read is still known.
    other.start();
    await other.core.start();
    expect(await other.core.signIn(worker.id, addPin)).toMatchObject({ ok: true });

    first.online = true;
    await sync(first, third);
    expect(await third.core.signIn(worker.id, addPin)).toMatchObject({ ok: true });
    expect(await third.core.workers()).toContainEqual(worker);
  });

  test("the code holds neither name nor PIN verifier in clear, and the endpoint's key does not open them", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const added = await tablet.core.addWorker(standIn);
    if (!added.ok) throw new Error(added.error.type);
    expect(added.value.code).not.toContain("Ana P");
    expect(added.value.code.length).toBeLessThan(600);
    await sync(tablet);
    const [{ leaf } = { leaf: new Uint8Array() }] = (await tablet.store.events(await deviceOf(tablet), 0, 99)).slice(
      -1,
    );
    expect(at.county.county.fold.quarantine).toEqual([]);
    const read = readLeaf(leaf);
    if (!read.ok) throw new Error(read.error.type);
    const { envelope } = read.value;
    const endpointsKey = await eventKey(await eventKeyBytes(at.county.electionKey));
    const body = await openBody(endpointsKey, envelope, envelope.body as string);
    expect(body).toMatchObject({ ok: true, value: { type: "WorkerAdded", added: added.value.worker.id } });
    expect(JSON.stringify(body)).not.toContain("Ana");
    expect(JSON.stringify(body)).not.toMatch(/salt|hash|passes/);
  });

  test("an inspector who takes a new PIN goes on working, and nobody whose PIN somebody else changed does", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const mine = await tablet.core.addWorker({ ...standIn, id: "lin", name: "lin", role: "inspector" });
    expect(mine).toMatchObject({ ok: true, value: { worker: { id: "lin" } } });
    expect(tablet.core.state().phase).toMatchObject({ phase: "working", worker: { id: "lin" } });
    const other = await at.workingTablet();
    const hers = await tablet.core.addWorker({ ...standIn, cmd: "add-2", id: "rosa", name: "rosa" });
    if (!hers.ok) throw new Error(hers.error.type);
    expect(await other.core.takeWorker(hers.value.code)).toMatchObject({ ok: true });
    expect(other.core.state().phase.phase).toBe("locked");
  });

  test("a new PIN takes the old one's place everywhere, also after a reload", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.signIn("lin", pin);
    const changed = await tablet.core.addWorker({ ...standIn, id: "rosa", name: "rosa" });
    expect(changed).toMatchObject({ ok: true, value: { worker: { id: "rosa" } } });
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "wrongPin" } });
    tablet.start();
    await tablet.core.start();
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false });
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
    expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: true });
  });

  test.each(["123456", "777777", "121212", "135246", "12345", "246810"])(
    "a PIN is looked at first: %s",
    async (weak) => {
      at = await openElection();
      const tablet = await tabletOf("lin", pin);
      const refused = ["135246"].includes(weak);
      expect((await tablet.core.addWorker({ ...standIn, pin: weak })).ok).toBe(refused);
    },
  );

  test("codes of another place, of another election, changed or made up are refused", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const added = await tablet.core.addWorker(standIn);
    if (!added.ok) throw new Error(added.error.type);
    const { code } = added.value;
    const library = at.newTablet();
    await library.core.start();
    await library.core.setUp(await at.setupCode("library"), true);
    await library.phase("closed");
    await library.core.open(await at.card("library"));
    expect(await library.core.takeWorker(code)).toEqual({ ok: false, error: { type: "otherPlace" } });
    const stranger = await openElection();
    const elsewhere = await stranger.workingTablet();
    expect(await elsewhere.core.takeWorker(code)).toEqual({ ok: false, error: { type: "notAWorkerCode" } });
    await stranger.stop();
    const other = await at.workingTablet();
    const parts = JSON.parse(code.slice("TURNOUT-WORKER:".length)) as unknown[];
    const [device, place, id, role, since, sealed] = parts;
    const changes: [number, unknown][] = [
      [0, await deviceOf(other)],
      [1, "library"],
      [2, "rosa"],
      [3, "inspector"],
      [4, (since as number) + 1],
      [5, `${(sealed as string)[0] === "A" ? "B" : "A"}${(sealed as string).slice(1)}`],
      [5, ""],
      [3, "king"],
      [4, "soon"],
    ];
    expect([device, place, id, role]).toEqual([await deviceOf(tablet), "school", added.value.worker.id, "pollWorker"]);
    for (const [at, value] of changes) {
      const text = `TURNOUT-WORKER:${JSON.stringify(parts.with(at, value))}`;
      const type = value === "library" ? "otherPlace" : "notAWorkerCode";
      expect(await other.core.takeWorker(text)).toEqual({ ok: false, error: { type } });
    }
    expect(await other.store.fact("handedWorkers")).toBeUndefined();
    for (const text of ["", "TURNOUT-WORKER:", "TURNOUT-WORKER:AAAA", code.slice(0, -4), "TURNOUT-SETUP:X"])
      expect(await other.core.takeWorker(text)).toMatchObject({ ok: false });
  });

  test("one whom a revoked tablet added after its last trusted event cannot work", async () => {
    at = await openElection();
    const [stolen, other] = [await tabletOf("lin", pin), await at.workingTablet()];
    const added = await stolen.core.addWorker(standIn);
    if (!added.ok) throw new Error(added.error.type);
    await sync(stolen, other);
    expect(await other.core.workers()).toContainEqual(added.value.worker);
    await revokeDevice(at.publisher(), await deviceOf(stolen), 0);
    await sync(other);
    expect(await other.core.workers()).not.toContainEqual(added.value.worker);
    expect(await other.core.signIn(added.value.worker.id, addPin)).toMatchObject({ ok: false });
  });

  test("a code that was read does not count once its tablet is revoked, unless the log holds it from before that", async () => {
    at = await openElection();
    const [stolen, taught, other] = [await tabletOf("lin", pin), await at.workingTablet(), await at.workingTablet()];
    const device = await deviceOf(stolen);
    await sync(stolen);
    const before = (await stolen.store.eventCount(device)) - 1;
    const early = await stolen.core.addWorker(standIn);
    await sync(stolen);
    stolen.online = false;
    const late = await stolen.core.addWorker({ ...standIn, cmd: "add-2", name: "Bo Q." });
    if (!early.ok || !late.ok) throw new Error("not added");
    for (const { value } of [early, late])
      expect(await taught.core.takeWorker(value.code)).toEqual({ ok: true, value: value.worker });
    await revokeDevice(at.publisher(), device, before + 1);
    await sync(taught, other);
    expect(await taught.core.workers()).toContainEqual(early.value.worker);
    expect(await taught.core.workers()).not.toContainEqual(late.value.worker);
    expect(await other.core.takeWorker(late.value.code)).toMatchObject({ ok: false });
    expect(await other.core.takeWorker(early.value.code)).toMatchObject({ ok: true });
    expect(await other.store.fact("handedWorkers")).toEqual([early.value.code]);
  });

  test("their codes are shown again as they were sealed, by every tablet of the place that knows, as long as they hold", async () => {
    at = await openElection();
    const [first, other] = [await tabletOf("lin", pin), await tabletOf("lin", pin)];
    const again = async (tablet: CoreTablet) => {
      const codes = await tablet.core.workerCodes();
      return codes.ok ? codes.value : codes.error;
    };
    expect(await again(first)).toEqual([]);
    first.online = false;
    other.online = false;
    const ana = await first.core.addWorker(standIn);
    const rosas = await first.core.addWorker({ ...standIn, cmd: "add-2", id: "rosa", name: "rosa" });
    if (!ana.ok || !rosas.ok) throw new Error("not added");
    expect(await again(first)).toEqual([rosas.value, ana.value]);
    await other.core.takeWorker(ana.value.code);
    expect(await again(other)).toEqual([ana.value]);

    // After a reload, with nothing in memory.
    first.start();
    await first.core.start();
    expect(await again(first)).toEqual({ type: "openingCodeNeeded" });
    await first.core.signIn("lin", pin);
    expect(await again(first)).toEqual([rosas.value, ana.value]);

    // A newer PIN takes the older code's place; a later word of the county ends it.
    const newer = await first.core.addWorker({ ...standIn, cmd: "add-3", id: "rosa", name: "rosa", pin: "502847" });
    if (!newer.ok) throw new Error(newer.error.type);
    expect(await again(first)).toEqual([newer.value, ana.value]);
    at.clock.pass(1000);
    await county([await workerCalled("rosa", "pollWorker", otherPin), await listed("lin")]);
    first.online = true;
    await takeRoll(first, 2);
    expect(await again(first)).toEqual([ana.value]);
    await first.core.signIn("rosa", otherPin);
    expect(await again(first)).toMatchObject({ type: "notYourRole", act: "addWorker" });
  });

  test("an older code brings no old PIN back, and one code is kept once", async () => {
    at = await openElection();
    const [first, other] = [await tabletOf("lin", pin), await at.workingTablet()];
    const older = await first.core.addWorker({ ...standIn, id: "rosa", name: "rosa" });
    const newer = await first.core.addWorker({ ...standIn, cmd: "add-2", id: "rosa", name: "rosa", pin: "502847" });
    if (!older.ok || !newer.ok) throw new Error("not added");
    for (const code of [newer.value.code, older.value.code, newer.value.code.replace("[", "[ ")])
      expect(await other.core.takeWorker(code)).toMatchObject({ ok: true });
    expect(await other.store.fact("handedWorkers")).toEqual([newer.value.code, older.value.code]);
    expect(await other.core.signIn("rosa", addPin)).toMatchObject({ ok: false });
    expect(await other.core.signIn("rosa", "502847")).toMatchObject({ ok: true });
  });

  test("a PIN that a clock ahead gave can be replaced, at the place and by the county", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const give = async (cmd: string, itsPin: string) =>
      expect(await tablet.core.addWorker({ ...standIn, cmd, id: "rosa", name: "rosa", pin: itsPin })).toMatchObject({
        ok: true,
      });
    tablet.online = false;
    tablet.clockError = 3_600_000;
    await give("1", "502847");
    tablet.clockError = 0;
    await give("2", addPin);
    expect(await tablet.core.signIn("rosa", "502847")).toMatchObject({ ok: false });
    expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: true });
    tablet.online = true;
    at.clock.pass(2 * 3_600_000);
    await county([await workerCalled("rosa", "pollWorker", otherPin), await listed("lin")]);
    await takeRoll(tablet, 2);
    expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: false });
    expect(await tablet.core.signIn("rosa", otherPin)).toMatchObject({ ok: true });
    // A later word of the place holds again, also when the county publishes anew without changing anybody.
    await tablet.core.signIn("lin", pin);
    await give("3", "640913");
    await county([await listed("rosa"), await listed("lin")]);
    await takeRoll(tablet, 3);
    expect(await tablet.core.signIn("rosa", "640913")).toMatchObject({ ok: true });
  });

  test("a PIN that a dishonest tablet dates years ahead does not outlast what the county says after it has arrived", async () => {
    at = await openElection();
    const [dishonest, other] = [await tabletOf("lin", pin), await at.workingTablet()];
    dishonest.online = false;
    dishonest.clockError = 10 * 365 * 86_400_000;
    const given = await dishonest.core.addWorker({ ...standIn, id: "rosa", name: "rosa" });
    if (!given.ok) throw new Error(given.error.type);
    dishonest.clockError = 0;
    dishonest.online = true;
    await sync(dishonest, other);
    expect(other.core.state().phase.phase).toBe("locked");
    expect(await other.core.signIn("rosa", addPin)).toMatchObject({ ok: true });
    at.clock.pass(1000);
    await county([await workerCalled("rosa", "pollWorker", otherPin), await listed("lin")]);
    for (const tablet of [dishonest, other]) {
      await takeRoll(tablet, 2);
      expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: false });
      expect(await tablet.core.signIn("rosa", otherPin)).toMatchObject({ ok: true });
    }
    await county([await listed("lin")]);
    for (const tablet of [dishonest, other]) {
      await takeRoll(tablet, 3);
      expect((await tablet.core.workers()).map(({ id }) => id)).toEqual(["lin"]);
    }
    expect(await other.core.takeWorker(given.value.code)).toEqual({ ok: false, error: { type: "workerRemoved" } });
  });

  test("is added once, however often the button is pressed", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const before = await tablet.store.eventCount(await deviceOf(tablet));
    const [first, second] = await Promise.all([1, 2].map(() => tablet.core.addWorker(standIn)));
    expect(first?.ok).toBe(true);
    expect(second).toEqual(first);
    expect(await tablet.core.addWorker(standIn)).toEqual(first);
    expect(await tablet.store.eventCount(await deviceOf(tablet))).toBe(before + 1);
    expect(await tablet.core.workers()).toHaveLength(3);
  });

  test("its id says nothing of the name", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    // Long enough never to stand in sealed bytes by chance.
    const name = "Weatherington";
    const added = await tablet.core.addWorker({ ...standIn, name });
    if (!added.ok) throw new Error(added.error.type);
    expect(added.value.worker.id).toMatch(/^w-[0-9a-f]{12}$/);
    const { code } = added.value;
    const fields = JSON.parse(code.slice(code.indexOf("["))) as unknown[];
    const forms = fields.flatMap((field) => [String(field), Buffer.from(String(field), "base64").toString("latin1")]);
    for (const form of forms) expect(form.toLowerCase()).not.toContain("weatherington");
  });

  test.each([
    [{ name: "  " }, "nameLength"],
    [{ name: "x".repeat(81) }, "nameLength"],
    [{ party: "NOPE" }, "partyUnknown"],
  ])("not with %o", async (change, type) => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    expect(await tablet.core.addWorker({ ...standIn, ...change })).toEqual({ ok: false, error: { type } });
  });

  test("stays known and signed in while a new roll is taken into use", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const added = await tablet.core.addWorker(standIn);
    if (!added.ok) throw new Error(added.error.type);
    await tablet.core.signIn(added.value.worker.id, addPin);
    const seen: Promise<readonly WorkerName[]>[] = [];
    tablet.core.watch(() => seen.push(tablet.core.workers()));
    await at.publish(plainVoters(45));
    await takeRoll(tablet, 2);
    for (const workers of await Promise.all(seen)) expect(workers).toContainEqual(added.value.worker);
    expect(tablet.core.state().phase).toEqual({ phase: "working", worker: added.value.worker });
  });
});

describe("what the county changes of a worker", () => {
  test.each([
    ["a new PIN", async () => [await workerCalled("rosa", "pollWorker", otherPin), await listed("lin")]],
    ["another role", async () => [{ ...(await listed("rosa")), role: "inspector" as const }, await listed("lin")]],
    ["the end of the work", async () => [await listed("lin")]],
  ])("%s: whoever is signed in is asked again, and the PIN of before opens nothing", async (what, list) => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await county(await list());
    await takeRoll(tablet, 2);
    expect(tablet.core.state().phase.phase).toBe("locked");
    if (what === "another role") return;
    tablet.start();
    await tablet.core.start();
    expect(tablet.core.state().phase.phase).toBe("closed");
    expect(await tablet.core.signIn("rosa", pin)).toEqual({ ok: false, error: { type: "openingCodeNeeded" } });
  });

  test("the end of the work takes also the PIN that the place gave before, on every tablet and by every code", async () => {
    at = await openElection();
    const [first, taught, other] = [await tabletOf("lin", pin), await at.workingTablet(), await at.workingTablet()];
    taught.online = false;
    const given = await first.core.addWorker({ ...standIn, id: "rosa", name: "rosa" });
    const stays = await first.core.addWorker({ ...standIn, cmd: "add-2" });
    if (!given.ok || !stays.ok) throw new Error("not added");
    expect(await taught.core.takeWorker(given.value.code)).toMatchObject({ ok: true });
    at.clock.pass(1000);
    await county([await listed("lin")]);
    taught.online = true;
    for (const tablet of [first, taught, other]) {
      await takeRoll(tablet, 2);
      expect((await tablet.core.workers()).map(({ id }) => id)).toEqual(["lin", stays.value.worker.id]);
      expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: false });
    }
    expect(await other.core.takeWorker(given.value.code)).toEqual({ ok: false, error: { type: "workerRemoved" } });
    expect(await other.store.fact("handedWorkers")).toBeUndefined();

    // The county lists her again, or an inspector adds her anew: a later word.
    await county([await workerCalled("rosa", "pollWorker", otherPin), await listed("lin")]);
    await takeRoll(other, 3);
    expect(await other.core.signIn("rosa", otherPin)).toMatchObject({ ok: true });
    expect(await first.core.signIn("lin", pin)).toMatchObject({ ok: true });
    const anew = await first.core.addWorker({ ...standIn, cmd: "add-3", id: "rosa", name: "rosa" });
    expect(anew).toMatchObject({ ok: true });
    expect(await first.core.signIn("rosa", addPin)).toMatchObject({ ok: true });
  });

  test("a stand-in whom the county takes out by id works nowhere any more, on whatever way a tablet heard of them", async () => {
    at = await openElection();
    const [first, taught, other] = [await tabletOf("lin", pin), await at.workingTablet(), await at.workingTablet()];
    const added = await first.core.addWorker(standIn);
    const stays = await first.core.addWorker({ ...standIn, cmd: "add-2", name: "Bo Q." });
    if (!added.ok || !stays.ok) throw new Error("not added");
    const { id } = added.value.worker;
    expect(await taught.core.takeWorker(added.value.code)).toMatchObject({ ok: true });
    await sync(first, other);
    expect(await taught.core.signIn(id, addPin)).toMatchObject({ ok: true });
    const known = { role: "pollWorker", place: "school" };
    expect(await readPlaceWorkers(at.publisher())).toEqual([
      { id, name: "Ana P.", ...known },
      { id: stays.value.worker.id, name: "Bo Q.", ...known },
    ]);
    at.clock.pass(1000);
    await setWorkers(at.publisher(), await readWorkers(at.publisher()), [id]);
    await at.publish(plainVoters(40));
    for (const tablet of [first, taught, other]) {
      await takeRoll(tablet, 2);
      expect(tablet.core.state().phase.phase).toBe(tablet === taught ? "locked" : "working");
      expect((await tablet.core.workers()).map((one) => one.id)).toEqual(["rosa", "lin", stays.value.worker.id]);
      expect(await tablet.core.signIn(id, addPin)).toMatchObject({ ok: false });
    }
    expect(await other.core.takeWorker(added.value.code)).toEqual({ ok: false, error: { type: "workerRemoved" } });
    expect((await readPlaceWorkers(at.publisher())).map((one) => one.id)).toEqual([stays.value.worker.id]);

    // What comes of the county's list by itself later leaves it so.
    await county([await listed("rosa"), await listed("lin")]);
    await takeRoll(other, 3);
    expect(await other.core.signIn(id, addPin)).toMatchObject({ ok: false });
  });

  test("an inspector's word after that holds, also where the clock of the county was ahead", async () => {
    at = await openElection();
    const tablet = await tabletOf("lin", pin);
    const ahead = { ...at.publisher(), now: () => at.clock.now() + 3_600_000 };
    await setWorkers(ahead, [await listed("lin")]);
    await at.publish(plainVoters(40));
    await takeRoll(tablet, 2);
    expect((await tablet.core.workers()).map(({ id }) => id)).toEqual(["lin"]);
    expect(await tablet.core.addWorker({ ...standIn, id: "rosa", name: "rosa" })).toMatchObject({ ok: true });
    expect(await tablet.core.signIn("rosa", addPin)).toMatchObject({ ok: true });
  });

  test("a PIN that another tablet replaced while this one was locked after a reload counts as wrong, and opens nothing", async () => {
    at = await openElection();
    const [first, tablet] = [await tabletOf("lin", pin), await at.workingTablet()];
    tablet.start();
    await tablet.core.start();
    await first.core.addWorker({ ...standIn, id: "rosa", name: "rosa" });
    await sync(first, tablet);
    expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: false });
    expect(await tablet.core.signIn("rosa", pin)).toEqual({ ok: false, error: { type: "wrongPin", triesLeft: 4 } });
    expect(tablet.core.state().phase.phase).toBe("closed");
    expect(await tablet.core.workers()).toEqual([]);
  });
});

describe("tries of a PIN", () => {
  test("are counted one after another, however many come at once", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    const tries = Array.from({ length: 8 }, (_, n) => tablet.core.signIn("lin", `50284${n}`));
    const types = (await Promise.all(tries)).map((one) => !one.ok && one.error.type);
    expect(types.filter((one) => one === "wrongPin")).toHaveLength(4);
    expect(types.filter((one) => one === "workerLocked")).toHaveLength(4);
  });

  test("that hold every worker hold no sync: what was done is sent, and what others did arrives", async () => {
    at = await openElection();
    const [tablet, other] = [await at.workingTablet(), await at.workingTablet()];
    tablet.online = false;
    const sent = await tablet.checkIn("VoterAa");
    const theirs = await other.checkIn("VoterBa");
    if (!sent.ok || !theirs.ok) throw new Error("not recorded");
    await sync(other);
    await tablet.core.lock();
    for (const worker of ["rosa", "lin"]) {
      for (let n = 0; n < 5; n++) await tablet.core.signIn(worker, `50284${n}`);
      expect(await tablet.core.signIn(worker, pin)).toMatchObject({ ok: false, error: { type: "workerLocked" } });
    }
    tablet.online = true;
    await sync(tablet);
    const { standings } = at.county.county.fold;
    expect(standings.of(sent.value.voter.id).checkIns).toHaveLength(1);
    expect((await tablet.store.fact("frontier"))?.size).toBe((await at.county.county.sequencer.refresh()).size);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "workerLocked" } });
    at.clock.pass(31_000);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
    const known = (await tablet.core.voter(theirs.value.voter.id))?.standing.checkIns;
    expect(known?.map(({ event }) => event)).toEqual([theirs.value.event]);
  });

  test("are counted before the PIN is looked at; what could not be looked at is no try", async () => {
    at = await openElection();
    const { store } = at.newTablet();
    const nothing = async () => undefined;
    const { now } = at.clock;
    const gate = new PinGate({ store, now, uptime: now, refused: nothing, proved: nothing });
    const counted = async () => (await store.fact("pinTries"))?.map(({ wrong }) => wrong);
    const prove = (answer: Tried<string>) => async () => {
      expect(await counted()).toEqual([1]);
      return answer;
    };
    expect(await gate.attempt("rosa", prove(undefined))).toMatchObject({ ok: false });
    expect(await counted()).toEqual([]);
    expect(await gate.attempt("rosa", prove("right"))).toEqual({ ok: true, value: "right" });
    expect(await counted()).toEqual([]);
    expect(await gate.attempt("rosa", prove("wrong"))).toMatchObject({ ok: false, error: { triesLeft: 4 } });
    expect(await counted()).toEqual([1]);
  });
});

test("where an act needs two of two parties, adding a worker does too; a new PIN leaves the party as it is", async () => {
  const two = { roles: [...placeRoles], people: 2, differentParties: true };
  const workers = [
    await inParty("dana", "pollWorker", "DEM"),
    await inParty("rey", "inspector", "REP"),
    await inParty("dee", "inspector", "DEM"),
  ];
  at = await openElection(undefined, undefined, { permits: { cancelCheckIn: two }, workers });
  const tablet = await tabletOf("rey", otherPin);
  const call = { ...standIn, id: "dana", name: "dana" };
  expect(await tablet.core.addWorker(call)).toMatchObject({ ok: false, error: { type: "secondNeeded" } });
  const agreed = { ...call, second: { worker: "dee", pin: otherPin } };
  expect(await tablet.core.addWorker(agreed)).toMatchObject({ ok: true });
  expect(await tablet.core.workerCodes()).toMatchObject({ ok: false, error: { type: "secondNeeded" } });
  const wrong = { worker: "dee", pin: "111222" };
  expect(await tablet.core.workerCodes(wrong)).toMatchObject({ ok: false, error: { type: "wrongPin" } });
  expect(await tablet.core.workerCodes(agreed.second)).toMatchObject({ ok: true, value: [{ worker: { id: "dana" } }] });
  await tablet.core.signIn("dana", addPin);
  const made = await tablet.checkIn("VoterAa");
  if (!made.ok) throw new Error(made.error.type);
  const { event, voter } = made.value;
  const undo = { cmd: "c", voterId: voter.id, undoes: [event], reason: "wrongVoter" as const, note: undefined };
  const second = { worker: "rey", pin: otherPin };
  expect(await tablet.core.cancelCheckIn({ ...undo, second })).toMatchObject({ ok: true });
});
