/**
 * The tablet: begins, is set up, and hands every command to the part that answers it. Runs in one worker and knows
 * nothing of screens; storage, network, clock, randomness and secret files come in. One phase at a time; every command is
 * answered; what changed is announced to the watchers.
 *
 * The parts share one `TabletMemory`. Between any two awaits the county may revoke this tablet, the day may end, or a new
 * roll may arrive; so nobody sets a phase from what they knew before: `settle` computes it (`phases.ts`).
 */
import type { AbsenteeProblem } from "../domain/absenteeProcessing.ts";
import type { AddWorkerProblem } from "../domain/addedWorkers.ts";
import type { Act, NotAuthorised } from "../domain/authority.ts";
import type { BallotProblem, UndoProblem } from "../domain/ballotCommands.ts";
import type { BookActProblem } from "../domain/bookActs.ts";
import type { CancelProblem } from "../domain/cancelCheckIn.ts";
import type { CheckInProblem } from "../domain/checkIn.ts";
import type { Answers } from "../domain/disposition.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { Unlisted } from "../domain/person.ts";
import type { PlaceActProblem } from "../domain/placeAct.ts";
import type { CancelRegistrationProblem } from "../domain/registration.ts";
import type { ReprintProblem } from "../domain/reprint.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { signatureOf } from "../domain/signatureRules.ts";
import type { VoterNoteProblem } from "../domain/voterNoteCommands.ts";
import { verifyEd25519 } from "../log/ed25519.ts";
import { fromUtf8, utf8 } from "../log/encoding.ts";
import type { Program } from "../protocol/program.ts";
import type { Scan } from "../protocol/scan.ts";
import type { WeakPin } from "../protocol/weakPin.ts";
import { loadSimilarNames } from "../roll/lateSimilar.ts";
import type { LineCodeProblem } from "../roll/lineCode.ts";
import type { BookCall, PlaceBookView } from "./bookCalls.ts";
import type { BookCommands } from "./bookCommands.ts";
import type { Carry, CarryCall, SendingProof, Taken, TakeProblem } from "./carryCalls.ts";
import type { Carrying } from "./carrying.ts";
import { CountyRounds, type CountyRoundsDeps } from "./countyRounds.ts";
import { type Acting, DeskCommands, notOpen } from "./deskCommands.ts";
import type {
  AddressFound,
  Confirmation,
  ScanAnswer,
  SearchResult,
  SignatureOnFile,
  VoterView,
} from "./foundVoters.ts";
import { faultOf } from "./ownLog.ts";
import type { EnteredFromPaper, OnPaper, PaperEntryCall, PaperLineAsked } from "./paperCalls.ts";
import type { PaperEntries } from "./paperEntries.ts";
import { settle } from "./phases.ts";
import { PollBook, type PollBookDeps } from "./pollBook.ts";
import type { PracticeProblem } from "./practiceGate.ts";
import type { RareCommands } from "./rareCommands.ts";
import type { ReadyCall, ReadyView } from "./readyCalls.ts";
import type { ReadyProblem } from "./readyCommands.ts";
import { RollInUse } from "./rollInUse.ts";
import { rollWillFit } from "./rollLoader.ts";
import type { SecretFiles } from "./secretFiles.ts";
import { connect, openSession, type SessionDeps } from "./session.ts";
import { adoptIdentity, keepsSecrets, setUp } from "./setUp.ts";
import { Shift, type ShiftDeps } from "./shift.ts";
import { batchOf } from "./sync.ts";
import { tabletFile } from "./tabletFile.ts";
import type {
  AddedWorker,
  AddWorkerCall,
  OpenProblem,
  PinProblem,
  Tablet,
  WorkerCodeProblem,
} from "./tabletInterface.ts";
import { TabletMemory } from "./tabletMemory.ts";
import { TabletRecord } from "./tabletRecord.ts";
import type { SetUpProblem, TabletState, WorkerName } from "./tabletState.ts";
import type { Identity } from "./tabletStore.ts";
import { dayFile, Vault } from "./vault.ts";
import type {
  AbsenteeBook,
  AbsenteeCall,
  AbsenteeCancelCall,
  Approval,
  BallotCall,
  CancelCall,
  CancelRegistrationCall,
  CheckInCall,
  NotRecorded,
  PaperListCall,
  PaperListProblem,
  PaperListView,
  PlaceCall,
  Recorded,
  RegisterCall,
  ReportCall,
  ReprintCall,
  UndoCall,
  VoterNoteCall,
  WaitingVoter,
} from "./voterCalls.ts";
import { destroyWraps, keepWraps, keptWraps } from "./wraps.ts";

