/**
 * How the book of a place can be split, into two lines or more, with the match code of each: by the roll as it was published, so
 * that all tablets with this roll come to the same.
 */
import type { SplitPlan } from "../domain/bookActs.ts";
import { serves, splitOf } from "../domain/election.ts";
import { mostLines } from "../domain/placeEvents.ts";
import { linesText, splitBook } from "../domain/splitBook.ts";
import { wordCode } from "../protocol/wordCode.ts";
import { namesAtPlace } from "../roll/namesAtPlace.ts";
import type { Desk } from "./desk.ts";

/** By the number of lines; none for more lines than there are names. */
export async function splitPlans({ election, place, roll, opened }: Desk): Promise<readonly SplitPlan[]> {
  const groups = namesAtPlace(roll.base, (split) => {
    const precinct = splitOf(election, split)?.precinct.id;
    return precinct !== undefined && serves(place, precinct);
  });
  const plans: SplitPlan[] = [];
  for (let of = 2; of <= mostLines; of++) {
    const made = splitBook(groups, of);
    if (!made.ok) break;
    const lines = { roll: opened.version, lines: [...made.value] };
    plans.push({ ...lines, code: await wordCode(linesText(place.id, lines)) });
  }
  return plans;
}
