/** A VxPollBook package gives an election and its voters. Packages are written by fflate, read by our own reader. */
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { VoterRecord } from "../../../src/domain/voter.ts";
import { importVoterFiles } from "../../../src/server/import/importVoterFiles.ts";
import { electionFromVxPackage } from "../../../src/server/import/vxElection.ts";
import { electionOf, withFiles } from "./importText.ts";

const ELECTION = {
  id: "abc123",
  type: "primary",
  title: "State primary",
  state: "New Hampshire",
  county: { id: "c1", name: "Town of Example" },
  date: "2026-09-08",
  parties: [
    { id: "0", name: "Democrat", fullName: "Democratic Party", abbrev: "D" },
    { id: "1", name: "Republican", fullName: "Republican Party", abbrev: "R" },
  ],
  districts: [
    { id: "d1", name: "District one" },
    { id: "d2", name: "District two" },
  ],
  precincts: [
    { id: "p1", name: "Ward 1", districtIds: ["d1"] },
    {
      id: "p2",
      name: "Ward 2",
      splits: [
        { id: "p2a", name: "Ward 2 north", districtIds: ["d1"] },
        { id: "p2b", name: "Ward 2 south", districtIds: ["d2"] },
      ],
    },
  ],
  ballotStyles: [
    { id: "1-D", groupId: "1-D", precincts: ["p1", "p2"], districts: ["d1"], partyId: "0", languages: ["en"] },
    { id: "1-R", groupId: "1-R", precincts: ["p1", "p2"], districts: ["d1"], partyId: "1", languages: ["en"] },
    { id: "2-D", groupId: "2-D", precincts: ["p2"], districts: ["d2"], partyId: "0" },
  ],
  contests: [],
  seal: "<svg/>",
  ballotStrings: {},
};

const HEADER =
  "Voter ID,Last Name,Suffix,First Name,Middle Name,Street Number,Address Suffix,House Fraction Number,Street Name,Apartment / Unit Number,Address Line 2,Address Line 3,Postal City / Town,State,Postal Zip 5,Zip +4,Mailing Street Number,Mailing Suffix,Mailing House Fraction Number,Mailing Street Name,Mailing Apartment / Unit Number,Mailing Address Line 2,Mailing Address Line 3,Mailing City / Town,Mailing State,Mailing Zip 5,Mailing Zip +4,Party,District";
const VOTERS = `${HEADER}
0042,"O'Neil",III,Ann,"Mary, Q",12,A,1/2,ELM ST,3,REAR,,EXAMPLE,NH,3101,7,PO,,,BOX 5,,,,EXAMPLE,NH,3102,0001,UND,Ward 1
0043,Doe,,Bo,,9,,,OAK AVE,,,,EXAMPLE,NH,03101,,,,,,,,,,,,,DEM,ward 2 SOUTH
,exported 2026-08-01,,,,,,,,,,,,,,,,,,,,,,,,,,,
`;
const packageOf = (files: Record<string, string>, level: 0 | 6 = 6): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level });
const WHOLE = {
  "election.json": JSON.stringify(ELECTION),
  "voters.csv": VOTERS,
  "streetNames.csv": "Low Range,High Range,Side,Street Name\n1,99,ALL,ELM ST\n",
};

