import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
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
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 900 }),
        async (pieces, cut) => {
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
          expect(await store.entries(0, 10_000)).toEqual(all);
          const from = Math.min(cut, all.length);
          expect(await store.entries(from, 300)).toEqual(all.slice(from, from + 300));
          await store.truncateEntries(from);
          expect(await store.entryCount()).toBe(from);
          expect(await store.entries(0, 10_000)).toEqual(all.slice(0, from));
        },
      ),
      { numRuns: 15 },
    );
  });

  test("a hole in the county's entries is a bug, not a silent gap", async () => {
    await expect(make().putEntries(5, [new Uint8Array(1)])).rejects.toThrow();
  });
});
