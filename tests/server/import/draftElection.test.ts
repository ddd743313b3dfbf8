/** A drafted election fits the file that it was drafted from: every voter finds precinct, split and party in it. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { Election, splitsOf } from "../../../src/domain/election.ts";
import type { VoterRecord } from "../../../src/domain/voter.ts";
import { draftElection, nextGeneralElection } from "../../../src/server/import/draftElection.ts";
import { importVoterFiles } from "../../../src/server/import/importVoterFiles.ts";
import { jsonSchemas } from "../../../src/server/import/jsonSchemas.ts";
import { withFiles } from "./importText.ts";

const fixture = (name: string): Promise<Buffer> => readFile(new URL(`fixtures/${name}`, import.meta.url));

test.each([
  [
    "north-carolina-2012.txt",
    { county: "Durham", state: "NC", parties: ["DEM", "REP"], splits: ["01", "02"], unplaced: 1 },
  ],
  ["ohio.csv", { county: "Franklin", state: "OH", parties: ["D"], splits: ["01AAA", "01AAB"], unplaced: 0 }],
  ["florida.txt", { county: "Alachua", state: "FL", parties: ["DEM", "REP"], splits: ["12/12.1", "13"], unplaced: 1 }],
])("a draft from %s", async (name, expected) => {
  await withFiles({ [name]: await fixture(name) }, async (files) => {
    const drafted = await draftElection({ files, layout: "auto", today: "2026-06-01" });
    if (!drafted.ok) expect.fail(JSON.stringify(drafted.error));
    const { election, notes } = drafted.value;
    expect(Election.safeParse(election).success).toBe(true);
    expect(election).toMatchObject({
      county: expected.county,
      state: expected.state,
      date: "2026-11-03",
      kind: "general",
    });
    expect(election.parties.map((p) => p.id)).toEqual(expected.parties);
    expect(splitsOf(election).map((s) => s.id)).toEqual(expected.splits);
    expect(election.ballotStyles.flatMap((s) => s.splits)).toEqual(expected.splits);
    expect(election.places).toHaveLength(election.precincts.length);
    expect(notes.length).toBeGreaterThan(2);
    const voters: VoterRecord[] = [];
    await importVoterFiles({ files, layout: "auto", election }, (voter) => voters.push(voter));
    expect(voters.filter((v) => v.split === "")).toHaveLength(expected.unplaced);
  });
});

test("several counties with precincts of the same number stay apart, and so do blank parts of a precinct", async () => {
  const header = "county_id\tcounty_desc\tncid\tlast_name\tstatus_cd\tparty_cd\tprecinct_abbrv";
  const rows = [
    "1\tALAMANCE\tA1\tDOE\tA\tUNA\t01",
    "2\tALEXANDER\tA2\tROE\tA\tGRE\t01",
    "2\tALEXANDER\tA3\tPOE\tA\tGRE\t01a",
    "2\tALEXANDER\tA4\tPOE\tA\tGRE\t01A",
  ];
  await withFiles({ "nc.txt": [header, ...rows].join("\n") }, async (files) => {
    const drafted = await draftElection({ files, layout: "auto", today: "2026-11-04" });
    if (!drafted.ok) expect.fail(JSON.stringify(drafted.error));
    expect(drafted.value.election.date).toBe("2028-11-07");
    const voters: VoterRecord[] = [];
    const report = await importVoterFiles({ files, layout: "auto", election: drafted.value.election }, (v) =>
      voters.push(v),
    );
    expect(report).toMatchObject({ value: { accepted: 4 } });
    expect(voters.map((v) => v.split)).toEqual(["1/01", "2/01", "2/01a", "2/01a"]);
  });
  const florida = (id: string, split: string): string =>
    [
      `ALA`,
      id,
      "DOE",
      "",
      "ANN",
      "",
      "N",
      ...Array(17).fill(""),
      "12",
      "",
      split,
      "",
      "ACT",
      ...Array(9).fill(""),
    ].join("\t");
  await withFiles(
    { "fl.txt": [florida("0100000001", ""), florida("0100000002", "12.1")].join("\n") },
    async (files) => {
      const drafted = await draftElection({ files, layout: "auto", today: "2026-11-04" });
      if (!drafted.ok) expect.fail(JSON.stringify(drafted.error));
      const voters: VoterRecord[] = [];
      const report = await importVoterFiles({ files, layout: "auto", election: drafted.value.election }, (v) =>
        voters.push(v),
      );
      expect(report).toMatchObject({ value: { accepted: 2 } });
      expect(voters.map((v) => v.split)).toEqual(["12", "12/12.1"]);
      expect(drafted.value.notes.join(" ")).toContain("blank");
    },
  );
});

test("general elections fall on the Tuesday after the first Monday in November of even years", () => {
  expect(
    ["2023-01-01", "2024-11-05", "2024-11-06", "2026-11-03", "2027-05-05", "2030-01-01"].map(nextGeneralElection),
  ).toEqual(["2024-11-05", "2024-11-05", "2026-11-03", "2026-11-03", "2028-11-07", "2030-11-05"]);
});

test("the schemas of what a county writes are published", () => {
  const { election, mapping, manifest } = jsonSchemas;
  expect(election().$defs?.["Election"]).toMatchObject({ type: "object", title: "Turnout election definition" });
  expect(mapping().$defs?.["Mapping"]).toMatchObject({ type: "object", required: ["format", "columns"] });
  expect(manifest().$defs?.["Manifest"]).toMatchObject({ type: "object", required: ["format", "groups"] });
});
