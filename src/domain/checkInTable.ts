/**
 * All check-ins that a reader knows, one row each, in columns: some 200 bytes for a check-in, where an object with its
 * texts takes three times as much and a million of them keep the collector busy. A row never changes but for its index
 * in the county log. `CheckInFact` objects are made when somebody asks for one.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { PackedTexts, SharedTexts, withRoom } from "./packedTexts.ts";

/** A check-in that somebody witnessed. `index`: where the county log holds it, once this reader has found it there. */
export type CheckInFact = {
  readonly event: EventName;
  readonly voter: string;
  readonly cmd: string;
  readonly place: string;
  readonly split: string;
  readonly style: string;
  readonly party: string | undefined;
  readonly worker: string;
  /** When the ballot was given (ms): by the tablet's clock, or as it is written on the paper. */
  readonly wall: number;
  /** It was entered from paper. */
  readonly fromPaper: boolean;
  readonly receipt: string;
  readonly index: number | undefined;
};

const hashBytes = 32;
const none = -1;

export class CheckInTable {
  #count = 0;
  /** The newest row of each voter, and for each row the one of the same voter before it. */
  readonly #newest = new Map<string, number>();
  #before = new Int32Array(64);
  readonly #voters: string[] = [];
  readonly #devices = new SharedTexts();
  #seqs = new Float64Array(64);
  readonly #hashes = new HashColumn();
  readonly #cmds = new PackedTexts();
  readonly #places = new SharedTexts();
  readonly #splits = new SharedTexts();
  readonly #styles = new SharedTexts();
  readonly #parties = new SharedTexts();
  readonly #workers = new SharedTexts();
  readonly #receipts = new PackedTexts();
  #walls = new Float64Array(64);
  readonly #fromPaper = new Set<number>();
  /** Not a number where it is not known. */
  #indexes = new Float64Array(64);

  /** Adds a check-in whose hash stands in no row yet; answers its row. */
  add({ device, seq, hash }: EventName, body: BodyOf<"VoterCheckedIn">, index: number | undefined): number {
    const row = this.#count++;
    this.#before = withRoom(this.#before, row);
    this.#seqs = withRoom(this.#seqs, row);
    this.#walls = withRoom(this.#walls, row);
    this.#indexes = withRoom(this.#indexes, row);
    this.#before[row] = this.#newest.get(body.voter) ?? none;
    this.#newest.set(body.voter, row);
    this.#voters.push(body.voter);
    this.#devices.push(device);
    this.#seqs[row] = seq;
    this.#hashes.push(hash);
    this.#cmds.push(body.cmd);
    this.#places.push(body.place);
    this.#splits.push(body.split);
    this.#styles.push(body.style);
    this.#parties.push(body.party);
    this.#workers.push(body.worker);
    this.#receipts.push(body.receipt);
    this.#walls[row] = body.written ?? body.wall;
    if (body.written !== undefined) this.#fromPaper.add(row);
    this.#indexes[row] = index ?? Number.NaN;
    return row;
  }

