/**
 * What must hold before the polls of a place are opened, or opened again after a night: each check passed, failed, or waiting
 * for a person to look. What has no other way than to be put right cannot be overridden: another day, a wrong clock, a tablet
 * that could not keep what it records. Another election or place is none of them: its card does not open this tablet. Voters who were checked in before the opening, or a record that is not
 * where last night's report ended, take a reason: what happened cannot be put right, and the place could never be closed.
 *
 * What a browser cannot know (the battery, paper on the table, the right time) is asked of the person who opens.
 */
import type { PlaceDay } from "./placeDay.ts";
import { err, ok, type Result } from "./result.ts";

/** What only a person can see: yes, no, or not asked yet. */
type Seen = boolean | undefined;

export type OpeningFacts = {
  /** By the calendar of the place, and the days on which it may be open. */
  readonly today: string;
  readonly days: readonly string[];
  readonly place: PlaceDay;
  /** Voters of whom this place has a check-in or a provisional ballot that counts. */
  readonly served: number;
  /** Changes to the list that are known to exist and are not here. */
  readonly missingChanges: number;
  /** Age of the county's news in ms; undefined: never heard. */
  readonly newsAge: number | undefined;
  readonly staleAfterMinutes: number;
  /** Free and needed storage in bytes, and whether the browser promises to keep it. */
  readonly storage: { readonly free: number; readonly needed: number; readonly kept: boolean };
  readonly camera: Seen;
  readonly printer: Seen;
  readonly scanners: number;
  readonly asked: { readonly rightTime: Seen; readonly battery: Seen; readonly paperList: Seen };
};

/** In the order in which they are shown. */
export const openingChecks = [
  "day",
  "polls",
  "records",
  "time",
  "storage",
  "storageKept",
  "list",
  "news",
  "stock",
  "counters",
  "seals",
  "paperList",
  "camera",
  "printer",
  "battery",
] as const;
export type OpeningCheck = (typeof openingChecks)[number];

export type CheckState = "passed" | "failed" | "ask";
export type Checked = {
  readonly check: OpeningCheck;
  readonly state: CheckState;
  /** The polls may be opened all the same, with a reason. */
  readonly mayOverride: boolean;
};

/** What must be put right: no reason makes up for it. */
const binding: ReadonlySet<OpeningCheck> = new Set<OpeningCheck>(["day", "polls", "time", "storage"]);

export function checkOpening(facts: OpeningFacts): Checked[] {
  return openingChecks.map((check) => ({ check, state: stateOf(check, facts), mayOverride: !binding.has(check) }));
}

export type Override = { readonly check: OpeningCheck; readonly reason: string };
export type OpeningProblem =
  | { readonly type: "mustBePutRight"; readonly checks: readonly OpeningCheck[] }
  | { readonly type: "notLookedAt"; readonly checks: readonly OpeningCheck[] }
  | { readonly type: "reasonNeeded"; readonly checks: readonly OpeningCheck[] };

/**
 * Whether the polls may be opened with these reasons; the overrides that stand in the event, those of failed checks only.
 * The gravest problem first.
 */
export function mayOpen(
  checked: readonly Checked[],
  overrides: readonly Override[],
): Result<readonly Override[], OpeningProblem> {
  const which = (holds: (one: Checked) => boolean): OpeningCheck[] => checked.filter(holds).map(({ check }) => check);
  const given = overrides.filter(({ reason }) => reason.trim() !== "");
  const problems: OpeningProblem[] = [
    { type: "mustBePutRight", checks: which((one) => one.state === "failed" && !one.mayOverride) },
    { type: "notLookedAt", checks: which((one) => one.state === "ask") },
    {
      type: "reasonNeeded",
      checks: which((one) => one.state === "failed" && !given.some(({ check }) => check === one.check)),
    },
  ];
  const first = problems.find(({ checks }) => checks.length > 0);
  if (first !== undefined) return err(first);
  const failed = new Set(which(({ state }) => state === "failed"));
  return ok(given.filter(({ check }, at) => failed.has(check) && given.findIndex((one) => one.check === check) === at));
}

const when = (holds: boolean): CheckState => (holds ? "passed" : "failed");
const seen = (answer: Seen): CheckState => (answer === undefined ? "ask" : when(answer));

function stateOf(check: OpeningCheck, facts: OpeningFacts): CheckState {
  const { place, today, storage, asked } = facts;
  switch (check) {
    case "day":
      return when(facts.days.includes(today));
    case "polls":
      // Open already: a tablet joins, and opens nothing. Closed for good: the close has to be taken back first.
      return when(place.polls === undefined || place.polls.body.type === "PollsSuspended");
    case "records":
      return when(facts.served === servedAtEnd(place));
    case "time":
      return seen(asked.rightTime);
    case "storage":
      return when(storage.free >= storage.needed);
    case "storageKept":
      return when(storage.kept);
    case "list":
      return when(facts.missingChanges === 0);
    case "news":
      return when(facts.newsAge !== undefined && facts.newsAge <= facts.staleAfterMinutes * 60_000);
    case "stock":
      return when(place.received.length > 0);
    case "counters":
      return when(Array.from({ length: facts.scanners }, (_, at) => at + 1).every((one) => isRead(place, one, today)));
    case "seals":
      return when(place.seals.some(({ body }) => body.day === today));
    case "paperList":
      return seen(asked.paperList);
    case "camera":
      return seen(facts.camera);
    case "printer":
      return seen(facts.printer);
    case "battery":
      return seen(asked.battery);
    default:
      return check satisfies never;
  }
}

/** None before the first opening; afterwards as many as the last report said. */
const servedAtEnd = ({ polls }: PlaceDay): number => polls?.body.checkedIn ?? 0;

const isRead = ({ counters }: PlaceDay, scanner: number, day: string): boolean =>
  counters.some((one) => one.scanner === scanner && one.day === day && one.moment === "start");
