/**
 * When the day on a tablet is over: its day secret is destroyed, and it closes by itself once nobody is at it. Two hours after
 * the legal close of the polls, or after the close that an order put off; half an hour after they were suspended for the night.
 */
import type { Election } from "../domain/election.ts";
import { dayOf } from "../domain/electionDay.ts";
import type { PlaceDay } from "../domain/placeDay.ts";
import { nextMorning, type PlaceHours } from "../domain/placeHours.ts";

const twoHours = 2 * 3_600_000;

/** Long enough to finish the count of the evening on a tablet that nobody touches meanwhile. */
export const quietMs = 30 * 60_000;

type Held = Pick<Election, "timeZone" | "polls" | "date">;
/** What is known of the place. */
type Known = { readonly polls: PlaceDay["polls"]; readonly hours: PlaceHours };

/** The polls were suspended today, and that is the last word on them. A tablet that is opened next morning has a new day. */
export const isSuspended = ({ timeZone }: Held, { polls }: Known, now: number): boolean =>
  polls?.body.type === "PollsSuspended" && polls.body.day === dayOf(now, timeZone);

/** Milliseconds since 1970, for whoever signs in or hears of it now. */
export function dayEnds(election: Held, known: Known, now: number): number {
  if (isSuspended(election, known, now)) return now + quietMs;
  const { extension } = known.hours;
  const extended =
    extension === undefined || dayOf(now, election.timeZone) !== election.date
      ? 0
      : Math.min(extension.until, nextMorning(election));
  return Math.max(usualEnd(election, now), extended + twoHours);
}

/**
 * Before and on election day: two hours after today's legal close (early voting closes daily). Later than that (a count that
 * goes on at night, a rehearsal afterwards): two hours from now.
 */
function usualEnd(election: Held, now: number): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: election.timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
  if (dayOf(now, election.timeZone) > election.date) return now + twoHours;
  const [hour = 20, minute = 0] = election.polls.close.split(":").map(Number);
  const untilClose = ((hour - Number(part("hour"))) * 60 + (minute - Number(part("minute")))) * 60_000;
  return now + Math.max(untilClose, 0) + twoHours;
}
