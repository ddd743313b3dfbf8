/**
 * What the verified county log says, folded into standings as this tablet sees them. Needs the event key, so it runs
 * only while the tablet is open. It works in slices: between two slices a search is answered, so that a long catch-up
 * never blocks a reader (P1).
 *
 * It also watches over this tablet's own events: those that the county has accepted must stand in the tree once and in
 * order. An entry whose body does not open or parse is counted, not folded; a later version of the program may read it. One of this
 * tablet's own still counts as found: an older program that takes a newer one's place raises no alarm.
 */
import { AddedWorkers } from "../domain/addedWorkers.ts";
import type { EventName } from "../domain/eventFields.ts";
import { countyOnlyTypes, readBody } from "../domain/events.ts";
import { Newcomers } from "../domain/newcomers.ts";
import { OpenSteps } from "../domain/openSteps.ts";
import { PlaceEntries } from "../domain/placeEntries.ts";
import { isPlaceBody } from "../domain/placeEvents.ts";
import { PlaceTablets } from "../domain/placeTablets.ts";
import { type KnownEvent, Standings } from "../domain/standing.ts";
import { countyDevice, type HashDomain } from "../log/eventBytes.ts";
import { type EntryOpener, type OpenedEntry, openEntries } from "./entryOpening.ts";

/** An entry whose body this version of the program does not know, or does not believe: it stands in the log all the same. */
type UnreadEvent = { readonly name: EventName; readonly body?: undefined };
/** What each of some entries says; undefined for one that does not open. */
export type OpenedEntries = readonly (KnownEvent | UnreadEvent | undefined)[];

export class CountyFold {
  readonly standings = new Standings();
  /** Workers who were added at polling places. */
  readonly workers = new AddedWorkers();
  /** People of this day who are not on the roll. */
  readonly newcomers = new Newcomers();
  /** What people wrote down about their places, and which voters wait where. */
  readonly entries = new PlaceEntries();
  readonly tablets = new PlaceTablets();
  readonly steps = new OpenSteps();
  /** What the county itself wrote: few, beside what tablets write. */
  readonly ofCounty: KnownEvent[] = [];
  /** How much is known of each tablet's log (whoHolds.ts). */
  readonly logs = new Map<string, { atCounty: number; last: number; newest: number }>();
  /** Rises with whatever may change what holds of a place. */
  placesChanged = 0;
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
  /** The newest ballot of this tablet, regular or provisional. */
  lastOwnBallot: EventName | undefined;

  readonly #eventKey: CryptoKey;
  readonly #own: string;
  readonly #domain: HashDomain | undefined;
  readonly #found = new Set<string>();
  /** One text for each device: a name cut out of an event's text would keep that whole text in memory. */
  readonly #said = new Map<string, string>();

  constructor(eventKey: CryptoKey, ownDevice: string, domain?: HashDomain) {
    this.#eventKey = eventKey;
    this.#own = ownDevice;
    this.#domain = domain;
  }

  /** Opens entries; `leaves[0]` is the entry at index `from`. The next ones may be opened while these are folded. */
  async openEntries(from: number, leaves: readonly Uint8Array[], opener?: EntryOpener): Promise<OpenedEntries> {
    const here = () => openEntries(this.#eventKey, leaves, this.#domain);
    const opened = await (opener === undefined ? here() : opener.open(this.#eventKey, leaves).catch(here));
    return opened.map((entry, at) => this.#eventOf(entry, from + at));
  }

  /** Folds opened entries. Does nothing if somebody else folded them meanwhile. */
  addEntries(from: number, opened: OpenedEntries): void {
    if (from !== this.through) return;
    for (const entry of opened) {
      if (entry !== undefined) this.#count(entry.name, true);
      if (entry?.body === undefined) this.unread++;
      else this.#addAccepted(entry);
      if (entry?.name.device === this.#own) this.#watchOwn(entry.name.seq, entry.name.hash);
    }
    this.through += opened.length;
  }

  /** An event of this tablet's own log, as soon as it is recorded and long before the county knows it. */
  async addOwn(leaf: Uint8Array): Promise<void> {
    const [entry = null] = await openEntries(this.#eventKey, [leaf], this.#domain);
    const read = this.#eventOf(entry, undefined);
    if (read !== undefined) this.#count(read.name, false);
    if (read?.body !== undefined) this.add(read);
  }

  /** What an event says, whoever holds it. */
  add(known: KnownEvent): void {
    const { name, body, index } = known;
    this.standings.add(known);
    this.newcomers.add(name, body);
    this.tablets.add(name, body);
    if (body.type === "WorkerAdded") this.workers.add(name, body, index);
    if (isPlaceBody(body)) this.entries.add(name, body);
    const ofCounty = countyOnlyTypes.has(body.type);
    if (ofCounty) this.ofCounty.push(known);
    if (ofCounty || isPlaceBody(body)) this.placesChanged++;
    this.steps.add(name, body);
    const isBallot = body.type === "VoterCheckedIn" || body.type === "ProvisionalIssued";
    if (isBallot && name.device === this.#own && name.seq > (this.lastOwnBallot?.seq ?? -1)) this.lastOwnBallot = name;
  }

  /** Whether this very event was found in the tree that this tablet verified. */
  hasFound(hash: string): boolean {
    return this.#found.has(hash);
  }

  /** A log that was handed over may bring another event of a number that stands there already: one is counted. */
  #count({ device, seq }: EventName, there: boolean): void {
    const log = this.logs.get(device) ?? { atCounty: 0, last: -1, newest: -1 };
    if (there && seq > log.last) {
      log.atCounty++;
      log.last = seq;
    }
    log.newest = Math.max(log.newest, seq);
    this.logs.set(device, log);
  }

  #addAccepted(known: KnownEvent): void {
    const { body } = known;
    this.add(known);
    if (body.type === "DeviceLogHandedOver" && body.device === this.#own) this.ownHandedOver = true;
  }

  #watchOwn(seq: number, hash: string): void {
    if (seq !== this.ownThrough + 1 && !this.ownHandedOver) this.ownDisorder = true;
    this.ownThrough = Math.max(this.ownThrough, seq);
    this.#found.add(hash);
  }

  /** Only the county enrols, revokes, publishes and resolves; a device that writes such an event is not believed. */
  #eventOf(entry: OpenedEntry, index: number | undefined): KnownEvent | UnreadEvent | undefined {
    if (entry === null) return undefined;
    const [device, seq, hash, json] = entry;
    const name = { device: this.#once(device), seq, hash };
    const read = readBody(json);
    if (read.kind !== "known" || (countyOnlyTypes.has(read.body.type) && device !== countyDevice)) return { name };
    return { name, body: read.body, index };
  }

  #once(text: string): string {
    const known = this.#said.get(text);
    if (known !== undefined) return known;
    this.#said.set(text, text);
    return text;
  }
}
