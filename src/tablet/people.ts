/**
 * The workers of an open tablet beyond signing in: a second person who agrees with a PIN, a worker whom the inspector adds
 * or gives a new PIN on the spot, and one whom another tablet of the place added, read from its code.
 *
 * Such a code says what the event says in which the worker was added. A tablet believes it if name and PIN verifier open
 * under the election key for that tablet, this place and time: only an open tablet of the election could have sealed them.
 * It does not believe one of a tablet that was revoked, unless the county log holds the event from before that.
 */
import { type AddWorkerProblem, addWorker, nameProblem } from "../domain/addedWorkers.ts";
import { type Act, authorise, type NotAuthorised } from "../domain/authority.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { hex } from "../log/encoding.ts";
import { pinVerifier } from "../protocol/pin.ts";
import { type WeakPin, weakPin } from "../protocol/weakPin.ts";
import { sealWorker, type Worker } from "../protocol/workers.ts";
import { type Acting, type AtDesk, type DeskCommands, notOpen } from "./deskCommands.ts";
import { type PinGate, type ProvedPin, pinOf } from "./signIn.ts";
import type { AddedWorker, AddWorkerCall, PinProblem, WorkerCodeProblem } from "./tabletInterface.ts";
import type { WorkerName } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";
import type { Approval, NotRecorded } from "./voterCalls.ts";
import { codeOf, readWorkerCode } from "./workerCode.ts";

/** A place has a few stand-ins a day; more codes than this are somebody's play. */
const mostHanded = 100;

export type PeopleDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact">;
  readonly pins: PinGate;
  readonly random: (bytes: number) => Uint8Array;
  readonly atDesk: () => AtDesk;
  readonly commands: DeskCommands;
};

type Adding = Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | NotRecorded>>;

export class People {
  readonly #deps: PeopleDeps;
  /** By command: a second tap is answered like the first, and seals no second PIN that no event holds. */
  readonly #adding = new Map<string, Adding>();

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  /** Proves a PIN on the open desk; wrong ones are counted. */
  async prove({ worker, pin }: Approval): Promise<Result<ProvedPin, PinProblem>> {
    const known = (): Worker | undefined => this.#deps.atDesk()?.desk.workers.find((one) => one.id === worker);
    if (known() === undefined) return err({ type: "openingCodeNeeded" });
    return this.#deps.pins.attempt(worker, async () => (await pinOf(known(), pin)) ?? "wrong");
  }

  /** The worker together with whoever agrees. */
  async acting(worker: WorkerName, approval: Approval | undefined): Promise<Result<Acting, PinProblem>> {
    if (approval === undefined) return ok(worker);
    const proved = await this.prove(approval);
    if (!proved.ok) return proved;
    const other = proved.value.worker;
    const party = this.#deps.atDesk()?.desk.workers.find(({ id }) => id === worker.id)?.party;
    const otherParty = party !== undefined && other.party !== undefined && party !== other.party;
    return ok({ ...worker, second: { worker: other.id, role: other.role, otherParty } });
  }

  /** Whether this person, who is not necessarily signed in, may do it: shown by their PIN. */
  async mayAct(act: Act, approval: Approval): Promise<Result<WorkerName, PinProblem | NotAuthorised>> {
    const proved = await this.prove(approval);
    if (!proved.ok) return proved;
    const { id, name, role } = proved.value.worker;
    const election = this.#deps.atDesk()?.session.election;
    if (election === undefined) return err({ type: "openingCodeNeeded" });
    const allowed = authorise(election.rules.permits, act, { worker: id, role });
    return allowed.ok ? ok({ id, name, role }) : allowed;
  }

  /** Adds a worker, or gives a known one (`call.id`) a new PIN, name, role or party. */
  async addWorker(by: Acting, call: AddWorkerCall): Promise<Awaited<Adding>> {
    const begun = this.#adding.get(call.cmd);
    if (begun !== undefined) return begun;
    const adding = this.#addWorker(by, call);
    this.#adding.set(call.cmd, adding);
    let added: Awaited<Adding> | undefined;
    try {
      added = await adding;
      return added;
    } finally {
      if (added?.ok !== true) this.#adding.delete(call.cmd);
    }
  }

  async #addWorker(by: Acting, call: AddWorkerCall): Promise<Awaited<Adding>> {
    const weak = weakPin(call.pin);
    if (weak !== undefined) return err(weak);
    const at = this.#deps.atDesk();
    if (at === undefined) return err(notOpen);
    const { random, commands, pins } = this.#deps;
    const { election, identity } = at.session;
    const unfit = nameProblem(election, call);
    if (unfit !== undefined) return err(unfit);
    const place = identity.place ?? "";
    const { device } = identity;
    const known = at.desk.workers.find((one) => one.id === call.id);
    const id = call.id ?? newId(new Set(at.desk.workers.map((one) => one.id)), random);
    const partyId = call.party ?? known?.party;
    const party = partyId === undefined ? {} : { party: partyId };
    const pin = await pinVerifier(call.pin, random(16));
    const worker: Worker = { id, name: call.name.trim(), role: call.role, ...party, pin };
    // Later than the word that holds now, even if a clock that was ahead wrote it.
    const since = Math.max(Math.round(at.session.connection.now()), at.desk.lastWord(id) + 1);
    const where = { election: election.id, device, place, id, role: call.role, since };
    const sealed = await sealWorker(at.desk.keys.electionKey, where, worker, random(12));
    const command = { place, added: id, as: call.role, since, sealed };
    const said = await commands.say(by, call.cmd, (witness) => addWorker(election, witness, command));
    if (!said.ok) return said;
    await at.desk.learnWorkers();
    await pins.forgive(id);
    const code = codeOf({ device, ...command });
    return ok({ worker: { id, name: worker.name, role: worker.role }, code });
  }

  /**
   * Once more what the place's other tablets read of each worker whom this place added or gave a new PIN, by whichever
   * tablet: nothing is sealed anew. The newest first. For whoever may add workers.
   */
  codes({ id: worker, role, second }: Acting): Result<readonly AddedWorker[], NotAuthorised | PinProblem> {
    const at = this.#deps.atDesk();
    if (at === undefined) return err({ type: "openingCodeNeeded" });
    const allowed = authorise(at.session.election.rules.permits, "addWorker", { worker, role, second });
    if (!allowed.ok) return allowed;
    return ok(
      [...at.desk.placedWorkers()].reverse().map(([{ id, name, role: as }, addition]) => ({
        worker: { id, name, role: as },
        code: codeOf(addition),
      })),
    );
  }

  /** Takes a worker from the code that another tablet of this place shows. */
  async takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>> {
    const at = this.#deps.atDesk();
    if (at === undefined) return err({ type: "openingCodeNeeded" });
    const addition = readWorkerCode(text);
    if (addition === undefined) return err({ type: "notAWorkerCode" });
    const taken = await at.desk.takeWorker(addition);
    if (!taken.ok) return taken;
    const handed = (await this.#deps.store.fact("handedWorkers")) ?? [];
    if (!handed.some((one) => readWorkerCode(one)?.sealed === addition.sealed))
      await this.#deps.store.setFact("handedWorkers", [...handed, codeOf(addition)].slice(-mostHanded));
    return taken;
  }
}

/** Says nothing of the name, because it lies in clear; two tablets without a network must not give two people one id. */
function newId(taken: ReadonlySet<string>, random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const id = `w-${hex(random(6))}`;
    if (!taken.has(id)) return id;
  }
}
