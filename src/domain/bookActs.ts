/**
 * Turns what the inspector does with the book of the place (opens, counts, explains, signs, closes) into one event, or says in
 * types why not. Pure: what only the tablet knows, such as how many voters were served and what a board signs, is put in here, so
 * that no screen can say another number than the one that is known.
 */
import { openRest, toSign } from "./balance.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import {
  type Checked,
  checkOpening,
  mayOpen,
  type OpeningFacts,
  type OpeningProblem,
  type Override,
} from "./openingChecks.ts";
import type { PlaceBook } from "./placeBook.ts";
import { type PlaceCommand, type PlaceCommandProblem, placeEntry } from "./placeCommands.ts";
import { isOpen } from "./placeDay.ts";
import type { PlaceBody, Stack } from "./placeEvents.ts";
import { err, type Result } from "./result.ts";

type Said<T extends PlaceBody["type"]> = Omit<
  Extract<PlaceCommand, { readonly type: T }>,
  "type" | "checkedIn" | "notSent" | "overrides" | "differences" | "day"
>;

/** What only the one who opens can see. */
export type Asked = Pick<OpeningFacts, "asked" | "camera" | "printer">;

export type BookAct =
  | ({ readonly what: "openPolls"; readonly overrides: readonly Override[] } & Asked)
  /** `sure`: the date as it was typed (YYYY-MM-DD), asked of whoever closes for good before election day. */
  | { readonly what: "closePolls"; readonly sure: string | undefined }
  | { readonly what: "suspendPolls" }
  | { readonly what: "countStock"; readonly delivery: number; readonly stacks: readonly Stack[] }
  | ({ readonly what: "readCounter" } & Said<"CounterRead">)
  | ({ readonly what: "countPile" } & Said<"BallotsCounted">)
  | ({ readonly what: "countLine" } & Said<"LineCounted">)
  | ({ readonly what: "recordSeal" } & Said<"SealRecorded">)
  | ({ readonly what: "reportIncident" } & Said<"IncidentReported">)
  | ({ readonly what: "explain" } & Said<"BalanceExplained">)
  | { readonly what: "sign"; readonly members: readonly string[] }
  | { readonly what: "takeBackEntry"; readonly event: EventName; readonly reason: string };

export type BookActProblem =
  | OpeningProblem
  | PlaceCommandProblem
  /** Open, closed or suspended already. */
  | { readonly type: "pollsAre"; readonly open: boolean }
  /** Closing for good on a day that is not the last: two people, and the date typed. */
  | { readonly type: "notTheLastDay"; readonly day: string }
  /** An explanation for more ballots than are open, or for none of them; `open`: how many are. */
  | { readonly type: "notThatMany"; readonly open: number }
  /** Nothing of that name holds any more. */
  | { readonly type: "noSuchEntry" }
  /** What people see changed while they looked: counts are missing, so there is nothing to sign yet. */
  | { readonly type: "notCounted" };

export type BookNow = {
  readonly election: Pick<Election, "date" | "timeZone" | "rules">;
  readonly place: string;
  readonly book: PlaceBook;
  /** What the tablet knows of itself; what only a person can see is in the act. */
  readonly tablet: Omit<OpeningFacts, keyof Asked>;
  /** Events of this tablet that are not known to be at the county. */
  readonly notSent: number;
};

/** What stands in the way of opening the polls, with what the person who opens has seen. */
export const openingOf = ({ tablet }: Pick<BookNow, "tablet">, { asked, camera, printer }: Asked): Checked[] =>
  checkOpening({ ...tablet, asked, camera, printer });

export function bookActEvent(now: BookNow, witness: Witness, act: BookAct): Result<PlaceBody, BookActProblem> {
  const command = commandOf(now, witness, act);
  return "type" in command ? placeEntry(now.election, now.place, witness, command) : command;
}

type Refused = Extract<Result<never, BookActProblem>, { readonly ok: false }>;
const refuse = (problem: BookActProblem): Refused => err(problem) as Refused;

function commandOf(now: BookNow, witness: Witness, act: BookAct): PlaceCommand | Refused {
  const { book } = now;
  const checkedIn = book.served;
  const open = isOpen(book.place);
  switch (act.what) {
    case "openPolls": {
      if (open) return refuse({ type: "pollsAre", open });
      const may = mayOpen(openingOf(now, act), act.overrides);
      if (!may.ok) return refuse(may.error);
      const type = book.place.polls === undefined ? "PollsOpened" : "PollsResumed";
      return { type, checkedIn, overrides: [...may.value] };
    }
    case "suspendPolls":
      return open ? { type: "PollsSuspended", checkedIn } : refuse({ type: "pollsAre", open });
    case "closePolls": {
      if (!open) return refuse({ type: "pollsAre", open });
      const early = book.day < now.election.date;
      if (early && (act.sure !== book.day || witness.second === undefined))
        return refuse({ type: "notTheLastDay", day: book.day });
      return { type: "PollsClosed", checkedIn, notSent: now.notSent };
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
    case "takeBackEntry":
      if (!holds(book, act.event)) return refuse({ type: "noSuchEntry" });
      return { type: "PlaceEntryUndone", undoes: act.event, reason: act.reason.trim() };
    default:
      return plainCommand(act);
  }
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
  const { polls, received, unused, counters, counted, lines, seals, incidents, explanations, signatures } = place;
  const counts = [...received, ...unused, ...counters, ...counted].map(({ event }) => event);
  const entries = [...(polls === undefined ? [] : [polls]), ...lines, ...seals, ...incidents, ...explanations];
  return [...counts, ...[...entries, ...signatures].map(({ name }) => name)].some((name) => name.hash === hash);
}
