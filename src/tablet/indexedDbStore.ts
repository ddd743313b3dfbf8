/**
 * The tablet's database, in IndexedDB.
 *
 * Chromium commits with durability "relaxed" unless told otherwise, which may lose the last check-ins when the power
 * fails: every transaction that writes is strict. None contains an awaited WebCrypto call or request (Firefox and
 * WebKit would let it commit half-done). County entries lie in bundles as the county serves them, many in one row: a row
 * for each entry would take minutes and gigabytes.
 */
import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import { decodeBundle, encodeBundle, TILE_WIDTH } from "../log/tiles.ts";
import type { AppendOutcome, Facts, Head, SignatureFile, StoredEvent, TabletStore } from "./tabletStore.ts";

/** `count` leaves from `n * 256` on, as an entry bundle: up to 16 whole bundles, or one that is not full. */
type BundleRow = { n: number; count: number; bytes: Uint8Array };
/** `sent` 1: the county has it. */
type SignatureRow = { hash: string; bytes: Uint8Array; sent: 0 | 1 };

interface Tables extends DBSchema {
  facts: { key: string; value: { key: keyof Facts; value: Facts[keyof Facts] } };
  events: { key: [string, number]; value: StoredEvent; indexes: { "[device+cmd]": [string, string] } };
  chunks: { key: string; value: { hash: string; bytes: Uint8Array } };
  bundles: { key: number; value: BundleRow };
  signatures: { key: string; value: SignatureRow; indexes: { sent: number } };
  carried: { key: string; value: { hash: string; bytes: Uint8Array } };
}
type Table = "facts" | "events" | "chunks" | "bundles" | "signatures" | "carried";
type Reading<T extends Table> = IDBPObjectStore<Tables, [T], T, "readonly" | "readwrite">;
type Writing<T extends Table> = IDBPObjectStore<Tables, [T], T, "readwrite">;

/** So many bundles lie in one row: 2 MB, which a browser stores and reads in half the time of many small ones. */
const bundlesInRow = 16;
/** The first builds' was 10; from 11 on it holds signatures, from 12 on what it carries for other tablets. */
const version = 12;

