/**
 * The tablet: its phases and what leads from one to another. Runs in one worker and knows nothing of screens; storage,
 * network, clock, randomness and secret files come in. One phase at a time; every command is answered; what changed is
 * announced to the watchers. Sync runs in every phase that has an identity, locked or not: to it, events are opaque.
 *
 * Between any two awaits the county may revoke this tablet, the day may end, or a new roll may arrive. So nothing here
 * sets a phase from what it knew before: `#settle` computes it from what is stored, what is open and who has signed in,
 * and a desk that was being opened when the tablet was closed is not used (`#openings`).
 */
import type { AddWorkerProblem } from "../domain/addedWorkers.ts";
import { type Act, authorise, type NotAuthorised, placeRoles } from "../domain/authority.ts";
import type { CancelProblem, CheckInProblem } from "../domain/checkIn.ts";
import type { EventBody, EventName } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { fromUtf8, utf8 } from "../log/encoding.ts";
import type { CountyView } from "../protocol/deviceLog.ts";
import type { WeakPin } from "../protocol/weakPin.ts";
import type { Worker } from "../protocol/workers.ts";
import { loadNicknames } from "../roll/nicknames.ts";
import { amendmentsOf, fetchAmendments } from "./amendmentShelf.ts";
import { type CatchUpDeps, catchUp } from "./catchUp.ts";
import { commandId } from "./commandId.ts";
import { dayEnds } from "./dayEnd.ts";
import { Desk } from "./desk.ts";
import { type AtDesk, DeskCommands, notOpen } from "./deskCommands.ts";
import { faultOf, foldOwn, type OwnCheckIn } from "./ownLog.ts";
import type { People } from "./people.ts";
import { dropUnusedChunks, loadRoll, rollWillFit, takeIntoUse, type WantedRoll } from "./rollLoader.ts";
import { safetyOf } from "./safety.ts";
import type { SecretFiles } from "./secretFiles.ts";
import { connect, openSession, type Session, type SessionDeps } from "./session.ts";
import { adoptIdentity, keepsSecrets, setUp } from "./setUp.ts";
import { PinGate, type ProvedPin, pinOf, type Tried } from "./signIn.ts";
import type { SyncOutcome } from "./sync.ts";
import { SyncLoop, type SyncLoopDeps } from "./syncLoop.ts";
import { tabletFile } from "./tabletFile.ts";
import {
  type AddedWorker,
  type AddWorkerCall,
  type Alarm,
  type Approval,
  type BrokenIdentity,
  type CancelCall,
  type CheckInCall,
  type Confirmation,
  cardHolder,
  type NotRecorded,
  type OpenProblem,
  type Phase,
  type PinProblem,
  type Recorded,
  type SearchResult,
  type SetUpProblem,
  type Tablet,
  type TabletState,
  type VoterView,
  type WorkerCodeProblem,
  type WorkerName,
} from "./tabletInterface.ts";
import type { Identity, RollRecord } from "./tabletStore.ts";
import { dayFile, type OpenKeys, Vault } from "./vault.ts";
import { fetchWraps } from "./wraps.ts";

export type TabletDeps = SessionDeps & {
  readonly files: SecretFiles;
  readonly timer: SyncLoopDeps["timer"];
  readonly fraction: SyncLoopDeps["random"];
  /** Calls back when the county's live stream speaks; answers a function that ends it. */
  readonly live: (onPoke: () => void) => () => void;
  /** Lets other work of this thread go first (a newer search, for one). */
  readonly yieldToOthers: () => Promise<void>;
  readonly startOpeners?: CatchUpDeps["startOpeners"];
};

/** Names the device that this browser was set up as, outside of the database: browsers clear a damaged one whole. */
const setUpFile = "set-up";
/** An accepted event that the verified tree does not hold after this long is an alarm. */
const missingAfterMs = 5 * 60_000;

type OpenFailed = { readonly type: "rollDamaged"; readonly what: string };

