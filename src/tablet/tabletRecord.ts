/**
 * What people did with this tablet beside serving voters, for its log: opened it, signed in, typed wrong PINs or opening
 * codes, agreed to a new program, saved its records to a file, closed it. Sealed like every event, so only while the election key is here: what happens
 * before a tablet is open is counted in the store and told with the next opening.
 *
 * Guarantees: a flood of wrong PINs makes one event for each pause that it brings upon a worker, and one more before the
 * next right PIN; nothing here keeps anybody from opening or closing; what could not be recorded is told at the next
 * chance, and the status line says that the tablet cannot record.
 */
import type { Program } from "../protocol/program.ts";
import { commandId } from "./commandId.ts";
import type { Acting, AtDesk, DeskCommands } from "./deskCommands.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import { cardHolder, type WorkerName } from "./tabletState.ts";
import type { RefusedPins, TabletStore } from "./tabletStore.ts";

export type TabletRecordDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact" | "dropFact" | "eventOfCommand">;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
  readonly commands: DeskCommands;
  /** The build that runs. */
  readonly build: string;
};

/** Nobody is signed in. A role must stand in an event; here it says nothing. */
export const nobody: WorkerName = { id: "", name: "", role: "pollWorker" };

export class TabletRecord {
  readonly #deps: TabletRecordDeps;
  readonly #memory: TabletMemory;
  /** Those who read or change what is untold wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: TabletRecordDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
  }

  /** An opening code that opened nothing. */
  wrongCode(): Promise<void> {
    const { store } = this.#deps;
    return this.#inTurn(async () => store.setFact("wrongCodes", ((await store.fact("wrongCodes")) ?? 0) + 1));
  }

  /** The card opened the tablet: this, and what was counted while nothing could be sealed. */
  async opened(): Promise<void> {
    const { store } = this.#deps;
    await this.#inTurn(async () => {
      const wrongCodes = (await store.fact("wrongCodes")) ?? 0;
      const place = this.#place;
      const said = await this.#append(cardHolder, (witness) => ({
        type: "TabletOpened",
        ...witness,
        place,
        wrongCodes,
      }));
      if (said.ok) await store.dropFact("wrongCodes");
    });
    await this.tellUntold();
  }

  /** A wrong PIN of this worker, and for how long (ms) none is taken now. */
  wrongPin(worker: string, pauseMs: number): Promise<void> {
    const { store, random } = this.#deps;
    const { session } = this.#memory;
    if (session === undefined) return Promise.resolve();
    return this.#inTurn(async () => {
      const now = Math.round(session.connection.now());
      const held = Math.round(pauseMs / 1000);
      const all = (await store.fact("refusedPins")) ?? [];
      const before = all.find((one) => one.worker === worker);
      // Killed after an event had told of them and before they were forgotten: they are told.
      const told =
        before !== undefined && (await store.eventOfCommand(session.identity.device, before.cmd)) !== undefined;
      const mine: RefusedPins =
        before === undefined || told
          ? { cmd: commandId(random), worker, wrong: 1, first: now, last: now, held }
          : { ...before, wrong: before.wrong + 1, last: now, held };
      await store.setFact("refusedPins", [...all.filter((one) => one !== before), mine]);
      if (held > 0) await this.#tell(this.#memory.atDesk());
    });
  }

  /**
   * Everything that this tablet recorded is about to be saved to a file. By nobody, and later, where the tablet is not open: it may
   * be broken, set aside or not set up any more. Keeps nobody from saving it.
   */
  async recordsSaved(): Promise<void> {
    const { store, random, now } = this.#deps;
    const { session, worker } = this.#memory;
    const saved = { cmd: commandId(random), at: Math.round(session?.connection.now() ?? now()) };
    const done = this.#inTurn(async () => {
      await this.#tellSaved(this.#memory.atDesk());
      await store.setFact("savedRecords", [...((await store.fact("savedRecords")) ?? []), saved]);
      await this.#tellSaved(this.#memory.atDesk(), worker);
    });
    await done.catch(() => undefined);
  }

  /** Tells of wrong PINs and saved records that no event tells of, if the tablet is open. */
  tellUntold(): Promise<void> {
    return this.#inTurn(() => this.#tell(this.#memory.atDesk()));
  }

  async signedIn(worker: WorkerName): Promise<void> {
    const place = this.#place;
    await this.#append(worker, (witness) => ({ type: "WorkerSignedIn", ...witness, place }));
  }

  /** `worker` showed a PIN and agreed that a new program, `next` as the page named it, is installed. */
  async programApproved(worker: WorkerName, next: Program | undefined): Promise<void> {
    const place = this.#place;
    const program = this.#deps.build.slice(0, 64);
    const replacing = { program, ...(next === undefined ? {} : { next }) };
    await this.#append(worker, (witness) => ({ type: "ProgramApproved", ...witness, place, ...replacing }));
  }

  /** `at`: the desk that is being closed, whose key seals this. Never rejects: a broken storage keeps no tablet open. */
  async closed(by: Acting | undefined, how: "asked" | "locked", at: AtDesk): Promise<void> {
    if (at === undefined) return;
    const place = this.#place;
    await this.#inTurn(() => this.#tell(at)).catch(() => {
      this.#memory.cannotRecord = true;
    });
    await this.#append(by ?? nobody, (witness) => ({ type: "TabletClosed", ...witness, place, how }), at);
  }

  get #place(): string {
    return this.#memory.placeId ?? "";
  }

  async #tellSaved(at: AtDesk, worker = nobody): Promise<void> {
    if (at === undefined) return;
    const { store, commands } = this.#deps;
    const place = this.#place;
    for (const { cmd, at: when } of (await store.fact("savedRecords")) ?? []) {
      const about = { place, what: "tabletRecords" as const, at: when };
      const said = await commands.append(
        worker,
        cmd,
        (witness) => ({ type: "RecordsExported", ...witness, ...about }),
        at,
      );
      if (!said.ok) return;
      const rest = ((await store.fact("savedRecords")) ?? []).filter((one) => one.cmd !== cmd);
      await store.setFact("savedRecords", rest);
    }
  }

  async #tell(at: AtDesk): Promise<void> {
    if (at === undefined) return;
    await this.#tellSaved(at);
    const { store, commands } = this.#deps;
    const place = this.#place;
    for (const { cmd, worker: tried, wrong, first, last, held } of (await store.fact("refusedPins")) ?? []) {
      const by = this.#memory.worker ?? nobody;
      const about = { place, tried, wrong, first, last, held };
      const said = await commands.append(by, cmd, (witness) => ({ type: "PinsRefused", ...witness, ...about }), at);
      if (!said.ok) return;
      const rest = ((await store.fact("refusedPins")) ?? []).filter((one) => one.cmd !== cmd);
      await store.setFact("refusedPins", rest);
    }
  }

  #append(by: Acting, bodyFor: Parameters<DeskCommands["append"]>[2], at?: AtDesk): ReturnType<DeskCommands["append"]> {
    const { commands, random } = this.#deps;
    return commands.append(by, commandId(random), bodyFor, ...(at === undefined ? [] : [at]));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
