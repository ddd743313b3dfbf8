/**
 * What must hold on each tablet before it is ready for the day. What the tablet can find out it finds out itself: the day, room
 * for the records, the list, the camera. What a browser cannot know (the right time, the battery, what came out of the printer)
 * somebody has to look at. No reason makes up for another day, a wrong clock or records that would have no room.
 */
import {
  type Checked,
  type CheckState,
  mayGoOn,
  type Override,
  type OverrideProblem,
  stateOfSeen,
} from "./overrides.ts";
import type { Result } from "./result.ts";

export type ReadyFacts = {
  /** By the calendar of the place, and the days on which it may be open. */
  readonly today: string;
  readonly days: readonly string[];
  /** Changes to the list that are known to exist and are not here. */
  readonly missingChanges: number;
  /** Free and needed storage in bytes, and whether the browser promises to keep it. */
  readonly storage: { readonly free: number; readonly needed: number; readonly kept: boolean };
  /** Whether ballots' papers are printed here. */
  readonly printing: boolean;
};

/** What was tried on the tablet or seen by whoever stands before it; undefined: not yet. */
export type ReadySeen = {
  readonly rightTime?: boolean | undefined;
  readonly battery?: boolean | undefined;
  readonly camera?: boolean | undefined;
  readonly printer?: boolean | undefined;
};

/** In the order in which they are shown. */
export const readyChecks = ["day", "time", "storage", "storageKept", "list", "camera", "printer", "battery"] as const;
export type ReadyCheck = (typeof readyChecks)[number];

const binding: ReadonlySet<ReadyCheck> = new Set<ReadyCheck>(["day", "time", "storage"]);

export function checkReady(facts: ReadyFacts, seen: ReadySeen): Checked<ReadyCheck>[] {
  return readyChecks.map((check) => ({ check, state: stateOf(check, facts, seen), mayOverride: !binding.has(check) }));
}

/** Whether the tablet is ready with these reasons, and those that stand in the event. */
export const mayBeReady = (
  facts: ReadyFacts,
  seen: ReadySeen,
  overrides: readonly Override[],
): Result<readonly Override[], OverrideProblem> => mayGoOn(checkReady(facts, seen), overrides);

const when = (holds: boolean): CheckState => (holds ? "passed" : "failed");

function stateOf(check: ReadyCheck, facts: ReadyFacts, seen: ReadySeen): CheckState {
  const { storage, today, days } = facts;
  switch (check) {
    case "day":
      return when(days.includes(today));
    case "time":
      return stateOfSeen(seen.rightTime);
    case "storage":
      return when(storage.free >= storage.needed);
    case "storageKept":
      return when(storage.kept);
    case "list":
      return when(facts.missingChanges === 0);
    case "camera":
      return stateOfSeen(seen.camera);
    case "printer":
      return facts.printing ? stateOfSeen(seen.printer) : "passed";
    case "battery":
      return stateOfSeen(seen.battery);
    default:
      return check satisfies never;
  }
}
