/**
 * The county log as static files: C2SP tlog-tiles (c2sp.org/tlog-tiles). Hash tiles of height 8 (up to 256 hashes of 32
 * bytes) and entry bundles (up to 256 entries, each behind its length as a big-endian uint16), and their paths.
 *
 * A tile's content is a beginning of every wider tile at the same place, so a store may keep only the widest and cut.
 * `extendTiles` and `hashFromTiles` are each other's inverse: what was appended can be proven from the tiles alone.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { concat } from "./encoding.ts";
import { HASH_BYTES, type HashSource, type TreeHasher } from "./merkleTree.ts";

/** Most entries that one request for entries may ask for: about 2 MB. */
export const MAX_TAKE = 4096;
/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one level of tiles spans. */
const TILE_HEIGHT = 8;
/** Longest entry in bytes that a bundle can hold. */
export const MAX_ENTRY_BYTES = 0xffff;
const MAX_TILE_LEVEL = 63;

/** Names a hash tile; `width` is the number of hashes, 1 to 256. */
export interface TileName {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Names an entry bundle; `width` is the number of entries, 1 to 256. */
export interface BundleName {
  readonly index: number;
  readonly width: number;
}

/** A hash tile with its content: `width` hashes one after another. */
export interface Tile extends TileName {
  readonly hashes: Uint8Array;
}

/** Tile index as path elements of three digits: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const groups = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, "0"));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
}

const widthSuffix = (width: number): string => (width === TILE_WIDTH ? "" : `.p/${width}`);

/** Path of a hash tile: `/log/tile/<L>/<N>[.p/<W>]`. */
export function tilePath({ level, index, width }: TileName): string {
  return `/log/tile/${level}/${indexPath(index)}${widthSuffix(width)}`;
}

/** Path of an entry bundle: `/log/tile/entries/<N>[.p/<W>]`. */
export function bundlePath({ index, width }: BundleName): string {
  return `/log/tile/entries/${indexPath(index)}${widthSuffix(width)}`;
}

/** What a path under `/log/tile/` asks for. */
export type TileRequest = ({ readonly kind: "hashes" } & TileName) | ({ readonly kind: "entries" } & BundleName);

/** Reads a path that `tilePath` or `bundlePath` wrote; any other spelling is `undefined`, that is, not found. */
export function parseTilePath(path: string): TileRequest | undefined {
  const match = /^\/log\/tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  const [, place, digits, partial] = match ?? [];
  if (place === undefined || digits === undefined) {
    return undefined;
  }
  const index = Number(digits.replace(/[x/]/g, ""));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const level = place === "entries" ? 0 : Number(place);
  if (!Number.isSafeInteger(index) || level > MAX_TILE_LEVEL || width < 1 || width > TILE_WIDTH) {
    return undefined;
  }
  const request: TileRequest =
    place === "entries" ? { kind: "entries", index, width } : { kind: "hashes", level, index, width };
  const written = request.kind === "entries" ? bundlePath(request) : tilePath(request);
  return written === path ? request : undefined; // one spelling only: no `.p/256`, `00`, `x000/001`
}

/** Number of hashes at `level` of the tiles of a tree of `size` leaves. */
function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** Width of tile `index` at `level` in a tree of `size` leaves; 0 where there is none. */
export function tileWidthAt(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH));
}

/** Hash tiles that are new, or wider than before, when a tree grows from `oldSize` to `newSize` leaves. */
export function tilesFor(oldSize: number, newSize: number): TileName[] {
  const names: TileName[] = [];
  for (let level = 0; hashesAt(level, newSize) > 0; level++) {
    const before = hashesAt(level, oldSize);
    const after = hashesAt(level, newSize);
    for (let index = Math.floor(before / TILE_WIDTH); before < after && index * TILE_WIDTH < after; index++) {
      names.push({ level, index, width: tileWidthAt(level, index, newSize) });
    }
  }
  return names;
}

/** Root of a perfect subtree from its 2^n hashes, which lie one after another. */
function foldHashes(hasher: TreeHasher, hashes: Uint8Array): Uint8Array {
  let row: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    row.push(hashes.subarray(at, at + HASH_BYTES));
  }
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) {
      above.push(hasher.node(row[i] as Uint8Array, row[i + 1] as Uint8Array));
    }
    row = above;
  }
  return (row[0] as Uint8Array).slice();
}

/** The tiles at the right edge that are not full: what `extendTiles` needs to go on. `partial[L]` may be empty. */
export interface TileEdge {
  readonly size: number;
  /** Hashes of the unfinished tile at each level, lowest first. */
  readonly partial: readonly Uint8Array[];
}

/** The edge of a tree without leaves. */
export const emptyTileEdge: TileEdge = { size: 0, partial: [] };

