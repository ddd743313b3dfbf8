/**
 * The real tablet in a world where everything goes wrong: each call of its storage and each request may be the last thing
 * that the program does (before it took effect or just after), requests and answers are lost, doubled and delivered late.
 * Which call that is, and what happens to which request, comes from the world's seed.
 */
import { SecondCopy } from "../../src/tablet/secondCopy.ts";
import { TabletCore } from "../../src/tablet/tabletCore.ts";
import type { TabletStore } from "../../src/tablet/tabletStore.ts";
import { MemoryFiles } from "../helpers/coreTablet.ts";
import { MemoryFile } from "../helpers/memoryFile.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";
import type { Chance } from "./chance.ts";

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
type Late = { readonly path: string; readonly init: RequestInit | undefined };

/** What never resolves: the program is dead. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export class FaultyTablet {
  store = new MemoryStore();
  files = new MemoryFiles();
  records = new MemoryFile();
  copy!: SecondCopy;
  core!: TabletCore;
  online = true;
  /** Milliseconds by which this tablet's own clock is off. */
  clockError = 0;
  /** Requests fail, double and come late. */
  faults = true;
  /** Told of each request that went wrong. */
  onFault: (fault: string) => void = () => undefined;
  readonly name: string;
  readonly #fetch: Fetch;
  readonly #now: () => number;
  readonly #chance: Chance;
  readonly #late: Late[] = [];
  #life = 0;
  #crashIn = Number.POSITIVE_INFINITY;
  #crashAt: string | undefined;
  #crashed: () => void = () => undefined;
  /** How often each moment came in the run that is under way. */
  readonly #came = new Map<string, number>();

  constructor(name: string, fetch: Fetch, now: () => number, chance: Chance) {
    this.name = name;
    this.#fetch = fetch;
    this.#now = now;
    this.#chance = chance;
  }

  /** What a copy of the profile takes along, besides the secret files. */
  backup(): { readonly store: ReturnType<MemoryStore["backup"]>; readonly records: Uint8Array } {
    return { store: this.store.backup(), records: this.records.bytes };
  }

  restore({ store, records }: ReturnType<FaultyTablet["backup"]>): void {
    this.store.restore(store);
    this.records.bytes = records;
  }

  /** Starts the program on what is stored. */
  async start(): Promise<void> {
    this.core?.stop();
    this.#life += 1;
    this.#crashIn = Number.POSITIVE_INFINITY;
    this.#crashAt = undefined;
    const life = this.#life;
    this.copy = new SecondCopy(this.#mortal("copy", this.records, life));
    this.core = new TabletCore({
      store: this.#mortal("store", this.store, life),
      files: this.#mortal("files", this.files, life),
      copy: this.copy,
      fetch: (path, init) => this.#send(path, init, life),
      now: () => Math.round(this.#now() + this.clockError),
      uptime: this.#now,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      fraction: () => 0.5,
      build: "simulation",
      timeoutMs: 60_000,
      freeBytes: async () => 1e12,
      timer: () => () => undefined,
      live: () => () => undefined,
      yieldToOthers: async () => undefined,
    });
    await this.core.start();
  }

  /**
   * Runs an act in which the program dies at the `when`-th call of storage or network from now (0: it lives), or at the
   * moment of that name (see `moments`). Answers what the act answered, or undefined if the program died first; then the
   * tablet is off until `start`.
   */
  async run<T>(act: () => Promise<T>, when: number | string): Promise<T | undefined> {
    this.#came.clear();
    if (when === 0) return act();
    if (typeof when === "number") this.#crashIn = when;
    else this.#crashAt = when;
    const died = new Promise<undefined>((done) => {
      this.#crashed = () => done(undefined);
    });
    const answer = await Promise.race([act(), died]);
    this.#crashAt = undefined;
    if (this.#crashIn > 0) this.#crashIn = Number.POSITIVE_INFINITY;
    return answer;
  }

  /**
   * Every moment of the last run at which the program could have died: a call before it took effect or just after, as in
   * "store.append 2 before" for the second of its kind.
   */
  get moments(): string[] {
    return [...this.#came].flatMap(([name, times]) =>
      Array.from({ length: times }, (_, n) => {
        const [call = "", side = ""] = name.split("|");
        return `${call} ${n + 1} ${side}`;
      }),
    );
  }

  /** A moment of the act itself, such as an answer on the screen; the program may die here. */
  async reaches(what: string): Promise<void> {
    if (this.#dies(this.#life, what, "reached")) await never();
  }

  get dead(): boolean {
    return this.#crashIn <= 0;
  }

  /** Delivers one request that was held back; nobody waits for its answer any more. */
  async deliverLate(): Promise<void> {
    const at = this.#chance.below(this.#late.length);
    const [late] = this.#late.splice(at, 1);
    if (late === undefined) return;
    this.onFault("request delivered late");
    await this.#fetch(late.path, late.init);
  }

  /** True when a call must not happen or its answer not be seen, because this life ends here or has ended. */
  #dies(life: number, call: string, side: "before" | "after" | "reached"): boolean {
    if (life !== this.#life || this.#crashIn <= 0) return true;
    const times = (this.#came.get(`${call}|${side}`) ?? 0) + 1;
    this.#came.set(`${call}|${side}`, times);
    this.#crashIn = this.#crashAt === `${call} ${times} ${side}` ? 0 : this.#crashIn - 1;
    if (this.#crashIn > 0) return false;
    this.#crashed();
    return true;
  }

  #mortal<T extends TabletStore | MemoryFiles | MemoryFile>(room: string, real: T, life: number): T {
    return new Proxy(real, {
      get: (target, name) => {
        const method = Reflect.get(target, name, target) as unknown;
        if (typeof method !== "function") return method;
        return async (...args: unknown[]) => {
          const about = /[fF]act$/.test(String(name)) || room === "files" ? ` ${String(args[0])}` : "";
          const call = `${room}.${String(name)}${about}`;
          if (this.#dies(life, call, "before")) return never();
          const value = await (method as (...given: unknown[]) => unknown).apply(target, args);
          return this.#dies(life, call, "after") ? never() : value;
        };
      },
    });
  }

  async #send(path: string, init: RequestInit | undefined, life: number): Promise<Response> {
    const call = `${init?.method ?? "GET"} ${path.replace(/\?.*/, "").replace(/[\w-]{20,}|\d+-?\d*/, "*")}`;
    if (this.#dies(life, call, "before")) return never();
    const lost = (): Response => {
      throw new TypeError("no network");
    };
    if (!this.online) return lost();
    const luck = this.faults ? this.#chance.fraction() : 1;
    if (luck < 0.05) {
      this.onFault("request lost");
      return lost();
    }
    if (luck < 0.1) {
      this.#late.push({ path, init }); // will arrive some time
      return lost();
    }
    const answer = await this.#fetch(path, init);
    if (luck < 0.15) {
      this.onFault("answer lost");
      return lost();
    }
    if (luck < 0.2) {
      this.#late.push({ path, init }); // will arrive once more
      this.onFault("request doubled");
    }
    return this.#dies(life, call, "after") ? never() : answer;
  }
}
