import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBundle, MAX_TAKE, TILE_WIDTH } from "../../src/log/tiles.ts";
import type { CountyConnection } from "../../src/tablet/countyConnection.ts";
import { EntryStoring, fetchedInOrder, Pace } from "../../src/tablet/entryFetching.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";

const SEED = 20261103;
const entryAt = (index: number): Uint8Array => new TextEncoder().encode(`entry ${index}`);

type Asked = { readonly from: number; readonly take: number };

/** A county with `size` entries on a line that carries `perSecond` of them; `lost`: the n-th request has no answer. */
function line(size: number, perSecond: number, lost: (nth: number) => boolean = () => false) {
  const asked: Asked[] = [];
  const connection = {
    request: (_method: string, path: string) => {
      const query = new URL(path, "http://county").searchParams;
      const [from, take] = [Number(query.get("from")), Number(query.get("take"))];
      asked.push({ from, take });
      if (lost(asked.length - 1)) return Promise.resolve({ ok: false, error: { type: "noNetwork" } });
      const entries = Array.from({ length: Math.min(take, size - from) }, (_, n) => entryAt(from + n));
      const bundle = encodeBundle(entries);
      if (!bundle.ok) throw new Error(bundle.error.type);
      const took = (1000 * entries.length) / perSecond;
      return Promise.resolve({ ok: true, value: { status: 200, body: bundle.value, time: 0, took } });
    },
  } as unknown as CountyConnection;
  return { connection, asked };
}

async function all(batches: AsyncIterable<Uint8Array[]>): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = [];
  for await (const batch of batches) entries.push(...batch);
  return entries;
}

describe("entries of the county log are fetched", () => {
  test("each once and in order, whatever the pace, up to the first that does not come", async () => {
    const given = fc.record({
      from: fc.nat(2000),
      count: fc.nat(12_000),
      perSecond: fc.constantFrom(20, 200, 2000, 1e6),
      lost: fc.option(fc.nat(30)),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ from, count, perSecond, lost }) => {
        const { connection, asked } = line(from + count, perSecond, (nth) => nth === lost);
        const entries = await all(fetchedInOrder(connection, from, from + count, new Pace()));
        const missing = lost === null ? undefined : asked[lost];
        const until = missing === undefined ? count : missing.from - from;
        expect(entries).toEqual(Array.from({ length: until }, (_, n) => entryAt(from + n)));
        expect(asked.every(({ take }) => take >= 1 && take <= MAX_TAKE)).toBe(true);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("a fast line is asked for as much as one request may hold, in whole bundles", async () => {
    const { connection, asked } = line(60_000, 1e6);
    await all(fetchedInOrder(connection, 100, 60_000, new Pace()));
    expect(Math.max(...asked.map(({ take }) => take))).toBe(MAX_TAKE);
    expect(asked.slice(1).every(({ from }) => from % TILE_WIDTH === 0)).toBe(true);
  });

  test("a slow line is asked for what it carries in a few seconds, also after requests that ran out of time", async () => {
    const pace = new Pace();
    const { connection, asked } = line(3000, 30, (nth) => nth === 20);
    for (let have = 0; have < 3000; ) have += (await all(fetchedInOrder(connection, have, 3000, pace))).length;
    expect(asked.slice(8).every(({ take }) => take <= 128)).toBe(true);
  });
});

test("entries are stored in order, many in one write, also when they arrive in pieces", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6000 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sizes, async (pieces) => {
      const store = new MemoryStore();
      const storing = new EntryStoring(store, 0);
      let count = 0;
      for (const piece of pieces) {
        await storing.add(Array.from({ length: piece }, (_, n) => entryAt(count + n)));
        count += piece;
      }
      await storing.finish();
      expect(await store.entryCount()).toBe(count);
      expect(await store.entries(0, count)).toEqual(Array.from({ length: count }, (_, n) => entryAt(n)));
    }),
    { seed: SEED, numRuns: 20 },
  );
});
