/**
 * How a tablet follows the county log: it keeps the compact tree of what it has verified, and each pull brings a newer
 * signed checkpoint and the entries in between. The tree is recomputed here; the county's word is never enough.
 *
 * `rootDiffers` means that the county's record is inconsistent with what this tablet has seen (or that the entries were
 * damaged on the way): the caller stops pulling and raises an alarm. `shrunk` is an older checkpoint than ours, from a
 * restored or lagging endpoint. A failed extension leaves the old state as it was.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { type Checkpoint, type NoteProblem, openNote } from "./checkpoint.ts";
import { equalBytes } from "./encoding.ts";
import { CompactTree, type TreeHasher } from "./merkleTree.ts";

/** A log as far as it was verified. Treat the tree as read-only; `tree.serialise()` is what to store. */
export interface FollowedLog {
  readonly tree: CompactTree;
  /** Last verified checkpoint; undefined before the first one. */
  readonly checkpoint: Checkpoint | undefined;
}

/** Why an extension is refused. `found` is at least the number of entries seen. */
export type ExtendProblem =
  | { readonly type: "badNote"; readonly cause: NoteProblem }
  | { readonly type: "shrunk"; readonly from: number; readonly to: number }
  | { readonly type: "entryCountWrong"; readonly expected: number; readonly found: number }
  | { readonly type: "rootDiffers"; readonly size: number };

/** A log of which nothing is known yet. */
export function unseenLog(hasher: TreeHasher): FollowedLog {
  return { tree: new CompactTree(hasher), checkpoint: undefined };
}

/** Entries from `tree.size` up to the checkpoint's size, in order, in batches of any length. */
export type EntryBatches = AsyncIterable<readonly Uint8Array[]> | Iterable<readonly Uint8Array[]>;

/** Sizes on the way to a checkpoint, each with the root that the tree has there (see milestones.ts). */
export type Milestones = ReadonlyMap<number, Uint8Array>;

/** What is known on the way, and who is told of each stage that came out: the log as far as it is verified then. */
export type Stages = { readonly milestones: Milestones; readonly onReached: (log: FollowedLog) => void };

/**
 * Extends a followed log to the checkpoint in `note`, signed by `vkey`, with exactly the entries in between. With an
 * equal size no entries are given, and the roots must be equal. With milestones, each is checked when it is reached.
 */
export async function extendVerified(
  hasher: TreeHasher,
  log: FollowedLog,
  signed: { readonly note: string; readonly vkey: string },
  batches: EntryBatches,
  stages?: Stages,
): Promise<Result<FollowedLog, ExtendProblem>> {
  const opened = await openNote(signed.note, signed.vkey);
  if (!opened.ok) {
    return err({ type: "badNote", cause: opened.error });
  }
  const checkpoint = opened.value;
  const expected = checkpoint.size - log.tree.size;
  if (expected < 0) {
    return err({ type: "shrunk", from: log.tree.size, to: checkpoint.size });
  }
  const tree = log.tree.copy();
  let found = 0;
  for await (const batch of batches) {
    found += batch.length;
    if (found > expected) {
      break;
    }
    for (const entry of batch) {
      tree.append(hasher.leaf(entry));
      const root = stages?.milestones.get(tree.size);
      if (root === undefined) {
        continue;
      }
      if (!equalBytes(tree.root(), root)) {
        return err({ type: "rootDiffers", size: tree.size });
      }
      stages?.onReached({ tree: tree.copy(), checkpoint: log.checkpoint });
    }
  }
  if (found !== expected) {
    return err({ type: "entryCountWrong", expected, found });
  }
  return equalBytes(tree.root(), checkpoint.root)
    ? ok({ tree, checkpoint })
    : err({ type: "rootDiffers", size: checkpoint.size });
}

/** Where an endpoint gives the entries `from` and on, `take` of them (at most `MAX_TAKE`), as a bundle. */
export const entriesPath = (from: number, take: number): string => `/log/entries?from=${from}&take=${take}`;
