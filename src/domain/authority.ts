/**
 * Who may do what: one table for every command, from which an election's rules may depart. The tablet asks it before
 * anything is written; the endpoint asks it again about every event, and flags, never refuses, what it does not allow.
 *
 * An act of two persons names both in its event. That they are of different parties (New York and others staff a table
 * so; see the pack) is what the tablet found in the list of workers, which the endpoint cannot read.
 */
import type { Role } from "./events.ts";
import { err, ok, type Result } from "./result.ts";

export const acts = ["checkIn", "cancelCheckIn", "addWorker", "closeTablet", "installProgram"] as const;
export type Act = (typeof acts)[number];

/** Who may do it, how many must agree, and whether they must be of different parties. */
export type Permit = {
  readonly roles: readonly Role[];
  readonly people: 1 | 2;
  readonly differentParties: boolean;
};

/** Those who work at a polling place. Office staff and trainers do nothing on a live tablet. */
export const placeRoles: readonly Role[] = ["pollWorker", "inspector", "secondOfficer", "rover"];

const alone = (...roles: Role[]): Permit => ({ roles, people: 1, differentParties: false });

/** What a cautious county would choose where its rules say nothing. */
export const defaultPermits: Readonly<Record<Act, Permit>> = {
  checkIn: alone(...placeRoles),
  cancelCheckIn: alone(...placeRoles),
  addWorker: alone("inspector"),
  closeTablet: alone("inspector", "secondOfficer"),
  installProgram: alone("inspector"),
};

export type Permits = Partial<Readonly<Record<Act, Permit>>>;

export const permitFor = (permits: Permits, act: Act): Permit => permits[act] ?? defaultPermits[act];

/** Who acts, and who agreed. As it stands in an event. */
export type Actors = {
  readonly worker: string;
  readonly role: Role;
  readonly second?: { readonly worker: string; readonly role: Role; readonly otherParty: boolean } | undefined;
};

export type NotAuthorised =
  | { readonly type: "notYourRole"; readonly act: Act; readonly role: Role; readonly allowed: readonly Role[] }
  | { readonly type: "secondNeeded"; readonly act: Act; readonly differentParties: boolean }
  | { readonly type: "samePerson" }
  | { readonly type: "sameParty" };

export function authorise(permits: Permits, act: Act, { worker, role, second }: Actors): Result<void, NotAuthorised> {
  const { roles, people, differentParties } = permitFor(permits, act);
  if (!roles.includes(role)) return err({ type: "notYourRole", act, role, allowed: roles });
  if (people === 1) return ok(undefined);
  if (second === undefined) return err({ type: "secondNeeded", act, differentParties });
  if (second.worker === worker) return err({ type: "samePerson" });
  if (!placeRoles.includes(second.role))
    return err({ type: "notYourRole", act, role: second.role, allowed: placeRoles });
  return differentParties && !second.otherParty ? err({ type: "sameParty" }) : ok(undefined);
}
