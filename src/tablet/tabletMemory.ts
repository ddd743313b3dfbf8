/**
 * What the tablet holds in memory, one for all of its parts, and what the screens are told of it. The parts change it
 * between awaits only, and whoever changed what a screen shows announces it. Nothing here survives a reload.
 */
import type { BookLine } from "../domain/bookLine.ts";
import { copyDue } from "../domain/copyDue.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { EventBody } from "../domain/events.ts";
import { usualHours } from "../domain/placeHours.ts";
import { pollsState } from "../domain/polls.ts";
import { signatureOf } from "../domain/signatureRules.ts";
import type { Wrap } from "../protocol/enrolment.ts";
import type { Desk } from "./desk.ts";
import type { AtDesk } from "./deskCommands.ts";
import type { OwnCheckIn } from "./ownLog.ts";
import { safetyOf } from "./safety.ts";
import type { Session } from "./session.ts";
import type { Alarm, Phase, TabletState, WorkerName } from "./tabletState.ts";
import type { RollRecord } from "./tabletStore.ts";
import type { Vault } from "./vault.ts";

/** From when on a tablet that hears nobody is to be told which names it serves (ms). */
const silentAfter = 2 * 60_000;

export class TabletMemory {
  session: Session | undefined;
  vault: Vault | undefined;
  /** Of K, as this tablet carries them: an opening card opens one. */
  wraps: readonly Wrap[] = [];
  desk: Desk | undefined;
  worker: WorkerName | undefined;
  /** Salt of the PIN that the worker signed in with: with a new one they sign in again. */
  salt: string | undefined;
  /** Of the open poll book: when its day ends, and by which word on polls and hours of the place. */
  day: { readonly word: string; readonly ends: number; readonly suspended: boolean } | undefined;
  /** When something was recorded on this tablet last (ms). */
  lastRecorded = 0;
  placeId: string | null = null;
  /** A new set-up code was asked for by hand. */
  anew = false;
  /** This browser was set up before, and its database is gone. */
  evicted = false;
  /** The county has not accepted this tablet yet. */
  waits = false;
  reached = false;
  alarm: Alarm | undefined;
  cannotRecord = false;
  headSeq = -1;
  /** The newest event that another tablet took too. */
  copied = -1;
  /** When the oldest of the events that stand nowhere else was recorded, as far as is known (ms). */
  aloneSince = 0;
  /** Signatures that the county is not known to have. */
  signaturesNotSent = 0;
  /** The list in use. */
  roll: RollRecord | undefined;
  ownCheckIns: OwnCheckIn[] = [];
  readonly #watchers = new Set<(state: TabletState) => void>();
  #phase: Phase = { phase: "starting" };
  #revision = 0;
  #openings = 0;

  get phase(): Phase {
    return this.#phase;
  }

  /** Rises with everything that ends an opening that is under way: close, stop, revocation. */
  get openings(): number {
    return this.#openings;
  }

  atDesk(): AtDesk {
    return this.session === undefined || this.desk === undefined
      ? undefined
      : { session: this.session, desk: this.desk };
  }

  /** The open poll book, for whoever has signed in: a locked tablet shows no voter to anybody who asks the worker. */
  shownDesk(): Desk | undefined {
    return this.worker === undefined ? undefined : this.desk;
  }

  dropDesk(): void {
    this.#openings++;
    this.desk = undefined;
    this.worker = undefined;
    this.day = undefined;
  }

  /** Counts an event that was recorded; `undefined`: it could not be. */
  recorded(name: EventName | undefined, body: EventBody): void {
    this.cannotRecord = name === undefined;
    if (name !== undefined) {
      if (this.#alone() === 0) this.aloneSince = body.wall;
      this.headSeq = Math.max(this.headSeq, name.seq);
      this.lastRecorded = body.wall;
      if (body.type === "VoterCheckedIn") this.ownCheckIns.push({ voter: body.voter, hash: name.hash });
      if (signatureOf(body) !== undefined) this.signaturesNotSent++;
    }
    this.changed();
  }

  state(): TabletState {
    const { election, identity, countyLog, connection } = this.session ?? {};
    const { desk, cannotRecord, alarm, reached, signaturesNotSent } = this;
    const notSent = this.#notSent();
    return {
      phase: this.#phase,
      safety: safetyOf({
        cannotRecord,
        alarm,
        twiceHere: desk?.checkedInTwiceHere().length ?? 0,
        missingAmendments: desk?.missingAmendments ?? 0,
        reached,
        // A check-in whose signature is only here has not been sent whole.
        notSent: Math.max(notSent, signaturesNotSent),
        lastHeard: connection?.lastHeard,
      }),
      election,
      placeId: this.placeId ?? undefined,
      number: identity?.number,
      rollVersion: this.roll?.version,
      voters: desk?.voters,
      notSent,
      signaturesNotSent,
      toCopy: copyDue(this.#alone(), this.aloneSince, connection?.now() ?? 0) ? this.#alone() : 0,
      knownAt: countyLog?.frontier?.at,
      checkedInHere: this.#checkedInHere(),
      checkedInAtPlace: desk?.checkedInAtPlace() ?? 0,
      hours: desk?.hours ?? usualHours,
      polls: { state: pollsState(desk?.polls), since: desk?.polls?.body.wall },
      ready: desk?.readyToday,
      line: lineState(desk?.line),
      tabletsHere: desk?.tabletsHere ?? 0,
      silent: !reached && this.#unheardFor() > silentAfter,
      closesAt: this.day?.suspended ? this.day.ends : undefined,
      waiting: desk?.placeNow().steps.length ?? 0,
      storageWarning: identity?.persistent === false,
      revision: this.#revision,
    };
  }

  watch(onState: (state: TabletState) => void): () => void {
    this.#watchers.add(onState);
    onState(this.state());
    return () => this.#watchers.delete(onState);
  }

  show(phase: Phase): void {
    this.#phase = phase;
    this.announce();
  }

  /** Standings or voters changed: screens ask again. */
  changed(): void {
    this.#revision++;
    this.announce();
  }

  announce(): void {
    const state = this.state();
    for (const watcher of this.#watchers) watcher(state);
  }

  /** Milliseconds by the county's clock, as far as it is known. */
  #unheardFor(): number {
    const { connection, countyLog } = this.session ?? {};
    if (connection === undefined) return 0;
    return connection.now() - (connection.lastHeard ?? countyLog?.frontier?.at ?? 0);
  }

  #notSent(): number {
    return Math.max(0, this.headSeq - (this.session?.sync.accepted ?? -1));
  }

  /** Events that stand on this tablet and nowhere else. */
  #alone(): number {
    return Math.min(this.#notSent(), Math.max(0, this.headSeq - this.copied));
  }

  #checkedInHere(): number {
    const standings = this.desk?.fold.standings;
    if (standings === undefined) return 0;
    return this.ownCheckIns.filter(({ voter, hash }) =>
      standings.of(voter).checkIns.some((fact) => fact.event.hash === hash),
    ).length;
  }
}

function lineState(book: BookLine | undefined): TabletState["line"] {
  if (book?.state !== "line") return book ?? { state: "whole" };
  const { state, own, unheard, said } = book;
  return { state, own, unheard, said };
}
