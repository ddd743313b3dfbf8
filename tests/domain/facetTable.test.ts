/**
 * Every facet of a voter as the list holds it, under every pack: what the poll worker is told first, literally. What does not
 * stand in a row of its own is like a plain voter. The ways behind each stop and question stand in `packTable.test.ts`.
 */
import { expect, test } from "vitest";
import { type Disposition, disposition } from "../../src/domain/disposition.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { Absentee, Registration, VoterFlag, type VoterRecord } from "../../src/domain/voter.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type Kind, plainQuestion } from "./packElection.ts";

type Row = readonly [facet: string, record: Partial<VoterRecord>, kind?: Kind];
const born = (birthDate: string, registration: Registration = "active") => ({ birthDate, registration });
const rows: readonly Row[] = [
  ...Registration.options
    .filter((one) => one !== "preregistered")
    .map((registration): Row => [`registration ${registration}`, { registration, birthDate: "1970-05-01" }]),
  ...Absentee.options.map((absentee): Row => [`absentee ${absentee}`, { absentee }]),
  ...VoterFlag.options.map((flag): Row => [`flag ${flag}`, { flags: [flag] }]),
  ["split of another place", { split: "102-A" }],
  ["18 on election day, flagged", born("2008-11-03", "preregistered")],
  ["18 the day after, not flagged", born("2008-11-04")],
  ["18 the day after, flagged", born("2008-11-04", "preregistered")],
  ["birth year of the limit, flagged", born("2008", "preregistered")],
  ["birth year of the limit, not flagged", born("2008")],
  ["no birth date, flagged", born("", "preregistered")],
  ["no birth date, not flagged", born("")],
  ["too young in a primary", born("2009-01-01"), "primary"],
];

/** Once identification is shown, where it is asked of everybody. */
const told = (answer: Disposition): string => {
  switch (answer.kind) {
    case "ask":
      return `ask ${answer.question.situation}`;
    case "none":
      return `stop ${answer.why.reason}`;
    case "regular":
      return answer.choices[0].type === "regular" ? "regular" : `regular ${answer.choices[0].type}`;
    default:
      return answer.kind;
  }
};

const like: Readonly<Record<string, string>> = {
  "registration active": "regular",
  "registration military": "regular",
  "registration inactive": "ask inactive",
  "registration pending": "ask pending",
  "registration challenged": "ask challenged",
  "registration cancelled": "stop removed",
  "registration denied": "stop removed",
  "registration unknown": "stop unknownStatus",
  "absentee none": "regular",
  "absentee issued": "ask absenteeIssued",
  "absentee returned": "stop absenteeReturned",
  "absentee accepted": "stop absenteeReturned",
  "absentee earlyVoted": "stop earlyVoted",
  "flag idRequired": "regular",
  "flag confidential": "stop confidential",
  "flag federalOnly": "regular federalOnly",
  "flag permanentMail": "regular",
  "flag assistance": "ask assistance",
  "split of another place": "stop otherPlace",
  "18 on election day, flagged": "regular",
  "18 the day after, not flagged": "stop underage",
  "18 the day after, flagged": "stop underage",
  "birth year of the limit, flagged": "stop underage",
  "birth year of the limit, not flagged": "regular",
  "no birth date, flagged": "stop underage",
  "no birth date, not flagged": "regular",
  "too young in a primary": "stop underage",
};
/** Where packs differ. */
const own: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CA: { "absentee requested": "regular", "absentee rejected": "stop absenteeRejected" },
  NH: { "absentee requested": "regular", "absentee rejected": "regular", "flag confidential": "ask confidential" },
  NC: { "absentee requested": "regular", "absentee rejected": "regular" },
  OH: { "absentee requested": "stop absenteeRequested", "absentee rejected": "stop absenteeRejected" },
  TX: { "absentee requested": "regular", "absentee rejected": "stop absenteeRejected" },
};

const cases = [...packs.values()].flatMap((pack) =>
  rows.map(([facet, record, kind = "general"]) => ({ pack, state: pack.state, facet, record, kind })),
);
test.each(cases)("$state: $facet", ({ pack, state, facet, record, kind }) => {
  const who = voter("V1", { split: "101", party: "DEM", ...record });
  const answer = disposition({ ...plainQuestion(pack, kind), voter: who }, { identification: "idShown" });
  expect(told(answer)).toBe(own[state]?.[facet] ?? like[facet]);
});

test("every facet of the list has its row, in every pack; no stop is without an offer, and no way is a dead end", () => {
  expect(new Set(rows.map(([facet]) => facet)).size).toBe(rows.length);
  for (const { state } of packs.values())
    for (const [facet] of rows) expect(own[state]?.[facet] ?? like[facet], `${state} ${facet}`).toBeDefined();
  for (const pack of packs.values())
    for (const [, record, kind = "general"] of rows) {
      const question = { ...plainQuestion(pack, kind), voter: voter("V1", { split: "101", party: "DEM", ...record }) };
      const first = disposition(question, { identification: "idShown" });
      if (first.kind === "none") expect(["inspector", "callCounty", "otherPlace"]).toContain(first.offer);
      // Each way of the first question leads on: to a ballot, another question, or a stop that says why.
      const asked = first.kind === "ask" ? first.question : first.kind === "none" ? first.instead : undefined;
      for (const { way } of asked?.ways ?? []) {
        const answers = { identification: "idShown" as const, ...(asked && { [asked.situation]: way }) };
        const next = disposition(question, answers);
        expect(next.questions.some(({ answer }) => answer === way)).toBe(true);
      }
    }
});
