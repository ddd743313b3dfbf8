/** When the day on a tablet is over and its day secret is destroyed: two hours after the legal close of the polls. */
import type { Election } from "../domain/election.ts";

const twoHours = 2 * 3_600_000;

/**
 * Milliseconds since 1970. Before and on election day: two hours after today's legal close (early voting closes daily).
 * Later than that (a count that goes on at night, a rehearsal afterwards): two hours from now.
 */
export function dayEnds(election: Pick<Election, "timeZone" | "polls" | "date">, now: number): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: election.timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
  const today = `${part("year")}-${part("month")}-${part("day")}`;
  if (today > election.date) return now + twoHours;
  const [hour = 20, minute = 0] = election.polls.close.split(":").map(Number);
  const untilClose = ((hour - Number(part("hour"))) * 60 + (minute - Number(part("minute")))) * 60_000;
  return now + Math.max(untilClose, 0) + twoHours;
}
