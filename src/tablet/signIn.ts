/** A worker's PIN: proved on an open desk, or by opening the desk with it after a reload. Wrong ones are counted and kept. */
import { err, ok, type Result } from "../domain/result.ts";
import { hashPin, pinFits } from "../protocol/pin.ts";
import type { Worker } from "../protocol/workers.ts";
import { afterWrongPin, freeTries } from "./pinTries.ts";
import type { PinProblem } from "./tabletInterface.ts";
import type { TabletStore } from "./tabletStore.ts";

/** The hash of the right PIN, to wrap K with for the next reload. */
export type ProvedPin = { readonly worker: Worker; readonly hashed: Uint8Array };

/** Proves a PIN against the verifier in the sealed list of workers. */
export async function pinOf(worker: Worker | undefined, pin: string): Promise<ProvedPin | undefined> {
  if (worker === undefined) return undefined;
  const hashed = await hashPin(pin, worker.pin);
  return pinFits(hashed, worker) ? { worker, hashed } : undefined;
}

/** What came of a try. `undefined`: the PIN cannot be proved here and now, which is not a wrong PIN. */
export type Tried<T> = T | "wrong" | undefined;

/**
 * Counts tries, one at a time, so that a hundred at once are not one. A try is counted before its slow hash, and kept, so
 * that a reload in the middle forgives nothing. A pause holds one worker, never the tablet.
 */
export class PinGate {
  readonly #store: Pick<TabletStore, "fact" | "setFact">;
  readonly #now: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<TabletStore, "fact" | "setFact">, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The outcome of `prove` if this worker may try now and the PIN is right; a right one forgives the wrong ones before. */
  attempt<T>(worker: string, prove: () => Promise<Tried<T>>): Promise<Result<T, PinProblem>> {
    const mine = this.#turn.then(() => this.#attempt(worker, prove));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #attempt<T>(worker: string, prove: () => Promise<Tried<T>>): Promise<Result<T, PinProblem>> {
    const before = (await this.#store.fact("pinTries")) ?? [];
    const tried = before.find((one) => one.worker === worker);
    if (tried !== undefined && tried.until > this.#now()) return err({ type: "workerLocked", until: tried.until });
    const others = before.filter((one) => one.worker !== worker);
    const after = afterWrongPin(tried, worker, this.#now());
    await this.#store.setFact("pinTries", [...others, after]);
    const proved = await prove();
    if (proved === "wrong")
      return err(
        after.until > 0
          ? { type: "workerLocked", until: after.until }
          : { type: "wrongPin", triesLeft: freeTries - after.wrong },
      );
    await this.#store.setFact("pinTries", proved === undefined ? before : others);
    return proved === undefined ? err({ type: "openingCodeNeeded" }) : ok(proved);
  }

  /** A new PIN forgives the wrong ones before it. */
  forgive(worker: string): Promise<void> {
    const mine = this.#turn.then(async () => {
      const tries = (await this.#store.fact("pinTries")) ?? [];
      const others = tries.filter((one) => one.worker !== worker);
      if (others.length < tries.length) await this.#store.setFact("pinTries", others);
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
