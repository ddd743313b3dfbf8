/**
 * Opens the stored roll, with an opening card or with keys that a PIN gave, keeps it up with what was verified, and
 * closes it. A poll book that was being opened when the tablet was closed, stopped or set aside is not used
 * (`TabletMemory.openings`).
 */
import { err, ok, type Result } from "../domain/result.ts";
import { type CatchUpDeps, catchUp } from "./catchUp.ts";
import type { CountyFold } from "./countyFold.ts";
import { Desk, type DeskDeps, type DeskProblem } from "./desk.ts";
import type { Acting } from "./deskCommands.ts";
import { foldOwn } from "./ownLog.ts";
import { settle } from "./phases.ts";
import { followPlace } from "./selfClosing.ts";
import type { Session } from "./session.ts";
import type { SyncLoopDeps } from "./syncLoop.ts";
import type { OpenProblem } from "./tabletInterface.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { TabletRecord } from "./tabletRecord.ts";
import type { Identity, RollRecord, TabletStore } from "./tabletStore.ts";
import type { OpenKeys } from "./vault.ts";

export type PollBookDeps = {
  readonly store: TabletStore;
  /** Lets other work of this thread go first (a newer search, for one). */
  readonly yieldToOthers: () => Promise<void>;
  readonly domain?: DeskDeps["domain"];
  readonly startOpeners?: CatchUpDeps["startOpeners"];
  readonly startChunkOpeners?: DeskDeps["startChunkOpeners"];
  readonly timer: SyncLoopDeps["timer"];
  readonly record: TabletRecord;
  /** Events of other tablets of this election that lie here. */
  readonly carried: () => AsyncIterable<Uint8Array>;
};

type OpenFailed = DeskProblem;

/** Opening waits no longer than this for the first pull. */
const firstPullMs = 20_000;

export class PollBook {
  readonly #deps: PollBookDeps;
  readonly #memory: TabletMemory;
  /** What folds while a long pull is under way, and where to. */
  #following: { readonly fold: CountyFold; readonly ended: Promise<void> } | undefined;

  constructor(deps: PollBookDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
  }

