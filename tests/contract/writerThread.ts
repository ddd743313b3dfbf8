/** One writer of the SQLite contention test: its own thread and connection, adding county events one after another. */
import { parentPort, workerData } from "node:worker_threads";
import { createTreeHasher } from "../../src/log/merkleTree.ts";
import { openSqlite } from "../../src/server/database.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { migrate } from "../../src/server/migrations.ts";
import { Sequencer } from "../../src/server/sequencer.ts";

const { file, logKey, count } = workerData as { file: string; logKey: Uint8Array; count: number };
const database = openSqlite(file);
await migrate(database);
const sequencer = new Sequencer({
  database,
  election: "2026-general",
  logKey,
  hasher: await createTreeHasher(),
  now: Date.now,
  random: platformRandom,
  committed: () => undefined,
});
const indexes: number[] = [];
for (let n = 0; n < count; n++) {
  const resolution = { type: "AnomalyResolved" as const, voter: `v${n}`, events: ["0".repeat(64)], note: "" };
  indexes.push((await sequencer.submit((round) => round.say(resolution))).index);
}
await database.db.destroy();
parentPort?.postMessage(indexes);
