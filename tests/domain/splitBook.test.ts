/** Of tablets that share the split of a book, exactly one may serve any name. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { disposition } from "../../src/domain/disposition.ts";
import { california } from "../../src/domain/packs/california.ts";
import { holderOf, lineOf, splitBook } from "../../src/domain/splitBook.ts";
import { aCheckIn, nobody, plainQuestion } from "./packElection.ts";

const SEED = 20261103;
const letters = fc.string({ unit: fc.constantFrom("A", "B", "M", "Z", "9", "Ж", "김"), minLength: 0, maxLength: 3 });
const groups = fc.uniqueArray(fc.record({ letters, voters: fc.integer({ min: 1, max: 500 }) }), {
  minLength: 2,
  maxLength: 40,
  selector: (one) => one.letters,
});
const devices = fc.integer({ min: 2, max: 6 }).map((n) => Array.from({ length: n }, (_, at) => `tablet ${at}`));

test("the ranges are total and disjoint, also for names that stood in no list; each tablet has its share", () => {
  fc.assert(
    fc.property(groups, devices, fc.array(letters), (groups, devices, others) => {
      const split = splitBook(groups, devices);
      if (!split.ok) {
        expect(split.error).toEqual({ type: "tooFewNames" });
        expect(groups.length).toBeLessThan(devices.length);
        return;
      }
      expect(split.value.map(({ device }) => device)).toEqual(devices);
      const served = new Map(devices.map((device) => [device, 0]));
      for (const { letters, voters } of groups) {
        for (const name of [letters, `${letters}ANY`, ...others]) {
          const holders = devices.filter((device) => holderOf(split.value, device, name).holder === "here");
          expect(holders).toHaveLength(1);
          expect(split.value[lineOf(split.value, name) - 1]?.device).toBe(holders[0]);
        }
        const line = split.value[lineOf(split.value, letters) - 1];
        served.set(line?.device ?? "", (served.get(line?.device ?? "") ?? 0) + voters);
      }
      const all = groups.reduce((sum, { voters }) => sum + voters, 0);
      const largest = Math.max(...groups.map(({ voters }) => voters));
      for (const voters of served.values()) {
        expect(voters).toBeGreaterThan(0);
        expect(voters).toBeLessThanOrEqual(all / devices.length + largest);
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("a third line says to whom; a tablet that joined after the split serves nobody", () => {
  const groups = ["A", "B", "G", "H", "M", "R", "S", "Z"].map((letters) => ({ letters, voters: 100 }));
  const split = splitBook(groups, ["one", "two"]);
  expect(split).toMatchObject({
    ok: true,
    value: [
      { device: "one", from: "", through: "H" },
      { device: "two", from: "M", through: "Z" },
    ],
  });
  if (!split.ok) return;
  expect(holderOf(split.value, "one", "NGUYEN")).toEqual({ holder: "otherLine", line: "2 (M – Z)" });
  expect(holderOf(split.value, "two", "NGUYEN")).toEqual({ holder: "here" });
  expect(holderOf(split.value, "two", "")).toEqual({ holder: "otherLine", line: "1 (A – H)" });
  expect(holderOf(split.value, "spare", "NGUYEN").holder).toBe("otherLine");
});

test("three tablets that hear nobody, the same voter at each in any order: one regular ballot", () => {
  const question = plainQuestion(california);
  const split = splitBook(
    [..."ABCDEFGHIJ"].map((letters) => ({ letters, voters: 9 })),
    ["one", "two", "three"],
  );
  if (!split.ok) throw new Error(split.error.type);
  const tablet: fc.Arbitrary<string> = fc.constantFrom("one", "two", "three");
  fc.assert(
    fc.property(letters, fc.array(tablet, { maxLength: 9 }), (name, attempts) => {
      const gave: string[] = [];
      for (const device of attempts) {
        const authority = holderOf(split.value, device, name);
        // Each knows what it did itself, and nothing of the others.
        const standing = gave.includes(device) ? { ...nobody, checkIns: [aCheckIn] } : nobody;
        if (disposition({ ...question, standing, authority }).kind === "regular") gave.push(device);
      }
      const holder = split.value[lineOf(split.value, name) - 1]?.device ?? "";
      expect(gave).toEqual(attempts.includes(holder) ? [holder] : []);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("one tablet alone has nothing to split", () => {
  expect(splitBook([{ letters: "A", voters: 3 }], ["one"])).toEqual({ ok: false, error: { type: "tooFewTablets" } });
});
