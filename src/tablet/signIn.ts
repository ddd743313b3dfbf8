/** A worker's PIN: proved on an open desk, or by opening the desk with it after a reload. Wrong ones are counted and kept. */
import { err, type Result } from "../domain/result.ts";
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

/** Undefined if this worker may try now, else until when not. */
export async function heldUntil(
  store: Pick<TabletStore, "fact">,
  worker: string,
  now: number,
): Promise<number | undefined> {
  const mine = (await store.fact("pinTries"))?.find((one) => one.worker === worker);
  return mine !== undefined && mine.until > now ? mine.until : undefined;
}

/** Counts a wrong PIN; kept, so that a reload does not forgive it. A pause holds this worker, never the tablet. */
export async function countWrongPin(
  store: Pick<TabletStore, "fact" | "setFact">,
  worker: string,
  now: number,
): Promise<Result<never, PinProblem>> {
  const tries = (await store.fact("pinTries")) ?? [];
  const after = afterWrongPin(
    tries.find((one) => one.worker === worker),
    worker,
    now,
  );
  await store.setFact("pinTries", [...tries.filter((one) => one.worker !== worker), after]);
  if (after.until > now) return err({ type: "workerLocked", until: after.until });
  return err({ type: "wrongPin", triesLeft: freeTries - after.wrong });
}

/** A right PIN forgives the wrong ones before it. */
export async function forgetWrongPins(store: Pick<TabletStore, "fact" | "setFact">, worker: string): Promise<void> {
  const tries = (await store.fact("pinTries")) ?? [];
  if (tries.some((one) => one.worker === worker))
    await store.setFact(
      "pinTries",
      tries.filter((one) => one.worker !== worker),
    );
}
