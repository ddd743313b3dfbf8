/**
 * Decides when the next round of sync is due. No state is absorbing: after every round, however it ended, a timer runs.
 * Failures wait 1 s to 60 s with full jitter, so that a hundred tablets do not come back at once; `poke` (a new event,
 * the county's live stream, the network returning, the screen becoming visible) brings the next round forward.
 */
import type { SyncOutcome } from "./sync.ts";

export type SyncLoopDeps = {
  readonly step: () => Promise<SyncOutcome>;
  readonly onOutcome: (outcome: SyncOutcome) => Promise<void>;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  /** Calls back once after this many milliseconds; answers a function that prevents it. */
  readonly timer: (ms: number, then: () => void) => () => void;
};

/** Between rounds while all is well; pokes come sooner. */
const quietMs = 10_000;
const firstRetryMs = 1_000;
const lastRetryMs = 60_000;

export class SyncLoop {
  readonly #deps: SyncLoopDeps;
  #failures = 0;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(deps: SyncLoopDeps) {
    this.#deps = deps;
  }

  /** Starts a round now, or right after the one that is under way. Resolves when it is over. */
  poke(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#again = true;
    this.#round ??= this.#run();
    return this.#round;
  }

  async #run(): Promise<void> {
    this.#cancel();
    let outcome: SyncOutcome = { outcome: "noNetwork" };
    try {
      do {
        this.#again = false;
        outcome = await this.#step();
        await this.#deps.onOutcome(outcome);
      } while (this.#again && !this.#stopped && outcome.outcome === "inStep");
    } finally {
      this.#round = undefined;
      this.#failures = outcome.outcome === "inStep" ? 0 : this.#failures + 1;
      this.#schedule();
    }
  }

  /** A round that breaks (its storage is full or gone) is an outcome like any other, and is shown. */
  async #step(): Promise<SyncOutcome> {
    try {
      return await this.#deps.step();
    } catch (error) {
      return { outcome: "failed", what: error instanceof Error ? error.name : String(error) };
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #schedule(): void {
    if (this.#stopped) return;
    const limit = Math.min(lastRetryMs, firstRetryMs * 2 ** this.#failures);
    const wait = this.#failures === 0 ? quietMs * (0.5 + this.#deps.random()) : limit * this.#deps.random();
    this.#cancel = this.#deps.timer(wait, () => void this.poke());
  }
}
