import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isConfidential } from "../../src/domain/confidential.ts";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { createSearch } from "../../src/roll/voterSearch.ts";
import { checkRoll, type RollFindings } from "../../src/server/rollCheck.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { plainVoters } from "../helpers/openElection.ts";

const quiet = (): void => undefined;

async function checked(
  election: Election,
  voters: readonly VoterRecord[],
  change: (roll: AmendedRoll) => void = () => undefined,
): Promise<RollFindings> {
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const roll = new AmendedRoll(built.value);
  change(roll);
  return checkRoll(election, roll, createSearch(roll), quiet);
}

const primary = inventedElection(3);
const closedPrimary = Election.parse({
  ...primary,
  kind: "primary",
  ballotStyles: [
    { id: "D", splits: ["101", "102", "103"], party: "DEM" },
    { id: "R", splits: ["101", "102"], party: "REP" },
    { id: "N", splits: ["101", "102", "103"] },
  ],
});
const voter = (id: string, change: Partial<VoterRecord>): VoterRecord => ({
  ...(plainVoters(1)[0] as VoterRecord),
  id,
  lastName: `Name${"abcdef"[Number(id)] ?? "z"}`,
  birthDate: "1970-03-09",
  split: "101",
  ...change,
});

describe("ballots", () => {
  test("a sound roll has no fault, and everybody is found in every way", async () => {
    const election = inventedElection();
    const voters = [...inventedVoters(election, 5, 4000)];
    const found = await checked(election, voters);
    expect(found).toMatchObject({ voters: 4000, styleFaults: [], placeFaults: [], hidden: { voters: 0, ids: [] } });
    expect(found.routes.voterId).toBe(4000);
    const named = voters.filter((one) => !isConfidential(one));
    expect([found.routes.lastName, found.byNumber]).toEqual([named.length, 4000 - named.length]);
    expect(found.routes.birthDate).toBe(named.filter(({ birthDate }) => birthDate.length === 10).length);
  });

  test("a 17-year-old who may vote in the primary needs a ballot of their own, and only where the rules give one", async () => {
    const rules = packs.get("NC")?.rules;
    const held = (kind: string, styles: object[] = []): Election =>
      Election.parse({
        ...closedPrimary,
        kind,
        rules,
        date: "2026-05-05",
        ballotStyles: [...closedPrimary.ballotStyles, ...styles],
      });
    const voters = [
      voter("1", { party: "DEM", birthDate: "2008-09-01" }),
      voter("2", { party: "DEM", birthDate: "2008-12-01" }), // not by the general election
      voter("3", { party: "DEM" }),
    ];
    const lacking = { split: "101", party: "DEM", ballot: "", type: "underage", language: "", styles: [], voters: 1 };
    expect((await checked(held("primary"), voters)).styleFaults).toEqual([lacking]);
    const young = { id: "D17", splits: ["101", "102", "103"], party: "DEM", type: "underage" };
    expect((await checked(held("primary", [young]), voters)).styleFaults).toEqual([]);
    expect((await checked(held("general"), voters)).styleFaults).toEqual([]);
  });

  test("names the precinct, party and number of voters where a ballot has no style, or two", async () => {
    const voters = [
      voter("1", { party: "REP", split: "103" }), // chooses among D and N there
      voter("2", { party: "DEM" }),
      voter("3", { party: "", split: "999" }),
      voter("4", { party: "", split: "999", registration: "cancelled" }),
      voter("5", { flags: ["federalOnly"] }),
    ];
    const found = await checked(closedPrimary, voters);
    expect(found.eligible).toBe(4);
    expect(found.styleFaults).toEqual([
      { split: "999", party: "", ballot: "", type: "regular", language: "", styles: [], voters: 1 },
      { split: "101", party: "", ballot: "", type: "federalOnly", language: "", styles: [], voters: 1 },
    ]);
    expect(found.placeFaults).toEqual([{ split: "999", voters: 1 }]);

    const twoStyles = Election.parse({
      ...closedPrimary,
      ballotStyles: [...closedPrimary.ballotStyles, { id: "D2", splits: ["101"], party: "DEM" }],
    });
    expect((await checked(twoStyles, voters)).styleFaults).toContainEqual({
      split: "101",
      party: "DEM",
      ballot: "DEM",
      type: "regular",
      language: "en",
      styles: ["D", "D2"],
      voters: 1,
    });
  });

  test("each party's ballot has exactly one style in each language, whatever styles there are", async () => {
    const languages = fc.uniqueArray(fc.constantFrom("en", "es", "zh"), { minLength: 1, maxLength: 3 });
    const some = fc.array(languages, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(some, some, async (dem, rep) => {
        const stylesOf = (party: string, all: readonly (readonly string[])[]) =>
          all.map((languages, at) => ({ id: `${party}${at}`, splits: ["101"], party, languages }));
        const ballotStyles = [...stylesOf("DEM", dem), ...stylesOf("REP", rep)];
        const found = await checked(Election.parse({ ...primary, kind: "primary", ballotStyles }), [
          voter("1", { party: "" }),
        ]);
        // Every style is right if each language of any of them is in exactly one of the party's.
        const known = new Set([...dem, ...rep].flat());
        const once = (all: readonly (readonly string[])[]) => all.flat().sort().join() === [...known].sort().join();
        expect(found.styleFaults.length === 0).toBe(once(dem) && once(rep));
        for (const { ballot, language, styles } of found.styleFaults)
          expect(styles).toEqual(
            ballotStyles.filter((one) => one.party === ballot && one.languages.includes(language)).map(({ id }) => id),
          );
      }),
      { numRuns: 40 },
    );
  });

  test("counts every voter with a fault exactly once, whatever the definition leaves out", async () => {
    const election = inventedElection(4);
    const voters = [...inventedVoters(election, 6, 300)];
    await fc.assert(
      fc.asyncProperty(fc.subarray(election.precincts, { minLength: 1 }), async (kept) => {
        const splits = kept.map(({ id }) => id);
        const found = await checked(
          { ...election, ballotStyles: [{ ...election.ballotStyles[0], splits } as never] },
          voters,
        );
        const lacking = voters.filter(
          (one) => !splits.includes(one.split) && one.registration !== "cancelled" && one.registration !== "denied",
        );
        expect(found.styleFaults.reduce((sum, { voters: n }) => sum + n, 0)).toBe(lacking.length);
      }),
      { numRuns: 15 },
    );
  });
});

