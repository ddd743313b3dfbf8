/**
 * The rows of an amended roll in name order: last name, first name, middle name, suffix, voter id, names by their keys
 * (`nameKey`), as the roll itself is ordered. A roll's own rows have that order already; voters who were added or renamed
 * by amendments are merged in.
 *
 * Guarantee: the same order as a roll that is built anew from the same voters.
 */
import type { VoterRecord } from "../domain/voter.ts";
import type { AmendedRoll } from "./amendedRoll.ts";
import { nameKey } from "./normaliseName.ts";
import { compareText } from "./rollColumns.ts";
import { compareTextAt } from "./voterIdOrder.ts";

type Named = Pick<VoterRecord, "lastName" | "firstName" | "middleName" | "suffix" | "id">;

const encoder = new TextEncoder();

/** Every row once. The roll must not be amended meanwhile. */
export function* rowsInNameOrder(
  roll: Pick<AmendedRoll, "base" | "rows" | "movedVoters">,
): Generator<number, void, undefined> {
  const { base } = roll;
  const moved = roll.movedVoters();
  let row = 0;
  for (let at = 0; at < moved.roll.rows; at++) {
    const end = firstAfter(base, moved.roll.voterAt(at), row);
    for (; row < end; row++) if (!moved.hidden.has(row)) yield row;
    yield moved.rows[at] as number;
  }
  for (; row < base.rows; row++) if (!moved.hidden.has(row)) yield row;
}

/** The first row from `from` on that stands after this voter. */
function firstAfter(base: AmendedRoll["base"], voter: Named, from: number): number {
  let low = from;
  let high = base.rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNamed(base.voterAt(middle), voter) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By name and, for one name, by id: negative if `a` stands before `b`. */
export function compareNamed(a: Named, b: Named): number {
  return (
    compareText(nameKey(a.lastName), nameKey(b.lastName)) ||
    compareText(nameKey(a.firstName), nameKey(b.firstName)) ||
    compareText(nameKey(a.middleName), nameKey(b.middleName)) ||
    compareText(nameKey(a.suffix), nameKey(b.suffix)) ||
    compareIds(a.id, b.id)
  );
}

/** As the roll compares ids. */
export function compareIds(a: string, b: string): number {
  const [one, other] = [encoder.encode(a), encoder.encode(b)];
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return compareTextAt({ offsets: Int32Array.of(0, one.length, bytes.length), bytes }, 0, 1);
}
