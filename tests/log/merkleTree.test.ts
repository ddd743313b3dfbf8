import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, hex } from "../../src/log/encoding.ts";
import {
  CompactTree,
  createTreeHasher,
  makeConsistencyProof,
  makeInclusionProof,
  perfectSubtrees,
  restoreCompactTree,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "../../src/log/merkleTree.ts";
import { naiveConsistency, naiveLeaf, naivePath, naiveRoot, naiveSubtree } from "./naiveTree.ts";

const hasher = await createTreeHasher();

const growTree = (entries: readonly Uint8Array[]): CompactTree => {
  const tree = new CompactTree(hasher);
  for (const entry of entries) tree.append(hasher.leaf(entry));
  return tree;
};
const sourceOf = (entries: readonly Uint8Array[]) => (level: number, index: number) =>
  naiveSubtree(entries, level, index);
const opened = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const other = bytes.slice();
  other[at % other.length] = (other[at % other.length] as number) ^ 1;
  return other;
};
const listOfEntries = (minLength: number, maxLength: number) =>
  fc.array(fc.uint8Array({ maxLength: 12 }), { minLength, maxLength, size: "max" });

describe("known vectors of the certificate transparency implementations", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  const entries = inputs.map((text) => fromHex(text) as Uint8Array);

  test.each(roots.map((root, size) => [size, root]))("root of the first %i entries", (size, root) => {
    expect(hex(growTree(entries.slice(0, size as number)).root())).toBe(root);
  });

  test("the empty tree", () => {
    expect(hex(hasher.emptyRoot)).toBe(roots[0]);
  });
});

describe("against RFC 6962 written down naively", () => {
  test("roots, at every size on the way, also through storage and copy", () => {
    fc.assert(
      fc.property(listOfEntries(0, 70), fc.nat(), (entries, stop) => {
        const at = stop % (entries.length + 1);
        const begun = growTree(entries.slice(0, at));
        const restored = opened(restoreCompactTree(hasher, begun.serialise()));
        const copied = begun.copy();
        for (const entry of entries.slice(at)) {
          restored.append(hasher.leaf(entry));
          copied.append(hasher.leaf(entry));
        }
        expect(restored.root()).toEqual(naiveRoot(entries));
        expect(copied.root()).toEqual(naiveRoot(entries));
        expect(begun.root()).toEqual(naiveRoot(entries.slice(0, at)));
        expect(begun.size).toBe(at);
      }),
    );
  });

  test("leaf hashes of any length, the scratch space included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.nat(255), (length, fill) => {
        const entry = new Uint8Array(length).fill(fill);
        expect(hasher.leaf(entry)).toEqual(naiveLeaf(entry));
      }),
    );
  });

  test("inclusion proofs are the RFC's, verify, and fail with any change", async () => {
    await fc.assert(
      fc.asyncProperty(listOfEntries(1, 70), fc.nat(), fc.nat(), async (entries, pick, change) => {
        const index = pick % entries.length;
        const size = entries.length;
        const proof = opened(await makeInclusionProof(hasher, index, size, sourceOf(entries)));
        expect(proof).toEqual(naivePath(index, entries));
        const claim = { index, size, leafHash: naiveLeaf(entries[index] as Uint8Array), root: naiveRoot(entries) };
        expect(verifyInclusion(hasher, claim, proof)).toBe(true);

        const wrongProof = proof.map((hash, i) => (i === change % proof.length ? flipped(hash, change) : hash));
        if (proof.length > 0) {
          expect(verifyInclusion(hasher, claim, wrongProof)).toBe(false);
          expect(verifyInclusion(hasher, claim, proof.slice(1))).toBe(false);
        }
        expect(verifyInclusion(hasher, claim, [...proof, claim.root])).toBe(false);
        expect(verifyInclusion(hasher, { ...claim, leafHash: flipped(claim.leafHash, change) }, proof)).toBe(false);
        expect(verifyInclusion(hasher, { ...claim, root: flipped(claim.root, change) }, proof)).toBe(false);
        expect(verifyInclusion(hasher, { ...claim, index: size }, proof)).toBe(false);
        expect(verifyInclusion(hasher, { ...claim, index: -1 }, proof)).toBe(false);
        expect(verifyInclusion(hasher, { ...claim, index: index + 0.5 }, proof)).toBe(false);
      }),
    );
  });

  test("consistency proofs are the RFC's, verify, and fail with any change", async () => {
    await fc.assert(
      fc.asyncProperty(listOfEntries(1, 70), fc.nat(), fc.nat(), async (entries, pick, change) => {
        const oldSize = pick % (entries.length + 1);
        const proof = opened(await makeConsistencyProof(hasher, oldSize, entries.length, sourceOf(entries)));
        expect(proof).toEqual(naiveConsistency(oldSize, entries));
        const old = { size: oldSize, root: naiveRoot(entries.slice(0, oldSize)) };
        const now = { size: entries.length, root: naiveRoot(entries) };
        expect(verifyConsistency(hasher, old, now, proof)).toBe(true);

        if (proof.length > 0) {
          const wrongProof = proof.map((hash, i) => (i === change % proof.length ? flipped(hash, change) : hash));
          expect(verifyConsistency(hasher, old, now, wrongProof)).toBe(false);
          expect(verifyConsistency(hasher, old, now, proof.slice(1))).toBe(false);
        }
        expect(verifyConsistency(hasher, old, now, [...proof, now.root])).toBe(false);
        expect(verifyConsistency(hasher, { ...old, root: flipped(old.root, change) }, now, proof)).toBe(false);
        if (oldSize > 0) {
          expect(verifyConsistency(hasher, old, { ...now, root: flipped(now.root, change) }, proof)).toBe(false);
        }
        expect(verifyConsistency(hasher, { ...old, size: now.size + 1 }, now, proof)).toBe(false);
      }),
    );
  });

  test("a root at any earlier size is read from stored hashes", async () => {
    await fc.assert(
      fc.asyncProperty(listOfEntries(0, 40), fc.nat(), async (entries, pick) => {
        const size = pick % (entries.length + 1);
        expect(opened(await rootAt(hasher, size, sourceOf(entries)))).toEqual(naiveRoot(entries.slice(0, size)));
      }),
    );
  });
});

