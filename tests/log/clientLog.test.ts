import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extendVerified, unseenLog } from "../../src/log/clientLog.ts";
import { readMilestones } from "../../src/log/milestones.ts";
import { parseTilePath } from "../../src/log/tiles.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, TileStore, treeOf } from "./countyLog.ts";

const county = await newSigner();
const impostor = await newSigner();
const entries = entriesOf(700);
const { vkey } = county;
const signedAt = async (size: number) => ({ note: await noteOf(entries.slice(0, size), county), vkey });
const followedTo = async (size: number) =>
  opened(await extendVerified(hasher, unseenLog(hasher), await signedAt(size), [entries.slice(0, size)]));

describe("P8: a tablet recomputes the county's tree as it follows", () => {
  test("pulls in any steps and batches end at the county's root", async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 300 }), async (sizes, most) => {
        let log = unseenLog(hasher);
        for (const size of sizes.sort((a, b) => a - b)) {
          const batches: Uint8Array[][] = [];
          for (let at = log.tree.size; at < size; at += most)
            batches.push(entries.slice(at, Math.min(size, at + most)));
          log = opened(await extendVerified(hasher, log, await signedAt(size), batches));
          expect(log.checkpoint?.size).toBe(size);
          expect(log.tree.root()).toEqual(treeOf(entries.slice(0, size)).root());
        }
      }),
      { numRuns: 30 },
    );
  });

  test("one changed, exchanged, missing or added entry is refused, and the old state stays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        fc.nat(),
        async (from, more, n) => {
          const log = await followedTo(from);
          const before = log.tree.serialise();
          const signed = await signedAt(from + more);
          const pulled = entries.slice(from, from + more);
          const at = n % more;
          const next = (at + 1) % more;
          const changed = pulled.map((entry, i) => (i === at ? flipped(entry, n) : entry));
          const exchanged = pulled.with(at, pulled[next] as Uint8Array).with(next, pulled[at] as Uint8Array);
          const missing = pulled.toSpliced(at, 1);
          const added = pulled.toSpliced(at, 0, Uint8Array.of(1));
          for (const wrong of [changed, exchanged]) {
            const refused = await extendVerified(hasher, log, signed, [wrong]);
            expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: from + more } });
          }
          for (const wrong of [missing, added]) {
            const refused = await extendVerified(hasher, log, signed, [wrong]);
            const error = { type: "entryCountWrong", expected: more, found: wrong.length };
            expect(refused).toEqual({ ok: false, error });
          }
          expect(log.tree.serialise()).toEqual(before);
          expect((await extendVerified(hasher, log, signed, [pulled])).ok).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a checkpoint of the same size with another root is inconsistent, with the same root it is not", async () => {
    const log = await followedTo(5);
    const other = { note: await noteOf(entriesOf(5, 1), county), vkey };
    const refused = await extendVerified(hasher, log, other, []);
    expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: 5 } });
    expect((await extendVerified(hasher, log, await signedAt(5), [])).ok).toBe(true);
  });

  test("a county that rewrote what this tablet has seen is found although its new checkpoint is in order", async () => {
    const log = await followedTo(50);
    const rewritten = entries.slice(0, 80).with(10, Uint8Array.of(1));
    const signed = { note: await noteOf(rewritten, county), vkey };
    expect(await extendVerified(hasher, unseenLog(hasher), signed, [rewritten])).toMatchObject({ ok: true });
    const refused = await extendVerified(hasher, log, signed, [rewritten.slice(50)]);
    expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: 80 } });
  });

  test("an older checkpoint, and one that the county did not sign", async () => {
    const log = await followedTo(50);
    expect(await extendVerified(hasher, log, await signedAt(49), [])).toEqual({
      ok: false,
      error: { type: "shrunk", from: 50, to: 49 },
    });
    const forged = { note: await noteOf(entries.slice(0, 60), impostor), vkey };
    expect(await extendVerified(hasher, log, forged, [entries.slice(50, 60)])).toMatchObject({
      ok: false,
      error: { type: "badNote", cause: { type: "notSignedByKey" } },
    });
  });

  test("an answer without end is not read on", async () => {
    let read = 0;
    function* endless() {
      for (;;) {
        read += 1;
        yield entries.slice(0, 10);
      }
    }
    expect(await extendVerified(hasher, unseenLog(hasher), await signedAt(15), endless())).toMatchObject({
      ok: false,
      error: { type: "entryCountWrong" },
    });
    expect(read).toBe(2);
  });
});

