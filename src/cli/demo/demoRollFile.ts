/**
 * The invented voters of the demonstration as a file that a county could have: CSV, with a mapping and with the source's
 * own counts. The demonstration imports it the way a county would.
 */
import type { Election } from "../../domain/election.ts";
import { splitsOf } from "../../domain/election.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { csvCell } from "../../server/csv.ts";
import type { Manifest } from "../../server/import/manifest.ts";
import type { Mapping } from "../../server/import/mapping.ts";
import { inventedVoters } from "../../training/inventedVoters.ts";

const SEED = 20_261_103;

type Column = { readonly title: string; readonly value: (voter: VoterRecord, precinct: string) => string };

const yes = (on: boolean): string => (on ? "Y" : "N");

const columns: Readonly<Partial<Record<keyof Mapping["columns"], Column>>> = {
  id: { title: "Voter ID", value: ({ id }) => id },
  lastName: { title: "Last Name", value: ({ lastName }) => lastName },
  firstName: { title: "First Name", value: ({ firstName }) => firstName },
  middleName: { title: "Middle Name", value: ({ middleName }) => middleName },
  suffix: { title: "Suffix", value: ({ suffix }) => suffix },
  birthDate: { title: "Birth Date", value: ({ birthDate }) => birthDate },
  houseNumber: { title: "House Number", value: ({ houseNumber }) => houseNumber },
  street: { title: "Street", value: ({ street }) => street },
  unit: { title: "Unit", value: ({ unit }) => unit },
  city: { title: "City", value: ({ city }) => city },
  state: { title: "State", value: ({ state }) => state },
  zip: { title: "ZIP", value: ({ zip }) => zip },
  precinct: { title: "Precinct", value: (_, precinct) => precinct },
  split: { title: "Precinct Part", value: ({ split }, precinct) => (split === precinct ? "" : split) },
  party: { title: "Party", value: ({ partyRaw }) => partyRaw },
  status: { title: "Status", value: ({ registration }) => registration.slice(0, 1).toUpperCase() },
  absentee: { title: "Absentee", value: ({ absentee }) => (absentee === "none" ? "" : absentee) },
  language: { title: "Language", value: ({ language }) => language },
  mail1: { title: "Mailing Address 1", value: ({ mailing }) => mailing.split("\n")[0] ?? "" },
  mail2: { title: "Mailing Address 2", value: ({ mailing }) => mailing.split("\n")[1] ?? "" },
  "flag:idRequired": { title: "ID Required", value: ({ flags }) => yes(flags.includes("idRequired")) },
  "flag:confidential": { title: "Confidential", value: ({ flags }) => yes(flags.includes("confidential")) },
  "flag:assistance": { title: "Assistance", value: ({ flags }) => yes(flags.includes("assistance")) },
};

const statuses = { A: "active", I: "inactive", P: "pending", C: "challenged" } as const;

/** How to read the file: what a county writes for a layout that the program does not know. */
export const demoMapping = {
  format: "turnout-mapping/1",
  name: "Marlow County voter list (invented)",
  dateOrder: "ymd",
  columns: Object.fromEntries(Object.entries(columns).map(([name, { title }]) => [name, title])),
  statuses,
  parties: { UNA: "" },
  languages: { ES: "es", ZH: "zh", VI: "vi", KO: "ko" },
  absentees: {
    REQUESTED: "requested",
    ISSUED: "issued",
    RETURNED: "returned",
    ACCEPTED: "accepted",
    EARLYVOTED: "earlyVoted",
  },
};

export type DemoRollFile = {
  readonly csv: string;
  /** What the source counts, by precinct × party × status. */
  readonly manifest: Manifest;
};

export function demoRollFile(election: Election, voters: number): DemoRollFile {
  const precinctOf = new Map(splitsOf(election).map(({ id, precinct }) => [id, precinct.id]));
  const shown = Object.values(columns);
  const lines = [shown.map(({ title }) => csvCell(title)).join(",")];
  const counts = new Map<string, Manifest["groups"][number]>();
  for (const voter of inventedVoters(election, SEED, voters)) {
    const precinct = precinctOf.get(voter.split) ?? "";
    lines.push(shown.map(({ value }) => csvCell(value(voter, precinct))).join(","));
    const [party, status] = [voter.partyRaw, columns.status?.value(voter, precinct) ?? ""];
    const key = [precinct, party, status].join("\t");
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { precinct, party, status, count });
  }
  return {
    csv: `${lines.join("\r\n")}\r\n`,
    manifest: {
      format: "turnout-manifest/1",
      source: "the generator of the demonstration",
      total: voters,
      groups: [...counts.values()],
    },
  };
}
