/**
 * What the verified county log says, folded into standings as this tablet sees them. Needs the event key, so it runs
 * only while the tablet is open. It works in slices: between two slices a search is answered, so that a long catch-up
 * never blocks a reader (P1).
 *
 * It also watches over this tablet's own events: those that the county has accepted must stand in the tree once and in
 * order. An entry whose body does not open or parse is counted, not folded; a later version of the program may read it.
 */
import { AddedWorkers, type AddWorkerCommand } from "../domain/addedWorkers.ts";
import { type BodyOf, countyOnlyTypes, type EventBody, readBody } from "../domain/events.ts";
import { ok, type Result } from "../domain/result.ts";
import { type KnownEvent, Standings } from "../domain/standing.ts";
import { countyDevice, createEventHasher, type EventLeaf, readLeaf } from "../log/eventBytes.ts";
import { openBody, type SealedBodyProblem } from "../log/sealedBody.ts";

type Opened = Result<unknown, SealedBodyProblem>;

/** What each of some entries says; undefined for one that does not open or parse. */
export type OpenedEntries = readonly (KnownEvent | undefined)[];

export class CountyFold {
  readonly standings = new Standings();
  /** Workers who were added at polling places. */
  readonly workers = new AddedWorkers();
  /** Entries before this index are folded. */
  through = 0;
  /** Entries that do not open, do not parse, or are of a later version. */
  unread = 0;
  /** How many of this tablet's own events stand in the county log, in order. */
  ownThrough = -1;
  /** An own event stood there twice or out of order, and the county did not say why. */
  ownDisorder = false;
  /** A log of this tablet's number that does not follow ours was handed to the county: there are two of us. */
  ownHandedOver = false;

  readonly #eventKey: CryptoKey;
  readonly #own: string;
  readonly #found = new Set<string>();
  readonly #hasher = createEventHasher();
  /** One text for each device: a name cut out of an event's text would keep that whole text in memory. */
  readonly #said = new Map<string, string>();

  constructor(eventKey: CryptoKey, ownDevice: string) {
    this.#eventKey = eventKey;
    this.#own = ownDevice;
  }

  /** Opens entries; `leaves[0]` is the entry at index `from`. The next ones may be opened while these are folded. */
  openEntries(from: number, leaves: readonly Uint8Array[]): Promise<OpenedEntries> {
    return this.#open(leaves, from);
  }

  /** Folds opened entries. Does nothing if somebody else folded them meanwhile. */
  addEntries(from: number, opened: OpenedEntries): void {
    if (from !== this.through) return;
    for (const known of opened) {
      if (known === undefined) this.unread++;
      else this.#addAccepted(known);
    }
    this.through += opened.length;
  }

  /** An event of this tablet's own log, as soon as it is recorded and long before the county knows it. */
  async addOwn(leaf: Uint8Array): Promise<void> {
    const [known] = await this.#open([leaf], undefined);
    if (known !== undefined) this.add(known);
  }

  /** What an event says, whoever holds it. */
  add(known: KnownEvent): void {
    const { name, body } = known;
    this.standings.add(known);
    if (body.type === "WorkerAdded") this.workers.add({ event: name, ...additionIn(body) });
  }

  /** Whether this very event was found in the tree that this tablet verified. */
  hasFound(hash: string): boolean {
    return this.#found.has(hash);
  }

  #addAccepted(known: KnownEvent): void {
    const { name, body } = known;
    this.add(known);
    if (name.device === this.#own) this.#watchOwn(name.seq, name.hash);
    if (body.type === "DeviceLogHandedOver" && body.device === this.#own) this.ownHandedOver = true;
  }

  #watchOwn(seq: number, hash: string): void {
    if (seq !== this.ownThrough + 1 && !this.ownHandedOver) this.ownDisorder = true;
    this.ownThrough = Math.max(this.ownThrough, seq);
    this.#found.add(hash);
  }

  /** What each of these says; undefined for what does not open or parse. All bodies are opened at once. */
  async #open(leaves: readonly Uint8Array[], from: number | undefined): Promise<OpenedEntries> {
    const hashOf = await this.#hasher;
    const read = leaves.map(readLeaf);
    const bodies = await Promise.all(read.map((leaf) => (leaf.ok ? this.#jsonOf(leaf.value) : undefined)));
    return read.map((leaf, at) => {
      if (!leaf.ok) return undefined;
      const { envelope, bytes } = leaf.value;
      const body = believed(envelope.device, bodies[at]);
      if (body === undefined) return undefined;
      const name = { device: this.#once(envelope.device), seq: envelope.seq, hash: hashOf(bytes) };
      return { name, body, index: from === undefined ? undefined : from + at };
    });
  }

  #once(text: string): string {
    const known = this.#said.get(text);
    if (known !== undefined) return known;
    this.#said.set(text, text);
    return text;
  }

  #jsonOf({ envelope }: EventLeaf): Promise<Opened> | Opened {
    const { body } = envelope;
    return typeof body === "string" ? openBody(this.#eventKey, envelope, body) : ok(body);
  }
}

/** Only the county enrols, revokes, publishes and resolves; a device that writes such an event is not believed. */
function believed(device: string, json: Opened | undefined): EventBody | undefined {
  if (json?.ok !== true) return undefined;
  const read = readBody(json.value);
  if (read.kind !== "known") return undefined;
  return countyOnlyTypes.has(read.body.type) && device !== countyDevice ? undefined : read.body;
}

const additionIn = ({ place, added, as, since, sealed }: BodyOf<"WorkerAdded">): AddWorkerCommand => ({
  place,
  added,
  as,
  since,
  sealed,
});
