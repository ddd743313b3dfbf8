/** RFC 6962 §2.1 written down as it stands there, with Node's own SHA-256: what the real tree is compared with. */
import { createHash } from "node:crypto";

const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

export const naiveLeaf = (entry: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), entry);

/** MTH(D[n]). */
export function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return naiveLeaf(entries[0] as Uint8Array);
  const k = split(entries.length);
  return sha256(Uint8Array.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

/** PATH(m, D[n]). */
export function naivePath(m: number, entries: readonly Uint8Array[]): Uint8Array[] {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...naivePath(m, entries.slice(0, k)), naiveRoot(entries.slice(k))]
    : [...naivePath(m - k, entries.slice(k)), naiveRoot(entries.slice(0, k))];
}

/** SUBPROOF(m, D[n], b). */
function naiveSubproof(m: number, entries: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === entries.length) return whole ? [] : [naiveRoot(entries)];
  const k = split(entries.length);
  return m <= k
    ? [...naiveSubproof(m, entries.slice(0, k), whole), naiveRoot(entries.slice(k))]
    : [...naiveSubproof(m - k, entries.slice(k), false), naiveRoot(entries.slice(0, k))];
}

/** PROOF(m, D[n]), with nothing to prove for m = 0. */
export const naiveConsistency = (m: number, entries: readonly Uint8Array[]): Uint8Array[] =>
  m === 0 ? [] : naiveSubproof(m, entries, true);

/** Hash of the perfect subtree (level, index), straight from the entries. */
export const naiveSubtree = (entries: readonly Uint8Array[], level: number, index: number): Uint8Array | undefined => {
  const width = 2 ** level;
  const part = entries.slice(index * width, (index + 1) * width);
  return part.length === width ? naiveRoot(part) : undefined;
};
