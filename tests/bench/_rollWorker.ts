/** The part of the roll's benchmark that runs in a Web Worker of Chromium. */
import Dexie, { type EntityTable } from "dexie";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { chunksOf } from "../../src/roll/rollManifest.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { latencies, opened, queriesFor, sealed } from "./_rollLatency.ts";
import { quantile } from "./benchResult.ts";
import type { ChromiumMeasures } from "./rollChromium.ts";

declare const self: DedicatedWorkerGlobalScope;

async function measure(voters: number, small: number): Promise<ChromiumMeasures> {
  const dexie = await measureDexie(small);
  const store = await sealed(voters);
  const { roll, search, seconds } = await opened(store);
  const ours = latencies(roll, search, queriesFor(roll));
  const stored = chunksOf(store.manifest).reduce((sum, chunk) => sum + chunk.bytes, 0) / 1e6;
  const { bytes } = (await (performance as unknown as { measureUserAgentSpecificMemory?(): Promise<{ bytes: number }> })
    .measureUserAgentSpecificMemory?.()
    .catch(() => ({ bytes: Number.NaN }))) ?? { bytes: Number.NaN };
  return { unlock: seconds, ours, stored, memory: bytes / 1e6, ...dexie };
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

self.onmessage = ({ data }: MessageEvent<{ voters: number; small: number }>) => {
  measure(data.voters, data.small).then(
    (measured) => self.postMessage(measured),
    (error: unknown) => self.postMessage(error instanceof Error ? `${error.message}\n${error.stack}` : String(error)),
  );
};
