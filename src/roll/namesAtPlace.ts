/**
 * How many voters of a roll whom a place serves begin with which letters: what a book is split by. Of the roll as it was published,
 * without the changes since, which not every tablet may have heard of.
 */
import { firstLetters, mostLetters, type NameGroup } from "../domain/splitBook.ts";
import { nameKey } from "./normaliseName.ts";
import type { PackedRoll } from "./packedRoll.ts";

/** `serves`: whether the place serves this precinct split. */
export function namesAtPlace(
  { rows, columns }: Pick<PackedRoll<{ readonly type: string }>, "rows" | "columns">,
  serves: (split: string) => boolean,
): NameGroup[] {
  const { lastName, split } = columns;
  const here = split.values.map(serves);
  const voters = new Uint32Array(lastName.values.length);
  for (let row = 0; row < rows; row++)
    if (here[split.codes[row] as number]) (voters[lastName.codes[row] as number] as number)++;
  const groups = new Map<string, number>();
  for (const [code, count] of voters.entries()) {
    if (count === 0) continue;
    const letters = firstLetters(nameKey(lastName.values[code] as string), mostLetters);
    groups.set(letters, (groups.get(letters) ?? 0) + count);
  }
  return [...groups].map(([letters, count]) => ({ letters, voters: count }));
}
