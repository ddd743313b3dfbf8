/**
 * Builds the packed roll from a stream of voters. Each voter is packed the moment it comes, none is kept as an object, so
 * that millions fit in memory; then the rows are put in name order (last name, first name, middle name, suffix, voter id)
 * and the row number is the rank in it.
 *
 * Guarantees: the same voters in any order give the same roll, byte for byte. Two voters with one id are refused.
 * Of a confidential voter the roll holds a number, and neither name nor birth date nor address.
 */
import { asListed } from "../domain/confidential.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { PackedRoll } from "./packedRoll.ts";
import {
  CODED,
  CodeCollector,
  type CodedColumn,
  type CodedName,
  type Codes,
  inOrder,
  type MailingEnding,
  placeLine,
  sortKey,
  TextCollector,
  type TextColumn,
  textAt,
} from "./rollColumns.ts";
import { voterIdKeys } from "./voterIdKey.ts";
import { compareTextAt, voterIdOrder } from "./voterIdOrder.ts";

export type BuildProblem = { readonly type: "voterIdTwice"; readonly voters: readonly string[] };

/** Packs voters one by one; `finish` may be called once. */
export class RollBuilder {
  private readonly coded = new Map<CodedName, CodeCollector>(CODED.map((name) => [name, new CodeCollector()]));
  private readonly collectors = CODED.map((name) => ({ name, collector: this.coded.get(name) as CodeCollector }));
  private readonly ids = new TextCollector();
  private readonly mailing = new TextCollector();
  private readonly mailingEnding = new CodeCollector();
  private count = 0;

  /** Voters added so far. */
  get rows(): number {
    return this.count;
  }

  add(whole: VoterRecord): void {
    const voter = asListed(whole);
    for (const { name, collector } of this.collectors)
      collector.add(name === "flags" ? voter.flags.join(" ") : voter[name]);
    this.ids.add(voter.id);
    this.addMailing(voter);
    this.count++;
  }

  private addMailing(voter: VoterRecord): void {
    const { mailing } = voter;
    const place = mailing === "" ? "" : placeLine(voter);
    const ending: MailingEnding = place !== "" && mailing.endsWith(place) ? "residence" : "";
    this.mailing.add(ending === "" ? mailing : mailing.slice(0, -place.length));
    this.mailingEnding.add(ending);
  }

  /** Sorts and packs. Fails if an id occurs twice and names up to ten such ids. */
  finish(): Result<PackedRoll, BuildProblem> {
    const rows = this.count;
    const arrived = new Map<CodedName, Arrived>();
    for (const { name, collector } of this.collectors)
      arrived.set(
        name,
        arrive(collector, (value) => sortKey(name, value)),
      );
    const ending = arrive(this.mailingEnding, (value) => value);
    const identity = Uint32Array.from({ length: rows }, (_, row) => row);
    let order: Uint32Array = identity;
    const names = (["suffix", "middleName", "firstName", "lastName"] as const).map(
      (name) => arrived.get(name) as Arrived,
    );
    for (const name of names) order = sortByRank(order, name);
    orderEqualNames(order, names, this.ids.column(identity));

    const columns: Partial<Record<CodedName, CodedColumn>> = {};
    for (const { name } of this.collectors) {
      columns[name] = columnOf(arrived.get(name) as Arrived, order);
      arrived.delete(name);
    }
    const ids = this.ids.column(order);
    const idOrder = voterIdOrder(ids, voterIdKeys(ids));
    const twice: string[] = [];
    for (let n = 1; n < rows && twice.length < 10; n++)
      if (compareTextAt(ids, idOrder[n - 1] as number, idOrder[n] as number) === 0)
        twice.push(textAt(ids, idOrder[n] as number));
    if (twice.length > 0) return err({ type: "voterIdTwice", voters: [...new Set(twice)] });
    const mailing = { text: this.mailing.column(order), ending: columnOf(ending, order) };
    return ok(new PackedRoll(rows, columns as Record<CodedName, CodedColumn>, ids, mailing, idOrder));
  }
}

/** A column in order of arrival. */
type Arrived = { readonly values: string[]; readonly rankOfCode: Uint32Array; readonly codes: Codes };

function arrive(collector: CodeCollector, keyOf: (value: string) => string): Arrived {
  const { values, codeOf, rankOfCode } = collector.sorted(keyOf);
  return { values, rankOfCode, codes: collector.arrived(values, codeOf) };
}

function columnOf({ values, codes }: Arrived, order: Uint32Array): CodedColumn {
  return { codes: inOrder(codes, values.length, order), values };
}

/** A stable counting sort. */
function sortByRank(order: Uint32Array, { codes, rankOfCode }: Arrived): Uint32Array {
  const starts = new Uint32Array((rankOfCode[rankOfCode.length - 1] ?? 0) + 2);
  for (let n = 0; n < order.length; n++) {
    const next = (rankOfCode[codes[n] as number] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let rank = 1; rank < starts.length; rank++)
    starts[rank] = (starts[rank] as number) + (starts[rank - 1] as number);
  const sorted = new Uint32Array(order.length);
  for (let n = 0; n < order.length; n++) {
    const row = order[n] as number;
    const rank = rankOfCode[codes[row] as number] as number;
    const at = starts[rank] as number;
    starts[rank] = at + 1;
    sorted[at] = row;
  }
  return sorted;
}

/** The counting sorts left voters of one name in the order in which they came; among them the id decides. */
function orderEqualNames(order: Uint32Array, names: readonly Arrived[], ids: TextColumn): void {
  const [suffix, middle, first, last] = names as [Arrived, Arrived, Arrived, Arrived];
  // Last names differ least often from row to row, so each row is first told apart by its given names.
  const same = (a: number, b: number): boolean => {
    for (const { codes, rankOfCode } of [first, middle, last, suffix])
      if (rankOfCode[codes[a] as number] !== rankOfCode[codes[b] as number]) return false;
    return true;
  };
  let from = 0;
  for (let at = 1; at <= order.length; at++) {
    if (at < order.length && same(order[at - 1] as number, order[at] as number)) continue;
    if (at - from > 1) order.subarray(from, at).sort((a, b) => compareTextAt(ids, a, b));
    from = at;
  }
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
