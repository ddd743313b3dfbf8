/** A county on a data folder that can be stopped, started, backed up and put back, without a socket. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Result } from "../../src/domain/result.ts";
import { type County, makeCounty } from "../../src/server/county.ts";
import { createCounty, openCounty, platformRandom } from "../../src/server/dataFolder.ts";
import { lastSeenFileOf, openLastSeen, readLastSeen } from "../../src/server/lastSeen.ts";
import { testCost } from "./office.ts";
import { type Endpoint, election, silent } from "./server.ts";

export class RestorableCounty implements Endpoint {
  county!: County;
  electionKey!: Uint8Array;
  officeSecret!: Uint8Array;
  readonly #base = mkdtempSync(join(tmpdir(), "restorable-"));
  readonly #folder = join(this.#base, "data");
  readonly #backup = join(this.#base, "backup");
  readonly #now: () => number;

  private constructor(now: () => number) {
    this.#now = now;
  }

  static async begin(now: () => number): Promise<RestorableCounty> {
    const made = new RestorableCounty(now);
    must(await createCounty(made.#folder, election));
    await made.#open();
    await made.backup();
    return made;
  }

  readonly fetch = async (path: string, init?: RequestInit): Promise<Response> =>
    this.county.app.fetch(new Request(`http://county${path}`, init));

  async restart(): Promise<void> {
    await this.county.stop();
    await this.#open();
  }

  async backup(): Promise<void> {
    await this.county.stop();
    rmSync(this.#backup, { recursive: true, force: true });
    cpSync(this.#folder, this.#backup, { recursive: true });
    await this.#open();
  }

  /**
   * The data folder as it was at the last backup, if somebody outside still has everything that was signed since
   * (`keptBy` is asked with the newest checkpoint); answers whether it was put back.
   */
  async restore(keptBy: (note: string) => Promise<boolean>): Promise<boolean> {
    await this.county.stop();
    if (!(await keptBy(readFileSync(lastSeenFileOf(this.#folder), "utf8")))) {
      await this.#open();
      return false;
    }
    rmSync(this.#folder, { recursive: true });
    cpSync(this.#backup, this.#folder, { recursive: true });
    await this.#open();
    return true;
  }

  async stop(): Promise<void> {
    await this.county.stop();
    rmSync(this.#base, { recursive: true });
  }

  async #open(): Promise<void> {
    const folder = must(await openCounty(this.#folder));
    this.electionKey = must(await folder.electionKey());
    this.officeSecret = must(await folder.officeSecret());
    const seenFile = lastSeenFileOf(this.#folder);
    this.county = await makeCounty({
      database: folder.openDatabase((error) => {
        throw error;
      }),
      election: folder.election,
      keys: folder.keys,
      passwordCost: testCost,
      now: this.#now,
      random: platformRandom,
      log: silent,
      lastSeen: { file: openLastSeen(seenFile), seen: must(await readLastSeen(seenFile, folder.keys.logKey)) },
    });
  }
}

function must<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}
