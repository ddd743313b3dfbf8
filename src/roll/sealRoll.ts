/**
 * From a packed roll to encrypted chunks with a manifest, and back. Chunks of about 1 MB are handed out as they are made,
 * so that a roll of any size passes through little memory.
 *
 * Opening verifies the hash of every chunk, the number of rows and the counts by precinct split, party and registration;
 * a roll that differs in anything is refused whole with the reason.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { PackedRoll, type VoterCount } from "./packedRoll.ts";
import {
  codedColumns,
  coldColumns,
  encodeArrow,
  hotColumns,
  mailingColumnsOf,
  openArrow,
  textColumnOf,
} from "./rollArrow.ts";
import type { MailingColumns } from "./rollColumns.ts";
import { type RollChunk, RollManifest, sha256 } from "./rollManifest.ts";
import {
  BLOCK,
  type ChunkPlace,
  type ChunkProblem,
  canOpenTo,
  openChunkInto,
  packBlock,
  platformRandom,
  type RandomBytes,
  sealBlocks,
  sealBytes,
} from "./sealedChunk.ts";

/** Compressed bytes at which a chunk is closed; one more block of up to half a MiB may have gone in. */
const FULL = 800_000;
/** Chunks opened at the same time, in each place. */
const AT_ONCE = 4;

export type SealInfo = {
  readonly election: string;
  readonly version: number;
  readonly amendedThrough?: number;
  /** Small files to be sealed with the roll, such as "people". */
  readonly extras?: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  readonly random?: RandomBytes;
};

/** Stores one chunk under its hash. */
export type SaveChunk = (chunk: {
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}) => Promise<void> | void;
/** The stored bytes of a chunk, or undefined if there are none. */
export type FetchChunk = (hash: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

export type OpenRollProblem =
  | ChunkProblem
  | { readonly type: "chunkMissing"; readonly chunk: string }
  /** The chunks are authentic but do not hold a roll of this format. */
  | { readonly type: "notARoll"; readonly detail: string }
  | { readonly type: "rowsDiffer"; readonly manifest: number; readonly roll: number }
  /** The first difference; `voters` 0 where one side has none. */
  | { readonly type: "countsDiffer"; readonly manifest: VoterCount; readonly roll: VoterCount };

export type ChunkToOpen = {
  readonly chunk: Uint8Array<ArrayBuffer>;
  readonly hash: string;
  readonly key: CryptoKey;
  readonly place: ChunkPlace;
  /** Bytes that it opens to. */
  readonly opened: number;
};

/** Opens chunks elsewhere than in this thread. Undefined if that place is gone: then they are opened here. */
export type ChunkOpener = {
  open(chunk: ChunkToOpen): Promise<Result<Uint8Array<ArrayBuffer>, ChunkProblem> | undefined>;
};

/** A roll that came out of its chunks. */
export type OpenedRoll = PackedRoll<OpenRollProblem>;

/** Encrypts a roll. Every chunk is saved before the manifest is returned. */
export async function sealRoll(
  roll: PackedRoll<{ readonly type: string }>,
  key: CryptoKey,
  info: SealInfo,
  saveChunk: SaveChunk,
): Promise<RollManifest> {
  const { election, version, random = platformRandom } = info;
  const cold = await roll.openCold();
  if (!cold.ok) throw new Error(`The cold columns of the roll to be sealed do not open: ${cold.error.type}`);
  const save = async (bytes: Uint8Array<ArrayBuffer>, opened: number): Promise<RollChunk> => {
    const hash = await sha256(bytes);
    await saveChunk({ hash, bytes });
    return { hash, bytes: bytes.length, opened };
  };
  const seal = async (group: "hot" | "cold", pieces: Uint8Array<ArrayBuffer>[]) => {
    const chunks: RollChunk[] = [];
    let full: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    let opened = 0;
    const close = async () => {
      const place = { election, version, name: `${group}/${chunks.length}` };
      chunks.push(await save(await sealBlocks(full, key, place, random), opened));
      full = [];
      size = 0;
      opened = 0;
    };
    // Two blocks are compressed at the same time; they are used in order.
    const waiting: { packed: Promise<Uint8Array<ArrayBuffer>>; opened: number }[] = [];
    const take = async () => {
      const next = waiting.shift();
      if (next === undefined) return;
      const packed = await next.packed;
      full.push(packed);
      size += packed.length;
      opened += next.opened;
      if (size >= FULL) await close();
    };
    for (const block of blocksOf(pieces)) {
      waiting.push({ packed: packBlock(block), opened: block.length });
      if (waiting.length >= 3) await take();
    }
    while (waiting.length > 0) await take();
    if (full.length > 0) await close();
    return { opened: pieces.reduce((sum, piece) => sum + piece.length, 0), chunks };
  };
  const hot = await seal("hot", encodeArrow(hotColumns(roll)));
  const coldGroup = await seal("cold", encodeArrow(coldColumns(cold.value)));
  const extras: RollManifest["extras"] = [];
  for (const { name, bytes } of info.extras ?? []) {
    const place = { election, version, name: `extra/${name}` };
    extras.push({ name, chunk: await save(await sealBytes(bytes, key, place, random), bytes.length) });
  }
  return RollManifest.parse({
    format: "turnout-roll/1",
    election,
    version,
    rows: roll.rows,
    amendedThrough: info.amendedThrough ?? 0,
    groups: { hot, cold: coldGroup },
    counts: roll.counts(),
    extras,
  });
}

/** Cuts pieces into blocks of half a MiB. */
function* blocksOf(pieces: readonly Uint8Array<ArrayBuffer>[]): Generator<Uint8Array<ArrayBuffer>> {
  let block = new Uint8Array(BLOCK);
  let used = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + BLOCK - used);
      block.set(part, used);
      used += part.length;
      at += part.length;
      if (used < BLOCK) continue;
      yield block;
      block = new Uint8Array(BLOCK);
      used = 0;
    }
  }
  if (used > 0) yield block.subarray(0, used);
}

