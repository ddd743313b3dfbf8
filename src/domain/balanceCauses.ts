/**
 * What can explain a difference of the balance: the very events and counts, and how much of it each can explain. A cause is
 * no finding: people look, and say what they found (`BalanceExplained`); what they name there explains nothing else any more.
 *
 * Nothing is counted twice: one event belongs to one cause of a difference, and what explains a part of one difference is
 * gone for the others. Only a ballot that was still in a voter's hand when people counted is missing at two counts.
 */
import {
  type BalanceInput,
  type BookFact,
  type BookOfPlace,
  type Lines,
  sheetsOfFacts,
  unusedByStyle,
} from "./balanceLines.ts";
import type { EventName } from "./eventFields.ts";
import type { CountedLine, DifferenceName } from "./placeEvents.ts";

export type Cause =
  /** The ballot of a cancelled check-in may have been cast, taken away, or given back. */
  | "cancelledAfterBallot"
  | "checkedInTwice"
  | "enteredFromPaper"
  /** The voter is recorded to have left with it. */
  | "takenAway"
  /** Given shortly before or after the count: still in the voter's hand, or counted at one place only. */
  | "givenAroundCount"
  /** A ballot that the book has on this line may lie elsewhere. */
  | "recorded"
  /** The line was counted and differs from the book. */
  | "countedLine";

export type CanExplain = {
  readonly cause: Cause;
  readonly line: CountedLine | undefined;
  /** How much of the difference it can explain, with its sign, and how much it is taken for. */
  readonly most: number;
  readonly sheets: number;
  readonly events: readonly EventName[];
};

/** How long a voter may be busy with a ballot, in ms. */
export const votingTime = 15 * 60_000;

type Pool = {
  readonly cause: Cause;
  readonly line?: CountedLine;
  readonly events: readonly EventName[];
  /** What it can do to each difference. */
  readonly effects: Partial<Record<DifferenceName, 1 | -1>>;
  /** Sheets not yet taken for a difference. */
  left: number;
  /** A pool that explains one difference explains the other one too. */
  readonly joint?: true;
};

export type Causes = (difference: DifferenceName, sheets: number) => CanExplain[];

/** `named`: hashes of events that explanations name. What is asked first takes first: begin with what a pile shows. */
export function causes(input: BalanceInput, book: BookOfPlace, lines: Lines, named: ReadonlySet<string>): Causes {
  const pools = poolsOf(input, book, lines, named).filter(({ left }) => left > 0);
  return (difference, sheets) => {
    let open = sheets;
    const found: CanExplain[] = [];
    for (const pool of pools) {
      const sign = pool.effects[difference];
      if (sign === undefined || open === 0 || Math.sign(open) !== sign || pool.left === 0) continue;
      const taken = Math.min(Math.abs(open), pool.left);
      const { cause, line, events } = pool;
      found.push({ cause, line, most: sign * pool.left, sheets: sign * taken, events });
      if (pool.joint !== true) pool.left -= taken;
      open -= sign * taken;
    }
    return found;
  };
}

