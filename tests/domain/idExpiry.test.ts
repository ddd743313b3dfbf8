/** From which day of expiry on a photo ID counts: by state and age, at each border, and that there is always one answer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageOn } from "../../src/domain/age.ts";
import { isDay } from "../../src/domain/details.ts";
import { type ExpiryRule, idExpiry, isTooOld } from "../../src/domain/idExpiry.ts";
import { packs } from "../../src/domain/packs/packs.ts";

const SEED = 20261103;
const electionDay = "2026-11-03";
const ruleOf = (state: string): ExpiryRule => {
  const rule = packs.get(state)?.rules.identificationKinds.expired;
  if (rule === undefined) throw new Error(`${state} says nothing of expiry`);
  return rule;
};

type Row = readonly [state: string, born: string, first: string, unlessAge?: number];

/** Of voters born on this day: the first day of expiry that counts; "any", or what the birth date leaves open. */
const table: readonly Row[] = [
  ["TX", "1990-05-01", "2022-11-03"],
  ["TX", "1956-11-04", "2022-11-03"], // 69 until tomorrow
  ["TX", "1956-11-03", "any"], // 70 today
  ["TX", "1930-01-01", "any"],
  ["TX", "1957", "2022-11-03"],
  ["TX", "1956", "2022-11-03", 70],
  ["TX", "1955", "any"],
  ["TX", "", "2022-11-03", 70],
  ["NC", "1990-05-01", "2025-11-03"],
  ["NC", "1961-11-04", "2025-11-03"], // 64 until tomorrow
  ["NC", "1961-11-03", "2025-11-03"], // 65 today: nothing more than the year
  ["NC", "1960-11-04", "2025-11-03"], // 65 on the day after the year began
  ["NC", "1960-11-02", "2025-11-02"],
  ["NC", "1946-05-01", "2011-05-01"],
  ["NC", "1961", "2025-11-03", 65],
  ["NC", "1946", "2025-11-03", 65], // over 65, and the birthday is not on the list
  ["NC", "1962", "2025-11-03"],
  ["OH", "1990-05-01", "2026-11-03"],
  ["OH", "1930-01-01", "2026-11-03"],
  ["OH", "", "2026-11-03"],
  ["NH", "1990-05-01", "2021-11-03"],
  ["NH", "1961-11-04", "2021-11-03"],
  ["NH", "1961-11-03", "any"],
  ["NH", "1961", "2021-11-03", 65],
  ["CA", "1990-05-01", "2026-11-03"],
  ["CA", "1930-01-01", "2026-11-03"],
];

describe("the first day that counts", () => {
  const rows = table.map(([state, born, first, unlessAge]) => ({ state, born, first, unlessAge }));
  test.each(rows)("$state, born $born: $first", ({ state, born, first, unlessAge }) => {
    expect(idExpiry(ruleOf(state), born, electionDay)).toEqual({
      ...{ from: first === "any" ? undefined : first, unlessAge },
    });
    if (first === "any") {
      expect(isTooOld(ruleOf(state), { expires: "1980-01-01", birthDate: born }, born, electionDay)).toBe(false);
      return;
    }
    const old = (expires: string | undefined): boolean =>
      isTooOld(ruleOf(state), { expires, birthDate: "1990-05-01" }, born, electionDay);
    expect([dayBefore(first), first, "2031-01-01", undefined].map(old)).toEqual([true, false, false, false]);
  });

  test("every pack has a rule, and a row of the table", () => {
    expect(new Set(table.map(([state]) => state))).toEqual(new Set(packs.keys()));
  });

  test("counted from the day of voting, early or not, and from the day before where February has no 29th", () => {
    expect(idExpiry({ years: 4 }, "1990-05-01", "2026-10-19").from).toBe("2022-10-19");
    expect(idExpiry({ years: 1 }, "1990-05-01", "2028-02-29").from).toBe("2027-02-28");
    expect(idExpiry({ years: 4 }, "1990-05-01", "2028-02-29").from).toBe("2024-02-29");
    expect(idExpiry(ruleOf("NC"), "1960-02-29", "2030-01-01").from).toBe("2025-02-28");
  });
});

test("a card with a whole birth date tells the age that the list leaves open", () => {
  const card = (birthDate: string) => ({ expires: "2015-01-01", birthDate });
  expect(isTooOld(ruleOf("TX"), card("1956-11-03"), "1956", electionDay)).toBe(false);
  expect(isTooOld(ruleOf("TX"), card("1956-11-04"), "1956", electionDay)).toBe(true);
  // What the list knows for certain comes first.
  expect(isTooOld(ruleOf("TX"), card("1930-01-01"), "1990-05-01", electionDay)).toBe(true);
  expect(isTooOld(undefined, card("1990-05-01"), "1990-05-01", electionDay)).toBe(false);
});

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2050-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const anyRule: fc.Arbitrary<ExpiryRule> = fc.oneof(
  fc.constantFrom(...[...packs.keys()].map(ruleOf)),
  fc.record(
    {
      years: fc.integer({ min: 0, max: 20 }),
      anyFrom: fc.integer({ min: 18, max: 120 }),
      goodThen: fc.constant(true as const),
    },
    { requiredKeys: ["years"] },
  ),
);
const born = fc.oneof(
  { weight: 4, arbitrary: day },
  day.map((one) => one.slice(0, 4)),
  fc.constant(""),
);

test("whatever the rule, the birth date and the day: one answer, a day of the calendar, never later than today", () => {
  fc.assert(
    fc.property(anyRule, born, day, day, (rule, birthDate, today, expires) => {
      const limit = idExpiry(rule, birthDate, today);
      expect(idExpiry(rule, birthDate, today)).toEqual(limit);
      if (limit.from !== undefined) {
        expect(isDay(limit.from)).toBe(true);
        expect(limit.from <= today).toBe(true);
      }
      // What is left open is an age that the voter may have, and a whole birth date leaves nothing open.
      if (limit.unlessAge !== undefined) {
        expect(birthDate.length).toBeLessThan(10);
        expect(ageOn(birthDate, today)?.most ?? 200).toBeGreaterThanOrEqual(limit.unlessAge);
      }
      const old = isTooOld(rule, { expires, birthDate: "1990-05-01" }, birthDate, today);
      // A card that is good today always counts.
      if (expires >= today) expect(old).toBe(false);
      if (isDay(birthDate)) expect(old).toBe(limit.from !== undefined && expires < limit.from);
    }),
    { seed: SEED, numRuns: 3000 },
  );
});

test("nobody is asked for more for being older, nor for a card that expired later", () => {
  fc.assert(
    fc.property(anyRule, day, day, day, day, (rule, one, other, today, expires) => {
      const [older, younger] = one < other ? [one, other] : [other, one];
      const old = (birthDate: string, day: string): boolean =>
        isTooOld(rule, { expires: day, birthDate }, birthDate, today);
      if (old(older, expires)) expect(old(younger, expires)).toBe(true);
      if (!old(younger, expires)) expect(old(younger, today > expires ? today : expires)).toBe(false);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
