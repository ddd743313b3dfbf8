/**
 * Another tablet of the practice's county: what a colleague did, or what happened at another place, is written by it as by any
 * tablet. It has a key and a chain of its own, and the county verifies what it signs. It lasts as long as the worker: after a
 * reload the next one joins.
 */
import type { EventBody } from "../domain/events.ts";
import { base64, hex } from "../log/encoding.ts";
import { EventLog } from "../tablet/eventLog.ts";
import type { AppendOutcome, Head, StoredEvent } from "../tablet/tabletStore.ts";
import type { Entry } from "../training/rightWay.ts";
import { practiceNames } from "./names.ts";
import type { PracticeCounty } from "./practiceCounty.ts";

/** What it says; who says it and when is added here. `minutesAgo`: by its clock. */
export type SaidThere = Omit<EventBody, "cmd" | "worker" | "role" | "wall" | "seen" | "second"> & {
  readonly [field: string]: unknown;
};

export class OtherTablet {
  readonly number: number;
  readonly #log: EventLog;
  readonly #key: CryptoKey;
  readonly #now: () => number;
  #last = 0;

  private constructor(log: EventLog, number: number, key: CryptoKey, now: () => number) {
    this.#log = log;
    this.number = number;
    this.#key = key;
    this.#now = now;
  }

  /** Joins the county as a tablet of this place. */
  static async join(county: PracticeCounty, place: string, now: () => number): Promise<OtherTablet> {
    const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
    const { publicKey, privateKey } = await crypto.subtle.generateKey(ecdsa, false, ["sign", "verify"]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    const { device, number, enrolled } = await county.join(base64(raw), place);
    let head: Head | undefined;
    const store = {
      head: async () => head,
      append: async (_: Head, event: StoredEvent): Promise<AppendOutcome> => {
        await county.take(device, event.leaf);
        head = { seq: event.seq, hash: event.hash };
        return { outcome: "appended" };
      },
    };
    const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
    const keys = { device, election: county.world.election.id, enrolled, privateKey };
    const log = new EventLog({ store, random, domain: practiceNames.domain }, keys);
    return new OtherTablet(log, number, await county.eventKey(), now);
  }

  /** Writes one event, by a colleague. */
  async write(said: SaidThere, minutesAgo = 0): Promise<Entry> {
    const cmd = hex(crypto.getRandomValues(new Uint8Array(12)));
    // Of two counts the later one holds, however quickly one follows the other.
    const wall = minutesAgo > 0 ? this.#now() - minutesAgo * 60_000 : Math.max(this.#now(), this.#last + 1);
    this.#last = Math.max(this.#last, wall);
    const role = said.type === "VoterCheckedIn" ? "pollWorker" : "inspector";
    const who = { cmd, worker: role === "pollWorker" ? "dev" : "ada", role, wall, seen: null };
    const body = { ...said, ...who } as unknown as EventBody;
    const written = await this.#log.append(cmd, this.#key, () => body);
    if (!written.ok) throw new Error(written.error.what); // nothing here is larger than an event may be
    const { device, seq, hash } = written.value;
    return { name: { device, seq, hash }, body };
  }
}
