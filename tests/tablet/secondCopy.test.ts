import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import { EventLog } from "../../src/tablet/eventLog.ts";
import { SecondCopy } from "../../src/tablet/secondCopy.ts";
import type { Identity, StoredEvent } from "../../src/tablet/tabletStore.ts";
import { MemoryFile } from "../helpers/memoryFile.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";

const enrolled = "e".repeat(64);
const [first, second] = ["a", "b"].map((letter) => letter.repeat(32)) as [string, string];
const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
const sealing = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const body = (seq: number): EventBody => ({
  type: "WorkerSignedIn",
  cmd: "c",
  worker: "rosa",
  role: "pollWorker",
  wall: seq,
  seen: null,
  place: "oak",
});

/** Records `count` more events of the device, each followed by the copy. */
async function record(store: MemoryStore, copy: SecondCopy, device: string, count: number): Promise<void> {
  const log = new EventLog(
    { store: copy.following(store), random },
    { device, election: "county", enrolled, privateKey: keys.privateKey },
  );
  for (let n = 0; n < count; n++) {
    const made = await log.append(crypto.randomUUID(), sealing, body);
    expect(made.ok).toBe(true);
  }
  await copy.settled();
}

const hashes = async (store: MemoryStore, device: string): Promise<string[]> =>
  (await store.events(device, 0, 1000)).map((event) => event.hash);

test("P5: what was recorded is in the copy, and comes back into an empty database as a former number's log", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const copy = new SecondCopy(file);
  await copy.bringLevel(store, { device: first });
  await record(store, copy, first, 5);
  const empty = new MemoryStore();
  await new SecondCopy(file).restore(empty);
  expect(await empty.fact("formerIdentities")).toEqual([{ device: first, election: "county" }]);
  expect(await hashes(empty, first)).toEqual(await hashes(store, first));
  const leaves = (events: readonly StoredEvent[]) => events.map((event) => Buffer.from(event.leaf).toString("hex"));
  expect(leaves(await empty.events(first, 0, 9))).toEqual(leaves(await store.events(first, 0, 9)));
});

test("P5: however a copy ends, what is whole comes back, and what follows is written behind it", async () => {
  const store = new MemoryStore();
  const file = new MemoryFile();
  const copy = new SecondCopy(file);
  await copy.bringLevel(store, { device: first });
  const ends = [0];
  for (let n = 0; n < 6; n++) {
    await record(store, copy, first, 1);
    ends.push(file.bytes.length);
  }
  const whole = file.bytes;
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), async (cut, garbage) => {
      const torn = new MemoryFile();
      torn.bytes = new Uint8Array([...whole.subarray(0, cut), ...garbage]);
      const there = ends.filter((end) => end <= cut).length - 1;
      const back = new MemoryStore();
      await new SecondCopy(torn).restore(back);
      const found = await hashes(back, first);
      expect(found).toEqual((await hashes(store, first)).slice(0, found.length));
      // Garbage in the place of a signature is for whoever verifies it to find.
      expect([there, there + 1]).toContain(found.length);
      await new SecondCopy(torn).bringLevel(store, { device: first });
      expect(torn.bytes).toEqual(whole);
    }),
  );
});

test("after a set-up anew both numbers are in the copy, and the former one leaves it when it was handed over", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const before = new SecondCopy(file);
  await before.bringLevel(store, { device: first });
  await record(store, before, first, 3);
  await store.setFact("formerIdentities", [{ device: first, election: "county" }]);
  const copy = new SecondCopy(file);
  await copy.bringLevel(store, { device: second });
  await record(store, copy, second, 2);
  const empty = new MemoryStore();
  await new SecondCopy(file).restore(empty);
  expect((await empty.fact("formerIdentities"))?.map((one) => one.device)).toEqual([first, second]);
  expect([await empty.eventCount(first), await empty.eventCount(second)]).toEqual([3, 2]);

  await store.setFact("formerIdentities", [{ device: first, election: "county", handedOver: true }]);
  await new SecondCopy(file).bringLevel(store, { device: second });
  const later = new MemoryStore();
  await new SecondCopy(file).restore(later);
  expect((await later.fact("formerIdentities"))?.map((one) => one.device)).toEqual([second]);
});

