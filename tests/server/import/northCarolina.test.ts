/** North Carolina files of every layout since 2012 become the same voters. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { electionOf, importText } from "./importText.ts";

const HEADER_2026 =
  "county_id county_desc voter_reg_num ncid last_name first_name middle_name name_suffix_lbl status_cd voter_status_desc reason_cd voter_status_reason_desc res_street_address res_city_desc state_cd zip_code mail_addr1 mail_addr2 mail_addr3 mail_addr4 mail_city mail_state mail_zipcode confidential_ind registr_dt party_cd birth_year drivers_lic ssn no_dl_ssn_chkbx hava_id_req precinct_abbrv precinct_desc";

const election = electionOf({
  county: "Durham",
  precincts: ["01", "02"],
  parties: { DEM: "Democratic", REP: "Republican" },
});

const row = (values: Record<string, string>): string =>
  HEADER_2026.split(" ")
    .map((name) => ({ ...USUAL, ...values })[name] ?? "")
    .join("\t");
const USUAL: Record<string, string> = {
  county_id: "32",
  county_desc: "DURHAM",
  last_name: "DOE",
  status_cd: "A",
  reason_cd: "AV",
  party_cd: "DEM",
  precinct_abbrv: "01",
  birth_year: "1980",
};
const HEADER = HEADER_2026.replaceAll(" ", "\t");

test("a voter of the layout of February 2026", async () => {
  const { voters, report } = await importText(
    `${HEADER}\n${row({
      ncid: "AB000123",
      last_name: "O'BRIEN-LÓPEZ",
      first_name: 'ETHAN "BUD"',
      middle_name: " ",
      name_suffix_lbl: "JR",
      res_street_address: "224  DURANT    #304",
      res_city_desc: "DURHAM",
      state_cd: "NC",
      zip_code: "277011234",
      mail_addr1: "PO BOX  7",
      mail_city: "DURHAM",
      mail_state: "NC",
      mail_zipcode: "27702",
      confidential_ind: "Y",
      hava_id_req: "Y",
      drivers_lic: "N",
      ssn: "Y",
    })}\n`,
    { election },
  );
  expect(voters).toEqual([
    {
      id: "AB000123",
      lastName: "O'BRIEN-LÓPEZ",
      firstName: 'ETHAN "BUD"',
      middleName: "",
      suffix: "JR",
      birthDate: "1980",
      houseNumber: "224",
      street: "DURANT",
      unit: "#304",
      city: "DURHAM",
      state: "NC",
      zip: "27701-1234",
      split: "01",
      party: "DEM",
      partyRaw: "DEM",
      registration: "active",
      registrationRaw: "A / AV",
      absentee: "none",
      flags: ["idRequired", "confidential"],
      language: "",
      mailing: "PO BOX 7\nDURHAM, NC 27702",
    },
  ]);
  expect(report).toMatchObject({ read: 1, accepted: 1, needsDecision: 0, refused: 0 });
  expect(report.files[0]?.secretColumnsLeftOut).toEqual(["drivers_lic", "ssn", "no_dl_ssn_chkbx"]);
});

test("the layout before 2022: other names, other order, masked and place-holder dates said", async () => {
  const text = await readFile(new URL("fixtures/north-carolina-2012.txt", import.meta.url));
  const { voters, report } = await importText(text, { election });
  expect(report).toMatchObject({ read: 3, accepted: 3, needsDecision: 0, refused: 0 });
  expect(
    voters.map((v) => [v.id, v.firstName, v.houseNumber, v.street, v.unit, v.birthDate, v.party, v.mailing]),
  ).toEqual([
    ["AA1", 'ETHAN "BUD"', "1004", "N HYDE PARK AVE", "", "1980", "DEM", ""],
    ["AA2", "JOSÉ", "12 1/2", "OAK ST", "#B", "", "", "PO BOX 12\nDURHAM, NC 27702"],
    ["AA3", "ADA", "", "REMOVED", "", "1927", "REP", ""],
  ]);
  expect(voters[2]).toMatchObject({ registration: "cancelled", registrationRaw: "R / RD", split: "" });
  expect(report.problems.map((p) => [p.row, p.field, p.kind, p.severity])).toEqual([
    [3, "registr_dt", "maskedDate", "note"],
    [3, "birth_year", "placeholderDate", "note"],
    [4, "precinct_abbrv", "unknownPrecinct", "note"],
    [4, "registr_dt", "placeholderDate", "note"],
  ]);
});

test("columns may stand in any order and case", async () => {
  const lines = [HEADER.toUpperCase(), row({ ncid: "A1", res_street_address: "7B ELM ST" })];
  const shuffled = lines.map((line) => line.split("\t").reverse().join("\t")).join("\n");
  const { voters } = await importText(shuffled, { election });
  expect(voters).toMatchObject([{ id: "A1", lastName: "DOE", houseNumber: "7B", street: "ELM ST", split: "01" }]);
});

test.each([
  ["windows-1252", (text: string) => Buffer.from(text, "latin1"), "windows-1252"],
  ["UTF-8", (text: string) => Buffer.from(text), "utf-8"],
  ["UTF-8 with byte order mark", (text: string) => Buffer.from(`\uFEFF${text}`), "utf-8"],
  ["UTF-16LE with byte order mark", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"), "utf-16le"],
  ["UTF-16LE without", (text: string) => Buffer.from(text, "utf16le"), "utf-16le"],
  ["UTF-16BE", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), "utf-16be"],
])("an election-day snapshot in %s, address in parts", async (_, encode, encoding) => {
  const names =
    "snapshot_dt county_desc ncid status_cd reason_cd last_name first_name midl_name house_num half_code street_dir street_name street_type_cd street_sufx_cd unit_designator unit_num res_city_desc state_cd zip_code party_cd precinct_abbrv load_dt";
  const values =
    "2020-11-03\tDURHAM\tAA9\tA\tAV\tMUÑOZ\tJOSÉ\t\t12\t1/2\tN\tOAK\tST\tE\tAPT\t4\tDURHAM\tNC\t27701\tREP\t02\t2020-11-04";
  const { voters, report } = await importText(encode(`${names.replaceAll(" ", "\t")}\r\n${values}\r\n`), { election });
  expect(report.files[0]?.encoding).toBe(encoding);
  expect(voters).toMatchObject([
    {
      id: "AA9",
      lastName: "MUÑOZ",
      houseNumber: "12 1/2",
      street: "N OAK ST E",
      unit: "APT 4",
      split: "02",
      party: "REP",
    },
  ]);
});

test("the same file with every field in quotation marks", async () => {
  const quoted = [HEADER, row({ ncid: "A1", first_name: "ANN" })]
    .map((line) =>
      line
        .split("\t")
        .map((value) => `"${value}"`)
        .join("\t"),
    )
    .join("\r\n");
  const { voters, report } = await importText(quoted, { election });
  expect(voters).toMatchObject([{ id: "A1", firstName: "ANN" }]);
  expect(report.files[0]?.quoting).toBe(true);
});

test("removed, denied and military voters are on the list and not active", async () => {
  const { voters, report } = await importText(
    [
      HEADER,
      row({ ncid: "A1", status_cd: "R", reason_cd: "RD" }),
      row({ ncid: "A2", status_cd: "D", reason_cd: "DU" }),
      row({ ncid: "A3", status_cd: "S", reason_cd: "SM" }),
      row({ ncid: "A4", status_cd: "I" }),
    ].join("\r\n"),
    { election },
  );
  expect(voters.map((v) => [v.id, v.registration])).toEqual([
    ["A1", "cancelled"],
    ["A2", "denied"],
    ["A3", "military"],
    ["A4", "inactive"],
  ]);
  expect(report.accepted).toBe(4);
});

test("what nobody knows is marked, never active in silence", async () => {
  const { voters, report, marked } = await importText(
    [
      HEADER,
      row({ ncid: "A1", status_cd: "Q" }),
      row({ ncid: "A2", precinct_abbrv: "99" }),
      row({ ncid: "A3", party_cd: "ZZZ" }),
      row({ ncid: "A4", birth_year: "2199" }),
      row({ ncid: "A1", last_name: "TWICE" }),
      row({ ncid: "" }),
      "too\tfew",
      row({ ncid: "A5", county_desc: "ORANGE" }),
      row({ ncid: "A6", hava_id_req: "?" }),
      row({ ncid: "1.2E+09" }),
      row({ ncid: "A7", precinct_abbrv: "" }),
    ].join("\n"),
    { election },
  );
  expect(voters.map((v) => v.id)).toEqual(["A1", "A2", "A3", "A4", "A5", "A6", "A7"]);
  expect(voters[0]).toMatchObject({ registration: "unknown", registrationRaw: "Q / AV", lastName: "DOE" });
  expect(marked).toEqual(["A1", "A2", "A3", "A4", "A5", "A6", "A7"]);
  expect(report).toMatchObject({ read: 11, accepted: 0, needsDecision: 8, refused: 3, heldBack: 1 });
  expect(report.problems.map((p) => [p.row, p.kind])).toEqual([
    [2, "unknownStatus"],
    [3, "unknownPrecinct"],
    [4, "unknownParty"],
    [5, "impossibleDate"],
    [6, "duplicateId"],
    [7, "noVoterId"],
    [8, "wrongNumberOfFields"],
    [9, "unknownPrecinct"],
    [10, "unknownFlag"],
    [11, "noVoterId"],
    [12, "unknownPrecinct"],
  ]);
  expect(report.problems[1]?.reason).toContain('"99"');
  expect(report.problems[4]?.reason).toContain("line 2 of voters.txt");
});

test("a line that was cut but has all that the poll book needs is kept and marked", async () => {
  const { report, voters } = await importText(
    `county_desc\tncid\tlast_name\tstatus_cd\tparty_cd\tprecinct_abbrv\tward_desc\tvtd_desc\nDURHAM\tA1\tDOE\tA\tDEM\t01\n`,
    { election },
  );
  expect(voters).toHaveLength(1);
  expect(report).toMatchObject({ needsDecision: 1, problems: [{ kind: "shortLine", row: 2 }] });
});

test("one broken line in a file that is UTF-8 otherwise is read and marked", async () => {
  const good = Array.from({ length: 30 }, (_, n) => row({ ncid: `A${n}`, last_name: "MUÑOZ" })).join("\n");
  const bytes = Buffer.concat([
    Buffer.from(`${HEADER}\n${good}\n`),
    Buffer.from(`${row({ ncid: "B1", last_name: "PEÑA" })}\n`, "latin1"),
    Buffer.from(`${row({ ncid: "É9" })}\n`, "latin1"),
  ]);
  const { voters, report, marked } = await importText(bytes, { election });
  expect(voters.at(-1)).toMatchObject({ id: "B1", lastName: "PEÑA" });
  expect(marked).toEqual(["B1"]);
  expect(report).toMatchObject({ read: 32, accepted: 30, needsDecision: 1, refused: 1 });
  expect(report.problems.map((p) => [p.row, p.kind, p.severity])).toEqual([
    [32, "undecodable", "needsDecision"],
    [33, "undecodable", "refused"],
  ]);
});

test("the history file is refused with what is missing", async () => {
  await expect(
    importText(
      "county_id\tcounty_desc\tvoter_reg_num\telection_lbl\tvoting_method\tncid\n1\tALAMANCE\t1\t11/08/2016\tABSENTEE\tA1\n",
      {
        election,
      },
    ),
  ).rejects.toThrow(/columnsMissing.*history/);
});