export class TabletCore implements Omit<Tablet, "takeOver"> {
  readonly #deps: TabletDeps;
  readonly #watchers = new Set<(state: TabletState) => void>();
  readonly #commands: DeskCommands;
  readonly #atDesk: () => AtDesk;
  #peopleHere: Promise<People> | undefined;
  readonly #pins: PinGate;
  #phase: Phase = { phase: "starting" };
  #session: Session | undefined;
  #vault: Vault | undefined;
  #loop: SyncLoop | undefined;
  #stopLive: () => void = () => undefined;
  #desk: Desk | undefined;
  #worker: WorkerName | undefined;
  /** Salt of the PIN that the worker signed in with: with a new one they sign in again. */
  #salt: string | undefined;
  #placeId: string | null = null;
  /** A new set-up code was asked for by hand. */
  #anew = false;
  /** This browser was set up before, and its database is gone. */
  #evicted = false;
  /** The county has not accepted this tablet yet. */
  #waits = false;
  #reached = false;
  #alarm: Alarm | undefined;
  #cannotRecord = false;
  #missingSince: number | undefined;
  #headSeq = -1;
  #rollVersion: number | undefined;
  #loadingRoll = false;
  #revision = 0;
  #newestSearch = 0;
  /** Rises with everything that ends an opening that is under way: close, stop, revocation. */
  #openings = 0;
  #ownCheckIns: OwnCheckIn[] = [];