test("P5: the end of a log that the database lost comes back, and the log goes on behind it", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const copy = new SecondCopy(file);
  await store.setFact("identity", { device: first } as Identity);
  await copy.bringLevel(store, { device: first });
  await record(store, copy, first, 2);
  const backup = store.backup();
  await record(store, copy, first, 2);
  const all = await hashes(store, first);
  store.restore(backup);
  const restarted = new SecondCopy(file);
  await restarted.restore(store);
  expect(await hashes(store, first)).toEqual(all);
  expect(await store.fact("formerIdentities")).toBeUndefined();
  await restarted.bringLevel(store, { device: first });
  await record(store, restarted, first, 3);
  const empty = new MemoryStore();
  await new SecondCopy(file).restore(empty);
  expect(await hashes(empty, first)).toEqual(await hashes(store, first));
});

test("P5: a restoration that fails anywhere says so, costs nothing, and is done at a later start", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const copy = new SecondCopy(file);
  await copy.bringLevel(store, { device: first });
  await record(store, copy, first, 5);
  const whole = file.bytes;
  for (let failing = 0; failing <= 5; failing++) {
    const empty = new MemoryStore();
    const { append } = empty;
    let appends = 0;
    empty.append = (...given) =>
      appends++ === failing
        ? Promise.reject(new DOMException("full", "QuotaExceededError"))
        : append.apply(empty, given);
    const restoring = new SecondCopy(file).restore(empty);
    if (failing < 5) await expect(restoring).rejects.toThrow("full");
    // The tablet is set up anew meanwhile, and records under its new number.
    const after = new SecondCopy(file);
    await after.bringLevel(empty, { device: second });
    if (failing < 5) expect(file.bytes).toEqual(whole);
    await after.restore(empty);
    await after.bringLevel(empty, { device: second });
    expect(await hashes(empty, first)).toEqual(await hashes(store, first));
    file.bytes = whole;
  }
});

test.each(["damaged", "lost"])(
  "an event that the database has %s comes back, with all that is recorded later",
  async (how) => {
    const [store, file] = [new MemoryStore(), new MemoryFile()];
    const before = new SecondCopy(file);
    await before.bringLevel(store, { device: first });
    await record(store, before, first, 4);
    const whole = await hashes(store, first);
    if (how === "lost") store.loseEvent(first, 2);
    else store.damageEvent(first, 2);
    // Set up anew, and not handed over yet.
    await store.setFact("formerIdentities", [{ device: first, election: "county" }]);
    const copy = new SecondCopy(file);
    await copy.bringLevel(store, { device: second });
    await record(store, copy, second, 3);
    const empty = new MemoryStore();
    await new SecondCopy(file).restore(empty);
    expect(await hashes(empty, first)).toEqual(whole);
    expect(await hashes(empty, second)).toEqual(await hashes(store, second));
  },
);

test("P5: what is recorded while the copy is brought level stands in it once", async () => {
  for (let late = 0; late < 12; late++) {
    const [store, file] = [new MemoryStore(), new MemoryFile()];
    await record(store, new SecondCopy(file), first, 3);
    const copy = new SecondCopy(file);
    const level = copy.bringLevel(store, { device: first });
    for (let n = 0; n < late; n++) await Promise.resolve();
    await record(store, copy, first, 4);
    await level;
    const empty = new MemoryStore();
    await new SecondCopy(file).restore(empty);
    expect(await hashes(empty, first)).toEqual(await hashes(store, first));
  }
});

test("a copy that was begun after an event was damaged holds all that is whole", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const copy = new SecondCopy(file);
  await record(store, copy, first, 4);
  await record(store, copy, second, 3);
  store.damageEvent(first, 2);
  await store.setFact("formerIdentities", [{ device: first, election: "county" }]);
  await copy.bringLevel(store, { device: second });
  const empty = new MemoryStore();
  await new SecondCopy(file).restore(empty);
  expect(await hashes(empty, second)).toEqual(await hashes(store, second));
  expect(await hashes(empty, first)).toEqual((await hashes(store, first)).slice(0, 2));
});

test("a copy that cannot be written stops nothing, and is level again at the next start", async () => {
  const [store, file] = [new MemoryStore(), new MemoryFile()];
  const copy = new SecondCopy(file);
  await copy.bringLevel(store, { device: first });
  await record(store, copy, first, 1);
  const { write } = file;
  file.write = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  await record(store, copy, first, 2);
  file.write = write;
  await record(store, copy, first, 1);
  expect(await store.eventCount(first)).toBe(4);
  await new SecondCopy(file).bringLevel(store, { device: first });
  const empty = new MemoryStore();
  await new SecondCopy(file).restore(empty);
  expect(await hashes(empty, first)).toEqual(await hashes(store, first));
});
