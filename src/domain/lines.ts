/**
 * The lines of a split book: which one serves a name, and how people read it. Names by their search form, compared code unit by
 * code unit (splitBook.ts).
 */
import type { PlaceBody } from "./placeEvents.ts";

type Split = Extract<PlaceBody, { type: "BookSplit" }>;
export type SplitLine = Split["lines"][number];

/** Which line serves this name, counted from 1. */
export function lineOf(lines: readonly SplitLine[], name: string): number {
  const at = lines.findLastIndex(({ from }) => from <= name);
  return Math.max(at, 0) + 1;
}

/** A line as people read it: "2 (M to Z)". */
export type LineName = { readonly line: number; readonly from: string; readonly through: string };

export function lineName(lines: readonly SplitLine[], line: number): LineName {
  const { from = "", through = "" } = lines[line - 1] ?? {};
  // The first and the last one serve what stood in no list too; the search form takes Korean syllables apart.
  const ends = line === lines.length && through < "Z" ? "Z" : through;
  return {
    line,
    from: (line === 1 && through >= "A" ? "A" : from || through).normalize("NFC"),
    through: ends.normalize("NFC"),
  };
}

/** Lines that all tablets of a place must have alike. */
export type LinesOfBook = Pick<Split, "roll" | "lines">;

export const sameLines = (one: LinesOfBook, other: LinesOfBook): boolean =>
  one.roll === other.roll &&
  one.lines.length === other.lines.length &&
  one.lines.every(({ from }, at) => from === other.lines[at]?.from);