  constructor(deps: TabletDeps) {
    this.#deps = deps;
    const atDesk = (): AtDesk =>
      this.#session === undefined || this.#desk === undefined
        ? undefined
        : { session: this.#session, desk: this.#desk };
    this.#commands = new DeskCommands({ atDesk, recorded: (name, body) => this.#recorded(name, body) });
    this.#pins = new PinGate(deps.store, deps.now);
    this.#atDesk = atDesk;
  }

  /** Reads what this tablet is and begins. */
  async start(): Promise<void> {
    this.#anew = false;
    try {
      const identity = await this.#deps.store.fact("identity");
      if (identity === undefined) return await this.#startWithout();
      await this.#begin(identity);
    } catch (error) {
      this.#show({ phase: "storageBroken", what: (error as Error).name });
    }
  }

  /** Nothing is stored: a new tablet, or one whose database the browser has cleared. What that left is destroyed. */
  async #startWithout(): Promise<void> {
    const { files } = this.#deps;
    this.#evicted = (await files.read(setUpFile)) !== undefined;
    if (this.#evicted) await files.destroy(dayFile);
    await this.#settle();
  }

  /** Ends everything that runs; the tablet may be started again. */
  stop(): void {
    this.#loop?.stop();
    this.#stopLive();
    this.#dropDesk();
  }

  state(): TabletState {
    const { election, identity, countyLog, connection } = this.#session ?? {};
    const desk = this.#desk;
    const notSent = this.#notSent();
    return {
      phase: this.#phase,
      safety: safetyOf({
        cannotRecord: this.#cannotRecord,
        alarm: this.#alarm,
        twiceHere: desk?.checkedInTwiceHere().length ?? 0,
        missingAmendments: desk?.missingAmendments ?? 0,
        reached: this.#reached,
        notSent,
        lastHeard: connection?.lastHeard,
      }),
      election,
      placeId: this.#placeId ?? undefined,
      number: identity?.number,
      rollVersion: this.#rollVersion,
      voters: desk?.voters,
      notSent,
      knownAt: countyLog?.frontier?.at,
      checkedInHere: this.#checkedInHere(),
      checkedInAtPlace: desk?.checkedInAtPlace() ?? 0,
      storageWarning: identity?.persistent === false,
      revision: this.#revision,
    };
  }

  watch(onState: (state: TabletState) => void): () => void {
    this.#watchers.add(onState);
    onState(this.state());
    return () => this.#watchers.delete(onState);
  }

  // ------------------------------------------------------------------------------------------------- set up and open

  async setUp(code: string, persistent: boolean): Promise<Result<void, SetUpProblem>> {
    const secrets = await keepsSecrets(this.#deps.files);
    if (!secrets.ok) return this.#setUpFailed(secrets.error);
    const made = await setUp(this.#deps, code, persistent);
    if (!made.ok) return this.#setUpFailed(made.error);
    const fits = await rollWillFit(this.#deps, await connect(this.#deps, made.value));
    if (!fits.ok) return this.#setUpFailed(fits.error);
    this.stop();
    await this.#vault?.destroyDay();
    await adoptIdentity(this.#deps.store, made.value);
    this.#anew = false;
    this.#reached = true; // the county has just answered
    await this.#begin(made.value);
    return ok(undefined);
  }

  async setUpAnew(): Promise<void> {
    await this.#vault?.destroyDay();
    this.#dropDesk();
    this.#anew = true;
    await this.#settle();
  }

  async open(openingCode: string): Promise<Result<void, OpenProblem>> {
    if (this.#session === undefined || this.#vault === undefined) return err({ type: "wrongOpeningCode" });
    this.#show({ phase: "opening" });
    const opened = await this.#vault.openWithCode(openingCode, this.#session.identity.wraps);
    const place = opened.ok ? await this.#joinPlace(opened.value.place) : undefined;
    const desk = opened.ok ? await this.#openDesk(opened.value.keys) : opened;
    await this.#settle();
    return desk.ok && place !== undefined ? ok(undefined) : desk;
  }

  async signIn(workerId: string, pin: string): Promise<Result<void, PinProblem>> {
    const today = await this.#vault?.dayWorkers();
    if (this.#desk === undefined && !today?.some((one) => one.worker === workerId)) {
      await this.#settle();
      return err({ type: "openingCodeNeeded" });
    }
    const proved = await this.#pins.attempt(workerId, () => this.#provePin(workerId, pin));
    const worker = proved.ok && atPlace(proved.value.worker) ? proved.value.worker : undefined;
    if (worker !== undefined) {
      this.#worker = nameOf(worker);
      this.#salt = worker.pin.salt;
    }
    await this.#settle();
    if (!proved.ok) return proved;
    if (worker === undefined) return err({ type: "noWorkAtPlaces" });
    // The county may have said meanwhile that this tablet cannot go on under its number, or somebody closed it.
    if (this.#worker === undefined || this.#phase.phase !== "working") return err({ type: "openingCodeNeeded" });
    await this.#commands.append(this.#worker, commandId(this.#deps.random), (witness) => ({
      type: "WorkerSignedIn",
      ...witness,
      place: this.#placeId ?? "",
    }));
    return ok(undefined);
  }

  async lock(): Promise<void> {
    // Where nobody has a PIN, or the day is over and its secret destroyed, the card is the key.
    const today = (await this.#vault?.dayWorkers()) ?? [];
    if (this.#desk?.workers.length === 0 || today.length === 0) return this.#close();
    this.#worker = undefined;
    await this.#settle();
  }

  async close(second?: Approval): Promise<Result<void, NotAuthorised | PinProblem>> {
    if (this.#worker === undefined || this.#session === undefined) return err({ type: "openingCodeNeeded" });
    const acting = await (await this.#people()).acting(this.#worker, second);
    if (!acting.ok) return acting;
    const { id, role, second: agreed } = acting.value;
    const { permits } = this.#session.election.rules;
    const allowed = authorise(permits, "closeTablet", { worker: id, role, second: agreed });
    if (allowed.ok) await this.#close();
    return allowed;
  }

  async #close(): Promise<void> {
    this.#dropDesk();
    await this.#vault?.destroyDay();
    await this.#settle();
  }

  async workers(): Promise<readonly WorkerName[]> {
    return this.#desk?.workers.map(nameOf) ?? [];
  }

  async addWorker(
    call: AddWorkerCall,
  ): Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | PinProblem | NotRecorded>> {
    if (this.#worker === undefined) return err(notOpen);
    const acting = await (await this.#people()).acting(this.#worker, call.second);
    if (!acting.ok) return acting;
    const added = await (await this.#people()).addWorker(acting.value, call);
    // Who gives themselves a new PIN has just shown who they are, and still has to see the code for the other tablets.
    if (added.ok && call.id !== undefined && call.id === this.#worker?.id)
      this.#salt = this.#desk?.workers.find(({ id }) => id === call.id)?.pin.salt;
    if (added.ok) await this.#workersChanged(this.#desk);
    return added;
  }

  async takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>> {
    const taken = await (await this.#people()).takeWorker(text);
    if (taken.ok) await this.#workersChanged(this.#desk);
    return taken;
  }

  async mayAct(act: Act, approval: Approval): Promise<Result<void, PinProblem | NotAuthorised>> {
    return (await this.#people()).mayAct(act, approval);
  }

  // ------------------------------------------------------------------------------------------------------ the voters

  async search(query: string): Promise<SearchResult | undefined> {
    const mine = ++this.#newestSearch;
    await this.#deps.yieldToOthers();
    // With the first search, from what the service worker keeps. Without them a search finds all but nicknames.
    await loadNicknames().catch(() => undefined);
    return mine === this.#newestSearch ? this.#shownDesk()?.search(query) : undefined;
  }

  async voter(voterId: string): Promise<VoterView | undefined> {
    return this.#shownDesk()?.voter(voterId);
  }

  /** The open poll book, for whoever has signed in: a locked tablet shows no voter to anybody who asks the worker. */
  #shownDesk(): Desk | undefined {
    return this.#worker === undefined ? undefined : this.#desk;
  }

  async checkIn(call: CheckInCall): Promise<Result<Recorded, CheckInProblem | NotRecorded>> {
    return this.#worker === undefined ? err(notOpen) : this.#commands.checkIn(this.#worker, call);
  }

  async cancelCheckIn(call: CancelCall): Promise<Result<void, CancelProblem | PinProblem | NotRecorded>> {
    if (this.#worker === undefined) return err(notOpen);
    const acting = await (await this.#people()).acting(this.#worker, call.second);
    return acting.ok ? this.#commands.cancel(acting.value, call) : acting;
  }

  async confirmation(event: EventName): Promise<Confirmation> {
    return this.#desk?.fold.hasFound(event.hash) ? "confirmed" : "onThisTablet";
  }

  async checkedInTwice(): Promise<readonly VoterView[]> {
    const desk = this.#shownDesk();
    return desk?.checkedInTwiceHere().flatMap((voter) => desk.voter(voter) ?? []) ?? [];
  }

  async syncNow(): Promise<void> {
    await this.#loop?.poke();
  }

  async exportLog(): Promise<Blob> {
    return tabletFile(this.#deps.store);
  }

  // ---------------------------------------------------------------------------------------------------------- phases

  async #begin(identity: Identity): Promise<void> {
    const { store, files, timer, fraction } = this.#deps;
    if (fromUtf8((await files.read(setUpFile)) ?? new Uint8Array(0)) !== identity.device)
      await files.write(setUpFile, utf8(identity.device));
    this.#evicted = false;
    const session = await openSession(this.#deps, identity);
    this.#session = session;
    this.#placeId = identity.place;
    this.#alarm = undefined;
    this.#missingSince = undefined;
    this.#vault = new Vault({ ...this.#deps, now: () => session.connection.now() }, session.election.id);
    this.#headSeq = (await session.eventLog.head()).seq;
    this.#rollVersion = (await store.fact("roll"))?.version;
    const fault = await faultOf(store, identity);
    if ((await store.fact("broken")) === undefined && fault !== undefined) await store.setFact("broken", fault);
    await this.#settle();
    // A broken identity writes and sends nothing more under its number; a revoked one still sends what it has.
    const broken = await store.fact("broken");
    if (broken !== undefined) await this.#vault.destroyDay();
    if (broken !== undefined && broken !== "revoked") return;
    this.#loop = new SyncLoop({
      step: () => session.sync.step(),
      onOutcome: (outcome) => this.#afterRound(session, outcome),
      random: fraction,
      timer,
    });
    this.#stopLive = this.#deps.live(() => void this.#loop?.poke());
    void this.#loop.poke();
  }

  /** Shows the phase that follows from what is stored, what is open and who has signed in. */
  async #settle(): Promise<void> {
    const { store } = this.#deps;
    const broken = await store.fact("broken");
    const roll = await store.fact("roll");
    const today = (await this.#vault?.dayWorkers()) ?? [];
    const identity = this.#session?.identity;
    const events = identity === undefined ? 0 : await store.eventCount(identity.device);
    // No await from here on: what is read below is what is shown.
    if (broken !== undefined) this.#dropDesk();
    if (this.#desk === undefined) this.#worker = undefined;
    else if (this.#desk.workers.length === 0) this.#worker = cardHolder;
    else if (!this.#isKnown(this.#worker)) this.#worker = undefined;
    if (identity === undefined && this.#evicted && !this.#anew)
      return this.#show({ phase: "setUpAgain", why: "evictedStorage", events: 0, problem: undefined });
    if (identity === undefined || this.#anew) return this.#show({ phase: "new", problem: undefined });
    if (broken === "revoked") return this.#show({ phase: "revoked" });
    if (broken !== undefined)
      return this.#show({ phase: "setUpAgain", why: broken as BrokenIdentity, events, problem: undefined });
    if (this.#waits) return this.#show({ phase: "notAccepted" });
    if (roll === undefined) return this.#show({ phase: "loadingRoll", done: 0, total: 0, waiting: !this.#reached });
    if (this.#desk !== undefined)
      return this.#show(
        this.#worker === undefined
          ? { phase: "locked", opened: true, workers: this.#desk.workers.filter(atPlace).map(nameOf) }
          : { phase: "working", worker: this.#worker },
      );
    const workers = today.filter(atPlace).map(({ worker, name, role }) => ({ id: worker, name, role }));
    this.#show(workers.length > 0 ? { phase: "locked", opened: false, workers } : { phase: "closed", ready: true });
  }

  /** Whether whoever signed in still works here, in that role and with that PIN. */
  #isKnown(worker: WorkerName | undefined): boolean {
    if (worker === undefined || worker.id === cardHolder.id) return true;
    const now = this.#desk?.workers.find(({ id }) => id === worker.id);
    return now !== undefined && now.role === worker.role && now.pin.salt === this.#salt && atPlace(now);
  }

  #setUpFailed(problem: SetUpProblem): Result<void, SetUpProblem> {
    if (this.#phase.phase === "new" || this.#phase.phase === "setUpAgain") this.#show({ ...this.#phase, problem });
    return err(problem);
  }

  // ------------------------------------------------------------------------------------------------------- open desk

  /** A spare becomes a tablet of the place whose card opened it. */
  async #joinPlace(place: string): Promise<string> {
    this.#placeId = place;
    if (this.#session !== undefined && this.#session.identity.place !== place)
      await this.#replaceIdentity({ ...this.#session.identity, place });
    return place;
  }

  async #replaceIdentity(identity: Identity): Promise<void> {
    if (this.#session === undefined) return;
    await this.#deps.store.setFact("identity", identity);
    this.#session = { ...this.#session, identity };
    this.#placeId = identity.place;
  }

  /** Opens the stored roll. A tablet that was closed, stopped or set aside meanwhile stays so. */
  async #openDesk(keys: OpenKeys): Promise<Result<void, OpenFailed>> {
    const opening = this.#openings;
    const session = this.#session;
    const roll = await this.#deps.store.fact("roll");
    if (session === undefined || roll === undefined) return err({ type: "rollDamaged", what: "none" });
    const desk = await this.#makeDesk(session, keys, roll);
    if (!desk.ok) return desk;
    const { election, identity } = session;
    const own = await foldOwn(this.#deps.store, election.id, identity.device, desk.value.fold);
    await desk.value.learnWorkers();
    if (opening !== this.#openings) return err({ type: "rollDamaged", what: "closed" });
    this.#ownCheckIns = own;
    this.#putDesk(desk.value);
    await this.#catchUp(session);
    return ok(undefined);
  }

  async #makeDesk(session: Session, keys: OpenKeys, roll: RollRecord, from?: Desk): Promise<Result<Desk, OpenFailed>> {
    const { election, identity, connection, countyLog } = session;
    const place = election.places.find((one) => one.id === this.#placeId);
    if (place === undefined) return err({ type: "rollDamaged", what: "place" });
    const { store } = this.#deps;
    const knownThrough = () => countyLog.frontier && { size: countyLog.frontier.size, at: countyLog.frontier.at };
    const deps = { store, election, place, device: identity.device, now: () => connection.now(), knownThrough };
    return Desk.open(deps, keys, roll, from?.fold);
  }

  #putDesk(desk: Desk): void {
    this.#desk = desk;
    this.#rollVersion = desk.rollVersion;
    this.#changed();
    void this.#prepare(desk);
  }

  #dropDesk(): void {
    this.#openings++;
    this.#desk = undefined;
    this.#worker = undefined;
  }

  /** Makes the search's orders while nobody waits for them. */
  async #prepare(desk: Desk): Promise<void> {
    for (const _ of desk.prepare()) {
      await this.#deps.yieldToOthers();
      if (this.#desk !== desk) return;
    }
  }

  async #provePin(workerId: string, pin: string): Promise<Tried<ProvedPin>> {
    const opens = this.#desk === undefined;
    if (opens) {
      const keys = await this.#vault?.openWithPin(workerId, pin);
      if (keys === undefined) return "wrong";
      await this.#openDesk(keys);
    }
    const worker = this.#desk?.workers.find((one) => one.id === workerId);
    const keys = this.#desk?.keys;
    const proved = await pinOf(worker, pin);
    // Closed meanwhile, or another desk: there is nothing to sign in to.
    if (keys === undefined || keys !== this.#desk?.keys) return undefined;
    if (proved === undefined) {
      if (opens) this.#dropDesk(); // the PIN of yesterday opens nothing
      return worker === undefined ? undefined : "wrong";
    }
    const { election, connection } = this.#session ?? {};
    if (!opens && election !== undefined && connection !== undefined && atPlace(proved.worker))
      await this.#vault?.rememberForToday(keys, proved.worker, proved.hashed, dayEnds(election, connection.now()));
    return proved;
  }

  /** Most days nobody needs it: loaded with its first use, from what the service worker keeps. */
  #people(): Promise<People> {
    const deps = { ...this.#deps, pins: this.#pins, atDesk: this.#atDesk, commands: this.#commands };
    this.#peopleHere ??= import("./people.ts").then((file) => new file.People(deps));
    this.#peopleHere.catch(() => {
      this.#peopleHere = undefined;
    });
    return this.#peopleHere;
  }

  async #workersChanged(desk: Desk | undefined): Promise<void> {
    if (desk === undefined || desk !== this.#desk) return;
    await this.#vault?.dropOldPins(desk.workers);
    await this.#settle();
  }

  #recorded(name: EventName | undefined, body: EventBody): void {
    this.#cannotRecord = name === undefined;
    if (name !== undefined) {
      this.#headSeq = Math.max(this.#headSeq, name.seq);
      if (body.type === "VoterCheckedIn") this.#ownCheckIns.push({ voter: body.voter, hash: name.hash });
    }
    this.#changed();
    void this.#loop?.poke();
  }

  // ------------------------------------------------------------------------------------------------------ the county

  async #afterRound(session: Session, outcome: SyncOutcome): Promise<void> {
    if (outcome.outcome !== "failed") this.#reached = outcome.outcome !== "noNetwork";
    switch (outcome.outcome) {
      case "brokenIdentity":
        return this.#breakOff(outcome.why);
      case "inStep":
      case "inconsistent":
      case "countyBehind":
        this.#alarm = outcome.outcome === "inStep" ? this.#ownAlarm(session) : "countyLogInconsistent";
        await this.#follow(session, outcome.view);
        break;
      case "refused":
        this.#alarm = outcome.type === "unknownDevice" || outcome.type === "badSignature" ? "countyUnknown" : undefined;
        break;
      case "failed":
        this.#cannotRecord = true; // until the next event is recorded
        break;
      case "noNetwork":
        break;
      default:
        outcome satisfies never;
    }
    await this.#vault?.dayWorkers(); // destroys the secret of a day that is over
    await this.#catchUp(session);
    if (this.#desk?.fold.ownHandedOver) return this.#breakOff("fork");
    this.#announce();
  }

  /** Nothing more is written or sent under this number; one way out for every reason: set up again. */
  async #breakOff(why: BrokenIdentity): Promise<void> {
    await this.#deps.store.setFact("broken", why);
    this.stop();
    await this.#vault?.destroyDay();
    await this.#settle();
  }

  async #follow(session: Session, view: CountyView): Promise<void> {
    if (view.device.revoked !== null) return this.#revoke();
    if ((await this.#deps.store.fact("broken")) === "revoked" || view.device.waits !== this.#waits) {
      // The revocation was taken back, or a clerk has accepted the tablet: it begins like one that was just set up.
      this.#waits = view.device.waits;
      if ((await this.#deps.store.fact("broken")) === "revoked") await this.#deps.store.dropFact("broken");
      await this.#settle();
    }
    if (this.#waits) return;
    const renewed = await fetchWraps(session.connection, session.identity, view.device);
    if (renewed !== undefined) await this.#replaceIdentity(renewed);
    const { store } = this.#deps;
    const { countyLog, connection } = session;
    await fetchAmendments({ store, countyLog, connection }, await this.#foldedBefore());
    if (view.roll !== null) void this.#loadRoll(session, view.roll);
    else if (this.#phase.phase === "loadingRoll") this.#show({ ...this.#phase, waiting: true });
  }

  /** Amendments before this log index are part of the roll in use. */
  async #foldedBefore(): Promise<number> {
    const roll = await this.#deps.store.fact("roll");
    return roll === undefined ? 0 : (JSON.parse(roll.manifest) as { amendedThrough: number }).amendedThrough;
  }

  /** In the background, one at a time; the roll in use changes when the new one is whole, and opens. */
  async #loadRoll(session: Session, wanted: WantedRoll): Promise<void> {
    if (this.#loadingRoll) return;
    this.#loadingRoll = true;
    try {
      const loaded = await loadRoll(this.#deps, session.connection, wanted, (done, total) => {
        if (this.#phase.phase === "loadingRoll") this.#show({ phase: "loadingRoll", done, total, waiting: false });
      });
      if (!loaded.ok) {
        this.#reached &&= loaded.error.type !== "noNetwork";
        if (this.#phase.phase === "loadingRoll") this.#show({ ...this.#phase, waiting: true });
      } else if (loaded.value.version !== this.#rollVersion) await this.#changeRoll(session, loaded.value);
    } catch (error) {
      // Storage is full or gone. What is in use stays in use.
      await this.#afterRound(session, { outcome: "failed", what: (error as Error).name });
    } finally {
      this.#loadingRoll = false;
    }
  }

  /** The new roll is opened beside the old one; check-ins wait only for the moment of the change. */
  async #changeRoll(session: Session, roll: RollRecord): Promise<void> {
    const opening = this.#openings;
    const before = this.#desk;
    const made = before && (await this.#makeDesk(session, before.keys, roll, before));
    if (made?.ok === false) {
      this.#alarm = "countyLogInconsistent";
      return this.#announce();
    }
    await this.#commands.inTurn(async () => {
      await made?.value.learnWorkers();
      if (opening === this.#openings && made !== undefined) this.#putDesk(made.value);
      else this.#rollVersion = roll.version;
      await this.#catchUp(session);
    });
    const keep = new Set((await amendmentsOf(this.#deps.store)).map((one) => one.chunk.hash));
    await takeIntoUse(this.#deps.store, roll, keep);
    await this.#settle();
  }

  /** The county has set this tablet aside: keys, wraps and roll go, the log stays and is still sent. */
  async #revoke(): Promise<void> {
    const { store } = this.#deps;
    if ((await store.fact("broken")) === "revoked") return;
    this.#dropDesk();
    await this.#vault?.destroyDay();
    if (this.#session !== undefined) await this.#replaceIdentity({ ...this.#session.identity, wraps: [] });
    await store.setFact("broken", "revoked");
    for (const fact of ["roll", "nextRoll", "amendments"] as const) await store.dropFact(fact);
    await dropUnusedChunks(store, new Set());
    this.#rollVersion = undefined; // should the revocation be taken back, the roll is loaded as on the first day
    await this.#settle();
  }

  async #catchUp({ countyLog, election }: Session): Promise<void> {
    const desk = this.#desk;
    if (desk === undefined) return;
    const { store, startOpeners } = this.#deps;
    const changed = await catchUp({ store, election: election.id, countyLog, startOpeners }, desk);
    if (changed) this.#changed();
    const learnt = await desk.learnWorkers();
    if (desk !== this.#desk) return;
    // Also when nothing was learnt: the county may have changed the list while this tablet was closed or off.
    await this.#vault?.dropOldPins(desk.workers);
    if (learnt) await this.#settle();
  }

  #ownAlarm({ sync }: Session): Alarm | undefined {
    const fold = this.#desk?.fold;
    if (fold === undefined) return undefined;
    if (fold.ownDisorder) return "countyLogInconsistent";
    if (fold.ownThrough >= sync.accepted) this.#missingSince = undefined;
    else this.#missingSince ??= this.#deps.now();
    const late = this.#missingSince !== undefined && this.#deps.now() - this.#missingSince > missingAfterMs;
    return late ? "eventMissingAtCounty" : undefined;
  }

  #notSent(): number {
    return Math.max(0, this.#headSeq - (this.#session?.sync.accepted ?? -1));
  }

  #checkedInHere(): number {
    const standings = this.#desk?.fold.standings;
    if (standings === undefined) return 0;
    return this.#ownCheckIns.filter(({ voter, hash }) =>
      standings.of(voter).checkIns.some((fact) => fact.event.hash === hash),
    ).length;
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    this.#announce();
  }

  #changed(): void {
    this.#revision++;
    this.#announce();
  }

  #announce(): void {
    const state = this.state();
    for (const watcher of this.#watchers) watcher(state);
  }
}

/** Trainers, office staff and auditors sign in to no tablet. */
const atPlace = ({ role }: Pick<Worker, "role">): boolean => placeRoles.includes(role);

const nameOf = ({ id, name, role }: Worker): WorkerName => ({ id, name, role });
