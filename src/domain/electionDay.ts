/**
 * The day on which something happened, by the calendar of the polling place, and the instant that its clocks name. A day of 23
 * or 25 hours is one day.
 */
import { isInstant } from "./instant.ts";

const quarterHour = 15 * 60_000;
const known = new Map<string, { readonly format: Intl.DateTimeFormat; readonly days: Map<number, string> }>();

/**
 * YYYY-MM-DD by the clocks of `timeZone` at `wall` (ms since 1970), "" for what is no time. Days begin, and clocks change, at full
 * quarter hours of world time, in all zones since 1972: so a balance over many check-ins asks the calendar once for each
 * quarter.
 */
export function dayOf(wall: number, timeZone: string): string {
  if (!isInstant(wall)) return "";
  let zone = known.get(timeZone);
  if (zone === undefined) {
    // The Swedish calendar is written as ISO 8601 has it.
    zone = { format: new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }), days: new Map() };
    known.set(timeZone, zone);
  }
  const quarter = Math.floor(wall / quarterHour);
  const day = zone.days.get(quarter) ?? zone.format.format(quarter * quarterHour);
  zone.days.set(quarter, day);
  return day;
}

/** The instant (ms since 1970) at which the clocks of `timeZone` show this time ("19:30") on this day ("2026-11-03"). */
export function instantOf(day: string, time: string, timeZone: string): number {
  const local = Date.parse(`${day}T${time}Z`);
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offset = (at: number): number => {
    const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  };
  // Twice, for a night in which they change.
  return local - offset(local - offset(local));
}

/** As the election definition has them. */
type VotingDays = {
  readonly date: string;
  readonly earlyVoting?: readonly string[] | undefined;
  readonly timeZone: string;
  readonly polls: { readonly open: string; readonly close: string };
};

/**
 * Whether the polls of a place may be open now, by the law alone: what a tablet can tell that is closed and cannot read what its
 * place wrote down. The hours of early voting are not known; they are taken to lie within those of election day.
 */
export function pollsMayBeOpen({ date, earlyVoting = [], timeZone, polls }: VotingDays, now: number): boolean {
  const day = dayOf(now, timeZone);
  if (day !== date && !earlyVoting.includes(day)) return false;
  return now >= instantOf(day, polls.open, timeZone) && now < instantOf(day, polls.close, timeZone);
}
