/** Catching up in slices, some of them opened elsewhere: the same standings whoever opens, and whatever fails meanwhile. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeEvent, eventHash, makeLeaf, readLeaf } from "../../src/log/eventBytes.ts";
import { sealBody } from "../../src/log/sealedBody.ts";
import { catchUp } from "../../src/tablet/catchUp.ts";
import { CountyFold } from "../../src/tablet/countyFold.ts";
import type { CountyLogCopy } from "../../src/tablet/countyLogCopy.ts";
import type { Desk } from "../../src/tablet/desk.ts";
import { type EntryOpener, openEntries } from "../../src/tablet/entryOpening.ts";
import { followPull } from "../../src/tablet/followPull.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";
import { checkInBody } from "../helpers/server.ts";

const count = 21_000;
const slice = 1024;
const device = "d".repeat(32);
const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
const leaves: Uint8Array[] = [];
let prev = "0".repeat(64);
// A few real events, repeated: every fold knows each by its hash, so that `through` and the standings tell.
for (let seq = 0; seq < 50; seq++) {
  const place = { election: "e", device, seq };
  const body = await sealBody(
    key,
    place,
    crypto.getRandomValues(new Uint8Array(12)),
    checkInBody(`V${seq}`, "school", 1),
  );
  const bytes = encodeEvent({ v: 1, ...place, prev, body });
  if (!bytes.ok) throw new Error(bytes.error.type);
  prev = await eventHash(bytes.value);
  leaves.push(makeLeaf(bytes.value, new Uint8Array(64)));
}
const entryAt = (index: number): Uint8Array => leaves[index % leaves.length] as Uint8Array;

function logOf(size: number): CountyLogCopy {
  return {
    frontier: { size },
    entries: async (from: number) =>
      Array.from({ length: Math.max(0, Math.min(slice, size - from)) }, (_, n) => entryAt(from + n)),
  } as unknown as CountyLogCopy;
}

/** Second workers as far as a catch-up sees them; `dies`: from this slice on they are gone. */
function openers(howMany: number, dies: number) {
  let opened = 0;
  let ended = 0;
  const start = async (): Promise<EntryOpener[]> =>
    Array.from({ length: howMany }, () => ({
      open: async (given, slices) => {
        if (++opened > dies) throw new Error("gone");
        return JSON.parse(JSON.stringify(await openEntries(given, slices)));
      },
      end: () => {
        ended++;
      },
    }));
  return { start, opened: () => opened, ended: () => ended };
}

const store = new MemoryStore();

test("slices opened by others fold as if opened here, also when those others die in the middle", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 3 }), fc.nat(20), async (howMany, dies) => {
      const fold = new CountyFold(key, "own");
      const desk = { fold, keys: { electionKey: new Uint8Array(32) }, missingAmendments: 0 } as unknown as Desk;
      const { start, opened, ended } = openers(howMany, dies);
      await catchUp({ store, election: "e", countyLog: logOf(count), startOpeners: start }, desk);
      expect(fold.through).toBe(count);
      expect(fold.unread).toBe(0);
      expect([...fold.standings.voters()].length).toBe(50);
      expect(fold.standings.checkedInTwice()).toEqual([]);
      expect(ended()).toBe(howMany);
      expect(opened() > 0).toBe(howMany > 0);
    }),
    { seed: 20261103, numRuns: 6 },
  );
});

test("two catch-ups at once fold every entry once", async () => {
  const fold = new CountyFold(key, "own");
  const desk = { fold, keys: { electionKey: new Uint8Array(32) }, missingAmendments: 0 } as unknown as Desk;
  const run = (size: number) => catchUp({ store, election: "e", countyLog: logOf(size) }, desk);
  await Promise.all([run(2500), run(5000)]);
  await run(5000);
  expect([fold.through, fold.unread]).toEqual([5000, 0]);
});

test("a short catch-up starts nobody", async () => {
  const fold = new CountyFold(key, "own");
  const desk = { fold, keys: { electionKey: new Uint8Array(32) }, missingAmendments: 0 } as unknown as Desk;
  const { start, opened } = openers(2, 99);
  await catchUp({ store, election: "e", countyLog: logOf(3000), startOpeners: start }, desk);
  expect([fold.through, opened()]).toEqual([3000, 0]);
});

test("what a newer program of this tablet wrote is counted and raises no alarm", async () => {
  const named = async (seq: number, type: string): Promise<Uint8Array> => {
    const place = { election: "e", device, seq };
    const told = { ...checkInBody(`V${seq}`, "school", 1), type };
    const body = await sealBody(key, place, crypto.getRandomValues(new Uint8Array(12)), told as never);
    const bytes = encodeEvent({ v: 1, ...place, prev, body });
    if (!bytes.ok) throw new Error(bytes.error.type);
    return makeLeaf(bytes.value, new Uint8Array(64));
  };
  const written = [
    await named(0, "VoterCheckedIn"),
    await named(1, "LineCountedTwice"),
    await named(2, "VoterCheckedIn"),
  ];
  const fold = new CountyFold(key, device);
  for (const leaf of written) await fold.addOwn(leaf);
  fold.addEntries(0, await fold.openEntries(0, written));
  expect([fold.through, fold.unread, fold.ownThrough, fold.ownDisorder]).toEqual([3, 1, 2, false]);
  const unknown = readLeaf(written[1] as Uint8Array);
  expect(unknown.ok && fold.hasFound(await eventHash(unknown.value.bytes))).toBe(true);
  expect([...fold.standings.voters()]).toEqual(["V0", "V2"]);
});

test("what a pull verifies is folded stage by stage until it ends, by the openers that the first stage started", async () => {
  const stages = [3000, 8000, 21_000];
  const { start, ended } = openers(2, 12);
  for (const unwantedFrom of [undefined, 8000]) {
    const fold = new CountyFold(key, "own");
    let proven = 0;
    const countyLog = {
      ...logOf(count),
      get proven() {
        return proven;
      },
      provenBeyond: async (index: number) => {
        proven = stages.find((one) => one > index) ?? proven;
        return proven > index;
      },
      entries: async (from: number) => logOf(proven).entries(from),
    } as unknown as CountyLogCopy;
    const told: number[] = [];
    const wanted = () => unwantedFrom === undefined || proven < unwantedFrom;
    const folded = () => told.push(fold.through);
    await followPull({ store, election: "e", countyLog, startOpeners: start }, fold, { wanted, folded });
    expect(told).toEqual(unwantedFrom === undefined ? stages : [3000]);
    expect([fold.through, fold.unread]).toEqual([told.at(-1), 0]);
  }
  expect(ended()).toBe(4);
});

test("a catch-up goes no further than the last signed checkpoint, however much a pull has verified beyond it", async () => {
  const fold = new CountyFold(key, "own");
  const desk = { fold, keys: { electionKey: new Uint8Array(32) }, missingAmendments: 0 } as unknown as Desk;
  const countyLog = { ...logOf(50_000), frontier: { size: 2048 } } as unknown as CountyLogCopy;
  await catchUp({ store, election: "e", countyLog }, desk);
  expect(fold.through).toBe(2048);
});
