/** What holds of every pack, for any voter and any answers, fresh or stale; and what is law in some of them only. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Answers, type Disposition, type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import { Rules } from "../../src/domain/election.ts";
import { type Pack, plainRules } from "../../src/domain/packs/pack.ts";
import { packNamed, packs } from "../../src/domain/packs/packs.ts";
import { PartyRules, partiesToChoose } from "../../src/domain/partyRules.ts";
import { noted, type Situation, situations } from "../../src/domain/situation.ts";
import type { SituationRule } from "../../src/domain/situationRules.ts";
import { anyAnswers, anyPackQuestion, fittingAnswers, plainQuestion, stale } from "./packElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const all = [...packs.values()];
const pack = (state: string): Pack => packs.get(state) as Pack;

/** Any question with answers at random, and with answers that fit. */
const asked = (of: readonly Pack[] = all): fc.Arbitrary<[DispositionInput, Answers]> =>
  anyPackQuestion(of).chain((question) =>
    fc.tuple(
      fc.constant(question),
      fc.oneof(anyAnswers, fittingAnswers(question), fittingAnswers(question), fittingAnswers(question)),
    ),
  );

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
}

const check = (of: readonly Pack[], property: (question: DispositionInput, answers: Answers) => void, numRuns = 3000) =>
  fc.assert(
    fc.property(asked(of), ([question, answers]) => property(question, answers)),
    { seed: SEED, numRuns },
  );

/** From none to a regular ballot. A question that is still open gives no ballot yet. */
const permits = ({ kind }: Disposition): number => ({ none: 0, ask: 0, register: 0, provisional: 1, regular: 2 })[kind];

describe("as data", () => {
  test.each(all)("$name: complete, sound, and every rule with its source", ({ state, rules, basis }) => {
    expect(Rules.parse(structuredClone(rules))).toEqual(rules);
    expect(rules.words).toBeDefined();
    expect(PartyRules.parse(rules.primary)).toEqual(rules.primary);
    expect(Object.keys(rules.situations)).toEqual([...situations]);
    for (const situation of situations) expect(rules.situations[situation].source, situation).not.toBe("");
    for (const plain of plainRules) expect(basis[plain].source).not.toBe("");
    expect(packNamed(rules.pack)?.state).toBe(state);
  });

  test.each(all)("$name: every form that a way names has a text, and no other has", ({ rules }) => {
    const named = Object.values(rules.situations).flatMap(({ ways }) => ways.flatMap(({ forms }) => forms));
    const texts = (rules.forms ?? []).map(({ form }) => form);
    const left = rules.primary.leaveForm === undefined ? [] : [rules.primary.leaveForm];
    expect(texts.toSorted()).toEqual([...new Set([...named, ...rules.provisionalForms, ...left])].toSorted());
  });

  test.each(all)("$name: nothing is printed without being asked for", ({ rules }) => {
    expect(rules.printing?.byItself).toEqual([]);
  });

  test.each(all)("$name: where no law was found, the mark does not say statute", ({ rules, basis }) => {
    for (const { source, confidence } of [...Object.values(rules.situations), ...Object.values(basis)])
      if (/not found|no law|no source|practice|press|bill's text|not read/i.test(source))
        expect(confidence).not.toBe("statute");
  });

  test.each(all)("$name: the README counts as many of its rules to confirm", ({ name, rules }) => {
    const marks = Object.values(rules.situations).map(({ confidence }) => confidence);
    const counts = (["statute", "secondary", "practice"] as const).map(
      (one) => marks.filter((mark) => mark === one).length,
    );
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).toContain(`| of ${marks.length} situations |`);
    expect(readme).toContain(`| ${[name, ...counts].join(" | ")} |`);
  });

  test("a name that no pack has", () => {
    expect(packNamed("")).toBeUndefined();
    expect(packNamed("Ohio")).toBeUndefined();
  });
});

