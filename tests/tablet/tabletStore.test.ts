import "fake-indexeddb/auto"; // before whatever uses it
import { Dexie } from "dexie";
import fc from "fast-check";
import { deleteDB, openDB } from "idb";
import { afterEach, describe, expect, test } from "vitest";
import { encodeBundle } from "../../src/log/tiles.ts";
import { IndexedDbStore } from "../../src/tablet/indexedDbStore.ts";
import type { StoredEvent, TabletStore } from "../../src/tablet/tabletStore.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";

const open: IndexedDbStore[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const stores: { name: string; make: () => TabletStore }[] = [
  { name: "memory", make: () => new MemoryStore() },
  {
    name: "IndexedDB",
    make: () => {
      const store = new IndexedDbStore(crypto.randomUUID());
      open.push(store);
      return store;
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

  test("P5: a log that has gone is no log that begins", async () => {
    expect(await make().append({ seq: 4, hash: "a#4" }, event("a", 5))).toEqual({ outcome: "logLost" });
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
  const name = crypto.randomUUID();
  // The library that the first builds used, with the tables that they declared.
  const db = new Dexie(name);
  db.version(1).stores({ facts: "key", events: "[device+seq], [device+cmd]", chunks: "hash", bundles: "n" });
  await db.table("events").add(event("a", 0, "tap"));
  const leaves = Array.from({ length: 1000 }, (_, n) => new Uint8Array([n & 255, n >> 8]));
  for (let n = 0; n * 256 < 600; n++) {
    const bundle = encodeBundle(leaves.slice(n * 256, Math.min(600, (n + 1) * 256)));
    if (!bundle.ok) throw new Error(bundle.error.type);
    await db.table("bundles").put({ n, count: Math.min(256, 600 - n * 256), bytes: bundle.value });
  }
  db.close();
  const store = new IndexedDbStore(name);
  open.push(store);
  expect(await store.eventOfCommand("a", "tap")).toEqual(event("a", 0, "tap"));
  expect(await store.entries(300, 4096)).toEqual(leaves.slice(300, 600));
  await store.putEntries(600, leaves.slice(600));
  expect(await store.entries(0, 4096)).toEqual(leaves);
  await store.putEntries(256, leaves.slice(256));
  expect(await store.entries(0, 4096)).toEqual(leaves);
});

test("a row that cannot be read ends what there is, and is written again from there", async () => {
  const name = crypto.randomUUID();
  const store = new IndexedDbStore(name);
  open.push(store);
  const leaves = Array.from({ length: 9000 }, (_, n) => new Uint8Array([n & 255, n >> 8]));
  await store.putEntries(0, leaves);
  const db = await openDB(name);
  await db.put("bundles", { ...(await db.get("bundles", 16)), bytes: new Uint8Array([9]) });
  db.close();
  expect(await store.entries(100, 9000)).toEqual(leaves.slice(100, 4096));
  expect(await store.entries(5000, 10)).toEqual([]);
  await store.putEntries(4096, leaves.slice(4096));
  expect(await store.entries(0, 9000)).toEqual(leaves);
});

describe("a database that fails", () => {
  test("undoes all of a transaction in which one thing failed, and says what it was", async () => {
    const store = new IndexedDbStore(crypto.randomUUID());
    open.push(store);
    await store.putEntries(0, [new Uint8Array(1)]);
    // The rows from 0 on are deleted before the missing ones are noticed.
    await expect(store.putEntries(300, [new Uint8Array(1)])).rejects.toThrow("entries before 300 are missing");
    expect(await store.entryCount()).toBe(1);
  });

  test("is opened again after the browser has closed it, or another tab wanted it changed", async () => {
    const name = crypto.randomUUID();
    const store = new IndexedDbStore(name);
    open.push(store);
    await store.setFact("counter", 1);
    const newer = await openDB(name, 13); // waits until the store has let go
    newer.close();
    await expect(store.fact("counter")).rejects.toThrow(); // a newer program's database is not this one's
    await deleteDB(name);
    await store.setFact("counter", 2);
    expect(await store.fact("counter")).toBe(2);
  });
});
