/**
 * An open poll book: the roll in memory, what is known of each voter's participation, and the one search box. Made when
 * K is known, dropped when the tablet closes. It reads only; every answer is computed from what is known at that moment.
 */
import { castMarks } from "../domain/absenteeMarks.ts";
import {
  type Addition,
  type CountyWords,
  type PlacedAddition,
  type WorkerWord,
  whoMayWork,
} from "../domain/addedWorkers.ts";
import type { Authority, BookLine } from "../domain/bookLine.ts";
import {
  type Answers,
  type Disposition,
  type DispositionInput,
  disposition,
  type KnownThrough,
  type Newcomer,
  type Step,
} from "../domain/disposition.ts";
import { type Election, type PollingPlace, splitsOf } from "../domain/election.ts";
import { dayOf } from "../domain/electionDay.ts";
import type { Unlisted } from "../domain/person.ts";
import type { PlaceNow } from "../domain/placeAct.ts";
import type { PlaceDay } from "../domain/placeDay.ts";
import { entriesOf } from "../domain/placeEntries.ts";
import { hoursOf, type PlaceHours } from "../domain/placeHours.ts";
import { lastPolls } from "../domain/polls.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Standing } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { fromUtf8 } from "../log/encoding.ts";
import type { HashDomain } from "../log/eventBytes.ts";
import { rollKey } from "../protocol/keys.ts";
import type { Scan } from "../protocol/scan.ts";
import { HeardBefore, openSealedWorker, RemovedWorkers, type Worker, Workers } from "../protocol/workers.ts";
import { AmendedRoll } from "../roll/amendedRoll.ts";
import type { Amendment } from "../roll/amendment.ts";
import { atAddress } from "../roll/atAddress.ts";
import { nameKey } from "../roll/normaliseName.ts";
import { RollManifest } from "../roll/rollManifest.ts";
import type * as ScanMatching from "../roll/scanMatch.ts";
import { type OpenRollProblem, openExtra, openRoll } from "../roll/sealRoll.ts";
import { createSearch, sameNameNeighbours, type VoterSearch } from "../roll/voterSearch.ts";
import type { EndingChunkOpener } from "./chunkOpeners.ts";
import { CountyFold } from "./countyFold.ts";
import type {
  AddressFound,
  FoundVoter,
  RowMark,
  ScanAnswer,
  SearchResult,
  Similarity,
  VoterView,
} from "./foundVoters.ts";
import { lineRules, loadLineRules } from "./lateLines.ts";
import { type KnownStranger, NotOnRoll } from "./notOnRoll.ts";
import type { WorkerCodeProblem } from "./tabletInterface.ts";
import type { WorkerName } from "./tabletState.ts";
import type { RollRecord, TabletStore } from "./tabletStore.ts";
import type { OpenKeys } from "./vault.ts";
import type { WaitingVoter } from "./voterCalls.ts";

export type DeskDeps = {
  readonly store: Pick<TabletStore, "chunk">;
  readonly election: Election;
  readonly place: PollingPlace;
  readonly device: string;
  /** How events are named. */
  readonly domain?: HashDomain | undefined;
  /** Time as the county would say it. */
  readonly now: () => number;
  readonly knownThrough: () => KnownThrough;
  /** Starts second workers that open chunks of the roll, where the platform has them. */
  readonly startChunkOpeners?: (() => Promise<EndingChunkOpener[]>) | undefined;
};

/** From so many bytes on (about half a million voters), second workers open a roll sooner. */
const large = 2 ** 25;

/** `chunk`: the hash of the one that is missing or damaged; it can be fetched again. */
export type DeskProblem = { readonly type: "rollDamaged"; readonly what: string; readonly chunk?: string };

type PlaceAsOf = Pick<PlaceDay, "polls"> & {
  readonly hours: PlaceHours;
  readonly line: BookLine;
  readonly tablets: number;
  readonly readyOn: string | undefined;
  readonly rules: ReturnType<typeof lineRules>;
};

const damaged = (error: OpenRollProblem): DeskProblem => ({
  type: "rollDamaged",
  what: error.type,
  ...("chunk" in error && { chunk: error.chunk }),
});

const jsonIn = (bytes: Uint8Array | undefined): unknown =>
  bytes === undefined ? undefined : JSON.parse(fromUtf8(bytes) ?? "[]");

/** Rows that a search answers at most. */
const shown = 50;

