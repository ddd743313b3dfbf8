/**
 * The tablet's database, in IndexedDB through Dexie.
 *
 * Chromium commits with durability "relaxed" unless told otherwise, which may lose the last check-ins when the power
 * fails: every transaction here is strict. No transaction contains an awaited WebCrypto call or request (Firefox and
 * WebKit would let it commit half-done). County entries lie in bundles of 256 as the county serves them, never one row
 * each: a million rows would take minutes and gigabytes.
 */
import { Dexie, type EntityTable, type Table } from "dexie";
import { decodeBundle, encodeBundle, TILE_WIDTH } from "../log/tiles.ts";
import type { AppendOutcome, Facts, Head, StoredEvent, TabletStore } from "./tabletStore.ts";

type FactRow = { key: keyof Facts; value: Facts[keyof Facts] };
type ChunkRow = { hash: string; bytes: Uint8Array };
/** Leaves `n * 256` and on, as an entry bundle. */
type BundleRow = { n: number; count: number; bytes: Uint8Array };

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
      for (let at = from, n = 0; n < leaves.length; ) {
        const inBundle = at % TILE_WIDTH;
        const fresh = leaves.slice(n, n + TILE_WIDTH - inBundle);
        const before = inBundle === 0 ? [] : await this.#bundle(Math.floor(at / TILE_WIDTH));
        if (before.length < inBundle) throw new Error(`entries before ${at} are missing`);
        await this.#db.bundles.put(bundleRow(Math.floor(at / TILE_WIDTH), [...before.slice(0, inBundle), ...fresh]));
        at += fresh.length;
        n += fresh.length;
      }
    });
  }

  async entryCount(): Promise<number> {
    const last = await this.#db.bundles.toCollection().last();
    return last === undefined ? 0 : last.n * TILE_WIDTH + last.count;
  }

  async entries(from: number, limit: number): Promise<Uint8Array[]> {
    const first = Math.floor(from / TILE_WIDTH);
    const last = Math.ceil((from + limit) / TILE_WIDTH) - 1;
    const rows = await this.#db.bundles.where("n").between(first, last, true, true).toArray();
    const leaves: Uint8Array[] = [];
    // A bundle that is missing, cannot be read or is not full ends what there is.
    for (const [nth, row] of rows.entries()) {
      const bundle = row.n === first + nth ? leavesOf(row) : [];
      leaves.push(...bundle);
      if (bundle.length < TILE_WIDTH) break;
    }
    return leaves.slice(from % TILE_WIDTH, (from % TILE_WIDTH) + limit);
  }

  async truncateEntries(size: number): Promise<void> {
    await this.#db.transaction("rw", this.#db.bundles, async () => {
      const n = Math.floor(size / TILE_WIDTH);
      const kept = (await this.#bundle(n)).slice(0, size % TILE_WIDTH);
      await this.#db.bundles.where("n").aboveOrEqual(n).delete();
      if (kept.length > 0) await this.#db.bundles.put(bundleRow(n, kept));
    });
  }

  /** The leaves of bundle `n`; none if it is not stored or cannot be read (then it is fetched again). */
  async #bundle(n: number): Promise<Uint8Array[]> {
    return leavesOf(await this.#db.bundles.get(n));
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
