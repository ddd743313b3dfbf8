/**
 * Turns what the inspector does with the book of the place (opens, counts, explains, signs, closes) into one event, or says in
 * types why not. Pure: what only the tablet knows, such as how many voters were served and what a board signs, is put in here, so
 * that no screen can say another number than the one that is known.
 */
import { openRest, toSign } from "./balance.ts";
import { bookLine, linesOfOthers } from "./bookLine.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import { dayOf } from "./electionDay.ts";
import type { EventName } from "./eventFields.ts";
import { type LinesOfBook, sameLines } from "./lines.ts";
import { mayOpen, type OpeningFacts, type OpeningSeen } from "./openingChecks.ts";
import type { Override, OverrideProblem } from "./overrides.ts";
import type { PlaceBook } from "./placeBook.ts";
import { type PlaceCommand, type PlaceCommandProblem, placeEntry } from "./placeCommands.ts";
import type { PlaceDay } from "./placeDay.ts";
import { mostLines, type PlaceBody, type Stack } from "./placeEvents.ts";
import { isOpen } from "./polls.ts";
import { err, type Result } from "./result.ts";
import { type Holds, missingOf, stranded } from "./whoHolds.ts";

type Said<T extends PlaceBody["type"]> = Omit<
  Extract<PlaceCommand, { readonly type: T }>,
  "type" | "checkedIn" | "notSent" | "overrides" | "differences" | "day"
>;

export type Goes = NonNullable<Extract<PlaceBody, { type: "PollsClosed" }>["left"]>["goes"];

export type BookAct =
  /** `members`: who of the board signs it. `paperListOf`: of when the paper list on the table is, as it says itself. */
  | {
      readonly what: "openPolls";
      readonly overrides: readonly Override[];
      readonly seen: OpeningSeen;
      readonly members: readonly string[];
      readonly paperListOf: string;
    }
  /** `sure`: the date as it was typed (YYYY-MM-DD), asked of whoever closes for good before election day. */
  | {
      readonly what: "closePolls";
      readonly sure: string | undefined;
      /** How records that no tablet can send now get to the county. */
      readonly goes?: Goes | undefined;
    }
  | { readonly what: "suspendPolls" }
  | { readonly what: "countStock"; readonly delivery: number; readonly stacks: readonly Stack[] }
  | ({ readonly what: "readCounter" } & Said<"CounterRead">)
  | ({ readonly what: "countPile" } & Said<"BallotsCounted">)
  | ({ readonly what: "countLine" } & Said<"LineCounted">)
  | ({ readonly what: "recordSeal" } & Said<"SealRecorded">)
  | ({ readonly what: "recordCustody" } & Omit<Said<"CustodyRecorded">, "tablets">)
  | ({ readonly what: "reportIncident" } & Said<"IncidentReported">)
  | ({ readonly what: "explain" } & Said<"BalanceExplained">)
  | { readonly what: "sign"; readonly members: readonly string[] }
  /**
   * This tablet serves this line of so many. `code`: what the screen showed, and the other tablets show too. `takes`: from a tablet
   * that served it and is put away.
   */
  | {
      readonly what: "splitBook";
      readonly of: number;
      readonly line: number;
      readonly code: string;
      readonly takes: boolean;
    }
  /** The inspector ends the split by hand, of this tablet and of all that it heard of. */
  | { readonly what: "joinBook" }
  | { readonly what: "takeBackEntry"; readonly event: EventName; readonly reason: string };

export type BookActProblem =
  | OverrideProblem
  /** The board signs the opening, and nobody is named. */
  | { readonly type: "notSigned" }
  | PlaceCommandProblem
  /** Open, closed or suspended already. */
  | { readonly type: "pollsAre"; readonly open: boolean }
  /** Closing for good on a day that is not the last: two people, and the date typed. */
  | { readonly type: "notTheLastDay"; readonly day: string }
  /** Tablets have records that they cannot send now: two people leave with them, and say how they get to the county. */
  | { readonly type: "recordsLeft"; readonly records: number }
  /** An explanation for more ballots than are open, or for none of them; `open`: how many are. */
  | { readonly type: "notThatMany"; readonly open: number }
  /** The lines are not those that the screen showed: the list changed meanwhile. */
  | { readonly type: "linesChanged" }
  /** Another tablet serves it, as far as is known here. */
  | { readonly type: "lineTaken"; readonly line: number }
  /** No tablet of the place serves a line, as far as is known here. */
  | { readonly type: "notSplit" }
  /** Nothing of that name holds any more. */
  | { readonly type: "noSuchEntry" }
  /** What people see changed while they looked: counts are missing, so there is nothing to sign yet. */
  | { readonly type: "notCounted" };

