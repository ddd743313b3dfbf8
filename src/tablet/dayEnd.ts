/**
 * When the day on a tablet is over: its day secret is destroyed, and it closes by itself once nobody is at it. Two hours after
 * the legal close of the polls, or after the close that an order put off; half an hour after they were suspended for the night.
 * While somebody works on it there is half an hour more.
 */
import type { Election } from "../domain/election.ts";
import { dayOf } from "../domain/electionDay.ts";
import type { PlaceDay } from "../domain/placeDay.ts";
import { legalClose, nextMorning, type PlaceHours } from "../domain/placeHours.ts";

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
  const date = dayOf(now, election.timeZone);
  // Early voting closes daily. After election day: a count that goes on at night, or a rehearsal.
  const close = date > election.date ? now : legalClose({ ...election, date });
  const { extension } = known.hours;
  const extended = date === election.date ? Math.min(extension?.until ?? 0, nextMorning(election)) : 0;
  return Math.max(close, extended, now) + twoHours;
}
