/**
 * Which voters got provisional ballots: like check-ins a function of the *set* of known events, in whatever order they
 * arrive. They are few, so each voter's list is looked through when it is asked for.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { Person } from "./person.ts";
import type { Releases, Trusts } from "./releases.ts";

/** A provisional ballot as a standing holds it. */
export type ProvisionalFact = {
  readonly event: EventName;
  /** A voter id, or what stands in its place (`personKey`). */
  readonly voter: string;
  /** Somebody who is not on the roll. */
  readonly person?: Person | undefined;
  readonly cmd: string;
  readonly place: string;
  readonly style: string;
  readonly party: string | undefined;
  readonly worker: string;
  /** When it was issued, by the clock of the tablet (ms). */
  readonly wall: number;
  readonly receipt: string;
  /** Situations, with the state's code where its pack gives one. */
  readonly reasons: BodyOf<"ProvisionalIssued">["reasons"];
  /** Index in the county log; undefined while the county has not accepted it. */
  readonly index: number | undefined;
};

export class ProvisionalBallots {
  readonly #byHash = new Map<string, ProvisionalFact>();
  readonly #byVoter = new Map<string, Set<string>>();
  /** By the hash of what they undo. */
  readonly #cancels = new Map<string, EventName[]>();
  readonly #releases: Releases;

  /** `releases`: what knows which were handed back or put right. */
  constructor(releases: Releases) {
    this.#releases = releases;
  }

  add(name: EventName, body: BodyOf<"ProvisionalIssued">, index: number | undefined): void {
    const { voter, person, cmd, place, style, party, worker, wall, receipt, reasons } = body;
    const known = this.#byHash.get(name.hash);
    const event = { device: name.device, seq: name.seq, hash: name.hash };
    this.#byHash.set(name.hash, {
      ...{ event, voter, cmd, place, style, party, worker, wall, receipt },
      ...(person === undefined ? {} : { person }),
      reasons,
      index: index ?? known?.index,
    });
    const ofVoter = this.#byVoter.get(voter);
    if (ofVoter === undefined) this.#byVoter.set(voter, new Set([name.hash]));
    else ofVoter.add(name.hash);
  }

  cancel(name: EventName, undone: string): void {
    const cancels = this.#cancels.get(undone);
    if (cancels === undefined) this.#cancels.set(undone, [name]);
    else if (!cancels.some(({ hash }) => hash === name.hash)) cancels.push(name);
  }

  ballot(hash: string): ProvisionalFact | undefined {
    return this.#byHash.get(hash);
  }

  /** Those that count, earliest first: issued and not undone, each by a device that the county trusts that far. */
  of(voter: string, trusts: Trusts): readonly ProvisionalFact[] {
    return onePerCommand(this.#trusted(voter, trusts).filter(({ event }) => !this.#isUndone(event.hash, trusts)));
  }

  /** All that were given, by devices that the county trusts that far, whether they count or not. */
  *given(trusts: Trusts): Generator<ProvisionalFact> {
    for (const voter of this.#byVoter.keys()) yield* onePerCommand(this.#trusted(voter, trusts));
  }

  #trusted(voter: string, trusts: Trusts): ProvisionalFact[] {
    return [...(this.#byVoter.get(voter) ?? [])]
      .map((hash) => this.#byHash.get(hash) as ProvisionalFact)
      .filter(({ event }) => trusts(event))
      .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1));
  }

  /** Cancelled, handed back, put right, or itself an act that was undone. */
  #isUndone(hash: string, trusts: Trusts): boolean {
    const releases = this.#releases;
    return (this.#cancels.get(hash) ?? []).some(trusts) || releases.holds(hash) || releases.isUndone(hash, trusts);
  }

  /** All that count, voter after voter in order of their ids. */
  *all(trusts: Trusts): Generator<ProvisionalFact> {
    for (const voter of [...this.#byVoter.keys()].sort()) yield* this.of(voter, trusts);
  }
}

/** Both branches of a fork may hold what one command did. */
const onePerCommand = (facts: readonly ProvisionalFact[]): readonly ProvisionalFact[] =>
  facts.filter(({ cmd }, at) => facts.findIndex((one) => one.cmd === cmd) === at);
