/**
 * The tablet's database, in IndexedDB through Dexie.
 *
 * Chromium commits with durability "relaxed" unless told otherwise, which may lose the last check-ins when the power
 * fails: every transaction here is strict. No transaction contains an awaited WebCrypto call or request (Firefox and
 * WebKit would let it commit half-done). County entries lie in bundles as the county serves them, many in one row: a row
 * for each entry would take minutes and gigabytes.
 */
import { Dexie, type EntityTable, type Table } from "dexie";
import { decodeBundle, encodeBundle, TILE_WIDTH } from "../log/tiles.ts";
import type { AppendOutcome, Facts, Head, StoredEvent, TabletStore } from "./tabletStore.ts";

type FactRow = { key: keyof Facts; value: Facts[keyof Facts] };
type ChunkRow = { hash: string; bytes: Uint8Array };
/** `count` leaves from `n * 256` on, as an entry bundle: up to 16 whole bundles, or one that is not full. */
type BundleRow = { n: number; count: number; bytes: Uint8Array };

/** So many bundles lie in one row: 2 MB, which a browser stores and reads in half the time of many small ones. */
const bundlesInRow = 16;

export class TabletDatabase extends Dexie {
  facts!: EntityTable<FactRow, "key">;
  events!: Table<StoredEvent, [string, number]>;
  chunks!: EntityTable<ChunkRow, "hash">;
  bundles!: EntityTable<BundleRow, "n">;

  constructor(name: string, options?: ConstructorParameters<typeof Dexie>[1]) {
    super(name, { chromeTransactionDurability: "strict", ...options });
    this.version(1).stores({ facts: "key", events: "[device+seq], [device+cmd]", chunks: "hash", bundles: "n" });
  }
}

export class DexieStore implements TabletStore {
  readonly #db: TabletDatabase;

  constructor(db: TabletDatabase) {
    this.#db = db;
  }

