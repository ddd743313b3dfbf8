/**
 * Taking a device's log: what stands in a push is verified (encoding, chain inside the batch, every signature) before
 * the sequencer sees it, and compared with what the log already has when it is its turn.
 *
 * Guarantees: a push enters whole or not at all; each event enters once, in order, however often, in whatever pieces and
 * by whichever tablet it is sent. A gap is refused with the seq that comes next. Another event at a seq that the log
 * has is a fork: nothing is stored, the tablet sets itself up again and hands the rest over (`handOver`).
 */
import { err, ok, type Result } from "../domain/result.ts";
import { type EventLeaf, readLeaf, verifyEvent } from "../log/eventBytes.ts";
import { decodeBundle } from "../log/tiles.ts";
import { pushBytes, pushEvents } from "../protocol/deviceLog.ts";
import { hashOfEvent } from "./countyEvents.ts";
import type { DeviceRow } from "./database.ts";
import type { DeviceKeys } from "./deviceKeys.ts";
import { knownHashes, readChain } from "./logStore.ts";
import type { Round } from "./round.ts";
import type { Sequencer } from "./sequencer.ts";

export type PushProblem =
  | { readonly type: "badRequest"; readonly what: string }
  | { readonly type: "tooLarge" }
  | { readonly type: "unknownDevice" }
  | { readonly type: "badEvent"; readonly what: string }
  | { readonly type: "badSignature" }
  /** `expects`: the seq that the county wants next. */
  | { readonly type: "gap"; readonly expects: number }
  | { readonly type: "fork" };

/** A device's event, read and verified. */
type Verified = {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly leaf: Uint8Array;
};

export type AcceptDeps = { readonly sequencer: Sequencer; readonly election: string; readonly keys: DeviceKeys };

/** Adds the events of a push; answers the device as the county then sees it. */
export async function acceptPush(
  deps: AcceptDeps,
  device: string,
  bundle: Uint8Array,
): Promise<Result<DeviceRow, PushProblem>> {
  const events = await readEvents(deps, device, bundle);
  if (!events.ok) return events;
  const broken = chainBreak(events.value);
  if (broken === "otherHash") return err({ type: "badEvent", what: "the chain is broken inside the push" });
  if (broken === "gap") {
    const row = (await deps.sequencer.refresh()).devices.get(device);
    return err({ type: "gap", expects: (row?.head_seq ?? -1) + 1 });
  }
  return deps.sequencer.submit((round) => planPush(round, device, events.value));
}

/**
 * Adds events of a device whose chain is broken. Events that the log has are skipped; those that follow the chain are
 * added as a push would; the rest is added after a DeviceLogHandedOver of the county, and the device id is at its end. Of a
 * device that was revoked the rest is taken as well, so that nothing is lost, and counts for nothing (`Standings.trusts`).
 */
export async function handOver(
  deps: AcceptDeps,
  device: string,
  by: string,
  bundle: Uint8Array,
): Promise<Result<DeviceRow, PushProblem>> {
  const events = await readEvents(deps, device, bundle);
  if (!events.ok) return events;
  return deps.sequencer.submit((round) => planHandOver(round, device, by, events.value));
}

/** Decodes and verifies; the device's signature over each event is the authority, whoever carries it. */
async function readEvents(
  { sequencer, election, keys }: AcceptDeps,
  device: string,
  bundle: Uint8Array,
): Promise<Result<Verified[], PushProblem>> {
  if (bundle.length > pushBytes) return err({ type: "tooLarge" });
  const leaves = decodeBundle(bundle);
  if (!leaves.ok) return err({ type: "badRequest", what: "the bundle ends within an event" });
  if (leaves.value.length === 0) return err({ type: "badRequest", what: "the bundle is empty" });
  if (leaves.value.length > pushEvents) return err({ type: "tooLarge" });
  const { devices } = await sequencer.state();
  const row = devices.get(device) ?? (await sequencer.refresh()).devices.get(device);
  const key = row === undefined ? undefined : await keys.get(device, row.public_key);
  if (key === undefined) return err({ type: "unknownDevice" });
  const read: { event: EventLeaf; verified: Verified }[] = [];
  for (const leaf of leaves.value) {
    const event = readLeaf(leaf);
    if (!event.ok)
      return err({ type: "badEvent", what: event.error.type === "notAnEvent" ? event.error.what : "too large" });
    const { envelope, bytes } = event.value;
    if (envelope.device !== device) return err({ type: "badEvent", what: "an event of another device" });
    if (envelope.election !== election) return err({ type: "badEvent", what: "an event of another election" });
    const { seq, prev } = envelope;
    read.push({ event: event.value, verified: { seq, prev, hash: hashOfEvent(bytes), leaf } });
  }
  const good = await Promise.all(read.map(({ event, verified }) => verifyEvent(key, verified.hash, event.signature)));
  return good.every(Boolean) ? ok(read.map(({ verified }) => verified)) : err({ type: "badSignature" });
}

