/**
 * What is known of each voter's participation: a function of the *set* of known events. Events may arrive in any order,
 * more than once, an undo before what it undoes: the standing is the same. There is no merge and no last-write-wins;
 * a check-in is a fact that somebody witnessed, and it is only ever set aside by an event that names it.
 */
import { type CheckInFact, CheckInTable } from "./checkInTable.ts";
import type { BodyOf, EventBody, EventName } from "./events.ts";

export type { CheckInFact } from "./checkInTable.ts";

export type Standing = {
  /** Check-ins that count, earliest first. More than one means: checked in twice. */
  readonly checkIns: readonly CheckInFact[];
  /** Check-ins that a cancel of a trusted device names. */
  readonly cancelled: readonly CheckInFact[];
  /** Check-ins of a revoked device after the last event that is trusted. */
  readonly setAside: readonly CheckInFact[];
  /** The county has looked at exactly these check-ins and said what happened. */
  readonly resolved: boolean;
};

const none: Standing = { checkIns: [], cancelled: [], setAside: [], resolved: false };

/** An event as a reader of the log meets it: its name, its body, and its index in the county log if it has one. */
export type KnownEvent = {
  readonly name: EventName;
  readonly body: EventBody;
  readonly index: number | undefined;
};

/** What the county last said of a device; `trustedThrough` is infinite once it is reinstated. */
type Revocation = { readonly seq: number; readonly trustedThrough: number };

/** The rows of one voter's check-ins, as `Standing` divides them. */
type Divided = {
  readonly checkIns: readonly number[];
  readonly cancelled: readonly number[];
  readonly setAside: readonly number[];
  readonly resolved: boolean;
};

const noRows: Divided = { checkIns: [], cancelled: [], setAside: [], resolved: false };

export class Standings {
  readonly #table = new CheckInTable();
  /** The cancels that name a check-in: by its row, and by its hash while it is not known yet. */
  readonly #cancels = new Map<number, readonly EventName[]>();
  readonly #cancelsBefore = new Map<string, readonly EventName[]>();
  readonly #revoked = new Map<string, Revocation>();
  readonly #resolved = new Map<string, string[][]>();
  readonly #twice = new Set<string>();
  readonly #countByPlace = new Map<string, number>();

