/**
 * Getting the county log back after the database was restored from an older copy. The missing leaves come from anyone who
 * has them (an export, a tablet): each is verified as it comes, and when the last one makes up the very root that the
 * county last signed, all of them enter in one transaction and the log goes on as if nothing had happened.
 *
 * Guarantees: nothing is written before the whole gap is closed and its root is right, so a wrong or malicious giver
 * costs a repetition only. Devices and rolls are brought back by the same code that lists them in the normal course.
 *
 * What does not come back: set-up codes, chunks and manifests published after the backup. Publish again afterwards.
 */
import { createReadStream } from "node:fs";
import { readBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { equalBytes } from "../log/encoding.ts";
import { countyDevice, readLeaf, verifyEvent } from "../log/eventBytes.ts";
import { type LogExportProblem, openLogExport } from "../log/logExport.ts";
import type { CompactTree, TreeHasher } from "../log/merkleTree.ts";
import { hashOfEvent } from "./countyEvents.ts";
import { epochOf, logOrigin } from "./countyKeys.ts";
import type { DeviceKeys } from "./deviceKeys.ts";
import type { Seen } from "./lastSeen.ts";
import type { Round } from "./round.ts";
import type { Sequencer } from "./sequencer.ts";

export type RecoveryDeps = {
  readonly sequencer: Sequencer;
  readonly hasher: TreeHasher;
  readonly keys: DeviceKeys;
  readonly election: string;
};

/** How far a recovery is: leaves from `next` up to, not including, `to` are still wanted. */
export type RecoveryProgress = { readonly next: number; readonly to: number };

export type RecoveryProblem =
  /** These leaves do not begin where the next one is wanted. */
  | ({ readonly type: "notNext" } & RecoveryProgress)
  | { readonly type: "badLeaf"; readonly index: number; readonly what: string }
  /** All leaves are there, but they are not the log that the county signed. The recovery begins again. */
  | { readonly type: "rootDiffers" }
  /** Another process wrote to the log meanwhile: two endpoints run on a restored database. Stop one. */
  | { readonly type: "logMoved" };

/** Collects missing leaves in memory until they reach the checkpoint that the county last signed. */
export class Recovery {
  readonly goal: Seen;
  readonly #deps: RecoveryDeps;
  #collected: Collected | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: RecoveryDeps, goal: Seen) {
    this.#deps = deps;
    this.goal = goal;
  }

  async progress(): Promise<RecoveryProgress> {
    const { leaves, trial } = await this.#begun();
    return { next: trial.state.size + leaves.length, to: this.goal.size };
  }

  /**
   * Takes leaves of the log from index `from` on; those that are there already are passed over. `next === to` in the
   * answer means that the log is whole again.
   */
  add(from: number, given: readonly Uint8Array[]): Promise<Result<RecoveryProgress, RecoveryProblem>> {
    const turn = this.#turn.then(() => this.#add(from, given));
    this.#turn = turn.catch(() => undefined); // whoever gave these leaves hears of the failure; the next one may try
    return turn;
  }

  async #add(from: number, given: readonly Uint8Array[]): Promise<Result<RecoveryProgress, RecoveryProblem>> {
    const before = await this.progress();
    if (from > before.next) return err({ type: "notNext", ...before });
    const collected = await this.#begun();
    for (const leaf of given.slice(before.next - from, this.goal.size - from)) {
      const index = collected.trial.state.size + collected.leaves.length;
      const apply = await this.#read(collected.trial, leaf);
      if (!apply.ok) return err({ type: "badLeaf", index, what: apply.error.what });
      apply.value(collected.trial);
      collected.leaves.push(apply.value);
      collected.tree.append(this.#deps.hasher.leaf(leaf));
    }
    const now = await this.progress();
    if (now.next < now.to) return ok(now);
    this.#collected = undefined;
    if (!equalBytes(collected.tree.root(), this.goal.root)) return err({ type: "rootDiffers" });
    const adopted = await this.#deps.sequencer.adopt((round) => {
      for (const apply of collected.leaves) apply(round);
    });
    return adopted === undefined || adopted.size !== this.goal.size ? err({ type: "logMoved" }) : ok(now);
  }

  async #begun(): Promise<Collected> {
    if (this.#collected === undefined) {
      const trial = await this.#deps.sequencer.trial();
      this.#collected = { trial, tree: trial.state.tree.copy(), leaves: [] };
    }
    return this.#collected;
  }

  /** Verifies one leaf against what was collected before it; answers how it enters a round. */
  async #read(
    trial: Round,
    leaf: Uint8Array,
  ): Promise<Result<(round: Round) => void, { readonly type: "bad"; readonly what: string }>> {
    const bad = (what: string) => err({ type: "bad" as const, what });
    const read = readLeaf(leaf);
    if (!read.ok) return bad("not an event");
    const { envelope, bytes, signature } = read.value;
    const { device, seq, body } = envelope;
    if (envelope.election !== this.#deps.election) return bad("an event of another election");
    const hash = hashOfEvent(bytes);
    const kept = leaf.slice();
    if (device === countyDevice) {
      if (!(await verifyEvent(trial.state.signer.verifyKey, hash, signature))) return bad("not signed by the county");
      const said = readBody(body);
      if (said.kind !== "known") return bad("a county event that needs other software");
      return ok((round) => {
        round.addCounty(said.body, { seq, hash, leaf: kept });
      });
    }
    const row = trial.device(device);
    const key = row === undefined ? undefined : await this.#deps.keys.get(device, row.public_key);
    if (key === undefined || !(await verifyEvent(key, hash, signature))) return bad("not signed by an enrolled tablet");
    return ok((round) => {
      // What stood after the county's DeviceLogHandedOver was handed over; everything else followed the chain.
      round.append({ device, seq, hash, leaf: kept, handedOver: round.device(device)?.state === "handedOver" });
    });
  }
}

type Collected = {
  readonly trial: Round;
  readonly tree: CompactTree;
  readonly leaves: ((round: Round) => void)[];
};

/** The same from a file of `turnout export log`. */
export async function recoverFromExport(
  recovery: Recovery,
  file: string,
): Promise<Result<RecoveryProgress, RecoveryProblem | LogExportProblem>> {
  const opened = await openLogExport(createReadStream(file));
  if (!opened.ok) return opened;
  let index = 0;
  for await (const batch of opened.value.entries) {
    if (!batch.ok) return batch;
    const { next, to } = await recovery.progress();
    const from = index;
    index += batch.value.length;
    if (index <= next && index < to) continue;
    const added = await recovery.add(from, batch.value);
    if (!added.ok || added.value.next === added.value.to) return added;
  }
  return ok(await recovery.progress());
}

/**
 * The last resort, when the missing leaves are lost for good: the log goes on under a new origin from what there is. The
 * event names the last checkpoint of the old one, so that nobody can take the two for one.
 */
export async function openEpoch(
  { sequencer, election }: Pick<RecoveryDeps, "sequencer" | "election">,
  last: Seen,
): Promise<Result<{ readonly epoch: number; readonly origin: string }, { readonly type: "logMoved" }>> {
  const epoch = epochOf(last.origin) + 1;
  const origin = logOrigin(election, epoch);
  const adopted = await sequencer.adopt(async (round) => {
    await round.say({ type: "EpochOpened", epoch, checkpoint: last.note });
  }, origin);
  return adopted === undefined ? err({ type: "logMoved" }) : ok({ epoch, origin });
}
