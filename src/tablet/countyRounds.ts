/**
 * What the rounds with the county bring: each outcome is followed, in every phase that has an identity, locked or not (to
 * sync, events are opaque). The county's word on this tablet (accepted, set aside, taken back), new wraps, amendments and
 * rolls; alarms; and the one way out of every broken identity.
 */
import type { CountyView } from "../protocol/deviceLog.ts";
import { fetchAmendments } from "./amendmentShelf.ts";
import { settle } from "./phases.ts";
import type { PollBook } from "./pollBook.ts";
import type { RollInUse } from "./rollInUse.ts";
import type { RollLoaderDeps } from "./rollLoader.ts";
import type { SecretFiles } from "./secretFiles.ts";
import { closeWhenOver } from "./selfClosing.ts";
import type { Session } from "./session.ts";
import type { SyncOutcome } from "./sync.ts";
import { SyncLoop, type SyncLoopDeps } from "./syncLoop.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { Alarm, BrokenIdentity } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";
import { destroyWraps, fetchWraps, keepWraps } from "./wraps.ts";

/** An accepted event that the verified tree does not hold after this long is an alarm. */
const missingAfterMs = 5 * 60_000;

export type CountyRoundsDeps = {
  readonly store: TabletStore;
  readonly files: SecretFiles;
  readonly freeBytes: RollLoaderDeps["freeBytes"];
  readonly now: () => number;
  readonly timer: SyncLoopDeps["timer"];
  readonly fraction: SyncLoopDeps["random"];
  /** Calls back when the county's live stream speaks; answers a function that ends it. */
  readonly live: (onPoke: () => void) => () => void;
  readonly book: PollBook;
  readonly rolls: RollInUse;
  /** Told after each round that brought this tablet in step with the county. */
  readonly inStep: () => Promise<void>;
};

export class CountyRounds {
  readonly #deps: CountyRoundsDeps;
  readonly #memory: TabletMemory;
  #loop: SyncLoop | undefined;
  #stopLive: () => void = () => undefined;
  #missingSince: number | undefined;
  /** Signatures on file are on their way. */
  #filing = false;

  constructor(deps: CountyRoundsDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
  }