/** How the events of one push fail to follow one another; undefined if they do. */
function chainBreak(events: readonly Verified[]): "gap" | "otherHash" | undefined {
  for (let at = 1; at < events.length; at++) {
    const [before, event] = [events[at - 1] as Verified, events[at] as Verified];
    if (event.seq !== before.seq + 1) return "gap";
    if (event.prev !== before.hash) return "otherHash";
  }
  return undefined;
}

async function planPush(
  round: Round,
  device: string,
  events: readonly Verified[],
): Promise<Result<DeviceRow, PushProblem>> {
  const row = round.device(device);
  const first = events[0];
  if (row === undefined || first === undefined) return err({ type: "unknownDevice" });
  const expects = row.head_seq + 1;
  if (first.seq > expects) return err({ type: "gap", expects });
  const fresh = events.filter(({ seq }) => seq >= expects);
  if (first.seq < expects && !(await hasAll(round, device, events.slice(0, events.length - fresh.length))))
    return err({ type: "fork" });
  const next = fresh[0];
  if (next === undefined) return ok(row);
  if (next.prev !== row.head_hash || row.state === "handedOver") return err({ type: "fork" });
  for (const { seq, hash, leaf } of fresh) round.append({ device, seq, hash, leaf, handedOver: false });
  return ok(round.device(device) as DeviceRow);
}

/** Whether the log (or this round) has exactly these events in the device's chain. */
async function hasAll(round: Round, device: string, events: readonly Verified[]): Promise<boolean> {
  const from = (events[0] as Verified).seq;
  const chain = await readChain(round.database, device, from, (events.at(-1) as Verified).seq);
  for (const entry of round.entries) if (entry.device === device && !entry.handedOver) chain.set(entry.seq, entry.hash);
  return events.every(({ seq, hash }) => chain.get(seq) === hash);
}

async function planHandOver(
  round: Round,
  device: string,
  by: string,
  events: readonly Verified[],
): Promise<Result<DeviceRow, PushProblem>> {
  const row = round.device(device);
  if (row === undefined) return err({ type: "unknownDevice" });
  const hashes = events.map(({ hash }) => hash);
  const known = await knownHashes(round.database, hashes);
  for (const entry of round.entries) known.add(entry.hash);
  const fresh = new Map(events.filter(({ hash }) => !known.has(hash)).map((event) => [event.hash, event]));
  const following: Verified[] = [];
  if (row.state === "good") {
    let { head_seq: seq, head_hash: hash } = row;
    for (const event of [...fresh.values()].sort((a, b) => a.seq - b.seq)) {
      if (event.seq !== seq + 1 || event.prev !== hash) continue;
      following.push(event);
      fresh.delete(event.hash);
      ({ seq, hash } = event);
    }
  }
  for (const { seq, hash, leaf } of following) round.append({ device, seq, hash, leaf, handedOver: false });
  if (fresh.size > 0) {
    await round.say({ type: "DeviceLogHandedOver", device, by, events: [...fresh.keys()] });
    for (const { seq, hash, leaf } of fresh.values()) round.append({ device, seq, hash, leaf, handedOver: true });
  }
  return ok(round.device(device) as DeviceRow);
}