  async openWithCard(openingCode: string): Promise<Result<void, OpenProblem>> {
    const { session, vault, wraps } = this.#memory;
    if (session === undefined || vault === undefined) return err({ type: "wrongOpeningCode" });
    this.#memory.show({ phase: "opening" });
    const opened = await vault.openWithCode(openingCode, wraps);
    const place = opened.ok ? await this.#joinPlace(opened.value.place) : undefined;
    const desk = opened.ok ? await this.open(opened.value.keys) : opened;
    await this.#settle();
    // Nothing that is only noted keeps anybody from opening, or from hearing that the code is wrong.
    const unnoted = (): void => {
      this.#memory.cannotRecord = true;
    };
    if (!opened.ok && opened.error.type === "wrongOpeningCode") await this.#deps.record.wrongCode().catch(unnoted);
    // A tablet that must be set up again has just dropped what was opened: it writes nothing more.
    if (this.#memory.desk !== undefined) await this.#deps.record.opened().catch(unnoted);
    return desk.ok && place !== undefined ? ok(undefined) : desk;
  }

  /** Opens the stored roll. A tablet that was closed, stopped or set aside meanwhile stays so. */
  async open(keys: OpenKeys): Promise<Result<void, OpenFailed>> {
    const { session, openings } = this.#memory;
    const roll = await this.#deps.store.fact("roll");
    if (session === undefined || roll === undefined) return err({ type: "rollDamaged", what: "none" });
    const desk = await this.make(session, keys, roll);
    if (!desk.ok) {
      // A newer list came into use meanwhile, and the parts of this one went: that one is opened.
      const now = await this.#deps.store.fact("roll");
      if (now !== undefined && now.manifestHash !== roll.manifestHash) return this.open(keys);
      // What is missing is fetched again with the next round; so is what is damaged, once it is gone.
      if (desk.error.chunk !== undefined) await this.#deps.store.dropChunks([desk.error.chunk]);
      return desk;
    }
    const { election, identity } = session;
    const own = await foldOwn(this.#deps.store, election.id, identity.device, desk.value.fold);
    await this.#foldCarried(desk.value);
    await desk.value.learnWorkers();
    await desk.value.learnLines();
    if (openings !== this.#memory.openings) return err({ type: "rollDamaged", what: "closed" });
    this.#memory.ownCheckIns = own;
    this.put(desk.value);
    await this.catchUp(session);
    // Before anybody signs in: who may close a tablet whose polls are suspended is asked to.
    await followPlace(this.#memory);
    this.follow(session);
    if (session.countyLog.frontier === undefined) await this.#firstPull();
    return ok(undefined);
  }

  /** What other tablets recorded and this one carries counts here, network or not. */
  async #foldCarried({ fold }: Desk): Promise<void> {
    for await (const leaf of this.#deps.carried()) await fold.addOwn(leaf);
  }

  /**
   * The first pull is under way: better to wait a little than to serve voters with what a tablet knows that knows nothing
   * yet. Whatever ends that pull, a network that is gone too, ends this; and nobody waits long for a slow one (P1). What
   * arrives then is folded as it comes, and until all is here the status line says that there is no news.
   */
  async #firstPull(): Promise<void> {
    if (this.#following === undefined) return;
    const pulled = this.#following.ended.catch(() => undefined);
    let stop = (): void => undefined;
    const long = new Promise<void>((go) => {
      stop = this.#deps.timer(firstPullMs, go);
    });
    await Promise.race([pulled, long]);
    stop();
  }

  /** Opens this roll, going on with the standings of an earlier one, and does not use it yet. */
  async make(session: Session, keys: OpenKeys, roll: RollRecord, from?: Desk): Promise<Result<Desk, OpenFailed>> {
    const { election, identity, connection, countyLog } = session;
    const place = election.places.find((one) => one.id === this.#memory.placeId);
    if (place === undefined) return err({ type: "rollDamaged", what: "place" });
    const { store, startChunkOpeners, domain } = this.#deps;
    const knownThrough = () => countyLog.frontier && { size: countyLog.frontier.size, at: countyLog.frontier.at };
    const deps = {
      store,
      election,
      place,
      device: identity.device,
      domain,
      now: () => connection.now(),
      knownThrough,
      startChunkOpeners,
    };
    return Desk.open(deps, keys, roll, from?.fold);
  }

  /** From now on this one is used. */
  put(desk: Desk): void {
    this.#memory.desk = desk;
    this.#memory.roll = desk.opened;
    this.#memory.changed();
    void this.prepare(desk);
  }

  /** Folds what was verified since, and learns workers; nothing while the poll book is closed. */
  async catchUp({ countyLog, election }: Session): Promise<void> {
    const { desk } = this.#memory;
    if (desk === undefined) return;
    const { store, startOpeners } = this.#deps;
    // Not while the pull goes on: nobody waits for that.
    if (!countyLog.pulling) await this.#following?.ended.catch(() => undefined);
    const changed = await catchUp({ store, election: election.id, countyLog, startOpeners }, desk);
    await desk.learnLines();
    if (changed) this.#memory.changed();
    const learnt = await desk.learnWorkers();
    if (desk !== this.#memory.desk) return;
    // Also when nothing was learnt: the county may have changed the list while this tablet was closed or off.
    await this.#memory.vault?.dropOldPins(desk.workers);
    if (learnt) await this.#settle();
  }

  /** Folds what a pull has verified while it is under way; nothing while the poll book is closed. */
  follow({ countyLog, election }: Session): void {
    const fold = this.#memory.desk?.fold;
    if (fold === undefined || !countyLog.pulling || this.#following?.fold === fold) return;
    const { store, startOpeners } = this.#deps;
    const deps = { store, election: election.id, countyLog, startOpeners };
    const wanted = () => this.#memory.desk?.fold === fold;
    const ended = import("./followPull.ts")
      .then(({ followPull }) => followPull(deps, fold, { wanted, folded: () => this.#memory.changed() }))
      .finally(() => {
        if (this.#following?.fold === fold) this.#following = undefined;
      });
    ended.catch(() => undefined); // what failed fails again, and is told, when the round has ended
    this.#following = { fold, ended };
  }

  /**
   * The poll book goes and what a PIN could open is destroyed: the opening card is needed again. Only then it is recorded
   * who did it; until that is done the key that seals it stays. What comes of the record keeps no tablet from closing.
   */
  async close(by: Acting | undefined, how: "asked" | "locked"): Promise<void> {
    const at = this.#memory.atDesk();
    this.#memory.dropDesk();
    await this.#memory.vault?.destroyDay();
    await this.#deps.record.closed(by, how, at);
    await this.#settle();
  }

  async replaceIdentity(identity: Identity): Promise<void> {
    if (this.#memory.session === undefined) return;
    await this.#deps.store.setFact("identity", identity);
    this.#memory.session = { ...this.#memory.session, identity };
    this.#memory.placeId = identity.place;
  }

  /** A spare becomes a tablet of the place whose card opened it. */
  async #joinPlace(place: string): Promise<string> {
    this.#memory.placeId = place;
    const { identity } = this.#memory.session ?? {};
    if (identity !== undefined && identity.place !== place) await this.replaceIdentity({ ...identity, place });
    return place;
  }

  /** Makes the search's orders while nobody waits for them; again for what was loaded since. */
  async prepare(desk = this.#memory.desk): Promise<void> {
    for (const _ of desk?.prepare() ?? []) {
      await this.#deps.yieldToOthers();
      if (this.#memory.desk !== desk) return;
    }
  }

  #settle(): Promise<void> {
    return settle(this.#memory, this.#deps.store);
  }
}
