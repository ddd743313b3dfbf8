/**
 * How one reading of a search text is answered on a packed roll: the rows to start from (of the criterion with the fewest)
 * and the criteria that each must fulfil.
 */
import { type BirthPattern, fitsBirthDate } from "./birthDateText.ts";
import { type Criterion, type Mask, maskedBy, type Segment, type Test, visitFitting } from "./fittingRows.ts";
import { suffixKey } from "./normaliseName.ts";
import { isHouse, unfinishedStreetWords } from "./normaliseStreet.ts";
import type { Reading } from "./readSearchText.ts";
import { type PostingsName, type RollIndex, sizeOf } from "./rollIndex.ts";
import { fitsId, isWholeId, keyBytes } from "./voterIdKey.ts";
import { type IdRange, rangesOfTypedId } from "./voterIdOrder.ts";
import { type CodeSet, codesIn } from "./wordIndex.ts";

/** What in the voter's record the search text met. `part` is a later part of the last name. */
export type Why = "name" | "part" | "given" | "birthDate" | "address" | "id";

/** `size` is how many rows the segments hold; `wide`: more than fit, so that the criterion must still be looked at. */
type Start = Criterion & {
  readonly size: number;
  readonly segments?: () => Segment[];
  readonly wide?: boolean;
};

export type Plan = {
  /** Calls `visit` with every row that fits, with some more than once. */
  readonly each: (visit: (row: number) => void) => void;
  readonly score: (row: number) => number;
  /** No row scores less. */
  readonly least: number;
  readonly why: (row: number) => Why;
  /** The reading is this one set of codes: its rows can be counted without looking at each. */
  readonly column?: {
    readonly name: PostingsName;
    readonly set: CodeSet;
    readonly mask: Uint8Array;
    readonly scoreOf: (code: number) => number;
  };
  /** The reading is these parts of the order of voter ids. */
  readonly ids?: { readonly ranges: readonly IdRange[]; readonly typed: Uint8Array };
};

/** Few enough rows to stop looking for a better start. */
const FEW = 2000;

/** Points by how the last name fits: whole, beginning, later part, not asked for. */
export const LAST_POINTS = [0, 12, 24, 36] as const;

/** `laterOnly`: the last name's own range is counted elsewhere, only names that have it as a later part remain. */
export function planReading(index: RollIndex, reading: Reading, laterOnly: boolean): Plan {
  const { columns, idKeys } = index.roll;
  const criteria: Start[] = [];
  const scores: ((row: number) => number)[] = [];
  const fewEnough = (): boolean => criteria.some((one) => one.segments !== undefined && one.size <= FEW);
  const only = Object.keys(reading).length === 1;
  let whole: Plan["column"];
  let idRanges: Plan["ids"];
  let range: CodeSet = { low: 0, high: 0, others: [] };

  const addColumn = (name: "birthDate" | "street", set: CodeSet): void => {
    const masked = maskedBy(columns[name], set);
    criteria.push({
      size: sizeBy(name, set),
      segments: () => postingSegments(index, name, set),
      masks: [masked],
    });
    if (only) whole = { name, set, mask: masked.mask, scoreOf: () => 0 };
  };
  const sizeBy = (name: PostingsName, set: CodeSet): number =>
    fewEnough() ? Number.POSITIVE_INFINITY : sizeOf(index.by(name), set);

  if (reading.last !== undefined) {
    const key = reading.last.join("");
    range = index.last.beginning(key);
    const [exactLow, exactHigh] = index.last.equal(key);
    const { codes } = columns.lastName;
    const segments = lastSegments(index, key, laterOnly ? undefined : range);
    let later: ReadonlySet<number> | undefined;
    criteria.push({
      size: segments.reduce((sum, segment) => sum + segment.to - segment.from, 0),
      segments: () => segments,
      test: (row) => {
        const code = codes[row] as number;
        if (code >= range.low && code < range.high) return !laterOnly;
        later ??= new Set(range.others);
        return later.has(code);
      },
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
    criteria.push({ size: index.roll.rows, masks: [maskedBy(columns.houseNumber, houseSet(index, house))] });
    scores.push((row) => (index.house.keys[codes[row] as number] === house ? 0 : 2));
  }
  if (reading.suffix !== undefined) {
    const { suffix } = reading;
    criteria.push({ size: index.roll.rows, masks: [maskedBy(columns.suffix, suffixSet(index, suffix))] });
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
    least:
      reading.last !== undefined ? LAST_POINTS[laterOnly ? 2 : 0] : reading.given !== undefined ? LAST_POINTS[3] : 0,
    why: (row) => whyOf(reading, range, codes[row] as number),
    ...(whole !== undefined && { column: whole }),
    ...(idRanges !== undefined && { ids: idRanges }),
  };
}

/** The rows whose last name begins with a key: those of the range, and those that have it as a later part. */
function lastSegments(index: RollIndex, key: string, range: CodeSet | undefined): Segment[] {
  const segments: Segment[] = [];
  if (range !== undefined) {
    const [from, to] = index.lastRows(range.low, range.high);
    segments.push({ from, to });
  }
  const [low, high] = index.last.laterBeginning(key);
  const { starts, rows } = index.laterLast;
  segments.push({ list: rows, from: starts[low] as number, to: starts[high] as number });
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
  const firsts = words.map((one) => maskedBy(roll.columns.firstName, first.beginning(one), index.made("firstName")));
  const middles = words.map((one, n) =>
    n > 0 || (besideLast && one.length >= 2)
      ? maskedBy(roll.columns.middleName, middle.beginning(one), index.made("middleName"))
      : undefined,
  );
  const { mask } = firsts[0] as Mask;
  const masks = (begun: Mask | undefined) => [begun, middles[0]].filter((one) => one !== undefined);
  const scoreOf = (code: number): number => {
    if ((code >= exactLow && code < exactHigh) || (code >= joinedLow && code < joinedHigh)) return 0;
    return code >= set.low && code < set.high ? 4 : 8;
  };
  if (words.length === 1) return { criterion: { masks: masks(firsts[0]) }, mask, scoreOf, set };
  const whole = maskedBy(roll.columns.firstName, first.beginning(joined));
  // The joined words can begin a later part of a first name, which one letter alone does not.
  const others = codesIn(whole.set).filter((code) => mask[code] === 0);
  const begun = { ...set, others: [...set.others, ...others] };
  const either = maskedBy(roll.columns.firstName, begun, index.made("firstName"));
  const test: Test = (row) => {
    const code = firstCodes[row] as number;
    if (whole.mask[code] === 1) return true;
    for (let n = 0; n < firsts.length; n++)
      if (firsts[n]?.mask[code] !== 1 && middles[n]?.mask[middleCodes[row] as number] !== 1) return false;
    return true;
  };
  return { criterion: { masks: masks(either), test }, mask, scoreOf, set: begun };
}

function suffixSet(index: RollIndex, suffix: string): CodeSet {
  const others: number[] = [];
  index.roll.columns.suffix.values.forEach((value, code) => {
    if (suffixKey(value) === suffix) others.push(code);
  });
  return { low: 0, high: 0, others };
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
