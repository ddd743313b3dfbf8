/** Real contention on one SQLite file: threads with connections of their own, as several processes would have. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { CompactTree, createTreeHasher } from "../../src/log/merkleTree.ts";
import { newLogKey } from "../../src/server/countyKeys.ts";
import { openSqlite } from "../../src/server/database.ts";
import { fillDatabase, platformRandom } from "../../src/server/dataFolder.ts";
import { readCheckpoint, readEntries } from "../../src/server/logStore.ts";
import { election } from "../helpers/server.ts";

test("three threads write to one file: every position once, one chain, one tree", async () => {
  const folder = mkdtempSync(join(tmpdir(), "threads-"));
  const file = join(folder, "county.db");
  const logKey = new Uint8Array(newLogKey());
  const secrets = { electionKey: platformRandom(32), officeSecret: platformRandom(32), logKey };
  const database = openSqlite(file);
  await fillDatabase(database, election, { ...secrets, random: platformRandom, now: 0 });
  const count = 15;
  const writers = [0, 1, 2].map(
    () =>
      new Promise<number[]>((done, failed) => {
        const worker = new Worker(new URL("./writerThread.ts", import.meta.url), {
          workerData: { file, logKey, count },
        });
        worker.on("message", done);
        worker.on("error", failed);
      }),
  );
  const given = (await Promise.all(writers)).flat();
  const row = await readCheckpoint(database);
  const entries = await readEntries(database, 0, 1000);
  expect(new Set(given).size).toBe(3 * count);
  expect(entries.map(({ position }) => position)).toEqual([...Array(row?.size).keys()]);
  expect(entries.map(({ seq }) => seq)).toEqual([...entries.keys()]); // one county, one chain
  const hasher = await createTreeHasher();
  const tree = new CompactTree(hasher);
  for (const { leaf } of entries) tree.append(hasher.leaf(leaf));
  expect(row?.root).toEqual(tree.root());
  await database.db.destroy();
  rmSync(folder, { recursive: true });
}, 30_000);
