/** Whoever is on no list, under every pack: nothing before the likeness is looked at, never a regular ballot, and who registers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayApprove } from "../../src/domain/authority.ts";
import type { Witness } from "../../src/domain/checkIn.ts";
import { issueBallot } from "../../src/domain/checkIn.ts";
import {
  type Answers,
  type Disposition,
  type DispositionInput,
  disposition,
  needsApproval,
} from "../../src/domain/disposition.ts";
import { longestOutcome } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { personKey, type Unlisted, voterOf } from "../../src/domain/person.ts";
import { cancelRegistration, registerVoter } from "../../src/domain/registration.ts";
import { roleRefusal } from "../../src/server/roleRefusal.ts";
import { voter } from "../helpers/inventedVoters.ts";
import {
  aCheckIn,
  allWritten,
  anyAnswers,
  anyPackQuestion,
  fittingAnswers,
  nobody,
  plainQuestion,
  stranger,
} from "./packElection.ts";

const SEED = 20261103;
const pack = (state: string): Pack => packs.get(state) as Pack;
const electionDay = Date.parse("2026-11-03T15:00:00Z");
const dayBefore = Date.parse("2026-11-02T15:00:00Z");
const inspector: Witness = { cmd: "c", worker: "lin", role: "inspector", wall: 1, seen: null };
const clerk: Witness = { ...inspector, worker: "rosa", role: "pollWorker" };
const paper = { roll: 1, receipt: "1-0001" };

const asStranger = (question: DispositionInput, unlisted: Unlisted, alike: readonly string[]): DispositionInput => ({
  ...question,
  voter: voterOf(unlisted.person, personKey(unlisted.person), unlisted.split, unlisted.party),
  newcomer: { as: "person", unlisted, alike: alike.map((id) => voter(id)) },
});
const at = (state: string, now: number, more: Partial<Unlisted> = {}): DispositionInput =>
  asStranger(
    { ...plainQuestion(pack(state)), now, knownThrough: { size: 1, at: now } },
    { ...stranger, party: "", ...more },
    [],
  );

/** Any question of any pack, of somebody who is on no list; some of those who are like them were looked at. */
const anyStranger = anyPackQuestion().chain((question) =>
  fc
    .tuple(
      fc.oneof(anyAnswers, fittingAnswers(question), fittingAnswers(question)),
      fc.subarray(["A", "B"]),
      fc.subarray(["A", "B", "C"]),
      fc.constantFrom("neighbors" as const, "inspector" as const),
      fc.constantFrom(undefined, 2, 99),
    )
    .map(([answers, alike, lookedAt, precinctBy, another]) => {
      const { split, party } = question.voter;
      const person = another === undefined ? stranger.person : { ...stranger.person, another };
      const unlisted = { ...stranger, person, split, party, precinctBy, lookedAt };
      return [asStranger(question, unlisted, alike), answers] as const;
    }),
);

test("P6: no path to a new voter while a strong match has not been looked at, under any pack, by anybody", () => {
  const ends = new Map<string, number>();
  const count = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1);
  fc.assert(
    fc.property(anyStranger, ([question, answers]) => {
      const { newcomer } = question;
      if (newcomer?.as !== "person") throw new Error("nobody");
      const now = disposition(question, answers);
      expect(now.kind).not.toBe("regular");
      const unseen = newcomer.alike.some(({ id }) => !newcomer.unlisted.lookedAt.includes(id));
      const call = { style: "choices" in now ? now.choices[0].id : "", found: "search" as const, answers };
      const forms = "steps" in now ? now.steps.flatMap((step) => [...Object.values(step)].flat()).map(String) : [];
      const second = { worker: "lin", role: "inspector" as const, otherParty: true };
      const details = "steps" in now ? allWritten(now.steps) : {};
      const given = { ...call, forms, details, ballot: "provisional" as const };
      const ballot = issueBallot(question, { ...clerk, second }, given, paper);
      const registered = registerVoter(question, { ...clerk, second }, { answers, forms, details }, paper);
      if (unseen) {
        expect(["none", "ask"]).toContain(now.kind);
        expect([ballot.ok, registered.ok]).toEqual([false, false]);
        if (now.kind === "none") count(now.why.reason);
        return;
      }
      count(now.kind);
      expect(registered.ok).toBe(now.kind === "register");
      for (const made of [ballot, registered])
        if (made.ok) expect(EventBody.parse(JSON.parse(JSON.stringify(made.value)))).toEqual(made.value);
      if (ballot.ok)
        expect(ballot.value).toMatchObject({ type: "ProvisionalIssued", person: newcomer.unlisted.person });
      const { precinctBy, person } = newcomer.unlisted;
      if (precinctBy !== "inspector" && person.another === undefined) return;
      if ("approval" in now) expect(now.approval).toContain("notOnList");
      const unapproved = issueBallot(question, clerk, given, paper);
      if (mayApprove(question.election.rules.permits, clerk).ok) return;
      expect([unapproved.ok, registerVoter(question, clerk, { answers, forms, details }, paper).ok]).toEqual([
        false,
        false,
      ]);
      if (!ballot.ok || person.another === undefined) return;
      count("another");
      // The county reads the same of the event, whoever wrote it.
      expect(needsApproval(question.election.rules, ballot.value.steps)).toBe(true);
      expect(roleRefusal(question.election.rules, ballot.value)).toBeUndefined();
      const { second: _, ...alone } = ballot.value;
      expect(roleRefusal(question.election.rules, alone)).toBeDefined();
    }),
    { seed: SEED, numRuns: 3000 },
  );
  for (const end of ["looksLikeVoter", "register", "provisional", "another"])
    expect(ends.get(end), end).toBeGreaterThan(50);
});

