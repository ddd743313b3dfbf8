/** A command becomes one event or a typed problem; what it becomes is always an event that readers take (P4, P5). */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { placeRoles } from "../../src/domain/authority.ts";
import { type CheckInCommand, cancelCheckIn, checkIn, type Witness } from "../../src/domain/checkIn.ts";
import { type Disposition, disposition } from "../../src/domain/disposition.ts";
import { Rules } from "../../src/domain/election.ts";
import { CancelReason, EventBody, Role } from "../../src/domain/events.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";
import { anyCheckIn, anyQuestion } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const witness: Witness = {
  cmd: "cmd-1",
  worker: "w7",
  role: "pollWorker",
  wall: 1_793_707_200_000,
  seen: { size: 3, root: `${"ab".repeat(21)}c=` },
};
const nobody: Standing = { checkIns: [], cancelled: [], setAside: [], resolved: false };
const election = inventedElection(2);
const place = election.places[0] as (typeof election.places)[number];
const ask = {
  election,
  place,
  voter: voter("V1", { absentee: "none", flags: ["idRequired"] }),
  standing: nobody,
  now: 0,
  knownThrough: undefined,
  listIncomplete: false,
  authority: { holder: "here" as const },
};
const done = [
  { step: "confirmIdentity" as const, outcome: "done" },
  { step: "askIdentification" as const, outcome: "shown" },
];
const command: CheckInCommand = { style: "1", found: "search", done };
const paper = { roll: 2, receipt: "4-17" };
/** What the screen does with a disposition: everything that it names. */
const doing = (answer: Disposition): CheckInCommand["done"] =>
  answer.kind === "regular" ? answer.steps.map(({ step }) => ({ step, outcome: "done" })) : [];

describe("checkIn", () => {
  test("P4: one event with all its steps", () => {
    expect(checkIn(ask, witness, command, paper)).toEqual({
      ok: true,
      value: {
        type: "VoterCheckedIn",
        ...witness,
        voter: "V1",
        place: "hall",
        split: "101",
        style: "1",
        roll: 2,
        receipt: "4-17",
        found: "search",
        steps: done,
      },
    });
  });

  test("gives an event that readers take, exactly where the disposition is regular and the steps are done", () => {
    let made = 0;
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom(...Role.options), fc.nat(), (question, role, pick) => {
        const answer = disposition(question);
        const choices = answer.kind === "regular" ? answer.choices : [];
        const style = choices[pick % Math.max(1, choices.length)]?.id ?? "S0";
        const body = checkIn(question, { ...witness, role }, { style, found: "scan", done: doing(answer) }, paper);
        expect(body.ok).toBe(answer.kind === "regular" && placeRoles.includes(role));
        if (!body.ok) return;
        made += 1;
        expect(EventBody.parse(JSON.parse(JSON.stringify(body.value)))).toEqual(body.value);
        expect(body.value).toMatchObject({ voter: "V1", style, place: question.place.id, split: question.voter.split });
        expect(body.value.party).toBe(choices.find(({ id }) => id === style)?.party);
      }),
      { seed: SEED, numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(50);
  });

  test.each(Role.options.filter((role) => !placeRoles.includes(role)))("not by the role %s", (role) => {
    expect(checkIn(ask, { ...witness, role }, command, paper)).toMatchObject({
      ok: false,
      error: { type: "notYourRole", role },
    });
  });

  test("not when a check-in from another tablet came in while the screen was open", () => {
    const fact = fc.sample(anyCheckIn, { seed: SEED, numRuns: 1 })[0] as CheckInFact;
    const late = { ...ask, standing: { ...nobody, checkIns: [fact] } };
    expect(checkIn(late, witness, command, paper)).toEqual({
      ok: false,
      error: { type: "notAllowed", disposition: disposition(late) },
    });
  });

  test("not while a step is missing, and the first missing one is named", () => {
    const without = (left: CheckInCommand["done"]) => checkIn(ask, witness, { ...command, done: left }, paper);
    expect(without([])).toEqual({ ok: false, error: { type: "stepMissing", step: "confirmIdentity" } });
    expect(without(done.slice(0, 1))).toEqual({
      ok: false,
      error: { type: "stepMissing", step: "askIdentification" },
    });
  });

  test("not with a ballot that is not offered", () => {
    expect(checkIn(ask, witness, { ...command, style: "2" }, paper)).toEqual({
      ok: false,
      error: { type: "otherBallot", offered: ["1"] },
    });
  });
});

