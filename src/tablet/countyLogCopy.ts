/**
 * This tablet's copy of the county log: fetches entries, keeps them, recomputes the tree and believes a checkpoint only
 * if its root comes out. Entries are stored as they arrive, so that an interrupted catch-up goes on where it stopped;
 * they count only once they are verified.
 *
 * A long pull is verified in stages: a few hashes that make up the signed root say what the tree must come to on the way.
 * So the entries before the last stage are as good as any (`proven`), and are folded while the next ones arrive. The
 * frontier stands where a checkpoint was signed, and moves only there.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { type Checkpoint, openNote } from "../log/checkpoint.ts";
import { extendVerified, type FollowedLog, type Stages, unseenLog } from "../log/clientLog.ts";
import { hex } from "../log/encoding.ts";
import { type CompactTree, restoreCompactTree, type TreeHasher } from "../log/merkleTree.ts";
import { TILE_WIDTH } from "../log/tiles.ts";
import type { CountyConnection } from "./countyConnection.ts";
import { EntryStoring, fetchedInOrder, Pace } from "./entryFetching.ts";
import { CountysOwn, countysOwn, type FoundEntry, RecentEntries } from "./recentEntries.ts";
import type { Frontier, TabletStore } from "./tabletStore.ts";

/** Entries are read from storage and hashed in slices of this many, as they lie there. */
const slice = 16 * TILE_WIDTH;
/** From so many new entries on, a pull is verified in stages. */
const long = 2 ** 16;

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
  /** What the pull that is under way brought; undefined when none is. */
  #arrived: RecentEntries | undefined;
  /** The county's own among all that arrived since the program started. */
  readonly #countys = new CountysOwn();
  #waiting: (() => void)[] = [];
  /** Called when a pull begins that will be verified in stages. */
  onLongPull: () => void = () => undefined;

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

  /** An empty tree, and what hashes the leaves for it: for whoever computes it once more. */
  emptyTree(): { readonly tree: CompactTree; readonly hasher: TreeHasher } {
    const { hasher } = this.#deps;
    return { tree: unseenLog(hasher).tree, hasher };
  }

  /** Entries before this index are verified: at the frontier, or beyond it while a long pull is under way. */
  get proven(): number {
    return this.#log.tree.size;
  }

  /** A pull is under way. */
  get pulling(): boolean {
    return this.#arrived !== undefined;
  }

  /** Whether entries from this index on are verified; waits for it as long as a pull is under way. */
  async provenBeyond(index: number): Promise<boolean> {
    while (this.proven <= index && this.pulling) await new Promise<void>((go) => this.#waiting.push(go));
    return this.proven > index;
  }

  /**
   * Verified entries from an index on, at most 4096. If storage has lost some, the log is verified and fetched again from
   * there with the next pull; until then there are none.
   */
  async entries(from: number): Promise<Uint8Array[]> {
    const most = Math.min(slice - (from % slice), this.proven - from);
    if (most <= 0) return [];
    const arrived = this.#arrived?.entries(from, most) ?? [];
    if (arrived.length > 0) return arrived;
    const leaves = await this.#deps.store.entries(from, most);
    // While a pull is under way, the newest may still be on their way into storage.
    if (leaves.length === 0 && !this.pulling) await this.#forget(from);
    return leaves;
  }

  /** Verified entries from an index on that may be the county's own, and up to where that are all of them. */
  async ofCounty(from: number): Promise<{ readonly through: number; readonly found: readonly FoundEntry[] }> {
    const arrived = this.#countys.between(from, this.proven);
    if (arrived !== undefined) return arrived;
    const leaves = await this.entries(from);
    return { through: from + leaves.length, found: countysOwn(from, leaves) };
  }

  async #forget(from: number): Promise<void> {
    this.#log = unseenLog(this.#deps.hasher);
    this.#frontier = undefined;
    await this.#deps.store.truncateEntries(from);
    await this.#deps.store.dropFact("frontier");
  }

  /** Brings this copy up to the signed checkpoint. `at`: the county's signed time of the answer that carried it. */
  async pull(connection: CountyConnection, note: string, at: number): Promise<Result<Frontier, PullProblem>> {
    const opened = await openNote(note, this.#deps.vkey);
    if (!opened.ok) return err({ type: "inconsistent", what: opened.error.type });
    const ours = this.proven;
    if (opened.value.size < ours) return err({ type: "countyBehind", ours, theirs: opened.value.size });
    this.#arrived = new RecentEntries(ours);
    try {
      return await this.#extend(connection, opened.value, note, at);
    } finally {
      this.#arrived = undefined;
      this.#wake();
    }
  }

  async #extend(
    connection: CountyConnection,
    checkpoint: Checkpoint,
    note: string,
    at: number,
  ): Promise<Result<Frontier, PullProblem>> {
    const { vkey, hasher, store } = this.#deps;
    const stages = await this.#stages(connection, checkpoint);
    const arriving = this.#arriving(connection, this.proven, checkpoint.size);
    const extended = await extendVerified(hasher, this.#log, { note, vkey }, arriving.batches, stages);
    if (!extended.ok) {
      if (arriving.broken()) return err({ type: "noNetwork" });
      await store.truncateEntries(this.proven);
      return err({ type: "inconsistent", what: extended.error.type });
    }
    this.#log = extended.value;
    const { tree } = extended.value;
    this.#frontier = { size: tree.size, root: hex(tree.root()), note, tree: tree.serialise(), at };
    await store.setFact("frontier", this.#frontier);
    return ok(this.#frontier);
  }

  /** Where a long pull can be verified on the way; without it, as of a county that does not say, only at its end. */
  async #stages(connection: CountyConnection, checkpoint: Checkpoint): Promise<Stages | undefined> {
    if (checkpoint.size - this.proven < long) return undefined;
    // Loaded when a tablet was set up late, or was away for long.
    const { readMilestones } = await import("../log/milestones.ts");
    const milestones = await readMilestones(this.#deps.hasher, checkpoint, async (path) => {
      const answer = await connection.request("GET", path);
      return answer.ok ? answer.value.body : undefined;
    });
    if (milestones === undefined) return undefined;
    this.onLongPull();
    return {
      milestones,
      onReached: (log) => {
        this.#log = log;
        this.#wake();
      },
    };
  }

  #wake(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  /** What is stored already beyond the frontier, then what has to be fetched, which is stored as it arrives. */
  #arriving(
    connection: CountyConnection,
    from: number,
    to: number,
  ): { batches: AsyncIterable<Uint8Array[]>; broken(): boolean } {
    const { store } = this.#deps;
    const pace = this.#pace;
    const take = (at: number, leaves: readonly Uint8Array[]): void => {
      this.#arrived?.add(leaves);
      this.#countys.add(at, leaves);
    };
    let broken = false;
    async function* batches(): AsyncIterable<Uint8Array[]> {
      let at = from;
      while (at < to) {
        const kept = await store.entries(at, Math.min(slice, to - at));
        if (kept.length === 0) break;
        take(at, kept);
        yield kept;
        at += kept.length;
      }
      const storing = new EntryStoring(store, at);
      try {
        for await (const fresh of fetchedInOrder(connection, at, to, pace)) {
          take(at, fresh);
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
