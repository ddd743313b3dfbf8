/**
 * Which voters got provisional ballots: like check-ins a function of the *set* of known events, in whatever order they
 * arrive. They are few, so each voter's list is looked through when it is asked for.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";

/** A provisional ballot as a standing holds it. */
export type ProvisionalFact = {
  readonly event: EventName;
  readonly voter: string;
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

type Trusts = (name: { readonly device: string; readonly seq: number }) => boolean;

export class ProvisionalBallots {
  readonly #byHash = new Map<string, ProvisionalFact>();
  readonly #byVoter = new Map<string, Set<string>>();
  /** By the hash of what they undo. */
  readonly #cancels = new Map<string, EventName[]>();

  add(name: EventName, body: BodyOf<"ProvisionalIssued">, index: number | undefined): void {
    const { voter, cmd, place, style, party, worker, wall, receipt, reasons } = body;
    const known = this.#byHash.get(name.hash);
    const event = { device: name.device, seq: name.seq, hash: name.hash };
    this.#byHash.set(name.hash, {
      ...{ event, voter, cmd, place, style, party, worker, wall, receipt },
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

  /** Those that count, earliest first: issued and not cancelled, each by a device that the county trusts that far. */
  of(voter: string, trusts: Trusts): readonly ProvisionalFact[] {
    const hashes = this.#byVoter.get(voter);
    if (hashes === undefined) return none;
    return (
      [...hashes]
        .map((hash) => this.#byHash.get(hash) as ProvisionalFact)
        .filter(({ event }) => trusts(event) && !(this.#cancels.get(event.hash) ?? []).some(trusts))
        .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1))
        // Both branches of a fork may hold what one command did.
        .filter(({ cmd }, at, all) => all.findIndex((one) => one.cmd === cmd) === at)
    );
  }

  /** All that count, voter after voter in order of their ids. */
  *all(trusts: Trusts): Generator<ProvisionalFact> {
    for (const voter of [...this.#byVoter.keys()].sort()) yield* this.of(voter, trusts);
  }
}

const none: readonly ProvisionalFact[] = [];
