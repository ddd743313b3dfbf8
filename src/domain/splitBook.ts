/**
 * The book split into lines while the tablets of a place cannot hear each other: each line serves a range of names, so that only
 * one tablet may give a voter a ballot. Nothing is sent from tablet to tablet for it: the ranges are a function of the roll, the
 * place and the number of lines, so that every tablet that is told the same number makes the same ones. Names are compared by
 * their search form (roll/normaliseName.ts: capital letters and digits), code unit by code unit, on every tablet alike.
 *
 * Guarantee: every name belongs to exactly one line, also a name that stood in no list when the book was split, or that has no
 * letters at all.
 */
import type { LinesOfBook, SplitLine } from "./lines.ts";
import { err, ok, type Result } from "./result.ts";

/** How many voters' names begin so. Each once, in any order. */
export type NameGroup = { readonly letters: string; readonly voters: number };

/** `tooFewNames`: not every line would have a name to serve. */
export type SplitProblem = { readonly type: "tooFewLines" } | { readonly type: "tooFewNames" };

/** People read a range by its first letters: as few of them as balance the lines, and no more than so many. */
export const mostLetters = 3;

/** No line has more than its share by so much, where fewer letters are enough for that. */
const tolerated = 1.2;

/** The first letters of a name's search form, whole characters. */
export const firstLetters = (name: string, letters: number): string =>
  [...name.slice(0, 2 * letters)].slice(0, letters).join("");

/** Lines of about as many voters. `groups`: the names of the place's roll by their first letters (`mostLetters` of them). */
export function splitBook(groups: readonly NameGroup[], lines: number): Result<readonly SplitLine[], SplitProblem> {
  if (lines < 2) return err({ type: "tooFewLines" });
  let made: Made | undefined;
  for (let letters = 1; letters <= mostLetters; letters++) {
    const shorter = shortened(groups, letters);
    if (shorter.length < lines) continue;
    const by = ranges(shorter, lines);
    if (made === undefined || by.largest < made.largest) made = by;
    if (made.largest * lines <= made.all * tolerated) break;
  }
  return made === undefined ? err({ type: "tooFewNames" }) : ok(made.lines);
}

/** In order. */
function shortened(groups: readonly NameGroup[], letters: number): NameGroup[] {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const begins = firstLetters(group.letters, letters);
    counts.set(begins, (counts.get(begins) ?? 0) + group.voters);
  }
  return [...counts]
    .map(([begins, voters]) => ({ letters: begins, voters }))
    .sort((a, b) => (a.letters < b.letters ? -1 : 1));
}

type Made = { readonly lines: readonly SplitLine[]; readonly largest: number; readonly all: number };

/** Each line begins with the group in whose middle its share begins, or where every line that is left needs a group. */
function ranges(groups: readonly NameGroup[], lines: number): Made {
  const all = groups.reduce((sum, { voters }) => sum + voters, 0);
  const made: SplitLine[] = [];
  let [line, served, before, largest] = [{ from: "", through: "" }, 0, 0, 0];
  for (const [at, { letters, voters }] of groups.entries()) {
    const next = made.length + 1;
    const isDue = before + voters / 2 >= (all * next) / lines;
    const mustBegin = groups.length - at === lines - next;
    if (at > 0 && next < lines && (isDue || mustBegin)) {
      made.push(line);
      [line, served] = [{ from: letters, through: letters }, 0];
    } else line = { ...line, through: letters };
    served += voters;
    largest = Math.max(largest, served);
    before += voters;
  }
  return { lines: [...made, line], largest, all };
}

/** What a match code is made of: tablets that show the same one have the same lines. */
export const linesText = (place: string, { roll, lines }: LinesOfBook): string =>
  JSON.stringify([place, roll, lines.map(({ from }) => from)]);
