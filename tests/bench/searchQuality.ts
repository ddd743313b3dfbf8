/**
 * Whether the search finds the voter who is meant when the name is typed wrongly: the share of voters who are among the
 * first five rows shown (rows that fit first, then similar names, as the screen shows them), for each kind of damage. And
 * whether a scanned card of somebody who is not on the roll ever opens a voter.
 *
 * What is typed: the damaged name as "last, first", "last first" or "first last", a third each; beside it the birth date,
 * the birth year or the house number, a third each. A second line for each kind says what the name alone gives: there
 * another voter of the very same name counts as well, since nothing was typed to tell them apart. Where five others or more
 * fit the name as typed just as well (half of a compound name, a nickname), no order of the rows can show all of them among
 * five: of the first samples of each kind that share is given, as `asFitting.ts` counts it apart from the search, and what
 * the search finds of the rest.
 */
import MiniSearch from "minisearch";
import { asListed } from "../../src/domain/confidential.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { nameKey } from "../../src/roll/normaliseName.ts";
import type { PackedRoll } from "../../src/roll/packedRoll.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { matchPerson } from "../../src/roll/scanMatch.ts";
import { createSearch, type VoterSearch } from "../../src/roll/voterSearch.ts";
import { inventedVoters, seededNumbers } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { NamesOfRoll } from "../roll/asFitting.ts";
import { type Beside, DAMAGES, type Damage, typedText, withHardNames } from "../roll/damagedNames.ts";
import { strangers } from "../roll/strangers.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

const SAMPLES = 2000;
/** To count who fits as well takes a tenth of a second for each. */
const JUDGED = 150;
/** The other search takes a tenth of a second for one text of this county, and over a second for 200,000 voters. */
const OTHER_SAMPLES = 24;
const COUNTY = 20_000;
const PEOPLE = 100_000;
const SHOWN = 5;

type Sample = { readonly voter: VoterRecord; readonly text: string; readonly beside: Beside };
type ShownRow = Pick<VoterRecord, "id" | "lastName" | "firstName">;
type First = (text: string) => readonly ShownRow[];

/** Measures on `count` voters, or on a county of 20,000 and one of 200,000. */
export async function searchQuality(count?: number): Promise<BenchResult[]> {
  await loadSimilarNames();
  const others = otherSearch();
  const results: BenchResult[] = [];
  for (const size of count === undefined ? [COUNTY, 200_000] : [count])
    results.push(...(await measured(mixedVoters(size), others)));
  return results;
}

type Found = readonly [found: number, of: number];
type Ways = Readonly<Record<Way, Found>>;
type Way = keyof typeof WAYS;
const WAYS = {
  beside: "name and birth date, year or house number",
  alone: "name alone",
} as const;

async function measured(voters: readonly VoterRecord[], others: OtherSearch): Promise<BenchResult[]> {
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const roll = built.value;
  const search = createSearch(roll);
  for (const _ of search.prepare());
  const first = firstOf(roll, search);
  const names = new NamesOfRoll(voters);
  const size = `${voters.length.toLocaleString("en")} voters`;
  const against = `MiniSearch fuzzy search, ${COUNTY.toLocaleString("en")} voters`;
  const times: number[] = [];
  const lines: BenchResult[] = [];
  const all: Record<Way, Found[]> = { beside: [], alone: [] };
  const judged = { hopeless: [] as Found[], rest: [] as Found[] };
  for (const [kind, damage] of Object.entries(DAMAGES)) {
    const ways = recalls(first, voters, damage, SAMPLES, times);
    for (const way of ["beside", "alone"] as const) {
      all[way].push(ways[way]);
      const other = others.kinds[kind] as Ways;
      lines.push(result(`${kind}, ${WAYS[way]}, ${size}`, percent([ways[way]]), "%", against, percent([other[way]])));
    }
    const { hopeless, rest } = judgedRecall(first, names, voters, damage);
    judged.hopeless.push(hopeless);
    judged.rest.push(rest);
    lines.push(...ceilingLines(kind, size, [hopeless], [rest], percent([ways.alone])));
  }
  for (const way of ["beside", "alone"] as const) {
    const other = percent(Object.values(others.kinds).map((ways) => ways[way]));
    lines.push(result(`all kinds, ${WAYS[way]}, ${size}`, percent(all[way]), "%", against, other));
  }
  lines.push(...ceilingLines("all kinds", size, judged.hopeless, judged.rest, percent(all.alone)));
  lines.push(
    result(`search of a damaged name p95, ${size}`, quantile(times, 0.95), "ms", against, others.milliseconds),
    ...wrongSelections(voters, roll, search, size),
  );
  return lines;
}

/** Of names alone: of how many samples five others fit as well, and how many of the rest are found. */
function judgedRecall(
  first: First,
  names: NamesOfRoll,
  voters: readonly VoterRecord[],
  damage: Damage,
): { hopeless: Found; rest: Found } {
  const tried = samplesOf(voters, damage, ["nothing"], JUDGED);
  const rest = tried.filter(({ text, voter }) => names.asFitting(text, voter) < SHOWN);
  const found = rest.filter((sample) => isShown(first, sample, []));
  return { hopeless: [tried.length - rest.length, tried.length], rest: [found.length, rest.length] };
}

