/** P8: every event of the county log is signed by its writer and stands in its writer's chain. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { ChainProblem } from "../../src/log/deviceChain.ts";
import { createChainChecker } from "../../src/log/deviceChain.ts";
import { base64, utf8 } from "../../src/log/encoding.ts";
import { type Envelope, encodeEvent, eventHash, makeLeaf, signEvent } from "../../src/log/eventBytes.ts";
import { writeLogExport } from "../../src/log/logExport.ts";
import { verifyExport, verifyLog } from "../../src/log/verifyLog.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened } from "./countyLog.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const election = "invented-2026";
const zeros = "0".repeat(64);
const signer = await newSigner("turnout/invented-2026/1");
const impostor = await newSigner("turnout/invented-2026/1");

const p256 = async () => {
  const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, publicKey: base64(raw) };
};
const idOf = (number: number): string => number.toString(16).padStart(32, "a");
const witnessed = { cmd: "c", worker: "county", role: "administrator", wall: 0, seen: null };

type Event = { readonly leaf: Uint8Array; readonly hash: string };
type Writer = { readonly device: string; readonly key: CryptoKey; seq: number; prev: string };

/** Writes one event; `set` makes it a wrong one without moving the writer's chain. */
async function write(writer: Writer, body: Envelope["body"], set: Partial<Envelope> = {}, key = writer.key) {
  const { device, seq, prev } = writer;
  const bytes = opened(encodeEvent({ v: 1, election, device, seq, prev, body, ...set }));
  const hash = await eventHash(bytes);
  return { leaf: makeLeaf(bytes, await signEvent(key, hash)), hash };
}
async function next(writer: Writer, body: Envelope["body"] = base64(new Uint8Array(40))): Promise<Event> {
  const event = await write(writer, body);
  writer.seq += 1;
  writer.prev = event.hash;
  return event;
}
const newCounty = (): Writer => ({ device: "county", key: signer.privateKey, seq: 0, prev: zeros });

async function enrol(county: Writer, number: number): Promise<{ event: Event; tablet: Writer }> {
  const { privateKey, publicKey } = await p256();
  const body = { type: "DeviceEnrolled", ...witnessed, device: idOf(number), publicKey, number, place: null };
  const event = await next(county, body);
  return { event, tablet: { device: idOf(number), key: privateKey, seq: 0, prev: event.hash } };
}
const handOver = (device: string, events: readonly Event[]) => ({
  type: "DeviceLogHandedOver",
  ...witnessed,
  device,
  by: device,
  events: events.map(({ hash }) => hash),
});

/** What the checker says about a log, checked in batches of the given length. */
async function check(events: readonly Event[], batch = 1000) {
  const checker = await createChainChecker(signer.key, election);
  const leaves = events.map(({ leaf }) => leaf);
  for (let from = 0; from < leaves.length; from += batch) {
    const refused = await checker.checkEntries(from, leaves.slice(from, from + batch));
    if (refused !== undefined) return { refused, count: checker.count() };
  }
  return { refused: undefined, count: checker.count() };
}
const refusal = (index: number, type: ChainProblem["type"]) => ({ refused: { index, type } });

/** Two tablets and the county, side by side: 3 county events, 4 of tablet one, 3 of tablet two. */
async function smallLog() {
  const county = newCounty();
  const one = await enrol(county, 1);
  const two = await enrol(county, 2);
  const events = [one.event, two.event];
  for (const writer of [one.tablet, two.tablet, one.tablet]) events.push(await next(writer));
  events.push(await next(county, { type: "CountyClock", ...witnessed }));
  for (const writer of [two.tablet, one.tablet, one.tablet, two.tablet]) events.push(await next(writer));
  return { events, county, one: one.tablet, two: two.tablet };
}

