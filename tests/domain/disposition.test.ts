/** What the poll worker does next is one pure, total answer (P1: from what this tablet knows, with or without network). */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ballotChosen } from "../../src/domain/ballotStyle.ts";
import {
  type Answers,
  type Disposition,
  type DispositionInput,
  disposition,
  ruleOf,
} from "../../src/domain/disposition.ts";
import { Rules, splitsOf } from "../../src/domain/election.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import { situations } from "../../src/domain/situation.ts";
import type { Standing } from "../../src/domain/standing.ts";
import { Absentee, Registration } from "../../src/domain/voter.ts";
import { situationsOf } from "../../src/domain/voterSituations.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";
import { anyAnswered, anyCheckIn, anyQuestion } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure

/** Changes nothing that it is given, however deep. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
}

describe("P1: every question has exactly one answer", () => {
  test("total and deterministic, and it changes nothing", () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(anyAnswered, ([question, answers]) => {
        const answer = disposition(frozen(question), frozen(answers));
        kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
        expect("steps" in answer).toBe(answer.kind === "regular" || answer.kind === "provisional");
        expect("why" in answer).toBe(answer.kind === "none");
        expect(disposition(structuredClone(question), structuredClone(answers))).toEqual(answer);
      }),
      { seed: SEED, numRuns: 5000 },
    );
    for (const kind of ["ask", "regular", "provisional", "none"]) expect(kinds.get(kind)).toBeGreaterThan(100);
  });

  test("a ballot only where each situation went a way that gives one, here, and it is the split's", () => {
    fc.assert(
      fc.property(anyAnswered, ([question, answers]) => {
        const { election, voter: who, authority } = question;
        const answer = disposition(question, answers);
        if (answer.kind !== "regular" && answer.kind !== "provisional") return;
        const asked = answer.questions.map(({ situation }) => situation);
        // Of another line only where somebody said why.
        expect(asked.includes("otherLine")).toBe(authority.holder === "otherLine");
        for (const held of situationsOf(question)) expect(asked).toContain(held);
        const ways = answer.questions.map(({ situation, answer: taken }) => {
          const found = ruleOf(election, situation).ways.find(({ way }) => way === taken);
          if (found === undefined) throw new Error(`${situation} was not answered`);
          expect(answers[situation]).toBe(found.way);
          return found;
        });
        expect(ways.some(({ outcome }) => outcome === "stop")).toBe(false);
        if (answer.kind === "provisional") expect(election.rules.provisional).toBe(true);
        else expect(ways.every(({ outcome }) => outcome === "regular")).toBe(true);
        expect(answer.approval.length).toBe(ways.filter(({ by }) => by === "inspector").length);
        const ballot = ways.find((way) => way.ballot !== undefined)?.ballot;
        for (const { splits, type } of answer.choices) {
          expect(splits).toContain(who.split);
          expect(type).toBe(ballot ?? (who.flags.includes("federalOnly") ? "federalOnly" : "regular"));
        }
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  test("questions stand in one order, each once; forms once; identity comes first", () => {
    fc.assert(
      fc.property(anyAnswered, ([question, answers]) => {
        const answer = disposition(question, answers);
        const asked = answer.questions.map(({ situation }) => situation);
        expect(asked).toEqual(situations.filter((one) => asked.includes(one)));
        if (!("steps" in answer)) return;
        expect(answer.steps[0]).toEqual({ step: "confirmIdentity" });
        const forms = answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
        expect(new Set(forms).size).toBe(forms.length);
        if (!("choices" in answer)) return;
        const parties = answer.choices.map(({ party }) => party);
        const has = (wanted: string) => answer.steps.some(({ step }) => step === wanted);
        expect(has("chooseBallot")).toBe(new Set(parties).size > 1);
        expect(has("chooseLanguage")).toBe(new Set(parties).size < parties.length);
        // Whatever is chosen comes to one ballot, and to each of them.
        const chosen = answer.choices.map(({ id, party }) => {
          const first = answer.choices.find((one) => one.party === party)?.id;
          return ballotChosen(answer.choices, { style: first, ballotLanguage: id })?.id;
        });
        expect(chosen).toEqual(answer.choices.map(({ id }) => id));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("answers to what is not asked change nothing", () => {
    fc.assert(
      fc.property(anyAnswered, ([question, answers]) => {
        const answer = disposition(question, answers);
        const asked = new Set<string>(answer.questions.map(({ situation }) => situation));
        if (answer.kind === "none" && "reason" in answer.why) asked.add(answer.why.reason);
        const needed = Object.entries(answers).filter(([situation]) => asked.has(situation));
        expect(disposition(question, Object.fromEntries(needed))).toEqual(answer);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("old news make nothing more permissive, and check-ins that do not count are cautions only", () => {
    const rank = { none: 0, ask: 0, register: 0, provisional: 1, regular: 2 };
    fc.assert(
      fc.property(anyAnswered, fc.array(anyCheckIn, { maxLength: 2 }), ([question, answers], facts) => {
        const { cautions, ...rest } = disposition(question, answers);
        const minutes = question.election.rules.staleAfterMinutes;
        const age = question.knownThrough === undefined ? Infinity : question.now - question.knownThrough.at;
        expect(cautions.includes("listIsOld")).toBe(age > minutes * 60_000);
        expect(cautions.includes("checkInSetAside")).toBe(question.standing.setAside.length > 0);
        expect(cautions.includes("checkInCancelled")).toBe(question.standing.cancelled.length > 0);
        const standing = { ...question.standing, cancelled: facts, setAside: facts };
        const { cautions: _, ...same } = disposition({ ...question, standing }, answers);
        expect(same).toEqual(rest);
        // With provisional ballots: without them a way that old news close is one way less to ask about.
        if (!question.election.rules.provisional) return;
        const fresh = disposition({ ...question, knownThrough: { size: 1, at: question.now } }, answers);
        const stale = disposition({ ...question, knownThrough: undefined }, answers);
        expect(rank[stale.kind]).toBeLessThanOrEqual(rank[fresh.kind]);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("the answer about one who has checked in names the check-ins that count", () => {
    fc.assert(
      fc.property(anyQuestion, fc.array(anyCheckIn, { minLength: 1, maxLength: 3 }), (question, checkIns) => {
        const split = splitsOf(question.election)[0]?.id ?? "";
        const rules = { ...question.election.rules, situations: {} };
        const answer = disposition({
          ...question,
          election: { ...question.election, rules },
          voter: { ...question.voter, split },
          authority: { holder: "here" },
          standing: { ...question.standing, checkIns },
        });
        expect(answer).toMatchObject({ kind: "none", why: { reason: "checkedIn", checkIns } });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe("the answer for each registration, absentee state and place", () => {
  const base = inventedElection(2);
  const election = {
    ...base,
    places: [
      { ...(base.places[0] as (typeof base.places)[number]), serves: ["101"] },
      { id: "school", name: "School", address: "2 Main St", directions: "", serves: ["102"] },
    ],
  };
  const [hall, school] = election.places as [(typeof election.places)[number], (typeof election.places)[number]];
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
  const ask = (
    set: Parameters<typeof voter>[1],
    rules: object = {},
    input: Partial<DispositionInput> = {},
    answers: Answers = {},
  ) =>
    disposition(
      {
        election: { ...election, rules: Rules.parse(rules) },
        place: hall,
        voter: voter("V1", { split: "101", ...set }),
        standing: nobody,
        hours: usualHours,
        now: 1000,
        knownThrough: { size: 1, at: 1000 },
        listIncomplete: false,
        authority: { holder: "here" },
        ...input,
      },
      answers,
    );
  /** "regular", "provisional: reasons", "ask situation: ways" or "reason -> offer". */
  const short = (answer: Disposition): string => {
    switch (answer.kind) {
      case "regular":
        return "regular";
      case "provisional":
        return `provisional: ${answer.reasons.map(({ situation }) => situation).join(" ")}`;
      case "ask":
        return `ask ${answer.question.situation}: ${answer.question.ways.map(({ way }) => way).join(" ")}`;
      case "register":
        return "register";
      default:
        return `${answer.why.reason} -> ${answer.offer}`;
    }
  };

  const registrations: Record<Registration, string> = {
    active: "regular",
    inactive: "ask inactive: addressSame hasMoved",
    military: "regular",
    pending: "ask pending: documentsShown documentsMissing",
    challenged: "ask challenged: challengeAnswered challengeUpheld",
    preregistered: "underage -> inspector",
    cancelled: "removed -> inspector",
    denied: "removed -> inspector",
    unknown: "unknownStatus -> callCounty",
  };
  const absentees: Record<Absentee, string | undefined> = {
    none: undefined,
    requested: undefined,
    rejected: "absenteeRejected -> inspector",
    issued: "ask absenteeIssued: ballotSurrendered ballotNotHere",
    returned: "absenteeReturned -> inspector",
    accepted: "absenteeReturned -> inspector",
    earlyVoted: "earlyVoted -> inspector",
  };
  const stops = (text: string): boolean => text.includes("->");
  const cases = Registration.options.flatMap((registration) =>
    Absentee.options.flatMap((absentee) =>
      (["here", "elsewhere"] as const).map((where) => ({ registration, absentee, where })),
    ),
  );
  test.each(cases)("$registration, absentee $absentee, $where", ({ registration, absentee, where }) => {
    const [mine, theirs] = [registrations[registration], absentees[absentee]];
    // In the order of situations: what came back or was removed, what is asked of the registration, the place, the rest.
    const early = ["challenged", "pending"].includes(registration);
    const expected =
      theirs !== undefined && stops(theirs)
        ? theirs
        : stops(mine) || early
          ? mine
          : where === "elsewhere"
            ? "otherPlace -> otherPlace"
            : (theirs ?? mine);
    const place = where === "here" ? hall : school;
    expect(short(ask({ registration, absentee }, {}, { place }))).toBe(expected);
  });

  const identification = { identification: "everyone" };
  test.each<[string, Parameters<typeof voter>[1], object, Answers, string]>([
    ["issued, handed over", { absentee: "issued" }, {}, { absenteeIssued: "ballotSurrendered" }, "regular"],
    [
      "issued, not here",
      { absentee: "issued" },
      {},
      { absenteeIssued: "ballotNotHere" },
      "provisional: absenteeIssued",
    ],
    [
      "issued, no provisional",
      { absentee: "issued" },
      { provisional: false },
      {},
      "ask absenteeIssued: ballotSurrendered",
    ],
    [
      "returned, disputed",
      { absentee: "returned" },
      {},
      { absenteeReturned: "notReturned" },
      "provisional: absenteeReturned",
    ],
    [
      "returned, disputed, no provisional",
      { absentee: "returned" },
      { provisional: false },
      { absenteeReturned: "notReturned" },
      "absenteeReturned -> inspector",
    ],
    ["inactive, lives there", { registration: "inactive" }, {}, { inactive: "addressSame" }, "regular"],
    [
      "inactive, has moved",
      { registration: "inactive" },
      {},
      { inactive: "hasMoved" },
      "ask moved: movedWithin movedInCounty",
    ],
    [
      "inactive, has moved far",
      { registration: "inactive" },
      {},
      { inactive: "hasMoved", moved: "movedInCounty" },
      "provisional: moved",
    ],
    ["says to have moved", {}, {}, { moved: null }, "ask moved: movedWithin movedInCounty"],
    ["identification of everyone", {}, identification, {}, "ask identification: idShown idNone"],
    ["identification of the flagged", { flags: ["idRequired"] }, {}, {}, "ask identification: idShown idNone"],
    ["identification shown", {}, identification, { identification: "idShown" }, "regular"],
    ["no identification", {}, identification, { identification: "idNone" }, "provisional: identification"],
    ["confidential", { flags: ["confidential"] }, {}, {}, "confidential -> callCounty"],
    ["confidential, the county agrees", { flags: ["confidential"] }, {}, { confidential: "countySaysYes" }, "regular"],
    ["a split that the election does not know", { split: "999" }, {}, {}, "notRegisteredHere -> callCounty"],
    [
      "one after the other",
      { registration: "inactive", absentee: "issued", flags: ["idRequired"] },
      {},
      { identification: "idShown", absenteeIssued: "ballotSurrendered" },
      "ask inactive: addressSame hasMoved",
    ],
    [
      "several reasons at once",
      { absentee: "issued", flags: ["idRequired"] },
      {},
      { identification: "idNone", absenteeIssued: "ballotNotHere" },
      "provisional: identification absenteeIssued",
    ],
    ["a federal-only voter without such a ballot", { flags: ["federalOnly"] }, {}, {}, "noBallotStyle -> callCounty"],
  ])("%s", (_, set, rules, answers, expected) => {
    expect(short(ask(set, rules, {}, answers))).toBe(expected);
  });

  test("old news close a way, or make it provisional, where the rule says so", () => {
    const issued = (whenStale: string) => ({
      situations: {
        absenteeIssued: { first: "ask", ways: [{ way: "willNotUseIt", outcome: "regular", whenStale }] },
      },
    });
    const answers: Answers = { absenteeIssued: "willNotUseIt" };
    const stale = { knownThrough: undefined };
    const at = (whenStale: string, input = {}) => short(ask({ absentee: "issued" }, issued(whenStale), input, answers));
    expect(at("provisional")).toBe("regular");
    expect(at("provisional", stale)).toBe("provisional: absenteeIssued");
    expect(at("stop", stale)).toBe("absenteeIssued -> inspector");
    expect(at("same", stale)).toBe("regular");
  });

  test("a way exists only in the elections for which it is made, and may give another ballot", () => {
    const underage = {
      first: "stop",
      ways: [{ way: "seventeenInPrimary", outcome: "regular", only: ["primary"], ballot: "underage" }],
    };
    const [style] = election.ballotStyles;
    const held = (kind: "primary" | "general") => ({
      ...election,
      kind,
      rules: Rules.parse({ situations: { underage } }),
      ballotStyles: [
        ...election.ballotStyles,
        { ...(style as typeof style & object), id: "U", type: "underage" as const },
      ],
    });
    const young = { registration: "preregistered" as const };
    const answers: Answers = { underage: "seventeenInPrimary" };
    expect(ask(young, {}, { election: held("primary") }, answers)).toMatchObject({
      kind: "regular",
      choices: [{ id: "U", type: "underage" }],
    });
    expect(short(ask(young, {}, { election: held("general") }, answers))).toBe("underage -> inspector");
  });

  test("the wrong place names the right ones", () => {
    expect(ask({ split: "102" })).toMatchObject({ why: { reason: "otherPlace", places: [{ id: "school" }] } });
  });

  describe("a split book", () => {
    const line = { line: 2, from: "M", through: "Z" };
    const there = { authority: { holder: "otherLine" as const, line } };

    test("sends to the other line before anything is said of the registration", () => {
      const answer = ask({ registration: "cancelled" }, {}, there);
      expect(answer).toMatchObject({ why: { reason: "otherLine", line }, offer: "otherLine" });
    });

    test("a tablet without a line sends nobody anywhere: the inspector is asked", () => {
      const answer = ask({}, {}, { authority: { holder: "otherLine", line: undefined } });
      expect(answer).toMatchObject({ why: { reason: "otherLine", line: undefined }, offer: "inspector" });
    });

    test("the inspector says why the voter is served here all the same, and what else holds is asked then", () => {
      expect(ask({}, {}, there, { otherLine: "lineNotServed" })).toMatchObject({
        kind: "regular",
        approval: ["otherLine"],
      });
      expect(ask({ registration: "cancelled" }, {}, there, { otherLine: "lineNotServed" })).toMatchObject({
        why: { reason: "removed" },
      });
    });
  });

  test("no ballot style for the split", () => {
    const without = {
      ...election,
      ballotStyles: [{ ...(election.ballotStyles[0] as (typeof election.ballotStyles)[number]), splits: ["102"] }],
    };
    expect(short(ask({}, {}, { election: without }))).toBe("noBallotStyle -> callCounty");
  });

  test("in a primary: one's own party's ballot, or a choice for the voter of none", () => {
    const primary = {
      ...election,
      ballotStyles: ["DEM", "REP"].map((party) => ({
        id: party,
        splits: ["101"],
        party,
        languages: ["en"],
        type: "regular" as const,
      })),
    };
    const own = ask({ party: "REP" }, {}, { election: primary });
    expect(own).toMatchObject({ kind: "regular", choices: [{ id: "REP" }], steps: [{ step: "confirmIdentity" }] });
    const choice = ask({ party: "" }, {}, { election: primary });
    expect(choice).toMatchObject({ choices: [{ id: "DEM" }, { id: "REP" }] });
    expect(choice).toMatchObject({ kind: "regular", steps: [{ step: "confirmIdentity" }, { step: "chooseBallot" }] });
  });
});
