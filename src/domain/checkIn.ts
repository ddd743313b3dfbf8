/**
 * Turns a poll worker's command into one event, or says in types why not. Pure: the disposition is computed again here
 * from what is known at this moment, so that a check-in that arrived from another tablet while the screen was open is
 * seen before the event is written.
 */
import { type Actors, authorise, type NotAuthorised } from "./authority.ts";
import { type Disposition, type DispositionInput, disposition, type Step } from "./disposition.ts";
import type { BodyOf, CancelReason, EventName, Role } from "./events.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

/** Who acts, on which tablet, and what this tablet last saw of the county. Stands in every event. */
export type Witness = {
  readonly cmd: string;
  readonly worker: string;
  readonly role: Role;
  readonly wall: number;
  readonly seen: { readonly size: number; readonly root: string } | null;
  readonly second?: Actors["second"];
};

export type CheckInCommand = {
  /** The id of the ballot style that the screen showed and the voter receives. */
  readonly style: string;
  readonly found: "search" | "scan" | "similar";
  /** The steps that the poll worker completed, with what came of each. */
  readonly done: readonly { readonly step: Step["step"]; readonly outcome: string }[];
};

export type CheckInProblem =
  | { readonly type: "notAllowed"; readonly disposition: Disposition }
  | { readonly type: "stepMissing"; readonly step: Step["step"] }
  | { readonly type: "otherBallot"; readonly offered: readonly string[] }
  | NotAuthorised;

export function checkIn(
  input: DispositionInput,
  witness: Witness,
  command: CheckInCommand,
  paper: { readonly roll: number; readonly receipt: string },
): Result<BodyOf<"VoterCheckedIn">, CheckInProblem> {
  const allowed = authorise(input.election.rules.permits, "checkIn", witness);
  if (!allowed.ok) return allowed;
  const now = disposition(input);
  if (now.kind !== "regular") return err({ type: "notAllowed", disposition: now });
  const style = now.choices.find((choice) => choice.id === command.style);
  if (style === undefined) return err({ type: "otherBallot", offered: now.choices.map((choice) => choice.id) });
  const done = new Set(command.done.map((one) => one.step));
  const missing = now.steps.find(({ step }) => !done.has(step));
  if (missing !== undefined) return err({ type: "stepMissing", step: missing.step });
  return ok({
    type: "VoterCheckedIn",
    ...witness,
    voter: input.voter.id,
    place: input.place.id,
    split: input.voter.split,
    style: style.id,
    ...(style.party === undefined ? {} : { party: style.party }),
    roll: paper.roll,
    receipt: paper.receipt,
    found: command.found,
    steps: command.done.map(({ step, outcome }) => ({ step, outcome })),
  });
}

export type CancelCommand = {
  readonly voter: string;
  readonly undoes: readonly EventName[];
  readonly reason: CancelReason;
  readonly note: string | undefined;
};

export type CancelProblem = { readonly type: "nothingToCancel" } | NotAuthorised;

/** Cancels check-ins that count and that the command names; one that is already cancelled is not cancelled again. */
export function cancelCheckIn(
  input: Pick<DispositionInput, "election" | "place"> & { readonly standing: Standing },
  witness: Witness,
  command: CancelCommand,
): Result<BodyOf<"CheckInCancelled">, CancelProblem> {
  const allowed = authorise(input.election.rules.permits, "cancelCheckIn", witness);
  if (!allowed.ok) return allowed;
  const named = new Set(command.undoes.map(({ hash }) => hash));
  const undoes = input.standing.checkIns.map(({ event }) => event).filter(({ hash }) => named.has(hash));
  if (undoes.length === 0) return err({ type: "nothingToCancel" });
  return ok({
    type: "CheckInCancelled",
    ...witness,
    voter: command.voter,
    place: input.place.id,
    undoes,
    reason: command.reason,
    ...(command.note === undefined || command.note === "" ? {} : { note: command.note }),
  });
}
