/**
 * The one place where something enters the county log. Requests that wait are taken together (group commit, the model of
 * Sunlight's sequencing pool): each is planned against the same state, then one transaction writes checkpoint, entries,
 * tiles and devices, and only then are all of them answered.
 *
 * Guarantees: positions come from a compare-and-swap on the checkpoint row, which is the first statement of the
 * transaction. Several processes may sequence at once: the loser of the race reads the state again and plans again. An
 * answer is given only after the commit; a signed checkpoint never leaves this process before its entries are durable.
 *
 * Crash points: before the commit nothing has happened, and the tablets send again. After the commit everything has
 * happened; the tablets send again and hear that the county already has it. There is nothing in between.
 *
 * What can go wrong: storage that fails rejects every request of the round and drops the remembered state; the next
 * round reads it again.
 */

import { encodeCheckpoint, signNote } from "../log/checkpoint.ts";
import type { TreeHasher } from "../log/merkleTree.ts";
import { CompactTree } from "../log/merkleTree.ts";
import { emptyTileEdge, extendTiles } from "../log/tiles.ts";
import { type CountySigner, countySigner } from "./countyKeys.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { type CheckpointRow, readCheckpoint, readFrontier } from "./logStore.ts";
import { writeDevices, writeEntries, writeTiles } from "./logWriter.ts";
import { type LogState, Round } from "./round.ts";

/** Most requests of one round. */
const ROUND_REQUESTS = 256;
/** A CountyClock stands in the log at most once in this time. */
const CLOCK_EVERY_MS = 60_000;

export type SequencerDeps = {
  readonly database: CountyDatabase;
  readonly election: string;
  /** Ed25519 private key of the log, PKCS8 DER. */
  readonly logKey: Uint8Array;
  readonly hasher: TreeHasher;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /**
   * Under load, a round begins at the earliest this many milliseconds after the one before, so that more requests share a
   * commit; the first one after a silence never waits. 0 in tests and simulations.
   */
  readonly gatherMs?: number;
  /** Called after each commit and before anything is answered. */
  readonly committed: (state: LogState) => void;
};

/**
 * Plans what one request adds. It may be called again (with a new round) when another process was faster; it must add
 * nothing when it answers a refusal.
 */
export type Plan<T> = (round: Round) => Promise<T> | T;

type Waiting = {
  readonly plan: Plan<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
};

