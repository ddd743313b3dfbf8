/**
 * The signatures on file of this place's voters, brought onto the tablet in the background once the roll is there, chunk by
 * chunk, one at a time: nothing waits for them. They stay sealed; one is opened when it is to be shown, and nothing of it is
 * kept here. Loaded only where the law shows them.
 *
 * What can go wrong: no network, or too little room. Then those that are here are shown, and of the others the tablet says
 * that they are not here.
 */
import { hex, plain, sha256 } from "../log/encoding.ts";
import { filedSignatureKey, filedTagKey } from "../protocol/keys.ts";
import { openFiled, SignatureTags } from "../roll/filedSignature.ts";
import { type RollManifest, type SignatureSet, signaturesOf } from "../roll/rollManifest.ts";
import { chunkOf, findFiled } from "../roll/signatureSet.ts";
import type { Desk } from "./desk.ts";
import type { SignatureOnFile } from "./foundVoters.ts";
import { dayBytes, fetchChunk, type RollLoaderDeps } from "./rollLoader.ts";
import type { Session } from "./session.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { RollRecord, TabletStore } from "./tabletStore.ts";

export type ShelfDeps = {
  readonly store: Pick<TabletStore, "fact" | "chunk" | "chunkHashes" | "putChunk" | "dropChunks">;
  readonly freeBytes: RollLoaderDeps["freeBytes"];
};

/** The manifest passed the schema when it was stored. */
const setOf = ({ manifest }: RollRecord, place: string | null): SignatureSet | undefined =>
  signaturesOf(JSON.parse(manifest) as RollManifest, place);

/** Fetches what is missing of the roll in use; ends when that has changed, or this tablet's place, or the network goes. */
export async function fetchSignatures(
  { store, freeBytes }: ShelfDeps,
  session: Session,
  memory: TabletMemory,
): Promise<void> {
  const { placeId } = memory;
  const roll = await store.fact("roll");
  const set = roll && setOf(roll, placeId);
  const here = new Set(await store.chunkHashes());
  const missing = set?.chunks.filter(({ hash }) => !here.has(hash)) ?? [];
  if (missing.length === 0) return;
  const needed = missing.reduce((sum, { bytes }) => sum + bytes, dayBytes.later);
  const free = await freeBytes();
  if (free !== undefined && free < needed) return;
  for (const { hash } of missing) {
    const fetched = await fetchChunk(session.connection, hash);
    if (!fetched.ok) return;
    // Another roll or place, or set aside meanwhile: the next round begins anew.
    const now = await store.fact("roll");
    const same = now?.manifestHash === roll?.manifestHash && memory.placeId === placeId;
    if (!same || memory.session?.connection !== session.connection) return;
    await store.putChunk(hash, fetched.value);
  }
}

/** This voter's, opened now. */
export async function signatureOnFile(
  { store }: ShelfDeps,
  desk: Desk,
  { placeId, session }: Pick<TabletMemory, "placeId" | "session">,
  voterId: string,
): Promise<SignatureOnFile> {
  const set = setOf(desk.opened, placeId);
  if (set === undefined || session === undefined) return { onFile: "none" };
  const { electionKey } = desk.keys;
  const tag = new SignatureTags(await filedTagKey(electionKey)).of(voterId);
  const named = set.chunks[chunkOf(tag, set.chunks.length)];
  const stored = named && (await store.chunk(named.hash));
  if (named === undefined || stored === undefined) return { onFile: "notHere" };
  const chunk = plain(stored);
  if (hex(await sha256(chunk)) !== named.hash) {
    await store.dropChunks([named.hash]); // fetched again with the next round
    return { onFile: "notHere" };
  }
  const sealed = findFiled(chunk, tag);
  if (sealed === undefined) return { onFile: "none" };
  const image = await openFiled(await filedSignatureKey(electionKey), session.election.id, voterId, sealed);
  return image === undefined ? { onFile: "notHere" } : { onFile: "shown", image };
}
