/**
 * Brings an open desk up to what the tablet has verified: folds new entries in slices, then lays those amendments over
 * the roll whose chunks are here. Answers whether anything changed.
 */
import { plain } from "../log/encoding.ts";
import { amendmentKey } from "../protocol/keys.ts";
import { openAmendment } from "../roll/amendment.ts";
import { amendmentsOf } from "./amendmentShelf.ts";
import type { CountyFold, OpenedEntries } from "./countyFold.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { Desk } from "./desk.ts";
import type { TabletStore } from "./tabletStore.ts";

export type CatchUpDeps = {
  readonly store: Pick<TabletStore, "fact" | "chunk">;
  readonly election: string;
  readonly countyLog: CountyLogCopy;
};

export async function catchUp(deps: CatchUpDeps, desk: Desk): Promise<boolean> {
  const { fold } = desk;
  const before = fold.through;
  await foldNew(deps.countyLog, fold);
  const amended = await amend(deps, desk);
  return fold.through !== before || amended;
}

/** Folds in slices: while one is folded, the next is opened and the one after it is read. */
async function foldNew(countyLog: CountyLogCopy, fold: CountyFold): Promise<void> {
  const slices = openedInOrder(countyLog, fold);
  for await (const { from, opened } of slices) {
    fold.addEntries(from, opened);
    // Somebody else folded these meanwhile, and perhaps not as far: begin again where that ended.
    if (fold.through !== from + opened.length) return foldNew(countyLog, fold);
  }
}

async function* openedInOrder(
  countyLog: CountyLogCopy,
  fold: CountyFold,
): AsyncGenerator<{ readonly from: number; readonly opened: OpenedEntries }> {
  let from = fold.through;
  let leaves = await countyLog.entries(from);
  let opening = fold.openEntries(from, leaves);
  while (leaves.length > 0) {
    const next = from + leaves.length;
    const nextLeaves = await countyLog.entries(next);
    const nextOpening = fold.openEntries(next, nextLeaves);
    nextOpening.catch(() => undefined); // awaited in the next turn, if there is one
    yield { from, opened: await opening };
    [from, leaves, opening] = [next, nextLeaves, nextOpening];
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
    } else missing++;
  }
  const changed = any || desk.missingAmendments !== missing;
  desk.missingAmendments = missing;
  return changed;
}
