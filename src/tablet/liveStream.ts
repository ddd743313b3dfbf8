/**
 * Hears the county's pokes. They only bring the next round of sync forward: without them the timer does, so a lost stream
 * costs seconds, never a record. That the stream breaks, or is there again, is news of the network: a round soon after
 * it tells the worker that the network is gone, or sends what waited for it. A browser gives a stream up for good after an
 * answer other than 200 (a proxy's 503); it is opened again then.
 */
const reopenMs = 30_000;
/** The streams of all tablets of a county break and return in one moment; their rounds are spread over this time. */
const spreadMs = 3_000;

/** `onPoke` is called for each new checkpoint and when the network goes or returns. Answers a function that ends it. */
export function hearCounty(path: string, onPoke: () => void, random: () => number = Math.random): () => void {
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let broken = false;
  const changed = (nowBroken: boolean): void => {
    if (broken === nowBroken) return;
    broken = nowBroken;
    clearTimeout(soon);
    soon = setTimeout(onPoke, spreadMs * random());
  };
  const open = (): void => {
    stream = new EventSource(path);
    stream.addEventListener("checkpoint", onPoke);
    stream.addEventListener("open", () => changed(false));
    stream.addEventListener("error", () => {
      if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, reopenMs);
      changed(true);
    });
  };
  open();
  self.addEventListener("online", onPoke);
  return () => {
    clearTimeout(again);
    clearTimeout(soon);
    stream?.close();
    self.removeEventListener("online", onPoke);
  };
}
