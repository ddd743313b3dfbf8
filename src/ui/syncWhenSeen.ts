/** A tablet that wakes up (its screen on again, this tab in front again) sends and fetches at once, not at its next timer. */
import type { Tablet } from "../tablet/tabletInterface.ts";

/** Answers a function that ends it. */
export function syncWhenSeen(tablet: Pick<Tablet, "syncNow">, page: Document): () => void {
  const seen = (): void => {
    // A round that fails has its own timer; a worker that failed has already told every screen.
    if (page.visibilityState === "visible") void tablet.syncNow().catch(() => undefined);
  };
  page.addEventListener("visibilitychange", seen);
  return () => page.removeEventListener("visibilitychange", seen);
}
