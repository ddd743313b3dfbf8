/** What every answer to a tablet carries: how the county sees this device, the newest checkpoint, the roll, the time. */
import type { CountyView } from "../protocol/deviceLog.ts";
import { wrapsDigest } from "../protocol/enrolment.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { readWraps } from "./enrolment.ts";
import type { LogState } from "./round.ts";
import { signatureCount } from "./signatureFiles.ts";

/** Opening cards are issued anew rarely and outside the log; this much later at most a tablet hears of it. */
const WRAPS_FOR_MS = 2000;

export class CountyViews {
  readonly #database: CountyDatabase;
  /** Digests by place, and of all places (null, for spares) and none (undefined, for tablets that are set aside). */
  #wraps:
    | { readonly at: number; readonly digests: Promise<ReadonlyMap<string | null | undefined, string>> }
    | undefined;

  readonly #signatures: boolean;

  /** `signatures`: voters sign in this election. */
  constructor(database: CountyDatabase, signatures: boolean) {
    this.#database = database;
    this.#signatures = signatures;
  }

  async of(device: DeviceRow, state: LogState, now: number): Promise<CountyView> {
    const { id, head_seq, head_hash, trusted_through, place } = device;
    const waits = device.waits === 1;
    const digests = await this.#digests(now);
    const none = digests.get(undefined) as string;
    return {
      device: {
        device: id,
        head: { seq: head_seq, hash: head_hash },
        revoked: trusted_through === null ? null : { trustedThrough: trusted_through },
        place,
        waits,
        wraps: trusted_through === null && !waits ? (digests.get(place) ?? none) : none,
        ...(this.#signatures ? { signatures: await signatureCount(this.#database, id) } : {}),
      },
      checkpoint: state.note,
      roll: state.roll === undefined || waits ? null : { version: state.roll.version, manifest: state.roll.manifest },
      time: now,
    };
  }

  #digests(now: number): Promise<ReadonlyMap<string | null | undefined, string>> {
    if (this.#wraps === undefined || now - this.#wraps.at >= WRAPS_FOR_MS || now < this.#wraps.at) {
      const digests = this.#read();
      this.#wraps = { at: now, digests };
      digests.catch(() => {
        this.#wraps = undefined; // whoever asked hears of the failure; the next one reads again
      });
    }
    return this.#wraps.digests;
  }

  async #read(): Promise<ReadonlyMap<string | null | undefined, string>> {
    const all = await readWraps(this.#database, null);
    const digests = new Map<string | null | undefined, string>([
      [null, await wrapsDigest(all)],
      [undefined, await wrapsDigest([])],
    ]);
    for (const wrap of all) digests.set(wrap.place, await wrapsDigest([wrap]));
    return digests;
  }
}
