/** Primaries by pack: how the party is named, who is made a member of one and told so, and what the event says of it. */
import { describe, expect, test } from "vitest";
import { issueBallot } from "../../src/domain/checkIn.ts";
import { type Answers, type DispositionInput, disposition, type Step } from "../../src/domain/disposition.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type Kind, plainQuestion } from "./packElection.ts";

/** A voter of this party in a primary that also has a ballot without party; "DEM" lets voters of no party take its ballot. */
function primaryQuestion(
  state: string,
  party: string,
  kind: Kind = "primary",
  without: "DEM" | "REP" | undefined = undefined,
): DispositionInput {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no pack ${state}`);
  const plain = plainQuestion(pack, kind);
  const { election } = plain;
  const ballotStyles = [
    ...election.ballotStyles.filter((style) => style.party !== without || without === undefined),
    { id: "101.none", splits: ["101"], languages: ["en"], type: "regular" as const },
  ];
  const parties = ["DEM", "REP"].map((id) => ({ id, name: id, hasBallot: true, allowsUnaffiliated: id === "DEM" }));
  return { ...plain, election: { ...election, ballotStyles, parties }, voter: voter("V1", { split: "101", party }) };
}

const shown: Answers = { identification: "idShown" };
const choiceOf = (
  question: DispositionInput,
  answers: Answers = shown,
): Extract<Step, { step: "chooseBallot" }> | undefined => {
  const answer = disposition(question, answers);
  if (answer.kind !== "regular") throw new Error(`${answer.kind}, not regular`);
  return answer.steps.find((step) => step.step === "chooseBallot");
};
const offered = (question: DispositionInput): (string | undefined)[] => {
  const answer = disposition(question, shown);
  return answer.kind === "regular" ? answer.choices.map(({ party }) => party) : [];
};
const issue = (question: DispositionInput, style: string, answers: Answers = shown) => {
  const witness = { cmd: "c", worker: "rosa", role: "pollWorker" as const, wall: question.now, seen: null };
  const signature = { file: "a".repeat(64), how: "own" as const, witnessed: false };
  return issueBallot(
    question,
    witness,
    { style, found: "search", ballot: "regular", answers, forms: [], signed: signature },
    { roll: 1, receipt: "1-1" },
  );
};

describe("whose ballot, how it is named, and whom it makes a member", () => {
  test.each([
    // [state, party, ballots, how, tells]
    ["CA", "", ["DEM", undefined], "private", undefined],
    ["CA", "DEM", ["DEM"], undefined, undefined],
    ["NC", "", ["DEM", undefined], "saidAloud", undefined],
    ["NC", "REP", ["REP"], undefined, undefined],
    ["OH", "", ["DEM", "REP", undefined], "toOfficial", true],
    ["OH", "REP", ["DEM", "REP", undefined], "toOfficial", true],
    ["TX", "", ["DEM", "REP"], "toOfficial", true],
    ["NH", "", ["DEM", "REP"], "toOfficial", true],
    ["NH", "REP", ["REP"], undefined, undefined],
  ])("%s, a voter of '%s'", (state, party, ballots, how, joins) => {
    const question = primaryQuestion(state, party);
    expect(offered(question)).toEqual(ballots);
    const step = choiceOf(question);
    expect([step?.how, step?.joins]).toEqual([how, joins]);
  });

  test("where one ballot is left and it makes the voter a member, it is asked and told all the same", () => {
    for (const state of ["TX", "NH"]) {
      const only = primaryQuestion(state, "", "primary", "REP");
      expect(offered(only)).toEqual(["DEM"]);
      expect(choiceOf(only)).toMatchObject({ how: "toOfficial", joins: true });
      expect(choiceOf(primaryQuestion(state, "DEM", "primary", "REP"))).toBeUndefined();
    }
  });

  test("issues alone: Ohio only; a ballot without party in North Carolina and California; none in Texas, New Hampshire", () => {
    const kinds = [...packs.values()].map(({ state, rules }) => [state, rules.primary.withoutParty]);
    expect(Object.fromEntries(kinds)).toEqual({
      ...{ CA: "nonpartisan", NC: "nonpartisan", OH: "issuesOnly", TX: "none", NH: "none" },
    });
  });
});

describe("what the event tells", () => {
  test.each([
    ["TX", "", "101.REP.regular", "REP"],
    ["NH", "", "101.DEM.regular", "DEM"],
    ["OH", "REP", "101.DEM.regular", "DEM"],
    ["OH", "REP", "101.REP.regular", undefined],
    ["OH", "REP", "101.none", undefined],
    ["NC", "", "101.DEM.regular", undefined],
    ["CA", "", "101.DEM.regular", undefined],
    ["NH", "REP", "101.REP.regular", undefined],
  ])("%s, '%s' takes %s: becomes a member of %s", (state, party, style, joined) => {
    const made = issue(primaryQuestion(state, party), style);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(made.value.steps.filter(({ step }) => step === "joinsParty")).toEqual(
      joined === undefined ? [] : [{ step: "joinsParty", outcome: joined }],
    );
  });
});

describe("the runoff of a primary in which the voter voted", () => {
  const ballots = (answers: Answers, party = "DEM"): (string | undefined)[] => {
    const answer = disposition(primaryQuestion("TX", party, "runoff"), { ...shown, ...answers });
    return answer.kind === "regular" ? answer.choices.map((style) => style.party) : [answer.kind];
  };
  test("Texas: that party's ballot only, without a word of joining; or an affidavit that the list is wrong", () => {
    expect(ballots({})).toEqual(["ask"]);
    expect(ballots({ votedInParty: "samePartyBallot" })).toEqual(["DEM"]);
    expect(
      choiceOf(primaryQuestion("TX", "DEM", "runoff"), { ...shown, votedInParty: "samePartyBallot" }),
    ).toBeUndefined();
    expect(ballots({ votedInParty: "otherPartyDenied" })).toEqual(["DEM", "REP"]);
    const sworn = disposition(primaryQuestion("TX", "DEM", "runoff"), { ...shown, votedInParty: "otherPartyDenied" });
    expect("steps" in sworn && sworn.steps).toContainEqual({ step: "form", form: "Affidavit of party affiliation" });
    expect(ballots({}, "")).toEqual(["DEM", "REP"]); // voted in none, by the list
  });

  test("no ballot of that party: the county is asked, and no other party's is given", () => {
    const only = primaryQuestion("TX", "DEM", "runoff", "DEM");
    const answer = disposition(only, { ...shown, votedInParty: "samePartyBallot" });
    expect(answer).toMatchObject({ kind: "none", why: { reason: "noBallotStyle" } });
  });

  test("nowhere else, and in no other election", () => {
    for (const { state } of packs.values())
      for (const kind of ["general", "primary", "special", "runoff"] as const) {
        const answer = disposition(primaryQuestion(state, "DEM", kind), shown);
        const heard = answer.questions.some(({ situation }) => situation === "votedInParty");
        expect([state, kind, heard]).toEqual([state, kind, state === "TX" && kind === "runoff"]);
      }
  });
});
