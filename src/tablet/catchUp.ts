/**
 * Brings an open desk up to what the tablet has verified: folds new entries in slices, then lays those amendments over
 * the roll whose chunks are here. What a long pull verifies while it is under way, `followPull.ts` folds.
 */
import { plain } from "../log/encoding.ts";
import { amendmentKey } from "../protocol/keys.ts";
import { openAmendment } from "../roll/amendment.ts";
import { amendmentsOf } from "./amendmentShelf.ts";
import type { CountyFold, OpenedEntries } from "./countyFold.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { Desk } from "./desk.ts";
import type { EntryOpener } from "./entryOpening.ts";
import type { TabletStore } from "./tabletStore.ts";

export type CatchUpDeps = {
  readonly store: Pick<TabletStore, "fact" | "chunk" | "dropChunks">;
  readonly election: string;
  readonly countyLog: CountyLogCopy;
  /** Starts second workers that open entries, where the platform has them. */
  readonly startOpeners?: (() => Promise<EntryOpener[]>) | undefined;
};

export async function catchUp(deps: CatchUpDeps, desk: Desk): Promise<boolean> {
  const { fold } = desk;
  const before = fold.through;
  // No further: whoever waits for this would wait for a pull that is under way.
  const to = deps.countyLog.frontier?.size ?? 0;
  await foldTo(deps, fold, to);
  const amended = await amend(deps, desk);
  return fold.through !== before || amended;
}

/** From so many new entries on, second workers are worth starting. */
const many = 20_000;

/** Folds in slices, in order, while the next ones are opened. */
async function foldTo({ countyLog, startOpeners }: CatchUpDeps, fold: CountyFold, to: number): Promise<void> {
  const openers = to - fold.through >= many ? ((await startOpeners?.()) ?? []) : [];
  try {
    for (;;) {
      const began = fold.through;
      await foldOnce(countyLog, fold, openers, () => to);
      if (fold.through === began || fold.through >= to) return;
    }
  } finally {
    for (const opener of openers) opener.end();
  }
}

/** Folds, in slices, what is verified and opens, up to `to`, or until somebody else has folded the same. */
export async function foldOnce(
  countyLog: CountyLogCopy,
  fold: CountyFold,
  openers: readonly EntryOpener[],
  to: () => number,
): Promise<void> {
  for await (const { from, opened } of openedInOrder(countyLog, fold, openers, to)) {
    fold.addEntries(from, opened);
    // Somebody else folded these meanwhile, and perhaps not as far: begin again where that ended.
    if (fold.through !== from + opened.length) return;
  }
}

/** Each slice is opened by the next in turn: this thread, then each of the others. */
async function* openedInOrder(
  countyLog: CountyLogCopy,
  fold: CountyFold,
  openers: readonly EntryOpener[],
  to: () => number,
): AsyncGenerator<{ readonly from: number; readonly opened: OpenedEntries }> {
  const turns = [undefined, ...openers];
  const under: { readonly from: number; readonly opening: Promise<OpenedEntries> }[] = [];
  let next = fold.through;
  for (let n = 0; ; n++) {
    const leaves = next < to() ? await countyLog.entries(next) : [];
    if (leaves.length > 0) {
      const opening = fold.openEntries(next, leaves, turns[n % turns.length]);
      opening.catch(() => undefined); // awaited in its turn
      under.push({ from: next, opening });
      next += leaves.length;
      if (under.length <= turns.length) continue;
    }
    const first = under.shift();
    if (first === undefined) return;
    yield { from: first.from, opened: await first.opening };
  }
}

async function amend({ store, election }: CatchUpDeps, desk: Desk): Promise<boolean> {
  let any = false;
  let missing = 0;
  const key = await amendmentKey(desk.keys.electionKey);
  for (const { index, chunk, roll } of await amendmentsOf(store)) {
    if (index < desk.amendedThrough || desk.hasAmended(index)) continue;
    const bytes = await store.chunk(chunk.hash);
    const opened = bytes && (await openAmendment(plain(bytes), chunk, key, { election, version: roll }));
    if (opened?.ok) {
      desk.amend(index, opened.value);
      any = true;
    } else {
      missing++;
      // Once it is gone, it is fetched again like one that has not come yet.
      if (opened?.error.type === "chunkDamaged") await store.dropChunks([chunk.hash]);
    }
  }
  const changed = any || desk.missingAmendments !== missing;
  desk.missingAmendments = missing;
  return changed;
}