describe("of every pack", () => {
  test("exactly one disposition, the same after a restart, and nothing is changed", () => {
    const kinds = new Map<string, number>();
    check(all, (question, answers) => {
      const answer = disposition(frozen(question), frozen(answers));
      kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
      expect(["ask", "regular", "provisional", "none"]).toContain(answer.kind);
      expect(disposition(structuredClone(question), structuredClone(answers))).toEqual(answer);
    });
    for (const kind of ["ask", "regular", "provisional", "none"]) expect(kinds.get(kind)).toBeGreaterThan(100);
  });

  test("nothing that was fresh is more permissive when the news are old", () => {
    let stricter = 0;
    check(all, (question, answers) => {
      const fresh = disposition({ ...question, knownThrough: { size: 1, at: question.now } }, answers);
      const old = disposition(stale(question), answers);
      expect(permits(old)).toBeLessThanOrEqual(permits(fresh));
      if (permits(old) < permits(fresh)) stricter += 1;
    });
    expect(stricter).toBeGreaterThan(5);
  });

  test("answers about what does not hold, and ways that the rule does not have, change nothing", () => {
    check(all, (question, answers) => {
      const answer = disposition(question, answers);
      const heard = new Set<string>(answer.questions.map(({ situation }) => situation));
      const ofUse = Object.entries(answers).filter(([situation, way]) => {
        const said = noted.some((one) => one === situation);
        const known = question.election.rules.situations[situation as Situation]?.ways.some((one) => one.way === way);
        return heard.has(situation) ? known || said : said;
      });
      expect(disposition(question, Object.fromEntries(ofUse))).toEqual(answer);
    });
  });

  test("a ballot is one of the voter's own split, of the type that the ways say", () => {
    let others = 0;
    check(all, (question, answers) => {
      const answer = disposition(question, answers);
      if (answer.kind !== "regular" && answer.kind !== "provisional") return;
      const { split, flags, party } = question.voter;
      const given = answer.questions.flatMap(
        ({ ways, answer: way }) => ways.find((one) => one.way === way)?.ballot ?? [],
      );
      const type = given[0] ?? (flags.includes("federalOnly") ? "federalOnly" : "regular");
      if (type === "underage") others += 1;
      for (const style of answer.choices) {
        expect(style.splits).toEqual([split]);
        expect(style.type).toBe(type);
        const bound = question.election.rules.primary?.members === "own";
        if (bound && (party === "DEM" || party === "REP")) expect([undefined, party]).toContain(style.party);
      }
      expect(new Set(answer.choices.map(({ id }) => id)).size).toBe(answer.choices.length);
    });
    expect(others).toBeGreaterThan(0);
  });

  test("the style depends on nothing but split, party ballot, type and, in the definition, language", () => {
    check(all, (question, answers) => {
      const answer = disposition(question, answers);
      if (answer.kind !== "regular") return;
      const plain = plainQuestion(
        all.find(({ state }) => state === question.election.state) as Pack,
        question.election.kind,
      );
      const { split, party, flags } = question.voter;
      const underage = answer.choices[0].type === "underage";
      const same = disposition(
        {
          ...plain,
          place: plain.election.places[split === "101" ? 0 : 1] as DispositionInput["place"],
          voter: {
            ...plain.voter,
            ...{ split, party, flags: flags.filter((flag) => flag === "federalOnly") },
            registration: underage ? "preregistered" : "active",
          },
        },
        {
          ...{ identification: "idShown", underage: "seventeenInPrimary" },
          ...(answers.votedInParty === undefined ? {} : { votedInParty: answers.votedInParty }),
        },
      );
      expect(same).toMatchObject({ kind: "regular", choices: answer.choices });
    });
  });

  test("a regular ballot for nobody who was checked in, voted early or got a provisional ballot", () => {
    check(all, (question, answers) => {
      if (disposition(question, answers).kind !== "regular") return;
      expect(question.standing.checkIns).toEqual([]);
      expect(question.standing.provisionals).toEqual([]);
      expect(question.voter.absentee).not.toBe("earlyVoted");
    });
  });

  test("whom the list says to want help is asked by itself, and who wants none goes on like anybody else", () => {
    const asked = anyPackQuestion().chain((question) => fc.tuple(fc.constant(question), fittingAnswers(question)));
    let declined = 0;
    fc.assert(
      fc.property(asked, ([question, { assistance: _, ...answers }]) => {
        const { voter } = question;
        const others = voter.flags.filter((flag) => flag !== "assistance");
        const plain = { ...question, voter: { ...voter, flags: others } };
        const flagged = { ...question, voter: { ...voter, flags: [...others, "assistance" as const] } };
        const without = disposition(plain, answers);
        const before = disposition(flagged, answers);
        if (without.kind === "regular" || without.kind === "provisional")
          expect(before).toMatchObject({ kind: "ask", question: { situation: "assistance" } });
        const { questions, ...now } = disposition(flagged, { ...answers, assistance: "helpNotWanted" });
        const { questions: same, ...then } = without;
        expect(now).toEqual(then);
        expect(questions.filter(({ situation }) => situation !== "assistance")).toEqual(same);
        if (now.kind === "regular") declined++;
        // Who asks for help at the table does not decline it.
        const said = disposition(plain, { ...answers, assistance: null });
        if (said.kind === "ask" && said.question.situation === "assistance")
          expect(said.question.ways.map(({ way }) => way)).toEqual(["personChosen", "officialsHelp"]);
      }),
      { seed: SEED, numRuns: 500 },
    );
    expect(declined).toBeGreaterThan(20);
  });

  test("a county's copy without the answer that nobody helps begins no such question", () => {
    for (const pack of packs.values()) {
      const plain = plainQuestion(pack);
      const { rules } = plain.election;
      const { assistance, ...situations } = rules.situations;
      const voter = { ...plain.voter, flags: ["assistance" as const] };
      const ways = (assistance?.ways ?? []).filter(({ way }) => way !== "helpNotWanted");
      expect(ways).toHaveLength(2);
      for (const copy of [situations, { ...situations, assistance: { ...(assistance as SituationRule), ways } }]) {
        const election = { ...plain.election, rules: { ...rules, situations: copy } };
        expect(disposition({ ...plain, election, voter }, { identification: "idShown" }).kind).toBe("regular");
      }
    }
  });

  test("what a provisional ballot or a doubt needs is approved by an inspector, but for old news", () => {
    check(all, (question, answers) => {
      const answer = disposition({ ...question, knownThrough: { size: 1, at: question.now } }, answers);
      // Under an order everybody who comes gets one, and an inspector has noted the order.
      if (answer.kind === "provisional" && answer.reasons.every(({ situation }) => situation === "afterHours")) return;
      if (answer.kind === "provisional") expect(answer.approval.length).toBeGreaterThan(0);
    });
  });
});

