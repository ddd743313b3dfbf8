/**
 * What the office decides outside the roll: tablets accepted, set aside and reinstated, anomalies resolved, opening cards
 * issued anew. Each is an
 * event of the county (a new card is not: wraps are replaced at the tablets' next contact).
 */
import { err, ok, type Result } from "../domain/result.ts";
import { openingCode, wrapElectionKey } from "../protocol/keys.ts";
import type { Publisher } from "./publish.ts";
import type { Placed } from "./round.ts";

export type OfficeProblem =
  | { readonly type: "unknownDevice"; readonly device: string }
  | { readonly type: "notRevoked"; readonly device: string }
  | { readonly type: "placeUnknown"; readonly place: string };

/** Sets a tablet aside: its check-ins and cancels after `trustedThrough` (a seq; -1 for none) no longer count. Reversible. */
export function revokeDevice(
  { sequencer }: Pick<Publisher, "sequencer">,
  device: string,
  trustedThrough: number,
): Promise<Result<Placed, OfficeProblem>> {
  return sequencer.submit(async (round) =>
    round.device(device) === undefined
      ? err({ type: "unknownDevice" as const, device })
      : ok(await round.say({ type: "DeviceRevoked", device, trustedThrough })),
  );
}

/** Takes a revocation back: everything that the tablet wrote counts, and it gets its wraps again. */
export function reinstateDevice(
  { sequencer }: Pick<Publisher, "sequencer">,
  device: string,
): Promise<Result<Placed, OfficeProblem>> {
  return sequencer.submit(async (round) => {
    const row = round.device(device);
    if (row === undefined) return err({ type: "unknownDevice" as const, device });
    if (row.trusted_through === null) return err({ type: "notRevoked" as const, device });
    return ok(await round.say({ type: "DeviceReinstated", device }));
  });
}

/** A clerk has seen the tablet: it gets the wraps of the place (of all places: null). Said again, it moves the tablet. */
export function acceptDevice(
  { sequencer, election }: Pick<Publisher, "sequencer" | "election">,
  device: string,
  place: string | null,
): Promise<Result<Placed, OfficeProblem>> {
  return sequencer.submit(async (round) => {
    if (round.device(device) === undefined) return err({ type: "unknownDevice" as const, device });
    if (place !== null && !election.places.some(({ id }) => id === place))
      return err({ type: "placeUnknown" as const, place });
    return ok(await round.say({ type: "DeviceAccepted", device, place }));
  });
}

/** Says what happened with the check-ins of a voter. `events`: hashes of exactly those that were looked at. */
export function resolveAnomaly(
  { sequencer }: Pick<Publisher, "sequencer">,
  resolution: { readonly voter: string; readonly events: readonly string[]; readonly note: string },
): Promise<Placed> {
  const { voter, events, note } = resolution;
  return sequencer.submit((round) => round.say({ type: "AnomalyResolved", voter, events: [...events], note }));
}

/** The opening code of a place (16 bytes) and the issue of its card that is valid now. */
export type OpeningCardCode = { readonly place: string; readonly issue: number; readonly secret: Uint8Array };

type CardDeps = Pick<Publisher, "database" | "election" | "electionKey" | "random"> & {
  readonly officeSecret: Uint8Array;
};

/** The code on the card of a place, to be printed again or read out by phone. */
export async function openingCardOf(
  { database, officeSecret }: Pick<CardDeps, "database" | "officeSecret">,
  place: string,
): Promise<Result<OpeningCardCode, OfficeProblem>> {
  const row = await database.db.selectFrom("wrap").select("issue").where("place", "=", place).executeTakeFirst();
  if (row === undefined) return err({ type: "placeUnknown", place });
  return ok({ place, issue: row.issue, secret: await openingCode(officeSecret, place, row.issue) });
}

/** Makes the card of a place invalid and answers the next one. */
export async function reissueOpeningCard(
  deps: CardDeps,
  place: string,
): Promise<Result<OpeningCardCode, OfficeProblem>> {
  const { database, election, electionKey, officeSecret, random } = deps;
  const now = await openingCardOf(deps, place);
  if (!now.ok) return now;
  const issue = now.value.issue + 1;
  const secret = await openingCode(officeSecret, place, issue);
  const bytes = await wrapElectionKey(electionKey, [secret], { election: election.id, place, issue }, random(12));
  await database.db.updateTable("wrap").set({ issue, bytes }).where("place", "=", place).execute();
  return ok({ place, issue, secret });
}
