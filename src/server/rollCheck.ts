/**
 * The published roll examined voter by voter before election day: whoever may vote gets exactly one ballot style for each
 * ballot that they may ask for in each language, has a polling place, and is found in the search box by at least two of three routes (last
 * name, birth date, voter id), a confidential one by the number. Nothing is sampled. Voters are named by their ids only.
 */
import { isUnderage, mayTurn18 } from "../domain/age.ts";
import { ballotChoices, partyBallots } from "../domain/ballotStyle.ts";
import { isConfidential } from "../domain/confidential.ts";
import { ruleOf } from "../domain/disposition.ts";
import { type BallotStyle, type Election, serves, splitOf } from "../domain/election.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { Roll } from "../roll/packedRoll.ts";
import type { VoterSearch } from "../roll/voterSearch.ts";

/** Voters for whom a ballot that they may ask for has no style, or several, in a language. */
export type StyleFault = {
  readonly split: string;
  /** Of the voters; "" for none. */
  readonly party: string;
  /** The party whose ballot is meant; "" where ballots have no party, or no ballot exists at all. */
  readonly ballot: string;
  readonly type: BallotStyle["type"];
  /** BCP 47 tag; "" where no ballot exists at all. */
  readonly language: string;
  readonly styles: readonly string[];
  readonly voters: number;
};

export type PlaceFault = { readonly split: string; readonly voters: number };

export type RollFindings = {
  readonly voters: number;
  /** May vote in this election as far as the registration says: everybody who was not cancelled or denied. */
  readonly eligible: number;
  readonly styleFaults: readonly StyleFault[];
  readonly placeFaults: readonly PlaceFault[];
  /** How many voters each route finds. */
  readonly routes: { readonly lastName: number; readonly birthDate: number; readonly voterId: number };
  /** Confidential voters, whom only their number finds. */
  readonly byNumber: number;
  /** Ids of others whom fewer than two routes find: how many, and the first of them. */
  readonly hidden: { readonly voters: number; readonly ids: readonly string[] };
};

const shownIds = 20;

/** `onProgress` hears how many voters of all were examined, in each of the rounds. */
export function checkRoll(
  election: Election,
  roll: Roll,
  search: VoterSearch,
  onProgress: (round: "ballots" | "names" | "dates", done: number) => void,
): RollFindings {
  const groups = new Map<string, { voter: VoterRecord; types: readonly BallotStyle["type"][]; voters: number }>();
  const names = new Groups(roll.rows);
  const dates = new Groups(roll.rows);
  const found = { lastName: 0, birthDate: 0, voterId: 0 };
  const routes = new Uint8Array(roll.rows);
  let eligible = 0;
  let byNumber = 0;
  for (let row = 0; row < roll.rows; row++) {
    const voter = roll.voterAt(row);
    const types = ballotTypes(election, voter);
    const key = [voter.split, voter.party, types, voter.registration].join("\t");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { voter, types, voters: 1 });
    else group.voters++;
    if (mayVote(voter)) eligible++;
    names.add(row, voter.lastName);
    dates.add(row, typedDate(voter.birthDate));
    if (roll.rowOfVoter(voter.id) === row) {
      routes[row] = 1;
      found.voterId++;
      if (isConfidential(voter)) {
        routes[row] = 2;
        byNumber++;
      }
    }
    if (row % 100_000 === 0) onProgress("ballots", row);
  }
  for (const [route, round, by] of [
    ["lastName", "names", names],
    ["birthDate", "dates", dates],
  ] as const)
    by.findAll(
      // The comma says that a last name was typed.
      (text, limit) => search.search(round === "names" ? `${text},` : text, { limit, similar: false }).rows,
      (row) => {
        routes[row] = (routes[row] as number) + 1;
        found[route]++;
      },
      (done) => onProgress(round, done),
    );
  const hidden: string[] = [];
  let hiddenVoters = 0;
  routes.forEach((count, row) => {
    if (count >= 2) return;
    if (hiddenVoters++ < shownIds) hidden.push(roll.voterAt(row).id);
  });
  const eligibleGroups = [...groups.values()].filter(({ voter }) => mayVote(voter));
  return {
    voters: roll.rows,
    eligible,
    styleFaults: styleFaults(election, eligibleGroups),
    placeFaults: placeFaults(election, eligibleGroups),
    routes: found,
    byNumber,
    hidden: { voters: hiddenVoters, ids: hidden },
  };
}

