/** North Carolina files of every layout since 2012 become the same voters. */
import { expect, test } from "vitest";
import { electionOf, importText } from "./importText.ts";

const HEADER_2022 =
  "county_id\tcounty_desc\tvoter_reg_num\tncid\tlast_name\tfirst_name\tmiddle_name\tname_suffix_lbl\tstatus_cd\tvoter_status_desc\treason_cd\tvoter_status_reason_desc\tres_street_address\tres_city_desc\tstate_cd\tzip_code\tmail_addr1\tmail_addr2\tmail_addr3\tmail_addr4\tmail_city\tmail_state\tmail_zipcode\tconfidential_ind\tregistr_dt\tparty_cd\tbirth_year\tdrivers_lic\tssn\tno_dl_ssn_chkbx\thava_id_req\tprecinct_abbrv\tprecinct_desc";

const election = electionOf({
  county: "Durham",
  precincts: ["01", "02"],
  parties: { DEM: "Democratic", REP: "Republican" },
});

const row = (values: Record<string, string>): string =>
  HEADER_2022.split("\t")
    .map(
      (name) =>
        ({
          county_id: "32",
          county_desc: "DURHAM",
          status_cd: "A",
          reason_cd: "AV",
          party_cd: "DEM",
          precinct_abbrv: "01",
          birth_year: "1980",
          ...values,
        })[name] ?? "",
    )
    .join("\t");

test("a voter of the layout since 2022", async () => {
  const { voters, report } = await importText(
    `${HEADER_2022}\n${row({
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

test("removed and denied voters are on the list and not active", async () => {
  const { voters, report } = await importText(
    [
      HEADER_2022,
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
      HEADER_2022,
      row({ ncid: "A1", status_cd: "Q" }),
      row({ ncid: "A2", precinct_abbrv: "99" }),
      row({ ncid: "A3", party_cd: "ZZZ" }),
      row({ ncid: "A4", birth_year: "2199" }),
      row({ ncid: "A1" }),
      row({ ncid: "" }),
      "too\tfew",
      row({ ncid: "A5", county_desc: "ORANGE" }),
    ].join("\n"),
    { election },
  );
  expect(voters.map((v) => v.id)).toEqual(["A1", "A2", "A3", "A4", "A5"]);
  expect(voters[0]?.registration).toBe("unknown");
  expect(marked).toEqual(["A1", "A2", "A3", "A4", "A5"]);
  expect(report).toMatchObject({ read: 8, accepted: 0, needsDecision: 6, refused: 2, heldBack: 1 });
  expect(report.problems.map((p) => [p.row, p.kind])).toEqual([
    [2, "unknownStatus"],
    [3, "unknownPrecinct"],
    [4, "unknownParty"],
    [5, "impossibleDate"],
    [6, "duplicateId"],
    [7, "noVoterId"],
    [8, "wrongNumberOfFields"],
    [9, "unknownPrecinct"],
  ]);
});