export type BookNow = {
  readonly election: Pick<Election, "date" | "timeZone" | "rules">;
  readonly place: string;
  readonly book: PlaceBook;
  /** What opening the polls looks at; what only a person can see is in the act. */
  readonly opening: OpeningFacts;
  /** What every tablet of the place has to show, as this one does. */
  readonly openingCode: string;
  /** Who still holds what, as far as this tablet knows. */
  readonly holds: readonly Holds[];
  readonly device: string;
  /** How the book of the place can be split. */
  readonly plans: readonly SplitPlan[];
};

/** Lines of the place by the roll in use, and the match code that every tablet with the same lines shows. */
export type SplitPlan = LinesOfBook & { readonly code: string };

export function bookActEvent(now: BookNow, witness: Witness, act: BookAct): Result<PlaceBody, BookActProblem> {
  const command = commandOf(now, witness, act);
  return "type" in command ? placeEntry(now.election, now.place, witness, command) : command;
}

const named = (members: readonly string[]): string[] => members.map((one) => one.trim()).filter((one) => one !== "");

type Refused = Extract<Result<never, BookActProblem>, { readonly ok: false }>;
const refuse = (problem: BookActProblem): Refused => err(problem) as Refused;

function commandOf(now: BookNow, witness: Witness, act: BookAct): PlaceCommand | Refused {
  const { book } = now;
  const checkedIn = book.served;
  const open = isOpen(book.place);
  switch (act.what) {
    case "openPolls": {
      if (open) return refuse({ type: "pollsAre", open });
      const may = mayOpen(now.opening, act.seen, act.overrides);
      if (!may.ok) return refuse(may.error);
      const members = named(act.members);
      if (members.length === 0) return refuse({ type: "notSigned" });
      const type = book.place.polls === undefined ? "PollsOpened" : "PollsResumed";
      const list = act.paperListOf.trim();
      const said = { members, code: now.openingCode, ...(list === "" ? {} : { paperListOf: list }) };
      return { type, checkedIn, overrides: [...may.value], ...said };
    }
    case "suspendPolls":
      return open ? { type: "PollsSuspended", checkedIn } : refuse({ type: "pollsAre", open });
    case "closePolls": {
      if (!open) return refuse({ type: "pollsAre", open });
      const early = book.day < now.election.date;
      if (early && (act.sure !== book.day || witness.second === undefined))
        return refuse({ type: "notTheLastDay", day: book.day });
      const { goes } = act;
      const left = stranded(now.holds, witness.wall);
      if (left.length > 0 && (goes === undefined || witness.second === undefined))
        return refuse({ type: "recordsLeft", records: sumOf(left) });
      const notSent = sumOf(now.holds);
      const closed = { type: "PollsClosed" as const, checkedIn, notSent };
      return goes === undefined || left.length === 0 ? closed : { ...closed, left: { goes, tablets: left.map(said) } };
    }
    case "recordCustody": {
      const { cards, files, carriers, to } = act;
      return { type: "CustodyRecorded", tablets: now.holds.map(said), cards, files, carriers: [...carriers], to };
    }
    case "countStock":
      return { type: "BallotStockCounted", delivery: act.delivery, stacks: [...act.stacks] };
    case "sign": {
      const uncounted = book.balance.differences.filter(({ state }) => state === "notCounted");
      // A pile that nobody counted is taken from the book; without the stack and the scanners nothing was compared.
      if (uncounted.some(({ difference }) => difference === "stock" || difference === "scanned"))
        return refuse({ type: "notCounted" });
      return { type: "BalanceSigned", members: [...act.members], differences: toSign(book.balance) };
    }
    case "explain": {
      const difference = book.balance.differences.find((one) => one.difference === act.difference);
      const open = difference === undefined ? 0 : openRest(difference);
      // More than there is, or of the other sign, would open a difference where none was.
      if (Math.sign(act.sheets) !== Math.sign(open) || Math.abs(act.sheets) > Math.abs(open) || open === 0)
        return refuse({ type: "notThatMany", open: Math.abs(open) });
      return plainCommand(act);
    }
    case "splitBook":
      return splitCommand(now, act);
    case "joinBook": {
      const own = bookLine(book.place, now.device);
      const ends = [
        ...(own.state === "line" ? own.splits : []),
        ...linesOfOthers(book.place, now.device).map(({ name }) => name),
      ];
      const each = [...new Map(ends.map((name) => [name.hash, name])).values()].slice(0, mostLines);
      return each.length === 0 ? refuse({ type: "notSplit" }) : { type: "BookJoined", how: "asked", ends: each };
    }
    case "takeBackEntry":
      if (!holds(book, act.event)) return refuse({ type: "noSuchEntry" });
      return { type: "PlaceEntryUndone", undoes: act.event, reason: act.reason.trim() };
    default:
      return plainCommand(act);
  }
}

