/**
 * Finds the rows of a packed roll that fit at least one reading of a search text: the best ones and the exact number of
 * all. Each reading starts from the criterion with the fewest rows (a range of last names, an id prefix, a birth date …)
 * and tests the others row by row.
 *
 * Guarantees: the number counts every fitting row once, also if several readings find it; the same text on the same roll
 * gives the same rows in the same order.
 */
import { type BirthPattern, fitsBirthDate } from "./birthDateText.ts";
import { suffixKey } from "./normaliseName.ts";
import { isHouse, unfinishedStreetWords } from "./normaliseStreet.ts";
import type { Reading } from "./readSearchText.ts";
import { type Postings, type RollIndex, sizeOf } from "./rollIndex.ts";
import { comparePrefixAt, foldedBytes, rangeOfPrefix } from "./voterIdOrder.ts";
import { type CodeSet, maskOf, type WordIndex } from "./wordIndex.ts";

/** What in the voter's record the search text met. `part` is a later part of the last name. */
export type Why = "name" | "part" | "given" | "birthDate" | "address" | "id";

/** A lower score is the more likely voter. */
export type Match = { readonly row: number; readonly score: number; readonly why: Why };

/** Rows that an amendment has moved elsewhere; the search passes over them. */
export type HiddenRows = { has(row: number): boolean; countIn(from: number, to: number): number };

/** The best matches so far, in order of score and row. */
export class BestMatches<W extends string = Why> {
  readonly list: { row: number; score: number; why: W }[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a match of this score could still come in. */
  takes(score: number, row: number): boolean {
    const worst = this.list[this.limit - 1];
    return this.limit > 0 && (worst === undefined || score < worst.score || (score === worst.score && row < worst.row));
  }

  /** Takes a row out again, to be offered with a better score. */
  withdraw(row: number): void {
    const at = this.list.findIndex((match) => match.row === row);
    if (at >= 0) this.list.splice(at, 1);
  }

  offer(row: number, score: number, why: W): void {
    if (!this.takes(score, row)) return;
    let at = this.list.length;
    while (at > 0) {
      const other = this.list[at - 1] as { row: number; score: number };
      if (other.score < score || (other.score === score && other.row < row)) break;
      at--;
    }
    this.list.splice(at, 0, { row, score, why });
    if (this.list.length > this.limit) this.list.pop();
  }
}

type Test = (row: number) => boolean;
/** `size` is how many rows the driver yields; `wide`: it yields more than fit, so that the test is still needed. */
type Criterion = {
  readonly size: number;
  readonly test: Test;
  readonly driver?: () => Driver;
  readonly wide?: boolean;
};
type Driver = { readonly size: number; readonly each: (visit: (row: number) => void) => void };

export class ReadingSearch {
  private readonly index: RollIndex;
  private readonly hidden: HiddenRows | undefined;
  private marks = new Uint8Array(0);
  private mark = 0;

  constructor(index: RollIndex, hidden?: HiddenRows) {
    this.index = index;
    this.hidden = hidden;
  }

  /** The best rows and the number of all rows that fit a reading. */
  find(readings: readonly Reading[], limit: number): { matches: Match[]; total: number } {
    const best = new BestMatches(limit);
    let total = 0;
    let from = 0;
    let to = 0;
    // A last name alone is a range of rows: counted without looking at them. The longest last name comes first.
    const alone = readings.find((reading) => reading.last !== undefined && Object.keys(reading).length === 1);
    if (alone?.last !== undefined) {
      [from, to] = this.offerRange(alone.last.join(""), best);
      total += to - from - (this.hidden?.countIn(from, to) ?? 0);
    }
    this.clearMarks();
    const { marks, mark, hidden } = this;
    for (const reading of readings) {
      const { driver, tests, score, why } = this.plan(reading, reading === alone);
      driver.each((row) => {
        if ((row >= from && row < to) || marks[row] === mark) return;
        for (let n = 0; n < tests.length; n++) if (!(tests[n] as Test)(row)) return;
        if (hidden?.has(row)) return;
        marks[row] = mark;
        total++;
        const points = score(row);
        if (best.takes(points, row)) best.offer(row, points, why(row));
      });
    }
    return { matches: best.list, total };
  }

  private offerRange(key: string, best: BestMatches): readonly [number, number] {
    const { index, hidden } = this;
    const { low, high } = index.last.beginning(key);
    const range = index.lastRows(low, high);
    const [exactLow, exactHigh] = index.last.equal(key);
    const exact = index.lastRows(exactLow, exactHigh);
    const offer = (from: number, to: number, score: number): void => {
      for (let row = from; row < to && best.takes(score, row); row++)
        if (!hidden?.has(row)) best.offer(row, score, "name");
    };
    if (exactLow < exactHigh) offer(exact[0], exact[1], 0);
    offer(exactLow < exactHigh ? exact[1] : range[0], range[1], lastScore(1));
    return range;
  }

