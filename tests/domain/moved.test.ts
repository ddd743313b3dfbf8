/** Who moved when: asked only where the law makes something of the day, and then the day decides and is recorded. */
import { describe, expect, test } from "vitest";
import { issueBallot, type Witness } from "../../src/domain/checkIn.ts";
import { disposition } from "../../src/domain/disposition.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { WayId } from "../../src/domain/situationRules.ts";
import { plainQuestion } from "./packElection.ts";

const pack = (state: string): Pack => packs.get(state) as Pack;
const witness: Witness = { cmd: "c", worker: "lin", role: "inspector", wall: 1_793_707_200_000, seen: null };

function moved(of: Pack, way: WayId, dateOfMove?: string) {
  const question = plainQuestion(of);
  // Whoever is sent to another place after the move and wants to vote here all the same.
  const answers = { identification: "idShown" as const, moved: way, newPlace: "insistsHere" as const };
  const answer = disposition(question, answers);
  if (answer.kind !== "regular" && answer.kind !== "provisional") return answer.kind;
  const forms = answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
  const signed = { how: "own" as const, file: "f".repeat(64) };
  const made = issueBallot(
    question,
    witness,
    {
      ...{ style: answer.choices[0].id, found: "search", ballot: answer.kind, answers, forms, signed },
      details: { otherCounty: "Wake", ...(dateOfMove === undefined ? {} : { dateOfMove }) },
    },
    { roll: 1, receipt: "1-1" },
  );
  if (!made.ok)
    return made.error.type === "stepMissing" && made.error.step.step === "detail" ? "asks the day" : made.error;
  const told = made.value.steps.find(({ step }) => step === "movedOn")?.outcome;
  return told === undefined ? made.value.type : `${made.value.type} ${told}`;
}

const days = Array.from({ length: 400 }, (_, ago) =>
  new Date(Date.parse("2026-11-03T00:00Z") - ago * 86_400_000).toISOString().slice(0, 10),
);

describe("where the day decides", () => {
  test.each([
    ["NC", "2026-10-04", "2026-10-03"],
    ["CA", "2026-10-20", "2026-10-19"],
  ])("%s: from %s on the old precinct, through %s the new one; each day fits one answer", (state, first, last) => {
    for (const day of days) {
      const old = moved(pack(state), "movedRecently", day);
      const now = moved(pack(state), "movedInCounty", day);
      expect([old, now]).toEqual(
        day >= first ? [`VoterCheckedIn ${day}`, "asks the day"] : ["asks the day", `ProvisionalIssued ${day}`],
      );
    }
    expect(moved(pack(state), "movedInCounty", last)).toBe(`ProvisionalIssued ${last}`);
  });

  test.each(["", "2026-11-04", "2026-02-30", "10/20/2026", "soon"])("%j is no day of a move", (day) => {
    expect(moved(pack("NC"), "movedRecently", day)).toBe("asks the day");
  });

  test("without the day there is no ballot", () => {
    expect(moved(pack("NC"), "movedRecently")).toBe("asks the day");
    expect(moved(pack("CA"), "movedInCounty")).toBe("asks the day");
  });
});

test("where nothing follows from the day, nobody asks for it, and none is recorded", () => {
  for (const [state, way, kind] of [
    ["NC", "movedWithin", "VoterCheckedIn"],
    ["NC", "movedIntoCounty", "ProvisionalIssued"],
    ["CA", "movedWithin", "VoterCheckedIn"],
    ["TX", "movedInCounty", "VoterCheckedIn"],
    ["OH", "movedInCounty", "ProvisionalIssued"],
    ["NH", "movedWithin", "VoterCheckedIn"],
  ] as const) {
    expect(moved(pack(state), way)).toBe(kind);
    expect(moved(pack(state), way, "2026-10-20")).toBe(kind);
  }
});

test.each([
  ["NC", "Wake"],
  ["TX", "Travis"],
  ["CA", "Alameda"],
])("%s: from or to which other county is asked, and recorded", (state, county) => {
  const question = plainQuestion(pack(state));
  const answers = { identification: "idShown", moved: "movedIntoCounty" } as const;
  const answer = disposition(question, answers);
  if (answer.kind !== "provisional") throw new Error(answer.kind);
  const forms = answer.steps.flatMap((step) => (step.step === "form" ? [step.form] : []));
  const command = { style: answer.choices[0].id, found: "search" as const, ballot: answer.kind, answers, forms };
  const given = (otherCounty: string) =>
    issueBallot(question, witness, { ...command, details: { otherCounty } }, { roll: 1, receipt: "1-1" });
  expect(given(" ")).toMatchObject({ error: { type: "stepMissing", step: { detail: "otherCounty" } } });
  expect(given(` ${county} `)).toMatchObject({
    value: { steps: expect.arrayContaining([{ step: "otherCounty", outcome: county }]) },
  });
});

describe("North Carolina: to the place of the new address", () => {
  const plain = plainQuestion(pack("NC"));
  const answers = { identification: "idShown", moved: "movedInCounty" } as const;

  test("whoever moved more than 30 days before is sent there, and may have a provisional ballot instead", () => {
    const sent = disposition(plain, answers);
    expect(sent).toMatchObject({ kind: "none", why: { reason: "newPlace" }, offer: "newPlace" });
    if (sent.kind !== "none") throw new Error(sent.kind);
    expect(sent.instead?.ways.map(({ way }) => way)).toEqual(["insistsHere"]);
    // What led there can be changed.
    expect(sent.questions.map(({ situation }) => situation)).toContain("moved");
    const here = disposition(plain, { ...answers, newPlace: "insistsHere" });
    expect(here).toMatchObject({
      kind: "provisional",
      reasons: [{ situation: "newPlace", code: "Unreported Move" }],
      approval: ["newPlace"],
    });
    if (here.kind === "provisional")
      expect(here.steps).toContainEqual(expect.objectContaining({ detail: "dateOfMove" }));
  });

  test("at the new place they are not sent back to the old one", () => {
    const there = { ...plain, place: plain.election.places[1] as (typeof plain.election.places)[number] };
    const first = disposition(there);
    expect(first).toMatchObject({ kind: "none", why: { reason: "otherPlace" } });
    if (first.kind === "none")
      expect(first.instead?.ways.map(({ way, daysAgo }) => [way, daysAgo?.least])).toEqual([
        ["movedHere", 31],
        ["insistsHere", undefined],
      ]);
    expect(disposition(there, { otherPlace: "movedHere", identification: "idShown" })).toMatchObject({
      kind: "provisional",
      reasons: [{ situation: "otherPlace", code: "Unreported Move" }],
    });
  });

  test("nobody else's move leads there, and the answer alone changes nothing", () => {
    for (const one of packs.values())
      for (const { way, leadsTo } of one.rules.situations.moved.ways)
        expect(leadsTo, `${one.state} ${way}`).toBe(
          one.state === "NC" && way === "movedInCounty" ? "newPlace" : undefined,
        );
    const { kind } = disposition(plain, { identification: "idShown", newPlace: "insistsHere" });
    expect(kind).toBe("regular");
  });
});
