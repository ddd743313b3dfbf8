/** What only a real browser can say about the tablet's database. The rest of its tests run in Node. */

import { deleteDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { IndexedDbStore } from "../../src/tablet/indexedDbStore.ts";
import type { StoredEvent } from "../../src/tablet/tabletStore.ts";

const begin = IDBDatabase.prototype.transaction;
afterEach(() => {
  IDBDatabase.prototype.transaction = begin;
});

const event = (seq: number): StoredEvent => ({
  device: "d".repeat(32),
  seq,
  hash: String(seq).padStart(64, "0"),
  cmd: `command-${seq}`,
  leaf: new Uint8Array(300),
});

test("P5: the browser is told to commit an append durably, and the append answers after it has", async () => {
  const name = `durability-${crypto.randomUUID()}`;
  const store = new IndexedDbStore(name);
  const writes: { durability: string; complete: boolean }[] = [];
  IDBDatabase.prototype.transaction = function (...given: Parameters<typeof begin>) {
    const transaction = begin.apply(this, given);
    if (transaction.mode === "readwrite") {
      const write = { durability: transaction.durability, complete: false };
      writes.push(write);
      transaction.addEventListener("complete", () => {
        write.complete = true;
      });
    }
    return transaction;
  };
  await store.entryCount(); // opens it
  expect(await store.append({ seq: -1, hash: "enrolled" }, event(0))).toEqual({ outcome: "appended" });
  expect(writes).toEqual([{ durability: "strict", complete: true }]);
  // Every other write too: the identity, the county log's frontier, the roll.
  await store.setFact("counter", 1);
  await store.putChunk("chunk", new Uint8Array(10));
  await store.putEntries(0, [new Uint8Array(10)]);
  expect(writes.map((write) => write.durability)).toEqual(Array(4).fill("strict"));
  IDBDatabase.prototype.transaction = begin;
  await store.close();
  await deleteDB(name);
});

test("P5: an append that the browser aborts is rejected and leaves nothing", async () => {
  const name = `durability-${crypto.randomUUID()}`;
  const store = new IndexedDbStore(name);
  let abort = true;
  IDBDatabase.prototype.transaction = function (...given: Parameters<typeof begin>) {
    const transaction = begin.apply(this, given);
    // The browser takes the transaction away while the append is under way.
    if (transaction.mode === "readwrite" && abort)
      transaction.objectStore("events").count().onsuccess = () => {
        transaction.objectStore("events").getAllKeys().onsuccess = () => transaction.abort();
      };
    return transaction;
  };
  await store.entryCount(); // opens it
  await expect(store.append({ seq: -1, hash: "enrolled" }, event(0))).rejects.toThrow();
  abort = false;
  expect(await store.eventCount(event(0).device)).toBe(0);
  expect(await store.head(event(0).device)).toBeUndefined();
  expect(await store.append({ seq: -1, hash: "enrolled" }, event(0))).toEqual({ outcome: "appended" });
  await store.close();
  await deleteDB(name);
});
