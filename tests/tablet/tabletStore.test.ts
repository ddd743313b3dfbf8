import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { encodeBundle } from "../../src/log/tiles.ts";
import { DexieStore, TabletDatabase } from "../../src/tablet/dexieStore.ts";
import type { StoredEvent, TabletStore } from "../../src/tablet/tabletStore.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";

const open: TabletDatabase[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

const stores: { name: string; make: () => TabletStore }[] = [
  { name: "memory", make: () => new MemoryStore() },
  {
    name: "Dexie",
    make: () => {
      const db = new TabletDatabase("t", { indexedDB: new IDBFactory(), IDBKeyRange });
      open.push(db);
      return new DexieStore(db);
    },
  },
];

const event = (device: string, seq: number, cmd = `${device}-${seq}`): StoredEvent => ({
  device,
  seq,
  hash: `${device}#${seq}`,
  cmd,
  leaf: new Uint8Array([seq]),
});
const enrolment = { seq: -1, hash: "enrolled" };

describe.each(stores)("$name store", ({ make }) => {
  test("P4: an event is added once, in order", async () => {
    const store = make();
    expect(await store.append(enrolment, event("a", 0))).toEqual({ outcome: "appended" });
    expect(await store.append(enrolment, event("a", 0, "other"))).toEqual({
      outcome: "headMoved",
      head: { seq: 0, hash: "a#0" },
    });
    const both = await Promise.all(["x", "y"].map((cmd) => store.append({ seq: 0, hash: "a#0" }, event("a", 1, cmd))));
    expect(both.map((one) => one.outcome).sort()).toEqual(["appended", "headMoved"]);
    expect(await store.eventCount("a")).toBe(2);
  });

  test("P4: a command that was answered is answered by the same event", async () => {
    const store = make();
    await store.append(enrolment, event("a", 0, "tap"));
    const again = await store.append({ seq: 0, hash: "a#0" }, event("a", 1, "tap"));
    expect(again).toMatchObject({ outcome: "commandDone", event: { seq: 0 } });
    expect(await store.eventCount("a")).toBe(1);
  });

  test("logs of several devices stay apart", async () => {
    const store = make();
    for (const seq of [0, 1, 2])
      await store.append(seq === 0 ? enrolment : { seq: seq - 1, hash: `a#${seq - 1}` }, event("a", seq));
    await store.append(enrolment, event("b", 0));
    expect((await store.events("a", 1, 10)).map((one) => one.seq)).toEqual([1, 2]);
    expect(await store.head("b")).toEqual({ seq: 0, hash: "b#0" });
    expect(await store.head("c")).toBeUndefined();
  });

  test("county entries come back as they were put, in any pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(256, 4096, 9000)), { maxLength: 5 }),
        fc.oneof(
          fc.integer({ min: 0, max: 900 }),
          fc.nat(20_000),
          fc.nat(60).map((n) => n * 256),
        ),
        fc.constantFrom(1, 100, 5000),
        async (pieces, cut, more) => {
          const store = make();
          const all: Uint8Array[] = [];
          for (const size of pieces) {
            const leaves = Array.from(
              { length: size },
              (_, n) => new Uint8Array([(all.length + n) & 255, (all.length + n) >> 8]),
            );
            await store.putEntries(all.length, leaves);
            all.push(...leaves);
          }
          expect(await store.entryCount()).toBe(all.length);
          expect(await store.entries(0, 100_000)).toEqual(all);
          const from = Math.min(cut, all.length);
          expect(await store.entries(from, 300)).toEqual(all.slice(from, from + 300));
          await store.truncateEntries(from);
          expect(await store.entryCount()).toBe(from);
          expect(await store.entries(0, 100_000)).toEqual(all.slice(0, from));
          const others = Array.from({ length: more }, (_, n) => new Uint8Array([n & 255, n >> 8, 1]));
          await store.putEntries(from, others);
          expect(await store.entryCount()).toBe(from + more);
          expect(await store.entries(0, 100_000)).toEqual([...all.slice(0, from), ...others]);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a hole in the county's entries is a bug, not a silent gap", async () => {
    await expect(make().putEntries(5, [new Uint8Array(1)])).rejects.toThrow();
  });
});

test("rows of one bundle, as an earlier version of the program wrote them, are read and go on", async () => {
  const db = new TabletDatabase("t", { indexedDB: new IDBFactory(), IDBKeyRange });
  open.push(db);
  const leaves = Array.from({ length: 1000 }, (_, n) => new Uint8Array([n & 255, n >> 8]));
  for (let n = 0; n * 256 < 600; n++) {
    const bundle = encodeBundle(leaves.slice(n * 256, Math.min(600, (n + 1) * 256)));
    if (!bundle.ok) throw new Error(bundle.error.type);
    await db.bundles.put({ n, count: Math.min(256, 600 - n * 256), bytes: bundle.value });
  }
  const store = new DexieStore(db);
  expect(await store.entries(300, 4096)).toEqual(leaves.slice(300, 600));
  await store.putEntries(600, leaves.slice(600));
  expect(await store.entries(0, 4096)).toEqual(leaves);
  await store.putEntries(256, leaves.slice(256));
  expect(await store.entries(0, 4096)).toEqual(leaves);
});

test("a row that cannot be read ends what there is, and is written again from there", async () => {
  const db = new TabletDatabase("t", { indexedDB: new IDBFactory(), IDBKeyRange });
  open.push(db);
  const store = new DexieStore(db);
  const leaves = Array.from({ length: 9000 }, (_, n) => new Uint8Array([n & 255, n >> 8]));
  await store.putEntries(0, leaves);
  await db.bundles.update(16, { bytes: new Uint8Array([9]) });
  expect(await store.entries(100, 9000)).toEqual(leaves.slice(100, 4096));
  expect(await store.entries(5000, 10)).toEqual([]);
  await store.putEntries(4096, leaves.slice(4096));
  expect(await store.entries(0, 9000)).toEqual(leaves);
});
