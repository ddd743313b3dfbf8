/**
 * The entries of a polling place that hold: a function of the *set* of known events, in whatever order they arrive, once or
 * more often, an undo before what it undoes. An entry holds unless an undo of the same place names it or its tablet was
 * revoked before it; nothing takes back an undo. Both branches of a fork may hold what one command did: it is one entry.
 */
import type { EventName } from "./eventFields.ts";
import type { PlaceBody } from "./placeEvents.ts";

export type PlaceEntry<Body extends PlaceBody = PlaceBody> = { readonly name: EventName; readonly body: Body };
export type EntryOf<T extends PlaceBody["type"]> = PlaceEntry<Extract<PlaceBody, { type: T }>>;
type Undo = EntryOf<"PlaceEntryUndone">;
type Entry = PlaceEntry<Exclude<PlaceBody, Undo["body"]>>;

export type PlaceEntriesHeld = {
  /** Every one that holds, earliest first by the writers' clocks, then by hash. */
  readonly entries: readonly Entry[];
  /** What was taken back, and by what first. */
  readonly undone: readonly { readonly entry: Entry; readonly by: Undo }[];
};

/** Those of these types, in order. */
export const entriesOf = <T extends Entry["body"]["type"]>(
  { entries }: PlaceEntriesHeld,
  ...types: T[]
): EntryOf<T>[] => entries.filter(({ body }) => types.some((type) => type === body.type)) as unknown as EntryOf<T>[];

/** Each by its hash. */
type OfPlace = { readonly entries: Map<string, Entry>; readonly undos: Map<string, Undo> };

export class PlaceEntries {
  /** A tablet of a large county knows the entries of a thousand places, and asks for its own again and again. */
  readonly #byPlace = new Map<string, OfPlace>();

  add({ device, seq, hash }: EventName, body: PlaceBody): void {
    const known = this.#byPlace.get(body.place);
    const { entries, undos } = known ?? { entries: new Map<string, Entry>(), undos: new Map<string, Undo>() };
    if (known === undefined) this.#byPlace.set(body.place, { entries, undos });
    const name = { device, seq, hash };
    if (body.type === "PlaceEntryUndone") undos.set(hash, { name, body });
    else entries.set(hash, { name, body });
  }

  /** `trusts`: whether an event of this device and number counts (`Standings.trusts`). */
  at(place: string, trusts: (name: EventName) => boolean): PlaceEntriesHeld {
    const known = this.#byPlace.get(place);
    if (known === undefined) return nothingWritten;
    const counts = ({ name }: PlaceEntry): boolean => trusts(name);
    const undos = new Map<string, Undo>();
    for (const undo of inOrder(known.undos.values(), counts))
      if (!undos.has(undo.body.undoes.hash)) undos.set(undo.body.undoes.hash, undo);
    const undone: { entry: Entry; by: Undo }[] = [];
    const left: Entry[] = [];
    for (const entry of inOrder(known.entries.values(), counts)) {
      const by = undos.get(entry.name.hash);
      if (by === undefined) left.push(entry);
      else undone.push({ entry, by });
    }
    const done = new Set(undone.map(({ entry }) => commandOf(entry)));
    const entries = left.filter((entry) => !done.has(commandOf(entry)) && done.add(commandOf(entry)));
    return { entries, undone };
  }
}

function inOrder<E extends PlaceEntry>(all: Iterable<E>, counts: (entry: E) => boolean): E[] {
  return [...all].filter(counts).sort((a, b) => a.body.wall - b.body.wall || (a.name.hash < b.name.hash ? -1 : 1));
}

const nothingWritten: PlaceEntriesHeld = { entries: [], undone: [] };

const commandOf = ({ name, body }: Entry): string => `${name.device} ${body.cmd}`;