/** Names of the stored tiles that hold the edge of a tree of `size` leaves (those not full). */
export function tilesOfEdge(size: number): TileName[] {
  const names: TileName[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const index = Math.floor(hashesAt(level, size) / TILE_WIDTH);
    const width = tileWidthAt(level, index, size);
    if (width > 0) {
      names.push({ level, index, width });
    }
  }
  return names;
}

/** Rebuilds the edge from the tiles that `tilesOfEdge` named. */
export function tileEdge(size: number, tiles: readonly Tile[]): TileEdge {
  const partial: Uint8Array[] = [];
  for (const tile of tiles) {
    partial[tile.level] = tile.hashes;
  }
  return { size, partial: Array.from(partial, (hashes) => hashes ?? new Uint8Array()) };
}

function joinHashes(first: Uint8Array, more: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(first.length + more.length * HASH_BYTES);
  all.set(first);
  more.forEach((hash, i) => {
    all.set(hash, first.length + i * HASH_BYTES);
  });
  return all;
}

/** Appends leaf hashes: the tiles to store (those of `tilesFor`, widest form) and the new edge. Pure. */
export function extendTiles(
  hasher: TreeHasher,
  edge: TileEdge,
  leafHashes: readonly Uint8Array[],
): { readonly tiles: readonly Tile[]; readonly edge: TileEdge } {
  const tiles: Tile[] = [];
  const partial: Uint8Array[] = [];
  let added: readonly Uint8Array[] = leafHashes;
  for (let level = 0; added.length > 0 || level < edge.partial.length; level++) {
    const all = joinHashes(edge.partial[level] ?? new Uint8Array(), added);
    const fullTileAbove: Uint8Array[] = [];
    let index = Math.floor(hashesAt(level, edge.size) / TILE_WIDTH);
    let at = 0;
    for (; at + TILE_WIDTH * HASH_BYTES <= all.length; at += TILE_WIDTH * HASH_BYTES) {
      const hashes = all.slice(at, at + TILE_WIDTH * HASH_BYTES);
      tiles.push({ level, index, width: TILE_WIDTH, hashes });
      fullTileAbove.push(foldHashes(hasher, hashes));
      index += 1;
    }
    const rest = all.slice(at);
    if (rest.length > 0 && added.length > 0) {
      tiles.push({ level, index, width: rest.length / HASH_BYTES, hashes: rest });
    }
    partial.push(rest);
    added = fullTileAbove;
  }
  return { tiles, edge: { size: edge.size + leafHashes.length, partial } };
}

/** Gives the bytes of a tile at least `name.width` wide, or `undefined` where it is not stored. */
export type TileReader = (name: TileName) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/**
 * Any hash of the tree of `size` leaves, read from its stored tiles: the source for proofs and roots. Each tile is
 * asked for once. A stored tile that is too short counts as missing.
 */
export function hashFromTiles(hasher: TreeHasher, size: number, readTile: TileReader): HashSource {
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return async (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const count = 2 ** (level - tileLevel * TILE_HEIGHT);
    const first = index * count;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const name = { level: tileLevel, index: tileIndex, width: tileWidthAt(tileLevel, tileIndex, size) };
    const at = first % TILE_WIDTH;
    if (at + count > name.width) {
      return undefined;
    }
    const key = `${tileLevel}/${tileIndex}`;
    const reading = known.get(key) ?? Promise.resolve(readTile(name));
    known.set(key, reading);
    const tile = await reading;
    if (tile === undefined || tile.length < (at + count) * HASH_BYTES) {
      return undefined;
    }
    return foldHashes(hasher, tile.subarray(at * HASH_BYTES, (at + count) * HASH_BYTES));
  };
}

/** An entry too long for a bundle; `position` counts from 0 within the bundle. */
export interface EntryTooLong {
  readonly type: "entryTooLong";
  readonly position: number;
  readonly bytes: number;
}

/** Entry bundle: each entry behind its length as a big-endian uint16. */
export function encodeBundle(entries: readonly Uint8Array[]): Result<Uint8Array<ArrayBuffer>, EntryTooLong> {
  const parts: Uint8Array[] = [];
  for (const [position, entry] of entries.entries()) {
    if (entry.length > MAX_ENTRY_BYTES) {
      return err({ type: "entryTooLong", position, bytes: entry.length });
    }
    parts.push(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry);
  }
  return ok(concat(...parts));
}

/** Why a bundle is not one: it ends within entry `position`, or does not hold as many entries as its name says. */
export type BundleProblem =
  | { readonly type: "bundleTruncated"; readonly position: number }
  | { readonly type: "bundleWidthWrong"; readonly expected: number; readonly found: number };

/** Entries of a bundle, as views on it. `width` is the number of entries that its name promises; leave it out for a tail. */
export function decodeBundle(bytes: Uint8Array, width?: number): Result<Uint8Array[], BundleProblem> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length) {
      return err({ type: "bundleTruncated", position: entries.length });
    }
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (width !== undefined && entries.length !== width) {
    return err({ type: "bundleWidthWrong", expected: width, found: entries.length });
  }
  return ok(entries);
}
