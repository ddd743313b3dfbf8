/** The databases on which the contract suite runs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CountyDatabase, type Engine, openPostgres, openSqlite } from "../../src/server/database.ts";
import { startPostgres } from "../helpers/postgres.ts";

export type RunningEngine = {
  /** A fresh, empty database; call the answer for each process's own connection to it. */
  fresh(): Promise<() => CountyDatabase>;
  stop(): Promise<void>;
};

export const engines: readonly { readonly name: Engine; start(): Promise<RunningEngine> }[] = [
  {
    name: "sqlite",
    async start() {
      const folder = mkdtempSync(join(tmpdir(), "sqlite-"));
      const open: CountyDatabase[] = [];
      return {
        async fresh() {
          // One connection per thread: node:sqlite waits for a lock inside the thread, so two would wait for each other.
          const one = openSqlite(join(folder, `${open.length}.db`));
          open.push(one);
          return () => one;
        },
        async stop() {
          for (const { db } of open) await db.destroy();
          rmSync(folder, { recursive: true });
        },
      };
    },
  },
  {
    name: "postgres",
    async start() {
      const postgres = await startPostgres();
      const open: CountyDatabase[] = [];
      let made = 0;
      let stopping = false;
      return {
        async fresh() {
          const url = await postgres.newDatabase(`county${made++}`);
          return () => {
            const one = openPostgres(url, (error) => {
              // A pool answers that it is closed a moment before its last connections are.
              if (!stopping) throw error;
            });
            open.push(one);
            return one;
          };
        },
        async stop() {
          stopping = true;
          for (const { db } of open) await db.destroy();
          await postgres.stop();
        },
      };
    },
  },
];