describe("what cannot be", () => {
  test("a proof names the hash that is missing", async () => {
    const entries = [1, 2, 3, 4, 5].map((n) => Uint8Array.of(n));
    const source = (level: number, index: number) =>
      level === 1 && index === 1 ? undefined : naiveSubtree(entries, level, index);
    const proof = await makeInclusionProof(hasher, 0, 5, source);
    expect(proof).toEqual({ ok: false, error: { type: "hashMissing", level: 1, index: 1 } });
  });

  test("proofs outside of the tree", async () => {
    const none = () => undefined;
    expect(await makeInclusionProof(hasher, 3, 3, none)).toMatchObject({ ok: false, error: { type: "outsideTree" } });
    expect(await makeConsistencyProof(hasher, 4, 3, none)).toMatchObject({ ok: false, error: { type: "outsideTree" } });
  });

  test("a stored compact tree that was cut, grown or overgrown is refused", () => {
    const bytes = growTree([1, 2, 3].map((n) => Uint8Array.of(n))).serialise();
    const damaged = { ok: false, error: { type: "compactTreeDamaged" } };
    expect(restoreCompactTree(hasher, bytes.slice(0, -1))).toEqual(damaged);
    expect(restoreCompactTree(hasher, bytes.slice(0, 7))).toEqual(damaged);
    expect(restoreCompactTree(hasher, new Uint8Array([...bytes, 0]))).toEqual(damaged);
    expect(restoreCompactTree(hasher, new Uint8Array(8 + 32).fill(255))).toEqual(damaged);
  });

  test("sizes beyond 32 bits are exact", () => {
    const size = 2 ** 40 + 5;
    expect(perfectSubtrees(0, size)).toEqual([
      { level: 40, index: 0 },
      { level: 2, index: 2 ** 38 },
      { level: 0, index: 2 ** 40 + 4 },
    ]);
  });
});
