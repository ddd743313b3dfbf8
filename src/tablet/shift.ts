/**
 * Who has the tablet: a worker signs in with a PIN, on the open poll book or by opening it after a reload; locks it; hands
 * it to another; closes it. Wrong PINs hold that worker, never the tablet. Those who agree with a second PIN and those who
 * are added at the place are in `people.ts`, which is loaded with its first use.
 */
import type { AddWorkerProblem } from "../domain/addedWorkers.ts";
import { type Act, authorise, type NotAuthorised } from "../domain/authority.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Program } from "../protocol/program.ts";
import type { WeakPin } from "../protocol/weakPin.ts";
import { dayEnds } from "./dayEnd.ts";
import { type Acting, type DeskCommands, notOpen } from "./deskCommands.ts";
import type { People } from "./people.ts";
import { atPlace, nameOf, settle } from "./phases.ts";
import type { PollBook } from "./pollBook.ts";
import { PinGate, type PinGateDeps, type ProvedPin, pinOf, type Tried } from "./signIn.ts";
import type { AddedWorker, AddWorkerCall, PinProblem, WorkerCodeProblem } from "./tabletInterface.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { TabletRecord } from "./tabletRecord.ts";
import type { WorkerName } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";
import type { Approval, NotRecorded } from "./voterCalls.ts";

export type ShiftDeps = {
  readonly store: TabletStore;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly uptime: PinGateDeps["uptime"];
  readonly commands: DeskCommands;
  readonly record: TabletRecord;
  readonly book: PollBook;
};

export class Shift {
  readonly #deps: ShiftDeps;
  readonly #memory: TabletMemory;
  readonly #pins: PinGate;
  #peopleHere: Promise<People> | undefined;

