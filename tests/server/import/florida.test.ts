/** Florida's extract: no header, a quotation mark is a letter, "*" is a voter exempt from public records. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { electionOf, importText } from "./importText.ts";

const election = electionOf({
  county: "Alachua",
  precincts: [{ id: "12", splits: ["12/12.1", "12/12.2"] }, "13"],
  parties: { DEM: "Democratic", REP: "Republican" },
});
const fixture = (): Promise<string> => readFile(new URL("fixtures/florida.txt", import.meta.url), "utf8");

test("a county file", async () => {
  const { voters, report } = await importText(await fixture(), { election });
  expect(report.files[0]).toMatchObject({ layout: "Florida voter extract", header: false, read: 3 });
  expect(voters[0]).toMatchObject({
    id: "0100000001",
    lastName: "GARCIA",
    firstName: 'ANA "NITA"',
    suffix: "JR",
    birthDate: "1961-03-07",
    houseNumber: "12",
    street: "OAK ST",
    unit: "APT 4",
    split: "12/12.1",
    party: "DEM",
    registration: "active",
    flags: [],
    mailing: "PO BOX 9\nGAINESVILLE, FL 32602",
  });
  expect(voters[1]).toMatchObject({
    lastName: "",
    birthDate: "",
    split: "",
    party: "",
    flags: ["confidential"],
    mailing: "",
  });
  expect(voters[2]).toMatchObject({ houseNumber: "0007", unit: "UNIT 3", split: "13", registration: "preregistered" });
  expect(report).toMatchObject({ accepted: 2, needsDecision: 1, problems: [{ row: 2, field: "Precinct" }] });
});

test("a part that the election does not know, and a divided precinct without part, are marked", async () => {
  const text = await fixture();
  const other = await importText(text.replace("\t12.1\t", "\t12.9\t"), { election });
  expect(other.report.problems[0]).toMatchObject({ row: 1, field: "Precinct Split", kind: "unknownPrecinct" });
  expect(other.report.problems[0]?.reason).toContain('"12.9"');
  const blank = await importText(text.replace("\t12.1\t", "\t\t"), { election });
  expect(blank.report.problems[0]).toMatchObject({ row: 1, field: "Precinct Split", kind: "unknownPrecinct" });
  const undivided = await importText(text.replace("\t13\t\t\t", "\t13\t\t13.4\t"), { election });
  expect(undivided.report.needsDecision).toBe(2);
});

test("voters of another county are not put into a precinct of the same number", async () => {
  const { voters, report } = await importText((await fixture()).replaceAll("ALA\t", "BAK\t"), { election });
  expect(voters.map((v) => v.split)).toEqual(["", "", ""]);
  expect(report.needsDecision).toBe(3);
});

test("the history file is not a voter file", async () => {
  await expect(importText("ALA\t0100000001\t11/03/2020\tGEN\tE\n", { election, layout: "florida" })).rejects.toThrow(
    /layoutNotRecognised/,
  );
  await expect(importText("ALA\t0100000001\t11/03/2020\tGEN\tE\n", { election })).rejects.toThrow(
    /layoutNotRecognised/,
  );
});
