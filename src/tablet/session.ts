/** Everything that belongs to one identity of this tablet: its connection, its log, its copy of the county's, its sync. */
import { Election } from "../domain/election.ts";
import { parseVkey } from "../log/checkpoint.ts";
import type { HashDomain } from "../log/eventBytes.ts";
import { createTreeHasher } from "../log/merkleTree.ts";
import type { TabletReport } from "../protocol/deviceLog.ts";
import { type ConnectionDeps, CountyConnection } from "./countyConnection.ts";
import { CountyLogCopy } from "./countyLogCopy.ts";
import { EventLog } from "./eventLog.ts";
import { signatureFiles } from "./lateSignatures.ts";
import type { SecondCopy } from "./secondCopy.ts";
import { Sync } from "./sync.ts";
import type { Identity, TabletStore } from "./tabletStore.ts";

export type SessionDeps = ConnectionDeps & {
  readonly store: TabletStore;
  readonly copy: SecondCopy;
  readonly random: (bytes: number) => Uint8Array;
  /** How events are named: those of a practice otherwise than those of an election. */
  readonly domain?: HashDomain;
  readonly build: string;
  readonly freeBytes: () => Promise<number | undefined>;
};

export type Session = {
  readonly identity: Identity;
  readonly election: Election;
  readonly connection: CountyConnection;
  readonly eventLog: EventLog;
  readonly countyLog: CountyLogCopy;
  readonly sync: Sync;
};

export async function connect(
  deps: ConnectionDeps & { readonly store: Pick<TabletStore, "fact"> },
  identity: Identity,
): Promise<CountyConnection> {
  const key = await parseVkey(identity.vkey);
  if (!key.ok) throw new Error("the pinned county key is damaged");
  const { device, privateKey } = identity;
  const offset = (await deps.store.fact("clockOffset")) ?? 0;
  return new CountyConnection(deps, { device, privateKey, countyKey: key.value.publicKey }, offset);
}

export async function openSession(deps: SessionDeps, identity: Identity): Promise<Session> {
  const { store, copy } = deps;
  const election = Election.parse(JSON.parse(identity.election));
  if (election.signatureKey !== undefined) void signatureFiles(); // long before the first voter signs
  const connection = await connect(deps, identity);
  const { device, enrolled, privateKey, vkey } = identity;
  const eventLog = new EventLog(
    { ...deps, store: copy.following(store) },
    { device, election: election.id, enrolled, privateKey },
  );
  const countyLog = await CountyLogCopy.open({ store, hasher: await createTreeHasher(), vkey });
  const report = async (): Promise<TabletReport> => ({
    newest: (await eventLog.head()).seq,
    persistent: identity.persistent,
    roll: (await store.fact("roll"))?.version ?? 0,
    freeBytes: (await deps.freeBytes()) ?? null,
    build: deps.build,
    clockOff: Math.round(connection.clockOffset),
  });
  const accepted = (await store.fact("accepted")) ?? -1;
  const parts = { store, device, election: election.id, connection, eventLog, countyLog, now: deps.now, report };
  const sync = new Sync(parts, accepted);
  return { identity, election, connection, eventLog, countyLog, sync };
}