export class Sequencer {
  readonly #deps: SequencerDeps;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #state: LogState | undefined;
  #signer: CountySigner | undefined;
  /** By the monotonic clock; decides only how long to wait for company. */
  #committedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: SequencerDeps) {
    this.#deps = deps;
  }

  /** Adds a request to the next round; resolves after its commit with what its plan answered. */
  submit<T>(plan: Plan<T>): Promise<T> {
    return new Promise<T>((done, failed) => {
      this.#waiting.push({ plan, done: done as (value: unknown) => void, failed });
      this.#running ??= this.#run();
    });
  }

  /** The log as this process last knew it; read from the database if it is not known yet. */
  async state(): Promise<LogState> {
    this.#state ??= await this.#load(undefined);
    return this.#state;
  }

  /** The log as it is now, other processes included. */
  async refresh(): Promise<LogState> {
    const known = await this.state();
    const row = await this.#row();
    if (this.#state === known && (row.size !== known.size || row.origin !== known.signer.key.name))
      this.#state = await this.#load(known, row);
    return this.#state ?? known;
  }

  /**
   * Adds a round that no request asked for (a recovery, a new epoch), under another origin if one is given. Undefined if
   * another process wrote meanwhile. The state is read anew afterwards.
   */
  async adopt(
    fill: (round: Round) => Promise<void> | void,
    origin?: string,
  ): Promise<{ readonly size: number; readonly note: string } | undefined> {
    await this.idle();
    const state = await this.refresh();
    const round = this.#newRound(state);
    await fill(round);
    const signer = origin === undefined ? state.signer : await countySigner(this.#deps.logKey, origin);
    const next = await this.#commit(round, signer);
    this.#state = undefined;
    if (next !== undefined) this.#deps.committed(next);
    return next;
  }

  /** A round that is never committed, to try something out against the log as it is now. */
  async trial(): Promise<Round> {
    return this.#newRound(await this.refresh());
  }

  #newRound(state: LogState): Round {
    const { database, election, random, now } = this.#deps;
    return new Round(state, { election, database, random, now: now() });
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    const { gatherMs = 0 } = this.#deps;
    let first = true;
    while (this.#waiting.length > 0) {
      const early = gatherMs - (performance.now() - this.#committedAt);
      // Requests of the same turn of the event loop share a round in any case.
      if (early > 0) await new Promise<void>((soon) => setTimeout(soon, early));
      else if (first) await new Promise<void>((soon) => setImmediate(soon));
      first = false;
      const group = this.#waiting.splice(0, ROUND_REQUESTS);
      try {
        await this.#round(group);
      } catch (error) {
        this.#state = undefined;
        for (const { failed } of group) failed(error);
      }
    }
    this.#running = undefined;
  }

  async #round(group: readonly Waiting[]): Promise<void> {
    for (;;) {
      const state = await this.state();
      const round = this.#newRound(state);
      const answers: unknown[] = [];
      for (const { plan } of group) answers.push(await plan(round));
      if (round.entries.length === 0) {
        // Refusals and "already have it" count only if the state was the newest.
        if ((await this.refresh()) !== state) continue;
      } else {
        if (round.now - round.clockAt >= CLOCK_EVERY_MS) await round.say({ type: "CountyClock" });
        const next = await this.#commit(round, state.signer);
        this.#committedAt = performance.now();
        if (next === undefined) {
          this.#state = await this.#load(state);
          continue;
        }
        this.#state = next;
        this.#deps.committed(next);
      }
      group.forEach(({ done }, at) => {
        done(answers[at]);
      });
      return;
    }
  }

  /** One transaction; undefined if another process was faster, in which case nothing was written. */
  async #commit(round: Round, signer: CountySigner): Promise<LogState | undefined> {
    const { state, entries } = round;
    const { hasher, database } = this.#deps;
    const leafHashes = entries.map(({ leaf }) => hasher.leaf(leaf));
    const tree = state.tree.copy();
    for (const hash of leafHashes) tree.append(hash);
    const { tiles, edge } = extendTiles(hasher, state.edge, leafHashes);
    const root = tree.root();
    const size = tree.size;
    const note = await signNote(encodeCheckpoint({ origin: signer.key.name, size, root }), signer);
    const changed = [...round.devices.values()].map((row) => ({ ...row, changed: size }));
    const checkpoint = {
      origin: signer.key.name,
      size,
      root,
      note,
      signed_at: round.now,
      clock_at: round.clockAt,
      county_seq: round.county.seq,
      county_hash: round.county.hash,
    };
    const won = await database.db.transaction().execute(async (tx) => {
      // The swap comes first: from here on this transaction is the only one that writes to the log.
      const swapped = await tx
        .updateTable("checkpoint")
        .set(checkpoint)
        .where("id", "=", 1)
        .where("size", "=", state.size)
        .where("origin", "=", state.signer.key.name)
        .executeTakeFirst();
      if (swapped.numUpdatedRows !== 1n) return false;
      await writeEntries(tx, database.engine, state.size, entries);
      await writeTiles(tx, database.engine, tiles);
      await writeDevices(tx, database.engine, changed);
      for (const { version, manifest, voters, publishedAt } of round.rolls)
        await tx
          .insertInto("roll_version")
          .values({ version, manifest_hash: manifest, manifest: null, voters, published_at: publishedAt })
          .execute();
      for (const write of round.writes) await write(tx);
      return true;
      // A crash up to here leaves the old checkpoint with the old entries.
    });
    if (!won) return undefined;
    const devices = state.devices as Map<string, DeviceRow>; // this sequencer is its only writer
    for (const row of changed) devices.set(row.id, row);
    const roll = round.rolls.at(-1) ?? state.roll;
    const lastVersion = Math.max(state.lastVersion, roll?.version ?? 0);
    const { clockAt, county } = round;
    return { signer, size, root, note, signedAt: round.now, clockAt, county, tree, edge, devices, roll, lastVersion };
  }

  async #row(): Promise<CheckpointRow> {
    const row = await readCheckpoint(this.#deps.database);
    if (row === undefined) throw new Error("This database holds no county log");
    return row;
  }

  /** Reads the state; of the devices only those that changed since `known`. */
  async #load(known: LogState | undefined, given?: CheckpointRow): Promise<LogState> {
    const row = given ?? (await this.#row());
    const { database, hasher, logKey } = this.#deps;
    if (this.#signer?.key.name !== row.origin) this.#signer = await countySigner(logKey, row.origin);
    const sameLog = known !== undefined && known.size <= row.size;
    const devices = new Map(sameLog ? known.devices : []);
    const changed = await database.db
      .selectFrom("device")
      .selectAll()
      .where("changed", ">", sameLog ? known.size : -1)
      .execute();
    for (const device of changed) devices.set(device.id, device);
    const rolls = await database.db
      .selectFrom("roll_version")
      .select(({ eb }) => ["version", "manifest_hash", "voters", "published_at", eb("manifest", "is", null).as("lost")])
      .orderBy("version", "desc")
      .execute();
    const newest = rolls.find(({ lost }) => !lost);
    const { tree, edge } =
      row.size === 0
        ? { tree: new CompactTree(hasher), edge: emptyTileEdge }
        : await readFrontier(database, hasher, row.size);
    return {
      signer: this.#signer,
      size: row.size,
      root: new Uint8Array(row.root),
      note: row.note,
      signedAt: row.signed_at,
      clockAt: row.clock_at,
      county: { seq: row.county_seq, hash: row.county_hash },
      tree,
      edge,
      devices,
      roll:
        newest === undefined
          ? undefined
          : {
              version: newest.version,
              manifest: newest.manifest_hash,
              voters: newest.voters,
              publishedAt: newest.published_at,
            },
      lastVersion: rolls[0]?.version ?? 0,
    };
  }
}
