/**
 * Check-ins that were written on paper while no tablet could be used, entered afterwards, by two people. The ballot was given:
 * what the list says of the voter now can no longer stop it, so no question is asked and nothing is refused but what cannot be
 * true. Whoever is checked in already is only entered again if people say that it was another ballot: a tablet that seemed dead
 * may have sent its record all the same.
 */
import { authorise, type NotAuthorised } from "./authority.ts";
import { ballotChoices } from "./ballotStyle.ts";
import type { Witness } from "./checkIn.ts";
import type { DispositionInput } from "./disposition.ts";
import type { Election } from "./election.ts";
import { dayOf } from "./electionDay.ts";
import type { BodyOf } from "./events.ts";
import { err, ok, type Result } from "./result.ts";
import type { CheckInFact, Standing } from "./standing.ts";

export type PaperEntry = {
  /** The id of the ballot style that the voter got. */
  readonly style: string;
  /** When, as it stands on the paper (ms). */
  readonly written: number;
  /** The voter is checked in already, and got another ballot at the time that is written. */
  readonly again: boolean;
};

export type PaperEntryProblem =
  | NotAuthorised
  | { readonly type: "otherBallot"; readonly offered: readonly string[] }
  /** Later than now, or on a day without voting. */
  | { readonly type: "notThen"; readonly written: number }
  | { readonly type: "checkedInAlready"; readonly checkIns: readonly CheckInFact[] };

/** Whether a ballot that was entered at `wall` can have been given at `written`: not later, and on a day of voting. */
export function couldBeThen(
  { date, earlyVoting = [], timeZone }: Pick<Election, "date" | "earlyVoting" | "timeZone">,
  written: number,
  wall: number,
): boolean {
  return written <= wall && [...earlyVoting, date].includes(dayOf(written, timeZone));
}

type Input = Pick<DispositionInput, "election" | "place" | "voter"> & { readonly standing: Standing };

export function enterFromPaper(
  { election, place, voter, standing }: Input,
  witness: Witness,
  { style: chosen, written, again }: PaperEntry,
  paper: { readonly roll: number; readonly receipt: string },
): Result<BodyOf<"VoterCheckedIn">, PaperEntryProblem> {
  const allowed = authorise(election.rules.permits, "enterFromPaper", witness);
  if (!allowed.ok) return allowed;
  if (!couldBeThen(election, written, witness.wall)) return err({ type: "notThen", written });
  const choices = ballotChoices(election, voter);
  const style = choices.find(({ id }) => id === chosen);
  if (style === undefined) return err({ type: "otherBallot", offered: choices.map(({ id }) => id) });
  const { checkIns } = standing;
  if (checkIns.length > 0 && !again) return err({ type: "checkedInAlready", checkIns });
  return ok({
    ...{ type: "VoterCheckedIn", ...witness, voter: voter.id, place: place.id, split: voter.split, style: style.id },
    ...(style.party === undefined ? {} : { party: style.party }),
    ...{ ...paper, found: "search", steps: [], written },
  });
}
