/**
 * The lines of the balance: what the book says and what was counted by hand, either of which may be empty. All numbers are
 * sheets, as scanners count them: what the book knows of ballots is multiplied by the sheets of their style.
 *
 * With a `day` the lines are of that day alone; what was unused the evening before is what was received in the morning.
 */
import type { BalanceRules } from "./balanceRules.ts";
import { dayOf } from "./electionDay.ts";
import type { EventName } from "./eventFields.ts";
import type { HandCount, PlaceDay } from "./placeDay.ts";
import type { CountedLine } from "./placeEvents.ts";

/** Something that the book tells of one ballot; `event` is what told it. */
export type BookFact = {
  readonly event: EventName;
  readonly wall: number;
  readonly worker: string;
  readonly style: string;
  readonly kind: "regular" | "provisional";
};

/** What the check-ins of one place, and what was done with ballots afterwards, say of its ballots. Each fact once. */
export type BookOfPlace = {
  /** Every check-in with a regular ballot, cancelled ones among them. */
  readonly checkedIn: readonly BookFact[];
  /** By the event that cancelled: no act says where the ballot is. */
  readonly cancelled: readonly BookFact[];
  /** By the event that gave the new ballot. */
  readonly replaced: readonly BookFact[];
  /** Given back spoiled, replaced or not. */
  readonly spoiled: readonly BookFact[];
  /** Given back unvoted. Their check-ins are not among the cancelled ones. */
  readonly handedBack: readonly BookFact[];
  /** Left behind: kept apart, cast by officials, or not found. */
  readonly left: readonly (BookFact & { readonly left: "setAside" | "cast" | "takenAway" })[];
  /** Provisional ballots that should lie in envelopes. */
  readonly provisional: readonly BookFact[];
  /** Of `checkedIn` by hash: every check-in of a voter but the first, unless the place said what happened. */
  readonly checkedInTwice: ReadonlySet<string>;
  /** Of `checkedIn` by hash: entered from paper. */
  readonly fromPaper: ReadonlySet<string>;
};

export type BalanceInput = {
  readonly rules: BalanceRules;
  /** Numbered from 1. None: all ballots are counted by hand. */
  readonly scanners: number;
  readonly timeZone: string;
  readonly place: PlaceDay;
  readonly book: BookOfPlace;
  readonly day?: string;
};

/** `takenAway`: by voters who left with their ballots; only the book knows of them. */
export type LineName =
  | ("received" | "unused" | "scanned" | "checkedIn" | "cancelled" | "replaced" | "takenAway")
  | CountedLine;

/** A count that a number needs and nobody has made. */
export type MissingCount =
  | { readonly line: "scanned"; readonly scanner: number; readonly day: string; readonly moment: "start" | "end" }
  | { readonly line: "received" | "unused"; readonly style: string | undefined }
  | { readonly line: CountedLine };

export type BalanceLine = {
  readonly line: LineName;
  /** `regular`: the part of it that regular ballots are. */
  readonly book: { readonly sheets: number; readonly regular: number; readonly facts: readonly BookFact[] } | undefined;
  readonly counted: { readonly sheets: number; readonly counts: readonly HandCount[] } | undefined;
  readonly missing: readonly MissingCount[];
};
export type Lines = ReadonlyMap<LineName, BalanceLine>;

export const sheetsOfBallot = ({ sheets }: BalanceRules, style: string): number => sheets[style] ?? 1;

export const sheetsOfFacts = (rules: BalanceRules, facts: readonly BookFact[]): number =>
  facts.reduce((sum, { style }) => sum + sheetsOfBallot(rules, style), 0);

/** The facts of this day, or all. */
export function bookOfDay({ book, day, timeZone }: BalanceInput): BookOfPlace {
  if (day === undefined) return book;
  const ofDay = <F extends BookFact>(facts: readonly F[]): F[] =>
    facts.filter(({ wall }) => dayOf(wall, timeZone) === day);
  return {
    checkedIn: ofDay(book.checkedIn),
    cancelled: ofDay(book.cancelled),
    replaced: ofDay(book.replaced),
    spoiled: ofDay(book.spoiled),
    handedBack: ofDay(book.handedBack),
    left: ofDay(book.left),
    provisional: ofDay(book.provisional),
    checkedInTwice: book.checkedInTwice,
    fromPaper: book.fromPaper,
  };
}

