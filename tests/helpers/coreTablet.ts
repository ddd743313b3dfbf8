/**
 * The real tablet (`TabletCore`) in Node: its storage and secret files in memory, its network a function that a test can
 * cut, its clock and timers in the test's hand. Nothing of the tablet itself is replaced.
 */

import type { FoundVoter } from "../../src/tablet/foundVoters.ts";
import { SecondCopy } from "../../src/tablet/secondCopy.ts";
import type { SecretFiles } from "../../src/tablet/secretFiles.ts";
import { TabletCore } from "../../src/tablet/tabletCore.ts";
import { MemoryFile } from "./memoryFile.ts";
import { MemoryStore } from "./memoryStore.ts";

export class MemoryFiles implements SecretFiles {
  readonly kept = new Map<string, Uint8Array>();
  async read(name: string): Promise<Uint8Array | undefined> {
    return this.kept.get(name);
  }
  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.kept.set(name, bytes.slice());
  }
  async destroy(name: string): Promise<void> {
    this.kept.delete(name);
  }
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** What a check-in says of a voter of whom nothing is special. */
export const plainCheckIn = { found: "search", ballot: "regular", answers: {}, forms: [] } as const;

export class CoreTablet {
  readonly store = new MemoryStore();
  readonly files = new MemoryFiles();
  readonly records = new MemoryFile();
  copy!: SecondCopy;
  core!: TabletCore;
  online = true;
  /** Room that the browser says there is. */
  freeBytes = 1e12;
  /** How far this tablet's own clock is off. */
  clockError = 0;
  #fetch: Fetch;
  readonly #now: () => number;
  readonly #due = new Set<() => void>();

  constructor(fetch: Fetch, now: () => number) {
    this.#fetch = fetch;
    this.#now = now;
    this.start();
  }

  /** Starts the program anew on what is stored, as after a crash or a reload. */
  start(): void {
    this.core?.stop();
    this.copy = new SecondCopy(this.records);
    this.core = new TabletCore({
      store: this.store,
      files: this.files,
      copy: this.copy,
      fetch: (path, init) => (this.online ? this.#fetch(path, init) : Promise.reject(new TypeError("no network"))),
      now: () => this.#now() + this.clockError,
      uptime: this.#now,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      fraction: () => 0.5,
      build: "test",
      timeoutMs: 5_000,
      freeBytes: async () => this.freeBytes,
      timer: (_, then) => {
        const due = (): void => {
          this.#due.delete(due);
          then();
        };
        this.#due.add(due);
        return () => void this.#due.delete(due);
      },
      live: () => () => undefined,
      yieldToOthers: async () => undefined,
    });
  }

  /** The network now leads to another county. */
  connect(fetch: Fetch): void {
    this.#fetch = fetch;
  }

  /** Fires the timers that are running. */
  tick(): void {
    for (const due of [...this.#due]) due();
  }

  /** Waits until the tablet is in this phase. */
  async phase(name: string): Promise<void> {
    for (let tries = 0; this.core.state().phase.phase !== name; tries++) {
      if (tries > 400) throw new Error(`phase ${this.core.state().phase.phase}, expected ${name}`);
      await new Promise((go) => setTimeout(go, 5));
    }
  }

  /** The one voter that this query finds. */
  async find(query: string): Promise<FoundVoter> {
    const found = await this.core.search(query);
    const row = found?.rows[0];
    if (row === undefined) throw new Error(`nobody found for ${query}`);
    return row;
  }

  async checkIn(query: string): ReturnType<TabletCore["checkIn"]> {
    return this.checkInVoter((await this.find(query)).voter.id);
  }

  async checkInVoter(voterId: string, cmd: string = crypto.randomUUID()): ReturnType<TabletCore["checkIn"]> {
    const disposition = (await this.core.voter(voterId))?.disposition;
    const style = disposition?.kind === "regular" ? disposition.choices[0].id : "none";
    return this.core.checkIn({ cmd, voterId, style, ...plainCheckIn });
  }
}
