/**
 * The book of the place on this tablet: what the inspector's screen shows, and each of the inspector's acts as one event. Loaded
 * with the first look at it. In turn with every other command, so that a balance is signed as it stands at that moment.
 */
import { type BookActProblem, type BookNow, bookActEvent, heardAllEvent, type SplitPlan } from "../domain/bookActs.ts";
import { type PlaceBook, placeBook } from "../domain/placeBook.ts";
import { placeDay } from "../domain/placeDay.ts";
import { readinessOf } from "../domain/readiness.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { type Holds, whoHolds } from "../domain/whoHolds.ts";
import { fromHex } from "../log/encoding.ts";
import { matchCode } from "../log/matchCode.ts";
import type { BookCall, PlaceBookView } from "./bookCalls.ts";
import { commandId } from "./commandId.ts";
import type { Desk } from "./desk.ts";
import { type Acting, type AtDesk, notOpen, witness } from "./deskCommands.ts";
import { loadLineRules } from "./lateLines.ts";
import { PlaceNews } from "./placeNews.ts";
import { openingCode, ReadyCommands, type ReadyCommandsDeps, tabletLook, votingDays } from "./readyCommands.ts";
import { splitPlans } from "./splitPlans.ts";
import { nobody } from "./tabletRecord.ts";
import type { WorkerName } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";
import type { NotRecorded } from "./voterCalls.ts";

export type BookCommandsDeps = ReadyCommandsDeps & {
  readonly store: Pick<TabletStore, "fact" | "setFact">;
  /** Events of this tablet. */
  readonly own: () => number;
  /** There is news for the screens. */
  readonly changed: () => void;
};

type Open = NonNullable<AtDesk>;

export class BookCommands {
  readonly #deps: BookCommandsDeps;
  readonly #plans = new WeakMap<Desk, Promise<readonly SplitPlan[]>>();
  readonly #news: PlaceNews;
  /** This tablet made ready for the day. */
  readonly ready: ReadyCommands;

  constructor(deps: BookCommandsDeps) {
    this.#deps = deps;
    this.#news = new PlaceNews(deps.store);
    this.ready = new ReadyCommands(deps);
  }

  /** Told after each round that brought this tablet in step with the county. */
  async inStep(): Promise<void> {
    await this.ready.sayAgain();
    const at = this.#deps.commands.atDesk();
    if (at !== undefined && (await this.#news.ask(at.session, at.desk.place.id))) this.#deps.changed();
  }

  /** Undefined when the poll book is not open. */
  async view(): Promise<PlaceBookView | undefined> {
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
      ...this.#opening(at, book),
      now: session.connection.now(),
      knownAt: session.countyLog.frontier?.at,
      record: recordOf(session.countyLog.frontier),
      ownDevice: session.identity.device,
      openingCode: await openingCode(at, this.#deps.build),
      plans,
      names: Object.fromEntries(desk.workers.map(({ id, name }) => [id, name])),
      elsewhere: all.reduce((sum, [place, voters]) => (place === desk.place.id ? sum : sum + voters), 0),
    };
  }

  async write(worker: Acting, call: BookCall): Promise<Result<void, BookActProblem | NotRecorded>> {
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
      const { opening } = this.#opening(at, book);
      const code = await openingCode(at, this.#deps.build);
      const now = { election, place: place.id, book, opening, openingCode: code, holds, device, plans };
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

  #opening(at: Open, book: PlaceBook): Pick<PlaceBookView, "opening" | "look" | "readiness"> {
    const look = tabletLook(at, this.#deps.build);
    const readiness = readinessOf({ place: book.place, tablets: book.tablets, look });
    return { opening: openingFacts(at, book, readiness), look, readiness };
  }
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

function openingFacts(
  { desk, session }: Open,
  book: PlaceBook,
  readiness: PlaceBookView["readiness"],
): BookNow["opening"] {
  const { election, place } = desk;
  const { frontier } = session.countyLog;
  const { device } = session.identity;
  return {
    ...{ today: book.day, days: votingDays(election), place: book.place, served: book.served },
    newsAge: frontier === undefined ? undefined : session.connection.now() - frontier.at,
    staleAfterMinutes: election.rules.staleAfterMinutes,
    scanners: place.scanners ?? 1,
    tablets: readiness,
    thisReady: readiness.some((one) => one.device === device && one.said?.body.day === book.day),
  };
}
