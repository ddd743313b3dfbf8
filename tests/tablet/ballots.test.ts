/** Ballots after they were given, on the whole tablet and at the county: spoiled, handed back, left, and a wrong voter. */
import { afterEach, describe, expect, test } from "vitest";
import type { BallotDeed } from "../../src/domain/ballotCommands.ts";
import { cautiousBallots } from "../../src/domain/ballotRules.ts";
import type { EventName } from "../../src/domain/eventFields.ts";
import { heldBallots } from "../../src/domain/heldBallots.ts";
import type { Recorded } from "../../src/tablet/voterCalls.ts";
import { type CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";

let at: OpenElection;
afterEach(() => at.stop());

const lin = { worker: "lin", pin };
const checkedIn = async (tablet: CoreTablet, query: string): Promise<Recorded> => {
  const made = await tablet.checkIn(query);
  if (!made.ok) throw new Error(made.error.type);
  return made.value;
};
let cmd = 0;
const act = (tablet: CoreTablet, voterId: string, ballot: EventName, deed: BallotDeed, second?: typeof lin) =>
  tablet.core.actOnBallot({ cmd: `act-${cmd++}`, voterId, ballot, deed, note: undefined, second });
const undo = (tablet: CoreTablet, voterId: string, undoes: EventName) =>
  tablet.core.undoBallotAct({ cmd: `undo-${cmd++}`, voterId, undoes, reason: "tappedByMistake", note: undefined });
const standingOf = async (tablet: CoreTablet, id: string) => {
  const view = await tablet.core.voter(id);
  if (view === undefined) throw new Error("no such voter");
  return view.standing;
};
const mark = async (tablet: CoreTablet, query: string) => (await tablet.find(query)).mark.mark;
const putRight = (tablet: CoreTablet, id: string, wrong: Recorded, ballot: "kept" | "takenBack" | "gone", more = {}) =>
  tablet.core.checkIn({
    ...{ cmd: `right-${cmd++}`, voterId: id, style: wrong.fact.style, ...plainCheckIn },
    ...{ insteadOf: { voter: wrong.voter.id, event: wrong.event, ballot }, ...more },
  });

describe("a spoiled ballot", () => {
  test("is replaced up to the limit; past it an inspector agrees; a ballot that was replaced is not replaced again", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    tablet.online = false;
    const { voter: one, event, fact } = await checkedIn(tablet, "VoterAa");
    const second = await act(tablet, one.id, event, "replace");
    if (!second.ok || second.value === undefined) throw new Error("not replaced");
    expect(second.value).toMatchObject({ number: 2, ballot: "regular", fact: { style: fact.style } });
    expect(second.value.fact.receipt).not.toBe(fact.receipt);
    expect(await act(tablet, one.id, event, "replace")).toMatchObject({ ok: false, error: { type: "noSuchBallot" } });
    const third = await act(tablet, one.id, second.value.event, "replace");
    if (!third.ok || third.value === undefined) throw new Error("not replaced");
    expect(await act(tablet, one.id, third.value.event, "replace")).toMatchObject({ error: { type: "notYourRole" } });
    expect(await act(tablet, one.id, third.value.event, "replace", lin)).toMatchObject({ value: { number: 4 } });
    expect(tablet.core.state().checkedInHere).toBe(1);
  });

  test("where the rules give none past the limit, not even with an inspector", async () => {
    at = await openElection(undefined, undefined, {
      rules: { ballots: { ...cautiousBallots, most: 1, beyond: "none" } },
    });
    const tablet = await at.workingTablet();
    const { voter: one, event } = await checkedIn(tablet, "VoterAa");
    const refused = { ok: false, error: { type: "limitReached", most: 1 } };
    expect(await act(tablet, one.id, event, "replace", lin)).toEqual(refused);
    expect(await act(tablet, one.id, event, "spoil")).toEqual({ ok: true, value: undefined });
  });

  test("also a provisional one", async () => {
    const pending = voter("pending", { split: "01", registration: "pending" });
    at = await openElection([...plainVoters(3), pending]);
    const tablet = await at.workingTablet();
    const answers = { pending: "documentsMissing" as const };
    const call = {
      cmd: "p",
      voterId: "pending",
      style: "B1",
      ...plainCheckIn,
      ballot: "provisional" as const,
      answers,
    };
    const made = await tablet.core.checkIn({ ...call, second: lin });
    if (!made.ok) throw new Error(made.error.type);
    expect(await act(tablet, "pending", made.value.event, "replace")).toMatchObject({
      value: { ballot: "provisional", number: 2 },
    });
    const [held] = heldBallots(await standingOf(tablet, "pending"));
    expect(await act(tablet, "pending", held?.ballot as EventName, "handBack")).toMatchObject({ ok: true });
    expect((await standingOf(tablet, "pending")).provisionals).toEqual([]);
  });
});

