/**
 * Builds the packed roll from a stream of voters. Each voter is packed the moment it comes, none is kept as an object, so
 * that millions fit in memory; then the rows are put in name order (last name, first name, middle name, suffix, voter id)
 * and the row number is the rank in it.
 *
 * Guarantees: the same voters in any order give the same roll, byte for byte. Two voters with one id are refused.
 */
import { err, ok, type Result } from "../domain/result.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { PackedRoll } from "./packedRoll.ts";
import { CODED, CodeCollector, type CodedColumn, type CodedName, TextCollector, textAt } from "./rollColumns.ts";
import { compareTextAt, voterIdOrder } from "./voterIdOrder.ts";

export type BuildProblem = { readonly type: "voterIdTwice"; readonly voters: readonly string[] };

/** Packs voters one by one; `finish` may be called once. */
export class RollBuilder {
  private readonly coded = new Map<CodedName, CodeCollector>(CODED.map((name) => [name, new CodeCollector()]));
  private readonly collectors = CODED.map((name) => ({ name, collector: this.coded.get(name) as CodeCollector }));
  private readonly ids = new TextCollector();
  private readonly mailing = new TextCollector();
  private count = 0;

  /** Voters added so far. */
  get rows(): number {
    return this.count;
  }

  add(voter: VoterRecord): void {
    for (const { name, collector } of this.collectors)
      collector.add(name === "flags" ? voter.flags.join(" ") : voter[name]);
    this.ids.add(voter.id);
    this.mailing.add(voter.mailing);
    this.count++;
  }

  /** Sorts and packs. Fails if an id occurs twice and names up to ten such ids. */
  finish(): Result<PackedRoll, BuildProblem> {
    const rows = this.count;
    const sorted = new Map(this.collectors.map(({ name, collector }) => [name, collector.sorted(name)]));
    let order: Uint32Array = Uint32Array.from({ length: rows }, (_, row) => row);
    for (const name of ["suffix", "middleName", "firstName", "lastName"] as const) {
      const { codeOf, rankOfCode } = sorted.get(name) as ReturnType<CodeCollector["sorted"]>;
      order = sortByRank(order, this.coded.get(name) as CodeCollector, codeOf, rankOfCode);
    }
    const unsortedIds = this.ids.column(Uint32Array.from({ length: rows }, (_, row) => row));
    this.orderEqualNames(order, sorted, (a, b) => compareTextAt(unsortedIds, a, b));

    const columns: Partial<Record<CodedName, CodedColumn>> = {};
    for (const { name, collector } of this.collectors) {
      const { values, codeOf } = sorted.get(name) as ReturnType<CodeCollector["sorted"]>;
      columns[name] = collector.column(order, values, codeOf);
    }
    const ids = this.ids.column(order);
    const idOrder = voterIdOrder(ids);
    const twice: string[] = [];
    for (let n = 1; n < rows && twice.length < 10; n++)
      if (compareTextAt(ids, idOrder[n - 1] as number, idOrder[n] as number) === 0)
        twice.push(textAt(ids, idOrder[n] as number));
    if (twice.length > 0) return err({ type: "voterIdTwice", voters: [...new Set(twice)] });
    return ok(
      new PackedRoll(rows, columns as Record<CodedName, CodedColumn>, ids, this.mailing.column(order), idOrder),
    );
  }

  // Counting sorts left voters of one name in the order in which they came; among them the id decides.
  private orderEqualNames(
    order: Uint32Array,
    sorted: ReadonlyMap<CodedName, ReturnType<CodeCollector["sorted"]>>,
    compare: (a: number, b: number) => number,
  ): void {
    const keys = (["lastName", "firstName", "middleName", "suffix"] as const).map((name) => {
      const { codeOf, rankOfCode } = sorted.get(name) as ReturnType<CodeCollector["sorted"]>;
      return { collector: this.coded.get(name) as CodeCollector, codeOf, rankOfCode };
    });
    const same = (a: number, b: number): boolean =>
      keys.every(
        ({ collector, codeOf, rankOfCode }) =>
          rankOfCode[codeOf[collector.at(a)] as number] === rankOfCode[codeOf[collector.at(b)] as number],
      );
    let from = 0;
    for (let at = 1; at <= order.length; at++) {
      if (at < order.length && same(order[from] as number, order[at] as number)) continue;
      if (at - from > 1) order.subarray(from, at).sort(compare);
      from = at;
    }
  }
}

function sortByRank(order: Uint32Array, column: CodeCollector, codeOf: Uint32Array, rankOfCode: Uint32Array) {
  const starts = new Uint32Array((rankOfCode[rankOfCode.length - 1] ?? 0) + 2);
  const rankOf = codeOf.map((code) => rankOfCode[code] as number);
  for (let n = 0; n < order.length; n++) {
    const next = (rankOf[column.at(n)] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let rank = 1; rank < starts.length; rank++)
    starts[rank] = (starts[rank] as number) + (starts[rank - 1] as number);
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const rank = rankOf[column.at(row)] as number;
    const at = starts[rank] as number;
    starts[rank] = at + 1;
    sorted[at] = row;
  }
  return sorted;
}

/** Builds a roll from any source of voters. */
export async function buildRoll(
  voters: Iterable<VoterRecord> | AsyncIterable<VoterRecord>,
): Promise<Result<PackedRoll, BuildProblem>> {
  const builder = new RollBuilder();
  if (Symbol.asyncIterator in voters) for await (const voter of voters) builder.add(voter);
  else for (const voter of voters) builder.add(voter);
  return builder.finish();
}
