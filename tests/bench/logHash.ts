/**
 * How fast the county log's leaves are hashed and its tree is grown, against WebCrypto's SHA-256 on the same entries in
 * the same run. Entries have 364 bytes, as events of about 300 bytes with their 64-byte signature have.
 */
import { concat } from "../../src/log/encoding.ts";
import { CompactTree, createTreeHasher } from "../../src/log/merkleTree.ts";
import { emptyTileEdge, extendTiles } from "../../src/log/tiles.ts";

/** One line of a benchmark: `ratio` is `value` divided by what was measured for `against`. */
interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
}

const ENTRY_BYTES = 364;

const perSecond = async (count: number, work: () => void | Promise<void>): Promise<number> => {
  const from = performance.now();
  await work();
  return Math.round((count * 1000) / (performance.now() - from));
};

/** Measures leaf hashing and tree growth in leaves per second; `count` is the number of entries. */
export async function logHash(count = 200_000): Promise<BenchLine[]> {
  const hasher = await createTreeHasher();
  const entries = Array.from({ length: count }, (_, i) => {
    const entry = new Uint8Array(ENTRY_BYTES).fill(i & 0xff);
    new DataView(entry.buffer).setUint32(0, i);
    return entry;
  });
  const hashAll = () => {
    for (const entry of entries) hasher.leaf(entry);
  };
  const webCrypto = async () => {
    const prefix = Uint8Array.of(0);
    for (let at = 0; at < count; at += 256) {
      const batch = entries.slice(at, at + 256);
      await Promise.all(batch.map((entry) => crypto.subtle.digest("SHA-256", concat(prefix, entry))));
    }
  };
  hashAll(); // warm
  const baseline = await perSecond(count, webCrypto);
  const leaves = await perSecond(count, hashAll);
  const tree = await perSecond(count, () => {
    const grown = new CompactTree(hasher);
    for (const entry of entries) grown.append(hasher.leaf(entry));
    grown.root();
  });
  const tiles = await perSecond(count, () => {
    const leafHashes = entries.map((entry) => hasher.leaf(entry));
    extendTiles(hasher, emptyTileEdge, leafHashes);
  });
  const against = "WebCrypto, 256 at a time";
  const line = (name: string, value: number): BenchLine => ({
    name,
    value,
    unit: "leaves/s",
    against,
    ratio: Number((value / baseline).toFixed(2)),
  });
  return [
    line("WebCrypto SHA-256 of leaves", baseline),
    line("leaf hashes", leaves),
    line("leaf hashes and compact tree", tree),
    line("leaf hashes and tiles", tiles),
  ];
}
