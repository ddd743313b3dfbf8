/**
 * The Merkle tree of the county log: hashing as in RFC 6962 §2.1, a compact tree that only grows, and the proofs of
 * RFC 6962 §2.1.1 (inclusion) and §2.1.2 (consistency).
 *
 * A tree of n leaves is fully described by the hashes of at most 53 perfect subtrees (`CompactTree`), so a tablet that
 * follows a log of a million entries keeps 20 hashes. Sizes and indexes are exact up to 2^53 - 1; no 32-bit operators.
 * Verifying functions answer `false` for anything malformed; making a proof fails with the hash that was missing.
 */
import { createSHA256 } from "hash-wasm";
import { err, ok, type Result } from "../domain/result.ts";
import { equalBytes } from "./encoding.ts";

/** Length in bytes of every hash in the tree. */
export const HASH_BYTES = 32;

/** SHA-256 with the domain separation of RFC 6962. Synchronous; every result is a fresh array of 32 bytes. */
export interface TreeHasher {
  /** SHA-256(0x00 ‖ entry). */
  leaf(entry: Uint8Array): Uint8Array;
  /** SHA-256(0x01 ‖ left ‖ right); both are 32 bytes. */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** SHA-256 of nothing: the root of a tree without leaves. */
  readonly emptyRoot: Uint8Array;
}

/** Makes a hasher on one WebAssembly instance. Create it once and share it: its calls are synchronous. */
export async function createTreeHasher(): Promise<TreeHasher> {
  const sha256 = await createSHA256();
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  let scratch = new Uint8Array(1024);
  return {
    emptyRoot: sha256.init().digest("binary"),
    leaf(entry) {
      if (entry.length >= scratch.length) {
        scratch = new Uint8Array(2 * entry.length);
      }
      scratch[0] = 0;
      scratch.set(entry, 1);
      return sha256
        .init()
        .update(scratch.subarray(0, entry.length + 1))
        .digest("binary");
    },
    node(left, right) {
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return sha256.init().update(pair).digest("binary");
    },
  };
}

/** Largest power of two below `size` (RFC 6962's k); `size` is at least 2. */
function splitPoint(size: number): number {
  let k = 1;
  while (k * 2 < size) {
    k *= 2;
  }
  return k;
}

/** A perfect subtree: the hash over leaves `index * 2^level` up to, not including, `(index + 1) * 2^level`. */
export interface SubtreePlace {
  readonly level: number;
  readonly index: number;
}

/**
 * Perfect subtrees, from left to right, that make up the leaves `from` up to, not including, `to`. `from` is a multiple
 * of the largest of them, as it is for every range in RFC 6962's recursion.
 */
