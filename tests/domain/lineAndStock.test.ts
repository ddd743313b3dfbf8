/** The wait by the pace of check-ins, and which ballot styles run short. */
import { expect, test } from "vitest";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import { ballotStock } from "../../src/domain/ballotStock.ts";
import { lineWait } from "../../src/domain/lineWait.ts";
import { book, dayWith, entry, minutes, now, some, stock, zone } from "./placeFixtures.ts";

const opened = (ago: number) => entry("PollsOpened", { checkedIn: 0, overrides: [], wall: now - ago * minutes });
const counted = (people: number, wall = now) => entry("LineCounted", { people, wall });
const every = (apart: number, n: number): number[] => Array.from({ length: n }, (_, at) => now - at * apart * minutes);

test("the wait is the people in line over the pace of the last half hour", () => {
  const day = dayWith([opened(300), counted(99, now - 60 * minutes), counted(12)]);
  // One check-in a minute, and many long ago.
  const paced = [...every(1, 30), ...every(0, 50).map((wall) => wall - 90 * minutes)];
  expect(lineWait(day, paced)).toEqual({ people: 12, at: now, wait: 12 * minutes, tooLong: false });
  expect(lineWait(dayWith([opened(300), counted(31)]), paced)).toMatchObject({ wait: 31 * minutes, tooLong: true });
});

test("soon after opening the pace is that since the opening; in the first minutes there is none", () => {
  expect(lineWait(dayWith([opened(10), counted(8)]), every(2, 5))).toMatchObject({ wait: 16 * minutes });
  expect(lineWait(dayWith([opened(3), counted(8)]), every(1, 3))).toMatchObject({ wait: undefined, tooLong: false });
});

test("a line that nobody counted has no wait, an empty one none, one that stands still is too long", () => {
  expect(lineWait(dayWith([opened(300)]), every(1, 30))).toBeUndefined();
  expect(lineWait(dayWith([opened(300), counted(0)]), [])).toMatchObject({ wait: 0, tooLong: false });
  expect(lineWait(dayWith([opened(300), counted(2)]), [])).toMatchObject({ wait: undefined, tooLong: true });
});

test("stock is the last count less what was given since, deliveries after it added; four fifths gone is short", () => {
  const rules = BalanceRules.parse({ sheets: { "2": 2 } });
  const early = now - 300 * minutes;
  const place = dayWith([
    stock(1, { "1": 100, "2": 200 }, { wall: early }),
    stock(0, { "1": 60 }, { wall: now - 100 * minutes }),
    stock(2, { "1": 50 }, { wall: now - 50 * minutes }),
  ]);
  const given = (n: number, style: string, ago: number) => some(n, { style, wall: now - ago * minutes });
  const said = book({
    checkedIn: [...given(40, "1", 200), ...given(75, "1", 20), ...given(80, "2", 20)],
    replaced: given(5, "1", 10),
    provisional: some(1, { style: "2", wall: now, kind: "provisional" }),
  });
  expect(ballotStock({ rules, scanners: 1, timeZone: zone, place, book: said })).toMatchObject([
    { style: "1", received: 150, counted: { count: 60 }, left: 30, short: true },
    { style: "2", received: 200, counted: undefined, left: 38, short: true },
  ]);
  const less = { ...said, checkedIn: said.checkedIn.slice(0, 100) };
  expect(ballotStock({ rules, scanners: 1, timeZone: zone, place, book: less })).toMatchObject([
    { style: "1", left: 45, short: false },
    { style: "2", left: 198, short: false },
  ]);
});
