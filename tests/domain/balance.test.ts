/** P7: the balance is live, and every difference is named by what can explain it. */
import { describe, expect, test } from "vitest";
import { type Balance, balance, type Difference, toSign } from "../../src/domain/balance.ts";
import type { BalanceInput, BookFact, BookOfPlace } from "../../src/domain/balanceLines.ts";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import type { DifferenceName } from "../../src/domain/placeEvents.ts";
import {
  book,
  dayWith,
  electionDay,
  entry,
  minutes,
  now,
  pile,
  reading,
  some,
  stock,
  type Written,
  zone,
} from "./placeFixtures.ts";

const opened = entry("PollsOpened", { checkedIn: 0, overrides: [], wall: now - 500 * minutes });

function balanceOf(entries: readonly Written[], said: Partial<BookOfPlace>, more: Partial<BalanceInput> = {}): Balance {
  return balance({
    rules: BalanceRules.parse({ lines: ["spoiled", "provisional"] }),
    scanners: 1,
    timeZone: zone,
    place: dayWith([opened, ...entries]),
    book: book(said),
    ...more,
  });
}
const difference = ({ differences }: Balance, name: DifferenceName): Difference => {
  const found = differences.find((one) => one.difference === name);
  if (found === undefined) throw new Error(`no difference ${name}`);
  return found;
};
const states = ({ differences }: Balance): Record<string, string> =>
  Object.fromEntries(differences.map(({ difference, state }) => [difference, state]));

/** A worksheet of Wake County, North Carolina: stock, provisional and spoiled ballots, scanner, "authorization to vote" forms. */
const worksheet = (
  stacks: Record<string, readonly [number, number]>,
  provisional: number,
  spoiled: number,
  read: number,
) =>
  balanceOf(
    [
      stock(1, Object.fromEntries(Object.entries(stacks).map(([style, [received]]) => [style, received]))),
      stock(0, Object.fromEntries(Object.entries(stacks).map(([style, [, unused]]) => [style, unused]))),
      pile("provisional", provisional),
      pile("spoiled", spoiled),
      pile("emergencyBin", 0),
      ...reading(1, 0, read),
    ],
    {
      checkedIn: some(read),
      spoiled: some(spoiled),
      replaced: some(spoiled),
      provisional: some(provisional, { kind: "provisional" }),
    },
    { rules: BalanceRules.parse({ lines: ["spoiled", "provisional", "emergencyBin"] }) },
  );

describe("real worksheets come out", () => {
  test.each([
    [2012, 2001, 1166, 31, 16, 835, 788],
    [2013, 1300, 1216, 0, 0, 84, 84],
    [2015, 1401, 963, 5, 2, 438, 431],
    [2020, 700, 64, 16, 8, 636, 612],
  ])("%i: of %i are %i unused; %i provisional, %i spoiled", (_, received, unused, provisional, spoiled, used, read) => {
    const sheet = worksheet({ "1": [received, unused] }, provisional, spoiled, read);
    expect(sheet.gone).toBe(used);
    expect(states(sheet)).toEqual({ scanned: "zero", stock: "zero", spoiled: "zero", provisional: "zero" });
    expect(sheet.issued - spoiled).toBe(read);
    expect(sheet.lines.get("scanned")?.counted?.sheets).toBe(used - provisional - spoiled);
  });

  test("2014: four styles, opened packs of 101 and of 103", () => {
    const packs = (style: string, packs: number, opened: number) => ({
      style,
      sealed: packs === 0 ? [] : [{ packs, sheets: 100 }],
      opened,
    });
    const received = entry("BallotStockCounted", {
      delivery: 1,
      stacks: [packs("1", 15, 0), packs("2", 10, 101), packs("3", 3, 103), packs("4", 1, 99)],
    });
    const unused = entry("BallotStockCounted", {
      delivery: 0,
      stacks: [packs("1", 12, 88), packs("2", 9, 54), packs("3", 2, 75), packs("4", 1, 68)],
    });
    const sheet = balanceOf([received, unused, pile("provisional", 3), pile("spoiled", 3), ...reading(1, 0, 512)], {
      checkedIn: some(512, { style: "3" }),
      spoiled: some(3),
      replaced: some(3),
      provisional: some(3, { kind: "provisional" }),
    });
    expect(sheet.lines.get("received")?.counted?.sheets).toBe(3203);
    expect(sheet.lines.get("unused")?.counted?.sheets).toBe(2685);
    expect(sheet.gone).toBe(518);
    expect(states(sheet)).toEqual({ scanned: "zero", stock: "zero", spoiled: "zero", provisional: "zero" });
  });
});