describe("cancelCheckIn", () => {
  const counting = fc.sample(
    fc.uniqueArray(anyCheckIn, { minLength: 3, maxLength: 3, selector: ({ event }) => event.hash }),
    { seed: SEED, numRuns: 1 },
  )[0] as CheckInFact[];
  const [first, second, undone] = counting as [CheckInFact, CheckInFact, CheckInFact];
  const standing = { ...nobody, checkIns: [first, second], cancelled: [undone] };
  const cancel = { voter: "V1", undoes: [first.event], reason: "wrongVoter" as const, note: undefined };
  const at = { election, place, standing };

  test("names the very events that it undoes", () => {
    expect(cancelCheckIn(at, witness, cancel)).toEqual({
      ok: true,
      value: {
        type: "CheckInCancelled",
        ...witness,
        voter: "V1",
        place: "hall",
        undoes: [first.event],
        reason: "wrongVoter",
      },
    });
    expect(cancelCheckIn(at, witness, { ...cancel, note: "said so" })).toMatchObject({ value: { note: "said so" } });
    expect(cancelCheckIn(at, witness, { ...cancel, note: "" })).not.toHaveProperty("value.note");
  });

  test("P4: what is cancelled is not cancelled again, and an event named twice is undone once", () => {
    const nothing = { ok: false, error: { type: "nothingToCancel" } };
    expect(cancelCheckIn(at, witness, { ...cancel, undoes: [undone.event] })).toEqual(nothing);
    expect(cancelCheckIn(at, witness, { ...cancel, undoes: [] })).toEqual(nothing);
    expect(cancelCheckIn({ ...at, standing: nobody }, witness, cancel)).toEqual(nothing);
    const both = cancelCheckIn(at, witness, { ...cancel, undoes: [first.event, undone.event, first.event] });
    expect(both).toMatchObject({ ok: true, value: { undoes: [first.event] } });
  });

  test("the hash decides which event is meant; its device and seq are those of the check-in", () => {
    const misnamed = { device: "else", seq: 99, hash: first.event.hash };
    const body = cancelCheckIn(at, witness, { ...cancel, undoes: [misnamed] });
    expect(body).toMatchObject({ ok: true, value: { undoes: [first.event] } });
  });

  test.each([
    ["anybody at the place", {}, placeRoles],
    ["the inspector only", { cancelCheckIn: { roles: ["inspector"] } }, ["inspector"]],
  ])("by whom: %s", (_, permits, allowed) => {
    const ruled = { ...at, election: { ...election, rules: Rules.parse({ permits }) } };
    for (const role of Role.options) {
      const answer = cancelCheckIn(ruled, { ...witness, role }, cancel);
      if (allowed.includes(role)) expect(answer.ok).toBe(true);
      else expect(answer).toMatchObject({ ok: false, error: { type: "notYourRole", role } });
    }
  });

  test("gives an event that readers take", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCheckIn, { minLength: 1, maxLength: 20, selector: ({ event }) => event.hash }),
        fc.constantFrom(...CancelReason.options),
        fc.option(fc.string({ unit: "binary", maxLength: 100 }), { nil: undefined }),
        (checkIns, reason, note) => {
          const undoes = checkIns.map(({ event }) => event);
          const body = cancelCheckIn({ ...at, standing: { ...nobody, checkIns } }, witness, {
            voter: "V1",
            undoes,
            reason,
            note,
          });
          expect(body.ok && EventBody.parse(JSON.parse(JSON.stringify(body.value)))).toEqual(body.ok && body.value);
        },
      ),
      { seed: SEED },
    );
  });
});
