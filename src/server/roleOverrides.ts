/**
 * What tablets recorded in a role that may not do it: the fold notices it, the office's record keeps it. The fold is rebuilt at
 * each start and by each process, so what the record has is not written again. A thousand are enough to make people look.
 */
import type { OfficeRecord } from "./officeRecord.ts";

export type RoleOverride = { readonly index: number; readonly device: string; readonly role: string };

const MOST = 1000;

export class RoleOverrides {
  readonly #record: OfficeRecord;
  #found: RoleOverride[] = [];

  constructor(record: OfficeRecord) {
    this.#record = record;
  }

  noticed(entry: RoleOverride): void {
    if (this.#found.length < MOST) this.#found.push(entry);
  }

  /** Writes what was noticed since. `numberOf`: of a tablet. */
  async write(numberOf: (device: string) => number): Promise<void> {
    const found = this.#found;
    this.#found = [];
    if (found.length === 0) return;
    const known = new Set((await this.#record.since(["roleOverridden"], 0)).map(({ about }) => Number(about["entry"])));
    for (const { index, device, role } of found) {
      if (known.has(index) || known.size >= MOST) continue;
      known.add(index);
      const about = { number: numberOf(device), entry: index, role };
      await this.#record.add("roleOverridden", { account: null, role, address: null }, about);
    }
  }
}
