/**
 * Opens entries of the county log: takes each apart, decrypts its body, names it by its hash. Needs the event key and
 * nothing else, so a second worker can do it while the tablet's own one folds.
 */
import { countyDevice, createEventHasher, type EventLeaf, type HashDomain, readLeaf } from "../log/eventBytes.ts";
import { openBody } from "../log/sealedBody.ts";

/** Who wrote it, which of that device's events it is, its hash, and what it says as JSON; null if it does not open. */
export type OpenedEntry = readonly [device: string, seq: number, hash: string, body: unknown] | null;

/** Made once for each domain that this thread reads; tablets read one. */
const hashers = new Map<HashDomain, ReturnType<typeof createEventHasher>>();

function hasherOf(domain: HashDomain): ReturnType<typeof createEventHasher> {
  const made = hashers.get(domain) ?? createEventHasher(domain);
  hashers.set(domain, made);
  return made;
}

/** So many are decrypted side by side: more come no faster, and hold more memory. */
const together = 256;

export async function openEntries(
  key: CryptoKey,
  leaves: readonly Uint8Array[],
  domain: HashDomain = "event",
): Promise<OpenedEntry[]> {
  const opened: OpenedEntry[] = [];
  for (let at = 0; at < leaves.length; at += together)
    opened.push(...(await openTogether(key, leaves.slice(at, at + together), await hasherOf(domain))));
  return opened;
}

async function openTogether(
  key: CryptoKey,
  leaves: readonly Uint8Array[],
  hashOf: (bytes: Uint8Array) => string,
): Promise<OpenedEntry[]> {
  const read = leaves.map(readLeaf);
  // One promise for each body is what a fold of a million has to wait for.
  const bodies = await Promise.all(read.map((leaf) => (leaf.ok ? bodyOf(key, leaf.value) : undefined)));
  return read.map((leaf, at) => {
    const body = bodies[at];
    if (!leaf.ok || body?.ok !== true) return null;
    const { envelope, bytes } = leaf.value;
    return [envelope.device, envelope.seq, hashOf(bytes), body.value];
  });
}

/** In clear only the county speaks: whoever has no event key could write nothing else. */
function bodyOf(key: CryptoKey, { envelope }: EventLeaf) {
  const { body, device } = envelope;
  if (typeof body === "string") return openBody(key, envelope, body);
  return device === countyDevice ? { ok: true as const, value: body } : undefined;
}

/** Opens entries elsewhere than in this thread. */
export type EntryOpener = {
  /** Rejects if that place is gone; the caller then opens them itself. */
  open(key: CryptoKey, leaves: readonly Uint8Array[]): Promise<OpenedEntry[]>;
  end(): void;
};
