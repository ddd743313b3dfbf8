/**
 * What this tablet knows, as one file for the office when nothing else works: a line of JSON, then its own events, the
 * signatures that the county may not have, and its copy of the county log, as entry bundles, exactly as stored (all of it
 * stays sealed). `turnout recover` reads it.
 */
import { utf8 } from "../log/encoding.ts";
import { encodeBundle } from "../log/tiles.ts";
import { ownEvents } from "./ownLog.ts";
import type { TabletStore } from "./tabletStore.ts";

export const tabletFileFormat = "turnout-tablet/1";

export async function tabletFile(store: TabletStore): Promise<Blob> {
  const identity = await store.fact("identity");
  const frontier = await store.fact("frontier");
  const former = (await store.fact("formerIdentities")) ?? [];
  const devices = [...former.map((one) => one.device), ...(identity === undefined ? [] : [identity.device])];
  const own: Uint8Array[] = [];
  for (const device of devices) for await (const event of ownEvents(store, device)) own.push(event.leaf);
  const county: Uint8Array<ArrayBuffer>[] = [];
  const size = frontier?.size ?? 0;
  for (let at = 0; at < size; ) {
    const leaves = await store.entries(at, Math.min(1024, size - at));
    if (leaves.length === 0) break;
    county.push(bundleOf(leaves));
    at += leaves.length;
  }
  const signatures = await store.signaturesToSend(await store.signaturesToSendCount());
  const header = {
    format: tabletFileFormat,
    devices,
    vkey: identity?.vkey ?? "",
    checkpoint: frontier?.note ?? "",
    events: own.length,
    signatures: signatures.length,
    entries: size,
  };
  return new Blob(
    [utf8(`${JSON.stringify(header)}\n`), bundleOf(own), bundleOf(signatures.map(({ bytes }) => bytes)), ...county],
    {
      type: "application/octet-stream",
    },
  );
}

/** Each behind its length. */
export function bundleOf(leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bundle = encodeBundle(leaves);
  if (!bundle.ok) throw new Error(bundle.error.type); // leaves have at most 8 KB, signatures 24 KB
  return bundle.value;
}