  async fact<K extends keyof Facts>(key: K): Promise<Facts[K] | undefined> {
    return (await this.#db.facts.get(key))?.value as Facts[K] | undefined;
  }

  async setFact<K extends keyof Facts>(key: K, value: Facts[K]): Promise<void> {
    await this.#db.facts.put({ key, value });
  }

  async dropFact(key: keyof Facts): Promise<void> {
    await this.#db.facts.delete(key);
  }

  async head(device: string): Promise<Head | undefined> {
    const last = await this.#db.events
      .where("[device+seq]")
      .between([device, 0], [device, Number.MAX_SAFE_INTEGER])
      .last();
    return last && { seq: last.seq, hash: last.hash };
  }

  append(expected: Head, event: StoredEvent): Promise<AppendOutcome> {
    return this.#db.transaction("rw", this.#db.events, async () => {
      const [answered, head] = await Promise.all([
        this.eventOfCommand(event.device, event.cmd),
        this.head(event.device),
      ]);
      if (answered !== undefined) return { outcome: "commandDone" as const, event: answered };
      // Before the first event the head is the enrolment, which the caller knows and this table does not.
      if (head === undefined ? expected.seq !== -1 : head.seq !== expected.seq || head.hash !== expected.hash)
        return { outcome: "headMoved" as const, head: head ?? expected };
      await this.#db.events.add(event);
      return { outcome: "appended" as const };
    });
  }

  async eventOfCommand(device: string, cmd: string): Promise<StoredEvent | undefined> {
    return this.#db.events.where("[device+cmd]").equals([device, cmd]).first();
  }

  events(device: string, fromSeq: number, limit: number): Promise<StoredEvent[]> {
    return this.#db.events
      .where("[device+seq]")
      .between([device, fromSeq], [device, Number.MAX_SAFE_INTEGER])
      .limit(limit)
      .toArray();
  }

  eventCount(device: string): Promise<number> {
    return this.#db.events.where("[device+seq]").between([device, 0], [device, Number.MAX_SAFE_INTEGER]).count();
  }

  async chunk(hash: string): Promise<Uint8Array | undefined> {
    return (await this.#db.chunks.get(hash))?.bytes;
  }

  async putChunk(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#db.chunks.put({ hash, bytes });
  }

  async chunkHashes(): Promise<string[]> {
    return (await this.#db.chunks.toCollection().primaryKeys()) as string[];
  }

  async dropChunks(hashes: readonly string[]): Promise<void> {
    await this.#db.chunks.bulkDelete([...hashes]);
  }

  async putEntries(from: number, leaves: readonly Uint8Array[]): Promise<void> {
    await this.#db.transaction("rw", this.#db.bundles, async () => {
      await this.#cut(from);
      const n = Math.floor(from / TILE_WIDTH);
      const before = from % TILE_WIDTH === 0 ? [] : leavesOf(await this.#db.bundles.get(n));
      if (before.length !== from % TILE_WIDTH) throw new Error(`entries before ${from} are missing`);
      await this.#putRows(n, [...before, ...leaves]);
    });
  }

  async entryCount(): Promise<number> {
    const last = await this.#db.bundles.toCollection().last();
    return last === undefined ? 0 : last.n * TILE_WIDTH + last.count;
  }

  async entries(from: number, limit: number): Promise<Uint8Array[]> {
    const first = (await this.#rowAt(from))?.n;
    if (first === undefined) return [];
    const last = Math.ceil((from + limit) / TILE_WIDTH) - 1;
    const rows = await this.#db.bundles.where("n").between(first, last, true, true).toArray();
    const leaves: Uint8Array[] = [];
    // A row that is missing, cannot be read or is not full ends what there is.
    for (const row of rows) {
      if (row.n * TILE_WIDTH !== first * TILE_WIDTH + leaves.length) break;
      leaves.push(...leavesOf(row));
    }
    const at = from - first * TILE_WIDTH;
    return leaves.slice(at, at + limit);
  }

  async truncateEntries(size: number): Promise<void> {
    await this.#db.transaction("rw", this.#db.bundles, async () => {
      await this.#cut(size);
      await this.#db.bundles
        .where("n")
        .aboveOrEqual(Math.ceil(size / TILE_WIDTH))
        .delete();
    });
  }

  /** The row that holds entry `index`, or would hold the next one. */
  #rowAt(index: number): Promise<BundleRow | undefined> {
    return this.#db.bundles
      .where("n")
      .belowOrEqual(Math.floor(index / TILE_WIDTH))
      .last();
  }

  /** Ends the row in whose middle entry `index` stands before it; its later entries are forgotten. */
  async #cut(index: number): Promise<void> {
    const row = await this.#rowAt(index);
    const kept = row === undefined ? 0 : index - row.n * TILE_WIDTH;
    if (row === undefined || kept >= row.count) return;
    await this.#db.bundles.delete(row.n);
    await this.#putRows(row.n, leavesOf(row).slice(0, kept));
  }

  /** Leaves from bundle `n` on: whole bundles many in a row, a begun one in a row of its own, as it will be rewritten. */
  async #putRows(n: number, leaves: readonly Uint8Array[]): Promise<void> {
    const rows: BundleRow[] = [];
    for (let at = 0; at < leaves.length; ) {
      const first = n + at / TILE_WIDTH;
      const whole = Math.min(bundlesInRow - (first % bundlesInRow), Math.floor((leaves.length - at) / TILE_WIDTH));
      const row = leaves.slice(at, at + Math.max(1, whole) * TILE_WIDTH);
      rows.push(bundleRow(first, row));
      at += row.length;
    }
    const end = n + Math.ceil(leaves.length / TILE_WIDTH);
    await this.#db.bundles.where("n").between(n, end, true, false).delete();
    await this.#db.bundles.bulkPut(rows);
  }
}

function leavesOf(row: BundleRow | undefined): Uint8Array[] {
  const leaves = row === undefined ? undefined : decodeBundle(row.bytes);
  return leaves?.ok ? leaves.value : [];
}

function bundleRow(n: number, leaves: readonly Uint8Array[]): BundleRow {
  const bytes = encodeBundle(leaves);
  if (!bytes.ok) throw new Error(bytes.error.type); // every leaf passed readLeaf's limit or the county's
  return { n, count: leaves.length, bytes: bytes.value };
}
