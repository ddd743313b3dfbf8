/**
 * A file's codes for precinct, split, party and status, read against the election definition: by id, else by name,
 * without regard to case. A code that nobody knows is named, never guessed: the voter is kept and marked.
 *
 * A voter file repeats few combinations of codes many times, so each combination is resolved once and counted; the counts
 * are what the completeness manifest is compared with.
 */
import { type Election, type Precinct, splitsOf } from "../../domain/election.ts";
import type { Registration } from "../../domain/voter.ts";
import type { ProblemKind } from "./importReport.ts";
import type { FieldName, Layout } from "./layout.ts";
import type { CodeCount } from "./manifest.ts";

/** The codes of one row as the source writes them. */
export type RawCodes = {
  county: string;
  countyName: string;
  precinct: string;
  precinctName: string;
  split: string;
  party: string;
  status: string;
  statusReason: string;
};

export type CodeProblem = {
  readonly severity?: "note";
  readonly kind: ProblemKind;
  readonly field: FieldName;
  /** With {code} in the place of the code, which is quoted only where that is safe. */
  readonly reason: string;
  readonly code: string;
  readonly remedy: string;
};

export type CodeCombination = {
  readonly split: string;
  readonly party: string;
  readonly partyRaw: string;
  readonly registration: Registration;
  readonly registrationRaw: string;
  readonly problems: readonly CodeProblem[];
  /** Voters of the roll with this combination. */
  count: number;
};

export type ElectionCodes = {
  combination(codes: RawCodes): CodeCombination;
  counts(): CodeCount[];
};

const fold = (text: string): string => text.trim().toLowerCase();

/** "Durham County" and "DURHAM" are one county. */
export function countyKey(name: string): string {
  return fold(name)
    .replace(/ (county|parish)$/, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** `hasStatus`: the file has a status column. */
export function createElectionCodes(election: Election, layout: Layout, hasStatus: boolean): ElectionCodes {
  const precinctOf = precinctFinder(election, layout);
  const partyOf = partyFinder(election, layout);
  const known = new Map<string, CodeCombination>();
  const raws = new Map<string, CodeCount>();

  const resolve = (codes: RawCodes): CodeCombination => {
    const problems: CodeProblem[] = [];
    const countyName = codes.countyName || layout.countyNames?.[codes.county.toUpperCase()] || "";
    const split = precinctOf({ ...codes, countyName });
    const party = partyOf(codes.party);
    if (party.problem !== undefined) problems.push(party.problem);
    const status = registrationOf(codes.status, layout, hasStatus);
    if (split.problem !== undefined) {
      // Sources blank the precinct of removed voters. They cannot vote, so nobody need decide anything.
      const gone = status.registration === "cancelled" || status.registration === "denied";
      const blank = codes.precinct === "" && codes.precinctName === "";
      problems.push(gone && blank ? { ...split.problem, severity: "note" } : split.problem);
    }
    if (status.problem !== undefined) problems.push(status.problem);
    return {
      split: split.id,
      party: party.id,
      partyRaw: codes.party,
      registration: status.registration,
      registrationRaw: [codes.status, codes.statusReason].filter(Boolean).join(" / "),
      problems,
      count: 0,
    };
  };

  return {
    combination(codes) {
      const key = `${codes.county}\t${codes.precinct}\t${codes.split}\t${codes.party}\t${codes.status}\t${codes.statusReason}\t${codes.countyName}\t${codes.precinctName}`;
      let found = known.get(key);
      if (found === undefined) {
        found = resolve(codes);
        known.set(key, found);
        const { county, precinct, party, status } = codes;
        raws.set(key, { county, precinct, party, status, count: 0 });
      }
      return found;
    },
    counts() {
      const sums = new Map<string, { -readonly [K in keyof CodeCount]: CodeCount[K] }>();
      for (const [key, raw] of raws) {
        const count = known.get(key)?.count ?? 0;
        if (count === 0) continue;
        const group = `${raw.county}\t${raw.precinct}\t${raw.party}\t${raw.status}`;
        const sum = sums.get(group);
        if (sum === undefined) sums.set(group, { ...raw, count });
        else sum.count += count;
      }
      return [...sums.keys()].sort().map((group) => sums.get(group) as CodeCount);
    },
  };
}

type Found = { readonly id: string; readonly problem?: CodeProblem };

/** Names that two of them share are not found by name. */
function index<T>(all: readonly T[], key: (one: T) => string): Map<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const one of all) {
    const k = fold(key(one));
    found.set(k, found.has(k) ? undefined : one);
  }
  return found;
}

