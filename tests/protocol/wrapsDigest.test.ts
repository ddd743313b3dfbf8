/** The digest by which a tablet knows whether it holds the wraps that it should. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Wrap, wrapsDigest } from "../../src/protocol/enrolment.ts";

const wrap: fc.Arbitrary<Wrap> = fc.record({
  place: fc.constantFrom("school", "library", 'a","b', "Ä", ""),
  issue: fc.integer({ min: 1, max: 3 }),
  wrap: fc.constantFrom("AAAA", "AAAB", ""),
});
const lists = fc.uniqueArray(wrap, { maxLength: 5, selector: ({ place, issue }) => `${place} ${issue}` });
const sorted = (wraps: readonly Wrap[]): string =>
  JSON.stringify(wraps.map(({ place, issue, wrap }) => JSON.stringify([place, issue, wrap])).sort());

test("equal for the same wraps in any order, different for any others", async () => {
  await fc.assert(
    fc.asyncProperty(lists, lists, async (one, other) => {
      const digest = await wrapsDigest(one);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(await wrapsDigest(one.toReversed())).toBe(digest);
      expect((await wrapsDigest(other)) === digest).toBe(sorted(one) === sorted(other));
    }),
  );
});
