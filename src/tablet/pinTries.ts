/**
 * The pauses after wrong PINs. A pause holds one worker only, never the tablet. It is waited by a clock that nobody can
 * turn, which begins anew with the program: started again in the middle of a pause, the tablet waits the whole pause.
 */

/** Tries before the first pause. */
export const freeTries = 5;
const pausesMs = [30_000, 60_000, 5 * 60_000, 15 * 60_000];

/** Milliseconds for which no PIN of a worker is taken after so many wrong ones. */
export function pauseAfter(wrong: number): number {
  return wrong < freeTries ? 0 : (pausesMs[Math.min(wrong - freeTries, pausesMs.length - 1)] as number);
}