export class IndexedDbStore implements TabletStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Tables>> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async fact<K extends keyof Facts>(key: K): Promise<Facts[K] | undefined> {
    return (await (await this.#open()).get("facts", key))?.value as Facts[K] | undefined;
  }

  async setFact<K extends keyof Facts>(key: K, value: Facts[K]): Promise<void> {
    await this.#write("facts", (facts) => facts.put({ key, value }));
  }

  async dropFact(key: keyof Facts): Promise<void> {
    await this.#write("facts", (facts) => facts.delete(key));
  }

  async head(device: string): Promise<Head | undefined> {
    return headIn((await this.#open()).transaction("events").store, device);
  }

  append(expected: Head, event: StoredEvent, signature?: SignatureFile): Promise<AppendOutcome> {
    const { device, cmd } = event;
    const add = async (events: Writing<"events">, signatures?: Writing<"signatures">): Promise<AppendOutcome> => {
      const [answered, head] = await Promise.all([
        events.index("[device+cmd]").get([device, cmd]),
        headIn(events, device),
      ]);
      if (answered !== undefined) return { outcome: "commandDone" as const, event: answered };
      // Before the first event the head is the enrolment, which the caller knows and this table does not.
      if (head === undefined && expected.seq !== -1) return { outcome: "logLost" as const };
      if (head !== undefined && (head.seq !== expected.seq || head.hash !== expected.hash))
        return { outcome: "headMoved" as const, head };
      await Promise.all([events.add(event), signature && signatures?.put({ ...signature, sent: 0 })]);
      return { outcome: "appended" as const };
    };
    if (signature === undefined) return this.#write("events", (events) => add(events));
    return this.#writeIn(["events", "signatures"], (of) => add(of("events"), of("signatures")));
  }

  async eventOfCommand(device: string, cmd: string): Promise<StoredEvent | undefined> {
    return (await this.#open()).getFromIndex("events", "[device+cmd]", [device, cmd]);
  }

  async events(device: string, fromSeq: number, limit: number): Promise<StoredEvent[]> {
    // No limit at all is what a browser would read 0 as.
    return limit === 0 ? [] : (await this.#open()).getAll("events", logOf(device, fromSeq), limit);
  }

  async eventCount(device: string): Promise<number> {
    return (await this.#open()).count("events", logOf(device));
  }

  async signaturesToSend(limit: number): Promise<SignatureFile[]> {
    const rows = limit === 0 ? [] : await (await this.#open()).getAllFromIndex("signatures", "sent", 0, limit);
    return rows.map(({ hash, bytes }) => ({ hash, bytes }));
  }

  async signaturesToSendCount(): Promise<number> {
    return (await this.#open()).countFromIndex("signatures", "sent", 0);
  }

  async markSignatures(hashes: readonly string[], sent: boolean): Promise<void> {
    await this.#write("signatures", async (signatures) => {
      const rows = await Promise.all(hashes.map((hash) => signatures.get(hash)));
      const marked = rows.map((row) => row && signatures.put({ ...row, sent: sent ? 1 : 0 }));
      await Promise.all(marked);
    });
  }

  async sentSignatures(): Promise<string[]> {
    return (await this.#open()).getAllKeysFromIndex("signatures", "sent", 1);
  }

  async signature(hash: string): Promise<Uint8Array | undefined> {
    return (await (await this.#open()).get("signatures", hash))?.bytes;
  }

  async carried(hash: string): Promise<Uint8Array | undefined> {
    return (await (await this.#open()).get("carried", hash))?.bytes;
  }

  async putCarried(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#write("carried", (carried) => carried.put({ hash, bytes }));
  }

  async chunk(hash: string): Promise<Uint8Array | undefined> {
    return (await (await this.#open()).get("chunks", hash))?.bytes;
  }

  async putChunk(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#write("chunks", (chunks) => chunks.put({ hash, bytes }));
  }

  async chunkHashes(): Promise<string[]> {
    return (await this.#open()).getAllKeys("chunks");
  }

  async dropChunks(hashes: readonly string[]): Promise<void> {
    await this.#write("chunks", (chunks) => Promise.all(hashes.map((hash) => chunks.delete(hash))));
  }

  async putEntries(from: number, leaves: readonly Uint8Array[]): Promise<void> {
    await this.#write("bundles", async (bundles) => {
      await cut(bundles, from);
      const n = Math.floor(from / TILE_WIDTH);
      const before = from % TILE_WIDTH === 0 ? [] : leavesOf(await bundles.get(n));
      if (before.length !== from % TILE_WIDTH) throw new Error(`entries before ${from} are missing`);
      await putRows(bundles, n, [...before, ...leaves]);
    });
  }

  async entryCount(): Promise<number> {
    const last = await rowAt((await this.#open()).transaction("bundles").store, Number.MAX_SAFE_INTEGER);
    return last === undefined ? 0 : last.n * TILE_WIDTH + last.count;
  }

  async entries(from: number, limit: number): Promise<Uint8Array[]> {
    const bundles = (await this.#open()).transaction("bundles").store;
    const first = (await rowAt(bundles, from))?.n;
    if (first === undefined) return [];
    const last = Math.max(first, Math.ceil((from + limit) / TILE_WIDTH) - 1);
    const rows = await bundles.getAll(IDBKeyRange.bound(first, last));
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
    await this.#write("bundles", async (bundles) => {
      await cut(bundles, size);
      await bundles.delete(IDBKeyRange.lowerBound(Math.ceil(size / TILE_WIDTH)));
    });
  }

  async close(): Promise<void> {
    (await this.#opening)?.close();
    this.#opening = undefined;
  }

  /** The database, opened with the first call, and again after the browser has closed it. */
  #open(): Promise<IDBPDatabase<Tables>> {
    const forget = (): void => {
      this.#opening = undefined;
    };
    this.#opening ??= openDB<Tables>(this.#name, version, {
      upgrade(db, before) {
        const byHash = { keyPath: "hash" };
        db.createObjectStore("carried", byHash);
        if (before < 11) db.createObjectStore("signatures", byHash).createIndex("sent", "sent");
        if (before > 0) return;
        db.createObjectStore("facts", { keyPath: "key" });
        const events = db.createObjectStore("events", { keyPath: ["device", "seq"] });
        events.createIndex("[device+cmd]", ["device", "cmd"]);
        db.createObjectStore("chunks", byHash);
        db.createObjectStore("bundles", { keyPath: "n" });
      },
      // A newer program of another tab wants to change the database: this one opens it again when it needs it.
      blocking: () => void this.close(),
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opening;
  }

  /** One transaction; resolves when it is durably committed. Whatever fails in it undoes all of it. */
  #write<T extends Table, R>(table: T, act: (store: Writing<T>) => Promise<R>): Promise<R> {
    return this.#writeIn([table], (of) => act(of(table)));
  }

  /** `act` is given what answers each of the tables. */
  async #writeIn<R>(
    tables: readonly Table[],
    act: (of: <T extends Table>(table: T) => Writing<T>) => Promise<R>,
  ): Promise<R> {
    const transaction = (await this.#open()).transaction(tables, "readwrite", { durability: "strict" });
    // Watched from the start: it may fail while the act still waits for a request.
    const ended = transaction.done.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    let answer: R;
    try {
      answer = await act((table) => transaction.objectStore(table) as unknown as Writing<typeof table>);
    } catch (error) {
      abort(transaction);
      const failed = await ended;
      // Requests of a transaction that failed say only that it was aborted; the transaction knows why.
      throw (error as Error).name === "AbortError" && failed !== undefined ? failed.error : error;
    }
    const failed = await ended;
    if (failed !== undefined) throw failed.error;
    return answer;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** The keys of a device's events, from number `seq` on. */
const logOf = (device: string, seq = 0): IDBKeyRange =>
  IDBKeyRange.bound([device, seq], [device, Number.MAX_SAFE_INTEGER]);

async function headIn(events: Reading<"events">, device: string): Promise<Head | undefined> {
  const last = (await events.openCursor(logOf(device), "prev"))?.value;
  return last && { seq: last.seq, hash: last.hash };
}

/** The row that holds entry `index`, or would hold the next one. */
async function rowAt(bundles: Reading<"bundles">, index: number): Promise<BundleRow | undefined> {
  return (await bundles.openCursor(IDBKeyRange.upperBound(Math.floor(index / TILE_WIDTH)), "prev"))?.value;
}

/** Ends the row in whose middle entry `index` stands before it; its later entries are forgotten. */
async function cut(bundles: Writing<"bundles">, index: number): Promise<void> {
  const row = await rowAt(bundles, index);
  const kept = row === undefined ? 0 : index - row.n * TILE_WIDTH;
  if (row === undefined || kept >= row.count) return;
  await bundles.delete(row.n);
  await putRows(bundles, row.n, leavesOf(row).slice(0, kept));
}

/** Leaves from bundle `n` on: whole bundles many in a row, a begun one in a row of its own, as it will be rewritten. */
async function putRows(bundles: Writing<"bundles">, n: number, leaves: readonly Uint8Array[]): Promise<void> {
  const rows: BundleRow[] = [];
  for (let at = 0; at < leaves.length; ) {
    const first = n + at / TILE_WIDTH;
    const whole = Math.min(bundlesInRow - (first % bundlesInRow), Math.floor((leaves.length - at) / TILE_WIDTH));
    const row = leaves.slice(at, at + Math.max(1, whole) * TILE_WIDTH);
    rows.push(bundleRow(first, row));
    at += row.length;
  }
  const end = n + Math.ceil(leaves.length / TILE_WIDTH);
  if (end > n) await bundles.delete(IDBKeyRange.bound(n, end, false, true));
  await Promise.all(rows.map((row) => bundles.put(row)));
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
