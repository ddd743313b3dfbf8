/**
 * Workers whom an inspector added, or gave a new PIN, at a polling place while the network was away. Like standings a
 * function of the set of known events: of two events about one worker the later by the writers' clocks holds, and what a
 * revoked tablet wrote after its last trusted event does not count.
 */
import { type Actors, authorise, type NotAuthorised, placeRoles } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { BodyOf, EventName, Role } from "./events.ts";
import { err, ok, type Result } from "./result.ts";
import type { KnownEvent } from "./standing.ts";

export type AddWorkerCommand = {
  readonly place: string;
  /** The worker's id: a known one for a new PIN. */
  readonly added: string;
  readonly as: Role;
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

type Addition = { readonly name: EventName; readonly body: BodyOf<"WorkerAdded"> };

export class AddedWorkers {
  readonly #known = new Map<string, Addition>();

  /** Answers whether it is news. */
  add({ name, body }: KnownEvent): boolean {
    if (body.type !== "WorkerAdded" || this.#known.has(name.hash)) return false;
    this.#known.set(name.hash, { name, body });
    return true;
  }

  /** The newest word about each worker of a place. `trusts`: whether an event of a device counts. */
  at(place: string, trusts: (name: EventName) => boolean): readonly BodyOf<"WorkerAdded">[] {
    const newest = new Map<string, BodyOf<"WorkerAdded">>();
    const inOrder = [...this.#known.values()].sort(
      (a, b) => a.body.wall - b.body.wall || (a.name.hash < b.name.hash ? -1 : 1),
    );
    for (const { name, body } of inOrder) if (body.place === place && trusts(name)) newest.set(body.added, body);
    return [...newest.values()];
  }
}
