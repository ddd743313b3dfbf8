/**
 * A roll amendment: changes to voters and added voters after the roll was published, as one encrypted immutable chunk named
 * by its hash. It is sealed like a chunk of the roll; a `RollAmended` event in the county log names it and so gives it its
 * place in the order.
 */
import * as z from "zod/mini";
import { asListed, isConfidential, listedFields } from "../domain/confidential.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { VoterRecord } from "../domain/voter.ts";
import { type RollChunk, sha256 } from "./rollManifest.ts";
import { type ChunkProblem, canOpenTo, openChunkInto, type RandomBytes, sealBytes } from "./sealedChunk.ts";

/** A change to one voter: some fields of the record, or a whole new record. */
export const RollChange = z.union([
  z.strictObject({ voter: VoterRecord.shape.id, set: z.partial(z.omit(VoterRecord, { id: true })) }),
  z.strictObject({ add: VoterRecord }),
]);
export type RollChange = z.infer<typeof RollChange>;

export const Amendment = z.strictObject({
  format: z.literal("turnout-amendment/1"),
  changes: z.array(RollChange),
});
export type Amendment = z.infer<typeof Amendment>;

export type OpenAmendmentProblem =
  | ChunkProblem
  /** The chunk is authentic but holds no amendment of this format. */
  | { readonly type: "notAnAmendment"; readonly detail: string };

/** The changes as they leave the county: of confidential voters neither names nor birth dates nor addresses. */
export function listedChanges(
  changes: readonly RollChange[],
  flagsOf: (voter: string) => VoterRecord["flags"],
): RollChange[] {
  const flags = new Map<string, VoterRecord["flags"]>();
  return changes.map((change) => {
    if ("add" in change) {
      flags.set(change.add.id, change.add.flags);
      return { add: asListed(change.add) };
    }
    const { voter, set } = change;
    const now = set.flags ?? flags.get(voter) ?? flagsOf(voter);
    flags.set(voter, now);
    return isConfidential({ flags: now }) ? { voter, set: listedFields(set) } : change;
  });
}

type Place = { readonly election: string; readonly version: number; readonly random?: RandomBytes };

/** Seals changes; `version` is that of the roll they amend. The bytes are to be stored under `chunk.hash`. */
export async function sealAmendment(
  changes: readonly RollChange[],
  key: CryptoKey,
  { election, version, random }: Place,
): Promise<{ chunk: RollChunk; bytes: Uint8Array<ArrayBuffer> }> {
  const amendment: Amendment = { format: "turnout-amendment/1", changes: [...changes] };
  const plain = new TextEncoder().encode(JSON.stringify(amendment));
  const bytes = await sealBytes(plain, key, { election, version, name: "amendment" }, random);
  return { chunk: { hash: await sha256(bytes), bytes: bytes.length, opened: plain.length }, bytes };
}

/** Opens an amendment and checks every change. */
export async function openAmendment(
  bytes: Uint8Array<ArrayBuffer>,
  chunk: RollChunk,
  key: CryptoKey,
  { election, version }: Place,
): Promise<Result<Amendment, OpenAmendmentProblem>> {
  if (!canOpenTo(bytes.length, chunk.opened)) return err({ type: "chunkDamaged", chunk: chunk.hash });
  const plain = new Uint8Array(chunk.opened);
  const opened = await openChunkInto(bytes, chunk.hash, key, { election, version, name: "amendment" }, plain);
  if (!opened.ok) return opened;
  const text = new TextDecoder().decode(plain);
  const parsed = Amendment.safeParse(readJson(text));
  if (!parsed.success) return err({ type: "notAnAmendment", detail: z.prettifyError(parsed.error) });
  return ok(parsed.data);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