test("ten taps on a deed are one event, also after a restart in between", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  const { voter: one, event } = await checkedIn(tablet, "VoterAa");
  const call = { cmd: "h", voterId: one.id, ballot: event, deed: "handBack", note: undefined } as const;
  const taps = await Promise.all(Array.from({ length: 5 }, () => tablet.core.actOnBallot(call)));
  expect(taps.every(({ ok }) => ok)).toBe(true);
  tablet.start();
  await tablet.core.start();
  await tablet.core.signIn("rosa", pin);
  expect(await tablet.core.actOnBallot(call)).toEqual({ ok: true, value: undefined });
  expect((await standingOf(tablet, one.id)).ballotActs).toHaveLength(1);
});

test("handed back, the check-in does not count; the voter may come back with the inspector; undone, it counts again", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  const { voter: one, event } = await checkedIn(tablet, "VoterAa");
  expect(await act(tablet, one.id, event, "handBack")).toMatchObject({ ok: true });
  expect(tablet.core.state().checkedInAtPlace).toBe(0);
  expect((await tablet.core.voter(one.id))?.disposition).toMatchObject({
    kind: "ask",
    question: { situation: "handedBack" },
  });
  const answers = { handedBack: "comesBack" as const };
  expect((await tablet.core.voter(one.id, answers))?.disposition).toMatchObject({
    kind: "regular",
    approval: ["handedBack"],
  });
  const [done] = (await standingOf(tablet, one.id)).ballotActs;
  expect(await undo(tablet, one.id, done?.event as EventName)).toEqual({ ok: true, value: undefined });
  expect(await undo(tablet, one.id, done?.event as EventName)).toEqual({ ok: true, value: undefined });
  expect(await mark(tablet, "VoterAa")).toBe("checkedIn");
  expect(tablet.core.state().checkedInAtPlace).toBe(1);
});

test("left without casting, the check-in still counts; found and kept apart, an inspector may give another ballot", async () => {
  at = await openElection();
  const tablet = await at.workingTablet();
  const { voter: one, event } = await checkedIn(tablet, "VoterAa");
  expect(await act(tablet, one.id, event, "leftFound")).toMatchObject({ ok: true });
  expect(await mark(tablet, "VoterAa")).toBe("checkedIn");
  expect(await act(tablet, one.id, event, "replace")).toMatchObject({ error: { type: "notYourRole" } });
  expect(await act(tablet, one.id, event, "replace", lin)).toMatchObject({ value: { number: 2 } });
});