/** The likeliest first. */
function poolsOf(input: BalanceInput, book: BookOfPlace, lines: Lines, named: ReadonlySet<string>): Pool[] {
  const { rules } = input;
  const free = (facts: readonly BookFact[]): BookFact[] => facts.filter(({ event }) => !named.has(event.hash));
  const pool = (cause: Cause, facts: readonly BookFact[], effects: Pool["effects"], line?: CountedLine): Pool => ({
    ...{ cause, effects, left: sheetsOfFacts(rules, facts), events: facts.map(({ event }) => event) },
    ...(line === undefined ? {} : { line }),
  });
  const regular = (facts: readonly BookFact[]): BookFact[] => free(facts).filter(({ kind }) => kind === "regular");

  const cancelled = regular(book.cancelled);
  const provisional = free(book.cancelled).filter(({ kind }) => kind === "provisional");
  const twice = regular(book.checkedIn.filter(({ event }) => book.checkedInTwice.has(event.hash)));
  const paper = regular(
    book.checkedIn.filter(({ event: { hash } }) => book.fromPaper.has(hash) && !book.checkedInTwice.has(hash)),
  );
  const elsewhere = new Set([...twice, ...paper].map(({ event }) => event.hash));
  const given = regular([...book.checkedIn, ...book.replaced]).filter(({ event }) => !elsewhere.has(event.hash));

  const pools = [
    pool("takenAway", free(book.left.filter(({ left }) => left === "takenAway")), { stock: 1 }),
    pool("cancelledAfterBallot", cancelled, { scanned: 1, stock: 1, spoiled: 1, handedBack: 1, leftWithoutCasting: 1 }),
    pool("cancelledAfterBallot", provisional, { provisional: 1, scanned: 1, stock: 1 }, "provisional"),
    pool("checkedInTwice", twice, { scanned: -1 }),
    pool("enteredFromPaper", paper, { scanned: -1 }),
    ...aroundCounts(input, given),
  ];
  for (const line of piles) {
    const { book: known, counted } = lines.get(line) ?? {};
    if (known === undefined) continue;
    const facts = free(known.facts);
    if (counted === undefined) {
      pools.push(pool("recorded", facts, { scanned: 1, stock: 1 }, line));
      continue;
    }
    const more = counted.sheets - known.sheets;
    const events = counted.counts.map(({ event }) => event);
    const unnamed = events.some(({ hash }) => named.has(hash)) ? 0 : Math.abs(more);
    const effects = more < 0 ? ({ scanned: 1, stock: 1 } as const) : ({ scanned: -1, stock: -1 } as const);
    pools.push({ cause: "countedLine", line, events, effects, left: unnamed });
    pools.push(pool("recorded", facts, { [line]: -1 }, line));
  }
  return pools;
}

const piles = ["spoiled", "provisional", "handedBack", "leftWithoutCasting"] as const satisfies readonly CountedLine[];

/** Ballots that one count has and another has not, because people count one after the other while voters vote. */
function aroundCounts(input: BalanceInput, given: readonly BookFact[]): Pool[] {
  const readAt = lastReading(input);
  if (readAt === undefined) return [];
  const unused = unusedByStyle(input);
  const facts = { inHand: [], before: [], between: [], since: [] } as Record<keyof typeof effectsAround, BookFact[]>;
  for (const fact of given) {
    const unusedAt = unused.get(fact.style)?.wall ?? Number.POSITIVE_INFINITY;
    if (fact.wall <= unusedAt) {
      if (fact.wall > readAt - votingTime) facts.inHand.push(fact);
    } else if (fact.wall > readAt) facts.since.push(fact);
    else if (fact.wall > readAt - votingTime) facts.between.push(fact);
    else facts.before.push(fact);
  }
  return around.map((which) => ({
    cause: "givenAroundCount",
    effects: effectsAround[which],
    left: sheetsOfFacts(input.rules, facts[which]),
    events: facts[which].map(({ event }) => event),
    ...(which === "inHand" ? { joint: true } : {}),
  }));
}

const effectsAround = {
  /** Gone from the stack, and perhaps not yet cast when the scanner was read. */
  inHand: { scanned: -1, stock: 1 },
  /** Given after the stack was counted: cast when the scanner was read, */
  before: { stock: -1 },
  /** or perhaps cast, */
  between: { scanned: -1, stock: -1 },
  /** or certainly not. */
  since: { scanned: -1 },
} as const;
const around = Object.keys(effectsAround) as (keyof typeof effectsAround)[];

/** When the first of the scanners was last read, or the ballots counted where there is none. */
function lastReading({ place, day, scanners }: BalanceInput): number | undefined {
  const readings =
    scanners === 0
      ? place.counted.filter(({ line }) => line === "handCounted")
      : place.counters.filter(({ moment }) => moment === "end");
  const ofDay = readings.filter((one) => day === undefined || one.day === day);
  const last = ofDay.reduce((latest, one) => (one.day > latest ? one.day : latest), "");
  const walls = ofDay.filter((one) => one.day === last).map(({ wall }) => wall);
  return walls.length === 0 ? undefined : Math.min(...walls);
}
