/**
 * What a layout says about a kind of voter file: which columns mean which of our fields, how its codes are read, how it
 * is quoted. Layouts are data; one reader serves them all. Columns are found by name, never by place, whenever the file
 * has a header, because states reorder and rename columns from year to year.
 */
import type { Registration, VoterFlag } from "../../domain/voter.ts";

/** What a column may mean to a poll book. */
export type FieldName =
  | "id"
  | "lastName"
  | "firstName"
  | "middleName"
  | "suffix"
  | "birthDate"
  | "birthYear"
  | "houseNumber"
  | "houseFraction"
  | "houseSuffix"
  | "streetPreDirection"
  | "street"
  | "streetType"
  | "streetPostDirection"
  | "unitType"
  | "unit"
  /** House number, street and unit in one. */
  | "address"
  | "addressLine2"
  | "addressLine3"
  | "city"
  | "state"
  | "zip"
  | "zip4"
  | "county"
  | "countyName"
  | "precinct"
  | "precinctName"
  | "split"
  | "party"
  | "status"
  | "statusReason"
  | "registrationDate"
  | "absentee"
  | "language"
  | "mailNumber"
  | "mailNumberSuffix"
  | "mailNumberFraction"
  | "mailStreet"
  | "mailUnit"
  | "mail1"
  | "mail2"
  | "mail3"
  | "mail4"
  | "mail5"
  | "mailCity"
  | "mailState"
  | "mailZip"
  | "mailZip4"
  | "mailCountry"
  | `flag:${VoterFlag}`;

export const FIELD_NAMES = [
  "id",
  "lastName",
  "firstName",
  "middleName",
  "suffix",
  "birthDate",
  "birthYear",
  "houseNumber",
  "houseFraction",
  "houseSuffix",
  "streetPreDirection",
  "street",
  "streetType",
  "streetPostDirection",
  "unitType",
  "unit",
  "address",
  "addressLine2",
  "addressLine3",
  "city",
  "state",
  "zip",
  "zip4",
  "county",
  "countyName",
  "precinct",
  "precinctName",
  "split",
  "party",
  "status",
  "statusReason",
  "registrationDate",
  "absentee",
  "language",
  "mailNumber",
  "mailNumberSuffix",
  "mailNumberFraction",
  "mailStreet",
  "mailUnit",
  "mail1",
  "mail2",
  "mail3",
  "mail4",
  "mail5",
  "mailCity",
  "mailState",
  "mailZip",
  "mailZip4",
  "mailCountry",
  "flag:idRequired",
  "flag:confidential",
  "flag:federalOnly",
  "flag:permanentMail",
  "flag:assistance",
] as const satisfies readonly FieldName[];

/** The layouts by the names under which one asks for them. */
export const LAYOUT_NAMES = ["vxpollbook", "north-carolina", "ohio", "florida", "delimited"] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** The order of day, month and year in a date. A date that begins with four digits is always read year first. */
export type DateOrder = "mdy" | "dmy" | "ymd";

export type Layout = {
  readonly name: LayoutName;
  /** As a person calls it. */
  readonly title: string;
  /** RFC 4180 quotation marks, or none: then a quotation mark is a letter. "sniff" looks at the first lines. */
  readonly quoting: "rfc4180" | "none" | "sniff";
  /** One character; undefined: look at the first lines. */
  readonly delimiter?: string;
  /** The names of the columns by position for files without header. */
  readonly positions?: readonly string[];
  /** Column names that mean a field, best first; compared without case, blanks and punctuation. */
  readonly columns: Readonly<Partial<Record<FieldName, readonly (string | number)[]>>>;
  /** Fields without which the file cannot be this layout. */
  readonly required: readonly FieldName[];
  readonly dates: DateOrder;
  /** Upper-case status code or word to registration. */
  readonly statuses: Readonly<Record<string, Registration>>;
  /** A registration for every voter, for layouts that list active voters only and have no status column. */
  readonly statusWithoutColumn?: Registration;
  /** Upper-case party code to names under which the election may know the party. */
  readonly partyNames: Readonly<Record<string, readonly string[]>>;
  /** Upper-case codes of voters without a party. */
  readonly noParty: readonly string[];
  /** Upper-case county code to county name, where the file has codes only. */
  readonly countyNames?: Readonly<Record<string, string>>;
  /** A value that means "not given". */
  readonly blanks: readonly string[];
  /** Upper-case precinct code to the precinct's id in the election. */
  readonly precinctIds?: Readonly<Record<string, string>>;
  /** Zip codes have lost their leading zeros in a spreadsheet. */
  readonly padZip?: boolean;
  /** A last row without voter id is about the file, not about a voter. */
  readonly metadataRow?: boolean;
  /** Upper-case language code to BCP 47 tag. */
  readonly languages?: Readonly<Record<string, string>>;
  /** Upper-case absentee code to facet. */
  readonly absentees?: Readonly<
    Record<string, "none" | "requested" | "issued" | "returned" | "accepted" | "rejected" | "earlyVoted">
  >;
  /** Further columns (names or 1-based positions) that must be left out as secret. */
  readonly leaveOut?: readonly (string | number)[];
  /** As a mapping file says; otherwise the bytes and the first lines tell. */
  readonly encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  readonly header?: boolean;
};

/** "Apartment / Unit Number" and "apartment_unit_number" are one column. */
export function columnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
