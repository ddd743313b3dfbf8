/**
 * A second copy of what this tablet recorded, in a file beside the database. A browser that finds its database damaged
 * clears it whole; the check-ins that had not been sent would be gone with it. What lies here is what lies in the device
 * log, sealed and signed, so the tablet hands it to the county when it has been set up again.
 *
 * The database alone decides what is recorded: the copy follows each append, and is brought level at each start. Nobody
 * waits for it, and a copy that cannot be written stops nothing. The last event of a process that was killed within
 * milliseconds may be missing here, never in the database.
 *
 * The file is one leaf after another, each behind its length (as in an entry bundle). It is read up to the first one that
 * is not whole or does not follow the one before, and written on from there: a torn end never lies in the middle.
 */
import { concat, equalBytes } from "../log/encoding.ts";
import { eventHash, type HashDomain, readLeaf } from "../log/eventBytes.ts";
import { encodeBundle } from "../log/tiles.ts";
import { ownEvents } from "./ownLog.ts";
import type {
  AppendOutcome,
  FormerIdentity,
  Head,
  Identity,
  SignatureFile,
  StoredEvent,
  TabletStore,
} from "./tabletStore.ts";

/** A file that grows at its end. */
export interface GrowingFile {
  read(): Promise<Uint8Array>;
  /** Cuts the file at `at` and writes `bytes` there. Durable when it resolves. */
  write(at: number, bytes: Uint8Array): Promise<void>;
}

const nothing = new Uint8Array(0);

/** `before` is the head that the event follows. */
type CopiedEvent = { readonly election: string; readonly before: Head; readonly event: StoredEvent };

