/**
 * What was practiced on this tablet, by whom: kept in the browser under a name of practice, apart from every election, and
 * never sent anywhere. It outlives the practice of a day.
 */
import * as z from "zod/mini";
import type { Played } from "../../practice/rehearsal.ts";
import { Attempt, Readiness } from "../../training/readiness.ts";
import type { Session } from "./session.ts";

const key = "turnout-practice/readiness";
const mostAttempts = 2_000;

const Kept = z.strictObject({
  /** Who practices now, as they typed it; "" before anybody did. */
  worker: z.string(),
  attempts: z.array(Attempt),
  /** Read from other tablets. */
  others: z.array(Readiness),
});
export type Kept = z.infer<typeof Kept>;

const nothing: Kept = { worker: "", attempts: [], others: [] };

/** What cannot be read is as nothing. */
export function kept(): Kept {
  try {
    const read = Kept.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
    return read.success ? read.data : nothing;
  } catch {
    return nothing;
  }
}

export function keep(change: Partial<Kept>): Kept {
  const now = { ...kept(), ...change };
  localStorage.setItem(key, JSON.stringify({ ...now, attempts: now.attempts.slice(-mostAttempts) }));
  return now;
}

export function keepAttempt({ playing }: Session, { outcome, extraSteps, seconds }: Played, at: number): void {
  const { worker, attempts } = kept();
  const scenario = playing?.cast.scenario.id ?? "";
  keep({ attempts: [...attempts, { worker, scenario, outcome, extraSteps, seconds: Math.round(seconds), at }] });
}
