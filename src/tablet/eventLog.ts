/**
 * The device log: what this tablet witnessed, one event after another, never changed.
 *
 * `append` reads the head, then encodes, seals, hashes and signs outside any transaction, then commits in one: if the
 * head has moved meanwhile it begins again, if the command was answered before it answers with that event. Callers may
 * say "Recorded" once it resolves with ok, and never before. A lock around it saves work; the check inside the
 * transaction is what protects.
 */
import type { EventBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { encodeEvent, eventHash, type HashDomain, makeLeaf, signEvent } from "../log/eventBytes.ts";
import { sealBody } from "../log/sealedBody.ts";
import type { Head, SignatureFile, StoredEvent, TabletStore } from "./tabletStore.ts";

export type EventLogKeys = {
  readonly device: string;
  readonly election: string;
  /** `prev` of the first event. */
  readonly enrolled: string;
  readonly privateKey: CryptoKey;
};

export type EventLogDeps = {
  readonly store: Pick<TabletStore, "head" | "append">;
  readonly random: (bytes: number) => Uint8Array;
  readonly domain?: HashDomain;
};

/** The write failed or was refused by the storage: nothing is recorded. */
export type AppendProblem = { readonly type: "notRecorded"; readonly what: string };

export class EventLog {
  readonly #deps: EventLogDeps;
  readonly #keys: EventLogKeys;
  /** Appends of this tab wait for each other here; other tabs are excluded by the tab lock. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Where the next event is expected to go: saves a read before each; the transaction itself decides. */
  #expected: Head | undefined;

  constructor(deps: EventLogDeps, keys: EventLogKeys) {
    this.#deps = deps;
    this.#keys = keys;
  }

  /** The newest event of this device, or its enrolment. */
  async head(): Promise<Head> {
    return (await this.#deps.store.head(this.#keys.device)) ?? { seq: -1, hash: this.#keys.enrolled };
  }

  /**
   * `key` seals the body; without it the body is clear and must name no voter. `bodyFor` is asked again with the seq
   * after every lost race, so that it can make a receipt number of it. `signature`: one that the body names; it is
   * durable with the event. Resolves when the event is durable.
   */
  append(
    cmd: string,
    key: CryptoKey,
    bodyFor: (seq: number) => EventBody,
    signature?: SignatureFile,
  ): Promise<Result<StoredEvent, AppendProblem>> {
    const mine = this.#turn.then(() => this.#append(cmd, key, bodyFor, signature));
    this.#turn = mine;
    return mine;
  }

  async #append(
    cmd: string,
    key: CryptoKey,
    bodyFor: (seq: number) => EventBody,
    signature: SignatureFile | undefined,
  ): Promise<Result<StoredEvent, AppendProblem>> {
    try {
      for (let head = this.#expected ?? (await this.head()); ; ) {
        const made = await this.#make(head, cmd, key, bodyFor(head.seq + 1));
        if (!made.ok) return made;
        const written = await this.#deps.store.append(head, made.value, signature);
        switch (written.outcome) {
          case "appended":
            this.#expected = { seq: made.value.seq, hash: made.value.hash };
            return ok(made.value);
          case "commandDone":
            return ok(written.event);
          case "headMoved":
            head = written.head;
            break;
          case "logLost":
            return err({ type: "notRecorded", what: "logLost" });
          default:
            return written satisfies never;
        }
      }
    } catch (error) {
      // Storage is full, gone or broken. Whatever it is, the poll worker must know that nothing was written.
      return err({ type: "notRecorded", what: (error as Error).name });
    }
  }

  async #make(head: Head, cmd: string, key: CryptoKey, body: EventBody): Promise<Result<StoredEvent, AppendProblem>> {
    const { device, election, privateKey } = this.#keys;
    const place = { election, device, seq: head.seq + 1 };
    const sealed = await sealBody(key, place, this.#deps.random(12), body);
    const bytes = encodeEvent({ v: 1, ...place, prev: head.hash, body: sealed });
    if (!bytes.ok) return err({ type: "notRecorded", what: bytes.error.type });
    const hash = await eventHash(bytes.value, this.#deps.domain);
    const leaf = makeLeaf(bytes.value, await signEvent(privateKey, hash));
    return ok({ device, seq: place.seq, hash, cmd, leaf });
  }
}
