/** Columns of driver-licence and social-security numbers, by name: however they are written, and none besides. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { florida } from "../../../src/server/import/florida.ts";
import type { Layout } from "../../../src/server/import/layout.ts";
import { northCarolina } from "../../../src/server/import/northCarolina.ts";
import { ohio } from "../../../src/server/import/ohio.ts";
import { isSecretColumn } from "../../../src/server/import/secretColumn.ts";
import { vxPollBook } from "../../../src/server/import/vxPollBook.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Ways in which files write the words of a name. */
const styles: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join("_"),
  (words) => words.join("_").toUpperCase(),
  (words) => words.join(" "),
  (words) => words.map(capital).join(" "),
  (words) => words.map(capital).join(""),
  (words) => words[0] + words.slice(1).map(capital).join(""),
  (words) => words.join(""),
  (words) => words.join("").toUpperCase(),
  (words) => words.map((word) => `${capital(word)}.`).join(" "),
  (words) => words.join("-").toUpperCase(),
  (words) => ` ${words.join(" / ")} `,
];

const secrets = [
  "ssn",
  "oln",
  "dl",
  "dln",
  "dmv number",
  "soc sec",
  "soc sec no",
  "social security",
  "social sec",
  "ss no",
  "social number",
  "license",
  "licence no",
  "lic num",
  "driver",
  "drivers license",
  "driver lic",
  "drv lic",
  "driving licence",
  "driving permit",
  "operator license",
  "operators lic",
  "operator number",
];
const before = ["", "voter", "state", "old", "no", "county", "last 4", "last four"];
const after = ["", "no", "number", "num", "state", "4", "last 4", "exp date", "flag", "last change", "of voter"];
const words = (...texts: readonly string[]): string[] => texts.join(" ").split(" ").filter(Boolean);

test("each word of such names in every way of writing it, with what may stand around it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...before),
      fc.constantFrom(...secrets),
      fc.constantFrom(...after),
      fc.constantFrom(...styles),
      (first, secret, last, write) => {
        const name = write(words(first, secret, last));
        expect({ name, secret: isSecretColumn(name) }).toEqual({ name, secret: true });
      },
    ),
    { numRuns: 3000 },
  );
});

test("names as files have them", () => {
  const names = [
    ..."ssn SSN4 drivers_lic DriverLicenseNumber DL_NUMBER dln no_dl_ssn_chkbx last4ssn OOSDL DRV_LIC_NO".split(" "),
    ..."driverLicenceNo SocSecNo SOC_SEC_NO SOCSECNO LICENSE driving_licence DLN4 OLN OLN_STATE DL_STATE".split(" "),
    ..."SSNLast4 SSNlast4 LAST4 DLNo dLN DMVNumber DMV_ID BMV_NO CDL_NUMBER voterssn DriversLicenseOrStateID".split(
      " ",
    ),
    ...["Driver's License Number", "Driver\u2019s Lic. #", "Social Security Number", "SSN Last 4", "Soc Sec", "SS#"],
    ...["Operator License", "DMV Number", "SSN last change", "S.S.N.", "D.L. No.", "D/L", "Last four digits", "SS 4"],
    ...["\uff33\uff33\uff2e", "State DL or ID", "OL #", "Social"],
  ];
  expect(names.filter((name) => !isSecretColumn(name))).toEqual([]);
});

test("no column that a layout reads, and none of the other columns of real files", () => {
  const layouts: readonly Layout[] = [florida, northCarolina, ohio, vxPollBook];
  const read = layouts.flatMap((one) => [...Object.values(one.columns).flat(), ...(one.positions ?? [])]).map(String);
  const names = [
    ...read,
    ..."county_id county_desc voter_reg_num full_phone_number race_code ethnic_code gender_code age_at_year_end".split(
      " ",
    ),
    ..."birth_state municipality_abbrv super_court_abbrv nc_senate_abbrv school_dist_desc dist_1_abbrv midl_name".split(
      " ",
    ),
    ..."CAREER_CENTER EDU_SERVICE_CENTER_DISTRICT EXEMPTED_VILL_SCHOOL_DISTRICT LIBRARY VILLAGE WARD".split(" "),
    ..."VOTER_IDENTIFICATION_NUMBER IS_PERM_AV_BALLOT_VOTER MAILING_ADDRESS_LINE_ONE SCHOOL_PRECINCT EXTENSION".split(
      " ",
    ),
    ..."RADDNUMBER RHALFCODE RADDRNONSTD LASTVOTEDDATE PREVYEARVOTED COUNTYVRNUMBER IDREQUIRED IDMET SBOEID".split(" "),
    ..."StateVoterID FName MName LName RegStUnitNum RegStPreDirection PrecinctPart LastVoted Registrationdate".split(
      " ",
    ),
    ..."RegistrantID AddressNumber HouseFractionNumber addressnumber HouseClassNumber OPERATOR_ID STATE_ID".split(" "),
    ..."handle mission licensed licensee OldLName OldLn middle midl idle idlast ZipLast4 VoterIDLast4 Soloist".split(
      " ",
    ),
    ...["class number", "Party", "Status Change Date", "Last Vote Date", "Custom Data 1", "Precinct Split ID"],
    ...[
      "Socialist",
      "Security Flag",
      "Secondary Address",
      "Drive",
      "Street Dr",
      "PRIMARY-03/07/2000",
      "",
      "7",
      "column 4",
    ],
  ];
  expect(names.filter(isSecretColumn)).toEqual([]);
});

test("a header of any text ends, however long its words", () => {
  for (const word of ["no", "non", "st", "id", "number", "ss"]) expect(isSecretColumn(word.repeat(10_000))).toBe(false);
  for (const word of ["no", "non", "st", "id", "dt"]) expect(isSecretColumn(word.repeat(12))).toBe(false);
});
