/**
 * How one reading of a search text is answered on a packed roll: the rows to start from (of the criterion with the fewest)
 * and the tests that each must pass. A criterion on a dictionary column is a mask with one byte per code, so that a test is
 * two array reads.
 */
import { type BirthPattern, fitsBirthDate } from "./birthDateText.ts";
import { suffixKey } from "./normaliseName.ts";
import { isHouse, unfinishedStreetWords } from "./normaliseStreet.ts";
import type { Reading } from "./readSearchText.ts";
import type { Codes } from "./rollColumns.ts";
import { type PostingsName, type RollIndex, sizeOf } from "./rollIndex.ts";
import { comparePrefixAt, foldedBytes, rangeOfPrefix } from "./voterIdOrder.ts";
import { type CodeSet, maskOf } from "./wordIndex.ts";

/** What in the voter's record the search text met. `part` is a later part of the last name. */
export type Why = "name" | "part" | "given" | "birthDate" | "address" | "id";

/** Rows `list[from]` to `list[to]`, or without a list the rows `from` to `to`; of them those with one last-name code. */
type Segment = { readonly list?: Uint32Array; readonly from: number; readonly to: number; readonly only?: number };
type Mask = { readonly codes: Codes; readonly mask: Uint8Array };
type Test = (row: number) => boolean;

/** `size` is how many rows the segments hold; `wide`: more than fit, so that the test is still needed. */
type Criterion = {
  readonly size: number;
  readonly segments?: () => Segment[];
  readonly wide?: boolean;
  /** Fits if any of these masks holds the row's code; otherwise `test` decides. */
  readonly masks?: readonly Mask[];
  readonly test?: Test;
};

export type Plan = {
  /** Calls `visit` with every row that fits. */
  readonly each: (visit: (row: number) => void) => void;
  readonly score: (row: number) => number;
  readonly why: (row: number) => Why;
  /** The reading is this one set of codes: its rows can be counted without looking at each. */
  readonly column?: {
    readonly name: PostingsName;
    readonly set: CodeSet;
    readonly mask: Uint8Array;
    readonly scoreOf: (code: number) => number;
  };
  /** The reading is this part of the order of voter ids. */
  readonly ids?: { readonly from: number; readonly to: number; readonly prefix: Uint8Array };
};

/** Few enough rows to stop looking for a better start. */
const FEW = 2000;

/** Points by how the last name fits: whole, beginning, later part, not asked for. */
export const LAST_POINTS = [0, 12, 24, 36] as const;

