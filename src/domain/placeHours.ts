/**
 * When the polls of election day close: by law, by an order that extends the hours, and for whom it is too late.
 *
 * Only election day is known here: the election definition does not hold the hours of early voting.
 */
import type { Election } from "./election.ts";
import { instantOf } from "./electionDay.ts";
import type { EventName } from "./eventFields.ts";
import { type EntryOf, entriesOf, type PlaceEntriesHeld } from "./placeEntries.ts";

/** An act of an inspector about the hours. `wall`: when it was done by the tablet's clock (ms). */
type HoursAct = { readonly event: EventName; readonly worker: string; readonly wall: number };

export type PlaceHours = {
  /** The order that keeps the polls open longest; undefined where none is known. */
  readonly extension: (HoursAct & { readonly until: number; readonly order: string }) | undefined;
  /** When the end of the line was marked last. */
  readonly lastInLine: HoursAct | undefined;
};

export const usualHours: PlaceHours = { extension: undefined, lastInLine: undefined };

/** What the entries that hold say of a place's hours. */
export function hoursOf(held: PlaceEntriesHeld): PlaceHours {
  const extension = longest(entriesOf(held, "HoursExtended"));
  const lastInLine = entriesOf(held, "LastInLineMarked").at(-1);
  return {
    extension: extension && {
      ...{ event: extension.name, worker: extension.body.worker, wall: extension.body.wall },
      ...{ until: extension.body.until, order: extension.body.order },
    },
    lastInLine: lastInLine && { event: lastInLine.name, worker: lastInLine.body.worker, wall: lastInLine.body.wall },
  };
}

/** The order that keeps the polls open longest. */
export const longest = (extensions: readonly EntryOf<"HoursExtended">[]): EntryOf<"HoursExtended"> | undefined =>
  extensions.toSorted((a, b) => a.body.until - b.body.until).at(-1);

type Hours = Pick<Election, "date" | "timeZone" | "polls">;

/** The legal close of election day (ms since 1970). */
export const legalClose = (election: Hours): number => instant(election, 0, election.polls.close);

/** When "after hours" is over (ms since 1970): the polls would open again the next morning. */
export const nextMorning = (election: Hours): number => instant(election, 1, election.polls.open);

/** Whether a voter who is served now must have stood in line at closing time. */
export function isAfterHours(election: Hours, { lastInLine }: PlaceHours, now: number): boolean {
  const from = Math.min(legalClose(election), lastInLine?.wall ?? Number.POSITIVE_INFINITY);
  return now >= from && now < nextMorning(election);
}

const instants = new Map<string, number>();

/** A time of day in the election's zone, so many days after election day. A list asks for it at every row. */
function instant({ date, timeZone }: Hours, days: number, time: string): number {
  const key = [date, timeZone, days, time].join(" ");
  const known = instants.get(key) ?? instantOf(dayAfter(date, days), time, timeZone);
  instants.set(key, known);
  return known;
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
