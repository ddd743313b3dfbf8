/**
 * That this tab goes to practice, and whether from the beginning: kept by the tab until it leaves or is closed. Without
 * it the practice page goes back to the first screen, so that no address that somebody types leads past that screen.
 */
const key = "turnout-practice";

export type PracticeMark = "go" | "anew";

export function markPractice(mark: PracticeMark | undefined): void {
  if (mark === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, mark);
}

export function practiceMark(): PracticeMark | undefined {
  const mark = sessionStorage.getItem(key);
  return mark === "go" || mark === "anew" ? mark : undefined;
}
