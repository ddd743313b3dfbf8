/**
 * The book split between the tablets of a place that cannot hear each other: each serves a range of names, so that only one
 * of them may give a voter a ballot. Names are compared by their search form (roll/normaliseName.ts: capital letters and
 * digits), code unit by code unit, on every tablet alike.
 *
 * Guarantee: every name belongs to exactly one line of a split, also a name that stood in no list when it was split.
 */
import type { Authority } from "./disposition.ts";
import type { PlaceBody } from "./placeEvents.ts";
import { err, ok, type Result } from "./result.ts";

export type SplitLine = Extract<PlaceBody, { type: "BookSplit" }>["lines"][number];

/** How many voters' names begin so. All groups of a place's roll, each once, in any order. */
export type NameGroup = { readonly letters: string; readonly voters: number };

/** `tooFewNames`: not every tablet would have a name to serve. */
export type SplitProblem = { readonly type: "tooFewTablets" } | { readonly type: "tooFewNames" };

/**
 * Ranges of about as many voters, one for each tablet in the order given: none has more than its share and the largest
 * group of names together.
 */
export function splitBook(
  groups: readonly NameGroup[],
  devices: readonly string[],
): Result<readonly SplitLine[], SplitProblem> {
  const [first, ...others] = [...groups].sort((a, b) => (a.letters < b.letters ? -1 : 1));
  if (devices.length < 2) return err({ type: "tooFewTablets" });
  if (first === undefined || groups.length < devices.length) return err({ type: "tooFewNames" });
  const all = groups.reduce((sum, { voters }) => sum + voters, 0);
  const lines: { device: string; from: string; through: string }[] = [];
  let before = first.voters;
  let line = { device: devices[0] as string, from: "", through: first.letters };
  for (const [at, { letters, voters }] of others.entries()) {
    const next = lines.length + 1;
    // The next tablet begins with the group in whose middle its share begins, or where every tablet left needs a group.
    const isDue = before + voters / 2 >= (all * next) / devices.length;
    const mustBegin = others.length - at === devices.length - next;
    if (next < devices.length && (isDue || mustBegin)) {
      lines.push(line);
      line = { device: devices[next] as string, from: letters, through: letters };
    } else line.through = letters;
    before += voters;
  }
  return ok([...lines, line]);
}

/** Which line serves this name, counted from 1. */
export function lineOf(lines: readonly SplitLine[], name: string): number {
  const at = lines.findLastIndex(({ from }) => from <= name);
  return Math.max(at, 0) + 1;
}

/** Who may give a ballot to the voter of this name, seen from a tablet. One that the split does not name serves nobody. */
export function holderOf(lines: readonly SplitLine[], device: string, name: string): Authority {
  const line = lineOf(lines, name);
  const holder = lines[line - 1];
  if (holder === undefined || holder.device === device) return { holder: "here" };
  const begins = line === 1 ? "A" : holder.from;
  return { holder: "otherLine", line: `${line} (${begins} – ${holder.through})` };
}
