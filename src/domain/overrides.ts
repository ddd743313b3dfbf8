/**
 * Checks before an act, each passed, failed, or waiting for a person to look; and the reasons with which one goes on all the same
 * where that is allowed. A reason stands in the event, and is shown wherever the event is.
 */
import { err, ok, type Result } from "./result.ts";

export type CheckState = "passed" | "failed" | "ask";
export type Checked<C extends string = string> = {
  readonly check: C;
  readonly state: CheckState;
  /** One may go on all the same, with a reason. */
  readonly mayOverride: boolean;
};

export type Override = { readonly check: string; readonly reason: string };
export type OverrideProblem =
  | { readonly type: "mustBePutRight"; readonly checks: readonly string[] }
  | { readonly type: "notLookedAt"; readonly checks: readonly string[] }
  | { readonly type: "reasonNeeded"; readonly checks: readonly string[] };

/** Whether one may go on with these reasons; those that stand in the event, of failed checks only. The gravest problem first. */
export function mayGoOn(
  checked: readonly Checked[],
  overrides: readonly Override[],
): Result<readonly Override[], OverrideProblem> {
  const which = (holds: (one: Checked) => boolean): string[] => checked.filter(holds).map(({ check }) => check);
  const given = overrides.filter(({ reason }) => reason.trim() !== "");
  const problems: OverrideProblem[] = [
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

/** What a person has seen: yes, no, or nobody has looked yet. */
export const stateOfSeen = (seen: boolean | undefined): CheckState =>
  seen === undefined ? "ask" : seen ? "passed" : "failed";
