/** Who may be one person: found in spite of one damage, the same from both sides, and not by name alone. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { alikeRows, looksLike } from "../../src/roll/alike.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { createSearch } from "../../src/roll/voterSearch.ts";
import { anyVoter } from "../helpers/hostileVoters.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";
import { typingError } from "./damagedNames.ts";

const voters = invented(3000);
await loadSimilarNames();
const built = await buildRoll(voters);
if (!built.ok) throw new Error(built.error.type);
const roll = built.value;
const search = createSearch(roll);

/** Numbers from 0 to 1, always the same. */
function numbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 48_271) % 2_147_483_647;
    return at / 2_147_483_647;
  };
}

test("P6: whoever is on the roll is found again with one thing written down otherwise", () => {
  const next = numbers(7);
  const missed: string[] = [];
  let tried = 0;
  for (const known of voters.filter((_, n) => n % 60 === 0)) {
    if (known.birthDate.length < 10 || known.lastName.length < 5 || known.firstName.length < 5) continue;
    const otherDay = known.birthDate.endsWith("1") ? "2" : "1";
    const changes = {
      lastName: { lastName: typingError(known.lastName, next) ?? known.lastName },
      firstName: { firstName: typingError(known.firstName, next) ?? known.firstName },
      birthDate: { birthDate: known.birthDate.slice(0, 9) + otherDay },
      married: { lastName: "Zzyzx" },
      both: { lastName: `${known.lastName}-Zzyzx` },
    };
    for (const [what, change] of Object.entries(changes)) {
      tried++;
      const person = { ...known, ...change, id: "" };
      if (!alikeRows(roll, search, person).some((row) => roll.voterAt(row).id === known.id))
        missed.push(`${what}: ${known.lastName}, ${known.firstName}`);
    }
  }
  expect(tried).toBeGreaterThan(80);
  expect(missed).toEqual([]);
});

test("the same from both sides, and never fails", () => {
  fc.assert(
    fc.property(anyVoter, anyVoter, (a, b) => {
      expect(looksLike(a, b)).toBe(looksLike(b, a));
      alikeRows(roll, search, { ...a, id: "" });
    }),
    { numRuns: 40 },
  );
});

test.each([
  ["one person", {}, true],
  ["another birth date and address", { birthDate: "1955-11-30", houseNumber: "9" }, false],
  ["father and son", { birthDate: "1935-11-30" }, true],
  ["another name, born on the same day", { lastName: "Quist", houseNumber: "9" }, false],
  ["another name at the address", { lastName: "Quist", birthDate: "1955-11-30" }, false],
  ["first and last name swapped", { lastName: "Luz", firstName: "Ortega", houseNumber: "9" }, true],
  ["a birth date that the roll does not have", { birthDate: "1961", houseNumber: "9" }, true],
  ["a nickname, the same birth date", { firstName: "Lucita", houseNumber: "9" }, true],
])("%s: %s", (_, change, expected) => {
  const luz = { lastName: "Ortega", firstName: "Luz", birthDate: "1961-07-04", houseNumber: "412", street: "Maple St" };
  expect(looksLike(voter("A", luz), voter("B", { ...luz, ...change }))).toBe(expected);
});
