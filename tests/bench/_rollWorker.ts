/** The part of the roll's benchmark that runs in a Web Worker of Chromium. */
import Dexie, { type EntityTable } from "dexie";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { chunksOf, type RollManifest } from "../../src/roll/rollManifest.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { rollKey } from "../helpers/memoryChunks.ts";
import { type Latencies, latencies, opened, queriesFor, sealed } from "./_rollLatency.ts";
import { quantile } from "./benchResult.ts";

declare const self: DedicatedWorkerGlobalScope;

/** Made in one worker, opened in another, so that what making leaves behind is not counted with it. */
export type SealedRoll = {
  readonly manifest: RollManifest;
  readonly chunks: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};
export type Order =
  | { readonly type: "dexie"; readonly voters: number }
  | { readonly type: "seal"; readonly voters: number }
  | { readonly type: "open"; readonly sealed: SealedRoll };

async function follow(order: Order): Promise<unknown> {
  switch (order.type) {
    case "dexie":
      return measureDexie(order.voters);
    case "seal": {
      const { manifest, chunks } = await sealed(order.voters);
      return { manifest, chunks };
    }
    case "open":
      return measure(order.sealed);
  }
}

let held: unknown;

async function measure({ manifest, chunks }: SealedRoll): Promise<{ unlock: number; ours: Latencies; stored: number }> {
  const store = { manifest, key: await rollKey(), fetchChunk: async (hash: string) => chunks.get(hash) };
  const { roll, search, seconds } = await opened(store);
  held = search;
  const ours = latencies(roll, search, queriesFor(roll));
  const stored = chunksOf(manifest).reduce((sum, chunk) => sum + chunk.bytes, 0) / 1e6;
  return { unlock: seconds, ours, stored };
}

async function measureDexie(count: number): Promise<{ dexieStore: number; dexieSearch: number }> {
  const database = new Dexie("bench") as Dexie & { voters: EntityTable<VoterRecord, "id"> };
  database.version(1).stores({ voters: "id, lastName" });
  const voters = [...inventedVoters(inventedElection(500), 1, count)];
  const from = performance.now();
  for (let at = 0; at < count; at += 10_000) await database.voters.bulkAdd(voters.slice(at, at + 10_000));
  const dexieStore = (performance.now() - from) / 1000;
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
  return { dexieStore, dexieSearch: quantile(times, 0.95) };
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  follow(data).then(
    (done) => self.postMessage({ done, held: held !== undefined }),
    (error: unknown) =>
      self.postMessage({ problem: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) }),
  );
};