export class Desk {
  readonly keys: OpenKeys;
  /** The version that this one opened. */
  readonly opened: RollRecord;
  readonly fold: CountyFold;
  readonly amendedThrough: number;
  readonly #deps: DeskDeps;
  readonly #roll: AmendedRoll;
  readonly #search: VoterSearch;
  readonly notOnRoll: NotOnRoll;
  #placeAsOf: (PlaceAsOf & { readonly changes: number }) | undefined;
  readonly #amended = new Set<number>();
  readonly #people: CountyWords<Worker>;
  #workers: readonly Worker[];
  /** Of those whom this place added or gave a new PIN: what it said that holds. */
  #placed: ReadonlyMap<Worker, Addition> = new Map();
  /** Amendments that the county made and that could not be laid over this roll yet. */
  missingAmendments = 0;
  readonly #precincts: ReadonlyMap<string, { readonly precinct: string; readonly split: string }>;

  private constructor(
    deps: DeskDeps,
    keys: OpenKeys,
    opened: RollRecord,
    amendedThrough: number,
    roll: AmendedRoll,
    people: CountyWords<Worker>,
    fold: CountyFold,
  ) {
    this.#deps = deps;
    this.keys = keys;
    this.opened = opened;
    this.amendedThrough = amendedThrough;
    this.#people = people;
    this.#workers = people.listed;
    this.fold = fold;
    this.#roll = roll;
    this.#search = createSearch(roll);
    this.notOnRoll = new NotOnRoll(fold, roll, this.#search);
    this.#precincts = new Map(
      splitsOf(deps.election).map(({ id, name, precinct }) => [
        id,
        { precinct: precinct.name, split: precinct.splits.length === 0 ? "" : name },
      ]),
    );
  }

