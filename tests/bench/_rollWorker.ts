/** The part of the roll's benchmark that runs in a Web Worker of Chromium. */
import Dexie, { type EntityTable } from "dexie";
import { ok } from "../../src/domain/result.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { RollManifest } from "../../src/roll/rollManifest.ts";
import { startChunkOpeners } from "../../src/tablet/chunkOpeners.ts";
import type { CountyConnection } from "../../src/tablet/countyConnection.ts";
import { IndexedDbStore } from "../../src/tablet/indexedDbStore.ts";
import { loadRoll } from "../../src/tablet/rollLoader.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { rollKey } from "../helpers/memoryChunks.ts";
import { type Latencies, latencies, opened, queriesFor } from "./_rollLatency.ts";
import { measureSmall } from "./_searchBaselines.ts";
import { quantile } from "./benchResult.ts";

declare const self: DedicatedWorkerGlobalScope;

export type Order =
  | { readonly type: "dexie"; readonly voters: number }
  | { readonly type: "small" }
  /** `manifest`: its hash. */
  | { readonly type: "load"; readonly manifest: string }
  | { readonly type: "open" };

/** Seconds to store the first `rows`; milliseconds of a search in all. */
export type DexieMeasures = { readonly rows: number; readonly store: number; readonly search: number };
export type RollMeasures = { readonly seconds: number; readonly ours: Latencies };

const store = new IndexedDbStore("bench-roll");

function follow(order: Order): Promise<unknown> {
  switch (order.type) {
    case "dexie":
      return measureDexie(order.voters);
    case "small":
      return measureSmall();
    case "load":
      return load(order.manifest);
    case "open":
      return open();
  }
}

/** Seconds to bring the roll into this browser's database. */
async function load(manifest: string): Promise<number> {
  const connection: Pick<CountyConnection, "request"> = {
    async request(_method, path) {
      const answer = await fetch(path);
      return ok({ status: answer.status, body: new Uint8Array(await answer.arrayBuffer()), time: Date.now(), took: 0 });
    },
  };
  const from = performance.now();
  const deps = { store, freeBytes: async () => undefined };
  const loaded = await loadRoll(deps, connection as CountyConnection, { version: 1, manifest }, () => undefined);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return (performance.now() - from) / 1000;
}

let held: unknown;

async function open(): Promise<RollMeasures> {
  const record = await store.fact("nextRoll");
  if (record === undefined) throw new Error("The roll was not loaded.");
  const manifest = RollManifest.parse(JSON.parse(record.manifest));
  const fetchChunk = async (hash: string) => (await store.chunk(hash)) as Uint8Array<ArrayBuffer> | undefined;
  const { roll, search, seconds } = await opened({
    manifest,
    key: await rollKey(),
    fetchChunk,
    startOpeners: () => startChunkOpeners(navigator.hardwareConcurrency),
  });
  held = search;
  return { seconds, ours: latencies(roll, search, queriesFor(roll)) };
}

async function measureDexie(count: number): Promise<DexieMeasures> {
  const database = new Dexie("bench") as Dexie & { voters: EntityTable<VoterRecord, "id"> };
  database.version(1).stores({ voters: "id, lastName" });
  const voters = [...inventedVoters(inventedElection(500), 1, count)];
  const add = async (first: number, end: number): Promise<void> => {
    for (let at = first; at < end; at += 10_000) await database.voters.bulkAdd(voters.slice(at, at + 10_000));
  };
  const rows = count / 2;
  const from = performance.now();
  await add(0, rows);
  const stored = (performance.now() - from) / 1000;
  await add(rows, count);
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    const { lastName } = voters[(n * 7919) % count] as VoterRecord;
    const start = performance.now();
    await database.voters
      .where("lastName")
      .startsWith(lastName.slice(0, 3 + (n % 5)))
      .limit(50)
      .toArray();
    times.push(performance.now() - start);
  }
  await database.delete();
  return { rows, store: stored, search: quantile(times, 0.95) };
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  follow(data).then(
    (done) => self.postMessage({ done, held: held !== undefined }),
    (error: unknown) =>
      self.postMessage({ problem: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) }),
  );
};
