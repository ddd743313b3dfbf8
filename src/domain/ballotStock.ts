/**
 * How many sheets of each ballot style a place has left, and which run short: what was counted last as unused, less what the
 * book says was given since; without a count, what was received, less all that was given.
 */
import { type BalanceInput, sheetsOfBallot, unusedByStyle } from "./balanceLines.ts";
import type { HandCount } from "./placeDay.ts";

export type StyleStock = {
  readonly style: string;
  /** Sheets, all deliveries. */
  readonly received: number;
  /** The last count of what is unused. */
  readonly counted: HandCount | undefined;
  /** Sheets that should be there now; negative if more were given than were there. */
  readonly left: number;
  /** Four fifths of all that was received is gone. */
  readonly short: boolean;
};

/** Of every style that was received, in order of the styles' ids. */
export function ballotStock(input: Omit<BalanceInput, "day">): StyleStock[] {
  const { rules, place, book } = input;
  const counted = unusedByStyle(input);
  const provisional = rules.provisionalStock === "same" ? [...book.provisional] : [];
  const given = [...book.checkedIn, ...book.replaced, ...provisional].filter(
    ({ kind }) => kind === "regular" || rules.provisionalStock === "same",
  );
  const left = new Map<string, { received: number; left: number }>();
  for (const { style, count, wall } of place.received) {
    const known = left.get(style) ?? { received: 0, left: counted.get(style)?.count ?? 0 };
    known.received += count;
    if (wall > (counted.get(style)?.wall ?? Number.NEGATIVE_INFINITY)) known.left += count;
    left.set(style, known);
  }
  for (const { style, wall } of given) {
    const known = left.get(style);
    if (known !== undefined && wall > (counted.get(style)?.wall ?? Number.NEGATIVE_INFINITY))
      known.left -= sheetsOfBallot(rules, style);
  }
  return [...left]
    .map(([style, { received, left }]) => ({
      ...{ style, received, left, counted: counted.get(style) },
      short: left * 5 <= received,
    }))
    .sort((a, b) => (a.style < b.style ? -1 : 1));
}