  /** Opens the roll with its key and verifies it whole. `fold`: goes on with an earlier one when the roll is renewed. */
  static async open(
    deps: DeskDeps,
    keys: OpenKeys,
    record: RollRecord,
    fold = new CountyFold(keys.eventKey, deps.device, deps.domain),
  ): Promise<Result<Desk, DeskProblem>> {
    const manifest = RollManifest.parse(JSON.parse(record.manifest));
    const key = await rollKey(keys.electionKey, manifest.version);
    const fetchChunk = async (hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      (await deps.store.chunk(hash)) as Uint8Array<ArrayBuffer> | undefined;
    const openers = manifest.groups.hot.opened >= large ? ((await deps.startChunkOpeners?.()) ?? []) : [];
    const roll = await openRoll(manifest, fetchChunk, key, openers);
    for (const opener of openers) opener.end();
    if (!roll.ok) return err(damaged(roll.error));
    const listed = await openExtra(manifest, "people", fetchChunk, key);
    if (!listed.ok) return err(damaged(listed.error));
    const removed = await openExtra(manifest, "removedPeople", fetchChunk, key);
    if (!removed.ok) return err(damaged(removed.error));
    const heard = await openExtra(manifest, "heardBefore", fetchChunk, key);
    if (!heard.ok) return err(damaged(heard.error));
    const people = {
      listed: Workers.parse(jsonIn(listed.value) ?? []),
      removed: RemovedWorkers.parse(jsonIn(removed.value) ?? []),
      heard: new Map(Object.entries(HeardBefore.parse(jsonIn(heard.value) ?? {}))),
    };
    return ok(new Desk(deps, keys, record, manifest.amendedThrough, new AmendedRoll(roll.value), people, fold));
  }

  /** Who may work here: the county's list, and those added at this place since. */
  get workers(): readonly Worker[] {
    return this.#workers;
  }

  /** When the last word about this worker was said, also if it was that they may not work any more; 0 for a stranger. */
  lastWord(id: string): number {
    const words: readonly WorkerWord[] = [...this.#workers, ...this.#people.removed];
    return Math.max(0, ...words.filter((one) => one.id === id).map(({ since }) => since ?? 0));
  }

  /** Looks whether workers were added or given new PINs at this place; answers whether it was so. */
  async learnWorkers(): Promise<boolean> {
    const opened = await Promise.all(
      this.#additions().map(async ({ addition, index }) => {
        const worker = await this.#workerIn(addition);
        return worker === undefined ? [] : [{ worker, addition, index }];
      }),
    );
    const placed = new Map(opened.flat().map(({ worker, addition }) => [worker, addition]));
    const workers = whoMayWork(this.#people, opened.flat());
    const changed = JSON.stringify(workers) !== JSON.stringify(this.#workers);
    this.#workers = workers;
    this.#placed = placed;
    return changed;
  }

  /** Those whom this place added or gave a new PIN, as long as no later word holds, each with what was said. */
  placedWorkers(): readonly (readonly [Worker, Addition])[] {
    return [...this.#placed].filter(([worker]) => this.#workers.includes(worker));
  }

  /** Takes what another tablet says of a worker of this place, if an open tablet of the election wrote it. */
  async takeWorker(addition: Addition): Promise<Result<WorkerName, WorkerCodeProblem>> {
    if (addition.place !== this.#deps.place.id) return err({ type: "otherPlace" });
    const worker = await this.#workerIn(addition);
    if (worker === undefined) return err({ type: "notAWorkerCode" });
    this.fold.workers.addHanded(addition);
    if (!this.#additions().some((one) => one.addition.sealed === addition.sealed))
      return err({ type: "notAWorkerCode" });
    await this.learnWorkers();
    if (!this.#workers.some(({ id }) => id === worker.id)) return err({ type: "workerRemoved" });
    return ok({ id: worker.id, name: worker.name, role: worker.role });
  }

  #additions(): readonly PlacedAddition[] {
    const { standings, workers } = this.fold;
    const { place, election } = this.#deps;
    return workers.at(place.id, election.rules.permits, (name) => standings.trusts(name));
  }

  #workerIn({ device, place, added, as, since, sealed }: Addition): Promise<Worker | undefined> {
    const at = { election: this.#deps.election.id, device, place, id: added, role: as, since };
    return openSealedWorker(this.keys.electionKey, at, sealed);
  }

  get election(): Election {
    return this.#deps.election;
  }

  get place(): PollingPlace {
    return this.#deps.place;
  }

  /** For whoever goes through all of it; it may be amended between two steps. */
  get roll(): AmendedRoll {
    return this.#roll;
  }

  get voters(): number {
    return this.#roll.rows;
  }

  /** Lays the changes of one amendment over the roll. */
  amend(index: number, amendment: Amendment): void {
    this.#roll.apply(index, amendment);
    this.#amended.add(index);
  }

  hasAmended(index: number): boolean {
    return this.#amended.has(index);
  }

  search(query: string): SearchResult {
    const found = this.#search.search(query, { limit: shown });
    const rows: { row: number; similarity: Similarity }[] = [
      ...found.rows.map(({ row }) => ({ row, similarity: "match" as const })),
      ...found.similar.map(({ row, why }) => ({ row, similarity: why })),
    ];
    const listed = rows.map(({ row }) => row);
    const alike = new Set(sameNameNeighbours(this.#roll, listed).flat());
    const newcomers = this.notOnRoll.search(query, shown).map(({ voter, why }): FoundVoter => {
      const { newcomer } = this.notOnRoll.known(voter.id) ?? {};
      return {
        voter,
        similarity: why,
        lookalike: false,
        mark: this.#mark(voter, newcomer),
        ...(newcomer === undefined ? {} : { newcomer: newcomer.as }),
        ...(this.notOnRoll.alike(voter).length > 0 ? { alike: true } : {}),
      };
    });
    const onRoll = rows.map(({ row, similarity }) => this.#found(row, similarity, alike.has(row)));
    const matching = newcomers.filter(({ similarity }) => similarity === "match");
    return {
      query,
      total: found.total + matching.length,
      rows: [...matching, ...onRoll, ...newcomers.filter((one) => !matching.includes(one))],
    };
  }

  #found(row: number, similarity: Similarity, lookalike: boolean): FoundVoter {
    const voter = this.#roll.voterAt(row);
    const marked = { voter, similarity, lookalike, mark: this.#mark(voter) };
    return this.notOnRoll.alikeNewcomers(voter).length > 0 ? { ...marked, alike: true } : marked;
  }

  atAddress(houseNumber: string, street: string): AddressFound {
    const { rows, splits } = atAddress(this.#roll, this.#search, houseNumber, street);
    const alike = new Set(sameNameNeighbours(this.#roll, rows).flat());
    return { rows: rows.map((row) => this.#found(row, "match", alike.has(row))), splits };
  }

  /** `by`: the rules of matching, which are loaded with the first scan. */
  findScanned(scan: Scan, by: typeof ScanMatching): ScanAnswer {
    const match =
      scan.scan === "person"
        ? by.matchPerson(this.#roll, this.#search, scan.person)
        : by.matchVoterId(this.#roll, scan.id);
    return match.match === "one"
      ? { found: "one", voterId: this.#roll.voterAt(match.row).id }
      : { found: "list", query: match.text };
  }

  /** A voter of the roll or of the day, or somebody of whom nothing is recorded yet (`unlisted`). */
  #stranger(voterId: string, unlisted: Unlisted | undefined): KnownStranger | undefined {
    return unlisted === undefined ? this.notOnRoll.known(voterId) : this.notOnRoll.stranger(unlisted);
  }

  /** What the rules are asked with; undefined if neither the roll nor the log holds the voter. */
  inputOf(voterId: string, unlisted?: Unlisted): (DispositionInput & { readonly standing: Standing }) | undefined {
    const row = unlisted === undefined ? this.#roll.rowOfVoter(voterId) : undefined;
    if (row !== undefined) return this.input(this.#roll.voterAt(row));
    const stranger = this.#stranger(voterId, unlisted);
    return stranger && this.input(stranger.voter, stranger.newcomer);
  }

  /** Undefined if neither the roll nor the log holds the voter. */
  voter(voterId: string, answers: Answers = {}, unlisted?: Unlisted): VoterView | undefined {
    const input = this.inputOf(voterId, unlisted);
    if (input === undefined) return undefined;
    const { voter, newcomer } = input;
    const where = this.#precincts.get(voter.split);
    const alike = newcomer?.as === "person" ? newcomer.alike : this.notOnRoll.alike(voter);
    return {
      ...(newcomer === undefined ? {} : { newcomer: newcomer.as }),
      ...(newcomer?.as === "person" ? { unlisted: newcomer.unlisted } : {}),
      ...(alike.length === 0 ? {} : { alike }),
      voter,
      precinct: where?.precinct ?? voter.split,
      splitName: where?.split ?? "",
      standing: input.standing,
      disposition: disposition(input, answers),
    };
  }

  /** Makes what searches need, a piece at a time, so that the first search does not wait for it. */
  prepare(): Generator<void> {
    return this.#search.prepare();
  }

  /** What the rules are asked with, as of now. */
  input(voter: VoterRecord, newcomer?: Newcomer): DispositionInput & { readonly standing: Standing } {
    const { election, place, now, knownThrough } = this.#deps;
    const standing = this.fold.standings.of(voter.id);
    return {
      election,
      place,
      voter,
      standing,
      hours: this.hours,
      now: now(),
      knownThrough: knownThrough(),
      listIncomplete: this.missingAmendments > 0,
      authority: this.#authorityOver(voter),
      newcomer,
    };
  }

  /** The hours of this place as far as they are known here. */
  get hours(): PlaceHours {
    return this.#placeNow().hours;
  }

  /** The last word on the polls of this place, as far as it is known here. */
  get polls(): PlaceDay["polls"] {
    return this.#placeNow().polls;
  }

  /** Which names this tablet serves, as far as is known here how the book is split. */
  get line(): BookLine {
    return this.#placeNow().line;
  }

  /** Loads the rules of a split book if this one is split. */
  async learnLines(): Promise<void> {
    if (this.line.state !== "whole") await loadLineRules().catch(() => undefined);
  }

  #authorityOver({ lastName }: VoterRecord): Authority {
    const { line } = this;
    if (line.state === "whole") return { holder: "here" };
    return lineRules()?.authorityOver(line, nameKey(lastName)) ?? { holder: "otherLine", line: undefined };
  }

  /** A list asks for the hours at every row: they are made anew only after something that may change them. */
  #placeNow(): PlaceAsOf {
    const { standings, entries, tablets, placesChanged } = this.fold;
    const rules = lineRules();
    if (this.#placeAsOf?.changes !== placesChanged || this.#placeAsOf.rules !== rules) {
      const { place } = this.#deps;
      const held = entries.at(place.id, (name) => standings.trusts(name));
      const splits = entriesOf(held, "BookSplit");
      const known = { splits, joins: entriesOf(held, "BookJoined") };
      // Without the rules nobody can tell whom this tablet serves.
      const split = (): BookLine => rules?.bookLine(known, this.#deps.device) ?? { state: "noLine" };
      const line: BookLine = splits.length === 0 ? { state: "whole" } : split();
      const here = tablets.at(place.id, (writer) => standings.trusts(writer)).length;
      this.#placeAsOf = {
        changes: placesChanged,
        hours: hoursOf(held),
        polls: lastPolls(held),
        tablets: here,
        readyOn: entriesOf(held, "TabletReady").findLast(({ name }) => name.device === this.#deps.device)?.body.day,
        line,
        rules,
      };
    }
    return this.#placeAsOf;
  }

  /** Somebody said today of this tablet that it is ready. */
  get readyToday(): boolean {
    const { now, election } = this.#deps;
    return this.#placeNow().readyOn === dayOf(now(), election.timeZone);
  }

  /** Tablets of this place by the county's word, this one among them, as far as known. */
  get tabletsHere(): number {
    return this.#placeNow().tablets;
  }

  placeNow(): PlaceNow {
    const { election, place } = this.#deps;
    const { standings, steps } = this.fold;
    const open = steps.at(
      place.id,
      (name) => standings.trusts(name),
      (voter) => standings.of(voter),
    );
    return { election, place: place.id, hours: this.hours, steps: open };
  }

  /** Whom something waits for at this place, the longest first. */
  waiting(): WaitingVoter[] {
    return this.placeNow().steps.map((step) => {
      const row = this.#roll.rowOfVoter(step.voter);
      return {
        step,
        voter: row === undefined ? undefined : this.#roll.voterAt(row),
        begunBy: this.#workers.find(({ id }) => id === step.worker)?.name ?? step.worker,
      };
    });
  }

  /** Voters checked in twice, or checked in and cast absentee, where one of these was done at this place. */
  checkedInTwiceHere(): string[] {
    return this.#ofThisPlace(this.fold.standings.checkedInTwice());
  }

  /** The same, of whom a place said what happened. */
  settledTwiceHere(): string[] {
    return this.#ofThisPlace(this.fold.standings.settledTwice());
  }

  #ofThisPlace(voters: readonly string[]): string[] {
    return voters.filter((voter) => {
      const { checkIns, absentee } = this.fold.standings.of(voter);
      return [...checkIns, ...castMarks(absentee)].some((fact) => fact.place === this.#deps.place.id);
    });
  }

  checkedInAtPlace(): number {
    return this.fold.standings.countByPlace().get(this.#deps.place.id) ?? 0;
  }

  /** Who is only asked for what everyone is asked for, is nobody special. */
  #askMark(input: DispositionInput, known: Disposition, answers: Answers = {}): "ask" | "ready" {
    if (known.kind !== "ask") return known.kind === "regular" && isPlain(known.steps) ? "ready" : "ask";
    const { situation, ways } = known.question;
    const [first] = ways;
    const ofEveryone =
      situation === "afterHours" || (situation === "identification" && !input.voter.flags.includes("idRequired"));
    if (!ofEveryone || first === undefined) return "ask";
    const then = { ...answers, [situation]: first.way };
    return this.#askMark(input, disposition(input, then), then);
  }

  #mark(voter: VoterRecord, newcomer?: Newcomer): RowMark {
    const { place, election } = this.#deps;
    const input = this.input(voter, newcomer);
    const known = disposition(input);
    if (known.kind === "regular") return { mark: isPlain(known.steps) ? "ready" : "ask" };
    if (known.kind === "ask") return { mark: voter.absentee === "issued" ? "absentee" : this.#askMark(input, known) };
    if (known.kind === "provisional" || known.kind === "register") return { mark: "ask" };
    const { why } = known;
    switch (why.reason) {
      case "checkedIn": {
        const [first, second] = why.checkIns;
        if (first === undefined || second !== undefined || why.cast.length > 0) return { mark: "checkedInTwice" };
        const name = election.places.find((one) => one.id === first.place)?.name ?? first.place;
        return { mark: "checkedIn", place: name, here: first.place === place.id, wall: first.wall };
      }
      case "absenteeIssued":
        return { mark: "absentee" };
      case "absenteeCast":
      case "absenteeReturned":
        return { mark: "voted", how: "absentee" };
      case "earlyVoted":
        return { mark: "voted", how: "early" };
      case "otherPlace":
        return { mark: "otherPlace", place: why.places[0]?.name ?? "" };
      case "otherLine":
        return { mark: "otherLine", line: why.line?.line };
      case "inactive":
      case "pending":
      case "challenged":
      case "absenteeRequested":
      case "absenteeRejected":
      case "votedInParty":
      case "challengedHere":
      case "challengeGround":
      case "partyChallenged":
      case "identification":
      case "moved":
      case "newPlace":
      case "limitedBallot":
      case "nameChanged":
      case "handedBack":
      case "notOnList":
      case "looksLikeVoter":
      case "newsOld":
      case "assistance":
      case "curbside":
      case "accommodation":
      case "signatureDiffers":
        return { mark: "ask" };
      case "afterHours":
      case "provisionalIssued":
      case "underage":
      case "removed":
      case "unknownStatus":
      case "confidential":
      case "noBallotStyle":
      case "notRegisteredHere":
        return { mark: "stop" };
      default:
        return why satisfies never;
    }
  }
}

/** What everyone does: says name and address and, in some states, signs. */
const isPlain = (steps: readonly Step[]): boolean =>
  steps.every(({ step }) => step === "confirmIdentity" || step === "sign");