/** `book`: the one of the day (`bookOfDay`). */
export function balanceLines(input: BalanceInput, book: BookOfPlace): Lines {
  const { rules, place, day } = input;
  const all: BalanceLine[] = [stockReceived(input), stockUnused(input), scanned(input)];
  const ofBook = (facts: readonly BookFact[]): NonNullable<BalanceLine["book"]> => ({
    sheets: sheetsOfFacts(rules, facts),
    regular: sheetsOfFacts(
      rules,
      facts.filter(({ kind }) => kind === "regular"),
    ),
    facts,
  });
  const left = (where: "setAside" | "takenAway"): BookFact[] => book.left.filter((one) => one.left === where);
  const { checkedIn, cancelled, replaced } = book;
  for (const [line, facts] of Object.entries({ checkedIn, cancelled, replaced, takenAway: left("takenAway") }))
    all.push({ line: line as LineName, book: ofBook(facts), counted: undefined, missing: [] });

  const voters = book.checkedIn.length - book.cancelled.filter(({ kind }) => kind === "regular").length;
  const known: Partial<Record<CountedLine, BalanceLine["book"]>> = {
    spoiled: ofBook(book.spoiled),
    provisional: ofBook(book.provisional),
    handedBack: ofBook(book.handedBack),
    leftWithoutCasting: ofBook(left("setAside")),
    signatures: { sheets: voters, regular: voters, facts: [] },
  };
  const asked = new Set<CountedLine>([...(Object.keys(known) as CountedLine[]), ...rules.lines]);
  for (const { line } of place.counted) asked.add(line);
  for (const line of asked) {
    const counts = place.counted.filter((one) => one.line === line && (day === undefined || one.day === day));
    const counted = counts.length === 0 ? undefined : { sheets: sumOf(counts), counts };
    const missing = counted === undefined && rules.lines.includes(line) ? [{ line }] : [];
    all.push({ line, book: rules.notInBook.includes(line) ? undefined : known[line], counted, missing });
  }
  return new Map(all.map((line) => [line.line, line]));
}

const sumOf = (counts: readonly HandCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

/** The last count of each style's unused sheets on a day for which `when` holds. */
function lastUnused(place: PlaceDay, when: (day: string) => boolean): Map<string, PlaceDay["unused"][number]> {
  const last = new Map<string, PlaceDay["unused"][number]>();
  for (const one of place.unused) {
    const before = last.get(one.style);
    if (when(one.day) && (before === undefined || before.day < one.day)) last.set(one.style, one);
  }
  return last;
}

/** The last count of the unused sheets of each style, of that day if there is one. */
export function unusedByStyle({ place, day }: BalanceInput): ReadonlyMap<string, HandCount> {
  return lastUnused(place, (one) => day === undefined || one === day);
}

function stockReceived({ place, day }: BalanceInput): BalanceLine {
  const received = place.received.filter((one) => day === undefined || one.day === day);
  const earlier = new Set(
    day === undefined ? [] : place.received.filter((one) => one.day < day).map((one) => one.style),
  );
  const carried = day === undefined ? new Map<string, HandCount>() : lastUnused(place, (one) => one < day);
  const missing = [...earlier].filter((style) => !carried.has(style));
  const counts = [...carried.values(), ...received];
  return {
    line: "received",
    book: undefined,
    counted: counts.length === 0 || missing.length > 0 ? undefined : { sheets: sumOf(counts), counts },
    missing:
      counts.length === 0 && missing.length === 0
        ? [{ line: "received", style: undefined }]
        : missing.map((style) => ({ line: "received", style })),
  };
}

function stockUnused(input: BalanceInput): BalanceLine {
  const { place, day } = input;
  const last = unusedByStyle(input);
  const styles = new Set(place.received.filter((one) => day === undefined || one.day <= day).map((one) => one.style));
  const missing = [...styles].filter((style) => !last.has(style));
  const counts = [...last.values()];
  return {
    line: "unused",
    book: undefined,
    counted: missing.length > 0 || counts.length === 0 ? undefined : { sheets: sumOf(counts), counts },
    missing: missing.map((style) => ({ line: "unused", style })),
  };
}

/** What each scanner counted on each day, end less start. */
function scanned({ place, day, scanners }: BalanceInput): BalanceLine {
  const read = new Map(place.counters.map((one) => [`${one.day} ${one.moment} ${one.scanner}`, one]));
  const days = new Set(day === undefined ? [...place.days, ...place.counters.map((one) => one.day)] : [day]);
  const numbers = new Set(place.counters.filter((one) => days.has(one.day)).map((one) => one.scanner));
  for (let scanner = 1; scanner <= scanners; scanner++) numbers.add(scanner);
  const counts: HandCount[] = [];
  const missing: MissingCount[] = [];
  let sheets = 0;
  for (const on of [...days].sort())
    for (const scanner of [...numbers].sort((a, b) => a - b))
      for (const moment of ["start", "end"] as const) {
        const one = read.get(`${on} ${moment} ${scanner}`);
        if (one === undefined) {
          missing.push({ line: "scanned", scanner, day: on, moment });
          continue;
        }
        counts.push(one);
        sheets += moment === "end" ? one.count : -one.count;
      }
  if (counts.length === 0 && scanners > 0 && missing.length === 0)
    for (let scanner = 1; scanner <= scanners; scanner++)
      missing.push({ line: "scanned", scanner, day: day ?? "", moment: "end" });
  const counted = missing.length > 0 || counts.length === 0 ? undefined : { sheets, counts };
  return { line: "scanned", book: undefined, counted, missing };
}
