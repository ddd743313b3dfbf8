/**
 * The one search box of the poll book: text in, the likeliest voters and the exact number of all out, and similar names
 * when few or none fit. Works on a packed roll and on an amended one, whose changed and added voters are searched in a
 * small roll of their own and merged.
 *
 * Guarantees: deterministic; never fails (nonsense finds nobody); every voter whose name has a letter is found by it.
 */
import { isConfidential } from "../domain/confidential.ts";
import { AmendedRoll } from "./amendedRoll.ts";
import { similarNames } from "./lateSimilar.ts";
import { nameKey } from "./normaliseName.ts";
import type { PackedRoll, Roll } from "./packedRoll.ts";
import type { Why } from "./readingPlan.ts";
import { type HiddenRows, type Match, ReadingSearch } from "./readingSearch.ts";
import { type Reading, readSearchText } from "./readSearchText.ts";
import { compareText } from "./rollColumns.ts";
import { RollIndex } from "./rollIndex.ts";
import { sameNameKey } from "./sameName.ts";
import type { SimilarMatch, SimilarNames, SimilarWhy } from "./similarNames.ts";

export type SearchRow = { readonly row: number; readonly why: Why };
export type SimilarRow = { readonly row: number; readonly why: SimilarWhy };
export type SearchAnswer = {
  /** The likeliest first, at most `limit`. */
  readonly rows: readonly SearchRow[];
  /** How many voters fit in all. */
  readonly total: number;
  /** Offered only when fewer than five fit. */
  readonly similar: readonly SimilarRow[];
};

export type VoterSearch = {
  /** `similar: false`: without similar names, also where few fit. */
  search(text: string, options?: { readonly limit?: number; readonly similar?: boolean }): SearchAnswer;
  /** Makes what later searches need, a piece at a time; each is made on first need otherwise. */
  prepare(): Generator<void>;
};

/** Below this many results similar names are looked for. */
const FEW = 5;
const MOST_SIMILAR = 20;

type Part = {
  readonly exact: ReadingSearch;
  /** Undefined until the code for it was loaded. */
  readonly similar: () => SimilarNames | undefined;
  readonly rowOf: (row: number) => number;
  readonly local: (row: number) => number | undefined;
};

/** A search over a roll. Indexing the names takes about half a second for six million voters. */
export function createSearch<E extends { readonly type: string }>(roll: PackedRoll<E> | AmendedRoll<E>): VoterSearch {
  const base = roll instanceof AmendedRoll ? roll.base : roll;
  const index = new RollIndex(base);
  let parts: Part[] = [];
  let revision = -1;
  const current = (): Part[] => {
    if (!(roll instanceof AmendedRoll)) {
      if (parts.length === 0) parts = [partOf(index, undefined, undefined)];
      return parts;
    }
    if (revision === roll.revision) return parts;
    revision = roll.revision;
    const moved = roll.movedVoters();
    parts = [partOf(index, moved.hidden, undefined)];
    if (moved.roll.rows > 0) parts.push(partOf(new RollIndex(moved.roll), undefined, moved.rows));
    return parts;
  };

  return {
    search(text, { limit = 50, similar: withSimilar = true } = {}) {
      const { readings, fallback } = readSearchText(text);
      let found = findIn(current(), roll, readings, limit);
      if (found.total === 0 && fallback.length > 0) found = findIn(current(), roll, fallback, limit);
      const rows = found.matches.map(({ row, why }) => ({ row, why }));
      const similar =
        withSimilar && found.total < FEW
          ? similarIn(current(), roll, readings, new Set(rows.map((one) => one.row)))
          : [];
      return { rows, total: found.total, similar };
    },
    *prepare() {
      yield* index.prepare();
      yield* similarNames()?.prepare(index) ?? [];
    },
  };
}

function partOf(index: RollIndex, hidden: HiddenRows | undefined, rows: Uint32Array | undefined): Part {
  const back = rows === undefined ? undefined : new Map([...rows].map((row, at) => [row, at]));
  let similar: SimilarNames | undefined;
  const makeSimilar = (): SimilarNames | undefined => {
    const Loaded = similarNames();
    similar ??= Loaded && new Loaded(index, hidden);
    return similar;
  };
  return {
    exact: new ReadingSearch(index, hidden),
    similar: makeSimilar,
    rowOf: rows === undefined ? (row) => row : (row) => rows[row] as number,
    local: back === undefined ? (row) => row : (row) => back.get(row),
  };
}

function findIn(
  parts: readonly Part[],
  roll: Roll,
  readings: readonly Reading[],
  limit: number,
): { matches: Match[]; total: number } {
  const lists: Match[][] = [];
  let total = 0;
  for (const part of parts) {
    const found = part.exact.find(readings, limit);
    total += found.total;
    lists.push(found.matches.map((match) => ({ ...match, row: part.rowOf(match.row) })));
  }
  return { matches: merge(lists, roll).slice(0, limit), total };
}

function similarIn(
  parts: readonly Part[],
  roll: Roll,
  readings: readonly Reading[],
  found: ReadonlySet<number>,
): SimilarRow[] {
  const lists = parts.map((part) => {
    const local = new Set([...found].map(part.local).filter((row) => row !== undefined));
    const near = part.similar()?.find(readings, local, MOST_SIMILAR) ?? [];
    return near.map((match): SimilarMatch => ({ ...match, row: part.rowOf(match.row) }));
  });
  return merge(lists, roll)
    .slice(0, MOST_SIMILAR)
    .map(({ row, why }) => ({ row, why }));
}

/** Several lists in order of score and name as one. */
function merge<M extends { readonly row: number; readonly score: number }>(lists: M[][], roll: Roll): M[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  return filled
    .flat()
    .map((match) => ({ match, name: orderKey(roll, match.row) }))
    .sort((a, b) => a.match.score - b.match.score || compareLists(a.name, b.name))
    .map(({ match }) => match);
}

function orderKey(roll: Roll, row: number): string[] {
  const voter = roll.voterAt(row);
  return [voter.lastName, voter.firstName, voter.middleName, voter.suffix].map(nameKey).concat(voter.id);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let n = 0; n < a.length; n++) {
    const difference = compareText(a[n] as string, b[n] as string);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Which of these rows share name (last, first) and street address with another of them, as father and son do: groups of
 * rows, in the order given. The screen puts what tells them apart in bold.
 */
export function sameNameNeighbours(roll: Roll, rows: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const voter = roll.voterAt(row);
    if (isConfidential(voter)) continue; // their numbers tell them apart
    const key = sameNameKey(voter);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