describe("a wrong voter", () => {
  test("is put right by one event; both tablets and the county see both halves; undone, both halves fall", async () => {
    at = await openElection();
    const [tablet, other] = [await at.workingTablet(), await at.workingTablet()];
    const wrong = await checkedIn(tablet, "VoterAa");
    const { voter: right } = await tablet.find("VoterBa");
    const events = at.county.county.fold.position;
    const made = await putRight(tablet, right.id, wrong, "kept");
    if (!made.ok) throw new Error(made.error.type);
    expect(made.value).toMatchObject({ wrongOnes: "kept", voter: { id: right.id } });
    for (const one of [tablet, other, tablet]) await one.core.syncNow();
    expect([await mark(other, "VoterAa"), await mark(other, "VoterBa")]).toEqual(["ready", "checkedIn"]);
    await at.county.county.lookAround();
    expect(at.county.county.fold.flagged).toEqual([]);
    expect(at.county.county.fold.position).toBeGreaterThan(events);
    expect(await undo(other, right.id, made.value.event)).toMatchObject({ ok: true });
    for (const one of [other, tablet]) await one.core.syncNow();
    expect([await mark(tablet, "VoterAa"), await mark(tablet, "VoterBa")]).toEqual(["checkedIn", "ready"]);
  });

  test.each([
    ["one's own last, at once", "rosa", 0, true, undefined, true],
    ["one's own last, two minutes later", "rosa", 120_000, true, undefined, false],
    ["one's own, but not the last", "rosa", 0, false, undefined, false],
    ["somebody else's", "lin", 0, true, undefined, false],
    ["somebody else's, with an inspector", "lin", 0, true, lin, true],
  ])("%s", async (_, by, later, last, second, may) => {
    at = await openElection();
    const tablet = await at.workingTablet();
    await tablet.core.signIn(by, pin);
    const wrong = await checkedIn(tablet, "VoterAa");
    if (!last) await checkedIn(tablet, "VoterCa");
    await tablet.core.signIn("rosa", pin);
    tablet.clockError += later;
    const { voter: right } = await tablet.find("VoterBa");
    const answer = await putRight(tablet, right.id, wrong, "kept", { second });
    expect(answer.ok).toBe(may);
    if (!answer.ok) expect(answer.error).toMatchObject({ type: "notYourRole", act: "putRight" });
    expect([await mark(tablet, "VoterAa"), await mark(tablet, "VoterBa")]).toEqual(
      may ? ["ready", "checkedIn"] : ["checkedIn", "ready"],
    );
  });

  test.each([
    ["the last", true],
    ["not the last", false],
  ])("one's own, %s, also after the program began anew, whether the county knows of it or not", async (_, last) => {
    at = await openElection();
    for (const sent of [true, false]) {
      const tablet = await at.workingTablet();
      tablet.online = sent;
      const wrong = await checkedIn(tablet, sent ? "VoterAa" : "VoterDa");
      if (!last) await checkedIn(tablet, sent ? "VoterCa" : "VoterEa");
      if (sent) await tablet.core.syncNow();
      tablet.start();
      await tablet.core.start();
      await tablet.core.signIn("rosa", pin);
      const { voter: right } = await tablet.find(sent ? "VoterBa" : "VoterFa");
      const answer = await putRight(tablet, right.id, wrong, "kept");
      expect(answer.ok).toBe(last);
      if (!answer.ok) expect(answer.error).toMatchObject({ type: "notYourRole", act: "putRight" });
    }
  });

  test("who is cancelled already, or is the same, is not put right; the ballot is not kept once it is spoiled", async () => {
    at = await openElection();
    const tablet = await at.workingTablet();
    const wrong = await checkedIn(tablet, "VoterAa");
    const { voter: right } = await tablet.find("VoterBa");
    await act(tablet, wrong.voter.id, wrong.event, "spoil");
    expect(await putRight(tablet, right.id, wrong, "kept")).toEqual({
      ok: false,
      error: { type: "takeBallotBack", style: wrong.fact.style },
    });
    const cancel = {
      cmd: "x",
      voterId: wrong.voter.id,
      undoes: [wrong.event],
      reason: "other" as const,
      note: undefined,
    };
    expect(await tablet.core.cancelCheckIn(cancel)).toMatchObject({ ok: true });
    expect(await putRight(tablet, right.id, wrong, "takenBack")).toMatchObject({ error: { type: "notTheWrongOne" } });
    expect(await mark(tablet, "VoterBa")).toBe("ready");
  });
});