function ceilingLines(
  kind: string,
  size: string,
  hopeless: readonly Found[],
  rest: readonly Found[],
  all: number,
): BenchResult[] {
  const against = "all samples of the kind";
  return [
    result(`${kind}, name alone: ${SHOWN} others or more fit as well, ${size}`, percent(hopeless), "%", against, 100),
    result(`${kind}, name alone: found of the rest, ${size}`, percent(rest), "%", against, all),
  ];
}

/** Scans of people who are not on the roll. Beside it what a scan by name alone, or by last name and birth date, does. */
function wrongSelections(
  voters: readonly VoterRecord[],
  roll: PackedRoll,
  search: VoterSearch,
  size: string,
): BenchResult[] {
  let wrong = 0;
  let byLastName = 0;
  for (const person of strangers(voters, PEOPLE, seededNumbers(11))) {
    if (matchPerson(roll, search, person).match === "one") wrong++;
    const [year, month, day] = person.birthDate.split("-");
    const text = `${person.names[0].last}, ${month}/${day}/${year}`;
    if (search.search(text, { similar: false }).total === 1) byLastName++;
  }
  const what = `wrong selections by the licences of ${PEOPLE.toLocaleString("en")} people not on the roll, ${size}`;
  return [result(what, wrong, "people", "opening the only voter of last name and birth date", byLastName)];
}

function mixedVoters(count: number): VoterRecord[] {
  return [...withHardNames(inventedVoters(inventedElection(500), 1, count), seededNumbers(2))].map(asListed);
}

/** Of confidential voters a roll holds no birth date, nor any name to look for: they are not sampled. */
const DETAILS: readonly Beside[] = ["birth date", "birth year", "house number"];

function samplesOf(
  voters: readonly VoterRecord[],
  damage: Damage,
  besides: readonly Beside[],
  count: number,
): Sample[] {
  const next = seededNumbers(7);
  const samples: Sample[] = [];
  for (let tried = 0; samples.length < count && tried < 200 * count; tried++) {
    const voter = voters[Math.floor(next() * voters.length)] as VoterRecord;
    const typed = voter.birthDate.length < 10 ? undefined : damage(voter, next);
    if (typed === undefined) continue;
    const beside = besides[samples.length % besides.length] as Beside;
    samples.push({ voter, beside, text: typedText(typed, voter, beside, next) });
  }
  return samples;
}

/** How many samples of one kind of damage are found, with something beside the name and without. */
function recalls(first: First, voters: readonly VoterRecord[], damage: Damage, samples: number, times: number[]): Ways {
  const found = (besides: readonly Beside[]): Found => {
    const tried = samplesOf(voters, damage, besides, samples);
    return [tried.filter((sample) => isShown(first, sample, times)).length, tried.length];
  };
  return { beside: found(DETAILS), alone: found(["nothing"]) };
}

function isShown(first: First, { voter, text, beside }: Sample, times: number[]): boolean {
  const from = performance.now();
  const shown = first(text);
  times.push(performance.now() - from);
  return shown.some((row) => row.id === voter.id || (beside === "nothing" && isNamesake(row, voter)));
}

function isNamesake(a: ShownRow, b: ShownRow): boolean {
  return nameKey(a.lastName) === nameKey(b.lastName) && nameKey(a.firstName) === nameKey(b.firstName);
}

function percent(parts: readonly Found[]): number {
  const [found, of] = parts.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return (100 * found) / of;
}

function firstOf(roll: PackedRoll, search: VoterSearch): First {
  return (text) => {
    const { rows, similar } = search.search(text);
    return [...rows, ...similar].slice(0, SHOWN).map(({ row }) => roll.voterAt(row));
  };
}

type OtherSearch = { readonly kinds: Readonly<Record<string, Ways>>; readonly milliseconds: number };

/** What one would use instead, on the small county: all fields in one index, prefix and fuzzy search. */
function otherSearch(): OtherSearch {
  const voters = mixedVoters(COUNTY);
  const fields = ["lastName", "firstName", "middleName", "birthDate", "year", "houseNumber"];
  const mini = new MiniSearch({ fields, storeFields: ["lastName", "firstName"], idField: "id" });
  mini.addAll(voters.map((voter) => ({ ...voter, year: voter.birthDate.slice(0, 4) })));
  const first: First = (text) =>
    mini
      .search(text, { fuzzy: 0.25, prefix: true })
      .slice(0, SHOWN)
      .map(({ id, lastName, firstName }) => ({ id, lastName, firstName }));
  const times: number[] = [];
  const kinds = Object.entries(DAMAGES).map(
    ([kind, damage]) => [kind, recalls(first, voters, damage, OTHER_SAMPLES, times)] as const,
  );
  return { kinds: Object.fromEntries(kinds), milliseconds: quantile(times, 0.95) };
}
