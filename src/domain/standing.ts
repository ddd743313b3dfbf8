/**
 * What is known of each voter's participation: a function of the *set* of known events. Events may arrive in any order,
 * more than once, an undo before what it undoes: the standing is the same. There is no merge and no last-write-wins;
 * a check-in is a fact that somebody witnessed, and it is only ever set aside by an event that names it.
 */
import type { BodyOf, EventBody, EventName } from "./events.ts";

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
  readonly wall: number;
  readonly receipt: string;
  index: number | undefined;
};

export type Standing = {
  /** Check-ins that count, earliest first. More than one means: checked in twice. */
  readonly checkIns: readonly CheckInFact[];
  /** Check-ins that a cancel names. */
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

export class Standings {
  readonly #byVoter = new Map<string, CheckInFact[]>();
  readonly #byHash = new Map<string, CheckInFact>();
  readonly #cancelled = new Set<string>();
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
          for (const undone of body.undoes) this.#cancelled.add(undone.hash);
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
    const facts = this.#byVoter.get(voter);
    if (facts === undefined) return none;
    const [only] = facts;
    // Nearly every voter: the long way below gives the same, but a fold of a million check-ins comes here twice for each.
    if (facts.length === 1 && only !== undefined && !this.#cancelled.has(only.event.hash) && !this.#isSetAside(only))
      return { checkIns: [only], cancelled: [], setAside: [], resolved: this.#isResolved(voter, [only]) };
    const checkIns: CheckInFact[] = [];
    const cancelled: CheckInFact[] = [];
    const setAside: CheckInFact[] = [];
    // Two branches of a restored profile may both hold one command: it is one check-in, and one cancel undoes it.
    const commandOf = (fact: CheckInFact): string => `${fact.event.device} ${fact.cmd}`;
    const undone = new Set(facts.filter((fact) => this.#cancelled.has(fact.event.hash)).map(commandOf));
    const counted = new Set<string>();
    for (const fact of [...facts].sort(earlierFirst)) {
      if (undone.has(commandOf(fact))) cancelled.push(fact);
      else if (this.#isSetAside(fact)) setAside.push(fact);
      else if (!counted.has(commandOf(fact))) {
        counted.add(commandOf(fact));
        checkIns.push(fact);
      }
    }
    return { checkIns, cancelled, setAside, resolved: this.#isResolved(voter, checkIns) };
  }

  /** The check-in of this event, if the reader knows it. */
  checkIn(hash: string): CheckInFact | undefined {
    return this.#byHash.get(hash);
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
    return this.#byVoter.keys();
  }

  #addCheckIn(name: EventName, body: BodyOf<"VoterCheckedIn">, index: number | undefined): void {
    const known = this.#byHash.get(name.hash);
    if (known !== undefined) {
      known.index ??= index;
      return;
    }
    const fact: CheckInFact = {
      event: name,
      voter: body.voter,
      cmd: body.cmd,
      place: body.place,
      split: body.split,
      style: body.style,
      party: body.party,
      worker: body.worker,
      wall: body.wall,
      receipt: body.receipt,
      index,
    };
    const facts = this.#byVoter.get(body.voter);
    // A first check-in, as nearly every one is, changes no count but up; the general way costs a fold of a million dear.
    if (facts === undefined) {
      this.#byHash.set(name.hash, fact);
      this.#byVoter.set(body.voter, [fact]);
      this.#tally(body.voter, 1);
    } else
      this.#recount([body.voter], () => {
        this.#byHash.set(name.hash, fact);
        facts.push(fact);
      });
  }

  /** The county may think again: of what it said of one device, the latest (by the county's own seq) holds. */
  #trust(name: EventName, device: string, trustedThrough: number): void {
    const before = this.#revoked.get(device);
    if (before !== undefined && before.seq >= name.seq) return;
    const voters = [...this.#byHash.values()].filter((f) => f.event.device === device).map((f) => f.voter);
    this.#recount(voters, () => {
      this.#revoked.set(device, { seq: name.seq, trustedThrough });
    });
  }

  /** False for what a revoked device wrote after its last trusted event. */
  trusts({ device, seq }: EventName): boolean {
    const revocation = this.#revoked.get(device);
    return revocation === undefined || seq <= revocation.trustedThrough;
  }

  #isSetAside(fact: CheckInFact): boolean {
    return !this.trusts(fact.event);
  }

  #isResolved(voter: string, checkIns: readonly CheckInFact[]): boolean {
    const resolutions = this.#resolved.get(voter);
    if (resolutions === undefined) return false;
    const hashes = checkIns.map((fact) => fact.event.hash);
    return resolutions.some((covered) => hashes.every((hash) => covered.includes(hash)));
  }

  #votersOf(undoes: readonly EventName[]): string[] {
    return undoes.flatMap((undone) => this.#byHash.get(undone.hash)?.voter ?? []);
  }

  /** Applies a change that touches these voters and keeps the totals in step. */
  #recount(voters: readonly string[], change: () => void): void {
    const touched = new Set(voters);
    for (const voter of touched) this.#tally(voter, -1);
    change();
    for (const voter of touched) this.#tally(voter, 1);
  }

  #tally(voter: string, by: 1 | -1): void {
    const { checkIns, resolved } = this.of(voter);
    const first = checkIns[0];
    if (first !== undefined) {
      const count = (this.#countByPlace.get(first.place) ?? 0) + by;
      // A place with none does not stand here, so that no trace of an earlier order of arrival is left.
      if (count === 0) this.#countByPlace.delete(first.place);
      else this.#countByPlace.set(first.place, count);
    }
    if (by === 1 && checkIns.length > 1 && !resolved) this.#twice.add(voter);
    else this.#twice.delete(voter);
  }
}

/** By the writer's clock, then by hash: the same order for every reader. */
function earlierFirst(a: CheckInFact, b: CheckInFact): number {
  if (a.wall !== b.wall) return a.wall - b.wall;
  return a.event.hash < b.event.hash ? -1 : 1;
}
