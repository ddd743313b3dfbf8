/**
 * Finds the rows of a packed roll that fit at least one reading of a search text: the best ones and the exact number of
 * all. Readings that are one range (a last name, a first name, a birth date, the beginning of an id) are counted without
 * looking at each row; the others are visited from their narrowest criterion.
 *
 * Guarantees: the number counts every fitting row once, also if several readings find it; the same text on the same roll
 * gives the same rows in the same order.
 */
import { BestMatches, type ScoredRow } from "./bestMatches.ts";
import { LAST_POINTS, type Plan, planReading, type Why } from "./readingPlan.ts";
import type { Reading } from "./readSearchText.ts";
import { placeIn, type RollIndex } from "./rollIndex.ts";
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
  /** Rows of the last name that stands alone. */
  from: number;
  to: number;
  column?: { readonly codes: ArrayLike<number>; readonly mask: Uint8Array };
  ids?: Uint8Array;
};

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
    const counted: Counted = { from: 0, to: 0 };
    let total = 0;
    const alone = readings.find((reading) => reading.last !== undefined && Object.keys(reading).length === 1);
    if (alone?.last !== undefined) total += this.countRange(alone.last.join(""), counted, best);
    const visited: Plan[] = [];
    for (const reading of readings) {
      const plan = planReading(this.index, reading, reading === alone);
      if (plan.column !== undefined && counted.column === undefined)
        total += this.countColumn(plan, plan.column, counted, best);
      else if (
        plan.ids !== undefined &&
        counted.ids === undefined &&
        counted.from === counted.to &&
        counted.column === undefined
      )
        total += this.countIds(plan, plan.ids, counted, best);
      else visited.push(plan);
    }
    if (visited.length > 0) total += this.visit(visited, counted, best);
    return { matches: best.list, total };
  }

  private visit(plans: readonly Plan[], counted: Counted, best: BestMatches<Why>): number {
    const { hidden } = this;
    const { from, to, column, ids } = counted;
    const { idKeys } = this.index.roll;
    const marks = this.freshMarks();
    const { mark } = this;
    let total = 0;
    for (const plan of plans)
      plan.each((row) => {
        if ((row >= from && row < to) || marks[row] === mark || hidden?.has(row)) return;
        if (column !== undefined && column.mask[column.codes[row] as number] === 1) return;
        if (ids !== undefined && fitsId(idKeys, row, ids)) return;
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
    counted.from = from;
    counted.to = to;
    return to - from - (hidden === undefined ? 0 : placeIn(hidden.rows, to) - placeIn(hidden.rows, from));
  }

  private countColumn(
    plan: Plan,
    column: NonNullable<Plan["column"]>,
    counted: Counted,
    best: BestMatches<Why>,
  ): number {
    const { hidden } = this;
    const { from, to } = counted;
    const { starts, rows } = this.index.by(column.name);
    const { codes } = this.index.roll.columns[column.name];
    let total = 0;
    const take = (code: number): void => {
      const start = starts[code] as number;
      const end = starts[code + 1] as number;
      total += end - start;
      if (from < to && start < end) total -= placeIn(rows, to, start, end) - placeIn(rows, from, start, end);
      const score = column.scoreOf(code);
      for (let at = start; at < end; at++) {
        const row = rows[at] as number;
        if (!best.takes(score, row)) break;
        if ((row < from || row >= to) && !hidden?.has(row)) best.offer(row, score, plan.why(row));
      }
    };
    for (let code = column.set.low; code < column.set.high; code++) take(code);
    for (const code of column.set.others) take(code);
    for (const row of hidden?.rows ?? [])
      if (column.mask[codes[row] as number] === 1 && (row < from || row >= to)) total--;
    counted.column = { codes, mask: column.mask };
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
    counted.ids = typed;
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
