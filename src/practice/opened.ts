/** Opens what a tablet of the practice recorded, so that the trainee can be told what it was. */
import { readBody } from "../domain/events.ts";
import { readLeaf } from "../log/eventBytes.ts";
import { openBody } from "../log/sealedBody.ts";
import type { StoredEvent } from "../tablet/tabletStore.ts";
import type { Entry } from "../training/rightWay.ts";

export class OpenedEntries {
  readonly #election: string;
  readonly #key: CryptoKey;
  /** By hash: each is opened once. */
  readonly #known = new Map<string, Entry | undefined>();

  constructor(election: string, key: CryptoKey) {
    this.#election = election;
    this.#key = key;
  }

  /** In their order. What does not open, or is of no known type, is left out. */
  async of(events: readonly StoredEvent[]): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (const event of events) {
      if (!this.#known.has(event.hash)) this.#known.set(event.hash, await this.#open(event));
      const entry = this.#known.get(event.hash);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  async #open({ device, seq, hash, leaf }: StoredEvent): Promise<Entry | undefined> {
    const read = readLeaf(leaf);
    if (!read.ok) return undefined;
    const { body } = read.value.envelope;
    const at = { election: this.#election, device, seq };
    const opened = typeof body === "string" ? await openBody(this.#key, at, body) : undefined;
    const known = readBody(opened === undefined ? body : opened.ok ? opened.value : undefined);
    return known.kind === "known" ? { name: { device, seq, hash }, body: known.body } : undefined;
  }
}