describe("P8: a sound log", () => {
  test("is accepted in batches of any length, and counted", async () => {
    const { events } = await smallLog();
    for (const batch of [1, 2, 3, 1000])
      expect(await check(events, batch)).toEqual({
        refused: undefined,
        count: { entries: 10, countyEvents: 3, devices: 2, handedOver: 0, handedOverMissing: 0 },
      });
  });

  test("goes on with the same county chain after a new epoch, under another origin with the same key", async () => {
    const { events, county, one } = await smallLog();
    events.push(await next(county, { type: "EpochOpened", ...witnessed, epoch: 2, checkpoint: "old" }));
    events.push(await next(one));
    const later = { ...signer.key, name: "turnout/invented-2026/2" };
    const checker = await createChainChecker(later);
    const leaves = events.map(({ leaf }) => leaf);
    expect(await checker.checkEntries(0, leaves)).toBeUndefined();
  });

  test("sealed and unknown events of the county are links of its chain", async () => {
    const { events, county } = await smallLog();
    events.push(await next(county, base64(new Uint8Array(40))));
    events.push(await next(county, { type: "SomethingLater", more: 1 }));
    expect((await check(events)).refused).toBeUndefined();
    events.push(await write(county, { type: "CountyClock", ...witnessed }, { seq: county.seq - 1 }));
    expect(await check(events)).toMatchObject(refusal(12, "gap"));
  });

  test("may name its election, or take it from its first event", async () => {
    const { events } = await smallLog();
    const leaves = events.map(({ leaf }) => leaf);
    const other = await createChainChecker(signer.key, "another");
    expect(await other.checkEntries(0, leaves)).toMatchObject({ index: 0, type: "otherElection" });
    const any = await createChainChecker(signer.key);
    expect(await any.checkEntries(0, leaves)).toBeUndefined();
  });

  test("entries checked one by one give the same answer", async () => {
    const { events } = await smallLog();
    const spoilt = [...events.slice(0, 6), { hash: "", leaf: flipped((events[6] as Event).leaf, -1 + 64) }];
    const checker = await createChainChecker(signer.key);
    for (let at = 0; at < 6; at++) expect(await checker.checkEntry(at, (spoilt[at] as Event).leaf)).toBeUndefined();
    expect(await checker.checkEntry(6, (spoilt[6] as Event).leaf)).toBeDefined();
  });
});

