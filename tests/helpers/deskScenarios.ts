/**
 * Voters at the desk, in the groups in which a usability test of poll books has its tasks (scannable identification, manual
 * look-up, similar names, status flags, record updates, wrong place, not in the book), under North Carolina's rules:
 * what the poll worker does, what the screen says meanwhile, and what stands in the record afterwards.
 */

import { Election } from "../../src/domain/election.ts";
import type { EventBody } from "../../src/domain/events.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { voter } from "./inventedVoters.ts";
import { encodeLicence, plainIssue } from "./licenceEncoder.ts";
import { pin } from "./openElection.ts";
import type { Act } from "./workerHands.ts";

const pack = packs.get("NC")?.rules;
if (pack === undefined) throw new Error("no rules of North Carolina");
const { situations } = pack;
// As at a one-stop site, where people register and vote at once, whatever day the test runs on.
const oneStop = { ...situations.notOnList, ways: situations.notOnList.ways.map(({ during: _, ...way }) => way) };
// Signing has a test of its own; here the poll worker's taps are counted.
const rules = { ...pack, signature: undefined, situations: { ...situations, notOnList: oneStop } };

export const scenarioElection: Election = Election.parse({
  format: "turnout-election/1",
  id: "marlow-2026",
  name: "General Election",
  county: "Marlow County",
  state: "NC",
  date: "2026-11-03",
  timeZone: "America/New_York",
  kind: "general",
  phone: "555-0142",
  precincts: [
    { id: "101", name: "101 Oak Hill" },
    { id: "102", name: "102 Old Ferry" },
  ],
  ballotStyles: [
    { id: "14-A", splits: ["101"] },
    { id: "14-B", splits: ["102"] },
  ],
  places: [
    { id: "hall", name: "Oak Hill Hall", address: "1 Main St", serves: ["101"] },
    { id: "school", name: "Ferry School", address: "2 River Rd", directions: "Behind the church", serves: ["102"] },
  ],
  rules,
});

/** What the banner, or any part of the screen, says before the next act; or what no part of it says. */
export type Seen = { readonly banner: string } | { readonly text: RegExp } | { readonly unseen: RegExp };

export type Scenario = {
  readonly group: string;
  readonly name: string;
  readonly voters: readonly VoterRecord[];
  readonly acts: readonly (Act | Seen)[];
  /** At most so many taps of a finger, letters apart. */
  readonly taps: number;
  /** At most so many keys, of a worker who has no pointer: letters, Tab, arrows, Enter. */
  readonly keys: number;
  /** What is recorded: nothing more and nothing less. */
  readonly recorded: readonly { readonly type: EventBody["type"]; readonly [field: string]: unknown }[];
};

let made = 0;
/** A voter of the place who exists in one scenario only. */
function person(lastName: string, firstName: string, set: Partial<VoterRecord> = {}): VoterRecord {
  made++;
  return voter(`BX${String(100_000 + made)}`, {
    lastName,
    firstName,
    birthDate: `19${String(50 + (made % 45))}-0${1 + (made % 9)}-1${made % 9}`,
    houseNumber: String(10 + 3 * made),
    street: ["Maple St", "Cedar Ln", "Hill Rd", "Mill Ct"][made % 4] as string,
    city: "Marlow",
    ...set,
  });
}

const licenceOf = ({ lastName, firstName, middleName, suffix, birthDate }: VoterRecord): string =>
  encodeLicence(
    {
      last: lastName.toUpperCase(),
      first: firstName.toUpperCase(),
      middle: middleName.toUpperCase(),
      suffix: suffix.toUpperCase(),
      born: birthDate,
      expires: "2030-01-01",
      issued: "2020-01-01",
    },
    { ...plainIssue, iin: "636004", state: "NC", version: 9 },
  );

const idShown: (Act | Seen)[] = [{ banner: "Ask for identification" }, { tap: "Yes, shown" }];
const checkIn: (Act | Seen)[] = [
  { banner: "Ready to check in" },
  { tap: "Check in" },
  { text: /^Recorded on this tablet/m },
];
const provisional: (Act | Seen)[] = [
  { banner: "Have the voter complete the form" },
  { tap: "Provisional Voting Application" },
  { banner: "Give a provisional ballot" },
  { option: ["Chief judge", "lin · chief judge"] },
  { fill: ["PIN of the chief judge", pin] },
  { tap: "Record provisional" },
  { text: /gets provisional ballot/ },
];
const checkedIn = (of: VoterRecord, found = "search") => ({
  type: "VoterCheckedIn" as const,
  voter: of.id,
  found,
  style: "14-A",
});
const gotProvisional = (of: VoterRecord, situation: string) => ({
  type: "ProvisionalIssued" as const,
  voter: of.id,
  second: { worker: "lin", role: "inspector", otherParty: false },
  reasons: [{ situation }],
});

