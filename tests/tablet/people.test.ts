/** P9 and the roles: who may do what on a tablet, acts of two persons, workers added on the spot, drafts of nobody else. */
import { afterEach, describe, expect, test } from "vitest";
import { type Act, defaultPermits, placeRoles } from "../../src/domain/authority.ts";
import { Role } from "../../src/domain/events.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, workerCalled } from "../helpers/openElection.ts";

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
const standIn = { cmd: "add-1", name: "Ana P.", role: "pollWorker" as const, pin: addPin };

describe("each role may do what the table says, on the tablet", () => {
  const table = Role.options.flatMap((role) =>
    (Object.keys(defaultPermits) as Act[]).map((act) => [role, act, defaultPermits[act].roles.includes(role)] as const),
  );
  test.each(table)("%s: %s (%s)", async (role, act, may) => {
    at = await openElection(undefined, undefined, { workers: [await workerCalled("kim", role, otherPin)] });
    const tablet = await tabletOf("kim", otherPin);
    switch (act) {
      case "checkIn":
        expect((await tablet.checkIn("VoterAa")).ok).toBe(may);
        break;
      case "cancelCheckIn": {
        await tablet.core.signIn("rosa", pin);
        const made = await tablet.checkIn("VoterAa");
        if (!made.ok) throw new Error(made.error.type);
        await tablet.core.signIn("kim", otherPin);
        const { event, voter } = made.value;
        const call = { cmd: "c", voterId: voter.id, undoes: [event], reason: "other" as const, note: undefined };
        expect((await tablet.core.cancelCheckIn(call)).ok).toBe(may);
        break;
      }
      case "addWorker":
        expect((await tablet.core.addWorker(standIn)).ok).toBe(may);
        break;
      case "closeTablet":
        expect((await tablet.core.close()).ok).toBe(may);
        expect(tablet.core.state().phase.phase).toBe(may ? "closed" : "working");
        break;
      case "installProgram":
        expect((await tablet.core.mayAct("installProgram", { worker: "kim", pin: otherPin })).ok).toBe(may);
        break;
      default:
        act satisfies never;
    }
  });
});

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
    const parts = JSON.parse(code.slice("TURNOUT-WORKER:".length)) as [unknown, unknown, unknown, ...unknown[]];
    const [, , , place, id, role, since, sealed] = parts;
    const changes: [number, unknown][] = [
      [4, "rosa"],
      [5, "inspector"],
      [6, (since as number) + 1],
      [7, `${(sealed as string)[0] === "A" ? "B" : "A"}${(sealed as string).slice(1)}`],
      [7, ""],
      [5, "king"],
      [6, "soon"],
    ];
    expect([place, id, role]).toEqual(["school", added.value.worker.id, "pollWorker"]);
    for (const [at, value] of changes) {
      const text = `TURNOUT-WORKER:${JSON.stringify(parts.with(at, value))}`;
      expect(await other.core.takeWorker(text)).toEqual({ ok: false, error: { type: "notAWorkerCode" } });
    }
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
});
