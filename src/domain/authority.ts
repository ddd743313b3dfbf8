/**
 * Who may do what: one table for every command, from which an election's rules may depart. The tablet asks it before
 * anything is written; the endpoint asks it again about every event, and flags, never refuses, what it does not allow.
 *
 * An act of two persons names both in its event. That they are of different parties (New York and others staff a table
 * so; see the pack) is what the tablet found in the list of workers, which the endpoint cannot read.
 */
import type { Role } from "./eventFields.ts";
import { err, ok, type Result } from "./result.ts";

export const acts = [
  "checkIn",
  "cancelCheckIn",
  "enterFromPaper",
  "putRight",
  "replaceBallot",
  "takeBallotBack",
  "processAbsentee",
  "approveException",
  "addWorker",
  "closeTablet",
  "installProgram",
  "printPaperList",
  "exportReport",
  "openPolls",
  "suspendPolls",
  "closePolls",
  "count",
  "recordSeal",
  "splitBook",
  "explainBalance",
  "reportIncident",
  "undoPlaceEntry",
  "extendHours",
  "markLastInLine",
] as const;
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
  // One reads aloud, one types: two against mistakes.
  enterFromPaper: { ...alone("inspector", "secondOfficer"), people: 2 },
  // Another's check-in, or one that was a while ago: beside a poll worker, as an exception is approved.
  putRight: alone("inspector", "secondOfficer"),
  replaceBallot: alone(...placeRoles),
  takeBallotBack: alone(...placeRoles),
  processAbsentee: alone("inspector", "secondOfficer"),
  approveException: alone("inspector", "secondOfficer"),
  addWorker: alone("inspector"),
  closeTablet: alone("inspector", "secondOfficer"),
  installProgram: alone("inspector"),
  printPaperList: alone("inspector", "secondOfficer"),
  exportReport: alone("inspector", "secondOfficer"),
  openPolls: alone("inspector", "secondOfficer"),
  suspendPolls: alone("inspector", "secondOfficer"),
  closePolls: alone("inspector", "secondOfficer"),
  count: alone(...placeRoles),
  recordSeal: alone("inspector", "secondOfficer"),
  splitBook: alone("inspector", "secondOfficer"),
  explainBalance: alone("inspector", "secondOfficer"),
  reportIncident: alone(...placeRoles),
  undoPlaceEntry: alone("inspector", "secondOfficer"),
  extendHours: alone("inspector"),
  markLastInLine: alone("inspector", "secondOfficer"),
};

export type Permits = Partial<Readonly<Record<Act, Permit>>>;

/**
 * Where the rules want two persons for some act, adding a worker needs two as well: one person alone could otherwise make the
 * second one up. Not so for entering from paper: whoever may do that could check the same voters in alone.
 */
export function permitFor(permits: Permits, act: Act): Permit {
  const given = permits[act];
  if (given !== undefined || act !== "addWorker") return given ?? defaultPermits[act];
  const ofTwo = acts.flatMap((one) => (guards(permits, one) ? (permits[one] ?? []) : []));
  if (ofTwo.length === 0) return defaultPermits.addWorker;
  return { ...defaultPermits.addWorker, people: 2, differentParties: ofTwo.some((one) => one.differentParties) };
}

/** It takes two, so that nobody may make the second one up. */
export const guards = (permits: Permits, act: Act): boolean => permits[act]?.people === 2 && act !== "enterFromPaper";

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

/** Whether one of those who act may say that an exception holds: an inspector alone, or beside a poll worker. */
export function mayApprove(
  permits: Permits,
  { worker, role, second }: Actors,
  act: "approveException" | "putRight" = "approveException",
): Result<void, NotAuthorised> {
  const { roles } = permitFor(permits, act);
  if (roles.includes(role)) return ok(undefined);
  if (second === undefined) return err({ type: "notYourRole", act, role, allowed: roles });
  if (second.worker === worker) return err({ type: "samePerson" });
  if (roles.includes(second.role)) return ok(undefined);
  return err({ type: "notYourRole", act, role: second.role, allowed: roles });
}
