/**
 * Workers whom an inspector added, or gave a new PIN, at a polling place while the network was away. Like standings a
 * function of the set of known events: of two words about one worker the later by the writers' clocks holds, and what a
 * revoked tablet wrote after its last trusted event does not count.
 */
import { type Actors, authorise, type NotAuthorised, placeRoles } from "./authority.ts";
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

export type AddWorkerProblem = NotAuthorised | { readonly type: "notARoleOfThePlace"; readonly role: Role };

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

/** What one `WorkerAdded` event says, however this tablet learned of it. */
export type Addition = AddWorkerCommand & { readonly event: EventName };

export class AddedWorkers {
  readonly #known = new Map<string, Addition>();

  add(addition: Addition): void {
    this.#known.set(addition.event.hash, addition);
  }

  /** The newest word about each worker of a place. `trusts`: whether an event of a device counts. */
  at(place: string, trusts: (name: EventName) => boolean): readonly Addition[] {
    const inOrder = [...this.#known.values()].sort(
      (a, b) => a.since - b.since || (a.event.hash < b.event.hash ? -1 : 1),
    );
    const newest = new Map<string, Addition>();
    for (const one of inOrder) if (one.place === place && trusts(one.event)) newest.set(one.added, one);
    return [...newest.values()];
  }
}
