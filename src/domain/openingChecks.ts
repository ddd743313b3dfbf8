/**
 * What must hold of a place before its polls are opened, or opened again after a night: each check passed, failed, or waiting for a
 * person to look. What each tablet has to be is `readyChecks.ts`; here it counts that this one is ready, which no reason makes up
 * for: on another day, or with a wrong clock, no tablet is. Another election or place is no check: its card does not open this
 * tablet. Voters who were checked in before the opening, or a record that is not where last night's report ended, take a
 * reason: what happened cannot be put right, and the place could never be closed.
 */
import {
  type Checked,
  type CheckState,
  mayGoOn,
  type Override,
  type OverrideProblem,
  stateOfSeen,
} from "./overrides.ts";
import type { PlaceDay } from "./placeDay.ts";
import type { TabletReadiness } from "./readiness.ts";
import type { Result } from "./result.ts";

export type OpeningFacts = {
  /** By the calendar of the place, and the days on which it may be open. */
  readonly today: string;
  readonly days: readonly string[];
  readonly place: PlaceDay;
  /** Voters of whom this place has a check-in or a provisional ballot that counts. */
  readonly served: number;
  /** Age of the county's news in ms; undefined: never heard. */
  readonly newsAge: number | undefined;
  readonly staleAfterMinutes: number;
  readonly scanners: number;
  /** Of the place, as far as this one knows; and whether this one said today that it is ready. */
  readonly tablets: readonly Pick<TabletReadiness, "state">[];
  readonly thisReady: boolean;
};

/** What only a person can see; undefined: nobody has looked yet. */
export type OpeningSeen = {
  /** Tablets that were not heard of here show the same code. */
  readonly sameCode?: boolean | undefined;
  readonly paperList?: boolean | undefined;
  /** There is no newer paper list of absentee voters than the tablets have, or its voters are marked. */
  readonly absenteeList?: boolean | undefined;
};

/** In the order in which they are shown. */
export const openingChecks = [
  "day",
  "polls",
  "thisTablet",
  "tablets",
  "records",
  "news",
  "stock",
  "counters",
  "seals",
  "paperList",
  "absenteeList",
] as const;
export type OpeningCheck = (typeof openingChecks)[number];

/** What must be put right: no reason makes up for it. */
const binding: ReadonlySet<OpeningCheck> = new Set<OpeningCheck>(["day", "polls", "thisTablet"]);

export function checkOpening(facts: OpeningFacts, seen: OpeningSeen): Checked<OpeningCheck>[] {
  return openingChecks.map((check) => ({
    check,
    state: stateOf(check, facts, seen),
    mayOverride: !binding.has(check),
  }));
}

/** Whether the polls may be opened with these reasons, and those that stand in the event. */
export const mayOpen = (
  facts: OpeningFacts,
  seen: OpeningSeen,
  overrides: readonly Override[],
): Result<readonly Override[], OverrideProblem> => mayGoOn(checkOpening(facts, seen), overrides);

const when = (holds: boolean): CheckState => (holds ? "passed" : "failed");

function stateOf(check: OpeningCheck, facts: OpeningFacts, seen: OpeningSeen): CheckState {
  const { place, today, tablets } = facts;
  switch (check) {
    case "day":
      return when(facts.days.includes(today));
    case "polls":
      // Open already: a tablet joins, and opens nothing. Closed for good: the close has to be taken back first.
      return when(place.polls === undefined || place.polls.body.type === "PollsSuspended");
    case "thisTablet":
      return when(facts.thisReady);
    case "tablets":
      if (tablets.some(({ state }) => state === "differs")) return "failed";
      return tablets.every(({ state }) => state === "ready") ? "passed" : stateOfSeen(seen.sameCode);
    case "records":
      return when(facts.served === servedAtEnd(place));
    case "news":
      return when(facts.newsAge !== undefined && facts.newsAge <= facts.staleAfterMinutes * 60_000);
    case "stock":
      return when(place.received.length > 0);
    case "counters":
      return when(Array.from({ length: facts.scanners }, (_, at) => at + 1).every((one) => isRead(place, one, today)));
    case "seals":
      return when(place.seals.some(({ body }) => body.day === today));
    case "paperList":
      return stateOfSeen(seen.paperList);
    case "absenteeList":
      return stateOfSeen(seen.absenteeList);
    default:
      return check satisfies never;
  }
}

/** None before the first opening; afterwards as many as the last report said. */
const servedAtEnd = ({ polls }: PlaceDay): number => polls?.body.checkedIn ?? 0;

const isRead = ({ counters }: PlaceDay, scanner: number, day: string): boolean =>
  counters.some((one) => one.scanner === scanner && one.day === day && one.moment === "start");