  private clearMarks(): void {
    if (this.marks.length === 0) this.marks = new Uint8Array(this.index.roll.rows);
    if (this.mark === 255) {
      this.marks.fill(0);
      this.mark = 0;
    }
    this.mark++;
  }

  /** `laterOnly`: the range of the last name itself is already counted, only names that have it as a later part remain. */
  private plan(
    reading: Reading,
    laterOnly: boolean,
  ): { driver: Driver; tests: Test[]; score: (row: number) => number; why: (row: number) => Why } {
    const { index } = this;
    const { columns } = index.roll;
    const tests: Criterion[] = [];
    const scores: ((row: number) => number)[] = [];
    let lastSet: CodeSet | undefined;

    if (reading.last !== undefined) {
      const key = reading.last.join("");
      const found = index.last.beginning(key);
      const set = laterOnly ? { low: 0, high: 0, others: found.others } : found;
      lastSet = set;
      const [exactLow, exactHigh] = index.last.equal(key);
      const { codes } = columns.lastName;
      const mask = lazyMask(index.last, set);
      tests.push({
        size: this.lastSize(set),
        test: (row) => mask()[codes[row] as number] === 1,
        driver: () => this.lastDriver(set),
      });
      scores.push((row) => {
        const code = codes[row] as number;
        return lastScore(code >= exactLow && code < exactHigh ? 0 : code >= found.low && code < found.high ? 1 : 2);
      });
    }
    if (reading.given !== undefined) {
      const { test, score, set } = this.given(reading.given, reading.last !== undefined);
      const size = reading.last === undefined ? sizeOf(index.by("firstName"), set) : Number.POSITIVE_INFINITY;
      tests.push({ size, test, driver: () => postingsDriver(index.by("firstName"), set), wide: true });
      scores.push(score);
      if (reading.last === undefined) scores.push(() => lastScore(3));
    }
    if (reading.birth !== undefined) {
      const set = this.birthSet(reading.birth);
      const mask = maskOf(columns.birthDate.values.length, set);
      const { codes } = columns.birthDate;
      tests.push({
        size: this.smallEnough(tests) ? Number.POSITIVE_INFINITY : sizeOf(index.by("birthDate"), set),
        test: (row) => mask[codes[row] as number] === 1,
        driver: () => postingsDriver(index.by("birthDate"), set),
      });
    }
    if (reading.street !== undefined) {
      const set = this.streetSet(reading.street);
      const mask = lazyMask(index.street, set);
      const { codes } = columns.street;
      tests.push({
        size: this.smallEnough(tests) ? Number.POSITIVE_INFINITY : sizeOf(index.by("street"), set),
        test: (row) => mask()[codes[row] as number] === 1,
        driver: () => postingsDriver(index.by("street"), set),
      });
    }
    if (reading.house !== undefined) {
      const { house } = reading;
      const { codes } = columns.houseNumber;
      const set = this.houseSet(house);
      const mask = maskOf(columns.houseNumber.values.length, set);
      tests.push({ size: index.roll.rows, test: (row) => mask[codes[row] as number] === 1 });
      scores.push((row) => (index.house.keys[codes[row] as number] === house ? 0 : 2));
    }
    if (reading.suffix !== undefined) {
      const { suffix } = reading;
      const { codes, values } = columns.suffix;
      const mask = Uint8Array.from(values, (value) => (suffixKey(value) === suffix ? 1 : 0));
      tests.push({ size: index.roll.rows, test: (row) => mask[codes[row] as number] === 1 });
    }
    if (reading.id !== undefined) {
      const prefix = foldedBytes(reading.id);
      const { ids } = index.roll;
      const driver = (): Driver => {
        const { idOrder } = index.roll;
        const [low, high] = rangeOfPrefix(ids, idOrder, prefix);
        return listDriver(idOrder, low, high);
      };
      const size = this.smallEnough(tests) ? Number.POSITIVE_INFINITY : driver().size;
      tests.push({ size, test: (row) => comparePrefixAt(ids, row, prefix) === 0, driver });
      scores.push((row) => ((ids.offsets[row + 1] as number) - (ids.offsets[row] as number) === prefix.length ? 0 : 1));
    }

    let chosen = tests[0];
    for (const one of tests)
      if (one.driver !== undefined && (chosen?.driver === undefined || one.size < chosen.size)) chosen = one;
    const driver = chosen?.driver?.() ?? rangeDriver(0, index.roll.rows);
    const others = tests
      .filter((one) => one !== chosen || one.driver === undefined || one.wide === true)
      .map((one) => one.test);
    const score = (row: number): number => scores.reduce((sum, points) => sum + points(row), 0);
    const why = (row: number): Why => whyOf(reading, lastSet, columns.lastName.codes[row] as number);
    return { driver, tests: others, score, why };
  }

  private smallEnough(tests: readonly { size: number; driver?: () => Driver }[]): boolean {
    return tests.some((one) => one.driver !== undefined && one.size <= 2000);
  }

  private lastSize(set: CodeSet): number {
    const [from, to] = this.index.lastRows(set.low, set.high);
    let size = to - from;
    for (const code of set.others) {
      const [low, high] = this.index.lastRows(...this.index.lastGroup(code));
      size += high - low;
    }
    return size;
  }