export type TabletDeps = SessionDeps &
  Omit<PollBookDeps, "record" | "carried"> &
  Pick<CountyRoundsDeps, "timer" | "fraction" | "live"> &
  Pick<ShiftDeps, "uptime"> & { readonly files: SecretFiles };

/** The service worker does not have that part of the program, and neither has the network. */
const notLoaded: NotRecorded = { type: "notRecorded", what: "notLoaded" };

/** Milliseconds after which the check-in screen stands. */
const afterFirstScreen = 1000;

/** Names the device that this browser was set up as, outside of the database: browsers clear a damaged one whole. */
const setUpFile = "set-up";

export class TabletCore implements Omit<Tablet, "takeOver"> {
  readonly #deps: TabletDeps;
  readonly #memory = new TabletMemory();
  readonly #commands: DeskCommands;
  readonly #book: PollBook;
  readonly #record: TabletRecord;
  readonly #rounds: CountyRounds;
  readonly #shift: Shift;
  #newestSearch = 0;
  #rare: RareCommands | undefined;
  #inspecting: BookCommands | undefined;
  #paper: PaperEntries | undefined;
  #carrying: Carrying | undefined;

  constructor(deps: TabletDeps) {
    this.#deps = deps;
    const memory = this.#memory;
    const commands = new DeskCommands({
      atDesk: () => memory.atDesk(),
      recorded: (name, body) => {
        memory.recorded(name, body);
        void this.#rounds.poke();
      },
    });
    const record = new TabletRecord({ ...deps, commands }, memory);
    const book = new PollBook({ ...deps, record, carried: () => this.#carriedLeaves() }, memory);
    const rolls = new RollInUse({ ...deps, commands, book }, memory);
    this.#commands = commands;
    this.#book = book;
    this.#record = record;
    this.#rounds = new CountyRounds({ ...deps, book, rolls, inStep: () => this.#caughtUp() }, memory);
    this.#shift = new Shift({ ...deps, commands, record, book }, memory);
  }

  // ------------------------------------------------------------------------------------------------ begin and set up

  /** Reads what this tablet is and begins. */
  async start(): Promise<void> {
    this.#memory.anew = false;
    try {
      const identity = await this.#deps.store.fact("identity");
      if (identity === undefined) return await this.#startWithout();
      await this.#begin(identity);
    } catch (error) {
      this.#memory.show({ phase: "storageBroken", what: (error as Error).name });
    }
  }

  /**
   * Nothing is stored: a new tablet, or one whose database the browser has cleared. Then the secret of the day is
   * destroyed, and the second copy of its records waits in the database for the set-up.
   */
  async #startWithout(): Promise<void> {
    const { files, copy, store } = this.#deps;
    this.#memory.evicted = (await this.#setUpBefore()) !== undefined;
    if (this.#memory.evicted) {
      await files.destroy(dayFile);
      await destroyWraps(files);
      await copy.restore(store).catch(() => undefined); // it stays there, and is tried again at each start
    }
    await this.#settle();
  }

  /** The device that this browser was set up as, also if its database knows no more of it. */
  async #setUpBefore(): Promise<string | undefined> {
    const device = await this.#deps.files.read(setUpFile);
    return device && fromUtf8(device);
  }

