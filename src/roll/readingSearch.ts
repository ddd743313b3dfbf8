/**
 * Finds the rows of a packed roll that fit at least one reading of a search text: the best ones and the exact number of
 * all. Readings that are one range (a last name, a first name, a birth date, the beginning of an id) are counted without
 * looking at each row; the others are visited from their narrowest criterion.
 *
 * Guarantees: the number counts every fitting row once, also if several readings find it; the same text on the same roll
 * gives the same rows in the same order.
 */
import { BestMatches, type ScoredRow } from "./bestMatches.ts";
import type { Segment, Test } from "./fittingRows.ts";
import { LAST_POINTS, type Plan, planReading, type Why } from "./readingPlan.ts";
import type { Reading } from "./readSearchText.ts";
import { placeIn, type RollIndex, sizeOf } from "./rollIndex.ts";
import { fitsId } from "./voterIdKey.ts";

export type Match = ScoredRow<Why>;

/** Rows that an amendment has moved elsewhere; the search passes over them. */
export type HiddenRows = {
  /** Ascending. */
  readonly rows: Uint32Array;
  has(row: number): boolean;
};

/** What is counted as a whole: a row in one of these is not counted again. */
type Counted = {
  /** Rows one after another. */
  readonly segments: Segment[];
  readonly tests: Test[];
  column?: Column;
};
type Column = NonNullable<Plan["column"]>;

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
    const best = new BestMatches<Why>(limit);
    const counted: Counted = { segments: [], tests: [] };
    const alone = readings.find((reading) => reading.last !== undefined && Object.keys(reading).length === 1);
    const key = alone?.last?.join("");
    let total = key === undefined ? 0 : this.countRange(key, counted, best);
    const visited: Plan[] = [];
    for (const reading of readings) {
      if (reading === alone) continue;
      const plan = planReading(this.index, reading);
      if (plan.column !== undefined && counted.column === undefined)
        total += this.countColumn(plan, plan.column, counted, best);
      else if (plan.ids !== undefined && counted.tests.length === 0)
        total += this.countIds(plan, plan.ids, counted, best);
      else visited.push(plan);
    }
    if (key !== undefined) total += this.countLater(key, counted, best);
    if (visited.length > 0) total += this.visit(visited, counted, best);
    return { matches: best.list, total };
  }

  private visit(plans: readonly Plan[], { tests }: Counted, best: BestMatches<Why>): number {
    const { hidden } = this;
    const marks = this.freshMarks();
    const { mark } = this;
    let total = 0;
    for (const plan of plans)
      plan.each((row) => {
        if (marks[row] === mark || passesOne(tests, row) || hidden?.has(row)) return;
        marks[row] = mark;
        total++;
        if (!best.takes(plan.least, row)) return;
        const score = plan.score(row);
        if (best.takes(score, row)) best.offer(row, score, plan.why(row));
      });
    return total;
  }

  /** The rows whose last name begins with a key follow one another. */
  private countRange(key: string, counted: Counted, best: BestMatches<Why>): number {
    const { index, hidden } = this;
    const { low, high } = index.last.beginning(key);
    const [from, to] = index.lastRows(low, high);
    const exact = index.last.equal(key);
    const exactTo = exact[0] < exact[1] ? index.lastRows(...exact)[1] : from;
    const offer = (start: number, end: number, score: number): void => {
      for (let row = start; row < end && best.takes(score, row); row++)
        if (!hidden?.has(row)) best.offer(row, score, "name");
    };
    // The whole key sorts before every longer one.
    offer(from, exactTo, LAST_POINTS[0]);
    offer(exactTo, to, LAST_POINTS[1]);
    counted.segments.push({ from, to });
    counted.tests.push((row) => row >= from && row < to);
    return to - from - (hidden === undefined ? 0 : placeIn(hidden.rows, to) - placeIn(hidden.rows, from));
  }

  /** The rows that have the key as a later part of the last name and not at its beginning. */
  private countLater(key: string, { column, tests }: Counted, best: BestMatches<Why>): number {
    const { index, hidden } = this;
    const begun = index.last.beginning(key);
    const { codes } = index.roll.columns.lastName;
    const { rows, given } = index.laterLast;
    let total = 0;
    for (const { from, to } of index.laterSegments(begun)) {
      total += to - from;
      column?.within({ list: rows, from, to, given }, () => total--);
      for (let at = from; at < to && best.takes(LAST_POINTS[2], 0); at++) {
        const row = rows[at] as number;
        if (best.takes(LAST_POINTS[2], row) && !column?.test(row) && !hidden?.has(row))
          best.offer(row, LAST_POINTS[2], "part");
      }
    }
    const fits: Test = (row) => index.last.has(begun, codes[row] as number);
    for (const row of hidden?.rows ?? []) if (fits(row) && !passesOne(tests, row)) total--;
    if (begun.from < begun.to) tests.push(fits);
    return total;
  }

  private countColumn(plan: Plan, column: Column, counted: Counted, best: BestMatches<Why>): number {
    const { hidden } = this;
    const { segments, tests } = counted;
    const { starts, rows } = this.index.by(column.name);
    let total = sizeOf({ starts, rows }, column.set);
    for (const segment of segments) column.within(segment, () => total--);
    for (const row of hidden?.rows ?? []) if (column.test(row) && !passesOne(tests, row)) total--;
    const offer = (code: number): void => {
      const score = column.scoreOf(code);
      const end = starts[code + 1] as number;
      for (let at = starts[code] as number; at < end; at++) {
        const row = rows[at] as number;
        if (!best.takes(score, row)) return;
        if (!passesOne(tests, row) && !hidden?.has(row)) best.offer(row, score, plan.why(row));
      }
    };
    if (best.takes(plan.least, 0)) {
      for (let code = column.set.low; code < column.set.high; code++) offer(code);
      for (const code of column.set.others) offer(code);
    }
    counted.column = column;
    tests.push(column.test);
    return total;
  }

  /** Voters by id come in the order of their ids: the whole id first. */
  private countIds(plan: Plan, ids: NonNullable<Plan["ids"]>, counted: Counted, best: BestMatches<Why>): number {
    const { hidden } = this;
    const { idOrder, idKeys } = this.index.roll;
    const { ranges, typed } = ids;
    const size = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    let before = 0;
    for (const [from, to] of ranges) {
      for (let at = from; at < to; at++) {
        const row = idOrder[at] as number;
        const score = plan.score(row) + (before + at - from) / size;
        if (!best.takes(score, row)) break;
        if (!hidden?.has(row)) best.offer(row, score, "id");
      }
      before += to - from;
    }
    let total = size;
    for (const row of hidden?.rows ?? []) if (fitsId(idKeys, row, typed)) total--;
    counted.segments.push(...ranges.map(([from, to]) => ({ list: idOrder, from, to })));
    counted.tests.push((row) => fitsId(idKeys, row, typed));
    return total;
  }

  private freshMarks(): Uint8Array {
    if (this.marks.length === 0) this.marks = new Uint8Array(this.index.roll.rows);
    if (this.mark === 255) {
      this.marks.fill(0);
      this.mark = 0;
    }
    this.mark++;
    return this.marks;
  }
}

function passesOne(tests: readonly Test[], row: number): boolean {
  for (let n = 0; n < tests.length; n++) if ((tests[n] as Test)(row)) return true;
  return false;
}
