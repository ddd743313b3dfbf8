/** The pauses after wrong PINs. A pause holds one worker only, never the tablet. */
import type { PinTries } from "./tabletStore.ts";

/** Tries before the first pause. */
export const freeTries = 5;
const pausesMs = [30_000, 60_000, 5 * 60_000, 15 * 60_000];

/** The tries of a worker after one more wrong PIN. */
export function afterWrongPin(before: PinTries | undefined, worker: string, now: number): PinTries {
  const wrong = (before?.wrong ?? 0) + 1;
  const pause = wrong < freeTries ? 0 : (pausesMs[Math.min(wrong - freeTries, pausesMs.length - 1)] as number);
  return { worker, wrong, until: pause === 0 ? 0 : now + pause };
}
