/**
 * The balance of a place: ballots gone, ballots found, ballots that the book says were given. At every moment each difference
 * is zero, or named: what can explain it, what people said of it, and what remains unexplained.
 *
 *   stock:    received − unused = scanned + kept elsewhere + spoiled + handed back + left behind + provisional
 *   scanned:  scanned + kept elsewhere = checked in − cancelled + replacements − spoiled − handed back − left behind
 *   a line:   counted by hand = in the book
 *
 * The stock is what people counted (a line that nobody counted is taken from the book); `scanned` compares with the book alone.
 * A difference always is the sum of what was explained, what the board said could not be, what a cause can explain, and what
 * nothing does.
 */
import { type CanExplain, causes } from "./balanceCauses.ts";
import {
  type BalanceInput,
  balanceLines,
  bookOfDay,
  type LineName,
  type Lines,
  type MissingCount,
} from "./balanceLines.ts";
import type { EntryOf } from "./placeEntries.ts";
import type { CountedLine, DifferenceName } from "./placeEvents.ts";

/** One summand of an equation. */
export type Term = { readonly line: LineName; readonly from: "book" | "counted"; readonly sheets: number };

export type DifferenceState =
  /** Counts are missing. */
  | "notCounted"
  | "zero"
  /** People said what all of it was. */
  | "explained"
  /** The board looked at the rest of it and found nothing. It may be signed so. */
  | "couldNotBeExplained"
  /** Causes are known that are large enough; nobody has said yet that it was so. */
  | "canBeExplained"
  | "unexplained";

export type Difference = {
  readonly difference: DifferenceName;
  readonly state: DifferenceState;
  /** Positive: more sheets are gone than were found; more were scanned, or counted, than the book says. */
  readonly sheets: number;
  /** What it is the sum of. */
  readonly terms: readonly Term[];
  readonly missing: readonly MissingCount[];
  /** Parts of `sheets`, with its sign: they and what `canExplain` is taken for add up to it. */
  readonly explained: number;
  readonly couldNotBe: number;
  readonly unexplained: number;
  readonly canExplain: readonly CanExplain[];
  readonly explanations: readonly EntryOf<"BalanceExplained">[];
};

export type Balance = {
  readonly lines: Lines;
  /** In the order in which people look at them. */
  readonly differences: readonly Difference[];
  /** Sheets gone from the stack, and ballots (in sheets) that the book says were given; undefined while not counted. */
  readonly gone: number | undefined;
  readonly issued: number;
  /** The last signature, and whether what was signed is what stands here. */
  readonly signed: { readonly entry: EntryOf<"BalanceSigned">; readonly asItStands: boolean } | undefined;
};

export function balance(input: BalanceInput): Balance {
  const { place, day, rules } = input;
  const book = bookOfDay(input);
  const lines = balanceLines(input, book);
  const explanations = place.explanations.filter(({ body }) => day === undefined || body.day === day);
  const spent = new Set(explanations.flatMap(({ body }) => (body.how === "explained" ? body.by : [])));
  const explains = causes(input, book, lines, spent);

  const lineByLine = compared.filter(
    (line) => lines.get(line)?.book !== undefined && (rules.lines.includes(line) || has(lines, line)),
  );
  const stock = stockEquation(input, lines);
  const named = (equation: Equation): Difference => {
    const said = explanations.filter(({ body }) => body.difference === equation.difference);
    return differenceOf(equation, said, (sheets) => explains(equation.difference, sheets));
  };
  // What lies in a pile is surer than where a ballot may have gone.
  const ofLines = lineByLine.map((line) => named(lineEquation(lines, line)));
  const differences = [named(scannedEquation(input, lines)), named(stock), ...ofLines];
  const entry = place.signatures.findLast(({ body }) => day === undefined || body.day === day);
  return {
    lines,
    differences,
    gone: stock.missing.some(({ line }) => line === "received" || line === "unused")
      ? undefined
      : sumOf(stock.terms.filter(({ line }) => line === "received" || line === "onDemand" || line === "unused")),
    issued: 0 - sumOf(issued(lines)),
    signed: entry === undefined ? undefined : { entry, asItStands: isAsSigned(differences, entry) },
  };
}

/** The part of a difference of which nobody has said anything yet, with its sign. */
export const openRest = ({ sheets, explained, couldNotBe }: Difference): number => sheets - explained - couldNotBe;

/** What a board signs: every difference that is not zero. */
export function toSign({ differences }: Pick<Balance, "differences">): EntryOf<"BalanceSigned">["body"]["differences"] {
  return differences.flatMap(({ difference, sheets, couldNotBe, unexplained, canExplain }) => {
    const open = canExplain.reduce((sum, one) => sum + one.sheets, couldNotBe + unexplained);
    return sheets === 0 && open === 0 ? [] : { difference, sheets, unexplained: open };
  });
}

function isAsSigned(now: readonly Difference[], { body }: EntryOf<"BalanceSigned">): boolean {
  const key = (all: EntryOf<"BalanceSigned">["body"]["differences"]): string =>
    all
      .map(({ difference, sheets, unexplained }) => `${difference} ${sheets} ${unexplained}`)
      .sort()
      .join();
  return key(toSign({ differences: now })) === key(body.differences);
}

