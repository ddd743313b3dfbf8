/**
 * Turns an act about the place's hours, or about a voter who waits there, into one event, or says in types why not. Pure:
 * what is known of the hours and of what is open comes in as it is at this moment.
 */
import { authorise } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { OpenStep } from "./openSteps.ts";
import { type PlaceCommandProblem, placeEntry } from "./placeCommands.ts";
import type { PlaceBody } from "./placeEvents.ts";
import { legalClose, nextMorning, type PlaceHours } from "./placeHours.ts";
import { err, ok, type Result } from "./result.ts";

export type PlaceAct =
  /** `until`: ms since 1970. */
  | { readonly what: "extendHours"; readonly until: number; readonly order: string }
  /** `people`: who stand in line then. */
  | { readonly what: "markLastInLine"; readonly people: number }
  /** The order that extends the hours, or the mark at the end of the line. */
  | { readonly what: "takeBack"; readonly event: EventName; readonly reason: string }
  | { readonly what: "sendToHelpTable"; readonly voter: string }
  | { readonly what: "beginCurbside"; readonly voter: string }
  | { readonly what: "endStep"; readonly event: EventName; readonly how: BodyOf<"OpenStepEnded">["how"] };

export type PlaceActProblem =
  /** An extension ends after the legal close and before the next morning. */
  | { readonly type: "notAnExtension"; readonly legalClose: number }
  /** The line is marked at closing time. */
  | { readonly type: "pollsStillOpen"; readonly legalClose: number }
  /** The voter waits already. */
  | { readonly type: "openAlready" }
  /** Nothing of that name counts any more. */
  | { readonly type: "nothingToEnd" }
  | PlaceCommandProblem;

export type PlaceNow = {
  readonly election: Election;
  readonly place: string;
  readonly hours: PlaceHours;
  readonly steps: readonly OpenStep[];
};

export type WaitingBody = BodyOf<"VoterSentToHelpTable" | "CurbsideBegun" | "OpenStepEnded">;

/** Nobody's clock is right to the second: so much before the legal close the line may be marked. */
const early = 5 * 60_000;

export function placeActEvent(
  now: PlaceNow,
  witness: Witness,
  act: PlaceAct,
): Result<PlaceBody | WaitingBody, PlaceActProblem> {
  const { election, place, hours } = now;
  const close = legalClose(election);
  switch (act.what) {
    case "extendHours": {
      const { until } = act;
      if (until <= close || until >= nextMorning(election)) return err({ type: "notAnExtension", legalClose: close });
      return placeEntry(election, place, witness, { type: "HoursExtended", until, order: act.order.trim() });
    }
    case "markLastInLine":
      if (witness.wall < close - early) return err({ type: "pollsStillOpen", legalClose: close });
      return placeEntry(election, place, witness, { type: "LastInLineMarked", people: act.people });
    case "takeBack": {
      const said = [hours.extension, hours.lastInLine].find((one) => one?.event.hash === act.event.hash);
      if (said === undefined) return err({ type: "nothingToEnd" });
      return placeEntry(election, place, witness, {
        type: "PlaceEntryUndone",
        undoes: said.event,
        reason: act.reason.trim(),
      });
    }
    default:
      return waitingEvent(now, witness, act);
  }
}

function waitingEvent(
  { election, place, steps }: PlaceNow,
  witness: Witness,
  act: Extract<PlaceAct, { what: "sendToHelpTable" | "beginCurbside" | "endStep" }>,
): Result<WaitingBody, PlaceActProblem> {
  const allowed = authorise(election.rules.permits, "checkIn", witness);
  if (!allowed.ok) return allowed;
  const by = { ...witness, place };
  if (act.what === "endStep") {
    const step = steps.find(({ event }) => event.hash === act.event.hash);
    if (step === undefined) return err({ type: "nothingToEnd" });
    return ok({ type: "OpenStepEnded", ...by, undoes: [step.event], how: act.how });
  }
  const { voter } = act;
  const what = act.what === "beginCurbside" ? "curbside" : "helpTable";
  if (steps.some((step) => step.voter === voter && step.what === what)) return err({ type: "openAlready" });
  return ok({ type: what === "curbside" ? "CurbsideBegun" : "VoterSentToHelpTable", ...by, voter });
}
