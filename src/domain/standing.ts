/**
 * What is known of each voter's participation: a function of the *set* of known events. Events may arrive in any order,
 * more than once, an undo before what it undoes: the standing is the same. There is no merge and no last-write-wins;
 * a check-in is a fact that somebody witnessed, and it is only ever set aside by an event that names it.
 *
 * A tablet can say the same of one voter, or cancel one check-in, thousands of times: what an event costs does not grow
 * with the events that are known of the voter, but for the county's own (a revocation walks what it touches).
 */
import { type AbsenteeMark, AbsenteeMarks, castMarks } from "./absenteeMarks.ts";
import { type BallotAct, BallotActs } from "./ballotActs.ts";
import { type CheckInFact, CheckInTable } from "./checkInTable.ts";
import { ContestedVoter } from "./contestedVoter.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf, EventBody } from "./events.ts";
import type { PlaceBody } from "./placeEvents.ts";
import { ProvisionalBallots, type ProvisionalFact } from "./provisionalBallots.ts";
import { Releases } from "./releases.ts";
import { type Settlement, TwiceSettlements } from "./twiceSettled.ts";
import { noteUndo, type Undos, type Writer } from "./undos.ts";
import { type VoterNote, VoterNotes } from "./voterNotes.ts";

export type { CheckInFact } from "./checkInTable.ts";

export type Standing = {
  /** Check-ins that count, earliest first. More than one means: checked in twice. */
  readonly checkIns: readonly CheckInFact[];
  /** Check-ins that a cancel of a trusted device names, whose ballot was handed back, or that were put right. */
  readonly cancelled: readonly CheckInFact[];
  /** Check-ins of a revoked device after the last event that is trusted, or handed over since out of its chain. */
  readonly setAside: readonly CheckInFact[];
  /** Somebody has looked at exactly these check-ins and cast absentee ballots and said what happened: county or place. */
  readonly resolved: boolean;
  /** What the place said of them; undefined where it said nothing, or one more is known since. */
  readonly settled?: Settlement | undefined;
  /** Provisional ballots that count, earliest first. */
  readonly provisionals: readonly ProvisionalFact[];
  /** What was done since with the voter's ballots, earliest first; and the check-in that was put right, of both voters. */
  readonly ballotActs: readonly BallotAct[];
  /** Absentee ballots that were announced at a polling place and marked, earliest first. */
  readonly absentee: readonly AbsenteeMark[];
  /** What else is noted of the voter, earliest first: a party left again, a challenge upheld. */
  readonly notes: readonly VoterNote[];
};

type CheckedIn = Omit<Standing, "provisionals" | "ballotActs" | "absentee" | "notes" | "settled">;
const none: Standing = {
  ...{ checkIns: [], cancelled: [], setAside: [], resolved: false },
  provisionals: [],
  ballotActs: [],
  absentee: [],
  notes: [],
};

/** An event as a reader of the log meets it: its name, its body, and its index in the county log if it has one. */
export type KnownEvent = {
  readonly name: EventName;
  readonly body: EventBody;
  readonly index: number | undefined;
};

/** A ballot that was given with a check-in, or as provisional ballot. */
export type FirstBallot = {
  readonly event: EventName;
  readonly voter: string;
  readonly style: string;
  readonly worker: string;
  readonly wall: number;
  readonly kind: "regular" | "provisional";
  readonly counts: boolean;
  /** The voter was checked in before it, there or elsewhere, and both check-ins count. */
  readonly again: boolean;
  /** Entered from paper; `wall` is then as it is written there. */
  readonly fromPaper: boolean;
  /** Of a voter checked in twice: what the place found out of this check-in, if it did. */
  readonly settled: "given" | "notGiven" | undefined;
};

/** What the county last said of a device; `trustedThrough` is infinite once it is reinstated. */
type Revocation = { readonly seq: number; readonly trustedThrough: number };

/** What undid a check-in. */
export type Cancel = { readonly event: EventName } & Pick<CheckInFact, "worker" | "wall">;
type Cancels = Undos<Cancel>;

