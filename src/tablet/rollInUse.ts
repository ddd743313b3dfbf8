/**
 * The roll in use, and a newer one that takes its place: loaded in the background, one at a time, opened beside the old
 * one, and taken into use when it is whole and opens. Check-ins wait only for the moment of the change.
 */
import { amendmentsOf } from "./amendmentShelf.ts";
import type { DeskCommands } from "./deskCommands.ts";
import { settle } from "./phases.ts";
import type { PollBook } from "./pollBook.ts";
import {
  dropUnusedChunks,
  loadRoll,
  type RollLoaderDeps,
  type RollLoadProblem,
  takeIntoUse,
  type WantedRoll,
} from "./rollLoader.ts";
import type { Session } from "./session.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { LoadingProblem } from "./tabletState.ts";
import type { RollRecord, TabletStore } from "./tabletStore.ts";

export type RollInUseDeps = {
  readonly store: TabletStore;
  readonly freeBytes: RollLoaderDeps["freeBytes"];
  readonly commands: DeskCommands;
  readonly book: PollBook;
};

/** A list that arrived damaged as often as this in a row will hardly arrive whole by itself. */
const damagedForGood = 3;

export class RollInUse {
  readonly #deps: RollInUseDeps;
  readonly #memory: TabletMemory;
  #loading = false;
  /** Times in a row that what arrived was damaged. */
  #damaged = 0;
  /** Times that every roll was forgotten: what was being loaded then is of no use. */
  #drops = 0;
  #problem: LoadingProblem | undefined;

  constructor(deps: RollInUseDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
  }

  /** Loads this version and takes it into use. Rejects if the storage is full or gone: what is in use stays in use. */
  async load(session: Session, wanted: WantedRoll): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    const memory = this.#memory;
    const drops = this.#drops;
    try {
      const loaded = await loadRoll(this.#deps, session.connection, wanted, (done, total) => {
        const problem = this.#problem;
        if (memory.phase.phase === "loadingRoll")
          memory.show({ phase: "loadingRoll", done, total, waiting: false, problem });
      });
      // Set up for another county meanwhile: this list is of no use here.
      if (memory.session?.connection !== session.connection) return;
      this.#problem = this.#problemOf(loaded.ok ? undefined : loaded.error);
      if (!loaded.ok) {
        memory.reached &&= loaded.error.type !== "noNetwork";
        if (memory.phase.phase === "loadingRoll")
          memory.show({ ...memory.phase, waiting: true, problem: this.#problem });
      } else if (loaded.value.manifestHash !== memory.roll?.manifestHash)
        await this.#change(session, loaded.value, drops);
    } finally {
      this.#loading = false;
    }
  }

  /** What the screen says of it; undefined: nothing but that it waits for the network. */
  #problemOf(error: RollLoadProblem | undefined): LoadingProblem | undefined {
    if (error?.type === "rollDamaged") this.#damaged++;
    else if (error?.type !== "noNetwork") this.#damaged = 0;
    switch (error?.type) {
      case "rollDamaged":
        return { type: "rollDamaged", stays: this.#damaged >= damagedForGood };
      case "tooLittleStorage":
        return error;
      case "noNetwork":
      case undefined:
        return undefined;
      default:
        return error satisfies undefined;
    }
  }

  /** Amendments before this log index are part of the roll in use. */
  async foldedBefore(): Promise<number> {
    const roll = await this.#deps.store.fact("roll");
    return roll === undefined ? 0 : (JSON.parse(roll.manifest) as { amendedThrough: number }).amendedThrough;
  }

  /** Whether a whole roll is stored. */
  async isInUse(): Promise<boolean> {
    return (await this.#deps.store.fact("roll")) !== undefined;
  }

  /** Whether anything of a roll is stored. */
  async isHere(): Promise<boolean> {
    const { store } = this.#deps;
    return (await store.fact("roll")) !== undefined || (await store.chunkHashes()).length > 0;
  }

  /** Forgets every roll; should the county want one here again, it is loaded as on the first day. */
  async drop(): Promise<void> {
    this.#drops++;
    const { store } = this.#deps;
    for (const fact of ["roll", "nextRoll", "amendments"] as const) await store.dropFact(fact);
    await dropUnusedChunks(store, new Set());
    this.#memory.roll = undefined;
    this.#problem = undefined;
    this.#damaged = 0;
  }

  async #change(session: Session, roll: RollRecord, drops: number): Promise<void> {
    const { store, commands, book } = this.#deps;
    const memory = this.#memory;
    const { openings, desk: before } = memory;
    const made = before && (await book.make(session, before.keys, roll, before));
    if (made?.ok === false) {
      memory.alarm = "countyLogInconsistent";
      return memory.announce();
    }
    await commands.inTurn(async () => {
      await made?.value.learnWorkers();
      if (openings === memory.openings && made !== undefined) book.put(made.value);
      else memory.roll = roll;
      await book.catchUp(session);
    });
    const keep = new Set((await amendmentsOf(store)).map((one) => one.chunk.hash));
    // Its chunks have gone with all others: the next round loads it again where the county wants one here.
    if (drops === this.#drops) await takeIntoUse(store, roll, keep);
    else memory.roll = undefined;
    await settle(memory, store);
  }
}
