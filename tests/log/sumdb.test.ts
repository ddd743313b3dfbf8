/**
 * Go's sumdb judges a log of three levels of tiles, larger than a test can check voters in; of a county's endpoint it judges in
 * `tests/server/judgedLog.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64 } from "../../src/log/encoding.ts";
import { makeConsistencyProof, makeInclusionProof } from "../../src/log/merkleTree.ts";
import { encodeBundle, hashFromTiles, parseTilePath, tileWidthAt } from "../../src/log/tiles.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, TileStore } from "./countyLog.ts";
import { type GoJob, GoJudge, hasGo, LiarInBetween } from "./goJudge.ts";

const county = await newSigner();
// 257 full tiles, a partial one, and three tiles above. One bit in each byte of the size: when two perfect subtrees of
// the whole lie in one tile, older versions of tlog (Debian 12's) do not authenticate every tile they read.
const SIZE = 0x1_01_80;
const OLD_SIZE = 40_321;
const entries = entriesOf(SIZE);

describe.skipIf(!hasGo)("golang.org/x/mod/sumdb", () => {
  const store = new TileStore();
  let go: GoJudge;
  let log: LiarInBetween;
  let job: GoJob;

  beforeAll(async () => {
    go = await GoJudge.build();
    for (let at = 0; at < SIZE; at += 999) store.append(entries.slice(at, at + 999));
    const checkpoint = await noteOf(entries, county);
    log = await LiarInBetween.before(async (path) => {
      if (path === "/log/checkpoint") return new TextEncoder().encode(checkpoint);
      const name = parseTilePath(path);
      if (name === undefined) return undefined;
      if (name.width > tileWidthAt(name.kind === "hashes" ? name.level : 0, name.index, SIZE)) return undefined;
      if (name.kind === "hashes") return store.read(name);
      const first = name.index * 256;
      return opened(encodeBundle(entries.slice(first, first + name.width)));
    });
    const source = hashFromTiles(hasher, SIZE, store.read);
    const indexes = [0, 255, 256, OLD_SIZE - 1, OLD_SIZE, 65_535, 65_536, SIZE - 1];
    const proofs = await Promise.all(indexes.map((index) => makeInclusionProof(hasher, index, SIZE, source)));
    const consistency = await makeConsistencyProof(hasher, OLD_SIZE, SIZE, source);
    job = {
      URL: log.url,
      Vkey: county.vkey,
      OldNotes: [await noteOf(entries.slice(0, OLD_SIZE), county)],
      Indexes: indexes,
      Inclusion: proofs.map((proof) => opened(proof).map(base64)),
      Consistency: [opened(consistency).map(base64)],
    };
  }, 120_000);

  afterAll(async () => {
    await log?.remove();
    go?.remove();
  });

  test("accepts checkpoint, entries, inclusion and consistency, by its own reading of our tiles and by our proofs", async () => {
    log.asked = [];
    expect(await go.judge(job)).toBe("accepted");
    expect(log.asked).toContain("/log/tile/2/000.p/1");
    expect(log.asked).toContain("/log/tile/1/000");
    expect(log.asked).toContain("/log/tile/1/001.p/1");
    expect(log.asked).toContain("/log/tile/entries/257.p/128");
  });

  test("refuses a changed hash in any tile that it reads, on any level", async () => {
    log.asked = [];
    await go.judge(job);
    const hashTiles = [...new Set(log.asked.filter((path) => /^\/log\/tile\/\d/.test(path)))];
    expect(hashTiles.length).toBeGreaterThan(5);
    for (const tile of hashTiles) {
      const said = await log.lying(
        (path, body) => (path === tile ? flipped(body, 17) : body),
        () => go.judge(job),
      );
      expect(said, tile).toMatch(/^refused: tiles for entry/);
    }
  });
});
