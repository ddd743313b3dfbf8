/** A small county log for tests: real key, real tree, a signed checkpoint at any size. */
import { encodeCheckpoint, encodeVkey, logKey, signNote } from "../../src/log/checkpoint.ts";
import { CompactTree, createTreeHasher } from "../../src/log/merkleTree.ts";
import { emptyTileEdge, extendTiles, type Tile, type TileEdge, type TileName } from "../../src/log/tiles.ts";

export const hasher = await createTreeHasher();

/** The value of a result that must be good. */
export const opened = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** A new log key with the given name. */
export async function newSigner(name = "county.example/2026-general") {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const key = opened(await logKey(name, publicKey));
  return { key, privateKey: pair.privateKey, vkey: encodeVkey(key) };
}
export type TestSigner = Awaited<ReturnType<typeof newSigner>>;

export function treeOf(entries: readonly Uint8Array[]): CompactTree {
  const tree = new CompactTree(hasher);
  for (const entry of entries) tree.append(hasher.leaf(entry));
  return tree;
}

/** Signed checkpoint of exactly these entries. */
export function noteOf(entries: readonly Uint8Array[], signer: TestSigner): Promise<string> {
  const root = treeOf(entries).root();
  return signNote(encodeCheckpoint({ origin: signer.key.name, size: entries.length, root }), signer);
}

/** A store of tiles that keeps only the widest form of each, as an endpoint may. */
export class TileStore {
  readonly tiles = new Map<string, Uint8Array>();
  edge: TileEdge = emptyTileEdge;

  append(entries: readonly Uint8Array[]): readonly Tile[] {
    const extended = extendTiles(
      hasher,
      this.edge,
      entries.map((entry) => hasher.leaf(entry)),
    );
    for (const tile of extended.tiles) this.tiles.set(`${tile.level}/${tile.index}`, tile.hashes);
    this.edge = extended.edge;
    return extended.tiles;
  }

  read = (name: TileName): Uint8Array | undefined =>
    this.tiles.get(`${name.level}/${name.index}`)?.subarray(0, name.width * 32);
}

/** `count` different entries whose bytes follow from their index and `seed`. */
export const entriesOf = (count: number, seed = 0): Uint8Array[] =>
  Array.from({ length: count }, (_, i) =>
    new TextEncoder().encode(`entry ${i} of ${seed} ${"x".repeat((i * 7 + seed) % 40)}`),
  );

/** The same bytes with one bit changed. */
export const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const other = bytes.slice();
  other[at % other.length] = (other[at % other.length] as number) ^ 1;
  return other;
};