describe("Michigan 2016: 848 names in the book, 847 ballots in the box", () => {
  const counts = [stock(1, { "1": 1000 }), stock(0, { "1": 153 }), ...reading(1, 0, 847)];
  const rules = BalanceRules.parse({ lines: [] });

  test("says: 1 unexplained", () => {
    const { differences } = balanceOf(counts, { checkedIn: some(848) }, { rules });
    expect(differences).toMatchObject([
      { difference: "scanned", state: "unexplained", sheets: -1, unexplained: -1, canExplain: [] },
      { difference: "stock", state: "zero" },
    ]);
  });

  test("a voter checked in twice can explain it", () => {
    const checkedIn = some(848);
    const again = checkedIn[7] as BookFact;
    const said = { checkedIn, checkedInTwice: new Set([again.event.hash]) };
    expect(difference(balanceOf(counts, said, { rules }), "scanned")).toMatchObject({
      state: "canBeExplained",
      sheets: -1,
      unexplained: 0,
      canExplain: [{ cause: "checkedInTwice", sheets: -1, events: [again.event] }],
    });
  });

  test("that it could not be explained is a lawful ending, and is signed as such", () => {
    const nothingFound = entry("BalanceExplained", {
      ...{ difference: "scanned", sheets: -1, how: "couldNotBe", by: [] },
      words: "All three of us counted again. Nobody saw a voter leave.",
    });
    const checkedIn = some(848);
    const ended = balanceOf([...counts, nothingFound], { checkedIn }, { rules });
    expect(difference(ended, "scanned")).toMatchObject({
      state: "couldNotBeExplained",
      couldNotBe: -1,
      unexplained: 0,
    });
    const differences = toSign(ended);
    expect(differences).toEqual([{ difference: "scanned", sheets: -1, unexplained: -1 }]);
    const signature = entry("BalanceSigned", { members: ["Lin C.", "Rey M.", "Dee O."], differences, wall: now + 1 });
    const signed = [...counts, nothingFound, signature];
    expect(balanceOf(signed, { checkedIn }, { rules }).signed?.asItStands).toBe(true);
    // One more check-in arrives from a tablet that was not heard.
    expect(balanceOf(signed, { checkedIn: [...checkedIn, ...some(1)] }, { rules }).signed?.asItStands).toBe(false);
  });
});

describe("the reference screen of the inspector at 3:10 pm", () => {
  const cancelledAt = [Date.UTC(2026, 10, 3, 19, 2), Date.UTC(2026, 10, 3, 19, 31)];
  const cancelled = cancelledAt.flatMap((wall) => some(1, { wall }));
  const said = {
    checkedIn: some(606),
    cancelled,
    replaced: some(9),
    spoiled: some(9),
    provisional: some(1, { kind: "provisional" }),
  };
  const counts = [
    stock(1, { "1": 1000 }),
    stock(0, { "1": 381 }),
    pile("spoiled", 9),
    pile("provisional", 1),
    ...reading(1, 0, 606),
  ];

  test("619 gone, 613 issued by the book, 3 not accounted for, 2 explained by cancels after the ballot was given", () => {
    const seen = balanceOf(counts, said);
    expect(seen.gone).toBe(619);
    expect(seen.issued).toBe(613);
    expect(seen.lines.get("scanned")?.counted?.sheets).toBe(606);
    expect(difference(seen, "stock")).toMatchObject({
      state: "unexplained",
      sheets: 3,
      unexplained: 3,
      canExplain: [],
    });
    expect(difference(seen, "scanned")).toMatchObject({
      state: "canBeExplained",
      sheets: 2,
      unexplained: 0,
      canExplain: [{ cause: "cancelledAfterBallot", sheets: 2, events: cancelled.map(({ event }) => event) }],
    });
  });

  test("once explained in words, the cancels explain nothing else; a new count of the stack makes the rest zero", () => {
    const words = entry("BalanceExplained", {
      ...{
        difference: "scanned",
        sheets: 2,
        how: "explained",
        words: "Both voters had put their ballot into the scanner.",
      },
      by: cancelled.map(({ event }) => event.hash),
    });
    const again = stock(0, { "1": 384 }, { wall: now + minutes });
    expect(difference(balanceOf([...counts, words], said), "stock").canExplain).toEqual([]);
    expect(states(balanceOf([...counts, words, again], said))).toEqual({
      scanned: "explained",
      stock: "zero",
      spoiled: "zero",
      provisional: "zero",
    });
  });
});