type Equation = Pick<Difference, "difference" | "terms" | "missing">;

/** Lines of which the book knows what people count. */
const compared = ["spoiled", "provisional", "handedBack", "leftWithoutCasting", "signatures"] as const;

const has = (lines: Lines, line: LineName): boolean => lines.get(line)?.counted !== undefined;
const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { sheets }) => sum + sheets, 0);

function counted(lines: Lines, line: LineName, sign: 1 | -1): Term[] {
  const known = lines.get(line)?.counted;
  return known === undefined ? [] : [{ line, from: "counted", sheets: 0 + sign * known.sheets }];
}

/** Regular ballots, as the book has them. */
function inBook(lines: Lines, line: LineName, sign: 1 | -1): Term[] {
  const known = lines.get(line)?.book;
  return known === undefined ? [] : [{ line, from: "book", sheets: 0 + sign * known.regular }];
}

/** With the sign that it has where cast ballots stand first. */
const issued = (lines: Lines): Term[] => [
  ...inBook(lines, "checkedIn", -1),
  ...inBook(lines, "cancelled", 1),
  ...inBook(lines, "replaced", -1),
];

/** Ballots of this stack that were cast, as people count them. */
function cast({ scanners }: BalanceInput, lines: Lines, sign: 1 | -1): Pick<Equation, "terms" | "missing"> {
  const needed = scanners === 0 ? ("handCounted" as const) : ("scanned" as const);
  const missing = lines.get(needed)?.missing ?? [];
  return {
    terms: [
      ...counted(lines, "scanned", sign),
      ...counted(lines, "emergencyBin", sign),
      ...counted(lines, "handCounted", sign),
      ...counted(lines, "challenged", sign),
      // Absentee ballots that officials put into the scanner: of no stack here, and of no check-in.
      ...counted(lines, "absenteeCast", sign === 1 ? -1 : 1),
    ],
    missing: missing.length > 0 || has(lines, needed) ? missing : [{ line: "handCounted" }],
  };
}

function scannedEquation(input: BalanceInput, lines: Lines): Equation {
  const { terms, missing } = cast(input, lines, 1);
  const notCast = (["spoiled", "handedBack", "leftWithoutCasting", "takenAway"] as const).flatMap((line) =>
    inBook(lines, line, 1),
  );
  return { difference: "scanned", terms: [...terms, ...issued(lines), ...notCast], missing };
}

function stockEquation(input: BalanceInput, lines: Lines): Equation {
  const { terms, missing } = cast(input, lines, -1);
  const ownStock = input.rules.provisionalStock === "own";
  const piles = (["spoiled", "handedBack", "leftWithoutCasting", "provisional"] as const).flatMap((line): Term[] => {
    const { book, counted } = lines.get(line) ?? {};
    const sheets = counted?.sheets ?? book?.sheets;
    if (sheets === undefined || (ownStock && line === "provisional")) return [];
    const ofOwnStock = ownStock && book !== undefined ? book.sheets - book.regular : 0;
    return [{ line, from: counted === undefined ? "book" : "counted", sheets: ofOwnStock - sheets }];
  });
  const stock = (["received", "unused"] as const).flatMap((line) => lines.get(line)?.missing ?? []);
  return {
    difference: "stock",
    terms: [
      ...counted(lines, "received", 1),
      ...counted(lines, "onDemand", 1),
      ...counted(lines, "unused", -1),
      ...terms,
      ...piles,
    ],
    // A place that prints every ballot on demand receives none.
    missing: [...(has(lines, "onDemand") ? stock.filter(({ line }) => line !== "received") : stock), ...missing],
  };
}

function lineEquation(lines: Lines, line: CountedLine): Equation {
  const { book, missing = [] } = lines.get(line) ?? {};
  const terms: Term[] = [...counted(lines, line, 1), { line, from: "book", sheets: 0 - (book?.sheets ?? 0) }];
  return { difference: line as DifferenceName, terms, missing };
}

function differenceOf(
  { difference, terms, missing }: Equation,
  explanations: readonly EntryOf<"BalanceExplained">[],
  explains: (sheets: number) => readonly CanExplain[],
): Difference {
  if (missing.length > 0) {
    const none = { sheets: 0, explained: 0, couldNotBe: 0, unexplained: 0, canExplain: [] };
    return { difference, state: "notCounted", terms, missing, ...none, explanations };
  }
  const said = (how: "explained" | "couldNotBe"): number =>
    explanations.reduce((sum, { body }) => (body.how === how ? sum + body.sheets : sum), 0);
  const sheets = sumOf(terms);
  const explained = said("explained");
  const couldNotBe = said("couldNotBe");
  const open = sheets - explained - couldNotBe;
  // Who explained more than there is has to take something back: no cause is looked for.
  const canExplain = Math.sign(open) === Math.sign(sheets) ? explains(open) : [];
  const unexplained = canExplain.reduce((rest, one) => rest - one.sheets, open);
  const state = ((): DifferenceState => {
    if (open !== 0) return unexplained === 0 ? "canBeExplained" : "unexplained";
    if (couldNotBe !== 0) return "couldNotBeExplained";
    return sheets === 0 ? "zero" : "explained";
  })();
  return { difference, state, sheets, terms, missing, explained, couldNotBe, unexplained, canExplain, explanations };
}