  /** Where the county log holds this check-in, unless that is known already. */
  locate(row: number, index: number | undefined): void {
    if (index !== undefined && Number.isNaN(this.#indexes[row])) this.#indexes[row] = index;
  }

  rowOfHash(hash: string): number | undefined {
    return this.#hashes.rowOf(hash);
  }

  /** The rows of a voter, in no particular order; undefined for none. */
  rowsOfVoter(voter: string): readonly number[] | undefined {
    const newest = this.#newest.get(voter);
    if (newest === undefined) return undefined;
    const rows = [newest];
    for (let row = this.#before[newest] as number; row !== none; row = this.#before[row] as number) rows.push(row);
    return rows;
  }

  /** Without a walk through the rows, of which one voter may have many. */
  hasVoter(voter: string): boolean {
    return this.#newest.has(voter);
  }

  /** A voter's only row; undefined where there is none or more than one. */
  onlyRowOfVoter(voter: string): number | undefined {
    const newest = this.#newest.get(voter);
    return newest === undefined || this.#before[newest] !== none ? undefined : newest;
  }

  rowsOfDevice(device: string): readonly number[] {
    return this.#devices.rowsOf(device);
  }

  rowsOfPlace(place: string): readonly number[] {
    return this.#places.rowsOf(place);
  }

  /** Every voter of whom there is a row. */
  voters(): IterableIterator<string> {
    return this.#newest.keys();
  }

  voter(row: number): string {
    return this.#voters[row] as string;
  }

  place(row: number): string {
    return this.#places.at(row) as string;
  }

  /** Of all rows. */
  walls(): Float64Array {
    return this.#walls.subarray(0, this.#count);
  }

  wall(row: number): number {
    return this.#walls[row] as number;
  }

  hash(row: number): string {
    return this.#hashes.at(row);
  }

  /** Whether the hash of `a` stands before that of `b`, as texts do; the texts themselves are not made. */
  hashBefore(a: number, b: number): boolean {
    return this.#hashes.isBefore(a, b);
  }

  /** Which tablet wrote it, and as which of its events. */
  writer(row: number): Pick<EventName, "device" | "seq"> {
    return { device: this.#devices.at(row) as string, seq: this.#seqs[row] as number };
  }

  /** The tablet and the command of the check-in: the same in two branches of a restored profile. */
  command(row: number): string {
    return `${this.#devices.at(row)} ${this.#cmds.at(row)}`;
  }

  fact(row: number): CheckInFact {
    const index = this.#indexes[row] as number;
    return {
      event: { ...this.writer(row), hash: this.hash(row) },
      voter: this.voter(row),
      cmd: this.#cmds.at(row),
      place: this.place(row),
      split: this.#splits.at(row) as string,
      style: this.#styles.at(row) as string,
      party: this.#parties.at(row),
      worker: this.#workers.at(row) as string,
      wall: this.wall(row),
      fromPaper: this.#fromPaper.has(row),
      receipt: this.#receipts.at(row),
      index: Number.isNaN(index) ? undefined : index,
    };
  }
}

/**
 * SHA-256 hashes, given and answered in hex, 32 bytes each, and the way back from a hash to its row: a table that is
 * never more than half full, begun at the hash's own first bytes. A text that is no such hash is kept as it is.
 */
class HashColumn {
  #count = 0;
  #bytes = new Uint8Array(64 * hashBytes);
  /** Row + 1, 0 where free. Its length is a power of two. */
  #slots = new Int32Array(128);
  readonly #oddRows = new Map<string, number>();
  readonly #odd = new Map<number, string>();
  readonly #wanted = new Uint8Array(hashBytes);

  push(hash: string): void {
    const row = this.#count++;
    this.#bytes = withRoom(this.#bytes, this.#count * hashBytes);
    if (!readHex(hash, this.#bytes, row * hashBytes)) {
      this.#odd.set(row, hash);
      this.#oddRows.set(hash, row);
    } else if (this.#count * 2 > this.#slots.length) {
      this.#slots = new Int32Array(this.#slots.length * 2);
      for (let each = 0; each <= row; each++) if (!this.#odd.has(each)) this.#place(each);
    } else this.#place(row);
  }

  at(row: number): string {
    const odd = this.#odd.get(row);
    if (odd !== undefined) return odd;
    let hex = "";
    for (const byte of this.#bytes.subarray(row * hashBytes, (row + 1) * hashBytes))
      hex += byte.toString(16).padStart(2, "0");
    return hex;
  }

  /** Bytes stand in the order of their hex. */
  isBefore(a: number, b: number): boolean {
    if (this.#odd.has(a) || this.#odd.has(b)) return this.at(a) < this.at(b);
    for (let n = 0; n < hashBytes; n++) {
      const difference = (this.#bytes[a * hashBytes + n] as number) - (this.#bytes[b * hashBytes + n] as number);
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  rowOf(hash: string): number | undefined {
    if (!readHex(hash, this.#wanted, 0)) return this.#oddRows.get(hash);
    for (let slot = this.#firstSlot(this.#wanted, 0); ; slot = (slot + 1) & (this.#slots.length - 1)) {
      const row = (this.#slots[slot] as number) - 1;
      if (row < 0) return undefined;
      if (this.#holds(row, this.#wanted)) return row;
    }
  }

  #place(row: number): void {
    let slot = this.#firstSlot(this.#bytes, row * hashBytes);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
    this.#slots[slot] = row + 1;
  }

  #firstSlot(bytes: Uint8Array, at: number): number {
    let number = 0;
    for (let n = 0; n < 4; n++) number = (number << 8) | (bytes[at + n] as number);
    return number & (this.#slots.length - 1);
  }

  #holds(row: number, wanted: Uint8Array): boolean {
    for (let n = 0; n < hashBytes; n++) if (this.#bytes[row * hashBytes + n] !== wanted[n]) return false;
    return true;
  }
}

/** Value of each digit of hex by its character code; 16 for what is none. */
const hexValues = new Uint8Array(128).fill(16);
for (let n = 0; n < 16; n++) hexValues[n.toString(16).charCodeAt(0)] = n;

/** Writes the bytes that 64 digits stand for; false if the text is anything else. */
function readHex(hex: string, into: Uint8Array, at: number): boolean {
  if (hex.length !== 2 * hashBytes) return false;
  for (let n = 0; n < hashBytes; n++) {
    const high = hexValues[hex.charCodeAt(2 * n)] ?? 16;
    const low = hexValues[hex.charCodeAt(2 * n + 1)] ?? 16;
    if (high === 16 || low === 16) return false;
    into[at + n] = (high << 4) | low;
  }
  return true;
}
