/** A small voter file in the North Carolina layout of 2022, of people who do not exist. */

const HEADER = [
  "county_id",
  "county_desc",
  "voter_reg_num",
  "ncid",
  "last_name",
  "first_name",
  "middle_name",
  "name_suffix_lbl",
  "status_cd",
  "voter_status_desc",
  "reason_cd",
  "voter_status_reason_desc",
  "res_street_address",
  "res_city_desc",
  "state_cd",
  "zip_code",
  "confidential_ind",
  "registr_dt",
  "party_cd",
  "birth_year",
  "precinct_abbrv",
  "precinct_desc",
] as const;

type Row = Partial<Record<(typeof HEADER)[number], string>>;

const usual: Row = {
  county_id: "32",
  county_desc: "MARLOW",
  status_cd: "A",
  voter_status_desc: "ACTIVE",
  reason_cd: "AV",
  res_city_desc: "FAIRHAVEN",
  state_cd: "NC",
  zip_code: "27701",
  registr_dt: "01/02/2004",
  birth_year: "1980",
};

const voters: readonly Row[] = [
  { ncid: "ZZ000001", last_name: "GARCÍA-LÓPEZ", first_name: "ANA MARÍA", party_cd: "DEM", precinct_abbrv: "01" },
  { ncid: "ZZ000002", last_name: "O'BRIEN", first_name: "EAMON", party_cd: "REP", precinct_abbrv: "01" },
  {
    ncid: "ZZ000003",
    last_name: "SMITH",
    first_name: "JOHN",
    name_suffix_lbl: "JR",
    party_cd: "UNA",
    precinct_abbrv: "02",
  },
  {
    ncid: "ZZ000004",
    last_name: "SMITH",
    first_name: "JOHN",
    name_suffix_lbl: "SR",
    party_cd: "UNA",
    precinct_abbrv: "02",
  },
  {
    ncid: "ZZ000005",
    last_name: "LEE",
    first_name: "MIN",
    party_cd: "DEM",
    precinct_abbrv: "02",
    status_cd: "I",
    reason_cd: "IN",
  },
];

/** Five voters in two precincts; `more` rows come after them. */
export function northCarolinaFile(more: readonly Row[] = []): string {
  const line = (row: Row): string =>
    HEADER.map((name) => {
      if (name === "precinct_desc") return `PRECINCT ${row.precinct_abbrv ?? ""}`;
      if (name === "res_street_address") return `${row.ncid?.slice(-2) ?? ""} MAPLE ST`;
      return row[name] ?? usual[name] ?? "";
    }).join("\t");
  return `${[HEADER.join("\t"), ...[...voters, ...more].map(line)].join("\r\n")}\r\n`;
}

/** What the source counts: the voters above by precinct, party and status. */
export const manifest = {
  format: "turnout-manifest/1",
  groups: [
    { precinct: "01", party: "DEM", status: "A", count: 1 },
    { precinct: "01", party: "REP", status: "A", count: 1 },
    { precinct: "02", party: "UNA", status: "A", count: 2 },
    { precinct: "02", party: "DEM", status: "I", count: 1 },
  ],
};
