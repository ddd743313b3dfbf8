/**
 * One round of the sequencer: what a group of requests wants to add to the county log, planned in memory against one
 * known state of it. Nothing is written here; the sequencer commits a round as a whole or plans it again.
 */
import type { EventBody } from "../domain/events.ts";
import { base64, hex } from "../log/encoding.ts";
import { countyDevice } from "../log/eventBytes.ts";
import type { CompactTree } from "../log/merkleTree.ts";
import type { TileEdge } from "../log/tiles.ts";
import { type CountySays, effectOf, type PublishedRoll, writeCountyEvent } from "./countyEvents.ts";
import type { CountySigner } from "./countyKeys.ts";
import type { CountyDatabase, DeviceRow, Writing } from "./database.ts";

/** The log as it stands at `size`. Rows may come from a slightly later commit; then the swap of the size fails. */
export type LogState = {
  readonly signer: CountySigner;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly signedAt: number;
  readonly clockAt: number;
  readonly county: { readonly seq: number; readonly hash: string };
  readonly tree: CompactTree;
  readonly edge: TileEdge;
  readonly devices: ReadonlyMap<string, DeviceRow>;
  /** The newest published roll whose manifest is here. */
  readonly roll: PublishedRoll | undefined;
  /** The newest version that the log knows, 0 for none; after a recovery its manifest may be missing. */
  readonly lastVersion: number;
};

export type NewEntry = {
  readonly device: string;
  readonly seq: number;
  readonly hash: string;
  readonly leaf: Uint8Array;
  readonly handedOver: boolean;
};

/** Where and as what an event entered the log. */
export type Placed = { readonly index: number; readonly seq: number; readonly hash: string };

export type RoundDeps = {
  readonly election: string;
  readonly database: CountyDatabase;
  readonly now: number;
  readonly random: (bytes: number) => Uint8Array;
};

export class Round {
  readonly entries: NewEntry[] = [];
  readonly devices = new Map<string, DeviceRow>();
  readonly rolls: PublishedRoll[] = [];
  readonly writes: ((tx: Writing) => Promise<unknown>)[] = [];
  county: { readonly seq: number; readonly hash: string };
  clockAt: number;
  readonly state: LogState;
  readonly #deps: RoundDeps;

  constructor(state: LogState, deps: RoundDeps) {
    this.state = state;
    this.county = state.county;
    this.clockAt = state.clockAt;
    this.#deps = deps;
  }

  get now(): number {
    return this.#deps.now;
  }

  /** For reads; they see what was committed before this round. */
  get database(): CountyDatabase {
    return this.#deps.database;
  }

  device(id: string): DeviceRow | undefined {
    return this.devices.get(id) ?? this.state.devices.get(id);
  }

  /** Every device, those of this round included. */
  *allDevices(): Iterable<DeviceRow> {
    for (const [id, row] of this.state.devices) if (!this.devices.has(id)) yield row;
    yield* this.devices.values();
  }

  /** Adds a device's event. One that follows the chain (not handed over) moves the device's head. */
  append(entry: NewEntry): number {
    this.entries.push(entry);
    const row = this.device(entry.device);
    if (row !== undefined && !entry.handedOver) this.#setDevice({ ...row, head_seq: entry.seq, head_hash: entry.hash });
    return this.state.size + this.entries.length - 1;
  }

  /** Adds an event of the county and everything that follows from it. */
  async say(body: CountySays): Promise<Placed> {
    const { size, root, signer } = this.state;
    const whole = {
      ...body,
      cmd: hex(this.#deps.random(12)),
      worker: countyDevice,
      role: "administrator",
      wall: this.now,
      seen: size === 0 ? null : { size, root: base64(root) },
    } as EventBody;
    const at = { seq: this.county.seq + 1, prev: this.county.hash };
    const { seq, hash, leaf } = await writeCountyEvent(signer, this.#deps.election, at, whole);
    return this.addCounty(whole, { seq, hash, leaf });
  }

  /** Adds a county event that is already signed (`say`, and recovery). */
  addCounty(
    body: EventBody,
    event: { readonly seq: number; readonly hash: string; readonly leaf: Uint8Array },
  ): Placed {
    const { seq, hash, leaf } = event;
    const effect = effectOf(body, hash, (id) => this.device(id));
    this.entries.push({ device: countyDevice, seq, hash, leaf, handedOver: false });
    if (effect.kind === "device") this.#setDevice(effect.row);
    if (effect.kind === "roll") this.rolls.push(effect.roll);
    if (body.type === "CountyClock") this.clockAt = body.wall;
    this.county = { seq, hash };
    return { index: this.state.size + this.entries.length - 1, seq, hash };
  }

  /** Corrects what the log does not say of a device, in the same transaction: the code that it was enrolled with. */
  amendDevice(id: string, change: Pick<DeviceRow, "code">): void {
    const row = this.device(id);
    if (row !== undefined) this.#setDevice({ ...row, ...change });
  }

  /** Something else that must be true exactly when these entries are in the log. */
  alsoWrite(write: (tx: Writing) => Promise<unknown>): void {
    this.writes.push(write);
  }

  #setDevice(row: Omit<DeviceRow, "changed">): void {
    this.devices.set(row.id, { ...row, changed: 0 }); // the sequencer fills in the size after the round
  }
}
