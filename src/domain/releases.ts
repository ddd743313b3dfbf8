/**
 * Check-ins that do not count because of an act that can itself be undone: the ballot was handed back unvoted, or another
 * voter's check-in stands in its place. A function of the set of events: acts, undos and check-ins come in any order, and
 * each costs a few look-ups however many there are. When the county trusts a tablet less or more, all is counted anew.
 */
import type { EventName } from "./eventFields.ts";
import { noteUndo, type Trusts, type Undos } from "./undos.ts";

type Release = {
  readonly by: EventName;
  readonly checkIn: string;
};

export class Releases {
  /** By the hash of the act. */
  readonly #acts = new Map<string, Release>();
  /** By the hash of what they undo. */
  readonly #undos = new Map<string, Undos<{ readonly event: EventName }>>();
  /** By the hash of the check-in: how many acts release it that count. Zero: some are known, none counts. */
  readonly #counting = new Map<string, number>();

  add({ device, seq, hash }: EventName, checkIn: string, trusts: Trusts): void {
    if (this.#acts.has(hash)) return;
    this.#acts.set(hash, { by: { device, seq, hash }, checkIn });
    this.#count(checkIn, this.#counts(hash, trusts) ? 1 : 0);
  }

  undo(event: EventName, undone: string, trusts: Trusts): void {
    const before = this.#counts(undone, trusts);
    noteUndo(this.#undos, undone, { event });
    const act = this.#acts.get(undone);
    if (act !== undefined && before && !this.#counts(undone, trusts)) this.#count(act.checkIn, -1);
  }

  /** The check-in that this act releases, if the act is known. */
  of(act: string): string | undefined {
    return this.#acts.get(act)?.checkIn;
  }

  /** Whether an act is known that releases this check-in, whether it counts or not. */
  knows(checkIn: string): boolean {
    return this.#counting.has(checkIn);
  }

  /** Whether the check-in does not count. */
  holds(checkIn: string): boolean {
    return (this.#counting.get(checkIn) ?? 0) > 0;
  }

  isUndone(act: string, trusts: Trusts): boolean {
    return this.#undos.get(act)?.some(trusts) ?? false;
  }

  /** The check-ins on which the trust in this device has a say. */
  touchedBy(device: string): string[] {
    return [...this.#acts].flatMap(([hash, { by, checkIn }]) =>
      by.device === device || this.#undos.get(hash)?.has(device) ? [checkIn] : [],
    );
  }

  /** Counts all anew after the county said something else of a device. */
  recount(trusts: Trusts): void {
    for (const checkIn of this.#counting.keys()) this.#counting.set(checkIn, 0);
    for (const [hash, { checkIn }] of this.#acts) if (this.#counts(hash, trusts)) this.#count(checkIn, 1);
  }

  #counts(act: string, trusts: Trusts): boolean {
    const known = this.#acts.get(act);
    return known !== undefined && trusts(known.by) && !this.isUndone(act, trusts);
  }

  #count(checkIn: string, by: number): void {
    this.#counting.set(checkIn, (this.#counting.get(checkIn) ?? 0) + by);
  }
}