function scenario(
  group: string,
  name: string,
  voters: VoterRecord[],
  rest: Omit<Scenario, "group" | "name" | "voters">,
) {
  return { group, name, voters, ...rest };
}

const movedOn = (day: string) => [
  { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
  { step: "identification", outcome: "idShown" },
  { step: "moved", outcome: "movedRecently" },
  { step: "movedOn", outcome: day },
  { step: "form: Address change form", outcome: "completed" },
];

/** Up the ladder from a search that finds nobody, to the fields for who it is; `house` on Maple St has no voter. */
const upTheLadder = (query: string, house: string): (Act | Seen)[] => [
  { type: query },
  { choose: "None of these" },
  { text: /Search another way/ },
  { tap: "Still not there" },
  { fill: ["House number", house] },
  { fill: ["Street", "Maple St"] },
  { text: /Nobody on the list lives there/ },
  { tap: "None of these" },
  { text: /^555-0142$/m },
  { tap: "It does not find the voter either" },
  { text: /Write down who it is/ },
];
/** `last`: where it is another one than was searched for, which stands there already. */
const writtenDown = (first: string, born: string, last?: string): (Act | Seen)[] => [
  ...(last === undefined ? [] : [{ fill: ["Last name", last] as const }]),
  { fill: ["First name", first] },
  { fill: ["Birth date", born] },
  { tap: "Go on" },
];
const registers: (Act | Seen)[] = [
  { banner: "Decide with the chief judge: voter is not on the list" },
  { tap: "Registers now" },
  { banner: "Ask the voter to show proof" },
  { tap: "Driver's license of this state" },
  { tap: "Voter completed: Voter registration application" },
  { banner: "Register the voter" },
  { option: ["Chief judge", "lin · chief judge"] },
  { fill: ["PIN of the chief judge", pin] },
  { tap: "Register" },
  { text: /Registered today/ },
];

export const deskScenarios: readonly Scenario[] = [
  ...scannable(),
  ...lookedUp(),
  ...similar(),
  ...flagged(),
  ...updated(),
  ...elsewhere(),
  ...notInTheBook(),
];

function scannable(): Scenario[] {
  const group = "scannable identification";
  const plain = person("Abernathy", "Joan", { middleName: "Ruth" });
  const hyphen = person("Bell-Ortiz", "Carmen");
  const card = person("Castellan", "Piet");
  const [elder, younger] = ["Sr", "Jr"].map((suffix) => person("Drummond", "Walter", { suffix })) as [
    VoterRecord,
    VoterRecord,
  ];
  const unlisted = person("Eastlake", "Moira");
  return [
    scenario(group, "a licence", [plain], {
      acts: [{ scan: licenceOf(plain) }, ...idShown, ...checkIn],
      taps: 3,
      keys: 5,
      recorded: [checkedIn(plain, "scan")],
    }),
    scenario(group, "a licence without the hyphen of the name", [hyphen], {
      acts: [{ scan: licenceOf({ ...hyphen, lastName: "BELL ORTIZ" }) }, ...idShown, ...checkIn],
      taps: 3,
      keys: 5,
      recorded: [checkedIn(hyphen, "scan")],
    }),
    scenario(group, "the county's voter card", [card], {
      acts: [{ scan: `${card.id}\r` }, ...idShown, ...checkIn],
      taps: 3,
      keys: 5,
      recorded: [checkedIn(card, "scan")],
    }),
    scenario(group, "a licence of a son with his father's name", [elder, younger], {
      acts: [{ scan: licenceOf(younger) }, ...idShown, { text: /Drummond, Walter, Jr/ }, ...checkIn],
      taps: 3,
      keys: 5,
      recorded: [checkedIn(younger, "scan")],
    }),
    scenario(group, "a licence with a first name that the list spells otherwise", [unlisted], {
      acts: [{ scan: licenceOf({ ...unlisted, firstName: "MAURA" }) }, { choose: "Eastlake" }, ...idShown, ...checkIn],
      taps: 4,
      keys: 7,
      recorded: [checkedIn(unlisted, "similar")],
    }),
  ];
}

function lookedUp(): Scenario[] {
  const group = "manual look-up";
  const name = person("Fairweather", "Ida");
  const born = person("Gunnarsson", "Leif", { birthDate: "1944-02-29" });
  const street = person("Hollings", "Rae", { houseNumber: "977", street: "Quarry Rd" });
  const number = person("Ingleby", "Noor");
  return [
    scenario(group, "last and first name", [name], {
      acts: [{ type: "fairw, i" }, { choose: "Fairweather" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 15,
      recorded: [checkedIn(name)],
    }),
    scenario(group, "birth date", [born], {
      acts: [{ type: "2/29/1944" }, { choose: "Gunnarsson" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 16,
      recorded: [checkedIn(born)],
    }),
    scenario(group, "house number and street", [street], {
      acts: [{ type: "977 quarry" }, { choose: "Hollings" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 17,
      recorded: [checkedIn(street)],
    }),
    scenario(group, "voter number", [number], {
      acts: [{ type: number.id }, { text: /1 voter found/ }, { choose: "Ingleby" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 15,
      recorded: [checkedIn(number)],
    }),
  ];
}

function similar(): Scenario[] {
  const group = "similar names";
  const [elder, younger] = ["1949-05-05", "1979-05-05"].map((birthDate) =>
    person("Jankowski", "Adam", { birthDate, houseNumber: "40", street: "Cedar Ln" }),
  ) as [VoterRecord, VoterRecord];
  const typo = person("Kowalczyk", "Beata");
  const accents = person("Núñez de la Peña", "Inés");
  const nickname = person("Lattimore", "William");
  return [
    scenario(group, "father and son at one address: the birth date tells", [elder, younger], {
      acts: [
        { type: "jankowski 1979" },
        { choose: "1979" },
        { text: /Ask for the birth date too|5\/5\/1979/ },
        ...idShown,
        ...checkIn,
      ],
      taps: 6,
      keys: 21,
      recorded: [checkedIn(younger)],
    }),
    scenario(group, "a name typed as it sounds", [typo], {
      acts: [{ type: "kovalczyk" }, { choose: "Kowalczyk" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 16,
      recorded: [checkedIn(typo, "similar")],
    }),
    scenario(group, "a name with accents, half of it typed without", [accents], {
      acts: [{ type: "nunez ines" }, { choose: "Núñez" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 17,
      recorded: [checkedIn(accents)],
    }),
    scenario(group, "a nickname", [nickname], {
      acts: [{ type: "bill lattimore" }, { choose: "Lattimore" }, ...idShown, ...checkIn],
      taps: 6,
      keys: 21,
      recorded: [checkedIn(nickname, "similar")],
    }),
  ];
}

function flagged(): Scenario[] {
  const group = "status flags";
  const noId = person("Merriman", "Otis");
  const exception = person("Nakagawa", "June");
  const inactive = person("Overby", "Clay", { registration: "inactive" });
  const issued = person("Pettigrew", "Sol", { absentee: "issued" });
  const returned = person("Quillen", "Dora", { absentee: "returned" });
  const early = person("Rasmussen", "Kai", { absentee: "earlyVoted" });
  const pending = person("Sandoval", "Eli", { registration: "pending" });
  const challenged = person("Tremaine", "Vera", { registration: "challenged" });
  const removed = person("Upchurch", "Hal", { registration: "cancelled" });
  const secret = person("Vandermeer", "Isa", { flags: ["confidential"] });
  return [
    scenario(group, "no identification to show", [noId], {
      acts: [{ type: "merriman" }, { choose: "Merriman" }, { tap: "No, none to show" }, ...provisional],
      taps: 9,
      keys: 36,
      recorded: [gotProvisional(noId, "identification")],
    }),
    scenario(group, "an exception declared on the form", [exception], {
      acts: [
        { type: "nakagawa" },
        { choose: "Nakagawa" },
        { tap: "No, and the voter declares why" },
        { banner: "Ask why the voter has no ID" },
        { tap: "Lost or stolen" },
        { banner: "Have the voter complete the form" },
        { tap: "Photo ID Exception Form" },
        ...provisional,
      ],
      taps: 11,
      keys: 44,
      recorded: [gotProvisional(exception, "identification")],
    }),
    scenario(group, "inactive, still at the address", [inactive], {
      acts: [
        { type: "overby" },
        { choose: "Overby" },
        ...idShown,
        { banner: "Ask where the voter lives now" },
        { tap: "Yes, at this address" },
        ...checkIn,
      ],
      taps: 6,
      keys: 14,
      recorded: [checkedIn(inactive)],
    }),
    scenario(group, "an absentee ballot was sent, and the voter will not use it", [issued], {
      acts: [
        { type: "pettigrew" },
        { choose: "Pettigrew" },
        ...idShown,
        { banner: "Ask for the absentee ballot" },
        { tap: "Voter has not sent it and will not use it" },
        ...checkIn,
      ],
      taps: 6,
      keys: 17,
      recorded: [checkedIn(issued)],
    }),
    scenario(group, "the absentee ballot came back: no ballot, and the next voter", [returned], {
      acts: [
        { type: "quillen" },
        { choose: "Quillen" },
        { banner: "Stop: absentee ballot came back" },
        { tap: "Next voter" },
      ],
      taps: 2,
      keys: 16,
      recorded: [],
    }),
    scenario(group, "voted early by the list, and says no", [early], {
      acts: [
        { type: "rasmussen" },
        { choose: "Rasmussen" },
        { banner: "Stop: voted early" },
        { tap: "Voter says they have not voted" },
        ...idShown,
        ...provisional,
      ],
      taps: 10,
      keys: 36,
      recorded: [gotProvisional(early, "earlyVoted")],
    }),
    scenario(group, "a registration that lacks a document, which the voter shows", [pending], {
      acts: [
        { type: "sandoval" },
        { choose: "Sandoval" },
        { banner: "Ask for what is missing from the registration" },
        { tap: "Voter shows the documents" },
        ...idShown,
        { banner: "Choose which paper the voter shows" },
        { tap: "Any current photo ID with the name" },
        ...checkIn,
      ],
      taps: 7,
      keys: 24,
      recorded: [checkedIn(pending)],
    }),
    scenario(group, "a challenge that was answered", [challenged], {
      acts: [
        { type: "tremaine" },
        { choose: "Tremaine" },
        { banner: "Ask the chief judge: voter is challenged" },
        { tap: "Answered: the voter may vote" },
        ...idShown,
        { banner: "Have the voter complete the form" },
        { tap: "Oath of a challenged voter" },
        { banner: "Ready to check in" },
        { option: ["Chief judge", "lin · chief judge"] },
        { fill: ["PIN of the chief judge", pin] },
        { tap: "Check in" },
        { text: /^Recorded on this tablet/m },
      ],
      taps: 9,
      keys: 35,
      recorded: [checkedIn(challenged)],
    }),
    scenario(group, "removed from the list, and says they are registered", [removed], {
      acts: [
        { type: "upchurch" },
        { choose: "Upchurch" },
        { banner: "Stop: registration was cancelled" },
        { tap: "Voter says they are registered" },
        ...idShown,
        ...provisional,
      ],
      taps: 10,
      keys: 35,
      recorded: [gotProvisional(removed, "removed")],
    }),
    scenario(group, "a confidential record: by number alone, and a call to the county", [secret], {
      acts: [
        { type: secret.id },
        { text: /1 voter found/ },
        { choose: secret.id },
        { banner: "Call the county: record is confidential" },
        { text: /555-0142/ },
        { unseen: /Vandermeer|Isa|19\d\d|\bSt\b|\bLn\b|\bRd\b|\bCt\b/ },
        { tap: "Next voter" },
      ],
      taps: 2,
      keys: 17,
      recorded: [],
    }),
  ];
}

function updated(): Scenario[] {
  const group = "record updates";
  const within = person("Whitaker", "Sue");
  const recent = person("Xanthos", "Eleni");
  const renamed = person("Yardley", "Beth");
  return [
    scenario(group, "moved within the precinct", [within], {
      acts: [
        { type: "whitaker" },
        { choose: "Whitaker" },
        ...idShown,
        { tap: "Voter has moved" },
        { banner: "Ask where the voter moved" },
        { tap: "Within this precinct" },
        { banner: "Have the voter complete the form" },
        { tap: "Address change form" },
        ...checkIn,
      ],
      taps: 7,
      keys: 32,
      recorded: [checkedIn(within)],
    }),
    scenario(group, "moved to another precinct a week ago", [recent], {
      acts: [
        { type: "xanthos" },
        { choose: "Xanthos" },
        ...idShown,
        { tap: "Voter has moved" },
        { tap: "To another precinct, a short time before the election" },
        { banner: "Ask on which day the voter moved" },
        { fill: ["Day of the move", "10/27"] },
        { tap: "Address change form" },
        ...checkIn,
      ],
      taps: 8,
      keys: 42,
      recorded: [{ ...checkedIn(recent), steps: movedOn("2026-10-27") }],
    }),
    scenario(group, "a new name after a wedding", [renamed], {
      acts: [
        { type: "yardley" },
        { choose: "Yardley" },
        ...idShown,
        { tap: "Name has changed" },
        { banner: "Ask for the new name" },
        { tap: "Voter gives the new name and signs for it" },
        { tap: "Name change form" },
        ...checkIn,
      ],
      taps: 7,
      keys: 32,
      recorded: [checkedIn(renamed)],
    }),
  ];
}

function elsewhere(): Scenario[] {
  const group = "wrong place";
  const other = person("Zeller", "Max", { split: "102" });
  const insists = person("Zimmer", "Ava", { split: "102" });
  return [
    scenario(group, "votes at another place, and goes there", [other], {
      acts: [
        { type: "zeller" },
        { choose: "Zeller" },
        { banner: "Send to Ferry School" },
        { text: /2 River Rd/ },
        { text: /Behind the church/ },
        { tap: "Next voter" },
      ],
      taps: 2,
      keys: 15,
      recorded: [],
    }),
    scenario(group, "votes at another place, and stays", [insists], {
      acts: [
        { type: "zimmer" },
        { choose: "Zimmer" },
        { banner: "Send to Ferry School" },
        { tap: "Voter wants to vote here" },
        ...idShown,
        ...provisional,
      ],
      taps: 10,
      keys: 34,
      recorded: [gotProvisional(insists, "otherPlace")],
    }),
  ];
}

function notInTheBook(): Scenario[] {
  const group = "not in the book";
  const neighbor = person("Ackerman", "Toni", { houseNumber: "3001", street: "Maple St" });
  const misheard = person("Szczepański", "Ola", { houseNumber: "7007", street: "Hill Rd" });
  const [known, namesake] = ["Billington", "Calloway"].map((lastName) =>
    person(lastName, "Wilhelmina", { birthDate: "1961-07-04", houseNumber: "5005" }),
  ) as [VoterRecord, VoterRecord];
  return [
    scenario(group, "on no list, and says they are registered: provisional, with the reason", [neighbor], {
      acts: [
        ...upTheLadder("Quigley-Doe", "3003"),
        ...writtenDown("Ann", "3/4/1955"),
        { banner: "Decide with the chief judge: voter is not on the list" },
        { tap: "Says that they are registered" },
        ...idShown,
        ...provisional,
      ],
      taps: 19,
      keys: 88,
      recorded: [
        {
          type: "ProvisionalIssued",
          person: { lastName: "Quigley-Doe", firstName: "Ann", birthDate: "1955-03-04" },
          reasons: [{ situation: "notOnList", code: "No Record of Registration" }],
        },
      ],
    }),
    scenario(group, "registers at the table, and votes", [], {
      acts: [
        ...upTheLadder("Tobolowsky", "3005"),
        ...writtenDown("Sam", "12/31/1999"),
        ...registers,
        ...idShown,
        ...checkIn,
      ],
      taps: 21,
      keys: 93,
      recorded: [
        { type: "VoterRegistered", person: { lastName: "Tobolowsky", firstName: "Sam", birthDate: "1999-12-31" } },
        { type: "VoterCheckedIn", style: "14-A" },
      ],
    }),
    scenario(group, "a name that nobody could spell: the ladder finds the voter at the address", [misheard], {
      acts: [
        { type: "Chapanski-Oh" },
        { choose: "None of these" },
        { text: /Search another way/ },
        { tap: "Still not there" },
        { fill: ["House number", "7007"] },
        { fill: ["Street", "Hill"] },
        { text: /Is it one of these/ },
        { tap: "Szczepański" },
        ...idShown,
        ...checkIn,
      ],
      taps: 7,
      keys: 36,
      recorded: [{ type: "VoterCheckedIn", voter: misheard.id, style: "14-A" }],
    }),
    scenario(group, "somebody like them is on the list: it is the voter, and nobody registers twice", [known], {
      acts: [
        ...upTheLadder("Zzbillie", "3007"),
        ...writtenDown("Billie", "7/4/1961", "Billington"),
        { banner: "Look at these voters first" },
        { text: /Billington, Wilhelmina/ },
        { tap: "This is the voter" },
        ...idShown,
        ...checkIn,
      ],
      taps: 15,
      keys: 81,
      recorded: [{ type: "VoterCheckedIn", voter: known.id, style: "14-A" }],
    }),
    scenario(group, "somebody else than who is like them on the list: registers, and both are marked", [namesake], {
      acts: [
        ...upTheLadder("Zzminna", "3009"),
        ...writtenDown("Minna", "7/4/1961", "Calloway"),
        { banner: "Look at these voters first" },
        { tap: "Somebody else" },
        ...registers,
        { text: /May be the same person as:\s+Calloway, Wilhelmina/ },
        ...idShown,
        ...checkIn,
      ],
      taps: 24,
      keys: 102,
      recorded: [
        { type: "VoterRegistered", person: { lastName: "Calloway", firstName: "Minna" }, lookedAt: [namesake.id] },
        { type: "VoterCheckedIn", style: "14-A" },
      ],
    }),
  ];
}
