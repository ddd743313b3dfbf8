/**
 * This tablet's copy of the county log: fetches entries, keeps them, recomputes the tree and believes a checkpoint only
 * if its root comes out. Entries are stored as they arrive, so that an interrupted catch-up goes on where it stopped;
 * they count only once the frontier covers them.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { openNote } from "../log/checkpoint.ts";
import { extendVerified, type FollowedLog, unseenLog } from "../log/clientLog.ts";
import { hex } from "../log/encoding.ts";
import { restoreCompactTree, type TreeHasher } from "../log/merkleTree.ts";
import { TILE_WIDTH } from "../log/tiles.ts";
import type { CountyConnection } from "./countyConnection.ts";
import { EntryStoring, fetchedInOrder, Pace } from "./entryFetching.ts";
import type { Frontier, TabletStore } from "./tabletStore.ts";

/** Entries are read from storage and hashed in slices of this many: four bundles. */
const slice = 4 * TILE_WIDTH;

export type PullProblem =
  | { readonly type: "noNetwork" }
  /** The county's record does not extend what this tablet has verified. */
  | { readonly type: "inconsistent"; readonly what: string }
  /** The county shows an older state than one that it signed before (a restored server). */
  | { readonly type: "countyBehind"; readonly ours: number; readonly theirs: number };

export type CountyLogDeps = {
  readonly store: Pick<
    TabletStore,
    "fact" | "setFact" | "dropFact" | "entries" | "entryCount" | "putEntries" | "truncateEntries"
  >;
  readonly hasher: TreeHasher;
  readonly vkey: string;
};

export class CountyLogCopy {
  readonly #deps: CountyLogDeps;
  #log: FollowedLog;
  #frontier: Frontier | undefined;
  readonly #pace = new Pace();

  private constructor(deps: CountyLogDeps, log: FollowedLog, frontier: Frontier | undefined) {
    this.#deps = deps;
    this.#log = log;
    this.#frontier = frontier;
  }

  /** Reads the frontier; a damaged one is dropped and the log is fetched again. */
  static async open(deps: CountyLogDeps): Promise<CountyLogCopy> {
    const frontier = await deps.store.fact("frontier");
    const tree = frontier && restoreCompactTree(deps.hasher, frontier.tree);
    const stored = await deps.store.entryCount();
    if (frontier === undefined || !tree?.ok || stored < frontier.size)
      return new CountyLogCopy(deps, unseenLog(deps.hasher), undefined);
    const checkpoint = { origin: "", size: frontier.size, root: tree.value.root() };
    return new CountyLogCopy(deps, { tree: tree.value, checkpoint }, frontier);
  }

  /** How far the county log is verified here; undefined before the first checkpoint. */
  get frontier(): Frontier | undefined {
    return this.#frontier;
  }

  /**
   * Verified entries from an index on, at most 1024. If storage has lost some, the log is verified and fetched again from
   * there with the next pull; until then there are none.
   */
  async entries(from: number): Promise<Uint8Array[]> {
    const size = this.#frontier?.size ?? 0;
    if (from >= size) return [];
    const leaves = await this.#deps.store.entries(from, Math.min(slice, size - from));
    if (leaves.length === 0) await this.#forget(from);
    return leaves;
  }

  async #forget(from: number): Promise<void> {
    this.#log = unseenLog(this.#deps.hasher);
    this.#frontier = undefined;
    await this.#deps.store.truncateEntries(from);
    await this.#deps.store.dropFact("frontier");
  }

  /** Brings this copy up to the signed checkpoint. `at`: the county's signed time of the answer that carried it. */
  async pull(connection: CountyConnection, note: string, at: number): Promise<Result<Frontier, PullProblem>> {
    const { vkey, hasher, store } = this.#deps;
    const opened = await openNote(note, vkey);
    if (!opened.ok) return err({ type: "inconsistent", what: opened.error.type });
    const ours = this.#log.tree.size;
    if (opened.value.size < ours) return err({ type: "countyBehind", ours, theirs: opened.value.size });

    const arriving = this.#arriving(connection, ours, opened.value.size);
    const extended = await extendVerified(hasher, this.#log, { note, vkey }, arriving.batches);
    if (!extended.ok) {
      if (arriving.broken()) return err({ type: "noNetwork" });
      await store.truncateEntries(ours);
      return err({ type: "inconsistent", what: extended.error.type });
    }
    this.#log = extended.value;
    const { tree } = extended.value;
    this.#frontier = { size: tree.size, root: hex(tree.root()), note, tree: tree.serialise(), at };
    await store.setFact("frontier", this.#frontier);
    return ok(this.#frontier);
  }

  /** What is stored already beyond the frontier, then what has to be fetched, which is stored as it arrives. */
  #arriving(
    connection: CountyConnection,
    from: number,
    to: number,
  ): { batches: AsyncIterable<Uint8Array[]>; broken(): boolean } {
    const { store } = this.#deps;
    const pace = this.#pace;
    let broken = false;
    async function* batches(): AsyncIterable<Uint8Array[]> {
      let at = from;
      while (at < to) {
        const kept = await store.entries(at, Math.min(slice, to - at));
        if (kept.length === 0) break;
        yield kept;
        at += kept.length;
      }
      const storing = new EntryStoring(store, at);
      try {
        for await (const fresh of fetchedInOrder(connection, at, to, pace)) {
          await storing.add(fresh);
          yield fresh;
          at += fresh.length;
        }
      } finally {
        await storing.finish();
      }
      broken = at < to;
    }
    return { batches: batches(), broken: () => broken };
  }
}
