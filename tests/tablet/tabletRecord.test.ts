/** What people did with a tablet stands in its log: openings, wrong PINs, consents, closings; sealed, told once, sent later. */

import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { type BodyOf, type EventBody, type EventType, readBody } from "../../src/domain/events.ts";
import type { Trusts } from "../../src/domain/undos.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { ShownActs } from "../../src/protocol/office.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { tabletActLines } from "../../src/server/tabletActLines.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, workerCalled } from "../helpers/openElection.ts";

let at: OpenElection;
afterEach(() => at.stop());

/** Everything that stands in this tablet's log, opened as the endpoint opens it. None of it may stand there in clear. */
async function bodiesOf(tablet: CoreTablet): Promise<EventBody[]> {
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  const key = await eventKey(await eventKeyBytes(at.county.electionKey));
  const bodies: EventBody[] = [];
  for (const { leaf } of await tablet.store.events(device, 0, 1000)) {
    const read = readLeaf(leaf);
    if (!read.ok) throw new Error(read.error.type);
    const { body } = read.value.envelope;
    if (typeof body !== "string") throw new Error("in clear");
    const opened = await openBody(key, read.value.envelope, body);
    const known = readBody(opened.ok ? opened.value : undefined);
    if (known.kind !== "known") throw new Error(known.kind);
    bodies.push(known.body);
  }
  return bodies;
}

async function told<T extends EventType>(tablet: CoreTablet, type: T): Promise<BodyOf<T>[]> {
  return (await bodiesOf(tablet)).filter((body): body is BodyOf<T> => body.type === type);
}

async function reloaded(tablet: CoreTablet): Promise<void> {
  tablet.start();
  await tablet.core.start();
}

const wrong = async (tablet: CoreTablet, times: number, worker = "rosa"): Promise<void> => {
  for (let n = 0; n < times; n++) expect(await tablet.core.signIn(worker, "999999")).toMatchObject({ ok: false });
};

describe("wrong PINs", () => {
  test("before a right one are told once, with whose PIN it was, how many and when", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.lock();
    const first = at.clock.now();
    await wrong(tablet, 1, "lin");
    at.clock.pass(7_000);
    await wrong(tablet, 1, "lin");
    expect(await told(tablet, "PinsRefused")).toEqual([]);
    at.clock.pass(1_000);
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
    expect((await bodiesOf(tablet)).slice(-2)).toMatchObject([
      { type: "PinsRefused", worker: "", tried: "lin", wrong: 2, first, last: first + 7_000, held: 0, place: "school" },
      { type: "WorkerSignedIn", worker: "lin" },
    ]);
    await tablet.core.signIn("rosa", pin);
    expect(await told(tablet, "PinsRefused")).toHaveLength(1);
  });

  test("of a second person name who was at work and whose PIN was tried", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
    for (let n = 0; n < 5; n++) await tablet.core.close({ worker: "rosa", pin: "999999" });
    expect(await told(tablet, "PinsRefused")).toMatchObject([
      { worker: "lin", role: "inspector", tried: "rosa", wrong: 5, held: 30 },
    ]);
  });

  test("in a flood make one event for each pause", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.lock();
    for (const pause of [30, 60, 300, 900, 900]) {
      await wrong(tablet, 40);
      expect((await told(tablet, "PinsRefused")).at(-1)).toMatchObject({ held: pause, wrong: pause === 30 ? 5 : 1 });
      at.clock.pass(pause * 1000);
    }
    expect(await told(tablet, "PinsRefused")).toHaveLength(5);
  });

  test.each(["PIN", "card"])(
    "before the tablet is open are counted, and told with the next opening (by %s)",
    async (by) => {
      at = await openElection();
      const tablet = await at.workingTablet();
      await reloaded(tablet);
      expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: false });
      const count = (await bodiesOf(tablet)).length;
      const first = at.clock.now();
      await wrong(tablet, 5);
      await reloaded(tablet);
      at.clock.pass(31_000);
      await wrong(tablet, 1);
      expect(await bodiesOf(tablet)).toHaveLength(count);
      at.clock.pass(61_000);
      if (by === "PIN") expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
      else expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
      expect(await told(tablet, "PinsRefused")).toMatchObject([
        { worker: "", tried: "rosa", wrong: 6, first, last: first + 31_000, held: 60 },
      ]);
    },
  );

  test("that an event tells of are not told again when the tablet died before it forgot them", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.lock();
    await wrong(tablet, 4);
    const untold = await tablet.store.fact("refusedPins");
    if (untold === undefined) throw new Error("nothing is untold");
    await wrong(tablet, 1);
    await tablet.store.setFact("refusedPins", untold);
    at.clock.pass(31_000);
    await wrong(tablet, 1);
    expect((await told(tablet, "PinsRefused")).map((one) => one.wrong)).toEqual([5, 1]);
    await tablet.store.setFact("refusedPins", untold);
    at.clock.pass(61_000);
    await tablet.core.signIn("rosa", pin);
    expect((await told(tablet, "PinsRefused")).map((one) => one.wrong)).toEqual([5, 1]);
    expect(await tablet.store.fact("refusedPins")).toEqual([]);
  });

  test("are all told, and never more events than pauses, right PINs and openings, whatever happens in between", async () => {
    at = await openElection();
    const happenings = fc.array(
      fc.constantFrom("wrong", "wrong", "wrong", "other", "right", "reload", "close", "wait"),
      {
        minLength: 5,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(happenings, async (whats) => {
        const tablet = await at.workingTablet();
        let [refused, reasons] = [0, 0];
        const sign = async (worker: string, typed: string): Promise<void> => {
          const before = (await tablet.store.fact("pinTries"))?.find((one) => one.worker === worker)?.wrong ?? 0;
          const answer = await tablet.core.signIn(worker, typed);
          const after = (await tablet.store.fact("pinTries"))?.find((one) => one.worker === worker)?.wrong ?? 0;
          if (after > before) refused++;
          if (answer.ok || (after > before && after >= 5)) reasons++;
        };
        for (const what of whats) {
          if (what === "wrong") await sign("rosa", "999999");
          else if (what === "other") await sign("lin", "999999");
          else if (what === "right") await sign("lin", pin);
          else if (what === "reload") await reloaded(tablet);
          else if (what === "wait") at.clock.pass(16 * 60_000);
          else if ((await tablet.core.close()).ok) reasons += 2;
          if (tablet.core.state().phase.phase === "closed") {
            await tablet.core.open(await at.card("school"));
            reasons += 2; // both workers may have something untold
          }
        }
        const events = await told(tablet, "PinsRefused");
        const untold = (await tablet.store.fact("refusedPins")) ?? [];
        expect([...events, ...untold].reduce((sum, one) => sum + one.wrong, 0)).toBe(refused);
        expect(events.length).toBeLessThanOrEqual(reasons);
        tablet.core.stop();
      }),
      { numRuns: 12, seed: 20261103 },
    );
  });
});

