/** P7, for any sequence of check-ins, acts and counts: each difference is zero or named, and nothing is counted twice. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { balance } from "../../src/domain/balance.ts";
import type { BalanceInput, BookFact, BookOfPlace } from "../../src/domain/balanceLines.ts";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import { CountedLine, DifferenceName } from "../../src/domain/placeEvents.ts";
import { dayWith, entry, minutes, nameOf, pile, reading, stock, type Written, zone } from "./placeFixtures.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure

/** The night on which clocks go back, in New York: three days of early voting. */
const start = Date.UTC(2026, 9, 31, 3, 0);
const wall = fc.nat(4 * 24 * 60).map((n) => start + n * minutes);
const days = ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03"] as const;
const day = fc.constantFrom(...days);
const style = fc.constantFrom("1", "2");

const facts = (maxLength: number) =>
  fc.array(fc.record({ wall, style, kind: fc.constantFrom("regular" as const, "provisional" as const) }), {
    maxLength,
  });
const books: fc.Arbitrary<BookOfPlace> = fc
  .record({
    checkedIn: facts(12),
    cancelled: facts(4),
    replaced: facts(3),
    spoiled: facts(3),
    handedBack: facts(3),
    left: facts(3),
    where: fc.array(fc.constantFrom("setAside" as const, "cast" as const, "takenAway" as const), {
      minLength: 3,
      maxLength: 3,
    }),
    provisional: facts(3),
    twice: fc.nat(3),
    paper: fc.nat(4),
  })
  .map(({ where, twice, paper, ...lists }) => {
    let n = 0;
    const named = (list: readonly Pick<BookFact, "wall" | "style" | "kind">[], kind?: BookFact["kind"]): BookFact[] =>
      list.map((one) => ({ ...one, ...(kind === undefined ? {} : { kind }), event: nameOf(n++), worker: "rosa" }));
    const checkedIn = named(lists.checkedIn, "regular");
    return {
      checkedIn,
      cancelled: named(lists.cancelled),
      replaced: named(lists.replaced),
      spoiled: named(lists.spoiled),
      handedBack: named(lists.handedBack),
      left: named(lists.left).map((one, at) => ({ ...one, left: where[at] ?? "cast" })),
      provisional: named(lists.provisional, "provisional"),
      checkedInTwice: new Set(checkedIn.slice(0, twice).map(({ event }) => event.hash)),
      fromPaper: new Set(checkedIn.slice(1, 1 + paper).map(({ event }) => event.hash)),
    };
  });

const counts: fc.Arbitrary<Written[]> = fc
  .array(
    fc.oneof(
      fc.record({ day, wall, style, received: fc.nat(30), delivery: fc.nat(2) }),
      fc.record({ day, wall, line: fc.constantFrom(...CountedLine.options), count: fc.nat(5) }),
      fc.record({ day, wall, scanner: fc.integer({ min: 1, max: 2 }), start: fc.nat(4), reads: fc.nat(12) }),
      fc.record({
        day,
        wall,
        difference: fc.constantFrom(...DifferenceName.options),
        sheets: fc.integer({ min: -3, max: 3 }),
        by: fc.nat(30),
        how: fc.constantFrom("explained" as const, "couldNotBe" as const),
      }),
    ),
    { maxLength: 25 },
  )
  .map((all) =>
    all.flatMap((one) => {
      const { day, wall } = one;
      if ("received" in one) return stock(one.delivery, { [one.style]: one.received }, { day, wall });
      if ("line" in one) return pile(one.line, one.count, { day, wall });
      if ("scanner" in one) return reading(one.scanner, one.start, one.start + one.reads, { day, wall });
      const { difference, sheets, how, by } = one;
      return entry("BalanceExplained", { day, wall, difference, sheets, how, words: "So.", by: [nameOf(by).hash] });
    }),
  );
/** Whatever else was counted: the stock and every scanner on every day. */
const whole: readonly Written[] = days.flatMap((day, at) => {
  const wall = start - minutes;
  return [
    ...(at === 0 ? [stock(1, { "1": 40, "2": 40 }, { day, wall })] : []),
    stock(0, { "1": 40 - 3 * at, "2": 40 - 2 * at }, { day, wall }),
    ...reading(1, 0, 4, { day, wall }),
    ...reading(2, 0, at, { day, wall }),
  ];
});
const inputs: fc.Arbitrary<BalanceInput> = fc
  .record({
    book: books,
    counts,
    counted: fc.boolean(),
    lines: fc.subarray([...CountedLine.options]),
    notInBook: fc.subarray(["spoiled" as const, "provisional" as const]),
    provisionalStock: fc.constantFrom("same" as const, "own" as const),
    sheets: fc.constantFrom<Record<string, number>>({}, { "2": 2 }),
    scanners: fc.nat(2),
    day: fc.option(day, { nil: undefined }),
  })
  .map(({ counts, counted, lines, notInBook, provisionalStock, sheets, day, ...rest }) => ({
    ...rest,
    timeZone: zone,
    rules: BalanceRules.parse({ lines, notInBook, provisionalStock, sheets }),
    place: dayWith(counted ? [...whole, ...counts] : counts),
    ...(day === undefined ? {} : { day }),
  }));

