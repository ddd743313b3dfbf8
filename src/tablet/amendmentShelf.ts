/**
 * The county's amendments to the roll, brought onto the tablet in every phase, open or closed: a list that was amended in
 * the evening must be whole when the tablet is opened offline in the morning. Which amendments there are stands in clear
 * in the county's own events; what they say is sealed, and is laid over the roll when it is opened (`desk.ts`).
 *
 * A chunk that cannot be had now is asked for again in the next round. Until then the tablet says that its list is
 * incomplete; amendments that are here are applied, whatever others are missing.
 */
import { readBody } from "../domain/events.ts";
import { countyDevice, readLeaf } from "../log/eventBytes.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { FoundEntry } from "./recentEntries.ts";
import { fetchChunk } from "./rollLoader.ts";
import type { AmendmentNotice, Amendments, TabletStore } from "./tabletStore.ts";

export type ShelfDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact" | "chunkHashes" | "putChunk">;
  readonly countyLog: CountyLogCopy;
  readonly connection: CountyConnection;
};

const empty: Amendments = { through: 0, notices: [] };

/** All amendments that the verified log names, in the order of the log. */
export async function amendmentsOf(store: Pick<TabletStore, "fact">): Promise<readonly AmendmentNotice[]> {
  return ((await store.fact("amendments")) ?? empty).notices;
}

/** Looks through new entries for amendments and fetches the chunks that are missing, except those folded into the roll. */
export async function fetchAmendments(
  { store, countyLog, connection }: ShelfDeps,
  foldedBefore: number,
): Promise<void> {
  const notices = await lookThrough(store, countyLog);
  const kept = new Set(await store.chunkHashes());
  for (const { index, chunk } of notices) {
    if (index < foldedBefore || kept.has(chunk.hash)) continue;
    const fetched = await fetchChunk(connection, chunk.hash);
    if (fetched.ok) await store.putChunk(chunk.hash, fetched.value);
  }
}

async function lookThrough(store: ShelfDeps["store"], countyLog: CountyLogCopy): Promise<readonly AmendmentNotice[]> {
  let known = (await store.fact("amendments")) ?? empty;
  if (known.through > countyLog.proven) known = empty; // the log was dropped and is fetched again
  const before = known.through;
  for (;;) {
    const { through, found } = await countyLog.ofCounty(known.through);
    if (through === known.through) break;
    known = { through, notices: [...known.notices, ...found.flatMap((one) => noticeIn(one) ?? [])] };
  }
  if (known.through !== before) await store.setFact("amendments", known);
  return known.notices;
}

function noticeIn({ index, leaf }: FoundEntry): AmendmentNotice | undefined {
  const read = readLeaf(leaf);
  if (!read.ok || read.value.envelope.device !== countyDevice) return undefined;
  const body = readBody(read.value.envelope.body);
  if (body.kind !== "known" || body.body.type !== "RollAmended") return undefined;
  const { chunk: hash, bytes, opened, roll } = body.body;
  return { index, chunk: { hash, bytes, opened }, roll };
}
