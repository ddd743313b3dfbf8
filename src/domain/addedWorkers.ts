/**
 * Workers whom an inspector added, or gave a new PIN, at a polling place while the network was away. Like standings a
 * function of the set of known events: of two words about one worker the later by the writers' clocks holds. What a
 * revoked tablet wrote after its last trusted event does not count, nor what a writer was not allowed to say.
 *
 * That the county took somebody off its list is a word too: no new PIN of before, from whatever tablet or code it comes,
 * brings them back. Whom an inspector adds later works again, by the inspector's word.
 */
import { type Actors, authorise, type NotAuthorised, type Permits, placeRoles } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { BodyOf, EventName, Role } from "./events.ts";
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

/**
 * Who may work: those of whom the last word is not that the county took them off its list. At the same instant the county's
 * word holds, and that somebody may not work any more. `placed`: what the place said, oldest first.
 */
export function whoMayWork<T extends WorkerWord>(
  listed: readonly T[],
  removed: readonly WorkerWord[],
  placed: readonly T[],
): T[] {
  const last = new Map<string, { readonly since: number; readonly worker: T | undefined }>();
  const say = ({ id, since = 0 }: WorkerWord, worker: T | undefined): void => {
    if (since > (last.get(id)?.since ?? -1)) last.set(id, { since, worker });
  };
  for (const one of removed) say(one, undefined);
  for (const one of listed) say(one, one);
  for (const one of placed) say(one, one);
  return [...last.values()].flatMap(({ worker }) => worker ?? []);
}

/** What one `WorkerAdded` event says, however this tablet learned of it. `device`: the tablet that wrote it. */
export type Addition = AddWorkerCommand & { readonly device: string };

type Known = {
  readonly addition: Addition;
  /** Read from a code, which proves neither who added nor with which event. */
  handed: boolean;
  readonly written: { readonly event: EventName; readonly by: Actors }[];
};

export class AddedWorkers {
  readonly #known = new Map<string, Known>();

  /** What an event of a device log says. */
  add(event: EventName, body: BodyOf<"WorkerAdded">): void {
    const { place, added, as, since, sealed, worker, role, second } = body;
    const { written } = this.#knownOf({ device: event.device, place, added, as, since, sealed });
    if (!written.some((one) => one.event.hash === event.hash)) written.push({ event, by: { worker, role, second } });
  }

  /** What the code says that another tablet of the place shows. */
  addHanded(addition: Addition): void {
    this.#knownOf(addition).handed = true;
  }

  /**
   * Every word about the workers of a place that counts if it opens, oldest first. What a log holds counts if its writer
   * was allowed to add workers and is trusted that far; what only a code says, if its device was never revoked.
   */
  at(place: string, permits: Permits, trusts: (name: EventName) => boolean): readonly Addition[] {
    const counts = ({ addition, handed, written }: Known): boolean => {
      if (addition.place !== place || !placeRoles.includes(addition.as)) return false;
      if (written.length === 0) return handed && trusts({ ...anyEvent, device: addition.device });
      return written.some(({ event, by }) => trusts(event) && authorise(permits, "addWorker", by).ok);
    };
    return [...this.#known.values()]
      .filter(counts)
      .map(({ addition }) => addition)
      .sort((a, b) => a.since - b.since || (a.sealed < b.sealed ? -1 : 1));
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

/** Stands for whatever a device may still write: trusted only if the device is not revoked at all. */
const anyEvent = { seq: Number.POSITIVE_INFINITY, hash: "" };