export class SecondCopy {
  readonly #file: GrowingFile;
  readonly #domain: HashDomain | undefined;
  /** Where the next leaf goes; undefined until the file was read, or after a write failed. */
  #end: number | undefined;
  /** The newest number of each device before that. */
  #heads: ReadonlyMap<string, number> = new Map();
  /** Writes wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: GrowingFile, domain?: HashDomain) {
    this.#file = file;
    this.#domain = domain;
  }

  /**
   * Makes it hold the device log, and those of former numbers that the county may not have. Nothing that the database does
   * not know is ever taken out of it: `restore` puts that into the database first, or could not.
   */
  bringLevel(store: Pick<TabletStore, "fact" | "events">, { device }: Pick<Identity, "device">): Promise<void> {
    return this.#inTurn(async () => {
      const former = (await store.fact("formerIdentities")) ?? [];
      const handedOver = new Set(former.filter((one) => one.handedOver).map((one) => one.device));
      const own: StoredEvent[] = [];
      const heads = new Map<string, Head>();
      // One that is damaged would end the reading of all that stands behind it.
      for (const one of [...former.filter((other) => !other.handedOver), { device }])
        for await (const event of ownEvents(store, one.device))
          if ((await copiedEvent(event.leaf, heads, this.#domain))?.event.hash === event.hash) {
            heads.set(event.device, { seq: event.seq, hash: event.hash });
            own.push(event);
          }
      const copied = await this.#read();
      const fits = copied.events.every(({ event }, n) => equalBytes(event.leaf, own[n]?.leaf ?? nothing));
      if (fits) return this.#write(copied.bytes, seqsOf(copied.heads), own.slice(copied.events.length));
      const there = new Set(own.map((event) => event.hash));
      const all = copied.events.every(({ event }) => there.has(event.hash) || handedOver.has(event.device));
      if (all) return this.#write(0, new Map(), own);
      // It knows what the database does not: it goes on from there.
      const have = new Set(copied.events.map(({ event }) => event.hash));
      const ends = new Map(copied.heads);
      const following: StoredEvent[] = [];
      for (const event of own) {
        if (have.has(event.hash) || (await copiedEvent(event.leaf, ends, this.#domain)) === undefined) continue;
        ends.set(event.device, { seq: event.seq, hash: event.hash });
        following.push(event);
      }
      await this.#write(copied.bytes, seqsOf(copied.heads), following);
    });
  }

  /** The store, with a copy of every event that it appends. */
  following(store: Pick<TabletStore, "head" | "append">): Pick<TabletStore, "head" | "append"> {
    return {
      head: (device) => store.head(device),
      append: async (expected: Head, event: StoredEvent, signature?: SignatureFile): Promise<AppendOutcome> => {
        const answer = await store.append(expected, event, signature);
        if (answer.outcome === "appended")
          void this.#inTurn(async () => {
            // Recorded while the copy was brought level: it may have it already.
            const there = event.seq <= (this.#heads.get(event.device) ?? -1);
            if (this.#end !== undefined && !there) await this.#write(this.#end, this.#heads, [event]);
          });
        return answer;
      },
    };
  }

  /**
   * Puts into the database what only the copy holds: the end of this number's log, and logs of numbers that the database
   * does not know, as those of former numbers, which are handed over once the tablet is set up again. May be broken off
   * anywhere and done again. Rejects if the copy cannot be read or the database not be written.
   */
  async restore(store: Pick<TabletStore, "fact" | "head" | "append" | "setFact">): Promise<void> {
    const restored = this.#turn.then(() => this.#restore(store));
    this.#turn = restored.catch(() => undefined);
    await restored;
  }

  async #restore(store: Pick<TabletStore, "fact" | "head" | "append" | "setFact">): Promise<void> {
    const former = (await store.fact("formerIdentities")) ?? [];
    const known = new Set([(await store.fact("identity"))?.device, ...former.map((one) => one.device)]);
    const heads = new Map<string, number>();
    const found = new Map<string, FormerIdentity>();
    for (const { election, before, event } of (await this.#read()).events) {
      const { device, seq } = event;
      const head = heads.get(device) ?? (await store.head(device))?.seq ?? -1;
      if (seq > head) await store.append(before, event);
      heads.set(device, Math.max(head, seq));
      if (!known.has(device)) found.set(device, { device, election });
    }
    if (found.size > 0) await store.setFact("formerIdentities", [...former, ...found.values()]);
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  /** `heads`: the newest number of each device that stands before `at`. */
  async #write(at: number, heads: ReadonlyMap<string, number>, events: readonly StoredEvent[]): Promise<void> {
    this.#end = undefined;
    const bundle = encodeBundle(events.map((event) => event.leaf));
    if (!bundle.ok) throw new Error(bundle.error.type); // our own events have at most 8 KB
    await this.#file.write(at, bundle.value);
    this.#end = at + bundle.value.length;
    this.#heads = new Map([...heads, ...events.map((event) => [event.device, event.seq] as const)]);
  }

  /** The events that are whole and follow one another, the last of each device, and the bytes that they take. */
  async #read(): Promise<{ events: readonly CopiedEvent[]; heads: Map<string, Head>; bytes: number }> {
    const bytes = await this.#file.read();
    const events: CopiedEvent[] = [];
    const heads = new Map<string, Head>();
    let at = 0;
    for (; at + 2 < bytes.length; ) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint16(0);
      const copied = await copiedEvent(bytes.subarray(at + 2, at + 2 + length), heads, this.#domain);
      if (copied === undefined) break;
      const { device, seq, hash } = copied.event;
      heads.set(device, { seq, hash });
      events.push(copied);
      at += 2 + length;
    }
    return { events, heads, bytes: at };
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    // Whatever is wrong with the copy, the tablet goes on without it.
    const mine = this.#turn.then(act).catch(() => undefined);
    this.#turn = mine;
    return mine;
  }
}

const seqsOf = (heads: ReadonlyMap<string, Head>): Map<string, number> =>
  new Map([...heads].map(([device, { seq }]) => [device, seq]));

async function copiedEvent(
  leaf: Uint8Array,
  heads: ReadonlyMap<string, Head>,
  domain: HashDomain | undefined,
): Promise<CopiedEvent | undefined> {
  const read = readLeaf(leaf);
  if (!read.ok) return undefined;
  const { election, device, seq, prev } = read.value.envelope;
  const before = heads.get(device) ?? { seq: -1, hash: prev };
  if (seq !== before.seq + 1 || prev !== before.hash) return undefined;
  const hash = await eventHash(read.value.bytes, domain);
  // The command is sealed in the body. A log of a former number takes no more commands: its hash does as well.
  return { election, before, event: { device, seq, hash, cmd: hash, leaf: concat(leaf) } };
}