function precinctFinder(election: Election, layout: Layout): (codes: RawCodes) => Found {
  const byId = index(election.precincts, (p) => p.id);
  const byName = index(election.precincts, (p) => p.name);
  const splits = splitsOf(election);
  const splitById = index(splits, (s) => s.id);
  const splitByName = index(splits, (s) => s.name);
  const onlySplit = splits.length === 1 ? splits[0] : undefined;
  const electionCounty = countyKey(election.county);

  const unknown = (code: string, reason: string, remedy: string, field: FieldName = "precinct"): Found => ({
    id: "",
    problem: { kind: "unknownPrecinct", field, code, reason, remedy },
  });

  const within = (precinct: Precinct, codes: RawCodes): Found => {
    if (precinct.splits.length === 0)
      return codes.split === "" || /^[0. ]+$/.test(codes.split) || fold(codes.split) === fold(codes.precinct)
        ? { id: precinct.id }
        : unknown(
            codes.split,
            `The precinct "${precinct.id}" is not divided in the election definition, but the file names its part {code}.`,
            "Add the part to the precinct in the election definition, or ask the source which ballot this voter gets.",
            "split",
          );
    const only = precinct.splits.length === 1 ? precinct.splits[0] : undefined;
    if (codes.split === "") {
      const whole = precinct.splits.find((s) => fold(s.id) === fold(precinct.id));
      const one = whole ?? only;
      if (one !== undefined) return { id: one.id };
      return unknown(
        "",
        `The precinct "${precinct.id}" is divided, but the file does not say in which part the voter lives.`,
        "Ask the source for the precinct split of each voter, or look the address up.",
        "split",
      );
    }
    const wanted = [codes.split, `${precinct.id}/${codes.split}`, `${codes.precinct}/${codes.split}`].map(fold);
    for (const text of wanted) {
      const split =
        precinct.splits.find((s) => fold(s.id) === text) ?? precinct.splits.find((s) => fold(s.name) === text);
      if (split !== undefined) return { id: split.id };
    }
    return unknown(
      codes.split,
      `The precinct "${precinct.id}" has no part {code} in the election definition.`,
      "Add the part to the precinct in the election definition, or correct the code at the source.",
      "split",
    );
  };

  return (codes) => {
    if (codes.precinct === "" && codes.precinctName === "") {
      if (onlySplit !== undefined) return { id: onlySplit.id };
      return unknown("", "The precinct is blank.", "Look the voter's precinct up at the source.");
    }
    for (const county of [codes.county, codes.countyName]) {
      if (county === "" || codes.precinct === "") continue;
      const precinct = byId.get(fold(`${county}/${codes.precinct}`));
      if (precinct !== undefined) return within(precinct, codes);
    }
    if (codes.countyName !== "" && countyKey(codes.countyName) !== electionCounty)
      return unknown(
        codes.county || codes.countyName,
        "The voter is of another county ({code}) than this election.",
        'Give the file of this county only, or an election definition whose precinct ids are "county/precinct".',
        "county",
      );
    for (const text of [layout.precinctIds?.[codes.precinct.toUpperCase()] ?? codes.precinct, codes.precinctName]) {
      if (text === "") continue;
      const precinct = byId.get(fold(text)) ?? byName.get(fold(text));
      if (precinct !== undefined) return within(precinct, codes);
      const split = splitById.get(fold(text)) ?? splitByName.get(fold(text));
      if (split !== undefined) return { id: split.id };
    }
    return unknown(
      codes.precinct || codes.precinctName,
      "The election definition has no precinct {code}.",
      "Add the precinct to the election definition, or correct the code at the source.",
    );
  };
}

function partyFinder(election: Election, layout: Layout): (raw: string) => Found {
  const byId = index(election.parties, (p) => p.id);
  const byName = index(election.parties, (p) => p.name);
  const none = new Set(layout.noParty.map(fold));
  return (raw) => {
    if (raw === "") return { id: "" };
    for (const text of [raw, ...(layout.partyNames[raw.toUpperCase()] ?? [])]) {
      const party = byId.get(fold(text)) ?? byName.get(fold(text));
      if (party !== undefined) return { id: party.id };
    }
    if (none.has(fold(raw))) return { id: "" };
    return {
      id: "",
      problem: {
        kind: "unknownParty",
        field: "party",
        code: raw,
        reason: "The election definition has no party {code}.",
        remedy: "Add the party to the election definition, or say in a mapping file that the code means no party.",
      },
    };
  };
}

function registrationOf(
  raw: string,
  layout: Layout,
  hasStatus: boolean,
): { registration: Registration; problem?: CodeProblem } {
  if (!hasStatus && layout.statusWithoutColumn !== undefined) return { registration: layout.statusWithoutColumn };
  const registration = layout.statuses[raw.toUpperCase()];
  if (registration !== undefined) return { registration };
  return {
    registration: "unknown",
    problem: {
      kind: "unknownStatus",
      field: "status",
      code: raw,
      reason: raw === "" ? "The registration status is blank." : "The registration status {code} is not known.",
      remedy:
        "Ask the source what it means; a mapping file can name it. Until then the voter does not count as active.",
    },
  };
}
