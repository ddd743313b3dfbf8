/** P2: an election definition is accepted as a whole or refused with every place that is wrong. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { Election, serves, splitsOf } from "../../src/domain/election.ts";
import { EventName } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import { anyElection } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure

/** The smallest definition that uses every kind of reference. */
const sound = () => ({
  format: "turnout-election/1",
  id: "any-2026",
  name: "Any Election",
  county: "Marlow",
  state: "ZZ",
  date: "2026-11-03",
  timeZone: "America/New_York",
  kind: "primary",
  parties: [{ id: "DEM", name: "Democratic" }],
  precincts: [
    {
      id: "101",
      name: "One",
      splits: [
        { id: "101A", name: "A" },
        { id: "101B", name: "B" },
      ],
    },
    { id: "102", name: "Two" },
  ],
  ballotStyles: [{ id: "1", splits: ["101A", "101B", "102"], party: "DEM" }],
  places: [{ id: "hall", name: "Hall", address: "1 Main St", serves: ["101", "102"] }],
});
type Draft = ReturnType<typeof sound>;

/** Paths and messages of all problems. */
const problems = (draft: unknown): [string, string][] => {
  const read = Election.safeParse(draft);
  return read.success ? [] : read.error.issues.map(({ path, message }) => [path.join("."), message]);
};

describe("P2: every name that one part uses exists in another", () => {
  const cases: [string, (draft: Draft) => unknown, string, string][] = [
    [
      "a style's split",
      (d) => ((d.ballotStyles[0] as Draft["ballotStyles"][0]).splits = ["101A", "x"]),
      "ballotStyles.0.splits.1",
      'there is no precinct split "x"',
    ],
    [
      "a divided precinct's own id as a split",
      (d) => ((d.ballotStyles[0] as Draft["ballotStyles"][0]).splits = ["101"]),
      "ballotStyles.0.splits.0",
      'there is no precinct split "101"',
    ],
    [
      "a style's party",
      (d) => ((d.ballotStyles[0] as Draft["ballotStyles"][0]).party = "REP"),
      "ballotStyles.0.party",
      'there is no party "REP"',
    ],
    [
      "a place's precinct",
      (d) => ((d.places[0] as Draft["places"][0]).serves = ["101", "102", "x"]),
      "places.0.serves.2",
      'there is no precinct "x"',
    ],
    [
      "a precinct that no place serves",
      (d) => ((d.places[0] as Draft["places"][0]).serves = ["101"]),
      "precincts.1",
      'no polling place serves the precinct "102"',
    ],
    [
      "a precinct twice",
      (d) => d.precincts.push({ id: "102", name: "Two" }),
      "precincts.2.id",
      '"102" occurs twice; ids must differ',
    ],
    [
      "a party twice",
      (d) => d.parties.push({ id: "DEM", name: "D" }),
      "parties.1.id",
      '"DEM" occurs twice; ids must differ',
    ],
    [
      "a style twice",
      (d) => d.ballotStyles.push(...d.ballotStyles),
      "ballotStyles.1.id",
      '"1" occurs twice; ids must differ',
    ],
    ["a place twice", (d) => d.places.push(...d.places), "places.1.id", '"hall" occurs twice; ids must differ'],
    [
      "a split twice",
      (d) =>
        ((d.precincts[0] as Draft["precincts"][0]).splits = [
          { id: "102", name: "A" },
          { id: "101A", name: "B" },
          { id: "101B", name: "C" },
        ]),
      "precincts",
      'the split "102" occurs twice; ids must differ',
    ],
    [
      "a style of more than one sheet",
      (d) => ((d as { rules?: object }).rules = { balance: { sheets: { x: 2 } } }),
      "rules.balance.sheets.x",
      'there is no ballot style "x"',
    ],
  ];
  test.each(cases)("%s", (_, change, path, message) => {
    const draft = sound();
    expect(problems(draft)).toEqual([]);
    change(draft);
    expect(problems(draft)).toContainEqual([path, message]);
  });

  test("all of them at once, not only the first", () => {
    const draft = sound();
    for (const [at, [, change]] of cases.entries()) if (at === 2 || at === 3) change(draft);
    expect(problems(draft).map(([path]) => path)).toEqual(["ballotStyles.0.party", "places.0.serves.2"]);
  });

  test.each<[string, object, string]>([
    ["an unknown field", { colour: "red" }, ""],
    ["another format", { format: "turnout-election/2" }, "format"],
    ["a state's name", { state: "Ohio" }, "state"],
    ["a date that is none", { date: "2026-02-30" }, "date"],
    ["a time zone that is none", { timeZone: "America/Nowhere" }, "timeZone"],
    ["an hour that is none", { polls: { open: "7:00", close: "24:00" } }, "polls.open"],
    ["no precincts", { precincts: [] }, "precincts"],
    ["an id with blanks at its end", { id: "any " }, "id"],
    ["an id of 65 characters", { id: "x".repeat(65) }, "id"],
    ["a rule that is none", { rules: { identification: "whatever" } }, "rules.identification"],
  ])("%s is refused", (_, set, path) => {
    expect(problems({ ...sound(), ...set }).map(([at]) => at)).toContain(path);
  });
});

describe("a definition", () => {
  test("has ids that events can carry, whatever their characters", () => {
    const longest = "🗳".repeat(64); // 64 code points, 128 units of UTF-16
    expect(Election.parse({ ...sound(), id: longest }).id).toBe(longest);
    expect(EventName.safeParse({ device: longest, seq: 0, hash: "0".repeat(64) }).success).toBe(true);
    expect(EventName.safeParse({ device: `${longest}x`, seq: 0, hash: "0".repeat(64) }).success).toBe(false);
  });

  test("that was accepted is accepted again, unchanged", () => {
    fc.assert(
      fc.property(anyElection, (election) => {
        expect(Election.parse(JSON.parse(JSON.stringify(election)))).toEqual(election);
      }),
      { seed: SEED },
    );
  });

  test("says the cautious rule where it says none", () => {
    expect(Election.parse(sound()).rules).toMatchObject({
      situations: {},
      say: "voterStates",
    });
  });

  test("has one split for an undivided precinct, with the precinct's id", () => {
    const { precincts } = Election.parse(sound());
    expect(splitsOf({ precincts }).map(({ id, precinct }) => [id, precinct.id])).toEqual([
      ["101A", "101"],
      ["101B", "101"],
      ["102", "102"],
    ]);
  });

  test("every precinct is served somewhere, and a vote center serves them all", () => {
    fc.assert(
      fc.property(anyElection, (election) => {
        for (const { id } of election.precincts) {
          expect(election.places.some((one) => serves(one, id))).toBe(true);
          for (const one of election.places)
            expect(serves(one, id)).toBe(one.serves === "all" || one.serves.includes(id));
        }
      }),
      { seed: SEED },
    );
  });

  test("can be published as a JSON Schema that describes every part", () => {
    const { $ref, $defs } = z.toJSONSchema(Election, { io: "input" });
    expect($ref).toBe("#/$defs/Election");
    const schema = $defs?.["Election"] ?? {};
    expect(schema).toMatchObject({ title: "Turnout election definition", type: "object", additionalProperties: false });
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(Election.shape));
    expect(schema.required).toContain("precincts");
    expect(schema.required).not.toContain("rules"); // has a default
    expect(() => z.toJSONSchema(EventBody)).not.toThrow();
  });
});
