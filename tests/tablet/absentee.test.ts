/** Absentee ballots marked at a real tablet: durable, once, known at the place's other tablet, taken back. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { countyInMemory, election } from "../helpers/server.ts";

let at: OpenElection;
const rules = Rules.parse({ absenteeAtPolls: true });
beforeEach(async () => {
  at = await openElection(plainVoters(40), (now) => countyInMemory({ now, held: { ...election, rules } }));
});
afterEach(() => at.stop());

test.each([
  ["marked first", false],
  ["checked in first", true],
])(
  "P7: cast absentee and checked in by two tablets that had not heard of each other is one alarm on both: %s",
  async (_, late) => {
    const [one, other] = [await at.workingTablet(), await at.workingTablet()];
    await one.core.signIn("lin", pin);
    const { voter } = await one.find("VoterAa");
    const mark = () => one.core.processAbsentee({ cmd: "m", voterId: voter.id, found: "search", rejected: undefined });
    if (late) expect(await other.checkIn("VoterAa")).toMatchObject({ ok: true });
    expect(await mark()).toMatchObject({ ok: true });
    if (!late) expect(await other.checkIn("VoterAa")).toMatchObject({ ok: true });
    for (const { core } of [one, other]) expect(core.state().safety.safety).not.toBe("checkedInTwice");

    for (let round = 0; round < 2; round++) for (const tablet of [one, other]) await tablet.core.syncNow();
    for (const { core } of [one, other]) {
      expect(core.state().safety).toEqual({ safety: "checkedInTwice", voters: 1 });
      const [shown] = await core.checkedInTwice();
      expect(shown).toMatchObject({
        voter: { id: voter.id },
        disposition: { why: { reason: "checkedIn", checkIns: [{}], cast: [{ place: "school" }] } },
      });
    }
    expect((await other.find("VoterAa")).mark).toEqual({ mark: "checkedInTwice" });

    const [made] = (await one.core.absenteeBook())?.newest ?? [];
    if (made === undefined) throw new Error("no mark");
    await one.core.cancelAbsenteeMark({ cmd: "b", voterId: voter.id, undoes: [made.event], reason: "wrongVoter" });
    for (let round = 0; round < 2; round++) for (const tablet of [one, other]) await tablet.core.syncNow();
    for (const { core } of [one, other]) expect(core.state().safety.safety).not.toBe("checkedInTwice");
  },
);

test("marked once however often it is tapped, seen by the other tablet, which then issues no ballot; taken back, it does", async () => {
  const [one, other] = [await at.workingTablet(), await at.workingTablet()];
  await one.core.signIn("lin", pin);
  const { voter } = await one.find("VoterAa");
  const call = { cmd: "m", voterId: voter.id, found: "search", rejected: undefined } as const;
  expect(await one.core.processAbsentee(call)).toEqual({ ok: true, value: undefined });
  expect(await one.core.processAbsentee(call)).toEqual({ ok: true, value: undefined });
  expect(await one.core.processAbsentee({ ...call, cmd: "again" })).toMatchObject({ error: { type: "cannotMark" } });
  expect(await one.core.absenteeBook()).toMatchObject({ cast: 1, rejected: 0, newest: [{ who: { id: voter.id } }] });

  for (let round = 0; round < 2; round++) for (const tablet of [one, other]) await tablet.core.syncNow();
  expect(await other.core.absenteeBook()).toMatchObject({ cast: 1 });
  expect(await other.checkIn("VoterAa")).toMatchObject({ ok: false, error: { type: "notAllowed" } });

  const [mark] = (await one.core.absenteeBook())?.newest ?? [];
  if (mark === undefined) throw new Error("no mark");
  const back = { cmd: "b", voterId: voter.id, undoes: [mark.event], reason: "wrongVoter" } as const;
  expect(await one.core.cancelAbsenteeMark(back)).toEqual({ ok: true, value: undefined });
  for (let round = 0; round < 2; round++) for (const tablet of [one, other]) await tablet.core.syncNow();
  expect(await other.core.absenteeBook()).toMatchObject({ cast: 0, newest: [] });
  expect(await other.checkIn("VoterAa")).toMatchObject({ ok: true });
  expect(await one.core.processAbsentee({ ...call, cmd: "later" })).toMatchObject({ ok: true });
});
