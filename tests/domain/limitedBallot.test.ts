/** Texas: who moved here and is registered in another county gets a limited ballot in early voting, at one place only. */
import { expect, test } from "vitest";
import { type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { voterOf } from "../../src/domain/person.ts";
import { now, plainQuestion, stranger } from "./packElection.ts";

const twoWeeks = 14 * 86_400_000;
const answers = { notOnList: "registeredElsewhere" } as const;

/** Somebody on no list at the place "hall", before election day; `main`: which place the election names. */
function early(main: string | undefined): DispositionInput {
  const plain = plainQuestion(packs.get("TX") as Pack);
  const { person, split, party } = stranger;
  return {
    ...plain,
    election: Election.parse({ ...plain.election, ...(main === undefined ? {} : { mainEarlyVoting: main }) }),
    voter: voterOf(person, "P", split, party),
    newcomer: { as: "person", unlisted: stranger, alike: [] },
    now: now - twoWeeks,
    knownThrough: { size: 1, at: now - twoWeeks },
  };
}

const waysOf = (question: DispositionInput): readonly string[] => {
  const first = disposition(question);
  if (first.kind !== "ask" || first.question.situation !== "notOnList") throw new Error(first.kind);
  return first.question.ways.map(({ way }) => way);
};

test("asked in early voting only, and in Texas only", () => {
  expect(waysOf(early("school"))).toEqual(["claimsRegistration", "registeredElsewhere"]);
  const onTheDay = { ...early("school"), now, knownThrough: { size: 1, at: now } };
  expect(waysOf(onTheDay)).toEqual(["claimsRegistration"]);
  expect(disposition(onTheDay, answers)).toMatchObject({ kind: "ask" });
  const having = [...packs.values()].filter(({ rules }) =>
    Object.values(rules.situations).some(({ ways }) => ways.some(({ way }) => way === "registeredElsewhere")),
  );
  expect(having.map(({ state }) => state)).toEqual(["TX"]);
});

test.each([
  ["school", "mainPlace", { reason: "limitedBallot", here: false, place: { id: "school" } }],
  ["hall", "inspector", { reason: "limitedBallot", here: true, place: { id: "hall" } }],
  [undefined, "callCounty", { reason: "limitedBallot", here: false, place: undefined }],
] as const)("the main early voting place is %s: %s", (main, offer, why) => {
  const sent = disposition(early(main), answers);
  expect(sent).toMatchObject({ kind: "none", why, offer });
  // Whoever does not go may claim to be registered here instead.
  if (sent.kind === "none") expect(sent.instead?.ways.map(({ way }) => way)).toContain("claimsRegistration");
  expect(disposition(early(main), { notOnList: "claimsRegistration", identification: "idShown" }).kind).toBe(
    "provisional",
  );
});

test("an election names a place that it has", () => {
  const { election } = plainQuestion(packs.get("TX") as Pack);
  const read = Election.safeParse({ ...election, mainEarlyVoting: "nowhere" });
  expect(read.error?.issues).toMatchObject([
    { path: ["mainEarlyVoting"], message: 'there is no polling place "nowhere"' },
  ]);
});
