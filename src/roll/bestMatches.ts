/** The best matches found so far, in order of score and row, never more than asked for. */

/** A lower score is the more likely voter. */
export type ScoredRow<W extends string> = { readonly row: number; readonly score: number; readonly why: W };

export class BestMatches<W extends string> {
  readonly list: ScoredRow<W>[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a match of this score could still come in. */
  takes(score: number, row: number): boolean {
    const worst = this.list[this.limit - 1];
    return this.limit > 0 && (worst === undefined || score < worst.score || (score === worst.score && row < worst.row));
  }

  offer(row: number, score: number, why: W): void {
    if (!this.takes(score, row)) return;
    let at = this.list.length;
    while (at > 0) {
      const other = this.list[at - 1] as ScoredRow<W>;
      if (other.score < score || (other.score === score && other.row < row)) break;
      at--;
    }
    this.list.splice(at, 0, { row, score, why });
    if (this.list.length > this.limit) this.list.pop();
  }

  /** Takes a row out again, to be offered with a better score. */
  withdraw(row: number): void {
    const at = this.list.findIndex((match) => match.row === row);
    if (at >= 0) this.list.splice(at, 1);
  }
}