test("what nobody has counted yet is asked for, by name", () => {
  const { differences, gone } = balanceOf([stock(1, { "1": 500, "2": 500 }), stock(0, { "1": 400 })], {
    checkedIn: some(90),
  });
  expect(gone).toBeUndefined();
  const counter = (moment: string) => ({ line: "scanned", scanner: 1, day: electionDay, moment });
  expect(differences).toMatchObject([
    { difference: "scanned", state: "notCounted", missing: [counter("start"), counter("end")] },
    {
      difference: "stock",
      state: "notCounted",
      missing: [{ line: "unused", style: "2" }, counter("start"), counter("end")],
    },
    { difference: "spoiled", state: "notCounted", missing: [{ line: "spoiled" }] },
    { difference: "provisional", state: "notCounted", missing: [{ line: "provisional" }] },
  ]);
});

test("voters who still hold their ballots when the counts are made explain both differences", () => {
  const counts = [stock(1, { "1": 100 }), stock(0, { "1": 88 }), ...reading(1, 0, 10)];
  const voting = some(2, { wall: now - 4 * minutes });
  const seen = balanceOf(counts, { checkedIn: [...some(10), ...voting] }, { rules: BalanceRules.parse({ lines: [] }) });
  const inHand = { cause: "givenAroundCount", events: voting.map(({ event }) => event) };
  expect(seen.differences).toMatchObject([
    { difference: "scanned", sheets: -2, state: "canBeExplained", canExplain: [{ ...inHand, sheets: -2 }] },
    { difference: "stock", sheets: 2, state: "canBeExplained", canExplain: [{ ...inHand, sheets: 2 }] },
  ]);
});

test("sheets of two-page ballots, absentee ballots cast at the place, an emergency bin, ballots printed on demand", () => {
  const rules = BalanceRules.parse({
    lines: ["spoiled", "emergencyBin", "absenteeCast", "onDemand", "leftWithoutCasting"],
    sheets: { "1": 2 },
  });
  const seen = balanceOf(
    [
      stock(1, { "1": 200 }),
      stock(2, { "1": 100 }),
      stock(0, { "1": 120 }),
      pile("onDemand", 5),
      pile("spoiled", 4),
      pile("emergencyBin", 6),
      pile("absenteeCast", 30),
      pile("leftWithoutCasting", 2),
      ...reading(1, 100, 200),
      ...reading(2, 0, 103),
    ],
    {
      checkedIn: [...some(88), ...some(5, { style: "2" })],
      spoiled: some(2),
      replaced: some(2),
      left: some(1).map((one) => ({ ...one, left: "setAside" as const })),
    },
    { rules, scanners: 2 },
  );
  expect(seen.gone).toBe(185);
  expect(states(seen)).toEqual({ scanned: "zero", stock: "zero", spoiled: "zero", leftWithoutCasting: "zero" });
});

test("provisional ballots of a stock of their own are no part of the stock", () => {
  const counts = [stock(1, { "1": 100 }), stock(0, { "1": 90 }), pile("provisional", 4), ...reading(1, 0, 10)];
  const said = { checkedIn: some(10), provisional: some(4, { kind: "provisional" as const }) };
  const of = (provisionalStock: string) =>
    difference(
      balanceOf(counts, said, { rules: BalanceRules.parse({ lines: ["provisional"], provisionalStock }) }),
      "stock",
    ).sheets;
  expect([of("own"), of("same")]).toEqual([0, -4]);
});