describe("law in some states", () => {
  const returned = (question: DispositionInput, absentee: "returned" | "accepted"): DispositionInput => ({
    ...question,
    voter: { ...question.voter, absentee },
  });

  test.each(all.filter(({ state }) => state !== "NH"))(
    "$name: no regular ballot once the absentee ballot is back",
    (one) => {
      let provisional = 0;
      check(
        [one],
        (question, answers) => {
          for (const absentee of ["returned", "accepted"] as const) {
            const { kind } = disposition(returned(question, absentee), answers);
            expect(kind).not.toBe("regular");
            if (kind === "provisional") provisional += 1;
          }
        },
        800,
      );
      expect(provisional).toBeGreaterThan(10); // who says that it is wrong is not sent away
    },
  );

  test("New Hampshire: then only before it is processed, by the moderator, on fresh news", () => {
    let regular = 0;
    check([pack("NH")], (question, answers) => {
      const answer = disposition(returned(question, "returned"), answers);
      if (answer.kind !== "regular") return;
      regular += 1;
      expect(answers.absenteeReturned).toBe("notProcessed");
      expect(answer.approval).toContain("absenteeReturned");
      expect(answer.cautions).not.toContain("listIsOld");
    });
    expect(regular).toBeGreaterThan(10);
  });

  test("New Hampshire: never a provisional ballot, and no way offered that leads to one", () => {
    check([pack("NH")], (question, answers) => {
      const answer = disposition(question, answers);
      expect(answer.kind).not.toBe("provisional");
    });
    for (const { ways } of Object.values(pack("NH").rules.situations))
      for (const way of ways) expect([way.outcome, way.whenStale]).not.toContain("provisional");
  });

  test("Ohio: an absentee ballot that was sent means provisional, surrendered or not", () => {
    check([pack("OH")], (question, answers) => {
      const sent = { ...question, voter: { ...question.voter, absentee: "issued" as const } };
      expect(disposition(sent, answers).kind).not.toBe("regular");
    });
  });

  test("17-year-olds: a ballot of their own, in primaries of North Carolina and Ohio only", () => {
    let given = 0;
    check(
      all,
      (question, answers) => {
        const young = { ...question, voter: { ...question.voter, registration: "preregistered" as const } };
        const answer = disposition(young, { ...answers, underage: "seventeenInPrimary" });
        if (answer.kind !== "regular") return;
        given += 1;
        expect(["NC", "OH"]).toContain(question.election.state);
        expect(question.election.kind).toBe("primary");
        for (const { type } of answer.choices) expect(type).toBe("underage");
      },
      9000,
    );
    expect(given).toBeGreaterThan(5);
  });

  test("identification is asked of everyone but in California", () => {
    for (const one of all) {
      const answer = disposition(plainQuestion(one));
      if (one.state === "CA") expect(answer.kind).toBe("regular");
      else expect(answer).toMatchObject({ kind: "ask", question: { situation: "identification" } });
    }
  });

  test("Texas: a declaration and a Statement of Residence are enough for a regular ballot", () => {
    const answers = { identification: "idException", moved: "movedInCounty" } as const;
    expect(disposition(plainQuestion(pack("TX")), answers)).toMatchObject({
      kind: "regular",
      steps: [
        { step: "confirmIdentity" },
        { step: "detail", detail: "exceptionReason" },
        { step: "form", form: "Reasonable Impediment Declaration" },
        { step: "form", form: "Statement of Residence" },
        { step: "sign" },
      ],
    });
  });
});