  /** Begins the rounds of this session with one now. */
  start(session: Session): void {
    const { timer, fraction, live } = this.#deps;
    this.#missingSince = undefined;
    session.sync.beforePull = (view) => void this.#loadFirstRoll(session, view);
    session.countyLog.onLongPull = () => this.#deps.book.follow(session);
    this.#loop = new SyncLoop({
      step: () => session.sync.step(),
      onOutcome: (outcome) => this.#afterRound(session, outcome),
      random: fraction,
      timer,
    });
    this.#stopLive = live(() => void this.#loop?.poke());
    void this.#loop.poke();
  }

  /**
   * A broken identity says nothing more under its number. What a restored county lost of its own log it gives back all the
   * same: it may be the only one that has it, and until the county has it nobody is set up again.
   */
  startGivingBack(session: Session): void {
    const { timer, fraction } = this.#deps;
    this.#loop = new SyncLoop({
      step: async () => (await import("./giveBack.ts")).giveBackStep(session),
      onOutcome: async () => undefined,
      random: fraction,
      timer,
    });
    void this.#loop.poke();
  }

  /** Brings the next round forward. Resolves when it is over; at once if none runs. */
  async poke(): Promise<void> {
    await this.#loop?.poke();
  }

  stop(): void {
    this.#loop?.stop();
    this.#stopLive();
  }

  async #afterRound(session: Session, outcome: SyncOutcome): Promise<void> {
    const memory = this.#memory;
    if (outcome.outcome !== "failed") memory.reached = outcome.outcome !== "noNetwork";
    switch (outcome.outcome) {
      case "brokenIdentity":
        return this.#breakOff(session, outcome.why);
      case "inStep":
      case "inconsistent":
      case "countyBehind":
        memory.alarm = outcome.outcome === "inStep" ? this.#ownAlarm(session) : "countyLogInconsistent";
        await this.#follow(session, outcome.view);
        break;
      case "refused":
        memory.alarm =
          outcome.type === "unknownDevice" || outcome.type === "badSignature" ? "countyUnknown" : undefined;
        break;
      case "failed":
        memory.cannotRecord = true; // until the next event is recorded
        break;
      case "noNetwork":
        break;
      default:
        outcome satisfies never;
    }
    if (session.election.signatureKey !== undefined)
      memory.signaturesNotSent = await this.#deps.store.signaturesToSendCount();
    await memory.vault?.dayWorkers(); // destroys the secret of a day that is over
    await this.#deps.book.catchUp(session);
    if (memory.desk?.fold.ownHandedOver) return this.#breakOff(session, "fork");
    memory.announce();
    if (outcome.outcome === "inStep") await this.#deps.inStep();
    await closeWhenOver(this.#deps.book, memory);
  }

  /** Nothing more is written or sent under this number; one way out for every reason: set up again. */
  async #breakOff(session: Session, why: BrokenIdentity): Promise<void> {
    await this.#deps.store.setFact("broken", why);
    this.stop();
    this.startGivingBack(session);
    this.#memory.dropDesk();
    await this.#memory.vault?.destroyDay();
    await this.#settle();
  }

  async #follow(session: Session, view: CountyView): Promise<void> {
    const { store, files, book, rolls } = this.#deps;
    const memory = this.#memory;
    if (view.device.revoked !== null) return this.#revoke();
    if ((await store.fact("broken")) === "revoked" || view.device.waits !== memory.waits) {
      // The revocation was taken back, or a clerk has accepted the tablet: it begins like one that was just set up.
      memory.waits = view.device.waits;
      if ((await store.fact("broken")) === "revoked") await store.dropFact("broken");
      await this.#settle();
    }
    if (memory.waits) return;
    // As it is now, not as the session began: a revocation took its wraps away.
    const { identity } = memory.session ?? session;
    const renewed = await fetchWraps(session.connection, identity, memory.wraps, view.device);
    if (renewed !== undefined) {
      await keepWraps(files, identity.device, renewed.wraps);
      memory.wraps = renewed.wraps;
      if (renewed.place !== identity.place) await book.replaceIdentity({ ...identity, place: renewed.place });
      await this.#settle();
    }
    const { countyLog, connection } = session;
    await fetchAmendments({ store, countyLog, connection }, await rolls.foldedBefore());
    void this.#fetchSignatures(session);
    if (view.roll !== null) this.#loadRoll(session, view.roll);
    else if (memory.phase.phase === "loadingRoll") memory.show({ ...memory.phase, waiting: true });
  }

  /** A tablet without a roll loads it beside the first pull: it can be opened, and fold, while a long log arrives. */
  async #loadFirstRoll(session: Session, { roll }: CountyView): Promise<void> {
    const { rolls } = this.#deps;
    if (roll !== null && !(await rolls.isInUse())) this.#loadRoll(session, roll);
  }

  #loadRoll(session: Session, wanted: NonNullable<CountyView["roll"]>): void {
    this.#deps.rolls
      .load(session, wanted)
      .catch((error: Error) => this.#afterRound(session, { outcome: "failed", what: error.name }));
  }

  /** Beside everything else; what is missing then is fetched with the next round. */
  async #fetchSignatures(session: Session): Promise<void> {
    if (this.#filing || session.election.rules.signature?.reference !== true) return;
    this.#filing = true;
    try {
      const shelf = await import("./signatureShelf.ts").catch(() => undefined);
      await shelf?.fetchSignatures(this.#deps, session, this.#memory);
    } catch (error) {
      await this.#afterRound(session, { outcome: "failed", what: (error as Error).name });
    } finally {
      this.#filing = false;
    }
  }

  /**
   * The county has set this tablet aside: keys, wraps and roll go, the log stays and is still sent. Looked at in each round:
   * the tablet may have died in the middle, or a roll was still being loaded.
   */
  async #revoke(): Promise<void> {
    const { store, files, rolls } = this.#deps;
    const memory = this.#memory;
    const revoked = (await store.fact("broken")) === "revoked";
    if (revoked && memory.wraps.length === 0 && !(await rolls.isHere())) return;
    memory.dropDesk();
    await memory.vault?.destroyDay();
    await destroyWraps(files);
    memory.wraps = [];
    await store.setFact("broken", "revoked");
    await rolls.drop();
    await this.#settle();
  }

  #ownAlarm({ sync }: Session): Alarm | undefined {
    const fold = this.#memory.desk?.fold;
    if (fold === undefined) return undefined;
    if (fold.ownDisorder) return "countyLogInconsistent";
    if (fold.ownThrough >= sync.accepted) this.#missingSince = undefined;
    else this.#missingSince ??= this.#deps.now();
    const late = this.#missingSince !== undefined && this.#deps.now() - this.#missingSince > missingAfterMs;
    return late ? "eventMissingAtCounty" : undefined;
  }

  #settle(): Promise<void> {
    return settle(this.#memory, this.#deps.store);
  }
}
