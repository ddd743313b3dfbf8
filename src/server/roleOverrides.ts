/**
 * What tablets recorded in a role that may not do it: the fold notices it, the office's record keeps it. The fold is rebuilt at
 * each start and by each process, so what the record has is not written again. A thousand are enough to make people look; that
 * there are more is said once.
 */
import type { OfficeRecord } from "./officeRecord.ts";

/** `wall`: when it was done by the tablet's own clock. */
export type RoleOverride = {
  readonly index: number;
  readonly device: string;
  readonly role: string;
  readonly wall: number;
};

export const mostOverrides = 1000;

export class RoleOverrides {
  readonly #record: OfficeRecord;
  #found: RoleOverride[] = [];
  #more = false;

  constructor(record: OfficeRecord) {
    this.#record = record;
  }

  noticed(entry: RoleOverride): void {
    if (this.#found.length < mostOverrides) this.#found.push(entry);
    else this.#more = true;
  }

  /** Writes what was noticed since. `numberOf`: of a tablet. */
  async write(numberOf: (device: string) => number): Promise<void> {
    const found = this.#found;
    let more = this.#more;
    this.#found = [];
    this.#more = false;
    if (found.length === 0) return;
    const known = new Set((await this.#record.since(["roleOverridden"], 0)).map(({ about }) => Number(about["entry"])));
    for (const { index, device, role, wall } of found) {
      if (known.has(index)) continue;
      if (known.size >= mostOverrides) {
        more = true;
        break;
      }
      known.add(index);
      const about = { number: numberOf(device), entry: index, role, wall };
      await this.#record.add("roleOverridden", { account: null, role, address: null }, about);
    }
    if (!more || (await this.#record.since(["roleOverridesLeftOut"], 0)).length > 0) return;
    await this.#record.add("roleOverridesLeftOut", nobody, { listed: mostOverrides });
  }
}

const nobody = { account: null, role: null, address: null };