describe("party rules", () => {
  const parties = [
    { id: "DEM", allows: true },
    { id: "REP", allows: false },
  ];
  test.each([
    ["CA", "DEM", ["DEM"]],
    ["CA", "", ["DEM"]],
    ["NC", "REP", ["REP"]],
    ["NC", "GRN", []],
    ["OH", "DEM", ["DEM", "REP"]],
    ["TX", "", ["DEM", "REP"]],
    ["NH", "REP", ["REP"]],
    ["NH", "", ["DEM", "REP"]],
  ])("%s, a voter of '%s'", (state, member, expected) => {
    expect(partiesToChoose(pack(state).rules.primary, parties, member)).toEqual(expected);
  });
});

test.each(all.filter(({ rules }) => rules.provisional))(
  "$name: every way to a provisional ballot has the state's code for the reason, or the reason in words",
  ({ rules }) => {
    let ways = 0;
    for (const [situation, rule] of Object.entries(rules.situations))
      for (const { way, outcome, whenStale, code, reason } of rule.ways) {
        const leads = outcome === "provisional" || whenStale === "provisional";
        expect([code, reason].filter((one) => one !== undefined).length, `${situation}: ${way}`).toBe(leads ? 1 : 0);
        if (leads) ways += 1;
      }
    expect(ways).toBeGreaterThan(12);
  },
);
