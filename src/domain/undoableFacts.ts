/**
 * Facts that events state and later events take back: which of them count is a function of the *set* of known events, in
 * whatever order they arrive, an undo before what it undoes. Few per key, so a key's facts are looked through when asked.
 */
import type { EventName } from "./eventFields.ts";
import type { Trusts } from "./undos.ts";

export type Fact = {
  readonly event: EventName;
  readonly cmd: string;
  /** By the clock of the tablet (ms). */
  readonly wall: number;
  /** Index in the county log; undefined while the county has not accepted it. */
  readonly index: number | undefined;
};

export class UndoableFacts<F extends Fact> {
  readonly #byHash = new Map<string, F>();
  readonly #byKey = new Map<string, Set<string>>();
  /** By the hash of what they undo. */
  readonly #undos = new Map<string, EventName[]>();

  /** Adding a fact again changes nothing but its index. */
  add(key: string, fact: F): void {
    const { hash } = fact.event;
    this.#byHash.set(hash, { ...fact, index: fact.index ?? this.#byHash.get(hash)?.index });
    const ofKey = this.#byKey.get(key);
    if (ofKey === undefined) this.#byKey.set(key, new Set([hash]));
    else ofKey.add(hash);
  }

  undo(by: EventName, undone: string): void {
    const undos = this.#undos.get(undone);
    if (undos === undefined) this.#undos.set(undone, [by]);
    else if (!undos.some(({ hash }) => hash === by.hash)) undos.push(by);
  }

  /** The fact of this event, whether it counts or not. */
  fact(hash: string): F | undefined {
    return this.#byHash.get(hash);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Every key of which a fact is known, in order. */
  keys(): string[] {
    return [...this.#byKey.keys()].sort();
  }

  /** Those stated by a device that the county trusts that far, taken back or not, earliest first. */
  stated(key: string, trusts: Trusts): readonly F[] {
    return onePerCommand(this.#stated(key, trusts));
  }

  /** Those that count: of the stated ones, those whose command was not taken back. `counts`: what else must hold. */
  of(key: string, trusts: Trusts, counts: (fact: F) => boolean = () => true): readonly F[] {
    const stated = this.#stated(key, trusts);
    const isUndone = ({ event }: F): boolean => (this.#undos.get(event.hash) ?? []).some(trusts);
    const gone = new Set(stated.filter((fact) => isUndone(fact) || !counts(fact)).map(commandOf));
    return onePerCommand(stated.filter((fact) => !gone.has(commandOf(fact))));
  }

  #stated(key: string, trusts: Trusts): F[] {
    return [...(this.#byKey.get(key) ?? [])]
      .map((hash) => this.#byHash.get(hash) as F)
      .filter(({ event }) => trusts(event))
      .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1));
  }
}

/** Both branches of a restored profile may hold what one command did: it is done once, and taken back once. */
const commandOf = ({ event, cmd }: Fact): string => `${event.device} ${cmd}`;
function onePerCommand<F extends Fact>(facts: readonly F[]): F[] {
  const seen = new Set<string>();
  return facts.filter((fact) => seen.size < seen.add(commandOf(fact)).size);
}
