/**
 * The book of the place on this tablet: what the inspector's screen shows, and each of the inspector's acts as one event. Loaded
 * with the first look at it. In turn with every other command, so that a balance is signed as it stands at that moment.
 */
import { type BookActProblem, type BookNow, bookActEvent, heardAllEvent, type SplitPlan } from "../domain/bookActs.ts";
import { openingText } from "../domain/openingText.ts";
import { type PlaceBook, placeBook } from "../domain/placeBook.ts";
import { placeDay } from "../domain/placeDay.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { type Holds, whoHolds } from "../domain/whoHolds.ts";
import { fromHex } from "../log/encoding.ts";
import { matchCode } from "../log/matchCode.ts";
import { wordCode } from "../protocol/wordCode.ts";
import type { BookCall, PlaceBookView } from "./bookCalls.ts";
import { commandId } from "./commandId.ts";
import type { Desk } from "./desk.ts";
import { type Acting, type AtDesk, type DeskCommands, notOpen, witness } from "./deskCommands.ts";
import { loadLineRules } from "./lateLines.ts";
import { PlaceNews } from "./placeNews.ts";
import { splitPlans } from "./splitPlans.ts";
import { nobody } from "./tabletRecord.ts";
import type { WorkerName } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";
import type { NotRecorded } from "./voterCalls.ts";

export type BookCommandsDeps = {
  readonly commands: DeskCommands;
  /** Bytes that the browser still has for this app. */
  readonly freeBytes: () => Promise<number | undefined>;
  readonly store: Pick<TabletStore, "fact" | "setFact">;
  /** Events of this tablet. */
  readonly own: () => number;
  /** There is news for the screens. */
  readonly changed: () => void;
  readonly random: (bytes: number) => Uint8Array;
  /** Of the program. */
  readonly build: string;
};

/** For a day of ten thousand check-ins with their signatures; see rollWillFit for the roll itself. */
const neededBytes = 200_000_000;

type Open = NonNullable<AtDesk>;

export class BookCommands {
  readonly #deps: BookCommandsDeps;
  readonly #plans = new WeakMap<Desk, Promise<readonly SplitPlan[]>>();
  readonly #news: PlaceNews;

  constructor(deps: BookCommandsDeps) {
    this.#deps = deps;
    this.#news = new PlaceNews(deps.store);
  }