/** Opens a roll from its chunks. `openers`: others that open chunks besides this thread. */
export async function openRoll(
  manifest: RollManifest,
  fetchChunk: FetchChunk,
  key: CryptoKey,
  openers: readonly ChunkOpener[] = [],
): Promise<Result<OpenedRoll, OpenRollProblem>> {
  const hot = await openGroup(manifest, "hot", fetchChunk, key, openers);
  if (!hot.ok) return hot;
  const table = readArrow(hot.value);
  if (!table.ok) return table;
  const columns = codedColumns(table.value);
  const ids = textColumnOf(table.value, "id");
  if (columns === undefined || ids === undefined) return err({ type: "notARoll", detail: "a column is missing" });
  const rows = ids.offsets.length - 1;
  if (rows !== manifest.rows) return err({ type: "rowsDiffer", manifest: manifest.rows, roll: rows });
  const openMailing = async (): Promise<Result<MailingColumns, OpenRollProblem>> => {
    const cold = await openGroup(manifest, "cold", fetchChunk, key);
    if (!cold.ok) return cold;
    const coldTable = readArrow(cold.value);
    if (!coldTable.ok) return coldTable;
    const mailing = mailingColumnsOf(coldTable.value);
    if (mailing === undefined) return err({ type: "notARoll", detail: "a mailing column is missing" });
    const mailed = mailing.text.offsets.length - 1;
    if (mailed !== rows) return err({ type: "rowsDiffer", manifest: rows, roll: mailed });
    return ok(mailing);
  };
  const roll = new PackedRoll<OpenRollProblem>(rows, columns, ids, openMailing);
  const difference = firstDifference(manifest.counts, roll.counts());
  return difference === undefined ? ok(roll) : err({ type: "countsDiffer", ...difference });
}

