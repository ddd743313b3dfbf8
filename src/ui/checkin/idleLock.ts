/** What happens on a tablet that nobody touches: it is locked after as long as the county's rules say; drafts are kept. */
import { useCallback, useEffect } from "react";
import { useFailure, useSurroundings } from "../surroundings.ts";

const touches = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** `minutes`: undefined where nobody has a PIN, and the opening card would be needed again. */
export function useIdleLock(minutes: number | undefined): void {
  const { tablet } = useSurroundings();
  const fail = useFailure();
  const lock = useCallback(() => void tablet.lock().catch(fail), [tablet, fail]);
  useIdle(minutes, lock);
}

/** Calls once, after nobody has touched the tablet for so long; undefined: never. */
export function useIdle(minutes: number | undefined, onIdle: () => void): void {
  const { now } = useSurroundings();
  useEffect(() => {
    if (minutes === undefined) return;
    let last = now();
    const touched = (): void => {
      last = now();
    };
    for (const touch of touches) document.addEventListener(touch, touched, { capture: true, passive: true });
    // Asked often instead of once: a tablet that slept wakes with its timers late.
    const timer = setInterval(() => {
      if (now() - last < minutes * 60_000) return;
      clearInterval(timer);
      onIdle();
    }, 5000);
    return () => {
      clearInterval(timer);
      for (const touch of touches) document.removeEventListener(touch, touched, { capture: true });
    };
  }, [now, minutes, onIdle]);
}
