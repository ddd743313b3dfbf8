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

export class PracticeGate {
  readonly #memory: Pick<TabletMemory, "session" | "phase">;
  readonly #uptime: () => number;
  #wrong = 0;
  #until = 0;

  /** `uptime`: milliseconds, by a clock that nobody can turn. */
  constructor(memory: Pick<TabletMemory, "session" | "phase">, uptime: () => number) {
    this.#memory = memory;
    this.#uptime = uptime;
  }

  async ask(code: string): Promise<Result<void, PracticeProblem>> {
    const { session, phase } = this.#memory;
    if (session === undefined || phase.phase !== "closed") return err({ type: "notClosed" });
    const { identity, election } = session;
    if (identity.practice === undefined) return err({ type: "noCode" });
    const ms = this.#until - this.#uptime();
    if (ms > 0) return err({ type: "pause", ms });
    if ((await practiceCodeHash(election.id, code)) === identity.practice) {
      this.#wrong = 0;
      return ok(undefined);
    }
    this.#wrong++;
    this.#until = this.#uptime() + pauseAfter(this.#wrong);
    return err({ type: "wrongCode" });
  }
}
