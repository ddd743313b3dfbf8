/**
 * What the tree of the county log must come to on the way to a signed checkpoint, so that a reader of a million entries
 * can verify them in stages. Taken from a few hash tiles, which nobody has to trust: together they make up the signed
 * root, or they are not used.
 */
import type { Checkpoint } from "./checkpoint.ts";
import type { Milestones } from "./clientLog.ts";
import { equalBytes } from "./encoding.ts";
import { CompactTree, perfectSubtrees, type TreeHasher } from "./merkleTree.ts";
import { hashFromTiles, tilePath } from "./tiles.ts";

/** 2^16 entries: as many as one hash in a tile of the third row covers. */
const milestoneLevel = 16;

/**
 * The milestones of the tree that a verified checkpoint signs, from a few of its hash tiles (C2SP tlog-tiles), so that a
 * long way can be verified in stages. `read`: the bytes at a path of the log. Undefined if the tiles are not there or do
 * not make up the signed root. `every`: log2 of the entries between two milestones.
 */
export async function readMilestones(
  hasher: TreeHasher,
  checkpoint: Pick<Checkpoint, "size" | "root">,
  read: (path: string) => Promise<Uint8Array | undefined>,
  every = milestoneLevel,
): Promise<Milestones | undefined> {
  const hashAt = hashFromTiles(hasher, checkpoint.size, (name) => read(tilePath(name)));
  const tree = new CompactTree(hasher);
  const roots = new Map<number, Uint8Array>();
  const whole = Math.floor(checkpoint.size / 2 ** every);
  const places = Array.from({ length: whole }, (_, index) => ({ level: every, index }));
  for (const { level, index } of [...places, ...perfectSubtrees(whole * 2 ** every, checkpoint.size)]) {
    const hash = await hashAt(level, index);
    if (hash === undefined) return undefined;
    tree.appendSubtree(hash, level);
    if (level === every) roots.set(tree.size, tree.root());
  }
  return equalBytes(tree.root(), checkpoint.root) ? roots : undefined;
}
