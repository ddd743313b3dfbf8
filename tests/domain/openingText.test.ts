/** Tablets show one code exactly where they have in common what the opening asks for. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OpeningLook, openingText } from "../../src/domain/openingText.ts";

const hour = 3_600_000;
const looks = fc.record({
  election: fc.string(),
  place: fc.string(),
  day: fc.constantFrom("2026-11-02", "2026-11-03"),
  build: fc.string(),
  roll: fc.nat(3),
  news: fc.option(fc.nat(3 * hour), { nil: undefined }),
});
const common = (look: OpeningLook): readonly unknown[] => [
  ...[look.election, look.place, look.day, look.build, look.roll],
  look.news === undefined ? undefined : Math.floor(look.news / hour),
];

test("the same text is said of the same election, place, day, program, list and hour of the news, and of nothing else", () => {
  fc.assert(
    fc.property(looks, looks, fc.nat(6), (one, two, which) => {
      // Mostly alike: one thing at a time is of the other tablet.
      const key = Object.keys(one)[which] as keyof OpeningLook | undefined;
      const other = key === undefined ? one : { ...one, [key]: two[key] };
      const same = JSON.stringify(common(one)) === JSON.stringify(common(other));
      expect(openingText(one) === openingText(other)).toBe(same);
    }),
    { seed: 20261103, numRuns: 2000 },
  );
});