describe("P8: a log that is not sound is refused at the entry that shows it", () => {
  test("any removal, exchange or repetition of entries", async () => {
    const { events } = await smallLog();
    const edits = fc.record({
      kind: fc.constantFrom("remove", "exchange", "repeat"),
      at: fc.nat(events.length - 1),
      other: fc.nat(events.length - 1),
    });
    const chainOf = (event: Event): string => JSON.parse(new TextDecoder().decode(event.leaf.slice(0, -64))).device;
    await fc.assert(
      fc.asyncProperty(edits, fc.integer({ min: 1, max: 12 }), async ({ kind, at, other }, batch) => {
        const log = [...events];
        const event = events[at] as Event;
        const device = chainOf(event);
        const last = events.findLastIndex((one) => chainOf(one) === device) === at;
        if (kind === "remove") {
          if (last && device !== "county") return; // a shorter log is the tree's business
          log.splice(at, 1);
          if (last) return;
        }
        if (kind === "repeat") log.splice(Math.max(at, other) + 1, 0, event);
        if (kind === "exchange") {
          const peer = events[other] as Event;
          // The order between two writers is the tree's business, not the chains'.
          if (at === other || chainOf(peer) !== device) return;
          [log[at], log[other]] = [peer, event];
        }
        const { refused } = await check(log, batch);
        const expected = kind === "repeat" ? Math.max(at, other) + 1 : undefined;
        expect(refused).toBeDefined();
        if (expected !== undefined) expect(refused).toMatchObject({ index: expected, type: "duplicate" });
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  test("any changed byte of any entry", async () => {
    const { events } = await smallLog();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(events.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (at, byte, bits) => {
          const leaf = (events[at] as Event).leaf.slice();
          leaf[byte % leaf.length] = (leaf[byte % leaf.length] as number) ^ bits;
          const log = events.map((event, n) => (n === at ? { ...event, leaf } : event));
          const { refused } = await check(log, 4);
          expect(refused?.index).toBe(at);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("an event signed with another key: of another tablet, of the county, of another county", async () => {
    const { events, county, one, two } = await smallLog();
    const forged = async (writer: Writer, key: CryptoKey) =>
      check([...events, await write(writer, { type: "CountyClock", ...witnessed }, {}, key)]);
    expect(await forged(one, two.key)).toMatchObject(refusal(10, "signatureWrong"));
    expect(await forged(one, signer.privateKey)).toMatchObject(refusal(10, "signatureWrong"));
    expect(await forged(county, one.key)).toMatchObject(refusal(10, "signatureWrong"));
    expect(await forged(county, impostor.privateKey)).toMatchObject(refusal(10, "signatureWrong"));
    expect((await forged(county, signer.privateKey)).refused).toBeUndefined();
  });

  test("gap, wrong prev, wrong first prev, another election, unknown device, no event", async () => {
    const { events, county, one, two } = await smallLog();
    const sealed = base64(new Uint8Array(40));
    const adding = async (event: Event) => check([...events, event]);
    expect(await adding(await write(one, sealed, { seq: one.seq + 1 }))).toMatchObject(refusal(10, "gap"));
    expect(await adding(await write(one, sealed, { prev: two.prev }))).toMatchObject(refusal(10, "prevWrong"));
    expect(await adding(await write(one, sealed, { election: "other" }))).toMatchObject(refusal(10, "otherElection"));
    const stranger = { ...one, device: idOf(99) };
    expect(await adding(await write(stranger, sealed))).toMatchObject(refusal(10, "unknownDevice"));
    expect(
      await adding({ hash: "", leaf: utf8("nothing of the kind, but long enough to carry a signature of 64 bytes") }),
    ).toMatchObject(refusal(10, "notAnEvent"));
    const three = await enrol(county, 3);
    const early = await write(three.tablet, sealed, { prev: zeros });
    expect(await check([...events, three.event, early])).toMatchObject(refusal(11, "prevWrong"));
    const first = await write(newCounty(), { type: "CountyClock", ...witnessed }, { prev: one.prev });
    expect(await check([first])).toMatchObject(refusal(0, "prevWrong"));
  });

  test("a fork: another event at a seq that the log has", async () => {
    const { events, one } = await smallLog();
    const fork = await write(one, base64(new Uint8Array(41)), { seq: 1 });
    const { refused } = await check([...events, fork]);
    expect(refused).toMatchObject({ index: 10, type: "gap" });
    expect(refused?.what).toBe(`event 1 of device ${one.device} stands where event 4 should`);
  });

  test("an event before the enrolment of its device, and after it the same is good", async () => {
    const county = newCounty();
    const { event, tablet } = await enrol(county, 1);
    const first = await next(tablet);
    expect(await check([first, event])).toMatchObject(refusal(0, "unknownDevice"));
    expect((await check([event, first])).refused).toBeUndefined();
  });

  test("a device set up twice, a number given twice, a key that is none, the county as a device", async () => {
    const { events, county } = await smallLog();
    const { publicKey } = await p256();
    const saying = async (set: object) => {
      const body = { type: "DeviceEnrolled", ...witnessed, device: idOf(3), publicKey, number: 3, place: null, ...set };
      return check([...events, await write(county, body as Envelope["body"])]);
    };
    expect((await saying({})).refused).toBeUndefined();
    expect(await saying({ device: idOf(1) })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ number: 1 })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ publicKey: base64(new Uint8Array(65)) })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ publicKey: "AAAA" })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ publicKey: "?" })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ device: "county" })).toMatchObject(refusal(10, "enrolmentWrong"));
    expect(await saying({ extra: 1 })).toMatchObject(refusal(10, "enrolmentWrong"));
  });

  test("a tablet cannot set up a device or let events in, whatever its clear bodies say", async () => {
    const { events, one, two } = await smallLog();
    const { privateKey, publicKey } = await p256();
    const enrolled = { type: "DeviceEnrolled", ...witnessed, device: idOf(3), publicKey, number: 3, place: null };
    const event = await next(one, enrolled);
    const stranger = { device: idOf(3), key: privateKey, seq: 0, prev: event.hash };
    expect(await check([...events, event, await next(stranger)])).toMatchObject(refusal(11, "unknownDevice"));
    const fork = await write(two, base64(new Uint8Array(41)), { seq: 0 });
    const letIn = await next(one, handOver(two.device, [fork]));
    expect(await check([...events, event, letIn, fork])).toMatchObject(refusal(12, "gap"));
  });

  test("the first refused entry is named when a later one of the batch is refused sooner", async () => {
    const { events, one } = await smallLog();
    const wrongSignature = { hash: "", leaf: flipped((events[3] as Event).leaf, (events[3] as Event).leaf.length - 1) };
    const log = [...events.slice(0, 3), wrongSignature, ...events.slice(4), await write(one, "", { seq: 77 })];
    expect(await check(log)).toMatchObject(refusal(3, "signatureWrong"));
  });
});