  /** Told after each round that brought this tablet in step with the county. */
  async inStep(): Promise<void> {
    const at = this.#deps.commands.atDesk();
    if (at !== undefined && (await this.#news.ask(at.session, at.desk.place.id))) this.#deps.changed();
  }

  /** Undefined when the poll book is not open. */
  async view(): Promise<PlaceBookView | undefined> {
    const free = await this.#free();
    const plans = await this.#plansNow();
    const at = this.#deps.commands.atDesk();
    if (at === undefined) return undefined;
    const { desk, session } = at;
    const book = bookNow(at);
    const { standings } = desk.fold;
    const all = [...standings.countByPlace()];
    const { holds, heardAt } = await this.#holds(at, book);
    return {
      ...book,
      holds,
      heardAt,
      opening: openingFacts(at, book, free),
      now: session.connection.now(),
      knownAt: session.countyLog.frontier?.at,
      record: recordOf(session.countyLog.frontier),
      ownDevice: session.identity.device,
      openingCode: await openingCode(at, book.day, this.#deps.build),
      plans,
      names: Object.fromEntries(desk.workers.map(({ id, name }) => [id, name])),
      elsewhere: all.reduce((sum, [place, voters]) => (place === desk.place.id ? sum : sum + voters), 0),
    };
  }

  async write(worker: Acting, call: BookCall): Promise<Result<void, BookActProblem | NotRecorded>> {
    const free = await this.#free();
    const plans = await this.#plansNow();
    if (call.what === "splitBook") await loadLineRules();
    const { commands } = this.#deps;
    return commands.inTurn(async () => {
      const at = commands.atDesk();
      if (at === undefined) return err(notOpen);
      if (isWritten(at, call.cmd)) return ok(undefined); // a second tap
      const { holds } = await this.#holds(at, bookNow(at));
      const book = bookNow(at);
      const { election, place } = at.desk;
      const { device } = at.session.identity;
      const now = { election, place: place.id, book, tablet: openingFacts(at, book, free), holds, device, plans };
      const made = bookActEvent(now, witness(at.session, worker, call.cmd), call);
      if (!made.ok) return made;
      const appended = await commands.append(worker, call.cmd, () => made.value);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  /** Writes that this tablet has heard of every other line of the split book, if it has. `worker`: who is at it. */
  sayAllHeard(worker: WorkerName | undefined): Promise<void> {
    const { commands, random } = this.#deps;
    return commands.inTurn(async () => {
      const at = commands.atDesk();
      if (at === undefined) return;
      const { desk, session } = at;
      const { standings, entries } = desk.fold;
      const place = placeDay(entries.at(desk.place.id, (name) => standings.trusts(name)));
      const now = { election: desk.election, place: desk.place.id, day: place, device: session.identity.device };
      const by = worker ?? nobody;
      const cmd = commandId(random);
      const said = heardAllEvent(now, witness(session, by, cmd));
      if (said !== undefined) await commands.append(by, cmd, () => said);
    });
  }

  /** Who still holds what, as far as this tablet knows; `heardAt`: when the county last spoke of the tablets. */
  async #holds(
    { desk, session }: Open,
    { tablets }: PlaceBook,
  ): Promise<{ readonly holds: Holds[]; readonly heardAt: number | undefined }> {
    const { store, own, build } = this.#deps;
    const news = await this.#news.known(session, desk.place.id);
    const packs = ((await store.fact("carried")) ?? []).filter(({ election }) => election === session.election.id);
    const { connection, identity } = session;
    return {
      holds: whoHolds({
        ...{ tablets, logs: desk.fold.logs, words: news?.tablets ?? [] },
        carried: packs.flatMap(({ runs }) => runs),
        own: {
          ...{ device: identity.device, records: own(), heard: connection.lastHeard },
          ...{ build, clockOff: Math.round(connection.clockOffset) },
        },
      }),
      heardAt: news?.at,
    };
  }

  /** A roll stays as it is: of each desk they are made once. */
  async #plansNow(): Promise<readonly SplitPlan[]> {
    const desk = this.#deps.commands.atDesk()?.desk;
    if (desk === undefined) return [];
    const made = this.#plans.get(desk) ?? splitPlans(desk);
    this.#plans.set(desk, made);
    return made;
  }

  /** A browser that does not say how much is left is believed to have enough. */
  async #free(): Promise<number> {
    return (await this.#deps.freeBytes()) ?? Number.POSITIVE_INFINITY;
  }
}

/** What tablets compare before they open: as people read it out across the room. */
async function openingCode({ desk, session }: Open, day: string, build: string): Promise<string> {
  const { election, place, opened } = desk;
  return wordCode(
    openingText({
      ...{ election: election.id, place: place.id, day, build },
      roll: opened.version,
      news: session.countyLog.frontier?.at,
    }),
  );
}

function recordOf(frontier: Open["session"]["countyLog"]["frontier"]): PlaceBookView["record"] {
  const root = frontier === undefined ? undefined : fromHex(frontier.root);
  return frontier && root && { size: frontier.size, matchCode: matchCode(frontier.size, root) };
}

function bookNow({ desk, session }: Open): PlaceBook {
  const { standings, entries, tablets } = desk.fold;
  return placeBook({
    ...{ election: desk.election, place: desk.place },
    ...{ standings, entries, tablets },
    now: session.connection.now(),
  });
}

function isWritten({ desk }: Open, cmd: string): boolean {
  const { standings, entries } = desk.fold;
  return entries.at(desk.place.id, (name) => standings.trusts(name)).entries.some(({ body }) => body.cmd === cmd);
}

function openingFacts({ desk, session }: Open, book: PlaceBook, free: number): BookNow["tablet"] {
  const { election, place } = desk;
  const { frontier } = session.countyLog;
  return {
    ...{ today: book.day, days: [...(election.earlyVoting ?? []), election.date] },
    ...{ place: book.place, served: book.served, missingChanges: desk.missingAmendments },
    newsAge: frontier === undefined ? undefined : session.connection.now() - frontier.at,
    staleAfterMinutes: election.rules.staleAfterMinutes,
    storage: { free, needed: neededBytes, kept: session.identity.persistent },
    scanners: place.scanners ?? 1,
  };
}
