/**
 * Ohio's statewide voter files (Secretary of State, SWVF_1_22 … SWVF_67_88): comma, quotation marks, header, one column
 * per election at the end, whose number grows from year to year. Counties have numbers in the order of the alphabet.
 */
import type { Layout } from "./layout.ts";

const COUNTIES =
  "Adams,Allen,Ashland,Ashtabula,Athens,Auglaize,Belmont,Brown,Butler,Carroll,Champaign,Clark,Clermont,Clinton,Columbiana,Coshocton,Crawford,Cuyahoga,Darke,Defiance,Delaware,Erie,Fairfield,Fayette,Franklin,Fulton,Gallia,Geauga,Greene,Guernsey,Hamilton,Hancock,Hardin,Harrison,Henry,Highland,Hocking,Holmes,Huron,Jackson,Jefferson,Knox,Lake,Lawrence,Licking,Logan,Lorain,Lucas,Madison,Mahoning,Marion,Medina,Meigs,Mercer,Miami,Monroe,Montgomery,Morgan,Morrow,Muskingum,Noble,Ottawa,Paulding,Perry,Pickaway,Pike,Portage,Preble,Putnam,Richland,Ross,Sandusky,Scioto,Seneca,Shelby,Stark,Summit,Trumbull,Tuscarawas,Union,Van Wert,Vinton,Warren,Washington,Wayne,Williams,Wood,Wyandot".split(
    ",",
  );

export const ohio: Layout = {
  name: "ohio",
  title: "Ohio statewide voter file",
  quoting: "rfc4180",
  columns: {
    id: ["SOS_VOTERID"],
    lastName: ["LAST_NAME"],
    firstName: ["FIRST_NAME"],
    middleName: ["MIDDLE_NAME"],
    suffix: ["SUFFIX"],
    birthDate: ["DATE_OF_BIRTH"],
    address: ["RESIDENTIAL_ADDRESS1"],
    addressLine2: ["RESIDENTIAL_SECONDARY_ADDR"],
    city: ["RESIDENTIAL_CITY"],
    state: ["RESIDENTIAL_STATE"],
    zip: ["RESIDENTIAL_ZIP"],
    zip4: ["RESIDENTIAL_ZIP_PLUS4"],
    county: ["COUNTY_NUMBER"],
    precinct: ["PRECINCT_CODE"],
    precinctName: ["PRECINCT_NAME"],
    party: ["PARTY_AFFILIATION"],
    status: ["VOTER_STATUS"],
    registrationDate: ["REGISTRATION_DATE"],
    mail1: ["MAILING_ADDRESS1"],
    mail2: ["MAILING_SECONDARY_ADDRESS"],
    mailCity: ["MAILING_CITY"],
    mailState: ["MAILING_STATE"],
    mailZip: ["MAILING_ZIP", "MAILING_POSTAL_CODE"],
    mailZip4: ["MAILING_ZIP_PLUS4"],
    mailCountry: ["MAILING_COUNTRY"],
  },
  required: ["id", "lastName", "status", "precinct"],
  dates: "ymd",
  statuses: {
    ACTIVE: "active",
    CONFIRMATION: "inactive",
    "ACTIVE-CONFIRMATION": "inactive",
    INACTIVE: "inactive",
  },
  partyNames: {
    C: ["CST", "Constitution", "Constitution Party"],
    D: ["DEM", "Democratic", "Democratic Party"],
    E: ["REF", "Reform", "Reform Party"],
    G: ["GRE", "GRN", "Green", "Green Party"],
    L: ["LIB", "Libertarian", "Libertarian Party"],
    N: ["NLP", "Natural Law", "Natural Law Party"],
    R: ["REP", "Republican", "Republican Party"],
    S: ["SOC", "Socialist", "Socialist Party"],
  },
  noParty: ["X", "UNA"],
  countyNames: Object.fromEntries(
    COUNTIES.flatMap((name, at) => [
      [String(at + 1), name],
      [String(at + 1).padStart(2, "0"), name],
    ]),
  ),
  blanks: [],
};
