/** Sigstore's verifier judges logs of any size; of a county's endpoint it judges in `tests/server/judgedLog.test.ts`. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeInclusionProof } from "../../src/log/merkleTree.ts";
import { hashFromTiles } from "../../src/log/tiles.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, TileStore } from "./countyLog.ts";
import { type Claim, sigstoreJudge } from "./sigstoreJudge.ts";

const county = await newSigner("county.example/2026-general");
const judge = sigstoreJudge(county.key);

describe("@sigstore/verify", () => {
  test("accepts our checkpoints with our proofs from tiles, and refuses any that were tampered with", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.nat(), async (size, pick) => {
        const entries = entriesOf(size);
        const store = new TileStore();
        store.append(entries);
        const index = pick % size;
        const source = hashFromTiles(hasher, size, store.read);
        const claim: Claim = {
          note: await noteOf(entries, county),
          index,
          entry: entries[index] as Uint8Array,
          proof: opened(await makeInclusionProof(hasher, index, size, source)),
        };
        judge(claim);

        expect(() => judge({ ...claim, entry: flipped(claim.entry, pick) })).toThrow("root hash does not match");
        const noteElsewhere = claim.note.replace(`\n${size}\n`, `\n${size + 1}\n`);
        expect(() => judge({ ...claim, note: noteElsewhere })).toThrow("invalid checkpoint signature");
        if (size > 1) {
          const wrong = claim.proof.map((hash, i) => (i === pick % claim.proof.length ? flipped(hash, pick) : hash));
          expect(() => judge({ ...claim, proof: wrong })).toThrow("root hash does not match");
          expect(() => judge({ ...claim, index: (index + 1) % size })).toThrow(/hash count|does not match/);
          expect(() => judge({ ...claim, proof: claim.proof.slice(1) })).toThrow("invalid hash count");
        }
      }),
      { numRuns: 40 },
    );
  });

  test("refuses a checkpoint that another key signed under the county's name", async () => {
    const impostor = await newSigner("county.example/2026-general");
    const entries = entriesOf(1);
    const note = await noteOf(entries, impostor);
    const claim = { index: 0, entry: entries[0] as Uint8Array, proof: [] };
    expect(() => judge({ ...claim, note })).toThrow("invalid checkpoint signature");
  });
});
