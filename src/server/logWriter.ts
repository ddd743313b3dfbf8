/**
 * What a commit of the sequencer writes besides the checkpoint row: entries, hash tiles and devices, each with as few
 * statements as possible; and the checkpoint of a log that begins. Only the holder of the swapped checkpoint row writes.
 */
import { encodeCheckpoint, signNote } from "../log/checkpoint.ts";
import type { TreeHasher } from "../log/merkleTree.ts";
import type { Tile } from "../log/tiles.ts";
import { zeroHash } from "./countyEvents.ts";
import type { CountySigner } from "./countyKeys.ts";
import { type CountyDatabase, type DeviceRow, type Engine, insertRows, type Writing } from "./database.ts";
import type { NewEntry } from "./round.ts";

/** `from`: the position of the first. */
export function writeEntries(tx: Writing, engine: Engine, from: number, entries: readonly NewEntry[]): Promise<void> {
  const columns = ["position", "device", "seq", "hash", "handed_over", "leaf"];
  const rows = entries.map(
    ({ device, seq, hash, handedOver, leaf }, at) => [from + at, device, seq, hash, handedOver ? 1 : 0, leaf] as const,
  );
  return insertRows(tx, engine, "entry", columns, rows);
}

/** A tile that was there replaces its narrower form. */
export function writeTiles(tx: Writing, engine: Engine, tiles: readonly Tile[]): Promise<void> {
  const rows = tiles.map(({ level, index, width, hashes }) => [level, index, width, hashes] as const);
  const wider = "on conflict (level, tile) do update set width = excluded.width, bytes = excluded.bytes";
  return insertRows(tx, engine, "tile", ["level", "tile", "width", "bytes"], rows, wider);
}

export function writeDevices(tx: Writing, engine: Engine, devices: readonly DeviceRow[]): Promise<void> {
  const rows = devices.map((row) => deviceColumns.map((column) => row[column]));
  return insertRows(tx, engine, "device", deviceColumns, rows, deviceConflict);
}

const deviceColumns = [
  "id",
  "number",
  "place",
  "public_key",
  "code",
  "enrolled_hash",
  "enrolled_at",
  "state",
  "trusted_through",
  "waits",
  "head_seq",
  "head_hash",
  "changed",
] as const;
const deviceConflict = `on conflict (id) do update set ${deviceColumns
  .filter((column) => column !== "id")
  .map((column) => `${column} = excluded.${column}`)
  .join(", ")}`;

/** Writes the first checkpoint, of a log without entries. To be called once, when an election is set up. */
export async function beginLog(
  database: CountyDatabase,
  deps: { readonly hasher: TreeHasher; readonly signer: CountySigner; readonly now: number },
): Promise<void> {
  const { signer, now } = deps;
  const root = deps.hasher.emptyRoot;
  const note = await signNote(encodeCheckpoint({ origin: signer.key.name, size: 0, root }), signer);
  await database.db
    .insertInto("checkpoint")
    .values({
      id: 1,
      origin: signer.key.name,
      size: 0,
      root,
      note,
      signed_at: now,
      clock_at: 0,
      county_seq: -1,
      county_hash: zeroHash,
    })
    .execute();
}
