/**
 * Proposes an election definition from voter files alone: their precincts, parts and parties, one polling place for each
 * precinct, one ballot for each part. It says in notes what the clerk must still decide; nothing in it is official.
 */
import { z } from "zod";
import { Election } from "../../domain/election.ts";
import { packs } from "../../domain/packs/packs.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { checkRules } from "../rulesCheck.ts";
import type { ImportRefusal } from "./importReport.ts";
import type { Layout, LayoutName } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { rowField, shapeProblem } from "./rowShape.ts";
import { type UsState, usState } from "./usStates.ts";
import { openVoterFiles, readRows } from "./voterFile.ts";

export type DraftedElection = {
  readonly election: Election;
  /** What the clerk must check or enter. */
  readonly notes: readonly string[];
};

export type DraftOptions = {
  readonly files: readonly string[];
  readonly layout: "auto" | LayoutName;
  readonly mapping?: Mapping;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Two capital letters, or "none"; left out: the pack of the file's state, if there is one. */
  readonly pack?: string;
};

type DraftPrecinct = { county: string; code: string; name: string; splits: Map<string, string>; undivided: boolean };

/** Reads the files once. Rows without precinct add nothing. */
export async function draftElection(options: DraftOptions): Promise<Result<DraftedElection, ImportRefusal>> {
  const opened = await openVoterFiles(options.files, options.layout, options.mapping);
  if (!opened.ok) return opened;
  const precincts = new Map<string, DraftPrecinct>();
  const parties = new Map<string, string>();
  const counties = new Map<string, string>();
  const states = new Map<string, number>();
  let layout: Layout | undefined;
  let rows = 0;
  let tooLong = 0;

  for (const file of opened.value) {
    layout = file.layout;
    const { countyNames, noParty, partyNames } = file.layout;
    const without = new Set(noParty.map((code) => code.toUpperCase()));
    const read = await readRows(file, {
      row(row) {
        if (shapeProblem(row, file)?.severity === "refused") return;
        rows++;
        const state = rowField(row, file, "state").toUpperCase();
        if (state !== "") states.set(state, (states.get(state) ?? 0) + 1);
        const party = rowField(row, file, "party");
        const partyKey = party.toUpperCase();
        if (party !== "" && !without.has(partyKey) && !parties.has(partyKey))
          parties.set(partyKey, partyNames[partyKey]?.find((name) => name.length > 4) ?? party);
        const code = rowField(row, file, "precinct") || rowField(row, file, "precinctName");
        if (code === "") return;
        const county = rowField(row, file, "county") || rowField(row, file, "countyName");
        const split = rowField(row, file, "split");
        if (county.length + code.length + split.length > 60) {
          tooLong++;
          return;
        }
        if (!counties.has(county))
          counties.set(county, rowField(row, file, "countyName") || countyNames?.[county.toUpperCase()] || county);
        const key = `${county}\t${code}`.toLowerCase();
        let precinct = precincts.get(key);
        if (precinct === undefined) {
          const name = rowField(row, file, "precinctName");
          precinct = { county, code, name, splits: new Map(), undivided: false };
          precincts.set(key, precinct);
        }
        if (split === "") precinct.undivided = true;
        else if (!precinct.splits.has(split.toLowerCase())) precinct.splits.set(split.toLowerCase(), split);
      },
      progress() {},
    });
    if (!read.ok) return read;
  }
  if (precincts.size === 0 || layout === undefined)
    return err({
      type: "noVoters",
      reason: `No precinct was found in ${rows} rows.`,
      remedy: "Check that this is the voter file and that its precinct column is named.",
    });

  const state = likelyState(states, layout);
  const date = nextGeneralElection(options.today);
  const pack = packs.get(options.pack ?? state.code);
  const severalCounties = counties.size > 1;
  const ordered = [...precincts.values()].sort(
    (a, b) => naturalOrder(a.county, b.county) || naturalOrder(a.code, b.code),
  );
  const definition = ordered.map((one) => {
    const id = severalCounties ? `${one.county}/${one.code}` : one.code;
    const name = one.name || `Precinct ${id}`;
    const codes = [...one.splits.values()].sort(naturalOrder);
    const splits = codes.map((split) => ({ id: `${id}/${split}`, name: `${name}, part ${split}` }));
    // Voters of a divided precinct whose part is blank are a part of their own.
    if (splits.length > 0 && one.undivided) splits.unshift({ id, name: `${name}, no part named` });
    return { id, name: name.slice(0, 200), splits };
  });
  const county = severalCounties ? "Several counties" : titleCase([...counties.values()][0] || "County");
  const drafted = Election.safeParse({
    format: "turnout-election/1",
    id: `${state.code.toLowerCase()}-${date}`,
    name: `General election ${date.slice(0, 4)}`,
    county,
    state: state.code,
    date,
    timeZone: state.timeZone,
    kind: "general",
    parties: [...parties].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, name]) => ({ id, name })),
    precincts: definition,
    ballotStyles: definition
      .flatMap((one) => (one.splits.length === 0 ? [one.id] : one.splits.map((split) => split.id)))
      .map((split) => ({ id: split, splits: [split] })),
    places: definition.map(({ id, name }) => ({
      id,
      name: `Polling place of ${name}`.slice(0, 200),
      address: "Address to be entered",
      serves: [id],
    })),
    ...(pack === undefined ? {} : { rules: pack.rules }),
  } satisfies z.input<typeof Election>);
  if (!drafted.success)
    return err({
      type: "noVoters",
      reason: `The codes of the file do not make an election definition: ${z.prettifyError(drafted.error)}`,
      remedy: "Check that the right columns are named as precinct and party.",
    });
  const notes = [
    `The date is the next general election, ${date}. Enter the real date and name.`,
    "Each precinct has a polling place of its own without an address. Enter places and addresses.",
    "Each precinct or part has one ballot style of its own. Compare with the official precinct-to-style table.",
    `The time zone is ${state.timeZone} and the polls are open from 7:00 to 20:00. Check both.`,
  ];
  notes.push(rulesNote(drafted.data));
  if (state.code === "XX") notes.push('The state could not be told. Enter its two letters for "XX".');
  if (severalCounties)
    notes.push(`The files hold ${counties.size} counties; precinct ids are "county/precinct". Enter a name for all.`);
  const blankParts = definition.filter((one) => one.splits.some((split) => split.id === one.id)).length;
  if (blankParts > 0)
    notes.push(
      `${blankParts} divided precincts have voters whose part is blank; these voters form a part of their own.`,
    );
  if (tooLong > 0) notes.push(`${tooLong} rows have precinct codes longer than 60 characters and were left out.`);
  return ok({ election: drafted.data, notes });
}

