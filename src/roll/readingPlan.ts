/**
 * How one reading of a search text is answered on a packed roll: the rows to start from (of the criterion with the fewest)
 * and the criteria that each must fulfil.
 */
import { type BirthPattern, fitsBirthDate } from "./birthDateText.ts";
import { type Criterion, fitsSet, type Segment, type Test, type Visit, visitFitting } from "./fittingRows.ts";
import { givenNames, spanOf } from "./givenNames.ts";
import { nameParts, suffixKey } from "./normaliseName.ts";
import { isHouse, unfinishedStreetWords } from "./normaliseStreet.ts";
import type { Reading } from "./readSearchText.ts";
import { type PostingsName, type RollIndex, sizeOf } from "./rollIndex.ts";
import { fitsId, isWholeId, keyBytes } from "./voterIdKey.ts";
import { type IdRange, rangesOfTypedId } from "./voterIdOrder.ts";
import type { Begun, CodeSet } from "./wordIndex.ts";

/** What in the voter's record the search text met. `part` is a later part of the last name, or a former last name. */
export type Why = "name" | "part" | "given" | "birthDate" | "address" | "id";

/** `size` is how many rows the segments hold; `wide`: more than fit, so that the criterion must still be looked at. */
type Start = Criterion & {
  readonly size: number;
  readonly segments?: () => Segment[];
  readonly wide?: boolean;
};

export type Plan = {
  /** Calls `visit` with every row that fits, with some more than once. */
  readonly each: (visit: Visit) => void;
  readonly score: (row: number) => number;
  /** No row scores less. */
  readonly least: number;
  readonly why: (row: number) => Why;
  /** The reading is this one set of codes: its rows can be counted without looking at each. */
  readonly column?: Required<Criterion> & {
    readonly name: PostingsName;
    readonly set: CodeSet;
    readonly scoreOf: (code: number) => number;
  };
  /** The reading is these parts of the order of voter ids. */
  readonly ids?: { readonly ranges: readonly IdRange[]; readonly typed: Uint8Array };
};

/** Few enough rows to stop looking for a better start. */
const FEW = 2000;

/** Given names beside a last name are a start if no more codes than these begin so. */
const NARROW = 500;

/** Points by how the last name fits: whole, beginning, later part, not asked for. */
export const LAST_POINTS = [0, 12, 24, 36] as const;
/** Beside given names: one whole word of a last name of several. Nearer than given names that stand elsewhere. */
const HALF_POINTS = 6;
/** The middle name is the last name that was typed: just before given names that stand elsewhere. */
const FORMER_POINTS = 7;

