/**
 * The tablet: its phases and commands. Runs in one worker and knows nothing of screens; storage, network, clock,
 * randomness and secret files come in. One phase at a time; every command is answered; what changed is announced to the
 * watchers. Sync runs in every phase that has an identity, locked or not: to it, events are opaque.
 */
import { type CancelProblem, type CheckInProblem, cancelCheckIn, checkIn, type Witness } from "../domain/checkIn.ts";
import type { EventBody, EventName } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Worker } from "../protocol/workers.ts";
import { catchUp } from "./catchUp.ts";
import { dayEnds } from "./dayEnd.ts";
import { Desk } from "./desk.ts";
import { chainHolds, ownEvents } from "./ownLog.ts";
import { afterWrongPin, freeTries, hashPin, pinFits } from "./pin.ts";
import { dropUnusedChunks, enoughStorage, fetchManifest, loadRoll, type WantedRoll } from "./rollLoader.ts";
import { safetyOf } from "./safety.ts";
import type { SecretFiles } from "./secretFiles.ts";
import { connect, openSession, type Session, type SessionDeps } from "./session.ts";
import { adoptIdentity, setUp } from "./setUp.ts";
import type { SyncOutcome } from "./sync.ts";
import { SyncLoop, type SyncLoopDeps } from "./syncLoop.ts";
import { tabletFile } from "./tabletFile.ts";
import type {
  Alarm,
  BrokenIdentity,
  CancelCall,
  CheckInCall,
  Confirmation,
  NotRecorded,
  OpenProblem,
  Phase,
  PinProblem,
  Recorded,
  SearchResult,
  SetUpProblem,
  Tablet,
  TabletState,
  VoterView,
  WorkerName,
} from "./tabletInterface.ts";
import type { Identity } from "./tabletStore.ts";
import { type OpenKeys, Vault } from "./vault.ts";
import { fetchWraps } from "./wraps.ts";

export type TabletDeps = SessionDeps & {
  readonly files: SecretFiles;
  readonly timer: SyncLoopDeps["timer"];
  readonly fraction: SyncLoopDeps["random"];
  /** Calls back when the county's live stream speaks; answers a function that ends it. */
  readonly live: (onPoke: () => void) => () => void;
  /** Lets other work of this thread go first (a newer search, for one). */
  readonly yieldToOthers: () => Promise<void>;
};

/** An accepted event that the verified tree does not hold after this long is an alarm. */
const missingAfterMs = 5 * 60_000;
/** Where an election has no list of workers, whoever holds the opening card works as inspector. */
const cardHolder: WorkerName = { id: "card", name: "", role: "inspector" };

const notOpen: NotRecorded = { type: "notRecorded", what: "notOpen" };
const notOnThisRoll: NotRecorded = { type: "notRecorded", what: "notOnThisRoll" };

export class TabletCore implements Omit<Tablet, "takeOver"> {
  readonly #deps: TabletDeps;
  readonly #watchers = new Set<(state: TabletState) => void>();
  #phase: Phase = { phase: "starting" };
  #session: Session | undefined;
  #vault: Vault | undefined;
  #loop: SyncLoop | undefined;
  #stopLive: () => void = () => undefined;
  #desk: Desk | undefined;
  #worker: WorkerName | undefined;
  #placeId: string | null = null;
  #reached = false;
  #alarm: Alarm | undefined;
  #cannotRecord = false;
  #missingSince: number | undefined;
  #headSeq = -1;
  #rollVersion: number | undefined;
  #loadingRoll = false;
  #revision = 0;
  #newestSearch = 0;
  #ownCheckIns: { voter: string; hash: string }[] = [];
  #atDesk: Promise<unknown> = Promise.resolve();

  constructor(deps: TabletDeps) {
    this.#deps = deps;
  }

