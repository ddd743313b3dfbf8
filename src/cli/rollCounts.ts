/**
 * The counts of a roll by precinct × party × status, as a clerk confirms them before publication: a table when it fits on
 * a screen or two, otherwise by precinct with the totals, and always every group as CSV and in the JSON.
 */

import { ballotChoices } from "../domain/ballotStyle.ts";
import { type Election, splitsOf } from "../domain/election.ts";
import { csvCell } from "../server/csv.ts";
import type { StagedRoll } from "../server/publish.ts";
import { number, table } from "./terminal.ts";

type Counts = StagedRoll["counts"];

export type CountedGroup = {
  readonly precinct: string;
  readonly split: string;
  readonly party: string;
  readonly status: string;
  readonly voters: number;
};

/** Most rows of the full table. */
const SHOWN = 80;

/** The groups with their precinct; "" is the precinct of voters whose own is not in the election definition. */
export function countedGroups(election: Election, counts: Counts): CountedGroup[] {
  const precinctOf = new Map(splitsOf(election).map(({ id, precinct }) => [id, precinct.id]));
  return counts.map(({ split, party, registration, voters }) => ({
    precinct: precinctOf.get(split) ?? "",
    split,
    party,
    status: registration,
    voters,
  }));
}

export function countsText(election: Election, counts: Counts, fullList: string): string {
  const groups = countedGroups(election, counts);
  const total = groups.reduce((sum, { voters }) => sum + voters, 0);
  if (groups.length <= SHOWN) {
    const rows = groups.map(({ split, party, status, voters }) => [
      split === "" ? "(no precinct)" : split,
      party === "" ? "(none)" : party,
      status,
      number(voters),
    ]);
    return table(
      ["Precinct or part", "Party", "Status", "Voters"],
      [...rows, ["All", "", "", number(total)]],
      new Set([3]),
    );
  }
  const statuses = [...new Set(groups.map(({ status }) => status))].sort();
  const pivot = (head: string, key: (group: CountedGroup) => string, none: string): string => {
    const sums = new Map<string, Map<string, number>>();
    for (const group of groups) {
      const row = sums.get(key(group)) ?? new Map<string, number>();
      row.set(group.status, (row.get(group.status) ?? 0) + group.voters);
      sums.set(key(group), row);
    }
    const rowOf = (name: string, row: ReadonlyMap<string, number>): string[] => {
      const sum = [...row.values()].reduce((a, b) => a + b, 0);
      return [name, ...statuses.map((status) => number(row.get(status) ?? 0)), number(sum)];
    };
    const names = [...sums.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const rows = names.slice(0, SHOWN).map((name) => rowOf(name || none, sums.get(name) ?? new Map()));
    if (names.length > SHOWN) rows.push([`… and ${names.length - SHOWN} more`]);
    const right = new Set(statuses.map((_, at) => at + 1).concat(statuses.length + 1));
    return table([head, ...statuses, "all"], rows, right);
  };
  return [
    pivot("Precinct", (group) => group.precinct, "(no precinct)"),
    "",
    pivot("Party", (group) => group.party, "(none)"),
    "",
    `${number(total)} voters. Every precinct, party and status: ${fullList}`,
  ].join("\n");
}

/** Every group, RFC 4180. */
export function* countsCsv(election: Election, counts: Counts): Generator<string> {
  yield "precinct,split,party,status,count\r\n";
  for (const { precinct, split, party, status, voters } of countedGroups(election, counts))
    yield `${[precinct, split, party, status].map(csvCell).join(",")},${voters}\r\n`;
}

/** Voters for whom the definition has no ballot: to be mended before election day. */
export function withoutBallot(election: Election, counts: Counts): number {
  let voters = 0;
  for (const count of counts) {
    if (count.registration === "cancelled" || count.registration === "denied") continue;
    if (ballotChoices(election, { ...count, flags: [] }).length === 0) voters += count.voters;
  }
  return voters;
}