describe("a log handed over", () => {
  const broken = async () => {
    const log = await smallLog();
    const { one } = log;
    const branch: Writer = { ...one, seq: 1, prev: zeros }; // after a restored profile
    const forked = [await next(branch), await next(branch)];
    return { ...log, forked };
  };

  test("lets in exactly the named events, out of chain, and counts them apart", async () => {
    const { events, county, one, two, forked } = await broken();
    const letIn = await next(county, handOver(one.device, forked));
    const log = [
      ...events,
      letIn,
      ...forked,
      await next(two),
      await next(county, { type: "CountyClock", ...witnessed }),
    ];
    expect(await check(log)).toEqual({
      refused: undefined,
      count: { entries: 15, countyEvents: 5, devices: 2, handedOver: 2, handedOverMissing: 0 },
    });
    const reversed = [...events, letIn, ...[...forked].reverse()];
    expect((await check(reversed)).refused).toBeUndefined();
    expect(await check([...events, ...forked])).toMatchObject(refusal(10, "gap"));
    expect((await check([...events, letIn, forked[1] as Event])).count).toMatchObject({
      handedOver: 1,
      handedOverMissing: 1,
    });
  });

  test("verifies the signature of what it lets in", async () => {
    const { events, county, one, two } = await broken();
    const forged = await write(one, base64(new Uint8Array(41)), { seq: 1 }, two.key);
    const letIn = await next(county, handOver(one.device, [forged]));
    expect(await check([...events, letIn, forged])).toMatchObject(refusal(11, "signatureWrong"));
  });

  test("does not let in an event of another device, an unnamed one, or one twice", async () => {
    const { events, county, one, two, forked } = await broken();
    const [first, second] = forked as [Event, Event];
    const ofTwo = await write(two, base64(new Uint8Array(41)), { seq: 0 });
    const letIn = await next(county, handOver(one.device, [first, ofTwo]));
    const log = [...events, letIn];
    expect(await check([...log, ofTwo])).toMatchObject(refusal(11, "gap"));
    expect(await check([...log, second])).toMatchObject(refusal(11, "chainEnded"));
    expect(await check([...log, first, first])).toMatchObject(refusal(12, "duplicate"));
    const again = await write(county, handOver(one.device, [first]));
    expect(await check([...log, first, again])).toMatchObject(refusal(12, "handOverWrong"));
    expect(await check([...log, again])).toMatchObject(refusal(11, "handOverWrong"));
  });

  test("does not let in a second time what stands in the chain, and ends the chain", async () => {
    const { events, county, one, forked } = await broken();
    const inChain = events[2] as Event;
    const letIn = await next(county, handOver(one.device, [inChain, ...forked]));
    expect(await check([...events, letIn, inChain])).toMatchObject(refusal(11, "duplicate"));
    expect(await check([...events, letIn, ...forked, await write(one, "")])).toMatchObject(refusal(13, "chainEnded"));
    const nobody = await write(county, handOver(idOf(9), forked));
    expect(await check([...events, letIn, nobody])).toMatchObject(refusal(11, "handOverWrong"));
  });
});

