/**
 * Reading the county log from the database: the newest checkpoint, entries, tiles, and what is known of a hash. All of
 * it was written by the sequencer in the same transaction as the checkpoint, so nothing here runs ahead of it for long:
 * a reader that asks for more than the checkpoint's size simply does not get it.
 */
import { CompactTree, HASH_BYTES, perfectSubtrees, type TreeHasher } from "../log/merkleTree.ts";
import { hashFromTiles, type TileEdge, type TileName, tileEdge, tilesOfEdge } from "../log/tiles.ts";
import type { CountyDatabase, Tables } from "./database.ts";

export type CheckpointRow = Tables["checkpoint"];

/** The newest checkpoint; undefined where no election was set up. */
export function readCheckpoint({ db }: CountyDatabase): Promise<CheckpointRow | undefined> {
  return db.selectFrom("checkpoint").selectAll().where("id", "=", 1).executeTakeFirst();
}

/** The first `width` hashes of a tile, or undefined if it is not there or not that wide. */
export async function readTile({ db }: CountyDatabase, name: TileName): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("tile")
    .select(["width", "bytes"])
    .where("level", "=", name.level)
    .where("tile", "=", name.index)
    .executeTakeFirst();
  if (row === undefined || row.width < name.width) return undefined;
  return new Uint8Array(row.bytes.subarray(0, name.width * HASH_BYTES));
}

/** An entry as it is stored. */
export type StoredEntry = Tables["entry"];

/** Entries `from` up to, not including, `to`, in order. */
export function readEntries({ db }: CountyDatabase, from: number, to: number): Promise<StoredEntry[]> {
  return db
    .selectFrom("entry")
    .selectAll()
    .where("position", ">=", from)
    .where("position", "<", to)
    .orderBy("position")
    .execute();
}

/** The leaves only, `from` up to, not including, `to`. */
export async function readLeaves({ db }: CountyDatabase, from: number, to: number): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom("entry")
    .select("leaf")
    .where("position", ">=", from)
    .where("position", "<", to)
    .orderBy("position")
    .execute();
  return rows.map(({ leaf }) => leaf);
}

/** Hashes of a device's own chain, by seq, for the seqs `from` up to and including `to`. */
export async function readChain(
  { db }: CountyDatabase,
  device: string,
  from: number,
  to: number,
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom("entry")
    .select(["seq", "hash"])
    .where("device", "=", device)
    .where("seq", ">=", from)
    .where("seq", "<=", to)
    .where("handed_over", "=", 0)
    .execute();
  return new Map(rows.map(({ seq, hash }) => [seq, hash]));
}

/** Those of the hashes that the log already has. */
export async function knownHashes({ db }: CountyDatabase, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom("entry").select("hash").where("hash", "in", hashes).execute();
  return new Set(rows.map(({ hash }) => hash));
}

/** The growing edge of the tree of `size` leaves, rebuilt from its tiles. */
export async function readFrontier(
  database: CountyDatabase,
  hasher: TreeHasher,
  size: number,
): Promise<{ tree: CompactTree; edge: TileEdge }> {
  const need = async (name: TileName): Promise<Uint8Array> => {
    const hashes = await readTile(database, name);
    if (hashes === undefined) throw new Error(`Tile ${name.level}/${name.index} of the county log is missing`);
    return hashes;
  };
  const tiles = await Promise.all(tilesOfEdge(size).map(async (name) => ({ ...name, hashes: await need(name) })));
  const source = hashFromTiles(hasher, size, need);
  const subtrees: Uint8Array[] = [];
  for (const { level, index } of perfectSubtrees(0, size)) {
    const hash = await source(level, index);
    if (hash === undefined) throw new Error(`The county log's tiles do not make up a tree of ${size} leaves`);
    subtrees.push(hash);
  }
  return { tree: new CompactTree(hasher, size, subtrees), edge: tileEdge(size, tiles) };
}
