/** An entry of the county log opened with the event key: what it says, or why nobody can tell. */
import { type EventBody, readBody } from "../domain/events.ts";
import { countyDevice, readLeaf } from "../log/eventBytes.ts";
import { openBody } from "../log/sealedBody.ts";
import type { StoredEntry } from "./logStore.ts";

export type OpenedEntry = { readonly body: EventBody } | { readonly body?: undefined; readonly why: string };

export async function openedEntry(eventKey: CryptoKey, entry: StoredEntry): Promise<OpenedEntry> {
  const leaf = readLeaf(entry.leaf);
  if (!leaf.ok) return { why: "is not an event" };
  const { body, election } = leaf.value.envelope;
  let json: unknown = body;
  // The event key is what makes a tablet the county's: whoever has none could write clear bodies only.
  if (typeof body !== "string" && entry.device !== countyDevice) return { why: "is not sealed" };
  if (typeof body === "string") {
    const opened = await openBody(eventKey, { election, device: entry.device, seq: entry.seq }, body);
    if (!opened.ok) return { why: "cannot be opened with the event key" };
    json = opened.value;
  }
  const read = readBody(json);
  if (read.kind === "known") return { body: read.body };
  return { why: read.kind === "unknownType" ? "is of a type that needs newer software" : "is malformed" };
}
