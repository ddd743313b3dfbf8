/** A command becomes one event or a typed problem; what it becomes is always an event that readers take (P4, P5). */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { placeRoles } from "../../src/domain/authority.ts";
import { cancelCheckIn } from "../../src/domain/cancelCheckIn.ts";
import { type IssueCommand, issueBallot, type Witness } from "../../src/domain/checkIn.ts";
import { type Disposition, disposition, needsApproval } from "../../src/domain/disposition.ts";
import { Rules } from "../../src/domain/election.ts";
import { Role } from "../../src/domain/eventFields.ts";
import { CancelReason, EventBody } from "../../src/domain/events.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import { rule, way } from "../../src/domain/situationRules.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import { anyText } from "../helpers/anyText.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";
import { anyAnswered, anyCheckIn } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const witness: Witness = {
  cmd: "cmd-1",
  worker: "w7",
  role: "pollWorker",
  wall: 1_793_707_200_000,
  seen: { size: 3, root: `${"ab".repeat(21)}c=` },
};
const nobody: Standing = {
  checkIns: [],
  cancelled: [],
  setAside: [],
  resolved: false,
  provisionals: [],
  ballotActs: [],
  absentee: [],
  notes: [],
};
const election = inventedElection(2);
const place = election.places[0] as (typeof election.places)[number];
const ask = {
  election,
  place,
  voter: voter("V1", { absentee: "none", flags: ["idRequired"] }),
  standing: nobody,
  hours: usualHours,
  now: 0,
  knownThrough: undefined,
  listIncomplete: false,
  authority: { holder: "here" as const },
};
const command: IssueCommand = {
  style: "1",
  found: "search",
  ballot: "regular",
  answers: { identification: "idShown" },
  forms: [],
};
const paper = { roll: 2, receipt: "4-17" };
const inspector = { worker: "lin", role: "inspector", otherParty: true } as const;
/** What the screen does with a disposition: everything that it names. */
const doing = (answer: Disposition): Pick<IssueCommand, "ballot" | "forms" | "details"> => ({
  details: { assistantName: "Pat Doe", issuingState: "VT", dateOfMove: "2026-10-20" },
  ballot: answer.kind === "provisional" ? "provisional" : "regular",
  forms: "steps" in answer ? answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : [])) : [],
});