/** `laterOnly`: the last name's own range is counted elsewhere, only names that have it as a later part remain. */
export function planReading(index: RollIndex, reading: Reading, laterOnly: boolean): Plan {
  const { columns, ids } = index.roll;
  const criteria: Criterion[] = [];
  const scores: ((row: number) => number)[] = [];
  const fewEnough = (): boolean => criteria.some((one) => one.segments !== undefined && one.size <= FEW);
  const only = Object.keys(reading).length === 1;
  let whole: Plan["column"];
  let idRange: Plan["ids"];
  let range: CodeSet = { low: 0, high: 0, others: [] };

  const addColumn = (name: "birthDate" | "street", set: CodeSet): void => {
    const mask = maskOf(columns[name].values.length, set);
    criteria.push({
      size: sizeBy(name, set),
      segments: () => postingSegments(index, name, set),
      masks: [{ codes: columns[name].codes, mask }],
    });
    if (only) whole = { name, set, mask, scoreOf: () => 0 };
  };
  const sizeBy = (name: PostingsName, set: CodeSet): number =>
    fewEnough() ? Number.POSITIVE_INFINITY : sizeOf(index.by(name), set);

  if (reading.last !== undefined) {
    const key = reading.last.join("");
    range = index.last.beginning(key);
    const set = laterOnly ? { low: 0, high: 0, others: range.others } : range;
    const [exactLow, exactHigh] = index.last.equal(key);
    const { codes } = columns.lastName;
    const segments = lastSegments(index, set);
    criteria.push({
      size: segments.reduce((sum, segment) => sum + segment.to - segment.from, 0),
      segments: () => segments,
      test: (row) => isIn(codes[row] as number, set),
    });
    scores.push((row) => {
      const code = codes[row] as number;
      return LAST_POINTS[code >= exactLow && code < exactHigh ? 0 : code >= range.low && code < range.high ? 1 : 2];
    });
  }
  if (reading.given !== undefined) {
    const besideLast = reading.last !== undefined;
    const given = givenCriterion(index, reading.given, besideLast);
    const size = besideLast ? Number.POSITIVE_INFINITY : sizeOf(index.by("firstName"), given.set);
    const segments = besideLast
      ? {}
      : { segments: () => postingSegments(index, "firstName", given.set), wide: reading.given.length > 1 };
    criteria.push({ size, ...given.criterion, ...segments });
    const { codes } = columns.firstName;
    const alone = besideLast ? 0 : LAST_POINTS[3];
    const scoreOf = (code: number): number => alone + given.scoreOf(code);
    scores.push((row) => scoreOf(codes[row] as number));
    if (only && reading.given.length === 1) whole = { name: "firstName", set: given.set, mask: given.mask, scoreOf };
  }
  if (reading.birth !== undefined) addColumn("birthDate", birthSet(index, reading.birth));
  if (reading.street !== undefined) addColumn("street", streetSet(index, reading.street));
  if (reading.house !== undefined) {
    const { house } = reading;
    const { codes } = columns.houseNumber;
    const mask = maskOf(columns.houseNumber.values.length, houseSet(index, house));
    criteria.push({ size: index.roll.rows, masks: [{ codes, mask }] });
    scores.push((row) => (index.house.keys[codes[row] as number] === house ? 0 : 2));
  }
  if (reading.suffix !== undefined) {
    const { suffix } = reading;
    const { codes, values } = columns.suffix;
    const mask = Uint8Array.from(values, (value) => (suffixKey(value) === suffix ? 1 : 0));
    criteria.push({ size: index.roll.rows, masks: [{ codes, mask }] });
  }
  if (reading.id !== undefined) {
    const prefix = foldedBytes(reading.id);
    const test: Test = (row) => comparePrefixAt(ids, row, prefix) === 0;
    if (fewEnough()) criteria.push({ size: Number.POSITIVE_INFINITY, test });
    else {
      const { idOrder } = index.roll;
      const [from, to] = rangeOfPrefix(ids, idOrder, prefix);
      criteria.push({ size: to - from, test, segments: () => [{ list: idOrder, from, to }] });
      if (only) idRange = { from, to, prefix };
    }
    scores.push((row) => ((ids.offsets[row + 1] as number) - (ids.offsets[row] as number) === prefix.length ? 0 : 1));
  }

  let start: Criterion | undefined;
  for (const one of criteria)
    if (one.segments !== undefined && (start === undefined || one.size < start.size)) start = one;
  const segments = start?.segments?.() ?? [{ from: 0, to: index.roll.rows }];
  const tested = criteria.filter((one) => one !== start || one.wide === true);
  const { codes } = columns.lastName;
  return {
    each: (visit) => visitFitting(segments, tested, codes, visit),
    score: (row) => scores.reduce((sum, points) => sum + points(row), 0),
    why: (row) => whyOf(reading, range, codes[row] as number),
    ...(whole !== undefined && { column: whole }),
    ...(idRange !== undefined && { ids: idRange }),
  };
}

function visitFitting(
  segments: readonly Segment[],
  criteria: readonly Criterion[],
  lastCodes: Codes,
  visit: (row: number) => void,
): void {
  // The first criterion with masks is tested in place; it rules most rows out.
  const masked = criteria.find((one) => one.masks !== undefined);
  const [a, b] = masked?.masks ?? [];
  const rest = criteria.filter((one) => one !== masked || (one.masks?.length ?? 0) > 2).map(testOf);
  for (const { list, from, to, only } of segments)
    for (let at = from; at < to; at++) {
      const row = list === undefined ? at : (list[at] as number);
      if (
        a !== undefined &&
        a.mask[a.codes[row] as number] === 0 &&
        (b === undefined || b.mask[b.codes[row] as number] === 0)
      )
        continue;
      if (only !== undefined && lastCodes[row] !== only) continue;
      if (rest.length === 0 || passes(rest, row)) visit(row);
    }
}

