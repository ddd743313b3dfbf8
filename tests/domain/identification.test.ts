/** Which kind of identification was shown: what packs accept, and what the record of a check-in holds of it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issueBallot, type Witness } from "../../src/domain/checkIn.ts";
import type { Details } from "../../src/domain/details.ts";
import { disposition } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import { type IdKind, idKinds, kindsFor } from "../../src/domain/identification.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { WayId } from "../../src/domain/situationRules.ts";
import { packElection, plainQuestion } from "./packElection.ts";

const SEED = 20261103;
const all = [...packs.values()];
const pack = (state: string): Pack => packs.get(state) as Pack;
const witness: Witness = { cmd: "c", worker: "lin", role: "inspector", wall: 1_793_707_200_000, seen: null };

/** The steps of the event, or what was missing. */
function recorded(of: Pack, way: WayId, details: Details, change: (election: Election) => Election = (same) => same) {
  const plain = plainQuestion(of);
  const question = {
    ...plain,
    election: change(plain.election),
    voter: { ...plain.voter, flags: ["idRequired" as const] },
  };
  const answers = { identification: way };
  const answer = disposition(question, answers);
  if (answer.kind !== "regular" && answer.kind !== "provisional") return answer.kind;
  const forms = answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
  const signed = { how: "own" as const, file: "f".repeat(64) };
  const command = { style: answer.choices[0].id, found: "search" as const, ballot: answer.kind, answers, forms };
  const made = issueBallot(question, witness, { ...command, details, signed }, { roll: 1, receipt: "1-1" });
  return made.ok ? made.value.steps.filter(({ step }) => !/^(form|confirm|signature)/.test(step)) : made.error;
}

describe("the packs", () => {
  test.each(all)("$name: each kind once, shown under an answer that the pack has, with a source", ({ rules }) => {
    const { accepted, supporting = [], undated = [], source, confidence } = rules.identificationKinds;
    const kinds = [...accepted, ...supporting];
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of undated) expect(accepted).toContain(kind);
    const shown = rules.situations.identification.ways.flatMap(({ way }) => kindsFor(rules.identificationKinds, way));
    expect(new Set(shown)).toEqual(new Set(kinds));
    expect(source).not.toBe("");
    if (/not read|press|a page|county/i.test(source)) expect(confidence).not.toBe("statute");
  });

  test("every kind is some state's", () => {
    const used = all.flatMap(({ rules: { identificationKinds: of, situations } }) => [
      ...[...of.accepted, ...(of.supporting ?? [])],
      ...Object.values(situations)
        .flatMap(({ ways }) => ways)
        .flatMap(({ kinds = [], proves = {} }) => [...kinds, ...Object.values(proves).flat()]),
    ]);
    expect(new Set(used)).toEqual(new Set(idKinds));
  });

  test("a student's card is none in Ohio and in Texas, and is in North Carolina", () => {
    const accepts = (state: string, kind: IdKind) => pack(state).rules.identificationKinds.accepted.includes(kind);
    expect([accepts("OH", "studentId"), accepts("TX", "studentId"), accepts("NC", "studentId")]).toEqual([
      ...[false, false, true],
    ]);
  });
});

