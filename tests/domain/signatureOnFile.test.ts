/** A signature that is not like the one on file: what the pack makes of it, and that it is not lost. */
import { describe, expect, test } from "vitest";
import { issueBallot, type Witness } from "../../src/domain/checkIn.ts";
import { type Answers, type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { signatureOf } from "../../src/domain/signatureRules.ts";
import { plainQuestion } from "./packElection.ts";

const pack = (state: string): Pack => packs.get(state) as Pack;
const shown = { identification: "idShown" } as const;

/** The pack of this state as a county would change it that shows the signature on file. */
function comparing(state: string, reference = true): DispositionInput {
  const question = plainQuestion(pack(state), "general");
  const { election } = question;
  const signature = { ...pack(state).rules.signature, who: "everyone" as const, reference };
  return { ...question, election: { ...election, rules: { ...election.rules, signature } } };
}
const now = (question: DispositionInput, answers: Answers) => disposition(question, { ...shown, ...answers });

test("Ohio's pack shows the signature on file, no other one does", () => {
  const showing = [...packs.values()].filter(({ rules }) => rules.signature.reference === true);
  expect(showing.map(({ state }) => state)).toEqual(["OH"]);
});

describe("noted as different", () => {
  test("it is asked what was found; without a way nothing is decided", () => {
    const asked = now(comparing("OH"), { signatureDiffers: null });
    expect(asked).toMatchObject({ kind: "ask", question: { situation: "signatureDiffers" } });
  });

  test("the same hand: the ballot of before, once an inspector says so", () => {
    const { kind, ...rest } = now(comparing("OH"), { signatureDiffers: "sameHand" });
    expect(kind).toBe("regular");
    expect(rest).toMatchObject({ approval: ["signatureDiffers"], steps: [{}, { step: "sign" }] });
  });

  test("another hand: provisional, with the reason and with the signature itself", () => {
    const question = comparing("OH");
    const answers = { ...shown, signatureDiffers: "otherHand" } as const;
    const given = now(question, answers);
    if (given.kind !== "provisional") throw new Error(given.kind);
    expect(given.reasons.map(({ situation }) => situation)).toEqual(["signatureDiffers"]);
    expect(given.approval).toEqual(["signatureDiffers"]);
    const forms = given.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
    const command = { style: given.choices[0].id, found: "search", ballot: "provisional", answers, forms } as const;
    const inspector: Witness = { cmd: "c1", worker: "i", role: "inspector", wall: question.now, seen: null };
    const paper = { roll: 1, receipt: "1-1" };
    expect(issueBallot(question, inspector, command, paper)).toMatchObject({ error: { type: "stepMissing" } });
    const signed = { how: "own", file: "f".repeat(64) } as const;
    expect(issueBallot(question, { ...inspector, role: "pollWorker" }, { ...command, signed }, paper).ok).toBe(false);
    const issued = issueBallot(question, inspector, { ...command, signed }, paper);
    if (!issued.ok) throw new Error(issued.error.type);
    expect(issued.value).toMatchObject({ type: "ProvisionalIssued", reasons: [{ situation: "signatureDiffers" }] });
    expect(signatureOf(issued.value)).toEqual(signed);
  });

  test("where no provisional ballots are issued it stops, and the inspector is asked", () => {
    expect(now(comparing("NH"), { signatureDiffers: "otherHand" })).toMatchObject({
      kind: "none",
      why: { reason: "signatureDiffers" },
      offer: "inspector",
    });
  });

  test.each(["OH", "CA", "NC", "TX", "NH"])("%s: says nothing where the signature on file is not shown", (state) => {
    const question = comparing(state, false);
    for (const signatureDiffers of [null, "sameHand", "otherHand"] as const)
      expect(now(question, { signatureDiffers })).toEqual(now(question, {}));
  });
});
