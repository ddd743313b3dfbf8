/** A worker's PIN: proved on an open desk, or by opening the desk with it after a reload. Wrong ones are counted and kept. */
import { err, ok, type Result } from "../domain/result.ts";
import { hashPin, pinFits } from "../protocol/pin.ts";
import type { Worker } from "../protocol/workers.ts";
import { freeTries, pauseAfter } from "./pinTries.ts";
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

export type PinGateDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact">;
  readonly now: () => number;
  /** Milliseconds since some moment, by a clock that nobody turns. */
  readonly uptime: () => number;
  /** Hears of each wrong PIN before it is answered, with the pause (ms) that it begins. */
  readonly refused: (worker: string, pauseMs: number) => Promise<void>;
  /** Hears of each right one before it is answered. */
  readonly proved: () => Promise<void>;
};

/**
 * Counts tries, one at a time, so that a hundred at once are not one. A try is counted before its slow hash, and kept, so
 * that a reload in the middle forgives nothing. A pause holds one worker, never the tablet.
 */
export class PinGate {
  readonly #deps: PinGateDeps;
  /** When this program began, and by worker when it last heard a wrong PIN: by the clock that nobody turns. */
  readonly #began: number;
  readonly #lastWrong = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: PinGateDeps) {
    this.#deps = deps;
    this.#began = deps.uptime();
  }

  /** The outcome of `prove` if this worker may try now and the PIN is right; a right one forgives the wrong ones before. */
  attempt<T>(worker: string, prove: () => Promise<Tried<T>>): Promise<Result<T, PinProblem>> {
    return this.#inTurn(() => this.#attempt(worker, prove));
  }

  async #attempt<T>(worker: string, prove: () => Promise<Tried<T>>): Promise<Result<T, PinProblem>> {
    const { store, now, uptime, refused, proved: hear } = this.#deps;
    const before = (await store.fact("pinTries")) ?? [];
    const tried = before.find((one) => one.worker === worker)?.wrong ?? 0;
    const waited = uptime() - (this.#lastWrong.get(worker) ?? this.#began);
    const left = pauseAfter(tried) - waited;
    if (left > 0) return err({ type: "workerLocked", until: now() + left });
    const others = before.filter((one) => one.worker !== worker);
    const wrong = tried + 1;
    await store.setFact("pinTries", [...others, { worker, wrong }]);
    const proved = await prove();
    if (proved === "wrong") {
      const pause = pauseAfter(wrong);
      this.#lastWrong.set(worker, uptime());
      await refused(worker, pause);
      return err(
        pause > 0 ? { type: "workerLocked", until: now() + pause } : { type: "wrongPin", triesLeft: freeTries - wrong },
      );
    }
    await store.setFact("pinTries", proved === undefined ? before : others);
    if (proved === undefined) return err({ type: "openingCodeNeeded" });
    await hear();
    return ok(proved);
  }

  /** A new PIN forgives the wrong ones before it. */
  forgive(worker: string): Promise<void> {
    const { store } = this.#deps;
    return this.#inTurn(async () => {
      const tries = (await store.fact("pinTries")) ?? [];
      const others = tries.filter((one) => one.worker !== worker);
      if (others.length < tries.length) await store.setFact("pinTries", others);
    });
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
