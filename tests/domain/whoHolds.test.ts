/** Who still holds what: the least that each tablet can have, and never more at the county than was found there. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CarriedPart, type CountyWord, missingOf, whoHolds } from "../../src/domain/whoHolds.ts";

const own = { device: "me", records: 5, heard: 1000, build: "b2", clockOff: 0 };
const word = (changes: Partial<CountyWord> = {}): CountyWord => ({
  ...{ device: "two", number: 2, spare: false, heard: 642, newest: 36, build: "b1", clockOff: 90_000 },
  ...changes,
});
const tablet = (device: string, number: string, wall?: number) => ({
  ...{ device, number },
  last: wall === undefined ? undefined : { wall },
});
const at = { tablets: [tablet("me", "1"), tablet("two", "2", 600)], own, words: [word()], carried: [] };
const logOf = (device: string, atCounty: number, newest = atCounty - 1) =>
  new Map([[device, { atCounty, last: atCounty - 1, newest }]]);

test("P7: a tablet that died is named with the records that it last said it had, and those that are at the county", () => {
  const [, two] = whoHolds({ ...at, logs: logOf("two", 31) });
  expect(two).toEqual({
    ...{ device: "two", number: "2", records: 37, atCounty: 31, carried: 0 },
    ...{ heard: 642, build: "b1", clockOff: 90_000 },
  });
});

test("what was carried from it is known to be its own, once, however often it was given", () => {
  const carried: CarriedPart[] = [
    { device: "two", from: 29, through: 34 },
    { device: "two", from: 33, through: 39 },
    { device: "two", from: 33, through: 39 },
    { device: "else", from: 0, through: 90 },
  ];
  const [, two] = whoHolds({ ...at, logs: logOf("two", 31), carried });
  // 31 to 39 are not at the county; 29 and 30 are.
  expect(two).toMatchObject({ records: 40, atCounty: 31, carried: 9 });
});

test("without a word of the county its own log and what was heard of it say the least that it has", () => {
  const [me, two] = whoHolds({ ...at, words: [], logs: logOf("two", 3, 7) });
  expect(two).toEqual({
    ...{ device: "two", number: "2", records: 8, atCounty: 3, carried: 0 },
    ...{ heard: 600, build: "", clockOff: undefined },
  });
  expect(me).toMatchObject({ records: 5, atCounty: 0, heard: 1000, build: "b2" });
});

test("a former number of a tablet of this place stands at the end as long as something of it is missing; a spare never", () => {
  const words = [word(), word({ device: "former", number: 9, newest: 3 }), word({ device: "spare", spare: true })];
  const names = (logs: Parameters<typeof whoHolds>[0]["logs"]) =>
    whoHolds({ ...at, words, logs }).map(({ number }) => number);
  expect(names(logOf("former", 2))).toEqual(["1", "2", "9"]);
  expect(names(logOf("former", 4))).toEqual(["1", "2"]);
});

test("the three numbers never contradict each other", () => {
  const part = fc
    .tuple(fc.nat(60), fc.nat(20))
    .map(([from, more]): CarriedPart => ({ device: "two", from, through: from + more }));
  const known = fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: -1, max: 80 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), known, (carried, [atCounty, more, newest]) => {
      const logs = logOf("two", atCounty, Math.max(atCounty, more) - 1);
      const [, two] = whoHolds({ ...at, words: [word({ newest })], logs, carried });
      if (two === undefined) throw new Error("no tablet");
      expect(two.atCounty).toBe(atCounty);
      expect(two.records).toBeGreaterThanOrEqual(Math.max(newest + 1, atCounty));
      expect(two.carried).toBeLessThanOrEqual(missingOf(two));
      const lying = new Set(carried.flatMap(({ from, through }) => range(from, through)));
      expect(two.carried).toBe([...lying].filter((seq) => seq >= atCounty).length);
    }),
  );
});

const range = (from: number, through: number): number[] =>
  Array.from({ length: through - from + 1 }, (_, n) => from + n);
