/** Printing a slip again is one event that names the ballot, and never touches who is checked in. */
import { expect, test } from "vitest";
import type { Witness } from "../../src/domain/checkIn.ts";
import { Rules } from "../../src/domain/election.ts";
import { EventBody } from "../../src/domain/events.ts";
import { reprintSlip } from "../../src/domain/reprint.ts";
import { Standings } from "../../src/domain/standing.ts";
import { inventedElection } from "../helpers/inventedVoters.ts";

const witness: Witness = { cmd: "again-1", worker: "rosa", role: "pollWorker", wall: 1_793_707_200_000, seen: null };
const election = inventedElection(2);
const [place, other] = [{ id: "hall" }, { id: "school" }];
const checkIn = { device: "d1", seq: 4, hash: "a".repeat(64) };
const ballot = { voter: "V1", split: "101", style: "1", roll: 2, receipt: "1-5", found: "search" } as const;

function standingAfter(more: readonly EventBody[] = [], at = place): Standings {
  const standings = new Standings();
  const given: EventBody = { type: "VoterCheckedIn", ...witness, cmd: "c", place: at.id, ...ballot, steps: [] };
  [given, ...more].forEach((body, n) => {
    const name = n === 0 ? checkIn : { device: "d1", seq: 4 + n, hash: "b".repeat(63) + n };
    standings.add({ name, body, index: undefined });
  });
  return standings;
}
const command = { voter: "V1", of: checkIn, what: "ballotSlip" } as const;

test("one event that a reader takes; the voter stays checked in once", () => {
  const before = standingAfter();
  const made = reprintSlip({ election, place, standing: before.of("V1") }, witness, command);
  expect(made).toEqual({
    ok: true,
    value: { type: "SlipReprinted", ...witness, voter: "V1", place: place.id, of: checkIn, what: "ballotSlip" },
  });
  if (!made.ok) return;
  expect(EventBody.parse(made.value)).toEqual(made.value);
  const after = standingAfter([made.value]);
  expect(after.of("V1")).toEqual(before.of("V1"));
  expect(after.countByPlace()).toEqual(before.countByPlace());
});

test("not of a ballot that was cancelled, that another place gave, or that nobody gave", () => {
  const cancel: EventBody = {
    ...{ type: "CheckInCancelled", ...witness, cmd: "x", voter: "V1", place: place.id },
    ...{ undoes: [checkIn], reason: "wrongVoter" },
  };
  const never = { ...command, of: { ...checkIn, hash: "c".repeat(64) } };
  for (const [standings, asked] of [
    [standingAfter([cancel]), command],
    [standingAfter([], other), command],
    [standingAfter(), never],
  ] as const) {
    const made = reprintSlip({ election, place, standing: standings.of("V1") }, witness, asked);
    expect(made).toEqual({ ok: false, error: { type: "notGivenHere" } });
  }
});

test("by whoever may check in voters", () => {
  const standing = standingAfter().of("V1");
  const permits = { checkIn: { roles: ["inspector" as const], people: 1 as const, differentParties: false } };
  const strict = { ...election, rules: Rules.parse({ permits }) };
  expect(reprintSlip({ election: strict, place, standing }, witness, command)).toMatchObject({
    ok: false,
    error: { type: "notYourRole" },
  });
});