  constructor(deps: ShiftDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
    const { record } = deps;
    this.#pins = new PinGate({
      ...deps,
      refused: (worker, pauseMs) => record.wrongPin(worker, pauseMs),
      proved: () => record.tellUntold(),
    });
  }

  async signIn(workerId: string, pin: string): Promise<Result<void, PinProblem>> {
    const memory = this.#memory;
    const today = await memory.vault?.dayWorkers();
    if (memory.desk === undefined && !today?.some((one) => one.worker === workerId)) {
      await this.#settle();
      return err({ type: "openingCodeNeeded" });
    }
    const proved = await this.#pins.attempt(workerId, () => this.#provePin(workerId, pin));
    const worker = proved.ok && atPlace(proved.value.worker) ? proved.value.worker : undefined;
    if (worker !== undefined) {
      memory.worker = nameOf(worker);
      memory.salt = worker.pin.salt;
    }
    await this.#settle();
    if (!proved.ok) return proved;
    if (worker === undefined) return err({ type: "noWorkAtPlaces" });
    // The county may have said meanwhile that this tablet cannot go on under its number, or somebody closed it.
    if (memory.worker === undefined || memory.phase.phase !== "working") return err({ type: "openingCodeNeeded" });
    await this.#deps.record.signedIn(memory.worker);
    return ok(undefined);
  }

  async lock(): Promise<void> {
    // Where nobody has a PIN, or the day is over and its secret destroyed, the card is the key.
    const today = (await this.#memory.vault?.dayWorkers()) ?? [];
    if (this.#memory.desk?.workers.length === 0 || today.length === 0)
      return this.#deps.book.close(this.#memory.worker, "locked");
    this.#memory.worker = undefined;
    await this.#settle();
  }

  async close(second?: Approval): Promise<Result<void, NotAuthorised | PinProblem>> {
    const { worker, session } = this.#memory;
    if (worker === undefined || session === undefined) return err({ type: "openingCodeNeeded" });
    const acting = await (await this.#people()).acting(worker, second);
    if (!acting.ok) return acting;
    const { id, role, second: agreed } = acting.value;
    const { permits } = session.election.rules;
    const allowed = authorise(permits, "closeTablet", { worker: id, role, second: agreed });
    if (allowed.ok) await this.#deps.book.close(acting.value, "asked");
    return allowed;
  }

  /** Who may work on this tablet; none while it is not open. */
  workers(): readonly WorkerName[] {
    return this.#memory.desk?.workers.map(nameOf) ?? [];
  }

  /** Whoever works here now, together with whoever agrees with a PIN. */
  async acting(approval: Approval | undefined): Promise<Result<Acting, NotRecorded | PinProblem>> {
    const { worker } = this.#memory;
    return worker === undefined ? err(notOpen) : (await this.#people()).acting(worker, approval);
  }

  async addWorker(
    call: AddWorkerCall,
  ): Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | PinProblem | NotRecorded>> {
    const memory = this.#memory;
    const acting = await this.acting(call.second);
    if (!acting.ok) return acting;
    const added = await (await this.#people()).addWorker(acting.value, call);
    // Who gives themselves a new PIN has just shown who they are, and still has to see the code for the other tablets.
    if (added.ok && call.id !== undefined && call.id === memory.worker?.id)
      memory.salt = memory.desk?.workers.find(({ id }) => id === call.id)?.pin.salt;
    if (added.ok) await this.#workersChanged();
    return added;
  }

  async workerCodes(second?: Approval): Promise<Result<readonly AddedWorker[], NotAuthorised | PinProblem>> {
    const { worker } = this.#memory;
    if (worker === undefined) return err({ type: "openingCodeNeeded" });
    const people = await this.#people();
    const acting = await people.acting(worker, second);
    return acting.ok ? people.codes(acting.value) : acting;
  }

  async takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>> {
    const taken = await (await this.#people()).takeWorker(text);
    if (taken.ok) await this.#workersChanged();
    return taken;
  }

  async mayAct(act: Act, approval: Approval, next?: Program): Promise<Result<void, PinProblem | NotAuthorised>> {
    const may = await (await this.#people()).mayAct(act, approval);
    if (may.ok && act === "installProgram") await this.#deps.record.programApproved(may.value, next);
    return may.ok ? ok(undefined) : may;
  }

  async #provePin(workerId: string, pin: string): Promise<Tried<ProvedPin>> {
    const memory = this.#memory;
    const opens = memory.desk === undefined;
    if (opens) {
      const keys = await memory.vault?.openWithPin(workerId, pin);
      if (keys === undefined) return "wrong";
      await this.#deps.book.open(keys);
    }
    const worker = memory.desk?.workers.find((one) => one.id === workerId);
    const keys = memory.desk?.keys;
    const proved = await pinOf(worker, pin);
    // Closed meanwhile, or another desk: there is nothing to sign in to.
    if (keys === undefined || keys !== memory.desk?.keys) return undefined;
    if (proved === undefined) {
      if (opens) memory.dropDesk(); // the PIN of yesterday opens nothing
      return worker === undefined ? undefined : "wrong";
    }
    const { election, connection } = memory.session ?? {};
    if (!opens && election !== undefined && connection !== undefined && atPlace(proved.worker)) {
      const ends = dayEnds(election, memory.desk, connection.now());
      if (memory.day !== undefined) memory.day = { ...memory.day, ends };
      await memory.vault?.rememberForToday(keys, proved.worker, proved.hashed, ends);
    }
    return proved;
  }

  /** Most days nobody needs it: loaded with its first use, from what the service worker keeps. */
  #people(): Promise<People> {
    const { store, random, commands } = this.#deps;
    const deps = { store, random, commands, pins: this.#pins, atDesk: () => this.#memory.atDesk() };
    this.#peopleHere ??= import("./people.ts").then((file) => new file.People(deps));
    this.#peopleHere.catch(() => {
      this.#peopleHere = undefined;
    });
    return this.#peopleHere;
  }

  async #workersChanged(): Promise<void> {
    const { desk, vault } = this.#memory;
    if (desk === undefined) return;
    await vault?.dropOldPins(desk.workers);
    await this.#settle();
  }

  #settle(): Promise<void> {
    return settle(this.#memory, this.#deps.store);
  }
}
