/** Who stands on which paper list: everybody exactly where the election says, in name order, confidential voters apart. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asListed, isConfidential } from "../../src/domain/confidential.ts";
import { Election, serves, splitOf } from "../../src/domain/election.ts";
import { PaperLines } from "../../src/domain/paperLine.ts";
import { Standings } from "../../src/domain/standing.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { rowsInNameOrder } from "../../src/roll/nameOrder.ts";
import { type PaperKind, paperLists } from "../../src/roll/paperLists.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { anyVoter } from "../helpers/hostileVoters.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";

/** Precincts 101 to 106; 102 is served by two places, 106 by a vote center only. */
const election = Election.parse({
  ...inventedElection(6),
  places: [
    { id: "a", name: "A", address: "1 A St", serves: ["101", "102"] },
    { id: "b", name: "B", address: "1 B St", serves: ["102", "103", "104", "105"] },
    { id: "center", name: "Center", address: "1 C St", serves: "all" },
  ],
});

const splits = fc.constantFrom("101", "102", "103", "104", "105", "106", "", "no such split");
/** Few names, so that many voters share one, in several scripts; any facets. */
const names = fc.constantFrom("", "Ng", "ng", "N g", "García", "GARCIA", "O’Brien", "OBrien", "王", "علي", "Đặng", "?");
const someone = fc
  .tuple(anyVoter, names, names, splits)
  .map(([any, lastName, firstName, split]): VoterRecord => asListed({ ...any, lastName, firstName, split }));
const several = (maxLength: number) => fc.uniqueArray(someone, { maxLength, selector: ({ id }) => id });

/** A roll of the first voters, with the others added and some of the first renamed by amendments. */
const anyRoll = fc.tuple(
  several(40),
  several(12),
  fc.array(fc.tuple(fc.nat(39), names, names, splits), { maxLength: 12 }),
);

async function amended([first, others, renamed]: typeof anyRoll extends fc.Arbitrary<infer T> ? T : never) {
  const built = await buildRoll(first);
  if (!built.ok) throw new Error(built.error.type);
  const roll = new AmendedRoll(built.value);
  const changes = [
    ...others.map((add) => ({ add })),
    ...renamed.flatMap(([at, lastName, firstName, split], n) => {
      const known = first[at];
      if (known === undefined) return [];
      return [{ voter: known.id, set: n % 3 === 0 ? { split } : { lastName, firstName, split } }];
    }),
  ];
  roll.apply(3, { format: "turnout-amendment/1", changes });
  return roll;
}

const votersOf = (roll: AmendedRoll): VoterRecord[] => Array.from({ length: roll.rows }, (_, row) => roll.voterAt(row));

test("the rows of an amended roll come in the order of a roll that is built anew from the same voters", async () => {
  await fc.assert(
    fc.asyncProperty(anyRoll, async (of) => {
      const roll = await amended(of);
      const anew = await buildRoll(votersOf(roll));
      if (!anew.ok) throw new Error(anew.error.type);
      const expected = Array.from({ length: roll.rows }, (_, row) => anew.value.voterAt(row).id);
      expect([...rowsInNameOrder(roll)].map((row) => roll.voterAt(row).id)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test("every voter stands exactly once on the list of each place that serves them and on no other; the counts add up", async () => {
  await fc.assert(
    fc.asyncProperty(anyRoll, fc.constantFrom<PaperKind>("book", "posted"), async (of, kind) => {
      const roll = await amended(of);
      const standings = new Standings();
      const { lists, voters, nowhere } = paperLists({
        election,
        roll,
        standings,
        places: election.places,
        kind,
      });
      const all = votersOf(roll);
      const order = new Map([...rowsInNameOrder(roll)].map((row, at) => [row, at]));
      expect(voters).toBe(all.length);
      expect(nowhere).toBe(all.filter(({ split }) => splitOf(election, split) === undefined).length);
      expect(lists.map(({ place }) => place.id)).toEqual(["a", "b", "center"]);
      for (const { place, rows, byNumber, counts } of lists) {
        const served = all.flatMap((one, row) => {
          const split = splitOf(election, one.split);
          return split !== undefined && serves(place, split.precinct.id) ? [row] : [];
        });
        const secret = served.filter((row) => isConfidential(all[row] as VoterRecord));
        expect(counts).toMatchObject({ voters: served.length, checkedIn: 0, confidential: secret.length });
        expect(rows.toSorted((a, b) => (order.get(a) as number) - (order.get(b) as number))).toEqual(rows);
        expect(rows.length + secret.length + counts.notPosted).toBe(served.length);
        for (const row of rows) expect(isConfidential(all[row] as VoterRecord)).toBe(false);
        expect(new Set(rows).size).toBe(rows.length);
        if (kind === "posted") {
          expect(byNumber).toHaveLength(0);
          continue;
        }
        expect(counts.notPosted).toBe(0);
        expect([...rows, ...byNumber].toSorted((a, b) => a - b)).toEqual(served);
        expect([...byNumber].toSorted((a, b) => a - b)).toEqual(secret);
      }
    }),
    { numRuns: 60 },
  );
});

test("a place that alone is asked for has the same list; voters of other places are not missing, they stand elsewhere", async () => {
  const roll = await amended([
    [voter("1", { split: "101" }), voter("2", { split: "103" }), voter("3", { split: "999" })],
    [],
    [],
  ]);
  const of = (places: typeof election.places) =>
    paperLists({ election, roll, standings: new Standings(), places, kind: "book" });
  const [a] = election.places;
  if (a === undefined) throw new Error("no place");
  const alone = of([a]);
  expect(alone.lists).toEqual(of(election.places).lists.slice(0, 1));
  expect(alone.nowhere).toBe(1);
});

test("confidential voters: in the order of their numbers, or left out, and no line of theirs has a name", async () => {
  const secret = (id: string, lastName: string) =>
    voter(id, {
      split: "101",
      lastName,
      firstName: "Ann",
      flags: ["confidential"],
      birthDate: "1980-01-02",
      city: "Town",
    });
  const roll = await amended([
    [secret("30", "Abel"), secret("4", "Zorn"), secret("100", "Moss"), voter("5", { lastName: "Moe" })],
    [],
    [],
  ]);
  const input = {
    election,
    roll,
    standings: new Standings(),
    places: election.places.slice(0, 1),
    kind: "book",
  } as const;
  const leftOut = { book: "leftOut", source: "a test", confidence: "practice" } as const;
  const leavingOut = { ...election, rules: { ...election.rules, confidential: leftOut } };
  const [shown] = paperLists(input).lists;
  const [hidden] = paperLists({ ...input, election: leavingOut }).lists;
  if (shown === undefined || hidden === undefined) throw new Error("no list");
  const lines = new PaperLines(election);
  const printed = [...shown.byNumber].map((row) =>
    lines.byNumber(roll.voterAt(row), new Standings().of("30"), "K3M-7QPX", "a"),
  );
  expect(printed.map(({ voterId }) => voterId)).toEqual(["100", "30", "4"]);
  expect(JSON.stringify(printed)).not.toMatch(/Abel|Zorn|Moss|Ann|1980|Town|101/);
  expect(hidden.byNumber).toHaveLength(0);
  expect(hidden.counts).toEqual(shown.counts);
  expect([...hidden.rows]).toEqual([...shown.rows]);
});
