/** Reads this tablet's own log back: in pieces, and with its chain checked from the enrolment to the newest event. */
import { eventHash, readLeaf } from "../log/eventBytes.ts";
import type { Head, StoredEvent, TabletStore } from "./tabletStore.ts";

const piece = 500;

export async function* ownEvents(store: Pick<TabletStore, "events">, device: string): AsyncGenerator<StoredEvent> {
  for (let from = 0; ; ) {
    const events = await store.events(device, from, piece);
    yield* events;
    const last = events.at(-1);
    if (last === undefined) return;
    from = last.seq + 1;
  }
}

/** False if an event is missing, changed or out of order: then this identity cannot go on. */
export async function chainHolds(
  store: Pick<TabletStore, "events">,
  device: string,
  enrolled: string,
): Promise<boolean> {
  let head: Head = { seq: -1, hash: enrolled };
  for await (const event of ownEvents(store, device)) {
    const read = readLeaf(event.leaf);
    if (!read.ok) return false;
    const { seq, prev, device: writer } = read.value.envelope;
    if (writer !== device || seq !== head.seq + 1 || prev !== head.hash || event.seq !== seq) return false;
    if ((await eventHash(read.value.bytes)) !== event.hash) return false;
    head = { seq, hash: event.hash };
  }
  return true;
}
