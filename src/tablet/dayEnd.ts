/** When the day on a tablet is over and its day secret is destroyed: two hours after the legal close of the polls. */
import type { Election } from "../domain/election.ts";

const twoHours = 2 * 3_600_000;

/**
 * Milliseconds since 1970. On a day whose close is long past (a count that goes on at night, a rehearsal), two hours
 * from now.
 */
export function dayEnds(election: Pick<Election, "timeZone" | "polls">, now: number): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: election.timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(now);
  const part = (type: "hour" | "minute"): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const [hour = 20, minute = 0] = election.polls.close.split(":").map(Number);
  const untilClose = ((hour - part("hour")) * 60 + (minute - part("minute"))) * 60_000;
  return Math.max(now + untilClose, now) + twoHours;
}