describe("ways to be found", () => {
  test("whoever has neither a name that can be typed nor a birth date is named by id", async () => {
    const found = await checked(inventedElection(), [
      voter("1", { lastName: "—", birthDate: "1970" }),
      voter("2", { lastName: "—" }),
      voter("3", { birthDate: "" }),
    ]);
    expect(found.hidden).toEqual({ voters: 1, ids: ["1"] });
    expect(found.routes).toEqual({ lastName: 1, birthDate: 1, voterId: 3 });
  });

  test("a confidential voter is found by number, and counted apart", async () => {
    const found = await checked(inventedElection(), [
      voter("1", { lastName: "Unsaid", birthDate: "1970-01-01", flags: ["confidential"] }),
      voter("2", { lastName: "Said", birthDate: "1970-01-01" }),
    ]);
    expect(found).toMatchObject({ byNumber: 1, hidden: { voters: 0 } });
    expect(found.routes).toEqual({ lastName: 1, birthDate: 1, voterId: 2 });
  });

  test("voters who are spelled alike, whom others outrank, are found", async () => {
    const many = Array.from({ length: 400 }, (_, n) => voter(`a${n}`, { lastName: "Nguyen", firstName: "An" }));
    const found = await checked(inventedElection(), [...many, voter("b", { lastName: "Nguyễn", firstName: "Zoe" })]);
    expect(found.routes.lastName).toBe(401);
  });

  test("looks at the roll as amended: voters who were added, renamed or moved", async () => {
    const found = await checked(inventedElection(), [voter("1", {}), voter("2", {})], (roll) => {
      roll.apply(1, {
        changes: [
          { add: voter("3", { split: "999" }) },
          { voter: "1", set: { lastName: "Changed" } },
          { voter: "2", set: { split: "998" } },
        ],
      } as never);
    });
    expect(found.voters).toBe(3);
    expect(found.routes).toEqual({ lastName: 3, birthDate: 3, voterId: 3 });
    expect(found.placeFaults.map(({ split }) => split).sort()).toEqual(["998", "999"]);
  });
});
