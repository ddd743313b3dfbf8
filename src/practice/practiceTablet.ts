/**
 * A tablet that practices: the same `TabletCore` with a county beside it in place of a network. `begin` makes a world and
 * brings the tablet to where a poll worker stands in the morning, signed in at an open poll book; everything after that
 * is the tablet's own work.
 */
import { dayOf } from "../domain/electionDay.ts";
import { formatCode } from "../protocol/codes.ts";
import { platformRandom } from "../roll/sealedChunk.ts";
import { type GrowingFile, SecondCopy } from "../tablet/secondCopy.ts";
import { TabletCore, type TabletDeps } from "../tablet/tabletCore.ts";
import type { Cast } from "../training/cast.ts";
import { readPracticePack } from "../training/practicePack.ts";
import { practiceNames, practicePin } from "./names.ts";
import { PracticeCounty } from "./practiceCounty.ts";
import { type Did, type Played, type Playing, Rehearsal } from "./rehearsal.ts";
import { bytesOf, firstWorker, makeWorld, type PracticeState, type WorldFrom } from "./world.ts";

export type PracticeDeps = Omit<TabletDeps, "copy" | "domain" | "fetch" | "live" | "timeoutMs"> & {
  /** The county's file, and the tablet's second copy. */
  readonly countyFile: GrowingFile;
  readonly recordsFile: GrowingFile;
  readonly timeZone: string;
  /** Everything that a practice left here goes. Called before anything of it is opened. */
  readonly wipe: () => Promise<void>;
};

/** What the practice page asks for beside a tablet's own commands. */
export type PracticeCommands = {
  /**
   * Called first: goes on with the practice of today that is here, in this tab or another. `anew`: everything of it goes
   * before, here and nowhere else.
   */
  readonly resume: (anew: boolean) => Promise<{ readonly begun: boolean; readonly states: readonly PracticeState[] }>;
  /** False: what was given as a pack is none. */
  readonly begin: (under: PracticeRules) => Promise<boolean>;
  /** What other tablets begin the same practice with. Undefined: it is under a state's rules, which each of them has. */
  readonly pack: () => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Opens a tablet that was closed, as the place's opening card would. */
  readonly openWithCard: () => Promise<void>;
  /** Somebody comes to the desk. Undefined: everybody of this scenario was here today. */
  readonly play: (scenario: string) => Promise<Playing | undefined>;
  /** Whether what was recorded since is right. Undefined: nobody was at the desk. */
  readonly judge: (did: Did) => Promise<Played | undefined>;
  readonly endPlay: () => Promise<void>;
  /** Somebody to look for, where nothing is played. */
  readonly somebody: () => Promise<Cast | undefined>;
  /** Cuts the network, or brings it back. */
  readonly setNetwork: (on: boolean) => Promise<void>;
  /** A trainer's trouble. False: there is nobody at the desk whom it could happen to. */
  readonly trouble: (which: Trouble) => Promise<boolean>;
  /** Milliseconds: how far the day is ahead of the real one, for everybody, and how wrong this tablet's own clock is. */
  readonly setClock: (clock: PracticeClock) => Promise<void>;
};

/** A state's two letters, or a county's practice pack (training/practicePack.ts). */
export type PracticeRules = { readonly state: string } | { readonly pack: Uint8Array<ArrayBuffer> };
export type Trouble = "checkedInElsewhere" | "absenteeCameBack";
export type PracticeClock = { readonly ahead: number; readonly wrongBy: number };

export class PracticeTablet {
  readonly core: TabletCore;
  readonly #deps: PracticeDeps;
  #county: PracticeCounty | undefined;
  #rehearsal: Rehearsal | undefined;
  #online = true;
  #cut = false;

  #clock: PracticeClock = { ahead: 0, wrongBy: 0 };

