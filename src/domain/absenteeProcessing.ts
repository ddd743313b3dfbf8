/**
 * What is done with an absentee ballot that is announced at the polling place, and the one event of it. Pure and total.
 *
 * A voter who was checked in, or whose ballot was cast already, is never marked as cast: the envelope stays closed
 * (RSA 659:50 and 659:53). Whatever else stands on the list is shown, and the moderator decides.
 */
import type { Rejection } from "./absenteeEvents.ts";
import { type AbsenteeMark, castMarks } from "./absenteeMarks.ts";
import { authorise, type NotAuthorised } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import { type Election, type PollingPlace, serves, splitOf } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { err, ok, type Result } from "./result.ts";
import type { CheckInFact, Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";

export type AbsenteeInput = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly voter: VoterRecord;
  readonly standing: Standing;
};

/** Said beside the acts: the list tells of no ballot sent to this voter, or that the registration needs a look. */
export type AbsenteeCaution = "noneOnList" | "challenged" | "removed" | "checkRegistration";

export type AbsenteeStep =
  | { readonly step: "mark"; readonly cautions: readonly AbsenteeCaution[] }
  /** Keep the envelope closed: the voter came in person. */
  | { readonly step: "votedInPerson"; readonly checkIns: readonly CheckInFact[] }
  /** `checkIns`: of a voter whose ballot was cast, and who came in person as well. */
  | { readonly step: "done"; readonly mark: AbsenteeMark; readonly checkIns: readonly CheckInFact[] }
  | { readonly step: "otherPlace" };

export function absenteeStep({ election, place, voter, standing }: AbsenteeInput): AbsenteeStep {
  const { checkIns } = standing;
  const [cast] = castMarks(standing.absentee);
  if (cast !== undefined) return { step: "done", mark: cast, checkIns };
  const [rejected] = standing.absentee;
  if (rejected !== undefined) return { step: "done", mark: rejected, checkIns: [] };
  if (checkIns.length > 0) return { step: "votedInPerson", checkIns };
  const split = splitOf(election, voter.split);
  if (split === undefined || !serves(place, split.precinct.id)) return { step: "otherPlace" };
  const cautions: AbsenteeCaution[] = [];
  if (voter.absentee === "none" || voter.absentee === "requested") cautions.push("noneOnList");
  if (voter.registration === "challenged") cautions.push("challenged");
  if (voter.registration === "cancelled" || voter.registration === "denied") cautions.push("removed");
  if (voter.registration === "pending" || voter.registration === "unknown") cautions.push("checkRegistration");
  return { step: "mark", cautions };
}

export type AbsenteeProblem =
  | { readonly type: "cannotMark"; readonly step: AbsenteeStep }
  | { readonly type: "nothingToCancel" }
  | NotAuthorised;

type Processed = { readonly rejected: Rejection | undefined; readonly found: "search" | "scan" | "similar" };

/** Marks the announced ballot as cast, or as not cast and why. */
export function processAbsentee(
  input: AbsenteeInput,
  witness: Witness,
  { rejected, found }: Processed,
): Result<BodyOf<"AbsenteeProcessed">, AbsenteeProblem> {
  const allowed = authorise(input.election.rules.permits, "processAbsentee", witness);
  if (!allowed.ok) return allowed;
  const step = absenteeStep(input);
  const fits = step.step === "mark" || (step.step === "votedInPerson" && rejected === "votedInPerson");
  if (!fits) return err({ type: "cannotMark", step });
  const { voter, place } = input;
  return ok({
    type: "AbsenteeProcessed",
    ...witness,
    ...{ voter: voter.id, place: place.id, split: voter.split, found },
    ...(rejected === undefined ? {} : { rejected }),
  });
}

/** Takes back the marks that count and that are named. */
export function cancelAbsenteeMark(
  { election, place, voter, standing }: AbsenteeInput,
  witness: Witness,
  {
    undoes,
    reason,
  }: { readonly undoes: readonly EventName[]; readonly reason: BodyOf<"AbsenteeMarkCancelled">["reason"] },
): Result<BodyOf<"AbsenteeMarkCancelled">, AbsenteeProblem> {
  const allowed = authorise(election.rules.permits, "processAbsentee", witness);
  if (!allowed.ok) return allowed;
  const counts = (name: EventName): boolean => standing.absentee.some(({ event }) => event.hash === name.hash);
  const named = undoes.filter(counts);
  if (named.length === 0) return err({ type: "nothingToCancel" });
  return ok({
    type: "AbsenteeMarkCancelled",
    ...witness,
    ...{ voter: voter.id, place: place.id, undoes: named, reason },
  });
}
