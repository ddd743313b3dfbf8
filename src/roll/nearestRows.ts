/**
 * Gathers the voters of near names, a name at a time, and keeps the nearest. Of names equally near the one that more voters
 * bear comes first; as long as nothing was typed that tells the bearers of one name apart, each further one of them ranks
 * lower, so that every name as near comes once before one comes a second time.
 */
import { BestMatches, type ScoredRow } from "./bestMatches.ts";
import type { SimilarWhy } from "./nearNames.ts";

/** Voters further away than this are no help. */
export const FAR = 9;
/** Points for each further voter of one name, as long as nothing tells them apart. */
const AGAIN = 1;
/** Points off for each doubling of the voters of one name, and how many at most: less than a further voter costs. */
const COMMON = 0.1;
const MOST_COMMON = 0.9;

/** Voters of one name, equally near. */
export class NameGroup {
  private readonly nearest: NearestRows;
  private readonly isBeside: boolean;
  private readonly besideOf: (row: number) => number;
  private points = 0;
  private why: SimilarWhy = "edit";
  private isOtherName = false;
  /** By how far what was typed beside the name is off. */
  private rows: number[][] = [];
  private counts: number[] = [];

  constructor(nearest: NearestRows, isBeside: boolean, besideOf: (row: number) => number) {
    this.nearest = nearest;
    this.isBeside = isBeside;
    this.besideOf = besideOf;
  }

  /** `isOtherName`: whoever is added has another name than was typed even at 0 points. */
  begin(points: number, why: SimilarWhy, isOtherName: boolean): void {
    this.points = points;
    this.why = why;
    this.isOtherName = isOtherName;
    this.rows = [];
    this.counts = [];
  }

  add(row: number): void {
    const off = this.isBeside ? this.besideOf(row) : 0;
    if (this.points + off > FAR || (this.points + off === 0 && !this.isOtherName)) return;
    if (this.nearest.without(row)) return;
    this.counts[off] = (this.counts[off] ?? 0) + 1;
    this.rows[off] ??= [];
    const rows = this.rows[off];
    if (rows.length < this.nearest.most) rows.push(row);
  }

  /** Offers the rows, of each degree not more than `most`. */
  finish(most = Number.POSITIVE_INFINITY): void {
    this.rows.forEach((rows, off) => {
      const common = Math.min(MOST_COMMON, COMMON * Math.log2(this.counts[off] as number));
      const again = this.isBeside && off === 0 ? 0 : AGAIN;
      rows.slice(0, most).forEach((row, n) => {
        this.nearest.offer(row, this.points + off + again * n - common, this.why);
      });
    });
  }
}

/** The nearest rows, each once with its best score. */
export class NearestRows {
  readonly most: number;
  readonly without: (row: number) => boolean;
  private readonly best: BestMatches<SimilarWhy>;
  private readonly scores = new Map<number, number>();

  constructor(most: number, without: (row: number) => boolean) {
    this.most = most;
    this.without = without;
    this.best = new BestMatches(most);
  }

  /** Of the nearest. */
  get least(): number {
    return this.best.list[0]?.score ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.best.list.length;
  }

  offer(row: number, score: number, why: SimilarWhy): void {
    if (!this.best.takes(score, row)) return;
    const known = this.scores.get(row);
    if (known !== undefined && known <= score) return;
    if (known !== undefined) this.best.withdraw(row);
    this.scores.set(row, score);
    this.best.offer(row, score, why);
  }

  list(): ScoredRow<SimilarWhy>[] {
    return this.best.list.slice();
  }
}
