/**
 * Finds records in the county's log, by this tablet itself: reads every entry of its copy, computes the tree anew, and
 * believes what it found only if the root is the one that the county signed. The county's word that it has accepted an
 * event is never asked for here; of signature files, which do not stand in the log, it has to prove that it has the bytes.
 *
 * What was read stays read: another look goes on behind it. A copy that was dropped and fetched again has another root
 * there, or the same one; with another everything is read anew.
 */
import { equalBytes, fromHex, hex, utf8 } from "../log/encoding.ts";
import type { CompactTree, TreeHasher } from "../log/merkleTree.ts";
import { HeldAnswer, heldAtOnce, heldProof, signaturesHeldPath } from "../protocol/signaturesHeld.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { Frontier, TabletStore } from "./tabletStore.ts";

type Log = Pick<CountyLogCopy, "frontier" | "entries" | "emptyTree">;

export class LogSearch {
  readonly #log: Log;
  readonly #hasher: TreeHasher;
  #tree: CompactTree;
  /** Hashes of the leaves that were looked for and stand before the tree's end. */
  #found = new Set<string>();
  /** Those that were looked for so far. */
  #wanted = new Map<string, Uint8Array>();

  constructor(log: Log) {
    const { tree, hasher } = log.emptyTree();
    this.#log = log;
    this.#hasher = hasher;
    this.#tree = tree;
  }

  /** Whether it searches this copy. */
  isOf(log: Log): boolean {
    return this.#log === log;
  }

  /**
   * Which of these leaves stand in the log up to the newest signed checkpoint; undefined if there is none, or if what lies
   * here does not make up its root. `leaves` is asked after it is known up to where the log is read.
   */
  async find(
    leaves: () => Promise<readonly Uint8Array[]>,
  ): Promise<{ readonly at: Frontier; readonly has: (leaf: Uint8Array) => boolean } | undefined> {
    const at = this.#log.frontier;
    if (at === undefined) return undefined;
    const wanted = new Map((await leaves()).map((leaf) => [hex(this.#hasher.leaf(leaf)), leaf]));
    // What is asked for the first time may stand before what was read: all is read once more.
    const isNew = [...wanted.keys()].some((name) => !this.#wanted.has(name));
    if (at.size < this.#tree.size || (isNew && this.#tree.size > 0)) this.#begin();
    this.#wanted = wanted;
    let sound = await this.#readTo(at);
    if (!sound) {
      this.#begin();
      sound = await this.#readTo(at);
    }
    if (!sound) {
      this.#begin();
      return undefined;
    }
    const found = new Set(this.#found);
    return { at, has: (leaf) => found.has(hex(this.#hasher.leaf(leaf))) };
  }

  #begin(): void {
    this.#tree = this.#log.emptyTree().tree;
    this.#found = new Set();
  }

  async #readTo({ size, root }: Frontier): Promise<boolean> {
    const starts = new Set([...this.#wanted.keys()].map((name) => Number.parseInt(name.slice(0, 8), 16)));
    while (this.#tree.size < size) {
      const leaves = (await this.#log.entries(this.#tree.size)).slice(0, size - this.#tree.size);
      if (leaves.length === 0) return false;
      for (const leaf of leaves) {
        const hash = this.#hasher.leaf(leaf);
        this.#tree.append(hash);
        const start = new DataView(hash.buffer, hash.byteOffset).getUint32(0);
        if (starts.has(start) && this.#wanted.has(hex(hash))) this.#found.add(hex(hash));
      }
    }
    return equalBytes(this.#tree.root(), fromHex(root) ?? new Uint8Array(0));
  }
}

/** Signature files of which the county proved, since this tablet was started, that it has the very bytes. */
export class HeldFiles {
  readonly #proved = new Set<string>();
  readonly #random: (bytes: number) => Uint8Array;

  constructor(random: (bytes: number) => Uint8Array) {
    this.#random = random;
  }

  /** How many of these are proved now; asks for those that are not. */
  async count(
    files: readonly string[],
    store: Pick<TabletStore, "signature">,
    connection: Pick<CountyConnection, "request">,
  ): Promise<number> {
    const open = files.filter((name) => !this.#proved.has(name));
    for (let from = 0; from < open.length; from += heldAtOnce)
      if (!(await this.#ask(open.slice(from, from + heldAtOnce), store, connection))) break;
    return files.filter((name) => this.#proved.has(name)).length;
  }

  async #ask(
    files: readonly string[],
    store: Pick<TabletStore, "signature">,
    connection: Pick<CountyConnection, "request">,
  ): Promise<boolean> {
    const nonce = hex(this.#random(32));
    const answer = await connection.request("POST", signaturesHeldPath, utf8(JSON.stringify({ nonce, files })));
    if (!answer.ok) return false;
    const read = HeldAnswer.safeParse(JSON.parse(new TextDecoder().decode(answer.value.body)));
    if (!read.success) return false;
    for (const name of files) {
      const said = read.data.held[name];
      const bytes = said === undefined ? undefined : await store.signature(name);
      if (bytes !== undefined && said === (await heldProof(nonce, bytes))) this.#proved.add(name);
    }
    return true;
  }
}
