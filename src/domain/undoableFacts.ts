/**
 * Facts that events state and later events take back: which of them count is a function of the *set* of known events, in
 * whatever order they arrive, an undo before what it undoes. Few per key, so a key's facts are looked through when asked.
 */
import type { EventName } from "./eventFields.ts";
import type { Trusts } from "./releases.ts";

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

  /** Those that count, earliest first: not taken back, and by a device that the county trusts that far. */
  of(key: string, trusts: Trusts): readonly F[] {
    const hashes = this.#byKey.get(key);
    if (hashes === undefined) return none;
    return [...hashes]
      .map((hash) => this.#byHash.get(hash) as F)
      .filter(({ event }) => trusts(event) && !(this.#undos.get(event.hash) ?? []).some(trusts))
      .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1))
      .filter(({ event, cmd }, at, all) => all.findIndex((one) => sameCommand(one, event.device, cmd)) === at);
  }

  /** All that count, in order of their keys. */
  *all(trusts: Trusts): Generator<F> {
    for (const key of [...this.#byKey.keys()].sort()) yield* this.of(key, trusts);
  }
}

/** Both branches of a fork may hold what one command did. */
const sameCommand = (one: Fact, device: string, cmd: string): boolean => one.cmd === cmd && one.event.device === device;
const none: readonly never[] = [];
