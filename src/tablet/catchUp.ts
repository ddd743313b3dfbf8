/**
 * Brings an open desk up to what the tablet has verified: folds new entries in slices, then lays those amendments over
 * the roll whose chunks are here. Answers whether anything changed.
 */
import { plain } from "../log/encoding.ts";
import { amendmentKey } from "../protocol/keys.ts";
import { openAmendment } from "../roll/amendment.ts";
import { amendmentsOf } from "./amendmentShelf.ts";
import type { CountyFold } from "./countyFold.ts";
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

/** Folds in slices; while one is opened, storage reads the next. */
async function foldNew(countyLog: CountyLogCopy, fold: CountyFold): Promise<void> {
  let from = fold.through;
  let reading = countyLog.entries(from);
  for (;;) {
    const leaves = await reading;
    if (leaves.length === 0) return;
    const expected = from + leaves.length;
    reading = countyLog.entries(expected);
    reading.catch(() => undefined); // awaited in the next turn, if there is one
    await fold.addEntries(from, leaves);
    from = fold.through;
    // Somebody else folded these meanwhile, and perhaps not as far.
    if (from !== expected) reading = countyLog.entries(from);
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
