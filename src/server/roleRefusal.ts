/**
 * Why the one who wrote an event may not do it, or not alone, by the table of roles (domain/authority.ts). The endpoint asks
 * it of everything that tablets write: it flags, never refuses. The office learns from it who it was at the tablet.
 */
import { type Act, authorise, type NotAuthorised, type Permits, placeRoles } from "../domain/authority.ts";
import type { EventBody } from "../domain/events.ts";

/** In words; undefined where the table allows it, and for what is no act of a role. */
export function roleRefusal(permits: Permits, body: EventBody): string | undefined {
  const { type, role } = body;
  // Locking is anybody's at the place, also where it closes the tablet; and it may lock itself with nobody at it.
  const byAnybody =
    type === "WorkerSignedIn" || (type === "TabletClosed" && body.how === "locked" && body.worker !== "");
  if (byAnybody) return placeRoles.includes(role) ? undefined : `the role ${role} works at no polling place`;
  const act = type === "TabletClosed" && body.how === "asked" ? "closeTablet" : actOf[type];
  const allowed = act === undefined ? undefined : authorise(permits, act, body);
  return allowed?.ok === false ? whyNot(allowed.error) : undefined;
}

const actOf: Partial<Record<EventBody["type"], Act>> = {
  VoterCheckedIn: "checkIn",
  CheckInCancelled: "cancelCheckIn",
  WorkerAdded: "addWorker",
  ProgramApproved: "installProgram",
};

function whyNot(problem: NotAuthorised): string {
  switch (problem.type) {
    case "notYourRole":
      return `the role ${problem.role} may not do this`;
    case "secondNeeded":
      return "a second person had to agree, and none did";
    case "samePerson":
      return "the second person who agreed is the first one";
    case "sameParty":
      return "the two who agreed are not of two parties";
    default:
      return problem satisfies never;
  }
}
