/** Whether people may practice on a tablet that is set up: only while it is closed, and with the county's practice code. */
import { err, ok, type Result } from "../domain/result.ts";
import { practiceCodeHash } from "../protocol/practiceCode.ts";
import { pauseAfter } from "./pinTries.ts";
import type { TabletMemory } from "./tabletMemory.ts";

export type PracticeProblem =
  | { readonly type: "wrongCode" }
  /** Too many wrong ones: none is looked at for so long. */
  | { readonly type: "pause"; readonly ms: number }
  /** The tablet was set up by an endpoint that gave it none. */
  | { readonly type: "noCode" }
  /** The polls may be open. */
  | { readonly type: "notClosed" };

type Tries = { readonly wrong: number; readonly until: number };
/** Of each tablet; a restart forgives, for nothing lies behind it. */
const tries = new WeakMap<object, Tries>();

/** `uptime`: milliseconds, by a clock that nobody can turn. */
export async function mayPractice(
  memory: Pick<TabletMemory, "session" | "phase">,
  uptime: number,
  code: string,
): Promise<Result<void, PracticeProblem>> {
  const { session, phase } = memory;
  if (session === undefined || phase.phase !== "closed") return err({ type: "notClosed" });
  const { identity, election } = session;
  if (identity.practice === undefined) return err({ type: "noCode" });
  const before = tries.get(memory) ?? { wrong: 0, until: 0 };
  const ms = before.until - uptime;
  if (ms > 0) return err({ type: "pause", ms });
  if ((await practiceCodeHash(election.id, code)) === identity.practice) {
    tries.delete(memory);
    return ok(undefined);
  }
  const wrong = before.wrong + 1;
  tries.set(memory, { wrong, until: uptime + pauseAfter(wrong) });
  return err({ type: "wrongCode" });
}