test.each([0, 6] as const)("election and voters, packed at level %i", async (level) => {
  await withFiles({ "pollbook-package-1.zip": packageOf(WHOLE, level) }, async ([path]) => {
    const made = await electionFromVxPackage(path as string);
    if (!made.ok) expect.fail(JSON.stringify(made.error));
    const { election, notes } = made.value;
    expect(election).toMatchObject({ state: "NH", date: "2026-09-08", kind: "primary", county: "Town of Example" });
    expect(election.parties).toEqual([
      { id: "0", name: "Democratic Party", hasBallot: true },
      { id: "1", name: "Republican Party", hasBallot: true },
    ]);
    expect(Object.fromEntries(election.ballotStyles.map((style) => [style.id, style.splits]))).toEqual({
      "1-D": ["p1", "p2a"],
      "1-R": ["p1", "p2a"],
      "2-D": ["p2b"],
    });
    expect(notes.join(" ")).toContain("no polling places");

    const voters: VoterRecord[] = [];
    const report = await importVoterFiles({ files: [path as string], layout: "auto", election }, (v) => voters.push(v));
    if (!report.ok) expect.fail(JSON.stringify(report.error));
    expect(report.value).toMatchObject({ read: 2, accepted: 2, needsDecision: 0, refused: 0 });
    expect(report.value.files).toMatchObject([{ file: "pollbook-package-1.zip!voters.csv", metadataRows: 1 }]);
    expect(report.value.files[0]?.notes[0]).toMatch(/last row has no voter id/);
    expect(voters).toMatchObject([
      {
        id: "0042",
        lastName: "O'Neil",
        middleName: "Mary, Q",
        houseNumber: "12A 1/2",
        street: "ELM ST",
        unit: "3, REAR",
        zip: "03101-0007",
        split: "p1",
        party: "",
        partyRaw: "UND",
        registration: "active",
        mailing: "PO BOX 5\nEXAMPLE, NH 03102-0001",
      },
      { id: "0043", split: "p2b", party: "0", mailing: "" },
    ]);
  });
});

test("a row without id that is not the last one is refused, not skipped", async () => {
  const text = VOTERS.replace("0042,", ",");
  await withFiles({ "p.zip": packageOf({ ...WHOLE, "voters.csv": text }) }, async ([path]) => {
    const made = await electionFromVxPackage(path as string);
    if (!made.ok) expect.fail(JSON.stringify(made.error));
    const report = await importVoterFiles(
      { files: [path as string], layout: "vxpollbook", election: made.value.election },
      () => {},
    );
    expect(report).toMatchObject({ ok: true, value: { read: 2, accepted: 1, refused: 1 } });
  });
});

test("a damaged package is refused, wherever it is damaged", async () => {
  const good = packageOf(WHOLE, 0);
  const at = Buffer.from(good).indexOf("O'Neil");
  const changed = good.slice();
  changed[at] = 0x58;
  const made = await withFiles({ "p.zip": good }, async ([path]) => electionFromVxPackage(path as string));
  if (!made.ok) expect.fail(JSON.stringify(made.error));
  const { election } = made.value;
  for (const [name, bytes] of Object.entries({ changed, cut: good.subarray(0, good.length - 30) }))
    await withFiles({ "p.zip": bytes }, async ([path]) => {
      const report = await importVoterFiles({ files: [path as string], layout: "auto", election }, () => {});
      expect([name, report.ok]).toEqual([name, false]);
    });
  for (const files of [
    { "voters.csv": VOTERS },
    { ...WHOLE, "election.json": "{" },
    { ...WHOLE, "election.json": "{}" },
  ])
    await withFiles({ "p.zip": packageOf(files) }, async ([path]) => {
      expect(await electionFromVxPackage(path as string)).toMatchObject({
        ok: false,
        error: { type: "packageInvalid" },
      });
    });
});

test("packages of state files: every text file, without check files", async () => {
  const florida = (county: string, id: string): string =>
    `${[county, id, "DOE", "", "ANN", "", "N", ...Array(17).fill(""), "12", "", "", "", "ACT", ...Array(9).fill("")].join("\t")}\n`;
  const zip = packageOf({
    "ALA_20260401.txt": florida("ALA", "0100000001"),
    "BAK_20260401.txt": florida("BAK", "0100000002"),
    "VerificationFiles/ALA_check.txt": "1",
    "__MACOSX/._ALA_20260401.txt": "\0\0",
  });
  await withFiles({ "fl.zip": zip }, async ([path]) => {
    const report = await importVoterFiles(
      {
        files: [path as string],
        layout: "auto",
        election: electionOf({ county: "X", precincts: ["ALA/12", "BAK/12"] }),
      },
      () => {},
    );
    expect(report).toMatchObject({ ok: true, value: { read: 2, accepted: 2 } });
  });
});

test("a spreadsheet is named as what it is", async () => {
  await withFiles({ "voters.xlsx": packageOf({ "xl/workbook.xml": "<x/>" }) }, async (files) => {
    expect(
      await importVoterFiles(
        { files, layout: "auto", election: electionOf({ county: "X", precincts: ["1"] }) },
        () => {},
      ),
    ).toMatchObject({ error: { type: "packageInvalid", reason: "This is a spreadsheet." } });
  });
});