export function perfectSubtrees(from: number, to: number): SubtreePlace[] {
  const places: SubtreePlace[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2;
      level += 1;
    }
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** Joins the hashes of neighbouring perfect subtrees, widest first, into the hash over all of them. */
function joinSubtrees(hasher: TreeHasher, hashes: readonly Uint8Array[]): Uint8Array {
  let joined = hashes.at(-1) ?? hasher.emptyRoot;
  for (let i = hashes.length - 2; i >= 0; i--) {
    joined = hasher.node(hashes[i] as Uint8Array, joined);
  }
  return joined;
}

/** Serialised compact tree: the size as 8 bytes, big-endian, then 32 bytes for each perfect subtree, widest first. */
export type CompactTreeBytes = Uint8Array;

/** A stored compact tree whose length does not fit its size, or whose size is not a safe integer. */
export interface CompactTreeDamaged {
  readonly type: "compactTreeDamaged";
}

/** The growing edge of a tree: enough to append and to compute the root, not to make proofs. */
export class CompactTree {
  readonly #hasher: TreeHasher;
  readonly #subtrees: Uint8Array[];
  #size: number;

  constructor(hasher: TreeHasher, size = 0, subtrees: readonly Uint8Array[] = []) {
    this.#hasher = hasher;
    this.#size = size;
    this.#subtrees = [...subtrees];
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Adds one leaf hash (not the entry) at the right. */
  append(leafHash: Uint8Array): void {
    this.appendSubtree(leafHash, 0);
  }

  /** Adds a perfect subtree of 2^level leaves at the right, by its hash; the size so far is a multiple of these. */
  appendSubtree(hash: Uint8Array, level: number): void {
    const width = 2 ** level;
    if (this.#size % width !== 0) {
      throw new RangeError(`A subtree of ${width} leaves does not begin at ${this.#size}`);
    }
    let merged = hash;
    // One merge for every trailing 1 bit of the old size, counted in such subtrees.
    for (let rest = this.#size / width; rest % 2 === 1; rest = (rest - 1) / 2) {
      merged = this.#hasher.node(this.#subtrees.pop() as Uint8Array, merged);
    }
    this.#subtrees.push(merged);
    this.#size += width;
  }

  /** RFC 6962 root hash of all leaves so far. */
  root(): Uint8Array {
    return joinSubtrees(this.#hasher, this.#subtrees).slice();
  }

  /** An independent copy, to try an extension without changing this one. */
  copy(): CompactTree {
    return new CompactTree(this.#hasher, this.#size, this.#subtrees);
  }

  /** Bytes to store; `restoreCompactTree` reads them. */
  serialise(): CompactTreeBytes {
    const bytes = new Uint8Array(8 + HASH_BYTES * this.#subtrees.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(this.#size));
    this.#subtrees.forEach((hash, i) => {
      bytes.set(hash, 8 + HASH_BYTES * i);
    });
    return bytes;
  }
}

/** Reads what `CompactTree.serialise` wrote. */
export function restoreCompactTree(
  hasher: TreeHasher,
  bytes: CompactTreeBytes,
): Result<CompactTree, CompactTreeDamaged> {
  if (bytes.length < 8) {
    return err({ type: "compactTreeDamaged" });
  }
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(size)) {
    return err({ type: "compactTreeDamaged" });
  }
  const places = perfectSubtrees(0, size);
  if (bytes.length !== 8 + HASH_BYTES * places.length) {
    return err({ type: "compactTreeDamaged" });
  }
  const hashes = places.map((_, i) => bytes.slice(8 + HASH_BYTES * i, 8 + HASH_BYTES * (i + 1)));
  return ok(new CompactTree(hasher, size, hashes));
}

/** Gives the hash of a perfect subtree, or `undefined` where it is not stored. */
export type HashSource = (level: number, index: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** Why a proof or a root could not be made. */
export type ProofProblem =
  | { readonly type: "outsideTree"; readonly index: number; readonly size: number }
  | { readonly type: "hashMissing"; readonly level: number; readonly index: number };

type LeafRange = readonly [from: number, to: number];

async function rangeHashes(
  hasher: TreeHasher,
  ranges: readonly LeafRange[],
  readHash: HashSource,
): Promise<Result<Uint8Array[], ProofProblem>> {
  const proof: Uint8Array[] = [];
  for (const [from, to] of ranges) {
    const parts: Uint8Array[] = [];
    for (const { level, index } of perfectSubtrees(from, to)) {
      const hash = await readHash(level, index);
      if (hash === undefined) {
        return err({ type: "hashMissing", level, index });
      }
      parts.push(hash);
    }
    proof.push(joinSubtrees(hasher, parts));
  }
  return ok(proof);
}

/** Root of the first `size` leaves, read from stored hashes. */
export async function rootAt(
  hasher: TreeHasher,
  size: number,
  readHash: HashSource,
): Promise<Result<Uint8Array, ProofProblem>> {
  const hashes = await rangeHashes(hasher, [[0, size]], readHash);
  return hashes.ok ? ok(hashes.value[0] ?? hasher.emptyRoot) : hashes;
}

/** The way from the root of a tree of `size` leaves down to leaf `index`: the sibling range at every step, root first. */
function siblingsOnTheWay(index: number, size: number): { range: LeafRange; onTheRight: boolean }[] {
  const way: { range: LeafRange; onTheRight: boolean }[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      way.push({ range: [middle, to], onTheRight: true });
      to = middle;
    } else {
      way.push({ range: [from, middle], onTheRight: false });
      from = middle;
    }
  }
  return way;
}

const isLeafOf = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

/** Audit path of leaf `index` in the tree of `size` leaves, lowest hash first (RFC 6962 §2.1.1). */
export async function makeInclusionProof(
  hasher: TreeHasher,
  index: number,
  size: number,
  readHash: HashSource,
): Promise<Result<Uint8Array[], ProofProblem>> {
  if (!isLeafOf(index, size)) {
    return err({ type: "outsideTree", index, size });
  }
  const ranges = siblingsOnTheWay(index, size).map((step) => step.range);
  return rangeHashes(hasher, ranges.reverse(), readHash);
}

/** True when `proof` shows that `leafHash` is leaf `index` of the tree of `size` leaves with this `root`. */
export function verifyInclusion(
  hasher: TreeHasher,
  claim: { readonly index: number; readonly size: number; readonly leafHash: Uint8Array; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isLeafOf(claim.index, claim.size) || !allHashes([claim.leafHash, ...proof])) {
    return false;
  }
  const way = siblingsOnTheWay(claim.index, claim.size).reverse();
  if (way.length !== proof.length) {
    return false;
  }
  let hash = claim.leafHash;
  way.forEach((step, i) => {
    const sibling = proof[i] as Uint8Array;
    hash = step.onTheRight ? hasher.node(hash, sibling) : hasher.node(sibling, hash);
  });
  return equalBytes(hash, claim.root);
}

/** RFC 6962 §2.1.2 SUBPROOF, as leaf ranges: old leaves `from` to `old`, all leaves `from` to `to`. */
function consistencyRanges(from: number, old: number, to: number, whole: boolean): LeafRange[] {
  if (old === to) {
    return whole ? [] : [[from, to]];
  }
  const middle = from + splitPoint(to - from);
  return old <= middle
    ? [...consistencyRanges(from, old, middle, whole), [middle, to]]
    : [...consistencyRanges(middle, old, to, false), [from, middle]];
}

/** Proof that the tree of `oldSize` leaves is a beginning of the tree of `newSize` (RFC 6962 §2.1.2). */
export async function makeConsistencyProof(
  hasher: TreeHasher,
  oldSize: number,
  newSize: number,
  readHash: HashSource,
): Promise<Result<Uint8Array[], ProofProblem>> {
  if (!Number.isSafeInteger(newSize) || !isLeafOf(oldSize, newSize + 1)) {
    return err({ type: "outsideTree", index: oldSize, size: newSize });
  }
  return rangeHashes(hasher, oldSize === 0 ? [] : consistencyRanges(0, oldSize, newSize, true), readHash);
}

/** True when `proof` shows that the new tree only added leaves to the old one. Everything extends the empty tree. */
export function verifyConsistency(
  hasher: TreeHasher,
  old: { readonly size: number; readonly root: Uint8Array },
  now: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(now.size) || !isLeafOf(old.size, now.size + 1)) {
    return false;
  }
  if (!allHashes([old.root, now.root, ...proof])) {
    return false;
  }
  if (old.size === 0) {
    return proof.length === 0 && equalBytes(old.root, hasher.emptyRoot);
  }
  let used = 0;
  const take = (): Uint8Array => proof[used++] ?? hasher.emptyRoot;
  const bothRoots = (oldLeaves: number, leaves: number, whole: boolean): readonly [Uint8Array, Uint8Array] => {
    if (oldLeaves === leaves) {
      const hash = whole ? old.root : take();
      return [hash, hash];
    }
    const k = splitPoint(leaves);
    if (oldLeaves <= k) {
      const [before, after] = bothRoots(oldLeaves, k, whole);
      return [before, hasher.node(after, take())];
    }
    const [before, after] = bothRoots(oldLeaves - k, leaves - k, false);
    const left = take();
    return [hasher.node(left, before), hasher.node(left, after)];
  };
  const [before, after] = bothRoots(old.size, now.size, true);
  return used === proof.length && equalBytes(before, old.root) && equalBytes(after, now.root);
}

const allHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === HASH_BYTES);
