/**
 * Turns what somebody at a place wants to write down into one event, or says in types why not. Pure. Who may do it stands in
 * the table of acts; what is written is checked by the schema, which bounds it.
 */
import { type Act, authorise, type NotAuthorised } from "./authority.ts";
import type { Witness } from "./checkIn.ts";
import type { Election } from "./election.ts";
import { dayOf } from "./electionDay.ts";
import { type PlaceBody, placeSchema } from "./placeEvents.ts";
import { err, ok, type Result } from "./result.ts";

export const actOfEntry = {
  PollsOpened: "openPolls",
  PollsResumed: "openPolls",
  PollsSuspended: "suspendPolls",
  PollsClosed: "closePolls",
  TabletReady: "checkIn",
  BallotStockCounted: "count",
  CounterRead: "count",
  BallotsCounted: "count",
  LineCounted: "count",
  HoursExtended: "extendHours",
  LastInLineMarked: "markLastInLine",
  SealRecorded: "recordSeal",
  CustodyRecorded: "recordSeal",
  BookSplit: "splitBook",
  BookJoined: "splitBook",
  BalanceExplained: "explainBalance",
  BalanceSigned: "explainBalance",
  IncidentReported: "reportIncident",
  PlaceEntryUndone: "undoPlaceEntry",
} as const satisfies Record<PlaceBody["type"], Act>;

type Written = keyof Witness | "place";
/** What the screen says; `day` is today unless it says another one. */
export type PlaceCommand = PlaceBody extends infer Body
  ? Body extends PlaceBody
    ? Omit<Body, Written | "day"> & { readonly day?: string }
    : never
  : never;

export type PlaceCommandProblem = NotAuthorised | { readonly type: "notWhole"; readonly field: string };

export function placeEntry(
  { rules, timeZone }: Pick<Election, "rules" | "timeZone">,
  place: string,
  witness: Witness,
  command: PlaceCommand,
): Result<PlaceBody, PlaceCommandProblem> {
  const allowed = authorise(rules.permits, actOfEntry[command.type], witness);
  if (!allowed.ok) return allowed;
  const made = placeSchema.safeParse({ day: dayOf(witness.wall, timeZone), ...command, ...witness, place });
  if (made.success) return ok(made.data);
  return err({ type: "notWhole", field: made.error.issues[0]?.path.join(".") ?? "" });
}