test("every difference is zero, or missing counts are named, or its parts add up to it, each with its name", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(inputs, (input) => {
      for (const one of balance(input).differences) {
        met.add(one.state);
        const { state, sheets, terms, missing, explained, couldNotBe, unexplained, canExplain } = one;
        expect(state === "notCounted").toBe(missing.length > 0);
        if (state === "notCounted") continue;
        expect(sheets).toBe(terms.reduce((sum, term) => sum + term.sheets, 0));
        const by = canExplain.reduce((sum, cause) => sum + cause.sheets, 0);
        expect(explained + couldNotBe + by + unexplained).toBe(sheets);
        for (const cause of canExplain) {
          expect(Math.sign(cause.sheets)).toBe(Math.sign(sheets));
          expect(Math.abs(cause.sheets)).toBeLessThanOrEqual(Math.abs(cause.most));
          expect(cause.events).not.toEqual([]);
        }
        expect(state === "zero").toBe(sheets === 0 && explained === 0 && couldNotBe === 0);
        expect(state === "unexplained").toBe(unexplained !== 0);
        expect(state === "canBeExplained").toBe(unexplained === 0 && by !== 0);
      }
    }),
    { seed: SEED, numRuns: 1500 },
  );
  expect([...met].sort()).toEqual(
    ["canBeExplained", "couldNotBeExplained", "explained", "notCounted", "unexplained", "zero"].sort(),
  );
});

test("nothing is counted twice: one event in one cause, a cause for no more than it can explain, none that people named", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { differences, lines } = balance(input);
      const sheetsOf = new Map<string, number>();
      for (const facts of Object.values(input.book))
        if (Array.isArray(facts))
          for (const { event, style } of facts as BookFact[]) sheetsOf.set(event.hash, input.rules.sheets[style] ?? 1);
      const named = new Set(
        input.place.explanations
          .filter(({ body }) => body.how === "explained" && (input.day === undefined || body.day === input.day))
          .flatMap(({ body }) => body.by),
      );
      const taken = new Map<string, number>();
      for (const { canExplain } of differences) {
        const events = canExplain.flatMap((one) => one.events.map(({ hash }) => hash));
        expect(new Set(events).size).toBe(events.length);
        for (const hash of events) expect(named.has(hash)).toBe(false);
        for (const { cause, line, sheets, events } of canExplain) {
          // A ballot in a voter's hand is missing in the scanner and gone from the stack.
          if (cause === "givenAroundCount") continue;
          const key = `${cause} ${line ?? ""}`;
          const sum = (taken.get(key) ?? 0) + Math.abs(sheets);
          taken.set(key, sum);
          const counted = line === undefined ? undefined : lines.get(line);
          const most =
            cause === "countedLine"
              ? Math.abs((counted?.counted?.sheets ?? 0) - (counted?.book?.sheets ?? 0))
              : events.reduce((all, { hash }) => all + (sheetsOf.get(hash) ?? 0), 0);
          expect(sum).toBeLessThanOrEqual(most);
        }
      }
    }),
    { seed: SEED, numRuns: 1500 },
  );
});

describe("early voting over the night on which the clocks go back", () => {
  test("the days of stock, scanners and the book add up to the whole", () => {
    fc.assert(
      fc.property(books, fc.record({ spoiled: fc.nat(4), provisional: fc.nat(4) }), (book, piles) => {
        const place = dayWith([
          ...whole,
          ...days.flatMap((day) => [
            pile("spoiled", piles.spoiled, { day }),
            pile("provisional", piles.provisional, { day }),
          ]),
        ]);
        const rules = BalanceRules.parse({ lines: ["spoiled", "provisional"] });
        const of = (day?: string) =>
          balance({ rules, scanners: 2, timeZone: zone, place, book, ...(day === undefined ? {} : { day }) });
        const all = of();
        const byDay = days.map(of);
        expect(all.gone).toBe(byDay.reduce((sum, { gone }) => sum + (gone ?? Number.NaN), 0));
        expect(all.issued).toBe(byDay.reduce((sum, { issued }) => sum + issued, 0));
        for (const [at, { difference, sheets, state }] of all.differences.entries()) {
          expect(state).not.toBe("notCounted");
          const parts = byDay.map(({ differences }) => differences[at]);
          expect(parts.every((one) => one?.difference === difference && one.state !== "notCounted")).toBe(true);
          expect(parts.reduce((sum, one) => sum + (one?.sheets ?? 0), 0)).toBe(sheets);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