describe("the pause after wrong PINs", () => {
  const held = { ok: false, error: { type: "workerLocked" } };

  test.each([
    ["ahead", 24 * 3_600_000],
    ["back", -24 * 3_600_000],
  ])("is neither shorter nor longer when somebody sets the tablet's clock %s", async (_, by) => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.lock();
    await wrong(tablet, 5);
    tablet.clockError = by;
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject(held);
    at.clock.pass(29_000);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject(held);
    at.clock.pass(1_000);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  });

  test("is waited whole after a reload, whatever the clock says", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.lock();
    await tablet.core.signIn("lin", pin);
    await wrong(tablet, 5);
    at.clock.pass(20_000);
    tablet.clockError = 3 * 3_600_000;
    await reloaded(tablet);
    tablet.clockError = 0;
    at.clock.pass(29_000);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject(held);
    expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
    at.clock.pass(1_000);
    expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  });
});

describe("opening and closing", () => {
  test("an opening names the card, and how many codes opened nothing before it", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.signIn("lin", pin);
    await tablet.core.close();
    const other = await at.card("library");
    expect(await tablet.core.open(other)).toEqual({ ok: false, error: { type: "wrongOpeningCode" } });
    await reloaded(tablet);
    expect(await tablet.core.open(other)).toMatchObject({ ok: false });
    expect(await tablet.core.open(await at.card("school"))).toMatchObject({ ok: true });
    expect(await told(tablet, "TabletOpened")).toMatchObject([
      { worker: "card", place: "school", wrongCodes: 0 },
      { worker: "card", place: "school", wrongCodes: 2 },
    ]);
  });

  test("a closing names who asked and who agreed, tells of wrong PINs before it, and is sent without the key", async () => {
    const two = { roles: ["inspector"], people: 2, differentParties: false };
    at = await openElection(undefined, undefined, {
      permits: { closeTablet: two },
      workers: [await workerCalled("kim", "inspector")],
    });
    const tablet = await at.workingTablet();
    await tablet.core.signIn("lin", pin);
    await wrong(tablet, 2);
    for (let round = 0; round < 2; round++) await tablet.core.syncNow();
    tablet.online = false;
    expect(await tablet.core.close({ worker: "kim", pin })).toEqual({ ok: true, value: undefined });
    expect(tablet.core.state()).toMatchObject({ phase: { phase: "closed" }, notSent: 2 });
    await reloaded(tablet);
    tablet.online = true;
    for (let round = 0; round < 2; round++) await tablet.core.syncNow();
    expect(tablet.core.state()).toMatchObject({ phase: { phase: "closed" }, notSent: 0 });
    expect((await bodiesOf(tablet)).slice(-2)).toMatchObject([
      { type: "PinsRefused", tried: "rosa", wrong: 2, held: 0 },
      { type: "TabletClosed", worker: "lin", role: "inspector", how: "asked", second: { worker: "kim" } },
    ]);
    await at.county.county.lookAround();
    const { fold } = at.county.county;
    expect([fold.quarantine, fold.flagged, [...fold.standings.voters()]]).toEqual([[], [], []]);
  });

  test("a lock that closes for good says so", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    at.clock.pass(24 * 3_600_000);
    await tablet.core.lock();
    expect(tablet.core.state().phase.phase).toBe("closed");
    expect((await bodiesOf(tablet)).at(-1)).toMatchObject({ type: "TabletClosed", how: "locked", worker: "rosa" });
  });

  test.each(["append", "setFact"] as const)("a storage that fails (%s) keeps no tablet open", async (method) => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.signIn("lin", pin);
    await wrong(tablet, 2);
    tablet.store[method] = async () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(await tablet.core.close()).toMatchObject({ ok: true });
    const { phase, safety } = tablet.core.state();
    expect(phase.phase).toBe("closed");
    if (method === "append") expect(safety.safety).toBe("cannotRecord");
    expect(tablet.files.kept.has("day")).toBe(false);
  });
});