  async #begin(identity: Identity): Promise<void> {
    const { store, files, copy } = this.#deps;
    const memory = this.#memory;
    if ((await this.#setUpBefore()) !== identity.device) await files.write(setUpFile, utf8(identity.device));
    memory.evicted = false;
    // What a database lost that was cleared, or whose end was lost; from then on it counts here like all of its log.
    await copy.restore(store).catch(() => undefined);
    const session = await openSession(this.#deps, identity);
    const vault = new Vault({ ...this.#deps, now: () => session.connection.now() }, session.election.id);
    memory.session = session;
    memory.vault = vault;
    memory.placeId = identity.place;
    memory.wraps = await keptWraps(files, identity.device);
    memory.alarm = undefined;
    memory.headSeq = (await session.eventLog.head()).seq;
    memory.copied = (await store.fact("copied")) ?? -1;
    memory.aloneSince = session.connection.now();
    memory.signaturesNotSent = await store.signaturesToSendCount();
    memory.roll = await store.fact("roll");
    const fault = await faultOf(store, identity, this.#deps.domain);
    if ((await store.fact("broken")) === undefined && fault !== undefined) await store.setFact("broken", fault);
    await this.#settle();
    void copy.bringLevel(store, identity);
    // A broken identity writes and sends nothing more under its number; a revoked one still sends what it has.
    const broken = await store.fact("broken");
    if (broken !== undefined) await vault.destroyDay();
    if (broken === undefined || broken === "revoked") this.#rounds.start(session);
    else this.#rounds.startGivingBack(session);
  }

  /** Ends everything that runs; the tablet may be started again. */
  stop(): void {
    this.#rounds.stop();
    this.#memory.dropDesk();
  }

  async setUp(code: string, persistent: boolean): Promise<Result<void, SetUpProblem>> {
    const secrets = await keepsSecrets(this.#deps.files);
    if (!secrets.ok) return this.#setUpFailed(secrets.error);
    const before = (await this.#deps.store.fact("identity"))?.device ?? (await this.#setUpBefore());
    const made = await setUp(this.#deps, code, persistent, before ?? null);
    if (!made.ok) return this.#setUpFailed(made.error);
    const { identity, wraps } = made.value;
    const fits = await rollWillFit(this.#deps, await connect(this.#deps, identity));
    if (!fits.ok) return this.#setUpFailed(fits.error);
    this.stop();
    await this.#memory.vault?.destroyDay();
    await keepWraps(this.#deps.files, identity.device, wraps);
    await adoptIdentity(this.#deps.store, identity);
    this.#memory.anew = false;
    this.#memory.reached = true; // the county has just answered
    await this.#begin(identity);
    return ok(undefined);
  }

  #setUpFailed(problem: SetUpProblem): Result<void, SetUpProblem> {
    const { phase } = this.#memory;
    if (phase.phase === "new" || phase.phase === "setUpAgain") this.#memory.show({ ...phase, problem });
    return err(problem);
  }

  async setUpAnew(): Promise<void> {
    await this.#memory.vault?.destroyDay();
    this.#memory.dropDesk();
    this.#memory.anew = true;
    await this.#settle();
  }

  #settle(): Promise<void> {
    return settle(this.#memory, this.#deps.store);
  }

  // ----------------------------------------------------------------------------------------------- what screens see

  state(): TabletState {
    return this.#memory.state();
  }

  watch(onState: (state: TabletState) => void): () => void {
    return this.#memory.watch(onState);
  }

  // --------------------------------------------------------------------------------------------- who has the tablet

  async open(openingCode: string): Promise<Result<void, OpenProblem>> {
    return this.#book.openWithCard(openingCode);
  }

  async signIn(workerId: string, pin: string): Promise<Result<void, PinProblem>> {
    const signedIn = await this.#shift.signIn(workerId, pin);
    if (signedIn.ok) this.#deps.timer(afterFirstScreen, () => void this.#loadLateParts());
    return signedIn;
  }

  /** What a first search and a rare act need, while nobody waits for it; both ask again for what could not be had. */
  async #loadLateParts(): Promise<void> {
    await Promise.allSettled([loadSimilarNames().then(() => this.#book.prepare()), this.#loadRare(), this.#loadBook()]);
  }

  async lock(): Promise<void> {
    return this.#shift.lock();
  }

  async close(second?: Approval): Promise<Result<void, NotAuthorised | PinProblem>> {
    return this.#shift.close(second);
  }

  async workers(): Promise<readonly WorkerName[]> {
    return this.#shift.workers();
  }

  async addWorker(
    call: AddWorkerCall,
  ): Promise<Result<AddedWorker, AddWorkerProblem | WeakPin | PinProblem | NotRecorded>> {
    return this.#shift.addWorker(call);
  }

  async workerCodes(second?: Approval): Promise<Result<readonly AddedWorker[], NotAuthorised | PinProblem>> {
    return this.#shift.workerCodes(second);
  }

  async takeWorker(text: string): Promise<Result<WorkerName, WorkerCodeProblem>> {
    return this.#shift.takeWorker(text);
  }

  async mayAct(act: Act, approval: Approval, next?: Program): Promise<Result<void, PinProblem | NotAuthorised>> {
    return this.#shift.mayAct(act, approval, next);
  }

  // ------------------------------------------------------------------------------------------------------ the voters

  async search(query: string): Promise<SearchResult | undefined> {
    const mine = ++this.#newestSearch;
    await this.#deps.yieldToOthers();
    // With the first search, from what the service worker keeps. Without it a search offers no similar names.
    await loadSimilarNames().catch(() => undefined);
    return mine === this.#newestSearch ? this.#memory.shownDesk()?.search(query) : undefined;
  }

  async findScanned(scan: Scan): Promise<ScanAnswer | undefined> {
    const mine = ++this.#newestSearch;
    await this.#deps.yieldToOthers();
    // From what the service worker keeps. Without it the list is shown for every scan.
    const [matching] = await Promise.all([import("../roll/scanMatch.ts"), loadSimilarNames()]).catch(() => []);
    if (mine !== this.#newestSearch) return undefined;
    if (matching !== undefined) return this.#memory.shownDesk()?.findScanned(scan, matching);
    return { found: "list", query: scan.scan === "voterId" ? scan.id : scan.person.names[0].last };
  }

  async voter(voterId: string, answers?: Answers, unlisted?: Unlisted): Promise<VoterView | undefined> {
    return this.#memory.shownDesk()?.voter(voterId, answers, unlisted);
  }

  async signatureOnFile(voterId: string): Promise<SignatureOnFile | undefined> {
    // From what the service worker keeps.
    const shelf = await import("./signatureShelf.ts").catch(() => undefined);
    const desk = this.#memory.shownDesk();
    if (desk === undefined) return undefined;
    const shown = (await shelf?.signatureOnFile(this.#deps, desk, this.#memory, voterId)) ?? { onFile: "notHere" };
    return this.#memory.shownDesk() === undefined ? undefined : shown; // locked meanwhile
  }

  async atAddress(houseNumber: string, street: string): Promise<AddressFound | undefined> {
    return this.#memory.shownDesk()?.atAddress(houseNumber, street);
  }

  async registerVoter(
    call: RegisterCall,
  ): Promise<Result<{ readonly voterId: string }, CheckInProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.register(worker, call));
  }

  async cancelRegistration(
    call: CancelRegistrationCall,
  ): Promise<Result<void, CancelRegistrationProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.cancelRegistration(worker, call));
  }

  async checkIn(call: CheckInCall): Promise<Result<Recorded, CheckInProblem | PinProblem | NotRecorded>> {
    const { worker } = this.#memory;
    if (call.second === undefined) return worker === undefined ? err(notOpen) : this.#commands.issue(worker, call);
    const acting = await this.#shift.acting(call.second);
    return acting.ok ? this.#commands.issue(acting.value, call) : acting;
  }

  async cancelCheckIn(call: CancelCall): Promise<Result<void, CancelProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.cancel(worker, call));
  }

  async reprintSlip(call: ReprintCall): Promise<Result<void, ReprintProblem | NotRecorded>> {
    const { worker } = this.#memory;
    if (worker === undefined) return err(notOpen);
    const rare = await this.#loadRare();
    return rare === undefined ? err(notLoaded) : rare.reprint(worker, call);
  }

  async actOnBallot(call: BallotCall): Promise<Result<Recorded | undefined, BallotProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.onBallot(worker, call));
  }

  async undoBallotAct(call: UndoCall): Promise<Result<void, UndoProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.undo(worker, call));
  }

  async noteOnVoter(call: VoterNoteCall): Promise<Result<void, VoterNoteProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.noteOnVoter(worker, call));
  }

  async doAtPlace(call: PlaceCall): Promise<Result<void, PlaceActProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.atPlace(worker, call));
  }

  async placeBook(): Promise<PlaceBookView | undefined> {
    if (this.#memory.shownDesk() === undefined) return undefined;
    const view = await (await this.#loadBook())?.view();
    return this.#memory.shownDesk() && view; // it may have been locked meanwhile
  }

  async writeInBook(call: BookCall): Promise<Result<void, BookActProblem | PinProblem | NotRecorded>> {
    const acting = await this.#shift.acting(call.second);
    if (!acting.ok) return acting;
    const book = await this.#loadBook();
    return book === undefined ? err(notLoaded) : book.write(acting.value, call);
  }

  /** Also before anybody has signed in: it says nothing of voters. */
  async readiness(): Promise<ReadyView | undefined> {
    return (await this.#loadBook())?.ready.view();
  }

  async sayReady(call: ReadyCall): Promise<Result<void, ReadyProblem | NotRecorded>> {
    const book = await this.#loadBook();
    return book === undefined ? err(notLoaded) : book.ready.say(this.#memory.worker, call);
  }

  /** From what the service worker keeps. */
  async #loadBook(): Promise<BookCommands | undefined> {
    const loaded = await import("./bookCommands.ts").catch(() => undefined);
    const memory = this.#memory;
    this.#inspecting ??=
      loaded &&
      new loaded.BookCommands({
        ...{ ...this.#deps, commands: this.#commands, changed: () => memory.changed() },
        own: () => memory.headSeq + 1,
      });
    return this.#inspecting;
  }

  async #caughtUp(): Promise<void> {
    await this.#sayAllHeard();
    await this.#inspecting?.inStep();
    const open = ((await this.#deps.store.fact("carried")) ?? []).some(({ sent }) => sent === undefined);
    if (open) await (await this.#loadCarrying())?.deliver();
  }

  /** A book that is split is joined again once all of its lines are heard. */
  async #sayAllHeard(): Promise<void> {
    const { desk, worker } = this.#memory;
    if (desk?.line.state !== "line" || desk.line.said || desk.line.unheard.length > 0) return;
    await (await this.#loadBook())?.sayAllHeard(worker);
  }

  async onPaper(line: PaperLineAsked): Promise<Result<readonly OnPaper[], LineCodeProblem> | undefined> {
    if (this.#memory.shownDesk() === undefined) return undefined;
    const found = await (await this.#loadPaper())?.find(line);
    return this.#memory.shownDesk() && found; // it may have been locked meanwhile
  }

  async enterFromPaper(
    call: PaperEntryCall,
  ): Promise<Result<EnteredFromPaper, PinProblem | NotAuthorised | NotRecorded>> {
    const acting = await this.#shift.acting(call.second);
    if (!acting.ok) return acting;
    const paper = await this.#loadPaper();
    return paper === undefined ? err(notLoaded) : paper.enter(acting.value, call);
  }

  /** From what the service worker keeps. */
  async #loadPaper(): Promise<PaperEntries | undefined> {
    const loaded = await import("./paperEntries.ts").catch(() => undefined);
    this.#paper ??= loaded && new loaded.PaperEntries(this.#commands, this.#deps.yieldToOthers);
    return this.#paper;
  }

  async waitingVoters(): Promise<readonly WaitingVoter[]> {
    return this.#memory.shownDesk()?.waiting() ?? [];
  }

  async absenteeBook(): Promise<AbsenteeBook | undefined> {
    return this.#memory.shownDesk() && (await this.#loadRare())?.absenteeBook(this.#memory.placeId ?? "");
  }

  async processAbsentee(call: AbsenteeCall): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.processAbsentee(worker, call));
  }

  async cancelAbsenteeMark(
    call: AbsenteeCancelCall,
  ): Promise<Result<void, AbsenteeProblem | PinProblem | NotRecorded>> {
    return this.#rarely(call.second, (rare, worker) => rare.cancelAbsenteeMark(worker, call));
  }

  /** Acts that are not loaded before the first screen. */
  async #rarely<T, E extends { readonly type: string }>(
    second: Approval | undefined,
    act: (rare: RareCommands, worker: Acting) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | PinProblem | NotRecorded>> {
    const acting = await this.#shift.acting(second);
    if (!acting.ok) return acting;
    const rare = await this.#loadRare();
    return rare === undefined ? err(notLoaded) : act(rare, acting.value);
  }

  /** From what the service worker keeps. */
  async #loadRare(): Promise<RareCommands | undefined> {
    const loaded = await import("./rareCommands.ts").catch(() => undefined);
    this.#rare ??= loaded && new loaded.RareCommands(this.#commands);
    return this.#rare;
  }

  async confirmation(event: EventName): Promise<Confirmation> {
    return this.#memory.desk?.fold.hasFound(event.hash) ? "confirmed" : "onThisTablet";
  }

  async paperList(call: PaperListCall): Promise<Result<PaperListView, PaperListProblem | PinProblem>> {
    const acting = await this.#shift.acting(call.second);
    if (!acting.ok) return acting;
    // Seldom needed: loaded with its first use, from what the service worker keeps.
    const { paperList } = await import("./paperList.ts");
    const { yieldToOthers } = this.#deps;
    const deps = { commands: this.#commands, atDesk: () => this.#memory.atDesk(), yieldToOthers };
    return paperList(deps, acting.value, call);
  }

  async exportReport(call: ReportCall): Promise<Result<void, NotAuthorised | PinProblem | NotRecorded>> {
    return this.#rarely(undefined, (rare, worker) => rare.exportReport(worker, call));
  }

  async checkedInTwice(): Promise<readonly VoterView[]> {
    const desk = this.#memory.shownDesk();
    if (desk === undefined) return [];
    const voters = [...desk.checkedInTwiceHere(), ...desk.settledTwiceHere()];
    return voters.flatMap((voter) => desk.voter(voter) ?? []);
  }

  // ------------------------------------------------------------------------------------------------------ the county

  async syncNow(): Promise<void> {
    await this.#rounds.poke();
  }

  async exportLog(): Promise<Blob> {
    await this.#record.recordsSaved();
    return tabletFile(this.#deps.store);
  }

  async proof(): Promise<SendingProof | undefined> {
    return (await this.#loadCarrying())?.proof();
  }

  async carry(call: CarryCall): Promise<Carry | undefined> {
    return (await this.#loadCarrying())?.carry(call);
  }

  async takeCarried(bytes: Uint8Array): Promise<Result<Taken, TakeProblem>> {
    return (await this.#loadCarrying())?.take(bytes) ?? err({ type: "notRecords" });
  }

  async mayPractice(code: string): Promise<Result<void, PracticeProblem>> {
    return (await import("./practiceGate.ts")).mayPractice(this.#memory, this.#deps.uptime(), code);
  }

  /** Loaded where there are any. Without the script, what others did counts once the county knows it. */
  async *#carriedLeaves(): AsyncGenerator<Uint8Array> {
    if ((await this.#deps.store.fact("carried")) === undefined) return;
    const carrying = await this.#loadCarrying();
    if (carrying !== undefined) yield* carrying.leaves();
  }

  /** From what the service worker keeps. */
  async #loadCarrying(): Promise<Carrying | undefined> {
    const loaded = await import("./carrying.ts").catch(() => undefined);
    this.#carrying ??=
      loaded &&
      new loaded.Carrying(
        { ...this.#deps, record: this.#record, shared: { signatureOf, batchOf, verifyEd25519 } },
        this.#memory,
      );
    return this.#carrying;
  }
}
