/**
 * Workers whom an inspector added, or gave a new PIN, at a polling place while the network was away. Like standings a
 * function of the set of known events: of two words about one worker the later by the writers' clocks holds. What a
 * revoked tablet wrote after its last trusted event does not count, nor what a writer was not allowed to say.
 *
 * That the county took somebody off its list is a word too: no new PIN of before, from whatever tablet or code it comes,
 * brings them back. Whom an inspector adds later works again, by the inspector's word.
 *
 * A tablet may date its word as it likes, also years ahead. But what stood in the county log when the county said its word
 * was said before it, whatever its date: there the county's word holds. So a word that is dated ahead lasts until the county
 * says something of that worker, at the latest once more after the word has arrived. Between two words of a place only their
 * dates decide: an inspector's next word is always dated after the one that holds.
 */
import { type Actors, authorise, type NotAuthorised, type Permits, placeRoles } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { EventName, Role } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { err, ok, type Result } from "./result.ts";

export type AddWorkerCommand = {
  readonly place: string;
  /** The worker's id: a known one for a new PIN. */
  readonly added: string;
  readonly as: Role;
  readonly since: number;
  /** Name, party and PIN verifier, sealed under the election key (protocol/workers.ts). */
  readonly sealed: string;
};

export type AddWorkerProblem =
  | NotAuthorised
  | { readonly type: "notARoleOfThePlace"; readonly role: Role }
  | { readonly type: "nameLength" }
  | { readonly type: "partyUnknown" };

/** A name has 1 to 80 characters without blanks at its ends; the party is one of the election's. */
export function nameProblem(
  { parties }: Pick<Election, "parties">,
  { name, party }: { readonly name: string; readonly party?: string | undefined },
): AddWorkerProblem | undefined {
  const { length } = name.trim();
  if (length < 1 || length > 80) return { type: "nameLength" };
  if (party !== undefined && !parties.some(({ id }) => id === party)) return { type: "partyUnknown" };
  return undefined;
}

export function addWorker(
  { rules }: Pick<Election, "rules">,
  witness: Witness & Actors,
  command: AddWorkerCommand,
): Result<BodyOf<"WorkerAdded">, AddWorkerProblem> {
  const allowed = authorise(rules.permits, "addWorker", witness);
  if (!allowed.ok) return allowed;
  if (!placeRoles.includes(command.as)) return err({ type: "notARoleOfThePlace", role: command.as });
  return ok({ type: "WorkerAdded", ...witness, ...command });
}

/** What somebody said of a worker, when; undefined is before everything else. */
export type WorkerWord = { readonly id: string; readonly since?: number | undefined };

/** What the county says of workers. */
export type CountyWords<T extends WorkerWord> = {
  readonly listed: readonly T[];
  /** Whom it took off its list. */
  readonly removed: readonly WorkerWord[];
  /** By worker: how many entries the county log held when the county said what it says of them. */
  readonly heard: ReadonlyMap<string, number>;
};

/** What a place says of a worker. `index`: of that event in the county log; infinite for what is not known to stand there. */
export type PlaceWord<T extends WorkerWord> = { readonly worker: T; readonly index: number };

/**
 * Who may work: those of whom the last word is not that the county took them off its list. At the same instant the county's
 * word holds, and that somebody may not work any more. `placed`: oldest first.
 */
export function whoMayWork<T extends WorkerWord>(
  { listed, removed, heard }: CountyWords<T>,
  placed: readonly PlaceWord<T>[],
): T[] {
  const last = new Map<string, { readonly since: number; readonly worker: T | undefined }>();
  const say = ({ id, since = 0 }: WorkerWord, worker: T | undefined): void => {
    if (since > (last.get(id)?.since ?? -1)) last.set(id, { since, worker });
  };
  for (const one of removed) say(one, undefined);
  for (const one of listed) say(one, one);
  for (const { worker, index } of placed) if (index >= (heard.get(worker.id) ?? 0)) say(worker, worker);
  return [...last.values()].flatMap(({ worker }) => worker ?? []);
}

/** What one `WorkerAdded` event says, however this tablet learned of it. `device`: the tablet that wrote it. */
export type Addition = AddWorkerCommand & { readonly device: string };

/** `index`: of the last event that says it in the county log; infinite for what is not known to stand there. */
export type PlacedAddition = { readonly addition: Addition; readonly index: number };

type Written = { readonly event: EventName; readonly by: Actors; index: number };

type Known = {
  readonly addition: Addition;
  /** Read from a code, which proves neither who added nor with which event. */
  handed: boolean;
  readonly written: Written[];
};

export class AddedWorkers {
  readonly #known = new Map<string, Known>();

  /** What an event of a device log says. `index`: in the county log, if it is known to stand there. */
  add(event: EventName, body: BodyOf<"WorkerAdded">, index = Number.POSITIVE_INFINITY): void {
    const { place, added, as, since, sealed, worker, role, second } = body;
    const { written } = this.#knownOf({ device: event.device, place, added, as, since, sealed });
    const known = written.find((one) => one.event.hash === event.hash);
    if (known === undefined) written.push({ event, by: { worker, role, second }, index });
    else known.index = Math.min(known.index, index);
  }

  /** What the code says that another tablet of the place shows. */
  addHanded(addition: Addition): void {
    this.#knownOf(addition).handed = true;
  }

  /**
   * Every word about the workers of a place that counts if it opens, oldest first. What a log holds counts if its writer
   * was allowed to add workers and is trusted that far; what only a code says, if its device was never revoked.
   */
  at(place: string, permits: Permits, trusts: (name: EventName) => boolean): readonly PlacedAddition[] {
    const mayCount = ({ place: where, as, since }: Addition): boolean =>
      where === place && placeRoles.includes(as) && since <= lastDay;
    const indexes = ({ addition, handed, written }: Known): number[] => {
      if (!mayCount(addition)) return [];
      if (written.length === 0)
        return handed && trusts({ ...anyEvent, device: addition.device }) ? [Number.POSITIVE_INFINITY] : [];
      return written
        .filter(({ event, by }) => trusts(event) && authorise(permits, "addWorker", by).ok)
        .map(({ index }) => index);
    };
    return [...this.#known.values()]
      .map((known) => ({ addition: known.addition, index: Math.max(...indexes(known)) }))
      .filter(({ index }) => index >= 0)
      .sort(({ addition: a }, { addition: b }) => a.since - b.since || (a.sealed < b.sealed ? -1 : 1));
  }

  /** Two that differ in anything are two: only one of them opens. */
  #knownOf({ device, place, added, as, since, sealed }: Addition): Known {
    const key = JSON.stringify([device, place, added, as, since, sealed]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fresh: Known = { addition: { device, place, added, as, since, sealed }, handed: false, written: [] };
    this.#known.set(key, fresh);
    return fresh;
  }
}

/** The last instant that a calendar knows: after any word there is room for the next one. */
const lastDay = 8.64e15;

/** Stands for whatever a device may still write: trusted only if the device is not revoked at all. */
const anyEvent = { seq: Number.POSITIVE_INFINITY, hash: "" };
