/**
 * One tablet runs one tab of the poll book: a Web Lock holds it, and ends with the tab, however it ends. A second tab
 * is told, and may take over; the first one then ends its work at once and may take over in its turn, any number of
 * times. Beginning and ending never overlap: work that was lost while it began is ended when it has begun.
 */
export type TabWork = {
  /** This tab runs the poll book now. */
  readonly begin: () => Promise<void>;
  /** Another tab has taken over: nothing of this one may go on. May be called when nothing runs. */
  readonly end: () => void;
  /** Another tab runs the poll book. */
  readonly elsewhere: () => void;
};

export class OneTab {
  readonly #locks: Pick<LockManager, "request">;
  readonly #name: string;
  readonly #work: TabWork;
  readonly #graceMs: number;
  /** The hold of the lock that counts; one that was stolen is another object. */
  #hold: object | undefined;
  #asking: Promise<void> | undefined;
  #working: Promise<void> = Promise.resolve();

  /**
   * `graceMs`: how long to wait for a tab that is just ending; after a reload the old page's worker may still hold the
   * lock for a moment, and must not pass for another tab. `name`: of the lock.
   */
  constructor(locks: Pick<LockManager, "request">, work: TabWork, graceMs = 0, name = "turnout/tab") {
    this.#locks = locks;
    this.#name = name;
    this.#work = work;
    this.#graceMs = graceMs;
  }

  /** Whether this tab runs the poll book. */
  get here(): boolean {
    return this.#hold !== undefined;
  }

  /** Takes the lock if it is free, or from the tab that holds it; resolves when this tab's work has begun or it may not. */
  run(from: "ifFree" | "otherTab"): Promise<void> {
    if (this.here) return this.#working;
    this.#asking ??= this.#ask(from).finally(() => {
      this.#asking = undefined;
    });
    // Not part of asking: what is lost while it begins may be asked for again.
    return this.#asking.then(() => this.#working);
  }

  async #ask(from: "ifFree" | "otherTab"): Promise<void> {
    const mine = {};
    const patient: LockOptions =
      this.#graceMs > 0 ? { signal: AbortSignal.timeout(this.#graceMs) } : { ifAvailable: true };
    const options: LockOptions = from === "otherTab" ? { steal: true } : patient;
    if (!(await this.#request(options, mine))) return this.#work.elsewhere();
    const begin = (): Promise<void> => this.#begin(mine);
    // Whoever asked hears of a failure; the next one begins all the same.
    this.#working = this.#working.then(begin, begin);
  }

  async #begin(mine: object): Promise<void> {
    if (this.#hold !== mine) return;
    try {
      await this.#work.begin();
    } finally {
      if (this.#hold !== mine) this.#work.end();
    }
  }

  /** Answers whether the lock was granted. Its holder keeps it until the tab ends or another tab steals it. */
  #request(options: LockOptions, mine: object): Promise<boolean> {
    let granted = false;
    return new Promise((answer, fail) => {
      this.#locks
        .request(this.#name, options, (lock) => {
          granted = lock !== null;
          if (granted) this.#hold = mine;
          answer(granted);
          return granted ? new Promise<never>(() => undefined) : undefined;
        })
        // A stolen lock rejects the promise of the one who held it.
        .catch((error: unknown) => {
          if (granted) this.#lost(mine);
          else if (options.signal?.aborted) answer(false);
          else fail(error);
        });
    });
  }

  #lost(mine: object): void {
    if (this.#hold !== mine) return;
    this.#hold = undefined;
    this.#work.end();
    this.#work.elsewhere();
  }
}
