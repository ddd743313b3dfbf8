import fc from "fast-check";
import { expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { compareStyles, readStyleTable } from "../../src/server/styleTable.ts";

const election = Election.parse({
  format: "turnout-election/1",
  id: "primary",
  name: "Primary",
  county: "Marlow",
  state: "ZZ",
  date: "2026-03-03",
  timeZone: "America/New_York",
  kind: "primary",
  parties: [
    { id: "DEM", name: "Democratic", hasBallot: true },
    { id: "REP", name: "Republican", hasBallot: true },
  ],
  precincts: [
    { id: "1", name: "One" },
    {
      id: "2",
      name: "Two",
      splits: [
        { id: "2A", name: "Two A" },
        { id: "2B", name: "Two B" },
      ],
    },
  ],
  ballotStyles: [
    { id: "D1", splits: ["1"], party: "DEM" },
    { id: "R1", splits: ["1"], party: "REP" },
    { id: "D2", splits: ["2A", "2B"], party: "DEM" },
    { id: "R2", splits: ["2A", "2B"], party: "REP" },
    { id: "F", splits: ["1"], type: "federalOnly" },
  ],
  places: [{ id: "hall", name: "Hall", address: "1 Main St", serves: "all" }],
});
const rows = ["1,DEM,D1", "1,REP,R1", "2,DEM,D2", "2A,REP,R2", "2B,REP,R2"];

const compared = (text: string) => {
  const table = readStyleTable(election, text);
  if (!table.ok) throw new Error(table.error.type);
  return compareStyles(election, table.value);
};

test("an equal table has no differences, in any order of rows and columns and with any delimiter", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(rows, { minLength: rows.length }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      (some, delimiter, end) => {
        const swapped = ["precinct,party,style", ...some].map((row) => row.split(",").reverse().join(delimiter));
        expect(compared(`\uFEFF${swapped.join(end)}${end}`)).toEqual([]);
      },
    ),
  );
});

test("a ballot that only one of them knows is named, with the line of the table", () => {
  const wrong = ["Precinct,Style,Party", "1,D1,DEM", '"1","R2","REP"', "", "2,D2,DEM", "2A,R2,REP"].join("\n");
  expect(compared(wrong)).toEqual([
    { only: "table", row: 3, split: "1", party: "REP", style: "R2" },
    { only: "definition", split: "1", party: "REP", style: "R1" },
    { only: "definition", split: "2B", party: "REP", style: "R2" },
  ]);
});

test("a table that cannot be read says where", () => {
  const problem = (text: string) => {
    const read = readStyleTable(election, text);
    return read.ok ? undefined : read.error;
  };
  expect(problem("")).toEqual({ type: "columnMissing", column: "precinct" });
  expect(problem("precinct,ballot\n1,D1")).toEqual({ type: "columnMissing", column: "style" });
  expect(problem("precinct,style\n1,D1\n7,D1")).toEqual({ type: "precinctUnknown", row: 3, value: "7" });
  expect(problem("precinct,style\n1,\n")).toEqual({ type: "fieldEmpty", row: 2, column: "style" });
});
