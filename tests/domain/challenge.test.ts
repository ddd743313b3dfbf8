/** A challenge raised at the table: begun only where a pack says by whom and on what ground, and decided by whom it says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issueBallot } from "../../src/domain/checkIn.ts";
import {
  type Answers,
  type Disposition,
  type DispositionInput,
  disposition,
  mayBeRaised,
} from "../../src/domain/disposition.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { raisedHere } from "../../src/domain/situation.ts";
import { SituationRules } from "../../src/domain/situationRules.ts";
import { anyAnswers, anyPackQuestion, fittingAnswers, type Kind, now, plainQuestion } from "./packElection.ts";

const SEED = 20261103;
const all = [...packs.values()];
const pack = (state: string): Pack => packs.get(state) as Pack;
const withId: Answers = { identification: "idShown" };
const question = (state: string, kind: Kind = "general"): DispositionInput => plainQuestion(pack(state), kind);
const asked = (answer: Disposition): string =>
  answer.kind === "ask"
    ? [answer.question.situation, ...answer.question.ways.map(({ way }) => way)].join(" ")
    : answer.kind;

describe("who may begin one, and on what ground", () => {
  test.each([
    ["CA", "officialChallenges mayNotChallenge", "saysOtherPerson saysLivesElsewhere saysNotCitizen saysVoted"],
    [
      "NC",
      "voterOfCounty officialChallenges mayNotChallenge",
      "saysOtherPerson saysLivesElsewhere saysNotCitizen saysTooYoung saysConvicted saysVoted",
    ],
    ["OH", "officialChallenges mayNotChallenge", "saysNotCitizen saysLivesElsewhere saysTooYoung"],
    [
      "NH",
      "voterOfTown officialChallenges appointedChallenger mayNotChallenge",
      "saysOtherPerson saysLivesElsewhere saysNotCitizen saysTooYoung saysConvicted saysVoted",
    ],
  ])("%s", (state, who, grounds) => {
    const at = question(state);
    expect(asked(disposition(at, { challengedHere: null }))).toBe(`challengedHere ${who}`);
    const [first] = pack(state).rules.situations.challengedHere.ways;
    const begun: Answers = { challengedHere: first?.way ?? null };
    expect(asked(disposition(at, begun))).toBe(`challengeGround ${grounds}`);
    expect(asked(disposition(at, { ...begun, challengeGround: "saysNotCitizen" }))).toBe(
      "challenged challengeAnswered challengeUpheld",
    );
  });

  test("membership of another party is a ground in primaries only", () => {
    const begun: Answers = { challengedHere: "officialChallenges", challengeGround: "saysOtherParty" };
    for (const state of ["NC", "NH"]) {
      expect(asked(disposition(question(state, "primary"), begun))).toMatch(/^challenged /);
      expect(asked(disposition(question(state), begun))).toMatch(/^challengeGround /);
    }
    for (const state of ["CA", "OH"])
      expect(asked(disposition(question(state, "primary"), begun))).toMatch(/^challengeGround /);
  });

  test("whoever may not challenge changes nothing: the ballot is regular, nobody need decide, and the event tells of it", () => {
    for (const state of ["CA", "NC", "OH", "NH"]) {
      const at = question(state);
      const answer = disposition(at, { ...withId, challengedHere: "mayNotChallenge" });
      expect(answer).toMatchObject({ kind: "regular", approval: [] });
    }
    const at = question("NH");
    const witness = { cmd: "c", worker: "rosa", role: "pollWorker" as const, wall: now, seen: null };
    const answers = { ...withId, challengedHere: "mayNotChallenge" } as const;
    const command = { style: "101..regular", found: "search", ballot: "regular", answers, forms: [] } as const;
    const made = issueBallot(at, witness, command, { roll: 1, receipt: "1-1" });
    expect(made.ok && made.value.steps).toContainEqual({ step: "challengedHere", outcome: "mayNotChallenge" });
  });

  test("North Carolina's is of election day; before it another procedure holds", () => {
    const at = question("NC");
    expect(mayBeRaised("challengedHere", at)).toBe(true);
    const early = { ...at, now: now - 5 * 86_400_000 };
    expect(mayBeRaised("challengedHere", early)).toBe(false);
    expect(disposition(early, { ...withId, challengedHere: "voterOfCounty" }).kind).toBe("regular");
  });
});

describe("what comes of it", () => {
  const decided = (state: string, way: "challengeAnswered" | "challengeUpheld"): Disposition => {
    const [first] = pack(state).rules.situations.challengedHere.ways;
    const begun = { challengedHere: first?.way ?? null, challengeGround: "saysNotCitizen" } as const;
    return disposition(question(state), { ...withId, ...begun, challenged: way });
  };
  const forms = (answer: Disposition): string[] =>
    "steps" in answer ? answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : [])) : [];

  test.each([
    ["CA", ["Oath of a challenged voter"], "provisional"],
    ["NC", ["Oath of a challenged voter"], "provisional"],
    ["OH", ["Affidavit of a challenged voter"], "provisional"],
    ["NH", ["Affidavit of the challenger"], "none"],
  ])("%s: for the voter, with %j; against the voter, %s", (state, papers, against) => {
    const answered = decided(state, "challengeAnswered");
    expect(answered).toMatchObject({ kind: "regular", approval: ["challenged"] });
    expect(forms(answered)).toEqual(papers);
    const upheld = decided(state, "challengeUpheld");
    expect(upheld.kind).toBe(against);
    if (upheld.kind === "provisional") expect(upheld.reasons).toMatchObject([{ situation: "challenged" }]);
    if (upheld.kind === "none") expect(upheld.why).toEqual({ reason: "challenged" });
  });

  test("North Carolina: a challenged ballot on affidavit", () => {
    expect(forms(decided("NC", "challengeUpheld"))).toContain("Application and affidavit for a challenged ballot");
  });

  test("one event: who, on what ground, what came of it, the papers, and who decided", () => {
    const at = question("NC");
    const witness = {
      ...{ cmd: "c", worker: "rosa", role: "pollWorker" as const, wall: now, seen: null },
      second: { worker: "lin", role: "inspector" as const, otherParty: true },
    };
    const answers: Answers = {
      ...withId,
      ...{ challengedHere: "voterOfCounty", challengeGround: "saysLivesElsewhere", challenged: "challengeUpheld" },
    };
    const command = { style: "101..regular", found: "search", ballot: "provisional", answers } as const;
    const papers = ["Application and affidavit for a challenged ballot", "Provisional Voting Application"];
    const paper = { roll: 1, receipt: "1-1" };
    expect(issueBallot(at, { ...witness, second: undefined }, { ...command, forms: papers }, paper)).toMatchObject({
      error: { type: "notYourRole" },
    });
    expect(issueBallot(at, witness, { ...command, forms: [] }, paper)).toMatchObject({
      error: { type: "stepMissing" },
    });
    const made = issueBallot(at, witness, { ...command, forms: papers }, paper);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(made.value).toMatchObject({ type: "ProvisionalIssued", second: { worker: "lin" } });
    expect(made.value.steps.slice(1, 4)).toEqual([
      { step: "challengedHere", outcome: "voterOfCounty" },
      { step: "challengeGround", outcome: "saysLivesElsewhere" },
      { step: "challenged", outcome: "challengeUpheld" },
    ]);
  });
});

describe("what a pack does not do is not possible", () => {
  test("Texas knows no challenge at the table: whatever is answered, nothing changes", () => {
    const any = anyPackQuestion([pack("TX")]).chain((at) =>
      fc.tuple(fc.constant(at), fc.oneof(anyAnswers, fittingAnswers(at))),
    );
    fc.assert(
      fc.property(any, anyAnswers, ([at, answers], raised) => {
        const { challengedHere: _, partyChallenged: __, challengeGround: ___, ...plain } = answers;
        const said = {
          ...plain,
          challengedHere: raised.challengedHere ?? null,
          challengeGround: raised.challengeGround ?? null,
          partyChallenged: raised.partyChallenged ?? null,
        };
        expect(disposition(at, said)).toEqual(disposition(at, plain));
      }),
      { seed: SEED, numRuns: 800 },
    );
  });

  test("nothing is asked that cannot be raised here, in any pack, election and hour", () => {
    let begun = 0;
    fc.assert(
      fc.property(
        anyPackQuestion().chain((at) => fc.tuple(fc.constant(at), fittingAnswers(at))),
        ([at, answers]) => {
          for (const raised of raisedHere) {
            const answer = disposition(at, { ...answers, [raised]: null });
            const heard = answer.questions.some(({ situation }) => situation === raised);
            if (!mayBeRaised(raised, at)) expect(heard).toBe(false);
            if (heard) begun += 1;
            expect(answer.kind === "none" && answer.why.reason === raised).toBe(false);
          }
        },
      ),
      { seed: SEED, numRuns: 1500 },
    );
    expect(begun).toBeGreaterThan(100);
  });

  test("Ohio's doubt of a party membership: in primaries, by a statement or a provisional ballot; nowhere else", () => {
    for (const one of all)
      for (const kind of ["general", "primary", "special", "runoff"] as const)
        expect(mayBeRaised("partyChallenged", plainQuestion(one, kind))).toBe(one.state === "OH" && kind === "primary");
    const at = question("OH", "primary");
    expect(asked(disposition(at, { ...withId, partyChallenged: null }))).toBe(
      "partyChallenged partyStatementSigned partyStatementRefused",
    );
    const signed = disposition(at, { ...withId, partyChallenged: "partyStatementSigned" });
    expect(signed).toMatchObject({ kind: "regular", approval: [] });
    expect("steps" in signed && signed.steps).toContainEqual({ step: "form", form: "Form 10-W" });
    expect(disposition(at, { ...withId, partyChallenged: "partyStatementRefused" })).toMatchObject({
      kind: "provisional",
      reasons: [{ situation: "partyChallenged" }],
      approval: ["partyChallenged"],
    });
  });

  test("a county cannot write a way that leads to what was asked before", () => {
    const back = {
      identification: { first: "ask", ways: [{ way: "idNone", outcome: "regular", leadsTo: "challenged" }] },
    };
    expect(SituationRules.safeParse(back).success).toBe(false);
    const on = {
      challengedHere: { first: "ask", ways: [{ way: "idNone", outcome: "regular", leadsTo: "challenged" }] },
    };
    expect(SituationRules.safeParse(on).success).toBe(true);
  });
});