test("the consent to a new program names who gave it, and only what was consented to is recorded", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  await tablet.core.lock();
  expect(await tablet.core.mayAct("installProgram", { worker: "rosa", pin })).toMatchObject({ ok: false });
  expect(await tablet.core.mayAct("closeTablet", { worker: "lin", pin })).toMatchObject({ ok: true });
  expect(await tablet.core.mayAct("installProgram", { worker: "lin", pin: "999999" })).toMatchObject({ ok: false });
  expect(await told(tablet, "ProgramApproved")).toEqual([]);
  const next = { build: "ne3e3b17d000", worker: "0123456789abcdef" };
  const agreed = await tablet.core.mayAct("installProgram", { worker: "lin", pin }, next);
  expect(agreed).toEqual({ ok: true, value: undefined });
  const consent = { worker: "lin", role: "inspector", program: "test", next };
  expect(await told(tablet, "ProgramApproved")).toMatchObject([consent]);
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  expect(await actLines()).toContainEqual(expect.objectContaining({ ...consent, act: "ProgramApproved" }));
});

/** What the county writes of acts at tablets. */
async function actLinesAsWritten(): Promise<string[]> {
  await at.county.county.lookAround();
  const { devices, size } = await at.county.county.sequencer.refresh();
  const key = await eventKey(await eventKeyBytes(at.county.electionKey));
  const lines: string[] = [];
  const trusts: Trusts = (name) => at.county.county.fold.standings.trusts(name);
  for await (const line of tabletActLines(at.publisher().database, key, size, devices, trusts, Rules.parse({})))
    lines.push(line);
  return lines;
}
const actLines = async (): Promise<unknown[]> => (await actLinesAsWritten()).map((line) => JSON.parse(line));

test("the county writes who did what at the tablets in lines, without a voter", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  const device = (await tablet.store.fact("identity"))?.device ?? "";
  await tablet.checkIn("VoterAa");
  await wrong(tablet, 1, "lin");
  await tablet.core.signIn("lin", pin);
  await tablet.core.close();
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  await revokeDevice(at.publisher(), device, 4);
  const lines = await actLinesAsWritten();
  const time = new Date(at.clock.now()).toISOString();
  const who = { time, tablet: 1, place: "school", setAside: false };
  const lin = { worker: "lin", role: "inspector" };
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { ...who, act: "TabletOpened", worker: "card" },
    { ...who, act: "WorkerSignedIn", worker: "rosa", role: "pollWorker" },
    { ...who, act: "PinsRefused", worker: "rosa", tried: "lin", wrong: 1, first: time, held: 0 },
    { ...who, act: "WorkerSignedIn", ...lin },
    { ...who, act: "TabletClosed", ...lin, how: "asked", setAside: true },
  ]);
  expect(lines.every((line) => line.endsWith("}\n"))).toBe(true);
  expect(lines.join()).not.toMatch(/V0|VoterAa/);
});