  private lastDriver(set: CodeSet): Driver {
    const { index } = this;
    const { codes } = index.roll.columns.lastName;
    return {
      size: 0,
      each: (visit) => {
        const [from, to] = index.lastRows(set.low, set.high);
        for (let row = from; row < to; row++) visit(row);
        for (const code of set.others) {
          const [low, high] = index.lastRows(...index.lastGroup(code));
          for (let row = low; row < high; row++) if (codes[row] === code) visit(row);
        }
      },
    };
  }

  /**
   * Given names fit if the words joined begin the first name, or if each word begins a part of the first or middle name.
   * The first word may meet the middle name only beside a last name and from two letters on, so that "smith j" is not
   * every Smith with a J in the middle.
   */
  private given(
    words: readonly string[],
    besideLast: boolean,
  ): { test: Test; score: (row: number) => number; set: CodeSet } {
    const { first, middle, roll } = this.index;
    const joined = words.join("");
    const firstCodes = roll.columns.firstName.codes;
    const middleCodes = roll.columns.middleName.codes;
    const set = first.beginning(words[0] as string);
    const [exactLow, exactHigh] = first.equal(words[0] as string);
    const [joinedLow, joinedHigh] = first.equal(joined);
    const firsts = words.map((word) => maskOf(first.keys.length, first.beginning(word)));
    const middles = words.map((word, n) =>
      n > 0 || (besideLast && word.length >= 2) ? maskOf(middle.keys.length, middle.beginning(word)) : undefined,
    );
    const whole = words.length === 1 ? (firsts[0] as Uint8Array) : maskOf(first.keys.length, first.beginning(joined));
    const test: Test = (row) => {
      const code = firstCodes[row] as number;
      if (whole[code] === 1) return true;
      for (let n = 0; n < firsts.length; n++)
        if ((firsts[n] as Uint8Array)[code] !== 1 && middles[n]?.[middleCodes[row] as number] !== 1) return false;
      return true;
    };
    const score = (row: number): number => {
      const code = firstCodes[row] as number;
      if ((code >= exactLow && code < exactHigh) || (code >= joinedLow && code < joinedHigh)) return 0;
      return code >= set.low && code < set.high ? 4 : 8;
    };
    return { test, score, set };
  }

  private birthSet(birth: BirthPattern): CodeSet {
    const { values } = this.index.roll.columns.birthDate;
    let low = 0;
    let high = values.length;
    if (birth.year !== undefined) {
      low = lowerBound(values, birth.year);
      high = lowerBound(values, `${birth.year}~`);
    }
    const others: number[] = [];
    for (let code = low; code < high; code++) if (fitsBirthDate(birth, values[code] as string)) others.push(code);
    return { low: 0, high: 0, others };
  }

  private streetSet(words: readonly string[]): CodeSet {
    const begun = words.slice(0, -1);
    const found = new Set<number>();
    for (const word of unfinishedStreetWords(words[words.length - 1] as string)) {
      const { low, high, others } = this.index.street.beginning([...begun, word].join(" "));
      for (let code = low; code < high; code++) found.add(code);
      for (const code of others) found.add(code);
    }
    return { low: 0, high: 0, others: [...found].sort((a, b) => a - b) };
  }

  private houseSet(house: string): CodeSet {
    const { keys } = this.index.house;
    const { low, high } = this.index.house.beginning(house);
    const others: number[] = [];
    for (let code = low; code < high; code++) if (isHouse(keys[code] as string, house)) others.push(code);
    return { low: 0, high: 0, others };
  }
}

function lastScore(quality: 0 | 1 | 2 | 3): number {
  return quality * 12;
}

function whyOf(reading: Reading, lastSet: CodeSet | undefined, code: number): Why {
  if (lastSet !== undefined) return code >= lastSet.low && code < lastSet.high ? "name" : "part";
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

function lazyMask(index: WordIndex, set: CodeSet): () => Uint8Array {
  let mask: Uint8Array | undefined;
  return () => {
    mask ??= maskOf(index.keys.length, set);
    return mask;
  };
}

function rangeDriver(from: number, to: number): Driver {
  return {
    size: to - from,
    each: (visit) => {
      for (let row = from; row < to; row++) visit(row);
    },
  };
}

function listDriver(rows: Uint32Array, from: number, to: number): Driver {
  return {
    size: to - from,
    each: (visit) => {
      for (let at = from; at < to; at++) visit(rows[at] as number);
    },
  };
}

function postingsDriver(postings: Postings, set: CodeSet): Driver {
  const { starts, rows } = postings;
  return {
    size: sizeOf(postings, set),
    each: (visit) => {
      for (let at = starts[set.low] as number; at < (starts[set.high] as number); at++) visit(rows[at] as number);
      for (const code of set.others)
        for (let at = starts[code] as number; at < (starts[code + 1] as number); at++) visit(rows[at] as number);
    },
  };
}
