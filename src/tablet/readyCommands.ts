/**
 * This tablet made ready for the day: what it finds out by itself, the code that all tablets of the place must show, and that
 * somebody said "ready", recorded. Whoever holds the opening card may say it before anybody has signed in: the board signs once
 * for the place, when the polls are opened. Loaded when it is first asked for.
 */

import type { Election } from "../domain/election.ts";
import { dayOf, instantOf } from "../domain/electionDay.ts";
import { lookDifferences, openingText, type TabletLook } from "../domain/openingText.ts";
import type { Override, OverrideProblem } from "../domain/overrides.ts";
import type { EntryOf } from "../domain/placeEntries.ts";
import { entriesOf } from "../domain/placeEntries.ts";
import { pollsState } from "../domain/polls.ts";
import { lookOf } from "../domain/readiness.ts";
import { mayBeReady, type ReadyFacts } from "../domain/readyChecks.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { wordCode } from "../protocol/wordCode.ts";
import { commandId } from "./commandId.ts";
import { type AtDesk, type DeskCommands, notOpen, witness } from "./deskCommands.ts";
import type { ReadyCall, ReadyView } from "./readyCalls.ts";
import { nobody } from "./tabletRecord.ts";
import type { WorkerName } from "./tabletState.ts";
import type { NotRecorded } from "./voterCalls.ts";

export type ReadyCommandsDeps = {
  readonly commands: DeskCommands;
  /** Bytes that the browser still has for this app. */
  readonly freeBytes: () => Promise<number | undefined>;
  readonly random: (bytes: number) => Uint8Array;
  /** Of the program. */
  readonly build: string;
};

/** `codeChanged`: the list changed after the code was shown; it has to be compared once more. */
export type ReadyProblem = OverrideProblem | { readonly type: "codeChanged" };

type Open = NonNullable<AtDesk>;
type Body = EntryOf<"TabletReady">["body"];

/** For a day of ten thousand check-ins with their signatures; see rollWillFit for the roll itself. */
const neededBytes = 200_000_000;

export class ReadyCommands {
  readonly #deps: ReadyCommandsDeps;

  constructor(deps: ReadyCommandsDeps) {
    this.#deps = deps;
  }

  /** Undefined while the tablet is not open. */
  async view(): Promise<ReadyView | undefined> {
    const facts = await this.#facts();
    const at = this.#deps.commands.atDesk();
    if (at === undefined || facts === undefined) return undefined;
    const { build } = this.#deps;
    return {
      ...{ facts, look: tabletLook(at, build), code: await openingCode(at, build) },
      ...{ now: at.session.connection.now(), heard: at.session.countyLog.frontier?.at },
      ...{ polls: pollsState(at.desk.polls), said: saidToday(at) },
    };
  }

  /** `worker`: who has signed in; left out, whoever holds the card. */
  async say(worker: WorkerName | undefined, call: ReadyCall): Promise<Result<void, ReadyProblem | NotRecorded>> {
    const facts = await this.#facts();
    const { commands, build } = this.#deps;
    return commands.inTurn(async () => {
      const at = commands.atDesk();
      if (at === undefined || facts === undefined) return err(notOpen);
      if (held(at).some(({ body }) => body.cmd === call.cmd)) return ok(undefined); // a second tap
      if ((await openingCode(at, build)) !== call.code) return err({ type: "codeChanged" });
      const may = mayBeReady(facts, call.seen, call.overrides);
      return may.ok ? this.#append(at, worker ?? nobody, call.cmd, "tapped", may.value) : may;
    });
  }

  /** Tells what changed on this tablet since somebody said that it is ready, so that nobody has to say it twice. */
  sayAgain(): Promise<void> {
    const { commands, random, build } = this.#deps;
    return commands.inTurn(async () => {
      const at = commands.atDesk();
      const said = at && saidToday(at);
      // Once the polls are open nobody compares any more.
      if (at === undefined || said === undefined || pollsState(at.desk.polls) === "open") return;
      if (lookDifferences(tabletLook(at, build), lookOf(said.body)).length === 0) return;
      await this.#append(at, nobody, commandId(random), "again", said.body.overrides);
    });
  }

  async #append(
    at: Open,
    worker: WorkerName,
    cmd: string,
    how: Body["how"],
    overrides: readonly Override[],
  ): Promise<Result<void, NotRecorded>> {
    const { desk, session } = at;
    const { commands, build } = this.#deps;
    const { day, listOf, ...look } = tabletLook(at, build);
    const heard = session.countyLog.frontier?.at;
    const body: Body = {
      ...{
        type: "TabletReady",
        ...witness(session, worker, cmd),
        place: desk.place.id,
        day,
        number: session.identity.number,
      },
      ...{ ...look, how, overrides: [...overrides] },
      ...(listOf === undefined ? {} : { listOf }),
      ...(heard === undefined ? {} : { heard: Math.round(heard) }),
    };
    const appended = await commands.append(worker, cmd, () => body, at);
    return appended.ok ? ok(undefined) : appended;
  }

  /** A browser that does not say how much room is left is believed to have enough. */
  async #facts(): Promise<ReadyFacts | undefined> {
    const free = (await this.#deps.freeBytes()) ?? Number.POSITIVE_INFINITY;
    const at = this.#deps.commands.atDesk();
    if (at === undefined) return undefined;
    const { desk, session } = at;
    return {
      ...{ today: todayAt(at), days: votingDays(desk.election), missingChanges: desk.missingAmendments },
      storage: { free, needed: neededBytes, kept: session.identity.persistent },
      printing: desk.election.rules.printing !== undefined,
    };
  }
}

/** The days on which the polls may be open. */
export const votingDays = ({ earlyVoting = [], date }: Pick<Election, "earlyVoting" | "date">): readonly string[] => [
  ...earlyVoting,
  date,
];

const todayAt = ({ desk, session }: Open): string => dayOf(session.connection.now(), desk.election.timeZone);

/** What this tablet has of what all tablets of the place must have in common. */
export function tabletLook(at: Open, build: string): TabletLook {
  const { election, fold, opened, amendedThrough, missingAmendments } = at.desk;
  const day = todayAt(at);
  const today = instantOf(day, "00:00", election.timeZone);
  let listOf = 0;
  for (const { body, index } of fold.ofCounty) {
    const amended = body.type === "RollAmended" && index !== undefined;
    const applied = amended && (index < amendedThrough || at.desk.hasAmended(index));
    if (applied || (body.type === "RollPublished" && body.version === opened.version))
      listOf = Math.max(listOf, body.wall);
  }
  return {
    ...{ day, build, roll: opened.version, missing: missingAmendments },
    listOf: listOf === 0 ? undefined : listOf,
    earlier: fold.standings.walls().filter((wall) => wall < today).length,
  };
}

/** What tablets compare before they open: as people read it out across the room. */
export const openingCode = (at: Open, build: string): Promise<string> =>
  wordCode(openingText({ ...tabletLook(at, build), election: at.desk.election.id, place: at.desk.place.id }));

const held = ({ desk }: Open): EntryOf<"TabletReady">[] => {
  const { standings, entries } = desk.fold;
  return entriesOf(
    entries.at(desk.place.id, (name) => standings.trusts(name)),
    "TabletReady",
  );
};

const saidToday = (at: Open): EntryOf<"TabletReady"> | undefined =>
  held(at).findLast(({ name, body }) => name.device === at.session.identity.device && body.day === todayAt(at));