describe("registration on the day", () => {
  const registers: Answers = { notOnList: "registersToday" };
  const ways = (question: DispositionInput) => {
    const now = disposition(question);
    return now.kind === "ask" ? now.question.ways.map(({ way }) => way) : now.kind;
  };
  test.each([
    ["CA", ["registersToday", "claimsRegistration"], ["registersToday", "claimsRegistration"]],
    ["NH", "none", ["registersToday"]],
    ["NC", ["registersToday", "claimsRegistration"], ["claimsRegistration"]],
    ["OH", ["claimsRegistration"], ["claimsRegistration"]],
    ["TX", ["claimsRegistration", "registeredElsewhere"], ["claimsRegistration"]],
  ])("%s: the day before, and on the day", (state, before, on) => {
    expect(ways(at(state, dayBefore))).toEqual(before);
    expect(ways(at(state, electionDay))).toEqual(on);
  });

  test.each([
    ["CA", "provisional"],
    ["NH", "regular"],
  ])("%s: who has registered gets a %s ballot, once", (state, kind) => {
    const asked = at(state, electionDay);
    const registrant = { ...asked, newcomer: { as: "registrant" } as const };
    expect(disposition(registrant, { identification: "idShown" })).toMatchObject({ kind });
    const served = { ...registrant, standing: { ...nobody, checkIns: [aCheckIn] } };
    expect(disposition(served, { identification: "idShown" })).toMatchObject({ why: { reason: "checkedIn" } });
  });

  test("North Carolina: who registered in early voting is a voter on the day too", () => {
    const registrant = { ...at("NC", electionDay), newcomer: { as: "registrant" } as const };
    expect(disposition(registrant, { identification: "idShown" })).toMatchObject({ kind: "regular" });
  });

  test("all that must be shown and completed is; by an inspector", () => {
    const question = at("NH", electionDay);
    const now = disposition(question, registers);
    if (now.kind !== "register") throw new Error(now.kind);
    const papers = now.steps.flatMap((step) => (step.step === "form" ? step.form : []));
    expect(papers).toHaveLength(1);
    const details = { identityProof: "passport", citizenshipProof: "birthCertificate", residenceProof: "lease" };
    const all = { answers: registers, forms: papers, details };
    for (const missing of Object.keys(details))
      for (const wrong of [undefined, "", "paycheck"])
        expect(
          registerVoter(question, inspector, { ...all, details: { ...details, [missing]: wrong } }, paper),
        ).toMatchObject({ error: { type: "stepMissing", step: { detail: missing } } });
    expect(registerVoter(question, clerk, all, paper)).toMatchObject({ error: { type: "notYourRole" } });
    for (const missing of papers)
      expect(
        registerVoter(question, inspector, { ...all, forms: papers.filter((one) => one !== missing) }, paper),
      ).toMatchObject({ error: { type: "stepMissing" } });
    expect(registerVoter(question, inspector, { ...all, begunBy: "rosa", takenOverBy: ["kim"] }, paper)).toMatchObject({
      value: {
        steps: expect.arrayContaining([
          { step: "begunBy", outcome: "rosa" },
          { step: "takenOverBy", outcome: "kim" },
          ...Object.entries(details).map(([step, outcome]) => ({ step, outcome })),
        ]),
      },
    });
    expect(registerVoter(question, inspector, all, paper)).toMatchObject({
      value: { type: "VoterRegistered", person: stranger.person, split: "101", lookedAt: [] },
    });
    // A stranger only: no voter of the roll, and no registrant, is registered.
    expect(registerVoter({ ...question, newcomer: undefined }, inspector, all, paper).ok).toBe(false);
    expect(registerVoter({ ...question, newcomer: { as: "registrant" } }, inspector, all, paper).ok).toBe(false);
  });

  test("who helps to register is asked once the poll worker notes it, and recorded; nothing else is asked before the ballot", () => {
    const question = at("NH", electionDay);
    const proofs = { identityProof: "passport", citizenshipProof: "passport", residenceProof: "lease" };
    const forms = ["Voter registration form"];
    const noted = { ...registers, assistance: null, curbside: null };
    expect(disposition(question, noted)).toMatchObject({ kind: "ask", question: { situation: "assistance" } });
    const answers: Answers = { ...noted, assistance: "personChosen" };
    const now = disposition(question, answers);
    if (now.kind !== "register") throw new Error(now.kind);
    const papers = now.steps.flatMap((step) => (step.step === "form" ? step.form : []));
    const command = { answers, forms: [...forms, ...papers], details: proofs };
    expect(registerVoter(question, inspector, command, paper)).toMatchObject({
      error: { type: "stepMissing", step: { detail: "assistantName" } },
    });
    const details = { ...proofs, assistantName: "Kim Ochoa" };
    expect(registerVoter(question, inspector, { ...command, details }, paper)).toMatchObject({
      value: {
        steps: expect.arrayContaining([
          { step: "assistance", outcome: "personChosen" },
          { step: "assistant", outcome: "Kim Ochoa" },
        ]),
      },
    });
    // Registered, the same is not asked for the ballot again.
    const registrant = { ...question, newcomer: { as: "registrant" } as const };
    expect(disposition(registrant, { identification: "idShown" })).toMatchObject({ kind: "regular" });
    expect(JSON.stringify(disposition(registrant, { identification: "idShown" }))).not.toContain("Proof");
  });

  test("whatever was tried before, all of it is in the event, and the event can be read", () => {
    const tried = Array.from({ length: 50 }, (_, at) => ({
      step: `ladder: ${at}`,
      outcome: "x".repeat(longestOutcome),
    }));
    const question = at("CA", electionDay, { tried });
    const claims: Answers = { notOnList: "claimsRegistration" };
    const papersOf = (now: Disposition): string[] =>
      "steps" in now
        ? now.steps.flatMap((step) => (step.step === "form" ? step.form : step.step === "proof" ? step.proof : []))
        : [];
    const now = disposition(question, claims);
    if (now.kind !== "provisional") throw new Error(now.kind);
    const call = { style: now.choices[0].id, found: "search" as const, answers: claims, forms: papersOf(now) };
    const given = issueBallot(question, inspector, { ...call, ballot: "provisional" }, paper);
    const forms = papersOf(disposition(question, registers));
    for (const made of [given, registerVoter(question, inspector, { answers: registers, forms }, paper)]) {
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      const { steps } = EventBody.parse(JSON.parse(JSON.stringify(made.value))) as { steps: object[] };
      expect(steps).toEqual(expect.arrayContaining(tried));
    }
  });

  test("taken back once, and not while a ballot counts", () => {
    const input = { ...plainQuestion(pack("NH")), registered: true };
    const command = { undoes: aCheckIn.event, reason: "onTheList" as const, note: undefined };
    expect(cancelRegistration(input, clerk, command)).toMatchObject({ value: { undoes: [aCheckIn.event] } });
    expect(cancelRegistration({ ...input, registered: false }, clerk, command)).toMatchObject({
      error: { type: "notRegistered" },
    });
    const served = { ...input, standing: { ...nobody, checkIns: [aCheckIn] } };
    expect(cancelRegistration(served, clerk, command)).toMatchObject({ error: { type: "hasBallot" } });
  });
});