test("the office's record tells of them, and names no worker", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  const { number } = tablet.core.state();
  await tablet.core.lock();
  await wrong(tablet, 5);
  const heldAt = at.clock.now();
  await tablet.core.mayAct("installProgram", { worker: "lin", pin });
  await tablet.core.signIn("lin", pin);
  await tablet.core.paperList({ cmd: "list", kind: "posted" });
  await tablet.core.exportReport({ cmd: "report" });
  await tablet.core.exportLog();
  const wall = at.clock.now();
  await tablet.core.close();
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  const { county } = at.county;
  await county.lookAround();
  await county.lookAround();
  const kinds = [
    ...(["tabletOpened", "workerHeld", "programApproved", "tabletClosed"] as const),
    ...(["paperListPrinted", "recordsExported"] as const),
  ];
  const acts = ShownActs.shape.acts.parse(await county.record.since(kinds, 0));
  expect(acts).toMatchObject([
    { act: "tabletOpened", who: null, role: "inspector", about: { number, wrongCodes: 0 } },
    { act: "workerHeld", who: null, role: null, about: { number, wrong: 5, seconds: 30, wall: heldAt } },
    { act: "programApproved", role: "inspector", about: { number } },
    { act: "paperListPrinted", role: "inspector", about: { number, kind: "posted", lines: 40, wall } },
    { act: "recordsExported", role: "inspector", about: { number, what: "report", wall } },
    { act: "recordsExported", role: "inspector", about: { number, what: "tabletRecords", wall } },
    { act: "tabletClosed", role: "inspector", about: { number } },
  ]);
  expect(JSON.stringify(acts)).not.toMatch(/rosa|lin"/);
  expect(county.fold.heldAt.get((await tablet.store.fact("identity"))?.device ?? "")).toBe(heldAt);
});

test("P9: a list of voters that leaves the tablet is told, with who let it; one that was refused is not", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  expect(await tablet.core.paperList({ cmd: "p1", kind: "book" })).toMatchObject({ ok: false });
  await tablet.core.signIn("lin", pin);
  expect(await tablet.core.paperList({ cmd: "p2", kind: "book" })).toMatchObject({ ok: true });
  expect(await told(tablet, "PaperListPrinted")).toMatchObject([
    { cmd: "p2", worker: "lin", role: "inspector", place: "school", kind: "book", lines: 40 },
  ]);
});

describe("the tablet's records that are saved to a file", () => {
  const text = async (file: Blob): Promise<string> => new TextDecoder("latin1").decode(await file.arrayBuffer());

  test("name who saved them, in that very file too", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    const file = await tablet.core.exportLog();
    const by = { worker: "rosa", role: "pollWorker", place: "school", what: "tabletRecords", at: at.clock.now() };
    expect(await told(tablet, "RecordsExported")).toMatchObject([by]);
    expect(await text(file)).toContain(`"events":${(await bodiesOf(tablet)).length},`);
    for (let round = 0; round < 2; round++) await tablet.core.syncNow();
    const { at: _, ...line } = by;
    expect(await actLines()).toContainEqual(expect.objectContaining({ ...line, act: "RecordsExported" }));
    await at.county.county.lookAround();
    expect(at.county.county.fold.flagged).toEqual([]);
  });

  test.each(["closed", "locked", "revoked and set up again"])(
    "by nobody who is known (%s) are told with the next opening, once, with when it was",
    async (when) => {
      at = await openElection();
      const tablet = await at.workingTablet();
      await tablet.core.signIn("lin", pin);
      if (when === "closed") await tablet.core.close();
      else await tablet.core.lock();
      if (when.startsWith("revoked")) {
        await revokeDevice(at.publisher(), (await tablet.store.fact("identity"))?.device ?? "", 100);
        await tablet.core.syncNow();
        expect(tablet.core.state().phase.phase).toBe("revoked");
      }
      const saved = at.clock.now();
      await tablet.core.exportLog();
      await reloaded(tablet);
      at.clock.pass(60_000);
      if (when.startsWith("revoked")) {
        expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
        await tablet.phase("closed");
      }
      for (let again = 0; again < 2; again++) {
        await tablet.core.open(await at.card("school"));
        await tablet.core.signIn("lin", pin);
        await tablet.core.close();
      }
      const once = { worker: "", what: "tabletRecords", at: saved };
      expect(await told(tablet, "RecordsExported")).toMatchObject([once]);
      for (let round = 0; round < 2; round++) await tablet.core.syncNow();
      await at.county.county.lookAround();
      expect(at.county.county.fold.flagged).toEqual([]);
    },
  );

  test("that an event tells of are not told again when the tablet died before it forgot them", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.signIn("lin", pin);
    await tablet.core.close();
    await tablet.core.exportLog();
    const untold = await tablet.store.fact("savedRecords");
    if (untold?.length !== 1) throw new Error("nothing is untold");
    for (let died = 0; died < 2; died++) {
      await tablet.core.open(await at.card("school"));
      expect(await tablet.store.fact("savedRecords")).toEqual([]);
      await tablet.store.setFact("savedRecords", untold);
      await reloaded(tablet);
    }
    expect(await told(tablet, "RecordsExported")).toHaveLength(1);
  });

  test.each(["append", "setFact"] as const)("are saved all the same by a storage that fails (%s)", async (method) => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.checkIn("VoterAa");
    tablet.store[method] = async () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(await text(await tablet.core.exportLog())).toContain('"events":3,');
  });
});
