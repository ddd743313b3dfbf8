/** Takes a check-in or a provisional ballot back: one event that names what it undoes, or why not in types. Pure. */
import { authorise, type NotAuthorised } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { DispositionInput } from "./disposition.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf, CancelReason } from "./events.ts";
import { err, ok, type Result } from "./result.ts";
import type { Standing } from "./standing.ts";

export type CancelCommand = {
  readonly voter: string;
  readonly undoes: readonly EventName[];
  readonly reason: CancelReason;
  readonly note: string | undefined;
};

export type CancelProblem = { readonly type: "nothingToCancel" } | NotAuthorised;

/**
 * Cancels check-ins that count and that the command names, or provisional ballots where it names such; what is already
 * cancelled is not cancelled again.
 */
export function cancelCheckIn(
  input: Pick<DispositionInput, "election" | "place"> & { readonly standing: Standing },
  witness: Witness,
  command: CancelCommand,
): Result<BodyOf<"CheckInCancelled"> | BodyOf<"ProvisionalCancelled">, CancelProblem> {
  const allowed = authorise(input.election.rules.permits, "cancelCheckIn", witness);
  if (!allowed.ok) return allowed;
  const { checkIns, provisionals } = input.standing;
  const named = new Set(command.undoes.map(({ hash }) => hash));
  const undone = (facts: readonly { readonly event: EventName }[]): EventName[] =>
    facts.map(({ event }) => event).filter(({ hash }) => named.has(hash));
  const [regular, provisional] = [undone(checkIns), undone(provisionals)];
  const undoes = regular.length > 0 ? regular : provisional;
  if (undoes.length === 0) return err({ type: "nothingToCancel" });
  return ok({
    type: regular.length > 0 ? "CheckInCancelled" : "ProvisionalCancelled",
    ...witness,
    voter: command.voter,
    place: input.place.id,
    undoes,
    reason: command.reason,
    ...(command.note === undefined || command.note === "" ? {} : { note: command.note }),
  });
}