const sumOf = (holds: readonly Holds[]): number => holds.reduce((sum, one) => sum + missingOf(one), 0);
const said = ({ number, records, atCounty }: Holds) => ({ tablet: number, records, atCounty });

function splitCommand(
  { book, device, plans }: BookNow,
  { of, line, code, takes }: Extract<BookAct, { readonly what: "splitBook" }>,
): PlaceCommand | Refused {
  const plan = plans.find(({ lines }) => lines.length === of);
  if (plan === undefined || plan.code !== code || line > of) return refuse({ type: "linesChanged" });
  if (!takes && linesOfOthers(book.place, device).some(({ body }) => body.line === line && sameLines(body, plan)))
    return refuse({ type: "lineTaken", line });
  return { type: "BookSplit", line, roll: plan.roll, lines: [...plan.lines] };
}

/** What the tablet writes by itself once it has heard of every other line. */
export function heardAllEvent(
  { election, place, day, device }: Pick<BookNow, "election" | "place" | "device"> & { readonly day: PlaceDay },
  witness: Witness,
): PlaceBody | undefined {
  const own = bookLine(day, device);
  if (own.state !== "line" || own.said || own.unheard.length > 0) return undefined;
  const { timeZone } = election;
  const ends = own.splits.slice(0, mostLines);
  return { type: "BookJoined", ...witness, place, day: dayOf(witness.wall, timeZone), how: "heardAll", ends };
}

type Plain = Extract<
  BookAct,
  { readonly what: "readCounter" | "countPile" | "countLine" | "recordSeal" | "reportIncident" | "explain" }
>;

/** Said as it is. What else came with the act (a command id, a PIN) has no place in an event. */
function plainCommand(act: Plain): PlaceCommand {
  switch (act.what) {
    case "readCounter":
      return { type: "CounterRead", scanner: act.scanner, moment: act.moment, reads: act.reads };
    case "countPile":
      return { type: "BallotsCounted", line: act.line, count: act.count };
    case "countLine":
      return { type: "LineCounted", people: act.people };
    case "recordSeal":
      return { type: "SealRecorded", on: act.on, number: act.number, how: act.how, initials: act.initials };
    case "reportIncident":
      return { type: "IncidentReported", happened: act.happened, words: act.words.trim() };
    case "explain": {
      const { difference, sheets, how, words, by } = act;
      return { type: "BalanceExplained", difference, sheets, how, words: words.trim(), by };
    }
    default:
      return act satisfies never;
  }
}

/** Whether this entry of the place can be taken back: it is known, and nothing took it back before. */
function holds({ place }: PlaceBook, { hash }: EventName): boolean {
  const { polls, received, unused, counters, counted, lines, seals, custody, incidents } = place;
  const { explanations, signatures } = place;
  const counts = [...received, ...unused, ...counters, ...counted].map(({ event }) => event);
  const entries = [...(polls === undefined ? [] : [polls]), ...lines, ...seals, ...custody, ...incidents];
  return [...counts, ...[...entries, ...explanations, ...signatures].map(({ name }) => name)].some(
    (name) => name.hash === hash,
  );
}
