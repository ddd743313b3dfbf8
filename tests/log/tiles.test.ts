import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeConsistencyProof, makeInclusionProof, rootAt } from "../../src/log/merkleTree.ts";
import {
  bundlePath,
  decodeBundle,
  encodeBundle,
  hashFromTiles,
  parseTilePath,
  type Tile,
  tileEdge,
  tilePath,
  tilesFor,
  tilesOfEdge,
  tileWidthAt,
} from "../../src/log/tiles.ts";
import { entriesOf, hasher, opened, TileStore, treeOf } from "./countyLog.ts";
import { naiveConsistency, naivePath, naiveRoot } from "./naiveTree.ts";

describe("paths", () => {
  test("the examples of the standard", () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("/log/tile/0/x001/x234/067");
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe("/log/tile/1/000.p/17");
    expect(bundlePath({ index: 273, width: 112 })).toBe("/log/tile/entries/273.p/112");
    expect(bundlePath({ index: 1000, width: 256 })).toBe("/log/tile/entries/x001/000");
  });

  test("what is written is read", () => {
    const index = fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: 2 ** 45 }));
    fc.assert(
      fc.property(fc.nat(63), index, fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ kind: "hashes", level, index, width });
        expect(parseTilePath(bundlePath({ index, width }))).toEqual({ kind: "entries", index, width });
      }),
    );
  });

  test.each([
    "/log/tile/0/000.p/256",
    "/log/tile/0/000.p/0",
    "/log/tile/0/000.p/01",
    "/log/tile/00/000",
    "/log/tile/64/000",
    "/log/tile/0/x000/001",
    "/log/tile/0/1",
    "/log/tile/0/001/002",
    "/log/tile/0/x001",
    "/log/tile/data/000",
    "/log/tile/0/000/",
    "/log/tile/0/000?x",
    "/tile/0/000",
  ])("%s is no tile", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe("which tiles a tree has", () => {
  test("the standard's example of 70,000 leaves", () => {
    const all = tilesFor(0, 70_000);
    const full = (level: number) => all.filter((tile) => tile.level === level && tile.width === 256).length;
    expect([full(0), full(1), full(2)]).toEqual([273, 1, 0]);
    expect(all.filter((tile) => tile.width < 256)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
  });

  test("256 leaves are one full tile and one of width 1 above", () => {
    expect(tilesFor(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesFor(256, 256)).toEqual([]);
    expect(tilesFor(0, 0)).toEqual([]);
    expect(tileWidthAt(0, 1, 256)).toBe(0);
  });
});

describe("tiles and tree say the same", () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 });

  test("appending in any steps makes exactly the tiles that tilesFor names, and the same tiles", () => {
    fc.assert(
      fc.property(sizes, (steps) => {
        const entries = entriesOf(steps.reduce((sum, n) => sum + n, 0));
        const inSteps = new TileStore();
        let size = 0;
        for (const step of steps) {
          const made = inSteps.append(entries.slice(size, size + step));
          const names = made.map(({ level, index, width }) => ({ level, index, width }));
          expect(names).toEqual(tilesFor(size, size + step));
          for (const tile of made) expect(tile.hashes.length).toBe(tile.width * 32);
          size += step;
          const stored: Tile[] = tilesOfEdge(size).map((name) => ({
            ...name,
            hashes: inSteps.read(name) as Uint8Array,
          }));
          const restored = tileEdge(size, stored);
          const withoutEmptyTop = (partial: readonly Uint8Array[]) => partial.slice(0, restored.partial.length);
          expect(withoutEmptyTop(inSteps.edge.partial)).toEqual(restored.partial);
          inSteps.edge = restored; // go on from what a restarted endpoint reads back
        }
        const atOnce = new TileStore();
        atOnce.append(entries);
        expect(inSteps.tiles).toEqual(atOnce.tiles);
      }),
      { numRuns: 40 },
    );
  });

  test("roots and proofs made from tiles are the naive tree's", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), async (size, a, b) => {
        const entries = entriesOf(size);
        const store = new TileStore();
        store.append(entries);
        const earlier = a % (size + 1);
        const index = b % size;
        const source = hashFromTiles(hasher, size, store.read);
        expect(opened(await rootAt(hasher, size, source))).toEqual(naiveRoot(entries));
        expect(opened(await rootAt(hasher, earlier, source))).toEqual(naiveRoot(entries.slice(0, earlier)));
        expect(opened(await makeInclusionProof(hasher, index, size, source))).toEqual(naivePath(index, entries));
        expect(opened(await makeConsistencyProof(hasher, earlier, size, source))).toEqual(
          naiveConsistency(earlier, entries),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("two levels of tiles: 70,000 leaves", async () => {
    const entries = entriesOf(70_000);
    const store = new TileStore();
    store.append(entries);
    expect(store.tiles.get("1/1")?.length).toBe(17 * 32);
    const root = await rootAt(hasher, 70_000, hashFromTiles(hasher, 70_000, store.read));
    expect(opened(root)).toEqual(treeOf(entries).root());
  });

  test("a tile that is missing or too short is a hash that is missing, and each tile is read once", async () => {
    const store = new TileStore();
    store.append(entriesOf(300));
    const reads: string[] = [];
    const source = hashFromTiles(hasher, 300, (name) => {
      reads.push(tilePath(name));
      return store.read(name);
    });
    for (let i = 0; i < 300; i++) expect(await source(0, i)).toBeDefined();
    expect(reads).toEqual(["/log/tile/0/000", "/log/tile/0/001.p/44"]);
    expect(await source(0, 300)).toBeUndefined();
    const short = hashFromTiles(hasher, 300, (name) => store.read(name)?.subarray(0, 32 * 3));
    expect(await short(0, 2)).toBeDefined();
    expect(await short(0, 3)).toBeUndefined();
    expect(await hashFromTiles(hasher, 300, () => undefined)(0, 0)).toBeUndefined();
  });
});

describe("entry bundles", () => {
  test("what is encoded is decoded, and every cut is noticed", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), fc.nat(), (entries, cut) => {
        const bytes = opened(encodeBundle(entries));
        expect(decodeBundle(bytes, entries.length)).toEqual({ ok: true, value: entries });
        const short = decodeBundle(bytes.subarray(0, cut % (bytes.length + 1)), entries.length);
        expect(short.ok).toBe(cut % (bytes.length + 1) === bytes.length);
      }),
    );
  });

  test("lengths are big-endian; the longest entry fits and the next does not", () => {
    expect(opened(encodeBundle([new Uint8Array(258)])).subarray(0, 2)).toEqual(Uint8Array.of(1, 2));
    const longest = [Uint8Array.of(1), new Uint8Array(65_535)];
    expect(decodeBundle(opened(encodeBundle(longest)))).toEqual({ ok: true, value: longest });
    const tooLong = encodeBundle([Uint8Array.of(1), new Uint8Array(65_536)]);
    expect(tooLong).toEqual({ ok: false, error: { type: "entryTooLong", position: 1, bytes: 65_536 } });
  });

  test("a truncated bundle names the entry, a wrong width both numbers", () => {
    const bytes = opened(encodeBundle(entriesOf(3)));
    expect(decodeBundle(bytes.subarray(0, -1))).toEqual({
      ok: false,
      error: { type: "bundleTruncated", position: 2 },
    });
    expect(decodeBundle(Uint8Array.of(0))).toEqual({ ok: false, error: { type: "bundleTruncated", position: 0 } });
    expect(decodeBundle(bytes, 2)).toEqual({
      ok: false,
      error: { type: "bundleWidthWrong", expected: 2, found: 3 },
    });
  });
});
