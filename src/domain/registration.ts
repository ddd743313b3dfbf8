/**
 * Registration on the day, where a state has it: one event of a command, or why not. Whether it is lawful, with which papers
 * and by whom, says the rule of the situation `notOnList`; `disposition` asks it, here as at the table. Pure.
 */
import { authorise, mayApprove, type NotAuthorised } from "./authority.ts";
import { type CheckInProblem, handsSteps, type OtherHands, type Witness } from "./checkIn.ts";
import { type Details, detailNames, writtenFor } from "./details.ts";
import { type Answers, type DispositionInput, disposition, ladderSteps } from "./disposition.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { WhyNotRegistered } from "./newcomerEvents.ts";
import { seenIds } from "./person.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

export type RegisterCommand = OtherHands & {
  readonly answers: Answers;
  /** Papers that were completed and shown. */
  readonly forms: readonly string[];
  /** What was written down: who helped, and which kinds of papers were shown. */
  readonly details?: Details | undefined;
};

type Paper = { readonly roll: number; readonly receipt: string };

/** Registers the person of `input.newcomer`, if the disposition says so now. */
export function registerVoter(
  input: DispositionInput,
  witness: Witness,
  command: RegisterCommand,
  paper: Paper,
): Result<BodyOf<"VoterRegistered">, CheckInProblem> {
  const { permits } = input.election.rules;
  const allowed = authorise(permits, "checkIn", witness);
  if (!allowed.ok) return allowed;
  const now = disposition(input, command.answers);
  if (now.kind !== "register" || input.newcomer?.as !== "person") return err({ type: "notAllowed", disposition: now });
  if (now.approval.length > 0) {
    const approved = mayApprove(permits, witness);
    if (!approved.ok) return approved;
  }
  const { details = {} } = command;
  const missing = now.steps.find((step) => {
    if (step.step === "detail") return writtenFor(step, details) === undefined;
    if (step.step === "form") return !command.forms.includes(step.form);
    return step.step === "proof" && !command.forms.includes(step.proof);
  });
  if (missing !== undefined) return err({ type: "stepMissing", step: missing });
  const { unlisted } = input.newcomer;
  return ok({
    type: "VoterRegistered",
    ...witness,
    person: unlisted.person,
    place: input.place.id,
    split: unlisted.split,
    party: unlisted.party,
    ...paper,
    lookedAt: seenIds(unlisted.lookedAt),
    steps: [
      ...ladderSteps(unlisted),
      ...handsSteps(command),
      ...now.questions.map(({ situation, answer }) => ({ step: situation, outcome: answer ?? "" })),
      ...now.steps.flatMap((step) => {
        if (step.step === "detail") return { step: detailNames[step.detail], outcome: writtenFor(step, details) ?? "" };
        if (step.step === "form") return { step: `form: ${step.form}`, outcome: "completed" };
        return step.step === "proof" ? { step: `proof: ${step.proof}`, outcome: "shown" } : [];
      }),
    ],
  });
}

export type CancelRegistrationCommand = {
  readonly undoes: EventName;
  readonly reason: WhyNotRegistered;
  readonly note: string | undefined;
};

/** A ballot counts for this registrant: its check-in is cancelled first. */
export type CancelRegistrationProblem =
  | { readonly type: "hasBallot" }
  | { readonly type: "notRegistered" }
  | NotAuthorised;

/** Takes a registration back. `registered`: it counts, as far as is known. */
export function cancelRegistration(
  input: Pick<DispositionInput, "election" | "place"> & { readonly standing: Standing; readonly registered: boolean },
  witness: Witness,
  { undoes, reason, note }: CancelRegistrationCommand,
): Result<BodyOf<"RegistrationCancelled">, CancelRegistrationProblem> {
  const allowed = authorise(input.election.rules.permits, "cancelCheckIn", witness);
  if (!allowed.ok) return allowed;
  if (!input.registered) return err({ type: "notRegistered" });
  const { checkIns, provisionals } = input.standing;
  if (checkIns.length + provisionals.length > 0) return err({ type: "hasBallot" });
  return ok({
    type: "RegistrationCancelled",
    ...witness,
    place: input.place.id,
    undoes: [undoes],
    reason,
    ...(note === undefined || note === "" ? {} : { note }),
  });
}
