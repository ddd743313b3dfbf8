/** Tablets show one code exactly where they have in common what the opening asks for; where not, it is said what differs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lookDifferences, type OpeningLook, openingText } from "../../src/domain/openingText.ts";

const SEED = 20261103;
const looks = fc.record({
  election: fc.string(),
  place: fc.string(),
  day: fc.constantFrom("2026-11-02", "2026-11-03"),
  build: fc.constantFrom("3f9a2c1", "77b0e12"),
  roll: fc.integer({ min: 1, max: 3 }),
  listOf: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  missing: fc.nat(2),
  earlier: fc.nat(2),
});

test("the same text is said of the same election, place, day, program and list, and of nothing else", () => {
  fc.assert(
    fc.property(looks, looks, fc.nat(7), (one, two, which) => {
      // Mostly alike: one thing at a time is of the other tablet.
      const key = Object.keys(one)[which] as keyof OpeningLook | undefined;
      const other = key === undefined ? one : { ...one, [key]: two[key] };
      expect(openingText(one) === openingText(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test("two tablets of a place show one code exactly where nothing differs, and both say the same of what does", () => {
  fc.assert(
    fc.property(looks, looks, (one, two) => {
      const other = { ...two, election: one.election, place: one.place };
      const [there, back] = [lookDifferences(one, other), lookDifferences(other, one)];
      expect(there.length === 0).toBe(openingText(one) === openingText(other));
      expect(back.map(({ what }) => what)).toEqual(there.map(({ what }) => what));
      for (const { what } of there) expect(one[what]).not.toEqual(other[what]);
      // Whoever is behind is the same tablet, seen from either.
      const turned = { there: "here", here: "there" } as const;
      expect(back.map(({ behind }) => behind)).toEqual(there.map(({ behind }) => behind && turned[behind]));
    }),
    { seed: SEED, numRuns: 2000 },
  );
});
