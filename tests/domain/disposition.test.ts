/** What the poll worker does next is one pure, total answer (P1: from what this tablet knows, with or without network). */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Disposition, type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import { Rules, serves, splitsOf } from "../../src/domain/election.ts";
import type { Standing } from "../../src/domain/standing.ts";
import { Absentee, Registration } from "../../src/domain/voter.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";
import { anyCheckIn, anyQuestion } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const stepOrder = ["confirmIdentity", "askIdentification", "affirmAddress", "surrenderAbsentee", "chooseBallot"];

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
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = disposition(frozen(question));
        expect(["regular", "none"]).toContain(answer.kind);
        expect("steps" in answer).toBe(answer.kind === "regular");
        expect("why" in answer).toBe(answer.kind === "none");
        expect(disposition(structuredClone(question))).toEqual(answer);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  test("a regular ballot only for a voter who may have one, here, and has taken no part", () => {
    let regular = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { election, place, voter: who, standing, authority } = question;
        const answer = disposition(question);
        if (answer.kind !== "regular") return;
        regular += 1;
        expect(authority.holder).toBe("here");
        expect(standing.checkIns).toEqual([]);
        expect(["active", "inactive", "military"]).toContain(who.registration);
        expect(["returned", "accepted", "earlyVoted"]).not.toContain(who.absentee);
        if (who.absentee === "issued") expect(election.rules.absenteeIssued).toBe("regular");
        if (who.registration === "inactive") expect(election.rules.inactive).not.toBe("provisional");
        expect(who.flags).not.toContain("confidential");
        const split = splitsOf(election).find(({ id }) => id === who.split);
        expect(split !== undefined && serves(place, split.precinct.id)).toBe(true);
        expect(answer.choices.length).toBeGreaterThan(0);
        for (const { splits, type } of answer.choices) {
          expect(splits).toContain(who.split);
          expect(type).toBe(who.flags.includes("federalOnly") ? "federalOnly" : "regular");
        }
      }),
      { seed: SEED, numRuns: 3000 },
    );
    expect(regular).toBeGreaterThan(200); // the property did look at some
  });

  test("the steps stand in one order, each once, and identity comes first", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { election, voter: who } = question;
        const answer = disposition(question);
        if (answer.kind !== "regular") return;
        const steps = answer.steps.map(({ step }) => step);
        expect(steps[0]).toBe("confirmIdentity");
        expect(steps).toEqual(stepOrder.filter((step) => steps.some((one) => one === step)));
        expect(steps.includes("askIdentification")).toBe(
          election.rules.identification === "everyone" || who.flags.includes("idRequired"),
        );
        expect(steps.includes("affirmAddress")).toBe(
          who.registration === "inactive" && election.rules.inactive === "affirmAddress",
        );
        expect(steps.includes("surrenderAbsentee")).toBe(who.absentee === "issued");
        expect(steps.includes("chooseBallot")).toBe(answer.choices.length > 1);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("provisional is offered only where the state has it", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = disposition(question);
        if (answer.kind === "none" && answer.offer === "provisional")
          expect(question.election.rules.provisional).toBe(true);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("old news, and check-ins that do not count, are cautions and never change the answer", () => {
    fc.assert(
      fc.property(anyQuestion, fc.array(anyCheckIn, { maxLength: 2 }), (question, facts) => {
        const { cautions, ...rest } = disposition(question);
        const minutes = question.election.rules.staleAfterMinutes;
        const age = question.knownThrough === undefined ? Infinity : question.now - question.knownThrough.at;
        expect(cautions.includes("listIsOld")).toBe(age > minutes * 60_000);
        expect(cautions.includes("checkInSetAside")).toBe(question.standing.setAside.length > 0);
        expect(cautions.includes("checkInCancelled")).toBe(question.standing.cancelled.length > 0);
        const standing = { ...question.standing, cancelled: facts, setAside: facts };
        const { cautions: _, ...other } = disposition({ ...question, standing, knownThrough: undefined });
        expect(other).toEqual(rest);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("the answer about one who has checked in names the check-ins that count", () => {
    fc.assert(
      fc.property(anyQuestion, fc.array(anyCheckIn, { minLength: 1, maxLength: 3 }), (question, checkIns) => {
        const answer = disposition({
          ...question,
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
  const nobody: Standing = { checkIns: [], cancelled: [], setAside: [], resolved: false };
  const ask = (set: Parameters<typeof voter>[1], rules: Partial<Rules> = {}, input: Partial<DispositionInput> = {}) =>
    disposition({
      election: { ...election, rules: { ...Rules.parse({}), ...rules } },
      place: hall,
      voter: voter("V1", { split: "101", ...set }),
      standing: nobody,
      now: 1000,
      knownThrough: { size: 1, at: 1000 },
      listIncomplete: false,
      authority: { holder: "here" },
      ...input,
    });
  /** "regular: steps" or "reason -> offer". */
  const short = (answer: Disposition): string =>
    answer.kind === "regular"
      ? `regular: ${answer.steps.map(({ step }) => step).join(" ")}`
      : `${answer.why.reason} -> ${answer.offer}`;

  const registrations: Record<Registration, string> = {
    active: "regular: confirmIdentity",
    inactive: "regular: confirmIdentity affirmAddress",
    military: "regular: confirmIdentity",
    pending: "pending -> provisional",
    challenged: "challenged -> inspector",
    preregistered: "notYetOfAge -> inspector",
    cancelled: "removed -> provisional",
    denied: "removed -> provisional",
    unknown: "unknownStatus -> callCounty",
  };
  const absentees: Record<Absentee, string | undefined> = {
    none: undefined,
    requested: undefined,
    rejected: undefined,
    issued: "absenteeIssued -> inspector",
    returned: "absenteeReturned -> provisional",
    accepted: "absenteeReturned -> provisional",
    earlyVoted: "earlyVoted -> provisional",
  };
  const cases = Registration.options.flatMap((registration) =>
    Absentee.options.flatMap((absentee) =>
      (["here", "elsewhere"] as const).map((where) => ({ registration, absentee, where })),
    ),
  );
  test.each(cases)("$registration, absentee $absentee, $where", ({ registration, absentee, where }) => {
    const mine = registrations[registration];
    const expected =
      absentees[absentee] ?? (where === "elsewhere" && mine.startsWith("regular") ? "otherPlace -> otherPlace" : mine);
    const place = where === "here" ? hall : school;
    expect(short(ask({ registration, absentee }, {}, { place }))).toBe(expected);
  });

  test.each<[string, Parameters<typeof voter>[1], Partial<Rules>, string]>([
    [
      "issued, surrendered here",
      { absentee: "issued" },
      { absenteeIssued: "regular" },
      "regular: confirmIdentity surrenderAbsentee",
    ],
    ["issued, provisional", { absentee: "issued" }, { absenteeIssued: "provisional" }, "absenteeIssued -> provisional"],
    [
      "issued, no provisional",
      { absentee: "issued" },
      { absenteeIssued: "provisional", provisional: false },
      "absenteeIssued -> inspector",
    ],
    [
      "returned, supervisor",
      { absentee: "returned" },
      { absenteeReturned: "supervisor" },
      "absenteeReturned -> inspector",
    ],
    ["returned, no provisional", { absentee: "returned" }, { provisional: false }, "absenteeReturned -> inspector"],
    ["early voted, no provisional", { absentee: "earlyVoted" }, { provisional: false }, "earlyVoted -> inspector"],
    ["inactive as active", { registration: "inactive" }, { inactive: "regular" }, "regular: confirmIdentity"],
    ["inactive, provisional", { registration: "inactive" }, { inactive: "provisional" }, "inactive -> provisional"],
    [
      "inactive, no provisional",
      { registration: "inactive" },
      { inactive: "provisional", provisional: false },
      "inactive -> inspector",
    ],
    ["removed, no provisional", { registration: "cancelled" }, { provisional: false }, "removed -> inspector"],
    ["pending, no provisional", { registration: "pending" }, { provisional: false }, "pending -> inspector"],
    ["identification of everyone", {}, { identification: "everyone" }, "regular: confirmIdentity askIdentification"],
    ["identification of the flagged", { flags: ["idRequired"] }, {}, "regular: confirmIdentity askIdentification"],
    ["confidential", { flags: ["confidential"] }, {}, "confidential -> callCounty"],
    ["a split that the election does not know", { split: "999" }, {}, "notRegisteredHere -> callCounty"],
    [
      "all steps at once",
      { registration: "inactive", absentee: "issued", flags: ["idRequired"] },
      { absenteeIssued: "regular" },
      "regular: confirmIdentity askIdentification affirmAddress surrenderAbsentee",
    ],
    ["a federal-only voter without such a ballot", { flags: ["federalOnly"] }, {}, "noBallotStyle -> callCounty"],
  ])("%s", (_, set, rules, expected) => {
    expect(short(ask(set, rules))).toBe(expected);
  });

  test("the wrong place names the right ones", () => {
    expect(ask({ split: "102" })).toMatchObject({ why: { reason: "otherPlace", places: [{ id: "school" }] } });
  });

  test("a split book sends to the other line before anything is said of the voter", () => {
    const answer = ask({ registration: "cancelled" }, {}, { authority: { holder: "otherLine", line: "2 (M to Z)" } });
    expect(answer).toMatchObject({ why: { reason: "otherLine", line: "2 (M to Z)" }, offer: "otherLine" });
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
    expect(short(choice)).toBe("regular: confirmIdentity chooseBallot");
  });
});
