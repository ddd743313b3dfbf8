/** Why a ballot is provisional, in words, for those who decide on it. */
import { expect, test } from "vitest";
import { reasonInWords } from "../../src/cli/reasonWords.ts";
import { Rules } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";

const rulesOf = (state: string): Rules => packs.get(state)?.rules as Rules;

test.each([
  ["OH", "nameChanged", "documentsMissing", "Changed the name, without proof of the change"],
  ["TX", "absenteeIssued", "ballotNotHere", "Applied for a ballot by mail and has not canceled it"],
  ["CA", "absenteeIssued", "ballotNotHere", "Vote-by-mail ballot not given back"],
  // The state's own code is words already.
  ["NC", "identification", "idNone", "No Acceptable ID"],
  ["NC", "identification", "idException", "Photo ID Exception Form"],
])("%s, %s, %s: %s", (state, situation, way, words) => {
  expect(reasonInWords(rulesOf(state), { situation, way })).toBe(words);
});

test("a county that says nothing, an answer that its copy has no more, and a situation of a later program", () => {
  const none = Rules.parse({});
  expect(reasonInWords(none, { situation: "otherPlace", way: "insistsHere" })).toBe("Votes at another polling place");
  expect(reasonInWords(rulesOf("OH"), { situation: "otherPlace" })).toBe("Votes at another polling place");
  expect(reasonInWords(none, { situation: "onTheMoon", way: "insistsHere" })).toBe("onTheMoon");
});
