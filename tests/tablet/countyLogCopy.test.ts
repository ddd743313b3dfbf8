/** A long pull is verified in stages: what a stage covers is given out while the rest arrives, and nothing before that. */
import { expect, test } from "vitest";
import { encodeBundle, parseTilePath, TILE_WIDTH } from "../../src/log/tiles.ts";
import type { CountyConnection } from "../../src/tablet/countyConnection.ts";
import { CountyLogCopy } from "../../src/tablet/countyLogCopy.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, TileStore } from "../log/countyLog.ts";

const stage = 65_536;
const county = await newSigner();
const entries = entriesOf(2 * stage + 5000);
const tiles = new TileStore();
tiles.append(entries);
const note = await noteOf(entries, county);

type Wrong = {
  /** Entries of another log stand here. */
  readonly given?: readonly Uint8Array[];
  readonly lostFrom?: number;
  readonly tiles?: (path: string) => Uint8Array | undefined;
};

/** A county that serves these entries; counts those it was asked for. */
function line({ given = entries, lostFrom = Number.POSITIVE_INFINITY, tiles: tilesAt }: Wrong = {}) {
  const asked = { entries: 0 };
  const connection = {
    request: async (_method: string, path: string) => {
      const url = new URL(path, "http://county");
      const tile = parseTilePath(url.pathname);
      if (tile?.kind === "hashes") {
        const body = tilesAt === undefined ? tiles.read(tile) : tilesAt(url.pathname);
        return body === undefined
          ? { ok: false, error: { type: "noNetwork" } }
          : { ok: true, value: { status: 200, body, time: 0, took: 1 } };
      }
      const from = Number(url.searchParams.get("from"));
      const to = Math.min(given.length, from + Number(url.searchParams.get("take")));
      if (to > lostFrom) return { ok: false, error: { type: "noNetwork" } };
      asked.entries += to - from;
      await new Promise((go) => setTimeout(go));
      const body = opened(encodeBundle(given.slice(from, to)));
      return { ok: true, value: { status: 200, body, time: 0, took: 1 } };
    },
  } as unknown as CountyConnection;
  return { connection, asked };
}

const copyOf = (store: MemoryStore) => CountyLogCopy.open({ store, hasher, vkey: county.vkey });

/** Reads everything that is verified, as it becomes so; `stages`: how far that was each time. */
async function follow(log: CountyLogCopy): Promise<{ stages: number[]; read: Uint8Array[] }> {
  const stages: number[] = [];
  const read: Uint8Array[] = [];
  while (await log.provenBeyond(read.length)) {
    stages.push(log.proven);
    const to = log.proven;
    while (read.length < to) {
      const leaves = await log.entries(read.length);
      if (leaves.length === 0) throw new Error(`nothing at ${read.length}`);
      read.push(...leaves);
    }
  }
  return { stages, read };
}

test("P8: what a stage covers is given out while the rest arrives, and it is the county's own record", async () => {
  const log = await copyOf(new MemoryStore());
  let following: ReturnType<typeof follow> | undefined;
  log.onLongPull = () => {
    following = follow(log);
  };
  const pulled = await log.pull(line().connection, note, 7);
  expect(opened(pulled)).toMatchObject({ size: entries.length, note, at: 7 });
  const { stages, read } = (await following) ?? { stages: [], read: [] };
  expect(stages).toEqual([stage, 2 * stage, entries.length]);
  expect(read).toEqual(entries);
  expect(await log.entries(0)).toEqual(entries.slice(0, 4096));
});

test("P8: a changed entry is refused at its stage; before it all stays, and the next pull goes on from there", async () => {
  const log = await copyOf(new MemoryStore());
  const wrong = entries.with(stage + 10, flipped(entries[stage + 10] as Uint8Array, 3));
  expect(await log.pull(line({ given: wrong }).connection, note, 1)).toEqual({
    ok: false,
    error: { type: "inconsistent", what: "rootDiffers" },
  });
  expect([log.proven, log.frontier]).toEqual([stage, undefined]);
  expect((await follow(log)).read).toEqual(entries.slice(0, stage));
  const { connection, asked } = line();
  expect((await log.pull(connection, note, 2)).ok).toBe(true);
  expect(asked.entries).toBe(entries.length - stage);
});

test("P8: a record that contradicts a verified stage is an inconsistency for good", async () => {
  const log = await copyOf(new MemoryStore());
  await log.pull(line({ lostFrom: stage + 20_000 }).connection, note, 1);
  expect(log.proven).toBe(stage);
  const others = entries.with(5, flipped(entries[5] as Uint8Array, 1));
  const otherNote = await noteOf(others, county);
  const otherTiles = new TileStore();
  otherTiles.append(others);
  for (let again = 0; again < 2; again++) {
    const tilesAt = (path: string) => otherTiles.read(parseTilePath(path) as never);
    const pulled = await log.pull(line({ given: others, tiles: tilesAt }).connection, otherNote, 2);
    expect(pulled).toEqual({ ok: false, error: { type: "inconsistent", what: "rootDiffers" } });
    expect(log.proven).toBe(stage);
  }
});

test("without tiles, or with wrong ones, nothing is given out before the end", async () => {
  for (const tilesAt of [() => undefined, () => new Uint8Array(TILE_WIDTH * 32)]) {
    const log = await copyOf(new MemoryStore());
    let long = 0;
    log.onLongPull = () => long++;
    const pulling = log.pull(line({ tiles: tilesAt }).connection, note, 1);
    while (!log.pulling) await new Promise((go) => setTimeout(go));
    const { stages, read } = await follow(log);
    expect((await pulling).ok).toBe(true);
    expect([long, stages, read.length]).toEqual([0, [entries.length], entries.length]);
  }
});

test("the county's own entries are found, also those that were stored before this start", async () => {
  const own = (n: number) => new TextEncoder().encode(`{"v":1,"election":"e","device":"county","seq":${n}}`);
  const mixed = entriesOf(9000).map((entry, n) => (n % 1500 === 7 ? own(n) : entry));
  const mixedNote = await noteOf(mixed, county);
  const wanted = [7, 1507, 3007, 4507, 6007, 7507].map((index) => ({ index, leaf: own(index) }));
  const all = async (log: CountyLogCopy) => {
    const found = [];
    for (let at = 0; ; ) {
      const next = await log.ofCounty(at);
      if (next.through === at) return { at, found };
      found.push(...next.found);
      at = next.through;
    }
  };
  const store = new MemoryStore();
  const log = await copyOf(store);
  await log.pull(line({ given: mixed }).connection, mixedNote, 1);
  expect(await all(log)).toEqual({ at: 9000, found: wanted });
  expect(await all(await copyOf(store))).toEqual({ at: 9000, found: wanted });
});
