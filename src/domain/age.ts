/**
 * How old a voter is on a day, as far as the list tells: by the calendar, so who turns 18 on election day is 18. Whether they
 * count as 18 the day before their birthday is a question for the county's attorney; here they do not.
 */
import type { VoterRecord } from "./voter.ts";

/** Years that are full on `day` (YYYY-MM-DD), at least and at most: a list may hold only the year. Undefined: no date. */
export function ageOn(birthDate: string, day: string): { readonly least: number; readonly most: number } | undefined {
  if (birthDate === "") return undefined;
  const most = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  if (birthDate.length === 4) return { least: most - 1, most };
  const age = day.slice(5) < birthDate.slice(5) ? most - 1 : most;
  return { least: age, most: age };
}

export const votingAge = 18;

/** By the birth date; where that decides nothing, by what the list says of the registration. */
export function isUnderage(
  { birthDate, registration }: Pick<VoterRecord, "birthDate" | "registration">,
  day: string,
): boolean {
  const age = ageOn(birthDate, day);
  if (age !== undefined && age.most < votingAge) return true;
  if (age !== undefined && age.least >= votingAge) return false;
  return registration === "preregistered";
}

/** The Tuesday after the first Monday of November in the year of this day: 2 U.S.C. § 7. */
export function generalElectionDay(day: string): string {
  const year = day.slice(0, 4);
  const first = new Date(`${year}-11-01T00:00:00Z`).getUTCDay();
  const monday = 1 + ((8 - first) % 7);
  return `${year}-11-${String(monday + 1).padStart(2, "0")}`;
}

/** Whether a primary of this day is open to them as to one who turns 18 by the general election; if the list does not tell, it may be. */
export function mayTurn18(birthDate: string, day: string): boolean {
  const age = ageOn(birthDate, generalElectionDay(day));
  return age === undefined || age.most >= votingAge;
}