describe("in the record", () => {
  test("the kind, right after the answer, if the poll worker named one", () => {
    expect(recorded(pack("TX"), "idShown", { identificationKind: "passport" })).toEqual([
      { step: "identification", outcome: "idShown" },
      { step: "identificationKind", outcome: "passport" },
    ]);
    const declared = { identificationKind: "utilityBill", exceptionReason: "lostOrStolen" };
    expect(recorded(pack("TX"), "idException", declared)).toEqual([
      { step: "identification", outcome: "idException" },
      { step: "identificationKind", outcome: "utilityBill" },
      { step: "exceptionReason", outcome: "lostOrStolen" },
    ]);
  });

  test("nothing is asked for where the pack does not want it", () => {
    for (const one of all)
      expect(recorded(one, "idShown", {})).toEqual([{ step: "identification", outcome: "idShown" }]);
  });

  test("whatever is written: a kind that counts for that answer, or nothing, and never what else was typed", () => {
    let named = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom<WayId>("idShown", "idNameSimilar", "idException", "idNone", "idOtherState"),
        fc.oneof(fc.constantFrom<string>(...idKinds), fc.string({ minLength: 1 }), fc.constant("S1234567")),
        (of, way, written) => {
          const steps = recorded(of, way, {
            ...{ identificationKind: written, issuingState: "VT", exceptionReason: "disability" },
          });
          if (!Array.isArray(steps)) return;
          const kinds = steps.filter(({ step }) => step === "identificationKind").map(({ outcome }) => outcome);
          const counts = kindsFor(of.rules.identificationKinds, way).some((kind) => kind === written);
          expect(kinds).toEqual(counts ? [written] : []);
          named += kinds.length;
        },
      ),
      { seed: SEED, numRuns: 1500 },
    );
    expect(named).toBeGreaterThan(20);
  });

  test("where a county wants it noted, there is no ballot without it", () => {
    const needed = (election: Election): Election =>
      Election.parse({
        ...election,
        rules: {
          ...election.rules,
          identificationKinds: { ...election.rules.identificationKinds, kindNeeded: true },
        },
      });
    const missing = { type: "stepMissing", step: { step: "detail", detail: "identificationKind" } };
    expect(recorded(pack("OH"), "idShown", {}, needed)).toMatchObject(missing);
    expect(recorded(pack("OH"), "idShown", { identificationKind: "studentId" }, needed)).toMatchObject(missing);
    expect(recorded(pack("OH"), "idShown", { identificationKind: "interimId" }, needed)).toEqual([
      { step: "identification", outcome: "idShown" },
      { step: "identificationKind", outcome: "interimId" },
    ]);
  });

  test.each([
    ["TX", ["disaster", "religion", "otherImpediment"], "workSchedule"],
    ["NC", ["", "none", "utilityBill"], "disaster"],
  ])("%s: why a voter shows none is chosen among the reasons of the law, and recorded", (state, others, reason) => {
    const missing = { type: "stepMissing", step: { detail: "exceptionReason" } };
    expect(recorded(pack(state), "idException", {})).toMatchObject(missing);
    for (const exceptionReason of others)
      expect(recorded(pack(state), "idException", { exceptionReason })).toMatchObject(missing);
    expect(recorded(pack(state), "idException", { exceptionReason: reason })).toEqual([
      { step: "identification", outcome: "idException" },
      { step: "exceptionReason", outcome: reason },
    ]);
    // Said once, and then shown after all.
    expect(recorded(pack(state), "idShown", { exceptionReason: reason })).toEqual([
      { step: "identification", outcome: "idShown" },
    ]);
  });

  test("Texas: a temporary exemption is asked for later: a provisional ballot, with the reason, and six days for the affidavit", () => {
    const missing = { type: "stepMissing", step: { detail: "exceptionReason" } };
    expect(recorded(pack("TX"), "idExemptLater", { exceptionReason: "workSchedule" })).toMatchObject(missing);
    for (const exceptionReason of ["religion", "disaster"])
      expect(recorded(pack("TX"), "idExemptLater", { exceptionReason })).toEqual([
        { step: "identification", outcome: "idExemptLater" },
        { step: "exceptionReason", outcome: exceptionReason },
      ]);
    const answers = { identification: "idExemptLater" } as const;
    expect(disposition(plainQuestion(pack("TX")), answers)).toMatchObject({
      kind: "provisional",
      approval: ["identification"],
    });
    const days = pack("TX").rules.situations.identification.ways.map(({ way, cureDays }) => [way, cureDays]);
    expect(days.filter(([, later]) => later !== undefined)).toEqual([
      ["idExemptLater", 6],
      ["idNone", 6],
    ]);
  });

  test("Texas: who is exempt for good gets a regular ballot without any form", () => {
    expect(recorded(pack("TX"), "idExempt", {})).toEqual([{ step: "identification", outcome: "idExempt" }]);
  });

  test("North Carolina: a first-time voter's documents are recorded beside the photo identification", () => {
    const plain = plainQuestion(pack("NC"));
    const question = { ...plain, voter: { ...plain.voter, registration: "pending" as const } };
    const answers = { identification: "idShown", pending: "documentsShown" } as const;
    const answer = disposition(question, answers);
    if (answer.kind !== "regular") throw new Error(answer.kind);
    const signed = { how: "own" as const, file: "f".repeat(64) };
    const command = { style: answer.choices[0].id, found: "search" as const, ballot: answer.kind, answers, forms: [] };
    const steps = (details: Details) => {
      const made = issueBallot(question, witness, { ...command, details, signed }, { roll: 1, receipt: "1-1" });
      return made.ok ? made.value.steps : made.error;
    };
    expect(steps({ documentKind: "passport" })).toMatchObject({ step: { detail: "documentKind" } });
    expect(steps({ documentKind: "utilityBill", identificationKind: "passport" })).toEqual(
      expect.arrayContaining([
        { step: "identificationKind", outcome: "passport" },
        { step: "documentKind", outcome: "utilityBill" },
      ]),
    );
  });

  test("New Hampshire: another state's license is recorded with that state", () => {
    const missing = { type: "stepMissing", step: { detail: "issuingState" } };
    for (const issuingState of ["", "v", "vt", "Vermont", "VT 1234567"])
      expect(recorded(pack("NH"), "idOtherState", { issuingState })).toMatchObject(missing);
    expect(recorded(pack("NH"), "idOtherState", { issuingState: "VT" })).toEqual([
      { step: "identification", outcome: "idOtherState" },
      { step: "issuingState", outcome: "VT" },
    ]);
    // Said once, and then the voter shows a card of this state after all.
    expect(recorded(pack("NH"), "idShown", { issuingState: "VT" })).toEqual([
      { step: "identification", outcome: "idShown" },
    ]);
  });
});

test("an election of a pack holds its kinds", () => {
  for (const one of all)
    expect(packElection(one, "general").rules.identificationKinds).toEqual(one.rules.identificationKinds);
});