const mayVote = ({ registration }: VoterRecord): boolean => registration !== "cancelled" && registration !== "denied";

/** As a poll worker types it: 7/19/1978. "" where no full date is known. */
function typedDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return day === undefined ? "" : `${month}/${day}/${year}`;
}

type Counted = {
  readonly voter: VoterRecord;
  readonly types: readonly BallotStyle["type"][];
  readonly voters: number;
};

/** Which this voter may get: their own, and what the rules give to those who are not of age yet. */
function ballotTypes(election: Election, voter: VoterRecord): readonly BallotStyle["type"][] {
  const own = voter.flags.includes("federalOnly") ? "federalOnly" : "regular";
  const { date, kind } = election;
  if (!isUnderage(voter, date) || !mayTurn18(voter.birthDate, date)) return [own];
  const { ways } = ruleOf(election, "underage");
  const young = ways.flatMap(({ ballot, only }) => (only === undefined || only.includes(kind) ? (ballot ?? []) : []));
  return [own, ...new Set(young)];
}

function styleFaults(election: Election, groups: readonly Counted[]): StyleFault[] {
  const faults = new Map<string, StyleFault>();
  for (const { voter, types, voters } of groups) {
    const { split, party } = voter;
    for (const type of types)
      for (const wrong of wrongBallots(ballotChoices(election, voter, type))) {
        const fault = { split, party, type, ...wrong } as const;
        const key = JSON.stringify(fault);
        faults.set(key, { ...fault, voters: (faults.get(key)?.voters ?? 0) + voters });
      }
  }
  return [...faults.values()].sort((a, b) => b.voters - a.voters);
}

/** Party by language, where the voter may ask for either: without exactly one style. */
function wrongBallots(choices: readonly BallotStyle[]): Pick<StyleFault, "ballot" | "language" | "styles">[] {
  if (choices.length === 0) return [{ ballot: "", language: "", styles: [] }];
  const languages = [...new Set(choices.flatMap((style) => style.languages))];
  return partyBallots(choices).flatMap(({ party }) => {
    const mine = choices.filter((style) => style.party === party);
    return languages
      .map((language) => ({
        ballot: party ?? "",
        language,
        styles: mine.filter((style) => style.languages.includes(language)).map(({ id }) => id),
      }))
      .filter(({ styles }) => styles.length !== 1);
  });
}

function placeFaults(election: Election, groups: readonly Counted[]): PlaceFault[] {
  const faults = new Map<string, number>();
  for (const { voter, voters } of groups) {
    const split = splitOf(election, voter.split);
    const served = split !== undefined && election.places.some((place) => serves(place, split.precinct.id));
    if (!served) faults.set(voter.split, (faults.get(voter.split) ?? 0) + voters);
  }
  return [...faults].map(([split, voters]) => ({ split, voters })).sort((a, b) => b.voters - a.voters);
}

/** Rows that share a text, each text looked for once. */
class Groups {
  readonly #codes: Int32Array;
  readonly #codeOf = new Map<string, number>();
  readonly #sizes: number[] = [];

  constructor(rows: number) {
    this.#codes = new Int32Array(rows);
  }

  add(row: number, text: string): void {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#sizes.length;
      this.#codeOf.set(text, code);
      this.#sizes.push(0);
    }
    this.#codes[row] = code;
    this.#sizes[code] = (this.#sizes[code] as number) + 1;
  }

  /** Calls `onFound` once for each row that the search for its own text finds. */
  findAll(
    search: (text: string, limit: number) => readonly { readonly row: number }[],
    onFound: (row: number) => void,
    onProgress: (done: number) => void,
  ): void {
    let done = 0;
    for (const [text, code] of this.#codeOf) {
      const size = this.#sizes[code] as number;
      if (text !== "") {
        // Who is called so ranks first, with others who are spelled alike: all rows are asked for only if it must be.
        const own = (limit: number) => search(text, limit).filter(({ row }) => this.#codes[row] === code);
        const few = own(2 * size + 50);
        for (const { row } of few.length === size ? few : own(this.#codes.length)) onFound(row);
      }
      done += size;
      if (code % 1000 === 0) onProgress(done);
    }
  }
}
