/** Reads this tablet's own log back: in pieces, into a fold, and with its chain checked from the enrolment on. */
import { utf8 } from "../log/encoding.ts";
import { eventHash, type HashDomain, readLeaf } from "../log/eventBytes.ts";
import type { CountyFold } from "./countyFold.ts";
import type { BrokenIdentity } from "./tabletState.ts";
import type { Head, Identity, StoredEvent, TabletStore } from "./tabletStore.ts";
import { readWorkerCode } from "./workerCode.ts";

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
  domain?: HashDomain,
): Promise<boolean> {
  let head: Head = { seq: -1, hash: enrolled };
  for await (const event of ownEvents(store, device)) {
    const read = readLeaf(event.leaf);
    if (!read.ok) return false;
    const { seq, prev, device: writer } = read.value.envelope;
    if (writer !== device || seq !== head.seq + 1 || prev !== head.hash || event.seq !== seq) return false;
    if ((await eventHash(read.value.bytes, domain)) !== event.hash) return false;
    head = { seq, hash: event.hash };
  }
  return true;
}

/** Why this identity cannot go on, as far as the tablet can tell by itself. */
export async function faultOf(
  store: Pick<TabletStore, "events">,
  { device, enrolled, privateKey }: Identity,
  domain?: HashDomain,
): Promise<BrokenIdentity | undefined> {
  try {
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, utf8("turnout/key-proof"));
  } catch {
    return "lostKey"; // some browsers give a stored key back as something that does not sign
  }
  return (await chainHolds(store, device, enrolled, domain)) ? undefined : "damagedLog";
}

/** A check-in of this tablet under its present number. */
export type OwnCheckIn = { readonly voter: string; readonly hash: string };

/**
 * What this tablet itself witnessed counts at once, sent or not, under this number or a former one of this election.
 * Answers the check-ins under the present number that count.
 */
export async function foldOwn(
  store: Pick<TabletStore, "fact" | "events">,
  election: string,
  device: string,
  fold: CountyFold,
): Promise<OwnCheckIn[]> {
  const former = ((await store.fact("formerIdentities")) ?? []).filter((one) => one.election === election);
  for (const handed of (await store.fact("handedWorkers")) ?? []) {
    const addition = readWorkerCode(handed);
    if (addition !== undefined) fold.workers.addHanded(addition);
  }
  for (const own of [...former.map((one) => one.device), device])
    for await (const event of ownEvents(store, own)) await fold.addOwn(event.leaf);
  const { standings } = fold;
  return [...standings.voters()].flatMap((voter) =>
    standings
      .of(voter)
      .checkIns.filter((fact) => fact.event.device === device)
      .map((fact) => ({ voter, hash: fact.event.hash })),
  );
}
