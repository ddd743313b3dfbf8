/**
 * Brings an open desk up to what the tablet has verified: folds new entries in slices, then lays new amendments over the
 * roll. An amendment's chunk that cannot be fetched now is fetched in the next round; those after it wait, so that
 * amendments are applied in the order of the county log.
 */
import { plain } from "../log/encoding.ts";
import { amendmentKey } from "../protocol/keys.ts";
import { openAmendment } from "../roll/amendment.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { Desk } from "./desk.ts";
import { fetchChunk } from "./rollLoader.ts";
import type { TabletStore } from "./tabletStore.ts";

export type CatchUpDeps = {
  readonly store: Pick<TabletStore, "chunk" | "putChunk">;
  readonly election: string;
  readonly countyLog: CountyLogCopy;
  readonly connection: CountyConnection;
};

/** Answers whether anything changed. */
export async function catchUp(deps: CatchUpDeps, desk: Desk): Promise<boolean> {
  const { fold } = desk;
  const before = fold.through;
  const read = (from: number) => ({ from, leaves: deps.countyLog.entries(from) });
  for (let reading = read(before); ; ) {
    // Another catch-up of this desk may have folded meanwhile.
    if (reading.from !== fold.through) reading = read(fold.through);
    const { from } = reading;
    const leaves = await reading.leaves;
    if (leaves.length === 0) break;
    reading = read(from + leaves.length); // storage is read while this slice is opened
    await fold.addEntries(from, leaves);
  }
  const amended = await amend(deps, desk);
  return fold.through !== before || amended;
}

async function amend({ store, election, connection }: CatchUpDeps, desk: Desk): Promise<boolean> {
  let any = false;
  for (const { index, chunk, roll } of desk.fold.amendments) {
    if (index < desk.amendedThrough || desk.hasAmended(index)) continue;
    let bytes = await store.chunk(chunk.hash);
    if (bytes === undefined) {
      const fetched = await fetchChunk(connection, chunk.hash);
      if (!fetched.ok) return any;
      bytes = fetched.value;
      await store.putChunk(chunk.hash, bytes);
    }
    const key = await amendmentKey(desk.keys.electionKey);
    const opened = await openAmendment(plain(bytes), chunk, key, { election, version: roll });
    if (!opened.ok) return any;
    desk.amend(index, opened.value);
    any = true;
  }
  return any;
}
