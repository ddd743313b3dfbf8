/**
 * The workers of an open tablet beyond signing in: a second person who agrees with a PIN, a worker whom the inspector adds
 * or gives a new PIN on the spot, and one whom another tablet of the place added, read from its code.
 *
 * Such a code is the very event in which the worker was added. A tablet believes it if name and PIN verifier open under
 * the election key for this place: only an open tablet of the election could have sealed them. Where it knows the writer
 * from the county log, the signature must hold too.
 */
import { type AddWorkerProblem, addWorker } from "../domain/addedWorkers.ts";
import { type Act, type Actors, authorise, type NotAuthorised } from "../domain/authority.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { base64, fromBase64 } from "../log/encoding.ts";
import { pinVerifier, type WeakPin, weakPin } from "../protocol/pin.ts";
import { sealWorker, type Worker } from "../protocol/workers.ts";
import { type AtDesk, type DeskCommands, notOpen } from "./deskCommands.ts";
import { countWrongPin, forgetWrongPins, heldUntil, type ProvedPin, pinOf } from "./signIn.ts";
import type {
  AddedWorker,
  AddWorkerCall,
  Approval,
  NotRecorded,
  PinProblem,
  WorkerCodeProblem,
  WorkerName,
} from "./tabletInterface.ts";
import type { TabletStore } from "./tabletStore.ts";

/** In front of the event in a worker's QR code. */
const codeMark = "TURNOUT-WORKER:";
/** A place has a few stand-ins a day; more codes than this are somebody's play. */
const mostHanded = 100;

export type PeopleDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact">;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly atDesk: () => AtDesk;
  readonly commands: DeskCommands;
};

/** A worker with what a second person's agreement adds. */
export type Acting = WorkerName & Pick<Actors, "second">;

export class People {
  readonly #deps: PeopleDeps;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  /** Proves a PIN on the open desk; wrong ones are counted. */
  async prove({ worker, pin }: Approval): Promise<Result<ProvedPin, PinProblem>> {
    const { store, now } = this.#deps;
    const until = await heldUntil(store, worker, now());
    if (until !== undefined) return err({ type: "workerLocked", until });
    const known = this.#deps.atDesk()?.desk.workers.find((one) => one.id === worker);
    if (known === undefined) return err({ type: "openingCodeNeeded" });
    const proved = await pinOf(known, pin);
    if (proved === undefined) return countWrongPin(store, worker, now());
    await forgetWrongPins(store, worker);
    return ok(proved);
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
  async mayAct(act: Act, approval: Approval): Promise<Result<void, PinProblem | NotAuthorised>> {
    const proved = await this.prove(approval);
    if (!proved.ok) return proved;
    const { id, role } = proved.value.worker;
    const election = this.#deps.atDesk()?.session.election;
    return election === undefined
      ? err({ type: "openingCodeNeeded" })
      : authorise(election.rules.permits, act, { worker: id, role });
  }

  /** Adds a worker, or gives a known one (`call.id`) a new PIN, name, role or party. */
  async addWorker(
    by: Acting,
    call: AddWorkerCall,
  ): Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | NotRecorded>> {
    const weak = weakPin(call.pin);
    if (weak !== undefined) return err(weak);
    const at = this.#deps.atDesk();
    if (at === undefined) return err(notOpen);
    const { random, commands, store } = this.#deps;
    const { election, identity } = at.session;
    const place = identity.place ?? "";
    const id = call.id ?? newId(call.name, new Set(at.desk.workers.map((one) => one.id)), random);
    const party = call.party === undefined ? {} : { party: call.party };
    const pin = await pinVerifier(call.pin, random(16));
    const worker: Worker = { id, name: call.name.trim(), role: call.role, ...party, pin };
    const sealed = await sealWorker(at.desk.keys.electionKey, election.id, place, worker, random(12));
    const said = await commands.say(by, call.cmd, (witness) =>
      addWorker(election, witness, { place, added: id, as: call.role, sealed }),
    );
    if (!said.ok) return said;
    await at.desk.learnWorkers();
    const code = codeMark + base64(said.value.leaf);
    await forgetWrongPins(store, id);
    return ok({ worker: { id, name: worker.name, role: worker.role }, code });
  }

  /** Takes a worker from the code that another tablet of this place shows. */
  async takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>> {
    const at = this.#deps.atDesk();
    if (at === undefined) return err({ type: "openingCodeNeeded" });
    const leaf = text.startsWith(codeMark) ? fromBase64(text.slice(codeMark.length)) : undefined;
    if (leaf === undefined) return err({ type: "notAWorkerCode" });
    const taken = await at.desk.readWorker(leaf);
    if (!taken.ok) return taken;
    const handed = (await this.#deps.store.fact("handedWorkers")) ?? [];
    const news = base64(leaf);
    if (!handed.includes(news)) await this.#deps.store.setFact("handedWorkers", [...handed, news].slice(-mostHanded));
    await at.desk.learnWorkers();
    return taken;
  }
}

/** "ana-p-3f" for "Ana P."; two tablets without a network must not give two people one id. */
function newId(name: string, taken: ReadonlySet<string>, random: (bytes: number) => Uint8Array): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const stem = plain
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  for (;;) {
    const id = `${stem}-${[...random(3)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    if (!taken.has(id)) return id;
  }
}
