/**
 * A tablet's storage in memory, for the simulation: what `append` and `putEntries` committed survives a crash, and a
 * snapshot can be put back as a restored backup. The same contract tests run on it and on the real database.
 */
import type {
  AppendOutcome,
  Facts,
  Head,
  SignatureFile,
  StoredEvent,
  TabletStore,
} from "../../src/tablet/tabletStore.ts";

type Contents = {
  facts: Map<string, unknown>;
  events: Map<string, StoredEvent[]>;
  chunks: Map<string, Uint8Array>;
  entries: Uint8Array[];
  signatures: Map<string, { bytes: Uint8Array; sent: boolean }>;
  carried: Map<string, Uint8Array>;
};

const nothing = (): Contents => ({
  facts: new Map(),
  events: new Map(),
  chunks: new Map(),
  entries: [],
  signatures: new Map(),
  carried: new Map(),
});

const copyOf = ({ facts, events, chunks, entries, signatures, carried }: Contents): Contents => ({
  facts: new Map(facts),
  events: new Map([...events].map(([device, list]) => [device, [...list]])),
  chunks: new Map(chunks),
  entries: [...entries],
  signatures: new Map(signatures),
  carried: new Map(carried),
});

export class MemoryStore implements TabletStore {
  #kept = nothing();

  /** A copy of everything, to be put back later with `restore`. */
  backup(): Contents {
    return copyOf(this.#kept);
  }

  restore(contents: Contents): void {
    this.#kept = copyOf(contents);
  }

  /** What a browser does that finds its database damaged. */
  clear(): void {
    this.#kept = nothing();
  }

  /** Damages the log on purpose: one byte of the event is another. */
  damageEvent(device: string, seq: number): void {
    const damaged = this.#of(device).map((event) => {
      if (event.seq !== seq) return event;
      const leaf = event.leaf.slice();
      leaf[leaf.length - 80] = (leaf[leaf.length - 80] as number) ^ 1;
      return { ...event, leaf };
    });
    this.#kept.events.set(device, damaged);
  }

  /** Damages the log on purpose: the event is gone. */
  loseEvent(device: string, seq: number): void {
    this.#kept.events.set(
      device,
      this.#of(device).filter((event) => event.seq !== seq),
    );
  }

  async fact<K extends keyof Facts>(key: K): Promise<Facts[K] | undefined> {
    return this.#kept.facts.get(key) as Facts[K] | undefined;
  }
  async setFact<K extends keyof Facts>(key: K, value: Facts[K]): Promise<void> {
    this.#kept.facts.set(key, value);
  }
  async dropFact(key: keyof Facts): Promise<void> {
    this.#kept.facts.delete(key);
  }

  async head(device: string): Promise<Head | undefined> {
    const last = this.#of(device).at(-1);
    return last && { seq: last.seq, hash: last.hash };
  }
  async append(expected: Head, event: StoredEvent, signature?: SignatureFile): Promise<AppendOutcome> {
    // No await in between: this is the transaction.
    const answered = this.#of(event.device).find((one) => one.cmd === event.cmd);
    if (answered !== undefined) return { outcome: "commandDone", event: answered };
    const head = this.#of(event.device).at(-1);
    if (head === undefined && expected.seq !== -1) return { outcome: "logLost" };
    if (head !== undefined && (head.seq !== expected.seq || head.hash !== expected.hash))
      return { outcome: "headMoved", head: { seq: head.seq, hash: head.hash } };
    this.#kept.events.set(event.device, [...this.#of(event.device), event]);
    if (signature !== undefined) this.#kept.signatures.set(signature.hash, { bytes: signature.bytes, sent: false });
    return { outcome: "appended" };
  }
  async eventOfCommand(device: string, cmd: string): Promise<StoredEvent | undefined> {
    return this.#of(device).find((event) => event.cmd === cmd);
  }
  async events(device: string, fromSeq: number, limit: number): Promise<StoredEvent[]> {
    return this.#of(device)
      .filter((event) => event.seq >= fromSeq)
      .slice(0, limit);
  }
  async eventCount(device: string): Promise<number> {
    return this.#of(device).length;
  }

  async signaturesToSend(limit: number): Promise<SignatureFile[]> {
    return this.#signatures(false)
      .slice(0, limit)
      .map((hash) => ({ hash, bytes: this.#kept.signatures.get(hash)?.bytes ?? new Uint8Array(0) }));
  }
  async signaturesToSendCount(): Promise<number> {
    return this.#signatures(false).length;
  }
  async markSignatures(hashes: readonly string[], sent: boolean): Promise<void> {
    for (const hash of hashes) {
      const row = this.#kept.signatures.get(hash);
      if (row !== undefined) this.#kept.signatures.set(hash, { ...row, sent });
    }
  }
  async sentSignatures(): Promise<string[]> {
    return this.#signatures(true);
  }

  async signature(hash: string): Promise<Uint8Array | undefined> {
    return this.#kept.signatures.get(hash)?.bytes;
  }

  async carried(hash: string): Promise<Uint8Array | undefined> {
    return this.#kept.carried.get(hash);
  }
  async putCarried(hash: string, bytes: Uint8Array): Promise<void> {
    this.#kept.carried.set(hash, bytes);
  }

  async chunk(hash: string): Promise<Uint8Array | undefined> {
    return this.#kept.chunks.get(hash);
  }
  async putChunk(hash: string, bytes: Uint8Array): Promise<void> {
    this.#kept.chunks.set(hash, bytes);
  }
  async chunkHashes(): Promise<string[]> {
    return [...this.#kept.chunks.keys()];
  }
  async dropChunks(hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) this.#kept.chunks.delete(hash);
  }

  async putEntries(from: number, leaves: readonly Uint8Array[]): Promise<void> {
    if (from > this.#kept.entries.length) throw new Error(`entries before ${from} are missing`);
    this.#kept.entries = [...this.#kept.entries.slice(0, from), ...leaves];
  }
  async entryCount(): Promise<number> {
    return this.#kept.entries.length;
  }
  async entries(from: number, limit: number): Promise<Uint8Array[]> {
    return this.#kept.entries.slice(from, from + limit);
  }
  async truncateEntries(size: number): Promise<void> {
    this.#kept.entries = this.#kept.entries.slice(0, size);
  }

  #signatures(sent: boolean): string[] {
    return [...this.#kept.signatures].filter(([, row]) => row.sent === sent).map(([hash]) => hash);
  }

  #of(device: string): StoredEvent[] {
    return this.#kept.events.get(device) ?? [];
  }
}