export class Standings {
  readonly #table = new CheckInTable();
  readonly #releases = new Releases();
  readonly #provisionals = new ProvisionalBallots(this.#releases);
  readonly #absentee = new AbsenteeMarks();
  readonly #notes = new VoterNotes();
  readonly #ballotActs = new BallotActs(this.#releases);
  /** The cancels that name a check-in: by its row, and by its hash while it is not known yet. */
  readonly #cancels = new Map<number, Cancels>();
  readonly #cancelsBefore = new Map<string, Cancels>();
  /** Voters of whom more than one check-in is known, or a cancelled one. Of all others one row says everything. */
  readonly #contested = new Map<string, ContestedVoter>();
  /** Of contested voters, as `of` last answered. */
  readonly #answered = new Map<string, CheckedIn>();
  readonly #revoked = new Map<string, Revocation>();
  /** Events that entered the county log out of their chain, by hash: the number of the county's event that let them in. */
  readonly #handedOver = new Map<string, number>();
  readonly #resolved = new Map<string, ReadonlySet<string>[]>();
  readonly #settlements = new TwiceSettlements();
  /** Voters with several check-ins that count and that no resolution covers. */
  readonly #twice = new Set<string>();
  /** Voters of whom a check-in and an absentee mark are known, whether they count or not: few. */
  readonly #bothWays = new Set<string>();
  readonly #countByPlace = new Map<string, number>();
  readonly #rows = {
    command: (row: number): string => this.#table.command(row),
    earlier: (a: number, b: number): boolean => this.#isEarlier(a, b),
  };
  readonly #trusts = (writer: Writer): boolean => this.trusts(writer);

  /** Adds what the event says; adding it again changes nothing but the index. */
  add({ name, body, index }: KnownEvent): void {
    switch (body.type) {
      case "VoterCheckedIn":
        this.#addCheckIn(name, body, index);
        this.#addPutRight(name, body, index);
        return;
      case "CheckInCancelled":
        for (const undone of body.undoes) this.#addCancel(undone.hash, cancelOf(name, body));
        return;
      case "ProvisionalIssued":
        this.#provisionals.add(name, body, index);
        this.#addPutRight(name, body, index);
        return;
      case "ProvisionalCancelled":
        for (const undone of body.undoes) this.#provisionals.cancel(name, undone.hash);
        return;
      case "BallotHandedBack":
        this.#ballotActs.add(name, body, index);
        this.#release(body.checkIn.hash, () => this.#releases.add(name, body.checkIn.hash, this.#trusts));
        return;
      case "BallotSpoiled":
      case "BallotReissued":
      case "VoterLeft":
        this.#ballotActs.add(name, body, index);
        return;
      case "BallotActUndone":
        this.#undoAct(name, body);
        return;
      case "AbsenteeProcessed":
        this.#absentee.add(name, body, index);
        if (this.#table.hasVoter(body.voter)) this.#bothWays.add(body.voter);
        return;
      case "AbsenteeMarkCancelled":
        this.#absentee.undo(name, body);
        return;
      case "PartyUndeclared":
      case "ChallengeUpheld":
        this.#notes.add(name, body, index);
        return;
      case "VoterNoteUndone":
        this.#notes.undo(name, body);
        return;
      case "DeviceRevoked":
        this.#trust(name, body.device, body.trustedThrough);
        return;
      case "DeviceReinstated":
        this.#trust(name, body.device, Number.POSITIVE_INFINITY);
        return;
      case "DeviceLogHandedOver":
        this.#handOver(name, body.device, body.events);
        return;
      case "AnomalyResolved":
        this.#addResolution(body.voter, body.events);
        return;
      case "TwiceSettled":
        this.#settle(body.voter, () => this.#settlements.add(name, body));
        return;
      case "VoterRegistered":
      case "RegistrationCancelled":
      case "DeviceEnrolled":
      case "DeviceAccepted":
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
      case "SlipReprinted":
      case "PaperListPrinted":
      case "RecordsExported":
      case "VoterSentToHelpTable":
      case "CurbsideBegun":
      case "OpenStepEnded":
        return;
      default:
        body satisfies PlaceBody;
    }
  }

  of(voter: string): Standing {
    const provisionals = this.#provisionals.of(voter, this.#trusts);
    const ballotActs = this.#ballotActs.of(voter, this.#trusts);
    const checkedIn = this.#checkedIn(voter);
    const absentee = this.#absentee.of(voter, this.#trusts);
    const notes = this.#notes.has(voter) ? this.#notes.of(voter, checkedIn.checkIns, this.#trusts) : none.notes;
    if (checkedIn === none && provisionals.length + ballotActs.length + absentee.length + notes.length === 0)
      return none;
    const cast = castMarks(absentee);
    const resolved = cast.length === 0 ? checkedIn.resolved : checkedIn !== none && this.#isResolved(voter, cast);
    const settled = checkedIn === none ? undefined : this.#settled(voter, cast);
    return { ...checkedIn, resolved, settled, provisionals, ballotActs, absentee, notes };
  }

  /** Provisional ballots that count, in order of voter ids. */
  provisionals(): Iterable<ProvisionalFact> {
    return this.#provisionals.all(this.#trusts);
  }

  /** Absentee ballots that polling places marked, as far as the marks count, in order of voter ids. */
  absentee(): Iterable<AbsenteeMark> {
    return this.#absentee.all(this.#trusts);
  }

  /** Every act that counts on a ballot after it was given, in order of voter ids. */
  ballotActs(): Iterable<BallotAct> {
    return this.#ballotActs.all(this.#trusts);
  }

  /** The ballots of this place that were given first, each once, by trusted tablets; `counts`: nothing has undone it. */
  *firstBallots(place: string): Generator<FirstBallot> {
    for (const voter of new Set(this.#table.rowsOfPlace(place).map((row) => this.#table.voter(row)))) {
      const { checkIns, cancelled } = this.#checkedIn(voter);
      const found = checkIns.length === 0 ? undefined : this.of(voter).settled;
      const commands = new Set<string>();
      for (const fact of [...checkIns, ...cancelled]) {
        const command = `${fact.event.device} ${fact.cmd}`;
        if (fact.place !== place || !this.#wasGiven(fact.event) || commands.has(command)) continue;
        commands.add(command);
        const { event, style, worker, wall, fromPaper } = fact;
        const at = checkIns.indexOf(fact);
        const given = found?.given === undefined || found.given === event.hash ? "given" : "notGiven";
        const settled = at < 0 || found === undefined ? undefined : (given as "given" | "notGiven");
        const state = { counts: at >= 0, again: at > 0, fromPaper, settled };
        yield { event, voter, style, worker, wall, kind: "regular", ...state };
      }
    }
    const counting = new Set([...this.provisionals()].map(({ event }) => event.hash));
    for (const { event, voter, style, worker, wall, ...fact } of this.#provisionals.given(this.#trusts))
      if (fact.place === place && this.#wasGiven(event)) {
        const state = { counts: counting.has(event.hash), again: false, fromPaper: false, settled: undefined };
        yield { event, voter, style, worker, wall, kind: "provisional", ...state };
      }
  }

  /** What cancelled the check-in of this event first, by the writers' clocks; undefined if nothing did. */
  cancelOf(hash: string): Cancel | undefined {
    const row = this.#table.rowOfHash(hash);
    const cancels = row === undefined ? [] : this.#cancelsOf(row);
    return cancels.sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1))[0];
  }

  /** Written by a tablet that is trusted that far, and not taken back as an act that did not happen. */
  #wasGiven(event: EventName): boolean {
    return this.trusts(event) && !this.#releases.isUndone(event.hash, this.#trusts);
  }

  /** The act of this event, if the reader knows it; whether it counts or not. */
  ballotAct(hash: string): BallotAct | undefined {
    return this.#ballotActs.act(hash);
  }

  /** The provisional ballot of this event, if the reader knows it. */
  provisional(hash: string): ProvisionalFact | undefined {
    return this.#provisionals.ballot(hash);
  }

  #checkedIn(voter: string): CheckedIn {
    const answered = this.#answered.get(voter);
    if (answered !== undefined) return answered;
    const contested = this.#contested.get(voter);
    const only = this.#table.onlyRowOfVoter(voter);
    if (contested === undefined && only === undefined) return none;
    const resolved = this.#isResolved(voter);
    if (contested === undefined) {
      const facts = [this.#table.fact(only as number)];
      const setAside = this.#isSetAside(only as number);
      return { checkIns: setAside ? [] : facts, cancelled: [], setAside: setAside ? facts : [], resolved };
    }
    const standing = { ...this.#divided(voter, contested), resolved };
    this.#answered.set(voter, standing);
    return standing;
  }

  #divided(voter: string, contested: ContestedVoter): Omit<CheckedIn, "resolved"> {
    const checkIns: CheckInFact[] = [];
    const cancelled: CheckInFact[] = [];
    const setAside: CheckInFact[] = [];
    const rows = [...(this.#table.rowsOfVoter(voter) ?? [])];
    for (const row of rows.sort((a, b) => (this.#isEarlier(a, b) ? -1 : 1))) {
      const fact = this.#table.fact(row);
      if (contested.isCancelled(row)) cancelled.push(fact);
      else if (this.#isSetAside(row)) setAside.push(fact);
      else if (contested.counts(row)) checkIns.push(fact);
    }
    return { checkIns, cancelled, setAside };
  }

  /** The check-in of this event, if the reader knows it. */
  checkIn(hash: string): CheckInFact | undefined {
    const row = this.#table.rowOfHash(hash);
    return row === undefined ? undefined : this.#table.fact(row);
  }

  /**
   * Voters with more than one check-in that counts, or with one whose absentee ballot was cast as well, and no resolution
   * that covers it all; in order of their id.
   */
  checkedInTwice(): string[] {
    const bothWays = [...this.#bothWays].filter((voter) => {
      const { checkIns, absentee, resolved } = this.of(voter);
      return checkIns.length > 0 && castMarks(absentee).length > 0 && !resolved;
    });
    return [...new Set([...this.#twice, ...bothWays])].sort();
  }

  /** Voters checked in twice of whom the place said what happened; in order of their id. */
  settledTwice(): string[] {
    return [...this.#settlements.voters()].filter((voter) => this.of(voter).settled !== undefined).sort();
  }

  /** Voters checked in (each once, however often), by the place of their first check-in. */
  countByPlace(): ReadonlyMap<string, number> {
    return this.#countByPlace;
  }

  /** When (ms) each check-in that is known was made, whether it counts or not. */
  walls(): Float64Array {
    return this.#table.walls();
  }

  /** Every voter of whom a check-in is known, whether it counts or not. */
  voters(): IterableIterator<string> {
    return this.#table.voters();
  }

  #addCheckIn(name: EventName, body: BodyOf<"VoterCheckedIn">, index: number | undefined): void {
    const known = this.#table.rowOfHash(name.hash);
    if (known !== undefined) {
      this.#table.locate(known, index);
      this.#answered.delete(body.voter);
      return;
    }
    const first = !this.#table.hasVoter(body.voter);
    // Before the row is there: until now, one row may have said everything.
    const contested = first ? undefined : this.#contest(body.voter);
    const row = this.#table.add(name, body, index);
    if (this.#absentee.knows(body.voter)) this.#bothWays.add(body.voter);
    const cancels = this.#cancelsBefore.get(name.hash);
    if (cancels !== undefined) {
      this.#cancels.set(row, cancels);
      this.#cancelsBefore.delete(name.hash);
    }
    if (contested !== undefined) this.#change(body.voter, contested, () => contested.add(row, this.#stateOf(row)));
    else if (cancels !== undefined || this.#releases.knows(name.hash))
      this.#tally(body.voter, this.#contest(body.voter), 1);
    else if (!this.#isSetAside(row)) this.#count(row, 1);
  }

  #addCancel(undone: string, cancel: Cancel): void {
    const row = this.#table.rowOfHash(undone);
    if (row === undefined) {
      noteUndo(this.#cancelsBefore, undone, cancel);
      return;
    }
    this.#undoing(row, () => noteUndo(this.#cancels, row, cancel));
  }

  #addPutRight(name: EventName, body: BodyOf<"VoterCheckedIn" | "ProvisionalIssued">, index: number | undefined): void {
    const { insteadOf } = body;
    if (insteadOf === undefined) return;
    this.#ballotActs.addPutRight(name, body, insteadOf, index);
    this.#release(insteadOf.event.hash, () => this.#releases.add(name, insteadOf.event.hash, this.#trusts));
  }

  /** What a check-in says that put another one right falls as a whole. */
  #undoAct(name: EventName, body: BodyOf<"BallotActUndone">): void {
    const { hash: undone } = body.undoes;
    const released = this.#releases.of(undone);
    const undo = (): void => this.#releases.undo(name, undone, this.#trusts);
    if (released === undefined) undo();
    else this.#release(released, undo);
    this.#addCancel(undone, cancelOf(name, body));
  }

  /** `change` may release a check-in, or undo that. */
  #release(checkIn: string, change: () => void): void {
    const row = this.#table.rowOfHash(checkIn);
    if (row === undefined) change();
    else this.#undoing(row, change);
  }

  /** Applies what may undo a check-in, or take that back. */
  #undoing(row: number, apply: () => void): void {
    const voter = this.#table.voter(row);
    const contested = this.#contest(voter);
    const { cancelled: before } = this.#stateOf(row);
    apply();
    const { cancelled: now } = this.#stateOf(row);
    this.#answered.delete(voter);
    if (now === before) return;
    this.#change(voter, contested, () => (now ? contested.cancel(row) : contested.restore(row)));
  }

  #addResolution(voter: string, events: readonly string[]): void {
    const add = (): void => {
      const known = this.#resolved.get(voter);
      if (known === undefined) this.#resolved.set(voter, [new Set(events)]);
      else known.push(new Set(events));
    };
    this.#settle(voter, add);
  }

  /** `add` may end the matter of a voter who was checked in twice. */
  #settle(voter: string, add: () => void): void {
    const contested = this.#contested.get(voter);
    if (contested === undefined) add();
    else this.#change(voter, contested, add);
  }

  /** The county may think again: of what it said of one device, the latest (by the county's own seq) holds. */
  #trust(name: EventName, device: string, trustedThrough: number): void {
    const before = this.#revoked.get(device);
    if (before !== undefined && before.seq >= name.seq) return;
    this.#rethink(device, () => this.#revoked.set(device, { seq: name.seq, trustedThrough }));
  }

  /** The county took events out of their chain. Whoever set the device aside before did not have them in mind. */
  #handOver({ seq }: EventName, device: string, hashes: readonly string[]): void {
    const sooner = hashes.filter((hash) => seq < (this.#handedOver.get(hash) ?? Number.POSITIVE_INFINITY));
    const note = (): void => {
      for (const hash of sooner) this.#handedOver.set(hash, seq);
    };
    if (this.#revoked.has(device)) this.#rethink(device, note);
    else note();
  }

  /** `change` may change which events of this device are trusted: what they touch is counted anew. */
  #rethink(device: string, change: () => void): void {
    const undone = [...this.#cancels].flatMap(([row, cancels]) => (cancels.has(device) ? [row] : []));
    const released = this.#releases.touchedBy(device).flatMap((hash) => this.#table.rowOfHash(hash) ?? []);
    const rows = [...this.#table.rowsOfDevice(device), ...undone, ...released];
    const settled = this.#settlements.votersOf(device).filter((voter) => this.#contested.has(voter));
    const voters = new Set([...settled, ...rows.map((row) => this.#table.voter(row))]);
    const tally = (by: 1 | -1): void => {
      for (const voter of voters) {
        const contested = this.#contested.get(voter);
        const only = this.#table.onlyRowOfVoter(voter) as number;
        if (contested !== undefined) this.#tally(voter, contested, by);
        else if (!this.#isSetAside(only)) this.#count(only, by);
      }
    };
    tally(-1);
    change();
    this.#releases.recount(this.#trusts);
    for (const voter of voters) if (this.#contested.delete(voter)) this.#contest(voter);
    tally(1);
  }

  /** What decides which check-ins of this voter count, made of all its rows if it was not needed until now. */
  #contest(voter: string): ContestedVoter {
    const known = this.#contested.get(voter);
    if (known !== undefined) return known;
    const made = new ContestedVoter(this.#rows);
    for (const row of this.#table.rowsOfVoter(voter) ?? []) made.add(row, this.#stateOf(row));
    this.#contested.set(voter, made);
    return made;
  }

  /**
   * False for what a revoked device wrote after its last trusted event, and for what was handed over out of its chain since
   * the county said so: whoever has the device could write a second past for it, all of it before that event.
   */
  trusts({ device, seq, hash }: Writer): boolean {
    const revocation = this.#revoked.get(device);
    if (revocation === undefined || revocation.trustedThrough === Number.POSITIVE_INFINITY) return true;
    const handedOver = hash === undefined ? undefined : this.#handedOver.get(hash);
    return seq <= revocation.trustedThrough && (handedOver === undefined || handedOver < revocation.seq);
  }

  #isSetAside(row: number): boolean {
    if (this.#revoked.size === 0) return false;
    const writer = this.#table.writer(row);
    // Few devices are revoked; only of those the hash is made.
    return this.#revoked.has(writer.device) && !this.trusts({ ...writer, hash: this.#table.hash(row) });
  }

  /** Whoever stole an open tablet can cancel as well as check in: with the tablet its cancels are set aside. */
  #stateOf(row: number): { readonly trusted: boolean; readonly cancelled: boolean } {
    return {
      trusted: !this.#isSetAside(row),
      cancelled: this.#cancelsOf(row).length > 0 || this.#releases.holds(this.#table.hash(row)),
    };
  }

  /** By trusted devices, the first of each. */
  #cancelsOf(row: number): Cancel[] {
    return this.#cancels.get(row)?.trusted(this.#trusts) ?? [];
  }

  /** Whether somebody, county or place, has looked at every check-in that counts, and these marks. */
  #isResolved(voter: string, marks: readonly AbsenteeMark[] = []): boolean {
    const covers = this.#covers(voter, marks);
    return this.#resolved.get(voter)?.some(covers) === true || this.#settled(voter, marks) !== undefined;
  }

  /** What the place said of them. Of one check-in alone there is nothing to say. */
  #settled(voter: string, marks: readonly AbsenteeMark[]): Settlement | undefined {
    if (this.#howMany(voter) + marks.length < 2) return undefined;
    return this.#settlements.last(voter, this.#trusts, this.#covers(voter, marks));
  }

  /** Tells of events whether they are every check-in that counts, and these marks. */
  #covers(voter: string, marks: readonly AbsenteeMark[]): (events: ReadonlySet<string>) => boolean {
    const all = this.#howMany(voter);
    // They name few; the check-ins may be many.
    return (events) =>
      marks.every(({ event }) => events.has(event.hash)) &&
      [...events].filter((hash) => this.#countsFor(voter, this.#table.rowOfHash(hash))).length === all;
  }

  #howMany(voter: string): number {
    const contested = this.#contested.get(voter);
    return contested?.count ?? (this.#countsFor(voter, this.#table.onlyRowOfVoter(voter)) ? 1 : 0);
  }

  #countsFor(voter: string, row: number | undefined): boolean {
    if (row === undefined || this.#table.voter(row) !== voter) return false;
    return this.#contested.get(voter)?.counts(row) ?? !this.#isSetAside(row);
  }

  /** Applies a change to what is known of one voter and keeps the totals in step. */
  #change(voter: string, contested: ContestedVoter, change: () => void): void {
    this.#tally(voter, contested, -1);
    change();
    this.#tally(voter, contested, 1);
  }

  #tally(voter: string, contested: ContestedVoter, by: 1 | -1): void {
    const first = contested.first();
    if (first !== undefined) this.#count(first, by);
    this.#answered.delete(voter);
    if (by === 1 && contested.count > 1 && !this.#isResolved(voter)) this.#twice.add(voter);
    else this.#twice.delete(voter);
  }

  /** One voter more or less at the place of this check-in. */
  #count(row: number, by: 1 | -1): void {
    const place = this.#table.place(row);
    const count = (this.#countByPlace.get(place) ?? 0) + by;
    // A place with none does not stand here, so that no trace of an earlier order of arrival is left.
    if (count === 0) this.#countByPlace.delete(place);
    else this.#countByPlace.set(place, count);
  }

  /** By the writer's clock, then by hash: the same order for every reader. */
  #isEarlier(a: number, b: number): boolean {
    const byClock = this.#table.wall(a) - this.#table.wall(b);
    return byClock === 0 ? this.#table.hashBefore(a, b) : byClock < 0;
  }
}

const cancelOf = ({ device, seq, hash }: EventName, { worker, wall }: Pick<Cancel, "worker" | "wall">): Cancel => ({
  ...{ event: { device, seq, hash }, worker, wall },
});