describe("P8: the check as a part of verifying an export", () => {
  const exported = async (events: readonly Event[]) => {
    const leaves = events.map(({ leaf }) => leaf);
    const note = await noteOf(leaves, signer);
    const parts: Uint8Array[] = [];
    // A chunk for each two entries: many batches are on the way at once.
    const batches = leaves.flatMap((leaf, at) => (at % 2 ? [] : [[leaf, ...leaves.slice(at + 1, at + 2)]]));
    for await (const part of writeLogExport({ vkey: signer.vkey, note }, batches)) parts.push(part);
    return parts;
  };
  const verify = async (events: readonly Event[]) =>
    verifyExport(hasher, await exported(events), {
      knownVkey: signer.vkey,
      checkEntries: async (key) => (await createChainChecker(key, election)).checkEntries,
    });

  test("a sound log", async () => {
    expect(await verify((await smallLog()).events)).toMatchObject({ ok: true, anchored: true, size: 10 });
  });

  test("a log that the county itself signed with a forged check-in in it", async () => {
    const { events, one, two } = await smallLog();
    for (let at = 0; at < 20; at++) events.push(await next(two));
    const forged = await write(one, base64(new Uint8Array(40)), {}, signer.privateKey);
    const log = [...events.slice(0, 12), forged, ...events.slice(12)];
    const verdict = await verify(log);
    expect(verdict).toMatchObject({ ok: false, size: 12, problem: { type: "entryRefused", index: 12 } });
    expect(verdict.problem?.what).toBe(`signatureWrong: event 4 is not signed with the key of device ${one.device}`);
  });

  test("reads ahead while entries are being checked, not without end, and answers in the order of the log", async () => {
    const entries = entriesOf(20_000);
    const note = await noteOf(entries, signer);
    const source = async function* () {
      for (let at = 0; at < entries.length; at += 100) yield { ok: true as const, value: entries.slice(at, at + 100) };
    };
    const run = async (refusedAt: number) => {
      let [asked, answered, most] = [0, 0, 0];
      const verdict = await verifyLog(hasher, source(), {
        note,
        knownVkey: signer.vkey,
        checkEntries: (key) => {
          expect(key.publicKey).toEqual(signer.key.publicKey);
          return async (from, batch) => {
            expect(from).toBe(asked);
            asked += batch.length;
            most = Math.max(most, asked - answered);
            // Later batches answer sooner.
            for (let turn = 0; turn < 50 - ((from / 100) % 50); turn++) await Promise.resolve();
            answered += batch.length;
            const refuses = refusedAt >= from && refusedAt < from + batch.length;
            return refuses ? { index: refusedAt, type: "signatureWrong", what: "no" } : undefined;
          };
        },
      });
      return { verdict, asked, most };
    };
    const good = await run(-1);
    expect(good).toMatchObject({ verdict: { ok: true, size: 20_000 }, asked: 20_000 });
    expect(good.most).toBeGreaterThan(100);
    expect(good.most).toBeLessThanOrEqual(4300);
    for (const at of [0, 99, 100, 9_950, 19_999]) {
      const bad = await run(at);
      expect(bad.verdict).toMatchObject({ ok: false, size: at, problem: { type: "entryRefused", index: at } });
      expect(bad.asked).toBeLessThanOrEqual(Math.min(20_000, at + 4400));
    }
  });

  test("a checker that breaks off throws, and nothing else is left behind", async () => {
    const entries = entriesOf(10_000);
    const note = await noteOf(entries, signer);
    const source = async function* () {
      for (let at = 0; at < entries.length; at += 100) yield { ok: true as const, value: entries.slice(at, at + 100) };
    };
    const verdict = verifyLog(hasher, source(), {
      note,
      knownVkey: signer.vkey,
      checkEntries: () => async (from) => {
        throw new Error(`broken at ${from}`);
      },
    });
    await expect(verdict).rejects.toThrow("broken at 0");
  });
});