  /** Adds what the event says; adding it again changes nothing but the index. */
  add({ name, body, index }: KnownEvent): void {
    switch (body.type) {
      case "VoterCheckedIn":
        this.#addCheckIn(name, body, index);
        return;
      case "CheckInCancelled":
        this.#recount([body.voter, ...this.#votersOf(body.undoes)], () => {
          for (const undone of body.undoes) this.#addCancel(undone.hash, name);
        });
        return;
      case "DeviceRevoked":
        this.#trust(name, body.device, body.trustedThrough);
        return;
      case "DeviceReinstated":
        this.#trust(name, body.device, Number.POSITIVE_INFINITY);
        return;
      case "AnomalyResolved":
        this.#recount([body.voter], () => {
          this.#resolved.set(body.voter, [...(this.#resolved.get(body.voter) ?? []), body.events]);
        });
        return;
      case "DeviceEnrolled":
      case "DeviceAccepted":
      case "DeviceLogHandedOver":
      case "RollPublished":
      case "RollAmended":
      case "CountyClock":
      case "EpochOpened":
      case "WorkerSignedIn":
      case "WorkerAdded":
      case "TabletOpened":
      case "TabletClosed":
      case "PinsRefused":
      case "ProgramApproved":
        return;
      default:
        body satisfies never;
    }
  }

  of(voter: string): Standing {
    const divided = this.#divide(voter);
    if (divided === noRows) return none;
    const facts = (rows: readonly number[]): CheckInFact[] => rows.map((row) => this.#table.fact(row));
    const { checkIns, cancelled, setAside, resolved } = divided;
    return { checkIns: facts(checkIns), cancelled: facts(cancelled), setAside: facts(setAside), resolved };
  }

  #divide(voter: string): Divided {
    const rows = this.#table.rowsOfVoter(voter);
    if (rows === undefined) return noRows;
    const [only] = rows;
    // Nearly every voter: the long way below gives the same, but a fold of a million check-ins comes here for each.
    if (rows.length === 1 && only !== undefined && !this.#isCancelled(only) && !this.#isSetAside(only))
      return { checkIns: rows, cancelled: [], setAside: [], resolved: this.#isResolved(voter, rows) };
    const checkIns: number[] = [];
    const cancelled: number[] = [];
    const setAside: number[] = [];
    // Two branches of a restored profile may both hold one command: it is one check-in, and one cancel undoes it.
    const commandOf = (row: number): string => this.#table.command(row);
    const undone = new Set(rows.filter((row) => this.#isCancelled(row)).map(commandOf));
    const counted = new Set<string>();
    for (const row of [...rows].sort((a, b) => this.#earlierFirst(a, b))) {
      if (undone.has(commandOf(row))) cancelled.push(row);
      else if (this.#isSetAside(row)) setAside.push(row);
      else if (!counted.has(commandOf(row))) {
        counted.add(commandOf(row));
        checkIns.push(row);
      }
    }
    return { checkIns, cancelled, setAside, resolved: this.#isResolved(voter, checkIns) };
  }

  /** The check-in of this event, if the reader knows it. */
  checkIn(hash: string): CheckInFact | undefined {
    const row = this.#table.rowOfHash(hash);
    return row === undefined ? undefined : this.#table.fact(row);
  }

  /** Voters with more than one check-in that counts and no resolution that covers them all, in order of their id. */
  checkedInTwice(): string[] {
    return [...this.#twice].sort();
  }

  /** Voters checked in (each once, however often), by the place of their first check-in. */
  countByPlace(): ReadonlyMap<string, number> {
    return this.#countByPlace;
  }

  /** Every voter of whom a check-in is known, whether it counts or not. */
  voters(): IterableIterator<string> {
    return this.#table.voters();
  }

  #addCheckIn(name: EventName, body: BodyOf<"VoterCheckedIn">, index: number | undefined): void {
    const known = this.#table.rowOfHash(name.hash);
    if (known !== undefined) {
      this.#table.locate(known, index);
      return;
    }
    const add = (): void => {
      const row = this.#table.add(name, body, index);
      const cancels = this.#cancelsBefore.get(name.hash);
      if (cancels === undefined) return;
      this.#cancels.set(row, cancels);
      this.#cancelsBefore.delete(name.hash);
    };
    // A first check-in, as nearly every one is, changes no count but up; the general way costs a fold of a million dear.
    if (this.#table.rowsOfVoter(body.voter) === undefined) {
      add();
      this.#tally(body.voter, 1);
    } else this.#recount([body.voter], add);
  }

  #addCancel(undone: string, by: EventName): void {
    const row = this.#table.rowOfHash(undone);
    const known = (row === undefined ? this.#cancelsBefore.get(undone) : this.#cancels.get(row)) ?? [];
    if (known.some(({ hash }) => hash === by.hash)) return;
    if (row === undefined) this.#cancelsBefore.set(undone, [...known, by]);
    else this.#cancels.set(row, [...known, by]);
  }

  /** The county may think again: of what it said of one device, the latest (by the county's own seq) holds. */
  #trust(name: EventName, device: string, trustedThrough: number): void {
    const before = this.#revoked.get(device);
    if (before !== undefined && before.seq >= name.seq) return;
    const wrote = (cancel: EventName): boolean => cancel.device === device;
    const undone = [...this.#cancels].flatMap(([row, cancels]) => (cancels.some(wrote) ? [row] : []));
    const voters = [...this.#table.rowsOfDevice(device), ...undone].map((row) => this.#table.voter(row));
    this.#recount(voters, () => {
      this.#revoked.set(device, { seq: name.seq, trustedThrough });
    });
  }

  /** False for what a revoked device wrote after its last trusted event. */
  trusts({ device, seq }: Pick<EventName, "device" | "seq">): boolean {
    const revocation = this.#revoked.get(device);
    return revocation === undefined || seq <= revocation.trustedThrough;
  }

  #isSetAside(row: number): boolean {
    return this.#revoked.size > 0 && !this.trusts(this.#table.writer(row));
  }

  /** Whoever stole an open tablet can cancel as well as check in: with the tablet its cancels are set aside. */
  #isCancelled(row: number): boolean {
    return this.#cancels.get(row)?.some((cancel) => this.trusts(cancel)) === true;
  }

  #isResolved(voter: string, checkIns: readonly number[]): boolean {
    const resolutions = this.#resolved.get(voter);
    if (resolutions === undefined) return false;
    const hashes = checkIns.map((row) => this.#table.hash(row));
    return resolutions.some((covered) => hashes.every((hash) => covered.includes(hash)));
  }

  #votersOf(undoes: readonly EventName[]): string[] {
    return undoes.flatMap(({ hash }) => {
      const row = this.#table.rowOfHash(hash);
      return row === undefined ? [] : this.#table.voter(row);
    });
  }

  /** Applies a change that touches these voters and keeps the totals in step. */
  #recount(voters: readonly string[], change: () => void): void {
    const touched = new Set(voters);
    for (const voter of touched) this.#tally(voter, -1);
    change();
    for (const voter of touched) this.#tally(voter, 1);
  }

  #tally(voter: string, by: 1 | -1): void {
    const { checkIns, resolved } = this.#divide(voter);
    const [first] = checkIns;
    if (first !== undefined) {
      const place = this.#table.place(first);
      const count = (this.#countByPlace.get(place) ?? 0) + by;
      // A place with none does not stand here, so that no trace of an earlier order of arrival is left.
      if (count === 0) this.#countByPlace.delete(place);
      else this.#countByPlace.set(place, count);
    }
    if (by === 1 && checkIns.length > 1 && !resolved) this.#twice.add(voter);
    else this.#twice.delete(voter);
  }

  /** By the writer's clock, then by hash: the same order for every reader. */
  #earlierFirst(a: number, b: number): number {
    const byClock = this.#table.wall(a) - this.#table.wall(b);
    if (byClock !== 0) return byClock;
    return this.#table.hash(a) < this.#table.hash(b) ? -1 : 1;
  }
}