  constructor(given: PracticeDeps) {
    const deps = { ...given, now: () => given.now() + this.#clock.ahead };
    this.#deps = deps;
    this.core = new TabletCore({
      ...deps,
      now: () => deps.now() + this.#clock.wrongBy,
      copy: new SecondCopy(deps.recordsFile, practiceNames.domain),
      domain: practiceNames.domain,
      fetch: (path, init) => {
        if (this.#county === undefined || !this.#online) return Promise.reject(new TypeError("no network"));
        return this.#county.fetch(path, init);
      },
      live: () => () => undefined,
      timeoutMs: 15_000,
    });
  }

  /** Goes on with the world that is here, if there is one and its election is today: no polls open on another day. */
  async start(anew = false): Promise<void> {
    if (anew) await this.#deps.wipe();
    const county = await PracticeCounty.open(this.#countyDeps());
    if (county === undefined) return;
    const { date, timeZone } = county.world.election;
    if (date !== dayOf(this.#deps.now(), timeZone)) return this.#deps.wipe();
    this.#county = county;
    await this.core.start();
  }

  /** There is a world. */
  get begun(): boolean {
    return this.#county !== undefined;
  }

  async begin(under: PracticeRules): Promise<boolean> {
    const { now, timeZone } = this.#deps;
    const from = "pack" in under ? await inPack(under.pack) : under;
    if (from === undefined) return false;
    const world = await makeWorld({ random: platformRandom, now: now(), timeZone }, from);
    this.#county = await PracticeCounty.found(this.#countyDeps(), world);
    this.#rehearsal = undefined;
    await this.core.start();
    must(await this.core.setUp(await formatCode("setup", bytesOf(world.setUpCode)), true));
    await this.#rollIsHere();
    await this.openWithCard();
    must(await this.core.signIn(firstWorker, practicePin));
    return true;
  }

  pack(): Uint8Array<ArrayBuffer> | undefined {
    const pack = this.#county?.world.pack;
    return pack === undefined ? undefined : bytesOf(pack);
  }

  async openWithCard(): Promise<void> {
    if (this.#county !== undefined)
      must(await this.core.open(await formatCode("opening", bytesOf(this.#county.world.openingCode))));
  }

  async play(scenario: string): Promise<Playing | undefined> {
    if (this.core.state().phase.phase === "closed") await this.openWithCard();
    const playing = await this.rehearsal().play(scenario);
    if (this.#cut) this.network(false); // the stage needs one
    return playing;
  }

  /** By a trainer: it stays so from one voter to the next. */
  setNetwork(on: boolean): void {
    this.#cut = !on;
    this.network(on);
  }

  /** Of the world that is here. */
  rehearsal(): Rehearsal {
    if (this.#county === undefined) throw new Error("no county yet");
    const { store, now } = this.#deps;
    const network = (on: boolean): void => this.network(on);
    this.#rehearsal ??= new Rehearsal({ core: this.core, county: this.#county, store, now, network });
    return this.#rehearsal;
  }

  /** Whether the county is reached. */
  network(on: boolean): void {
    this.#online = on;
    if (on) void this.core.syncNow();
  }

  setClock(clock: PracticeClock): void {
    this.#clock = clock;
    void this.core.syncNow();
  }

  trouble(which: Trouble): Promise<boolean> {
    return which === "checkedInElsewhere" ? this.rehearsal().checkInElsewhere() : this.rehearsal().absenteeCameBack();
  }

  stop(): void {
    this.core.stop();
  }

  #rollIsHere(): Promise<void> {
    return new Promise((go) => {
      let end = (): void => undefined;
      end = this.core.watch(({ phase }) => {
        if (phase.phase !== "closed") return;
        queueMicrotask(() => end()); // watch calls back before it answers
        go();
      });
    });
  }

  #countyDeps() {
    return { file: this.#deps.countyFile, now: this.#deps.now };
  }
}

async function inPack(pack: Uint8Array<ArrayBuffer>): Promise<WorldFrom | undefined> {
  const read = await readPracticePack(pack);
  return read.ok ? { pack, own: read.value } : undefined;
}

/** What was made here a moment ago fits together; if not, that is a bug. */
function must(result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly type: string } }): void {
  if (!result.ok) throw new Error(result.error.type);
}
