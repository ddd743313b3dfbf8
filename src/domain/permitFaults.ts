/** What is wrong with the table of roles that a county wrote. Asked when an election is read, never while voters are served. */
import { type Act, acts, guards, type Permit, type Permits } from "./authority.ts";

export type PermitFault = { readonly act: Act; readonly field: keyof Permit; readonly message: string };

/** What is wrong with a table as a whole. */
export function permitFaults(permits: Permits): PermitFault[] {
  const faults: PermitFault[] = [];
  const ofTwo = acts.filter((act) => guards(permits, act));
  for (const act of acts) {
    const permit = permits[act];
    if (permit === undefined) continue;
    if (permit.people === 2 && soloActs.includes(act))
      faults.push({
        act,
        field: "people",
        message: `${soloActs.join(" and ")} are acts of one person; leave people at 1`,
      });
    if (permit.people === 1 && permit.differentParties)
      faults.push({ act, field: "people", message: "differentParties needs two persons: set people to 2" });
    if (act === "addWorker" && permit.people === 1 && ofTwo.length > 0)
      faults.push({
        act,
        field: "people",
        message: `${ofTwo.join(", ")} needs two persons, so addWorker must too, or one could make up the second`,
      });
  }
  return faults;
}

/**
 * A voter is served, and a program installed from the lock screen, by one person. Who approves joins one who acts. A report holds
 * numbers that whoever takes it out sees.
 */
const soloActs: readonly Act[] = ["checkIn", "putRight", "approveException", "installProgram", "exportReport"];
