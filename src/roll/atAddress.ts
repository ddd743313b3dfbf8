/**
 * Who lives at an address, and in which precincts the nearest houses of that street lie: how somebody who is not found by
 * name is found, and which precinct somebody belongs to who is not on the roll at all.
 */
import { houseKey, isHouse, streetWords } from "./normaliseStreet.ts";
import type { Roll } from "./packedRoll.ts";
import type { VoterSearch } from "./voterSearch.ts";

export type AddressAnswer = {
  /** The voters of this house, in the order of the search. */
  readonly rows: readonly number[];
  /** Precinct splits of this house, else of the nearest houses with voters, nearest first; none if there are no such. */
  readonly splits: readonly string[];
};

const MOST = 50;
/** House numbers to either side; one side of a street is tried before the other. */
const NEAR = [2, 4, 6, 8, 10, 12, 16, 20, 1, 3, 5, 7, 9, 11];

export function atAddress(roll: Roll, search: VoterSearch, houseNumber: string, street: string): AddressAnswer {
  const house = houseKey(houseNumber);
  const words = streetWords(street);
  if (house === "" || words.length === 0) return { rows: [], splits: [] };
  const livesAt = (number: string): number[] =>
    search
      .search(`${number} ${street}`, { limit: MOST, similar: false })
      .rows.map(({ row }) => row)
      .filter((row) => {
        const voter = roll.voterAt(row);
        const known = streetWords(voter.street);
        return (
          isHouse(houseKey(voter.houseNumber), number) &&
          words.every((word) => known.some((one) => one.startsWith(word)))
        );
      });
  const rows = livesAt(house);
  const splits = new Set(rows.map((row) => roll.voterAt(row).split));
  const number = Number.parseInt(house, 10);
  if (Number.isNaN(number)) return { rows, splits: [...splits] };
  for (const step of NEAR) {
    if (splits.size > 0) break;
    for (const near of [number - step, number + step])
      if (near > 0) for (const row of livesAt(String(near))) splits.add(roll.voterAt(row).split);
  }
  return { rows, splits: [...splits] };
}
