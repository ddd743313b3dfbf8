/** What every answer to a tablet carries: how the county sees this device, the newest checkpoint, the roll, the time. */
import type { CountyView } from "../protocol/deviceLog.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import type { LogState } from "./round.ts";

/** Issues of opening cards change rarely and outside the log; this much later at most a tablet hears of it. */
const ISSUES_FOR_MS = 2000;

export class CountyViews {
  readonly #database: CountyDatabase;
  #issues: { readonly at: number; readonly byPlace: ReadonlyMap<string, number> } | undefined;

  constructor(database: CountyDatabase) {
    this.#database = database;
  }

  async of(device: DeviceRow, state: LogState, now: number): Promise<CountyView> {
    const { id, head_seq, head_hash, trusted_through, place } = device;
    return {
      device: {
        device: id,
        head: { seq: head_seq, hash: head_hash },
        revoked: trusted_through === null ? null : { trustedThrough: trusted_through },
        place,
        wrapIssue: place === null ? null : ((await this.#wrapIssues(now)).get(place) ?? null),
      },
      checkpoint: state.note,
      roll: state.roll === undefined ? null : { version: state.roll.version, manifest: state.roll.manifest },
      time: now,
    };
  }

  async #wrapIssues(now: number): Promise<ReadonlyMap<string, number>> {
    if (this.#issues === undefined || now - this.#issues.at >= ISSUES_FOR_MS) {
      const rows = await this.#database.db.selectFrom("wrap").select(["place", "issue"]).execute();
      this.#issues = { at: now, byPlace: new Map(rows.map(({ place, issue }) => [place, issue])) };
    }
    return this.#issues.byPlace;
  }
}
