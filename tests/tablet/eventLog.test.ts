import { describe, expect, test } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import { eventHash, readLeaf, verifyEvent } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { EventLog } from "../../src/tablet/eventLog.ts";
import { chainHolds } from "../../src/tablet/ownLog.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";

const device = "0".repeat(31).concat("1");
const enrolled = "e".repeat(64);
const body = (seq: number): EventBody => ({
  type: "WorkerSignedIn",
  cmd: "c",
  worker: "rosa",
  role: "pollWorker",
  wall: seq,
  seen: null,
  place: "oak",
});

async function setup() {
  const store = new MemoryStore();
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const sealing = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  const log = new EventLog({ store, random }, { device, election: "e", enrolled, privateKey: keys.privateKey });
  return { store, log, keys, sealing };
}

describe("device log", () => {
  test("P8: each event is chained, signed and sealed to its place", async () => {
    const { store, log, keys, sealing } = await setup();
    for (const cmd of ["a", "b", "c"]) expect((await log.append(cmd, sealing, body)).ok).toBe(true);
    let prev = enrolled;
    for (const event of await store.events(device, 0, 10)) {
      const read = readLeaf(event.leaf);
      if (!read.ok) throw new Error(read.error.type);
      expect(read.value.envelope).toMatchObject({ device, seq: event.seq, prev });
      expect(await verifyEvent(keys.publicKey, await eventHash(read.value.bytes), read.value.signature)).toBe(true);
      expect(await openBody(sealing, read.value.envelope, read.value.envelope.body as string)).toMatchObject({
        ok: true,
        value: { wall: event.seq },
      });
      prev = event.hash;
    }
    expect(await chainHolds(store, device, enrolled)).toBe(true);
  });

  test("P4: ten taps with one command make one event, whoever is faster", async () => {
    const { store, log, sealing } = await setup();
    const names = await Promise.all(Array.from({ length: 10 }, () => log.append("tap", sealing, body)));
    expect(new Set(names.map((one) => one.ok && one.value.hash)).size).toBe(1);
    expect(await store.eventCount(device)).toBe(1);
  });

  test("two logs of one device on one store never write the same place twice", async () => {
    const { store, log, keys, sealing } = await setup();
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const other = new EventLog({ store, random }, { device, election: "e", enrolled, privateKey: keys.privateKey });
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? log : other).append(`c${n}`, sealing, body)));
    expect((await store.events(device, 0, 100)).map((one) => one.seq)).toEqual([...Array(20).keys()]);
    expect(await chainHolds(store, device, enrolled)).toBe(true);
  });

  test("P5: a write that fails is answered with not recorded", async () => {
    const { log, store, sealing } = await setup();
    store.append = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    expect(await log.append("a", sealing, body)).toEqual({
      ok: false,
      error: { type: "notRecorded", what: "QuotaExceededError" },
    });
  });

  test("a lost middle event breaks the chain", async () => {
    const { store, log, sealing } = await setup();
    for (const cmd of ["a", "b", "c"]) await log.append(cmd, sealing, body);
    store.loseEvent(device, 1);
    expect(await chainHolds(store, device, enrolled)).toBe(false);
  });
});
