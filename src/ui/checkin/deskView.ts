/** What stands before the poll worker: the search, the chosen voter with the work at hand, the check-in just recorded. */
import type { CheckInProblem } from "../../domain/checkIn.ts";
import type { HeldBallot } from "../../domain/heldBallots.ts";
import type { Unlisted } from "../../domain/person.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import type { CheckInCall, Recorded } from "../../tablet/voterCalls.ts";
import { nothingDone, type Work } from "./deskWork.ts";
import type { Ladder } from "./ladder.ts";

export type Chosen = {
  readonly voterId: string;
  readonly found: CheckInCall["found"];
  readonly lookalike: boolean;
  /** Somebody who is not on the list, as the ladder found it. */
  readonly unlisted?: Unlisted;
};

/** Somebody who was checked in by mistake, while the right voter is looked for. */
export type WrongOne = HeldBallot & { readonly voter: string; readonly name: string };

/** A new list came between the search and the check-in, and this voter is not on it. */
export type NoLongerListed = { readonly type: "noLongerListed" };

export type DeskView =
  | {
      readonly at: "finding";
      readonly query: string;
      /** "none": the worker says that the voter is not in the list. */
      readonly chosen: Chosen | "none" | undefined;
      /** What was tried for somebody who is not found; kept while other names are searched for. */
      readonly ladder: Ladder | undefined;
      readonly work: Work;
      readonly wrong: WrongOne | undefined;
      readonly problem: CheckInProblem | PinProblem | NoLongerListed | undefined;
      /** Who was chosen just before, and is not the voter: their name. */
      readonly unmatched: string | undefined;
    }
  | { readonly at: "recorded"; readonly recorded: Recorded; readonly wrong: WrongOne | undefined }
  | { readonly at: "notRecorded"; readonly back: DeskView & { readonly at: "finding" } };

export type Finding = DeskView & { readonly at: "finding" };

export const emptyDesk: Finding = {
  at: "finding",
  query: "",
  chosen: undefined,
  ladder: undefined,
  work: nothingDone,
  wrong: undefined,
  problem: undefined,
  unmatched: undefined,
};

/** A voter is not done with: chosen, being recorded, or recorded and still before the worker. */
export const servesVoter = (view: DeskView): boolean =>
  view.at !== "finding" || view.chosen !== undefined || view.wrong !== undefined;

export const wrongIn = (view: DeskView): WrongOne | undefined => (view.at === "finding" ? view.wrong : undefined);

/** The same voter, back with the worker who began: `inspector` had taken over. */
export function handedBackBy(view: Finding, inspector: string): Finding {
  const { work } = view;
  if (work.begunBy === undefined) return view; // a voter of the inspector's own
  return { ...view, work: { ...work, takenOverBy: [...new Set([...work.takenOverBy, inspector])] } };
}

/** The same voter, for the inspector who takes over. */
export function begunByOther(view: DeskView, begunBy: WorkerName): DeskView {
  if (view.at === "notRecorded") return { ...view, back: { ...view.back, work: { ...view.back.work, begunBy } } };
  return view.at === "finding" ? { ...view, work: { ...view.work, begunBy }, problem: undefined } : view;
}
