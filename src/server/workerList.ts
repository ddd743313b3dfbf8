/**
 * The county's list of workers and their PIN verifiers, and those whom it took off the list. Sealed under K in the
 * database; it takes effect with the next published version, with which it travels.
 */
import * as z from "zod/mini";
import type { Election } from "../domain/election.ts";
import { hex, sha256, utf8 } from "../log/encoding.ts";
import { amendmentKey } from "../protocol/keys.ts";
import { HeardBefore, RemovedWorkers, type Worker, Workers } from "../protocol/workers.ts";
import { openChunkInto, sealBytes } from "../roll/sealedChunk.ts";
import type { Publisher } from "./publish.ts";

const WorkerList = z.strictObject({
  workers: Workers,
  removed: RemovedWorkers,
  heard: z._default(HeardBefore, {}),
});
export type WorkerList = z.infer<typeof WorkerList>;

/**
 * Lists these workers from now on. What changed is dated now, also that somebody is not among them any more; beside the
 * date stands how far the county log went, because what a place said before that does not outlast it. `alsoRemoved`: ids
 * of others who may not work any more, whom a place added.
 */
export async function setWorkers(
  publisher: Publisher,
  workers: readonly Worker[],
  alsoRemoved: readonly string[] = [],
): Promise<void> {
  const { database, election, electionKey, random, now, sequencer } = publisher;
  const before = await readWorkerList(publisher);
  const said = new Map<string, Worker | WorkerList["removed"][number]>();
  for (const word of [...before.removed, ...before.workers]) said.set(word.id, word);
  const later = (id: string): number => Math.max(Math.round(now()), (said.get(id)?.since ?? 0) + 1);
  const same = (worker: Worker): Worker | undefined => before.workers.find((one) => saysTheSame(one, worker));
  const listed = new Set(workers.map(({ id }) => id));
  const newlyRemoved = new Set([...before.workers.map(({ id }) => id), ...alsoRemoved].filter((id) => !listed.has(id)));
  const changed = [...workers.filter((one) => same(one) === undefined).map(({ id }) => id), ...newlyRemoved];
  const { size } = await sequencer.refresh();
  const list: WorkerList = {
    workers: workers.map((one) => same(one) ?? { ...one, since: later(one.id) }),
    removed: [
      ...before.removed.filter(({ id }) => !listed.has(id) && !newlyRemoved.has(id)),
      ...[...newlyRemoved].map((id) => ({ id, since: later(id) })),
    ],
    heard: { ...before.heard, ...Object.fromEntries(changed.map((id) => [id, size])) },
  };
  const text = utf8(JSON.stringify(WorkerList.parse(list)));
  const bytes = await sealBytes(text, await amendmentKey(electionKey), workersPlace(election), random);
  const row = { bytes, opened: text.length };
  await database.db
    .insertInto("sealed_file")
    .values({ name: "workers", ...row })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
    .execute();
}

function saysTheSame({ since: _, ...one }: Worker, { since: __, ...other }: Worker): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

const sorted = (worker: object): unknown[] =>
  Object.entries(worker)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === "object" && value !== null ? sorted(value) : value]);

const workersPlace = (election: Election) => ({ election: election.id, version: 0, name: "county/workers" });

/** The list as it was last set; an empty one before that. */
export async function readWorkerList({ database, election, electionKey }: Publisher): Promise<WorkerList> {
  const row = await database.db.selectFrom("sealed_file").selectAll().where("name", "=", "workers").executeTakeFirst();
  if (row === undefined) return { workers: [], removed: [], heard: {} };
  const bytes = new Uint8Array(row.bytes);
  const text = new Uint8Array(row.opened);
  const key = await amendmentKey(electionKey);
  const opened = await openChunkInto(bytes, hex(await sha256(bytes)), key, workersPlace(election), text);
  if (!opened.ok) throw new Error(`The county's list of workers does not open: ${opened.error.type}`);
  const read = z.union([WorkerList, Workers]).parse(JSON.parse(new TextDecoder().decode(text)));
  return Array.isArray(read) ? { workers: read, removed: [], heard: {} } : read; // an older list names nobody who was taken off
}

/** Who may work, as it was last set. */
export async function readWorkers(publisher: Publisher): Promise<Worker[]> {
  return (await readWorkerList(publisher)).workers;
}
