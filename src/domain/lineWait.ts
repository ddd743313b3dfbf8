/**
 * How long the last voter in line waits: the people in line, over the check-ins for each minute (Little's law; the way of the
 * line toolkits of Caltech/MIT and the Bipartisan Policy Center). Nobody should wait longer than half an hour (Presidential
 * Commission on Election Administration, 2014).
 */
import type { PlaceDay } from "./placeDay.ts";

export const longestWait = 30 * 60_000;

const measured = 30 * 60_000;
/** A rate from less time than this says nothing. */
const least = 5 * 60_000;

export type LineWait = {
  readonly people: number;
  /** When they were counted (ms). */
  readonly at: number;
  /** In ms, by the pace of check-ins before the count; undefined where there was none to go by. */
  readonly wait: number | undefined;
  readonly tooLong: boolean;
};

/** By the last count of the line. `checkIns`: when voters were checked in at this place (ms), in any order. */
export function lineWait({ lines, polls }: PlaceDay, checkIns: readonly number[]): LineWait | undefined {
  const last = lines.at(-1)?.body;
  if (last === undefined) return undefined;
  const { people, wall: at } = last;
  const opened = polls !== undefined && polls.body.wall <= at ? polls.body.wall : Number.NEGATIVE_INFINITY;
  const from = Math.max(at - measured, opened);
  const served = checkIns.filter((wall) => wall > from && wall <= at).length;
  const wait =
    people === 0 ? 0 : served === 0 || at - from < least ? undefined : Math.round((people * (at - from)) / served);
  // A line that does not move at all is too long however short it is.
  const stands = people > 0 && served === 0 && at - from >= measured;
  return { people, at, wait, tooLong: stands || (wait !== undefined && wait > longestWait) };
}
