/**
 * Hears the county's pokes. They only bring the next round of sync forward: without them the timer does, so a lost stream
 * costs seconds, never a record. A browser gives a stream up for good after an answer other than 200 (a proxy's 503); it
 * is opened again then.
 */
const reopenMs = 30_000;

/** `onPoke` is called for each new checkpoint and when the network returns. Answers a function that ends it. */
export function hearCounty(path: string, onPoke: () => void): () => void {
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    stream = new EventSource(path);
    stream.addEventListener("checkpoint", onPoke);
    stream.addEventListener("error", () => {
      if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, reopenMs);
    });
  };
  open();
  self.addEventListener("online", onPoke);
  return () => {
    clearTimeout(again);
    stream?.close();
    self.removeEventListener("online", onPoke);
  };
}
