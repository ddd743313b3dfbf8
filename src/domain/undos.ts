/**
 * What undoes one thing: whether any of it is trusted costs a look at the first of each device, however often one device says
 * it again. All of it is kept: of a device that was set aside a later one may be trusted where the first is not.
 */
import type { EventName } from "./eventFields.ts";

/** Who wrote an event, at which number of its chain; `hash` tells apart what two branches of a chain say at one number. */
export type Writer = Pick<EventName, "device" | "seq"> & Partial<Pick<EventName, "hash">>;
export type Trusts = (writer: Writer) => boolean;

type Undo = { readonly event: EventName };
type OfDevice<U extends Undo> = { first: U; readonly all: Map<string, U> };

export class Undos<U extends Undo> {
  readonly #byDevice = new Map<string, OfDevice<U>>();

  /** Adding the same event again changes nothing. */
  add(undo: U): void {
    const { device, hash } = undo.event;
    const known = this.#byDevice.get(device);
    if (known === undefined) {
      this.#byDevice.set(device, { first: undo, all: new Map([[hash, undo]]) });
      return;
    }
    known.all.set(hash, undo);
    if (isBefore(undo, known.first)) known.first = undo;
  }

  has(device: string): boolean {
    return this.#byDevice.has(device);
  }

  /** Of each device the first that is trusted. */
  trusted(trusts: Trusts): U[] {
    return [...this.#byDevice.values()].flatMap((of) => firstTrusted(of, trusts) ?? []);
  }

  some(trusts: Trusts): boolean {
    for (const of of this.#byDevice.values()) if (firstTrusted(of, trusts) !== undefined) return true;
    return false;
  }
}

/** Notes that `undo` undoes `what`. */
export function noteUndo<Of, U extends Undo>(undos: Map<Of, Undos<U>>, what: Of, undo: U): void {
  const known = undos.get(what) ?? new Undos<U>();
  known.add(undo);
  undos.set(what, known);
}

function firstTrusted<U extends Undo>({ first, all }: OfDevice<U>, trusts: Trusts): U | undefined {
  if (trusts(first.event)) return first;
  if (all.size === 1) return undefined;
  let found: U | undefined;
  for (const undo of all.values())
    if ((found === undefined || isBefore(undo, found)) && trusts(undo.event)) found = undo;
  return found;
}

const isBefore = <U extends Undo>({ event: a }: U, { event: b }: U): boolean =>
  a.seq < b.seq || (a.seq === b.seq && a.hash < b.hash);