export function planReading(index: RollIndex, reading: Reading): Plan {
  const { columns, idKeys } = index.roll;
  const criteria: Start[] = [];
  const scores: ((row: number) => number)[] = [];
  const fewEnough = (): boolean => criteria.some((one) => one.segments !== undefined && one.size <= FEW);
  const only = Object.keys(reading).length === 1;
  let whole: Plan["column"];
  let idRanges: Plan["ids"];
  let range: Begun = { low: 0, high: 0, from: 0, to: 0 };

  const addColumn = (name: "birthDate" | "street", set: CodeSet): void => {
    const fits = fitsSet(columns[name], set);
    criteria.push({ ...fits, size: sizeBy(name, set), segments: () => postingSegments(index, name, set) });
    if (only) whole = { ...fits, name, set, scoreOf: () => 0 };
  };
  const sizeBy = (name: PostingsName, set: CodeSet): number =>
    fewEnough() ? Number.POSITIVE_INFINITY : sizeOf(index.by(name), set);

  if (reading.last !== undefined) {
    const key = reading.last.join("");
    range = index.last.beginning(key);
    const [exactLow, exactHigh] = index.last.equal(key);
    const { codes } = columns.lastName;
    const segments = lastSegments(index, range);
    criteria.push({
      size: segments.reduce((sum, segment) => sum + segment.to - segment.from, 0),
      segments: () => segments,
      test: (row) => index.last.has(range, codes[row] as number),
    });
    const isHalf = reading.given === undefined ? undefined : halves(columns.lastName.values, key);
    scores.push((row) => {
      const code = codes[row] as number;
      if (code >= exactLow && code < exactHigh) return LAST_POINTS[0];
      if (isHalf?.(code)) return HALF_POINTS;
      return LAST_POINTS[code >= range.low && code < range.high ? 1 : 2];
    });
  }
  if (reading.former !== undefined) {
    const [low, high] = index.middle.equal(reading.former.join(""));
    const set = { low, high, others: [] };
    const size = sizeBy("middleName", set);
    criteria.push({
      ...fitsSet(columns.middleName, set),
      size,
      segments: () => postingSegments(index, "middleName", set),
    });
    scores.push(() => FORMER_POINTS);
  }
  if (reading.given !== undefined) {
    const { given, last } = reading;
    const { scoreOf: pointsOf, ways, ...fits } = givenNames(index, given, last !== undefined);
    const { codes } = columns.firstName;
    const alone = last === undefined && reading.former === undefined ? LAST_POINTS[3] : 0;
    const scoreOf = (code: number): number => alone + pointsOf(code);
    scores.push((row) => scoreOf(codes[row] as number));
    if (last !== undefined && (fewEnough() || !index.prepared || ways.some(({ begun }) => spanOf(begun) > NARROW)))
      criteria.push({ ...fits, size: Number.POSITIVE_INFINITY });
    else {
      const sets = ways.map(({ name, begun }) => ({ name, set: index.given(name).words.codesOf(begun) }));
      const size = sets.reduce((sum, { name, set }) => sum + sizeOf(index.by(name), set), 0);
      const segments = () => sets.flatMap(({ name, set }) => postingSegments(index, name, set));
      criteria.push({ ...fits, size, segments, wide: given.length > 1 });
      const [one] = sets;
      if (only && given.length === 1 && one !== undefined) whole = { ...fits, ...one, scoreOf };
    }
  }
  if (reading.birth !== undefined) addColumn("birthDate", birthSet(index, reading.birth));
  if (reading.street !== undefined) addColumn("street", streetSet(index, reading.street));
  if (reading.house !== undefined) {
    const { house } = reading;
    const { codes } = columns.houseNumber;
    criteria.push({ ...fitsSet(columns.houseNumber, houseSet(index, house)), size: index.roll.rows });
    scores.push((row) => (index.house.keys[codes[row] as number] === house ? 0 : 2));
  }
  if (reading.suffix !== undefined) {
    criteria.push({ ...fitsSet(columns.suffix, suffixSet(index, reading.suffix)), size: index.roll.rows });
  }
  if (reading.id !== undefined) {
    const typed = keyBytes(reading.id);
    const test: Test = (row) => fitsId(idKeys, row, typed);
    if (fewEnough()) criteria.push({ size: Number.POSITIVE_INFINITY, test });
    else {
      const { idOrder } = index.roll;
      const ranges = rangesOfTypedId(idKeys, idOrder, typed);
      const segments = ranges.map(([from, to]) => ({ list: idOrder, from, to }));
      criteria.push({
        size: segments.reduce((sum, { from, to }) => sum + to - from, 0),
        test,
        segments: () => segments,
      });
      if (only) idRanges = { ranges, typed };
    }
    scores.push((row) => (isWholeId(idKeys, row, typed) ? 0 : 1));
  }

  let start: Start | undefined;
  for (const one of criteria)
    if (one.segments !== undefined && (start === undefined || one.size < start.size)) start = one;
  const segments = start?.segments?.() ?? [{ from: 0, to: index.roll.rows }];
  const tested = criteria.filter((one) => one !== start || one.wide === true);
  const { codes } = columns.lastName;
  return {
    each: (visit) => visitFitting(segments, tested, visit),
    score: (row) => {
      let sum = 0;
      for (const points of scores) sum += points(row);
      return sum;
    },
    least: leastOf(reading),
    why: (row) => whyOf(reading, range, codes[row] as number),
    ...(whole !== undefined && { column: whole }),
    ...(idRanges !== undefined && { ids: idRanges }),
  };
}

