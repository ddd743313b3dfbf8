/** Waits after wrong tries, and that nobody is freed by inventing names. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tally } from "../../src/server/tally.ts";
import { tryLimit } from "../../src/server/tryLimit.ts";

const fail = (limit: ReturnType<typeof tryLimit>, name: string, times: number, now: number): void => {
  for (let n = 0; n < times; n++) limit.failed(name, now);
};

test("a name that waits is not forgotten, however many others fail", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 7 })), { maxLength: 200 }), (others) => {
      const limit = tryLimit(10);
      fail(limit, "rosa", 5, 0);
      for (const [n, times] of others) fail(limit, `invented ${n}`, times, 1000);
      expect(limit.refused("rosa", 29_999)?.until).toBe(30_000);
      expect(limit.refused("rosa", 30_000)).toBeUndefined();
    }),
  );
});

test("twenty thousand invented names free none of those that wait, and cost no more than the limiter holds", () => {
  const limit = tryLimit();
  fail(limit, "rosa", 5, 0);
  for (let n = 0; n < 20_000; n++) limit.failed(`invented ${n}`, 1);
  expect(limit.refused("rosa", 2)).toBeDefined();
  for (let n = 0; n < 12_000; n++) fail(limit, `waits ${n}`, 5, 3);
  const waiting = Array.from({ length: 12_000 }, (_, n) => limit.refused(`waits ${n}`, 4)).filter((one) => one);
  expect(waiting.length).toBe(9_999);
  expect(limit.refused("rosa", 4)).toBeDefined();
  // Those that wait no more make room.
  fail(limit, "newcomer", 5, 60_000);
  expect(limit.refused("newcomer", 60_001)).toBeDefined();
});

test("what is tried while a name waits is told at the first, second, fourth, eighth time; so is a tally", () => {
  const limit = tryLimit();
  fail(limit, "rosa", 5, 0);
  const told = Array.from({ length: 20 }, () => limit.refused("rosa", 1)).flatMap((one) =>
    one?.tell ? one.times : [],
  );
  expect(told).toEqual([1, 2, 4, 8, 16]);
  limit.failed("rosa", 40_000);
  expect(limit.refused("rosa", 40_001)).toMatchObject({ times: 1, tell: true });

  const count = tally();
  expect(Array.from({ length: 9 }, () => count("here", 0))).toEqual([
    1,
    2,
    undefined,
    4,
    ...Array(3).fill(undefined),
    8,
    undefined,
  ]);
  expect(count("there", 0)).toBe(1);
  expect(count("here", 3_600_001)).toBe(1);
});
