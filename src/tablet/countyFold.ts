/**
 * What the verified county log says, folded into standings as this tablet sees them. Needs the event key, so it runs
 * only while the tablet is open. It works in slices: between two slices a search is answered, so that a long catch-up
 * never blocks a reader (P1).
 *
 * It also watches over this tablet's own events: those that the county has accepted must stand in the tree once and in
 * order. An entry whose body does not open or parse is counted, not folded; a later version of the program may read it.
 */
import { AddedWorkers } from "../domain/addedWorkers.ts";
import { countyOnlyTypes, readBody } from "../domain/events.ts";
import { type KnownEvent, Standings } from "../domain/standing.ts";
import { countyDevice } from "../log/eventBytes.ts";
import { type EntryOpener, type OpenedEntry, openEntries } from "./entryOpening.ts";

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
  /** One text for each device: a name cut out of an event's text would keep that whole text in memory. */
  readonly #said = new Map<string, string>();

  constructor(eventKey: CryptoKey, ownDevice: string) {
    this.#eventKey = eventKey;
    this.#own = ownDevice;
  }

  /** Opens entries; `leaves[0]` is the entry at index `from`. The next ones may be opened while these are folded. */
  async openEntries(from: number, leaves: readonly Uint8Array[], opener?: EntryOpener): Promise<OpenedEntries> {
    const here = () => openEntries(this.#eventKey, leaves);
    const opened = await (opener === undefined ? here() : opener.open(this.#eventKey, leaves).catch(here));
    return opened.map((entry, at) => this.#knownEvent(entry, from + at));
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
    const [entry = null] = await openEntries(this.#eventKey, [leaf]);
    const known = this.#knownEvent(entry, undefined);
    if (known !== undefined) this.add(known);
  }

  /** What an event says, whoever holds it. */
  add(known: KnownEvent): void {
    const { name, body } = known;
    this.standings.add(known);
    if (body.type === "WorkerAdded") this.workers.add(name, body);
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

  /** Only the county enrols, revokes, publishes and resolves; a device that writes such an event is not believed. */
  #knownEvent(entry: OpenedEntry, index: number | undefined): KnownEvent | undefined {
    if (entry === null) return undefined;
    const [device, seq, hash, json] = entry;
    const read = readBody(json);
    if (read.kind !== "known") return undefined;
    if (countyOnlyTypes.has(read.body.type) && device !== countyDevice) return undefined;
    return { name: { device: this.#once(device), seq, hash }, body: read.body, index };
  }

  #once(text: string): string {
    const known = this.#said.get(text);
    if (known !== undefined) return known;
    this.#said.set(text, text);
    return text;
  }
}