function rulesNote(election: Election): string {
  const { toConfirm } = checkRules(election);
  const { pack } = election.rules;
  return pack === ""
    ? "No state's rules were copied: the program handles every situation cautiously. Write rules, or name a pack."
    : `The rules are a copy of the pack "${pack}". Confirm ${toConfirm.length} of them with your attorney: "turnout check" lists them.`;
}

/** The Tuesday after the first Monday in November of the next even year (2 U.S.C. § 7), on or after `today`. */
export function nextGeneralElection(today: string): string {
  for (let year = Number(today.slice(0, 4)); ; year++) {
    if (year % 2 !== 0) continue;
    const first = new Date(Date.UTC(year, 10, 1)).getUTCDay();
    const date = `${year}-11-${String(2 + ((8 - first) % 7)).padStart(2, "0")}`;
    if (date >= today) return date;
  }
}

function likelyState(states: ReadonlyMap<string, number>, layout: Layout): UsState {
  const byLayout = { "north-carolina": "NC", ohio: "OH", florida: "FL", vxpollbook: "", delimited: "" }[layout.name];
  const most = [...states].sort((a, b) => b[1] - a[1]).find(([code]) => usState(code) !== undefined)?.[0];
  return usState(byLayout || most || "") ?? { code: "XX", name: "", timeZone: "America/New_York" };
}

function naturalOrder(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true }) || (a < b ? -1 : a > b ? 1 : 0);
}

function titleCase(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase().replace(/(^|[ .-])\p{L}/gu, (c) => c.toUpperCase()) : name;
}