describe("P8: a long way is verified in stages", () => {
  const checkpointAt = (size: number) => ({ size, root: treeOf(entries.slice(0, size)).root() });
  const tilesAt = (size: number) => {
    const store = new TileStore();
    store.append(entries.slice(0, size));
    return async (path: string) => {
      const tile = parseTilePath(path);
      return tile?.kind === "hashes" ? store.read(tile) : undefined;
    };
  };

  test("milestones are the roots of the log's beginnings", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(700), fc.integer({ min: 0, max: 10 }), async (size, every) => {
        const milestones = await readMilestones(hasher, checkpointAt(size), tilesAt(size), every);
        const sizes = Array.from({ length: Math.floor(size / 2 ** every) }, (_, n) => (n + 1) * 2 ** every);
        expect([...(milestones ?? [])]).toEqual(sizes.map((at) => [at, checkpointAt(at).root]));
      }),
      { numRuns: 30 },
    );
  });

  test("a tile that is changed, cut or missing gives none", async () => {
    const given = fc.record({ size: fc.integer({ min: 16, max: 700 }), every: fc.nat(4), n: fc.nat() });
    await fc.assert(
      fc.asyncProperty(given, async ({ size, every, n }) => {
        const read = tilesAt(size);
        const wrong = [
          (bytes: Uint8Array) => flipped(bytes, n),
          (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1),
          () => undefined,
        ];
        for (const change of wrong) {
          const changed = async (path: string) => {
            const bytes = await read(path);
            return !path.startsWith("/log/tile/0/") || bytes === undefined ? bytes : change(bytes);
          };
          expect(await readMilestones(hasher, checkpointAt(size), changed, every)).toBeUndefined();
        }
      }),
      { numRuns: 30 },
    );
  });

  test("each stage is told once its entries came out; a wrong entry ends there, with those before it told", async () => {
    const given = fc.record({
      from: fc.nat(200),
      more: fc.integer({ min: 1, max: 500 }),
      at: fc.nat(),
      most: fc.nat(300),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ from, more, at, most }) => {
        const size = from + more;
        const log = await followedTo(from);
        const milestones = await readMilestones(hasher, checkpointAt(size), tilesAt(size), 4);
        if (milestones === undefined) throw new Error("no milestones");
        const batchesOf = (all: readonly Uint8Array[]) => {
          const batches: Uint8Array[][] = [];
          for (let n = 0; n < all.length; n += most + 1) batches.push(all.slice(n, n + most + 1));
          return batches;
        };
        const run = async (all: readonly Uint8Array[]) => {
          const told: number[] = [];
          const onReached = ({ tree }: { tree: { size: number; root(): Uint8Array } }) => {
            expect(tree.root()).toEqual(checkpointAt(tree.size).root);
            told.push(tree.size);
          };
          const stages = { milestones, onReached };
          return { told, result: await extendVerified(hasher, log, await signedAt(size), batchesOf(all), stages) };
        };
        const between = [...milestones.keys()].filter((one) => one > from);
        const right = entries.slice(from, size);
        const good = await run(right);
        expect([good.told, good.result.ok]).toEqual([between, true]);
        const index = from + (at % more);
        const bad = await run(right.with(index - from, flipped(right[index - from] as Uint8Array, at)));
        const refusedAt = between.find((one) => one > index) ?? size;
        expect(bad.told).toEqual(between.filter((one) => one <= index));
        expect(bad.result).toEqual({ ok: false, error: { type: "rootDiffers", size: refusedAt } });
      }),
      { numRuns: 30 },
    );
  });
});