function passes(tests: readonly Test[], row: number): boolean {
  for (let n = 0; n < tests.length; n++) if (!(tests[n] as Test)(row)) return false;
  return true;
}

function testOf({ masks, test }: Criterion): Test {
  if (masks === undefined) return test ?? (() => true);
  return (row) => {
    for (const { codes, mask } of masks) if (mask[codes[row] as number] === 1) return true;
    return false;
  };
}

function isIn(code: number, { low, high, others }: CodeSet): boolean {
  return (code >= low && code < high) || others.includes(code);
}

function lastSegments(index: RollIndex, { low, high, others }: CodeSet): Segment[] {
  const [from, to] = index.lastRows(low, high);
  const segments: Segment[] = from < to ? [{ from, to }] : [];
  for (const code of others) {
    const [start, end] = index.rowsAlike(code);
    segments.push({ from: start, to: end, only: code });
  }
  return segments;
}

function postingSegments(index: RollIndex, name: PostingsName, { low, high, others }: CodeSet): Segment[] {
  const { starts, rows } = index.by(name);
  const segments: Segment[] = [{ list: rows, from: starts[low] as number, to: starts[high] as number }];
  for (const code of others)
    segments.push({ list: rows, from: starts[code] as number, to: starts[code + 1] as number });
  return segments;
}

/**
 * Given names fit if the words joined begin the first name, or if each word begins a part of the first or middle name.
 * The first word may meet the middle name only beside a last name and from two letters on, so that "smith j" is not
 * every Smith with a J in the middle.
 */
function givenCriterion(index: RollIndex, words: readonly string[], besideLast: boolean) {
  const { first, middle, roll } = index;
  const word = words[0] as string;
  const joined = words.join("");
  const firstCodes = roll.columns.firstName.codes;
  const middleCodes = roll.columns.middleName.codes;
  const set = first.beginning(word);
  const [exactLow, exactHigh] = first.equal(word);
  const [joinedLow, joinedHigh] = first.equal(joined);
  const firsts = words.map((one) => maskOf(first.keys.length, first.beginning(one)));
  const middles = words.map((one, n) =>
    n > 0 || (besideLast && one.length >= 2) ? maskOf(middle.keys.length, middle.beginning(one)) : undefined,
  );
  const mask = firsts[0] as Uint8Array;
  const scoreOf = (code: number): number => {
    if ((code >= exactLow && code < exactHigh) || (code >= joinedLow && code < joinedHigh)) return 0;
    return code >= set.low && code < set.high ? 4 : 8;
  };
  if (words.length === 1) {
    const masks: Mask[] = [{ codes: firstCodes, mask }];
    if (middles[0] !== undefined) masks.push({ codes: middleCodes, mask: middles[0] });
    return { criterion: { masks }, mask, scoreOf, set };
  }
  const whole = maskOf(first.keys.length, first.beginning(joined));
  const test: Test = (row) => {
    const code = firstCodes[row] as number;
    if (whole[code] === 1) return true;
    for (let n = 0; n < firsts.length; n++)
      if ((firsts[n] as Uint8Array)[code] !== 1 && middles[n]?.[middleCodes[row] as number] !== 1) return false;
    return true;
  };
  return { criterion: { test }, mask, scoreOf, set };
}

function birthSet(index: RollIndex, birth: BirthPattern): CodeSet {
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

function streetSet(index: RollIndex, words: readonly string[]): CodeSet {
  const begun = words.slice(0, -1);
  const found = new Set<number>();
  for (const word of unfinishedStreetWords(words[words.length - 1] as string)) {
    const { low, high, others } = index.street.beginning([...begun, word].join(" "));
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

function whyOf(reading: Reading, last: CodeSet, code: number): Why {
  if (reading.last !== undefined) return code >= last.low && code < last.high ? "name" : "part";
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
