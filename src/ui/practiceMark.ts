/**
 * That this tab goes to practice, and whether from the beginning: kept by the tab until it leaves or is closed. Without
 * it the practice page goes back to the first screen, so that no address that somebody types leads past that screen.
 */
import type { Election } from "../domain/election.ts";

const key = "turnout-practice";
/** From a tablet that is set up, its election's definition, as JSON: the practice page reads nothing of the tablet. */
const electionKey = "turnout-practice-election";

export type PracticeMark = "go" | "anew";

export function markPractice(mark: PracticeMark | undefined, own?: Election): void {
  if (mark === undefined) {
    sessionStorage.removeItem(key);
    sessionStorage.removeItem(electionKey);
  } else sessionStorage.setItem(key, mark);
  if (own !== undefined) sessionStorage.setItem(electionKey, JSON.stringify(own));
}

export function practiceMark(): PracticeMark | undefined {
  const mark = sessionStorage.getItem(key);
  return mark === "go" || mark === "anew" ? mark : undefined;
}

/** Undefined on a tablet that is not set up. */
export function ownElection(): Election | undefined {
  const text = sessionStorage.getItem(electionKey);
  return text === null ? undefined : (JSON.parse(text) as Election);
}