describe("helped and in another's hands", () => {
  test("who helps is named first and stands in the event, with who began; nobody else's name does", () => {
    const answers = { ...command.answers, assistance: "personChosen" } as const;
    const issue = (more: Partial<IssueCommand>) =>
      issueBallot(ask, witness, { ...command, answers, begunBy: "rosa", ...more }, paper);
    expect(issue({})).toMatchObject({ ok: false, error: { type: "stepMissing", step: { detail: "assistantName" } } });
    expect(issue({ details: { assistantName: "  " } })).toMatchObject({ ok: false });
    const made = issue({ details: { assistantName: " Pat Doe " } });
    expect(made.ok && made.value.steps).toEqual([
      { step: "begunBy", outcome: "rosa" },
      { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
      { step: "identification", outcome: "idShown" },
      { step: "assistance", outcome: "personChosen" },
      { step: "assistant", outcome: "Pat Doe" },
    ]);
    const back = issue({ details: { assistantName: "Pat Doe" }, begunBy: undefined, takenOverBy: ["lin", "kim"] });
    expect(back.ok && back.value.steps.slice(0, 3)).toEqual([
      { step: "takenOverBy", outcome: "lin" },
      { step: "takenOverBy", outcome: "kim" },
      { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
    ]);
    const alone = issue({ answers: command.answers, details: { assistantName: "Pat Doe" }, begunBy: undefined });
    expect(alone.ok && JSON.stringify(alone.value)).not.toContain("Pat");
  });

  test("at the car: a step of the one check-in", () => {
    const made = issueBallot(
      ask,
      witness,
      { ...command, answers: { ...command.answers, curbside: "atTheCar" } },
      paper,
    );
    expect(made.ok && made.value.steps).toContainEqual({ step: "curbside", outcome: "atTheCar" });
  });
});

describe("issueBallot", () => {
  test("P4: one event with all that was asked and done", () => {
    expect(issueBallot(ask, witness, command, paper)).toEqual({
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
        steps: [
          { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
          { step: "identification", outcome: "idShown" },
        ],
      },
    });
  });

  test("P4: a provisional ballot is one event too, with its reasons and whoever said that it is so", () => {
    const none = { ...command, ballot: "provisional" as const, answers: { identification: "idNone" as const } };
    expect(issueBallot(ask, { ...witness, second: inspector }, none, paper)).toMatchObject({
      ok: true,
      value: {
        type: "ProvisionalIssued",
        second: inspector,
        style: "1",
        steps: [{ step: "confirmIdentity" }, { step: "identification", outcome: "idNone" }],
        reasons: [{ situation: "identification" }],
      },
    });
    expect(issueBallot(ask, witness, none, paper)).toMatchObject({
      error: { type: "notYourRole", act: "approveException", role: "pollWorker" },
    });
    expect(issueBallot(ask, { ...witness, role: "inspector" }, none, paper)).toMatchObject({ ok: true });
  });

  test("gives an event that readers take, exactly where the disposition gives a ballot and somebody may say so", () => {
    const made = { regular: 0, provisional: 0 };
    fc.assert(
      fc.property(
        anyAnswered,
        fc.constantFrom(...Role.options),
        fc.boolean(),
        fc.nat(),
        ([question, answers], role, agreed, pick) => {
          const answer = disposition(question, answers);
          const ballot = answer.kind === "regular" || answer.kind === "provisional" ? answer : undefined;
          const style = ballot?.choices[pick % ballot.choices.length]?.id ?? "S0";
          const by = { ...witness, role, ...(agreed ? { second: inspector } : {}) };
          const body = issueBallot(question, by, { style, found: "scan", answers, ...doing(answer) }, paper);
          const approved = ballot?.approval.length === 0 || agreed || ["inspector", "secondOfficer"].includes(role);
          expect(body.ok).toBe(ballot !== undefined && placeRoles.includes(role) && approved);
          if (!body.ok || ballot === undefined) return;
          made[ballot.kind] += 1;
          expect(EventBody.parse(JSON.parse(JSON.stringify(body.value)))).toEqual(body.value);
          expect(body.value).toMatchObject({
            type: ballot.kind === "regular" ? "VoterCheckedIn" : "ProvisionalIssued",
            voter: "V1",
            style,
            place: question.place.id,
            split: question.voter.split,
          });
          expect(body.value.party).toBe(ballot.choices.find(({ id }) => id === style)?.party);
          expect(needsApproval(question.election.rules, body.value.steps)).toBe(ballot.approval.length > 0);
        },
      ),
      { seed: SEED, numRuns: 6000 },
    );
    expect(made.regular).toBeGreaterThan(30);
    expect(made.provisional).toBeGreaterThan(30);
  });

  test.each(Role.options.filter((role) => !placeRoles.includes(role)))("not by the role %s", (role) => {
    expect(issueBallot(ask, { ...witness, role }, command, paper)).toMatchObject({
      ok: false,
      error: { type: "notYourRole", role },
    });
  });

  test("not when a check-in from another tablet came in while the screen was open", () => {
    const fact = fc.sample(anyCheckIn, { seed: SEED, numRuns: 1 })[0] as CheckInFact;
    const late = { ...ask, standing: { ...nobody, checkIns: [fact] } };
    expect(issueBallot(late, witness, command, paper)).toEqual({
      ok: false,
      error: { type: "notAllowed", disposition: disposition(late, command.answers) },
    });
  });

  test("not while a question is open, nor the other kind of ballot than the screen showed", () => {
    const open = issueBallot(ask, witness, { ...command, answers: {} }, paper);
    expect(open).toMatchObject({ error: { type: "notAllowed", disposition: { kind: "ask" } } });
    const other = issueBallot(ask, { ...witness, second: inspector }, { ...command, ballot: "provisional" }, paper);
    expect(other).toMatchObject({ error: { type: "notAllowed", disposition: { kind: "regular" } } });
  });

  test("not while a form is missing, and the first missing one is named", () => {
    const identification = rule("ask", [way("idException", "regular", { forms: ["A", "B"] })]);
    const held = { ...ask, election: { ...election, rules: Rules.parse({ situations: { identification } }) } };
    const forms = (done: readonly string[]) =>
      issueBallot(held, witness, { ...command, answers: { identification: "idException" }, forms: done }, paper);
    expect(forms([])).toMatchObject({ error: { type: "stepMissing", step: { step: "form", form: "A" } } });
    expect(forms(["A"])).toMatchObject({ error: { type: "stepMissing", step: { form: "B" } } });
    expect(forms(["A", "B"])).toMatchObject({
      value: { steps: [{}, {}, { step: "form: A", outcome: "completed" }, { step: "form: B" }] },
    });
  });

  test("not with a ballot that is not offered", () => {
    expect(issueBallot(ask, witness, { ...command, style: "2" }, paper)).toEqual({
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

  test("a provisional ballot is cancelled by an event of its own", () => {
    const { split: _, ...ballot } = first;
    const given = { ...nobody, provisionals: [{ ...ballot, reasons: [{ situation: "identification" }] }] };
    expect(cancelCheckIn({ ...at, standing: given }, witness, cancel)).toMatchObject({
      value: { type: "ProvisionalCancelled", undoes: [first.event] },
    });
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
        fc.option(anyText({ maxLength: 100 }), { nil: undefined }),
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