  /** Reads what this tablet is and begins. */
  async start(): Promise<void> {
    try {
      const identity = await this.#deps.store.fact("identity");
      if (identity === undefined) return this.#show({ phase: "new", problem: undefined });
      await this.#begin(identity);
    } catch (error) {
      this.#show({ phase: "storageBroken", what: (error as Error).name });
    }
  }

  /** Ends everything that runs; the tablet may be started again. */
  stop(): void {
    this.#loop?.stop();
    this.#stopLive();
    this.#desk = undefined;
  }

  state(): TabletState {
    const { election, identity, countyLog, connection } = this.#session ?? {};
    return {
      phase: this.#phase,
      safety: safetyOf({
        cannotRecord: this.#cannotRecord,
        alarm: this.#alarm,
        twiceHere: this.#desk?.checkedInTwiceHere().length ?? 0,
        reached: this.#reached,
        notSent: this.#notSent(),
        lastHeard: connection?.lastHeard,
      }),
      election,
      placeId: this.#placeId ?? undefined,
      number: identity?.number,
      rollVersion: this.#rollVersion,
      voters: this.#desk?.voters,
      notSent: this.#notSent(),
      knownAt: countyLog?.frontier?.at,
      checkedInHere: this.#checkedInHere(),
      checkedInAtPlace: this.#desk?.checkedInAtPlace() ?? 0,
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
    const made = await setUp(this.#deps, code, persistent);
    if (!made.ok) return this.#setUpFailed(made.error);
    const fits = await this.#rollFits(made.value);
    if (!fits.ok) return this.#setUpFailed(fits.error);
    await adoptIdentity(this.#deps.store, made.value);
    this.stop();
    this.#reached = true; // the county has just answered
    await this.#begin(made.value);
    return ok(undefined);
  }

  async open(openingCode: string): Promise<Result<void, OpenProblem>> {
    if (this.#session === undefined || this.#vault === undefined) return err({ type: "wrongOpeningCode" });
    const before = this.#phase;
    this.#show({ phase: "opening" });
    const opened = await this.#vault.openWithCode(openingCode, this.#session.identity.wraps);
    if (!opened.ok) {
      this.#show(before);
      return opened;
    }
    await this.#joinPlace(opened.value.place);
    const desk = await this.#openDesk(opened.value.keys);
    if (!desk.ok) {
      this.#show(before);
      return desk;
    }
    await this.#settle();
    return ok(undefined);
  }

  async signIn(workerId: string, pin: string): Promise<Result<void, PinProblem>> {
    const tries = (await this.#deps.store.fact("pinTries")) ?? [];
    const mine = tries.find((one) => one.worker === workerId);
    const now = this.#deps.now();
    if (mine !== undefined && mine.until > now) return err({ type: "workerLocked", until: mine.until });
    if (this.#desk === undefined && !(await this.#vault?.dayWorkers())?.some((one) => one.worker === workerId)) {
      await this.#settle();
      return err({ type: "openingCodeNeeded" });
    }
    const proved = await this.#provePin(workerId, pin);
    const others = tries.filter((one) => one.worker !== workerId);
    if (!proved.ok && proved.error.type === "wrongPin") {
      const after = afterWrongPin(mine, workerId, now);
      await this.#deps.store.setFact("pinTries", [...others, after]);
      if (after.until > now) return err({ type: "workerLocked", until: after.until });
      return err({ type: "wrongPin", triesLeft: freeTries - after.wrong });
    }
    if (mine !== undefined) await this.#deps.store.setFact("pinTries", others);
    this.#worker = proved.ok ? nameOf(proved.value) : undefined;
    await this.#settle();
    // The county may have said meanwhile that this tablet cannot go on under its number.
    if (this.#phase.phase !== "working") return err({ type: "openingCodeNeeded" });
    await this.#append(crypto.randomUUID(), (witness) => ({
      type: "WorkerSignedIn",
      ...witness,
      place: this.#placeId ?? "",
    }));
    return ok(undefined);
  }

  async lock(): Promise<void> {
    // Where nobody has a PIN there is nobody to hand over to: the card is the key.
    if (this.#desk?.workers.length === 0) return this.close();
    this.#worker = undefined;
    await this.#settle();
  }

  async close(): Promise<void> {
    await this.#vault?.destroyDay();
    this.#desk = undefined;
    await this.#settle();
  }

  // ------------------------------------------------------------------------------------------------------ the voters

  async search(query: string): Promise<SearchResult | undefined> {
    const mine = ++this.#newestSearch;
    await this.#deps.yieldToOthers();
    return mine === this.#newestSearch ? this.#desk?.search(query) : undefined;
  }

  async voter(voterId: string): Promise<VoterView | undefined> {
    return this.#desk?.voter(voterId);
  }

  async checkIn(call: CheckInCall): Promise<Result<Recorded, CheckInProblem | NotRecorded>> {
    return this.#inTurn(async () => {
      const desk = this.#desk;
      if (desk === undefined) return err(notOpen);
      const voter = desk.voter(call.voterId)?.voter;
      if (voter === undefined) return err(notOnThisRoll);
      const before = await this.#answered(call.cmd);
      if (before === undefined) {
        const input = desk.input(voter);
        const paper = { roll: desk.rollVersion, receipt: "" };
        const made = checkIn(input, this.#witness(call.cmd), call, paper);
        if (!made.ok) return made;
        const number = this.#session?.identity.number ?? 0;
        const recorded = await this.#append(call.cmd, (_, seq) => ({
          ...made.value,
          receipt: `${number}-${String(seq + 1).padStart(4, "0")}`,
        }));
        if (!recorded.ok) return recorded;
      }
      const fact = desk.fold.standings.of(voter.id).checkIns.find((one) => one.cmd === call.cmd);
      if (fact === undefined) return err({ type: "notRecorded" as const, what: "notFound" });
      return ok({ event: fact.event, fact, voter });
    });
  }