function leastOf({ last, former, given }: Reading): number {
  if (former !== undefined) return FORMER_POINTS;
  return last === undefined && given !== undefined ? LAST_POINTS[3] : 0;
}

/** Whether a last name has the key as one word, or as some of its words. */
function halves(values: readonly string[], key: string): (code: number) => boolean {
  const known = new Map<number, boolean>();
  return (code) => {
    let found = known.get(code);
    if (found === undefined) {
      const words = nameParts(values[code] as string);
      found = words.some((_, from) => words.some((_, to) => to >= from && words.slice(from, to + 1).join("") === key));
      known.set(code, found);
    }
    return found;
  };
}

/** The rows whose last name begins so, some twice. */
function lastSegments(index: RollIndex, { low, high, from, to }: Begun): Segment[] {
  const [first, end] = index.lastRows(low, high);
  const { starts, rows, given } = index.laterLast;
  return [
    { from: first, to: end },
    { list: rows, from: starts[from] as number, to: starts[to] as number, given },
  ];
}

function postingSegments(index: RollIndex, name: PostingsName, { low, high, others }: CodeSet): Segment[] {
  const { starts, rows } = index.by(name);
  const segments: Segment[] = [{ list: rows, from: starts[low] as number, to: starts[high] as number }];
  for (const code of others)
    segments.push({ list: rows, from: starts[code] as number, to: starts[code + 1] as number });
  return segments;
}

function suffixSet(index: RollIndex, suffix: string): CodeSet {
  const others: number[] = [];
  index.roll.columns.suffix.values.forEach((value, code) => {
    if (suffixKey(value) === suffix) others.push(code);
  });
  return { low: 0, high: 0, others };
}

/** Birth dates that agree with the pattern. */
export function birthSet(index: RollIndex, birth: BirthPattern): CodeSet {
  const { values } = index.roll.columns.birthDate;
  let low = 0;
  let high = values.length;
  if (birth.year !== undefined) {
    const begin = [birth.year, birth.month, birth.month === undefined ? undefined : birth.day]
      .filter(Boolean)
      .join("-");
    low = lowerBound(values, birth.year);
    high = lowerBound(values, `${birth.year}~`);
    if (birth.month !== undefined) {
      low = lowerBound(values, begin);
      high = lowerBound(values, `${begin}~`);
    }
  }
  const others: number[] = [];
  for (let code = low; code < high; code++) if (fitsBirthDate(birth, values[code] as string)) others.push(code);
  return { low: 0, high: 0, others };
}

/** Streets that begin so at one of their words; the last word may be unfinished. */
export function streetSet(index: RollIndex, words: readonly string[]): CodeSet {
  const begun = words.slice(0, -1);
  const found = new Set<number>();
  for (const word of unfinishedStreetWords(words[words.length - 1] as string)) {
    const { low, high, others } = index.street.codesOf(index.street.beginning([...begun, word].join(" ")));
    for (let code = low; code < high; code++) found.add(code);
    for (const code of others) found.add(code);
  }
  return { low: 0, high: 0, others: [...found].sort((a, b) => a - b) };
}

function houseSet(index: RollIndex, house: string): CodeSet {
  const { keys } = index.house;
  const { low, high } = index.house.beginning(house);
  const others: number[] = [];
  for (let code = low; code < high; code++) if (isHouse(keys[code] as string, house)) others.push(code);
  return { low: 0, high: 0, others };
}

function whyOf(reading: Reading, last: Begun, code: number): Why {
  if (reading.last !== undefined) return code >= last.low && code < last.high ? "name" : "part";
  if (reading.former !== undefined) return "part";
  if (reading.given !== undefined) return "given";
  if (reading.house !== undefined || reading.street !== undefined) return "address";
  return reading.birth === undefined ? "id" : "birthDate";
}

function lowerBound(values: readonly string[], value: string): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as string) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