/** Opens one of the small files of a roll. Undefined if the manifest names none of that name. */
export async function openExtra(
  manifest: RollManifest,
  name: string,
  fetchChunk: FetchChunk,
  key: CryptoKey,
): Promise<Result<Uint8Array<ArrayBuffer> | undefined, OpenRollProblem>> {
  const extra = manifest.extras.find((one) => one.name === name);
  if (extra === undefined) return ok(undefined);
  const bytes = await fetchChunk(extra.chunk.hash);
  if (bytes === undefined) return err({ type: "chunkMissing", chunk: extra.chunk.hash });
  if (!canOpenTo(bytes.length, extra.chunk.opened)) return err({ type: "chunkDamaged", chunk: extra.chunk.hash });
  const target = new Uint8Array(extra.chunk.opened);
  const { election, version } = manifest;
  const opened = await openChunkInto(
    bytes,
    extra.chunk.hash,
    key,
    { election, version, name: `extra/${name}` },
    target,
  );
  return opened.ok ? ok(target) : opened;
}

async function openGroup(
  { election, version, groups }: RollManifest,
  group: "hot" | "cold",
  fetchChunk: FetchChunk,
  key: CryptoKey,
  openers: readonly ChunkOpener[] = [],
): Promise<Result<Uint8Array<ArrayBuffer>, OpenRollProblem>> {
  const { chunks, opened } = groups[group];
  if (chunks.reduce((sum, chunk) => sum + chunk.opened, 0) !== opened)
    return err({ type: "notARoll", detail: "the chunks do not add up to the group" });
  const oversized = chunks.find((chunk) => !canOpenTo(chunk.bytes, chunk.opened));
  if (oversized !== undefined) return err({ type: "chunkDamaged", chunk: oversized.hash });
  const target = new Uint8Array(opened);
  const jobs: { chunk: RollChunk; name: string; from: number }[] = [];
  let from = 0;
  chunks.forEach((chunk, n) => {
    jobs.push({ chunk, name: `${group}/${n}`, from });
    from += chunk.opened;
  });
  let next = 0;
  let problem: OpenRollProblem | undefined;
  const work = async (opener?: ChunkOpener): Promise<void> => {
    while (problem === undefined) {
      const job = jobs[next++];
      if (job === undefined) return;
      const { chunk, name } = job;
      const bytes = await fetchChunk(chunk.hash);
      if (bytes === undefined) {
        problem ??= { type: "chunkMissing", chunk: chunk.hash };
        return;
      }
      const place = { election, version, name };
      const part = target.subarray(job.from, job.from + chunk.opened);
      const elsewhere = await opener?.open({ chunk: bytes, hash: chunk.hash, key, place, opened: chunk.opened });
      const outcome = elsewhere ?? (await openChunkInto(bytes, chunk.hash, key, place, part));
      if (elsewhere?.ok) part.set(elsewhere.value);
      if (!outcome.ok) problem ??= outcome.error;
    }
  };
  // In turn, so that a roll of few chunks is shared too.
  const turns = Array.from({ length: AT_ONCE }, () => [undefined, ...openers]).flat();
  await Promise.all(turns.map(work));
  return problem === undefined ? ok(target) : err(problem);
}

function readArrow(bytes: Uint8Array<ArrayBuffer>) {
  try {
    return ok(openArrow(bytes));
  } catch (error) {
    // Authentic bytes that are no Arrow stream: written by a program with another format.
    return err({ type: "notARoll" as const, detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Where two lists of counts first differ, each side with 0 voters where it has none. */
export function firstDifference(
  manifest: readonly VoterCount[],
  roll: readonly VoterCount[],
): { manifest: VoterCount; roll: VoterCount } | undefined {
  const name = (c: VoterCount): string => JSON.stringify([c.split, c.party, c.registration]);
  const left = new Map(manifest.map((count) => [name(count), count]));
  const right = new Map(roll.map((count) => [name(count), count]));
  for (const [key, count] of left) {
    const other = right.get(key) ?? { ...count, voters: 0 };
    if (other.voters !== count.voters) return { manifest: count, roll: other };
  }
  for (const [key, count] of right) if (!left.has(key)) return { manifest: { ...count, voters: 0 }, roll: count };
  return undefined;
}