  async cancelCheckIn(call: CancelCall): Promise<Result<void, CancelProblem | NotRecorded>> {
    return this.#inTurn(async () => {
      const desk = this.#desk;
      if (desk === undefined) return err(notOpen);
      const voter = desk.voter(call.voterId)?.voter;
      if (voter === undefined) return err(notOnThisRoll);
      if ((await this.#answered(call.cmd)) !== undefined) return ok(undefined);
      const made = cancelCheckIn(desk.input(voter), this.#witness(call.cmd), { ...call, voter: voter.id });
      if (!made.ok) return made;
      const recorded = await this.#append(call.cmd, () => made.value);
      return recorded.ok ? ok(undefined) : recorded;
    });
  }

  async confirmation(event: EventName): Promise<Confirmation> {
    return this.#desk?.fold.hasFound(event.hash) ? "confirmed" : "onThisTablet";
  }

  async checkedInTwice(): Promise<readonly VoterView[]> {
    const desk = this.#desk;
    if (desk === undefined) return [];
    return desk.checkedInTwiceHere().flatMap((voter) => desk.voter(voter) ?? []);
  }

  async syncNow(): Promise<void> {
    await this.#loop?.poke();
  }

  async exportLog(): Promise<Blob> {
    return tabletFile(this.#deps.store);
  }

  // --------------------------------------------------------------------------------------------------------- inside

  async #begin(identity: Identity): Promise<void> {
    const { store } = this.#deps;
    const session = await openSession(this.#deps, identity);
    this.#session = session;
    this.#placeId = identity.place;
    this.#alarm = undefined;
    this.#missingSince = undefined;
    this.#vault = new Vault({ ...this.#deps, now: () => session.connection.now() }, session.election.id);
    this.#headSeq = (await session.eventLog.head()).seq;
    this.#rollVersion = (await store.fact("roll"))?.version;
    if ((await store.fact("broken")) === undefined && !(await chainHolds(store, identity.device, identity.enrolled)))
      await store.setFact("broken", "damagedLog");
    await this.#settle();
    // A broken identity writes and sends nothing more under its number; a revoked one still sends what it has.
    const broken = await store.fact("broken");
    if (broken !== undefined && broken !== "revoked") return;
    const { timer, fraction } = this.#deps;
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
    const identity = this.#session?.identity;
    if (broken !== undefined) this.#desk = undefined;
    if (this.#desk === undefined) this.#worker = undefined;
    else if (this.#desk.workers.length === 0) this.#worker = cardHolder;
    if (identity === undefined) return this.#show({ phase: "new", problem: undefined });
    if (broken === "revoked") return this.#show({ phase: "revoked" });
    if (broken !== undefined) {
      const events = await store.eventCount(identity.device);
      return this.#show({ phase: "setUpAgain", why: broken as BrokenIdentity, events, problem: undefined });
    }
    if (roll === undefined) return this.#show({ phase: "loadingRoll", done: 0, total: 0, waiting: !this.#reached });
    if (this.#desk !== undefined)
      return this.#show(
        this.#worker === undefined
          ? { phase: "locked", opened: true, workers: this.#desk.workers.map(nameOf) }
          : { phase: "working", worker: this.#worker },
      );
    const today = (await this.#vault?.dayWorkers()) ?? [];
    const workers = today.map(({ worker, name, role }) => ({ id: worker, name, role }));
    this.#show(workers.length > 0 ? { phase: "locked", opened: false, workers } : { phase: "closed", ready: true });
  }

  async #rollFits(identity: Identity): Promise<Result<void, SetUpProblem>> {
    const connection = await connect(this.#deps, identity);
    const view = await connection.request("GET", "/api/county");
    if (!view.ok) return view.error.type === "noNetwork" ? err({ type: "noNetwork" }) : ok(undefined);
    const wanted = (JSON.parse(new TextDecoder().decode(view.value.body)) as { roll: WantedRoll | null }).roll;
    if (wanted === null) return ok(undefined);
    const manifest = await fetchManifest(connection, wanted);
    if (!manifest.ok) return err({ type: manifest.error.type === "noNetwork" ? "noNetwork" : "countyNotGenuine" });
    const fits = await enoughStorage(this.#deps, manifest.value.manifest);
    return fits.ok || fits.error.type !== "tooLittleStorage" ? ok(undefined) : err(fits.error);
  }

  #setUpFailed(problem: SetUpProblem): Result<void, SetUpProblem> {
    if (this.#phase.phase === "new" || this.#phase.phase === "setUpAgain") this.#show({ ...this.#phase, problem });
    return err(problem);
  }

  /** A spare becomes a tablet of the place whose card opened it. */
  async #joinPlace(place: string): Promise<void> {
    this.#placeId = place;
    if (this.#session === undefined || this.#session.identity.place === place) return;
    await this.#replaceIdentity({ ...this.#session.identity, place });
  }

  async #replaceIdentity(identity: Identity): Promise<void> {
    if (this.#session === undefined) return;
    await this.#deps.store.setFact("identity", identity);
    this.#session = { ...this.#session, identity };
    this.#placeId = identity.place;
  }

  async #openDesk(keys: OpenKeys, from?: Desk): Promise<Result<void, { type: "rollDamaged"; what: string }>> {
    const session = this.#session;
    const { store } = this.#deps;
    const roll = await store.fact("roll");
    const place = session?.election.places.find((one) => one.id === this.#placeId);
    if (session === undefined || roll === undefined || place === undefined)
      return err({ type: "rollDamaged", what: "place" });
    const { election, identity, connection, countyLog } = session;
    const knownThrough = () => countyLog.frontier && { size: countyLog.frontier.size, at: countyLog.frontier.at };
    const deps = { store, election, place, device: identity.device, now: () => connection.now(), knownThrough };
    const opened = await Desk.open(deps, keys, roll, from?.fold);
    if (!opened.ok) return opened;
    const desk = opened.value;
    await this.#foldOwn(session, desk);
    this.#desk = desk;
    this.#rollVersion = roll.version;
    void this.#prepare(desk);
    await this.#catchUp(session);
    return ok(undefined);
  }

  /** Makes the search's orders while nobody waits for them. */
  async #prepare(desk: Desk): Promise<void> {
    for (const _ of desk.prepare()) {
      await this.#deps.yieldToOthers();
      if (this.#desk !== desk) return;
    }
  }

  /** What this tablet itself witnessed counts here at once, sent or not, under this number or a former one. */
  async #foldOwn({ identity }: Session, desk: Desk): Promise<void> {
    const former = (await this.#deps.store.fact("formerIdentities")) ?? [];
    for (const { device } of [...former, identity])
      for await (const event of ownEvents(this.#deps.store, device)) await desk.fold.addOwn(event.leaf);
    this.#ownCheckIns = [...desk.fold.standings.voters()].flatMap((voter) =>
      desk.fold.standings
        .of(voter)
        .checkIns.filter((fact) => fact.event.device === identity.device)
        .map((fact) => ({ voter, hash: fact.event.hash })),
    );
  }

  /** `closed`: the PIN cannot be proved here and now; that is not a wrong PIN. */
  async #provePin(workerId: string, pin: string): Promise<Result<Worker, { type: "wrongPin" } | { type: "closed" }>> {
    const desk = this.#desk;
    if (desk === undefined) {
      const keys = await this.#vault?.openWithPin(workerId, pin);
      if (keys === undefined) return err({ type: "wrongPin" });
      const opened = await this.#openDesk(keys);
      const worker = opened.ok ? this.#workerCalled(workerId) : undefined;
      return worker === undefined ? err({ type: "closed" }) : ok(worker);
    }
    const worker = this.#workerCalled(workerId);
    if (worker === undefined) return err({ type: "closed" });
    const hashed = await hashPin(pin, worker.pin);
    if (!pinFits(hashed, worker)) return err({ type: "wrongPin" });
    const { election, connection } = this.#session ?? {};
    if (election !== undefined && connection !== undefined)
      await this.#vault?.rememberForToday(desk.keys, worker, hashed, dayEnds(election, connection.now()));
    return ok(worker);
  }

  /** Asked of the desk as it is now: between two awaits it may have been opened or dropped. */
  #workerCalled(id: string): Worker | undefined {
    return this.#desk?.workers.find((one) => one.id === id);
  }

  #witness(cmd: string): Witness {
    const worker = this.#worker ?? cardHolder;
    const frontier = this.#session?.countyLog.frontier;
    return {
      cmd,
      worker: worker.id,
      role: worker.role,
      wall: Math.round(this.#session?.connection.now() ?? this.#deps.now()),
      seen: frontier === undefined ? null : { size: frontier.size, root: frontier.root },
    };
  }

  /** Records one event, durably, and counts it here. */
  async #append(
    cmd: string,
    bodyFor: (witness: Witness, seq: number) => EventBody,
  ): Promise<Result<EventName, NotRecorded>> {
    const session = this.#session;
    const desk = this.#desk;
    if (session === undefined || desk === undefined) return err(notOpen);
    const witness = this.#witness(cmd);
    const appended = await session.eventLog.append(cmd, desk.keys.eventKey, (seq) => bodyFor(witness, seq));
    this.#cannotRecord = !appended.ok;
    if (appended.ok) {
      const { device, seq, hash } = appended.value;
      this.#headSeq = Math.max(this.#headSeq, seq);
      const body = bodyFor(witness, seq);
      desk.fold.standings.add({ name: appended.value, body, index: undefined });
      if (body.type === "VoterCheckedIn" && device === session.identity.device)
        this.#ownCheckIns.push({ voter: body.voter, hash });
    }
    this.#changed();
    void this.#loop?.poke();
    return appended;
  }

  async #answered(cmd: string): Promise<unknown> {
    const device = this.#session?.identity.device ?? "";
    return this.#deps.store.eventOfCommand(device, cmd).catch(() => undefined);
  }

  /** Commands at the desk wait for each other: the second of two taps sees what the first one did. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#atDesk.then(act, act);
    this.#atDesk = mine.catch(() => undefined);
    return mine;
  }

  async #afterRound(session: Session, outcome: SyncOutcome): Promise<void> {
    this.#reached = outcome.outcome !== "noNetwork";
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
      case "noNetwork":
        break;
      default:
        outcome satisfies never;
    }
    await this.#catchUp(session);
    if (this.#desk?.fold.ownHandedOver) return this.#breakOff("fork");
    this.#announce();
  }

  /** Nothing more is written or sent under this number; one way out for every reason: set up again. */
  async #breakOff(why: BrokenIdentity): Promise<void> {
    await this.#deps.store.setFact("broken", why);
    this.stop();
    await this.#settle();
  }

  async #follow(session: Session, view: Extract<SyncOutcome, { view: unknown }>["view"]): Promise<void> {
    if (view.device.revoked !== null) return this.#revoke();
    const renewed = await fetchWraps(session.connection, session.identity, view.device);
    if (renewed !== undefined) await this.#replaceIdentity(renewed);
    if (view.roll !== null) void this.#loadRoll(session, view.roll);
    else if (this.#phase.phase === "loadingRoll") this.#show({ ...this.#phase, waiting: true });
  }

  /** In the background, one at a time; the roll in use changes when the new one is whole. */
  async #loadRoll(session: Session, wanted: WantedRoll): Promise<void> {
    if (this.#loadingRoll) return;
    this.#loadingRoll = true;
    try {
      const first = this.#phase.phase === "loadingRoll";
      const loaded = await loadRoll(this.#deps, session.connection, wanted, (done, total) => {
        if (first) this.#show({ phase: "loadingRoll", done, total, waiting: false });
      });
      if (!loaded.ok) {
        this.#reached &&= loaded.error.type !== "noNetwork";
        if (this.#phase.phase === "loadingRoll") this.#show({ ...this.#phase, waiting: true });
        return;
      }
      if (loaded.value.version === this.#rollVersion) return;
      const desk = this.#desk;
      if (desk === undefined) this.#rollVersion = loaded.value.version;
      else await this.#inTurn(() => this.#openDesk(desk.keys, desk));
      const amendments = desk?.fold.amendments.map((one) => one.chunk.hash) ?? [];
      await dropUnusedChunks(this.#deps.store, new Set(amendments));
      await this.#settle();
    } finally {
      this.#loadingRoll = false;
    }
  }

  /** The county has set this tablet aside: keys, wraps and roll go, the log stays and is still sent. */
  async #revoke(): Promise<void> {
    if ((await this.#deps.store.fact("broken")) === "revoked") return;
    await this.#vault?.destroyDay();
    this.#desk = undefined;
    if (this.#session !== undefined) await this.#replaceIdentity({ ...this.#session.identity, wraps: [] });
    await this.#deps.store.dropFact("roll");
    await this.#deps.store.dropFact("nextRoll");
    await dropUnusedChunks(this.#deps.store, new Set());
    await this.#deps.store.setFact("broken", "revoked");
    await this.#settle();
  }

  async #catchUp(session: Session): Promise<void> {
    const desk = this.#desk;
    if (desk === undefined) return;
    const { countyLog, connection, election } = session;
    const changed = await catchUp({ store: this.#deps.store, election: election.id, countyLog, connection }, desk);
    if (changed) this.#changed();
  }

  #ownAlarm(session: Session): Alarm | undefined {
    const fold = this.#desk?.fold;
    if (fold === undefined) return undefined;
    if (fold.ownDisorder) return "countyLogInconsistent";
    if (fold.ownThrough >= (session.sync.accepted ?? -1)) this.#missingSince = undefined;
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

const nameOf = ({ id, name, role }: Worker): WorkerName => ({ id, name, role });
