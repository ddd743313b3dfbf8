/** Locks a tablet that nobody has touched for as long as the county's rules say. What was begun is kept. */
import { useEffect } from "react";
import { useFailure, useSurroundings } from "../surroundings.ts";

const touches = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** `minutes`: undefined where nobody has a PIN, and the opening card would be needed again. */
export function useIdleLock(minutes: number | undefined): void {
  const { tablet, now } = useSurroundings();
  const fail = useFailure();
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
      tablet.lock().catch(fail);
    }, 5000);
    return () => {
      clearInterval(timer);
      for (const touch of touches) document.removeEventListener(touch, touched, { capture: true });
    };
  }, [tablet, now, fail, minutes]);
}
