/** A party left again after its ballot, and a challenge upheld: one event each, undone by name, the same in any order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Witness } from "../../src/domain/checkIn.ts";
import { type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import { EventBody } from "../../src/domain/events.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { type KnownEvent, type Standing, Standings } from "../../src/domain/standing.ts";
import { leavable, noteOnVoter, upheldForms, type VoterNoteCommand } from "../../src/domain/voterNoteCommands.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { aCheckIn, nobody, now, plainQuestion } from "./packElection.ts";

const SEED = 20261103;
const witness: Witness = { cmd: "c", worker: "rosa", role: "pollWorker", wall: now, seen: null };
const lin = { worker: "lin", role: "inspector", otherParty: true } as const;
const card = "Return to undeclared";
const tookRep = { ...aCheckIn, party: "REP", style: "101.REP.regular" };

/** An undeclared voter of New Hampshire (or of another state) who took a party's ballot. */
function joined(state = "NH", party = "", standing: Partial<Standing> = {}): DispositionInput {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no pack ${state}`);
  const known = { ...nobody, checkIns: [tookRep], ...standing };
  return { ...plainQuestion(pack, "primary"), voter: voter("V1", { split: "101", party }), standing: known };
}
const leaves: VoterNoteCommand = { note: "undeclared", checkIn: tookRep.event, forms: [card] };

describe("a party left again", () => {
  test("New Hampshire: by who joined it, here, once, with the card", () => {
    expect(leavable(joined()).map(({ party }) => party)).toEqual(["REP"]);
    const made = noteOnVoter(joined(), witness, leaves);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(EventBody.parse(made.value)).toMatchObject({
      ...{ type: "PartyUndeclared", voter: "V1", place: "hall", party: "REP", checkIn: tookRep.event },
      steps: [{ step: `form: ${card}`, outcome: "completed" }],
    });
    expect(noteOnVoter(joined(), witness, { ...leaves, forms: [] })).toMatchObject({
      error: { type: "formMissing", form: card },
    });
  });

  test.each<[string, DispositionInput]>([
    ["a member before", joined("NH", "REP")],
    ["no ballot of a party", joined("NH", "", { checkIns: [aCheckIn] })],
    ["given at another place", joined("NH", "", { checkIns: [{ ...tookRep, place: "school" }] })],
    ["no check-in counts", joined("NH", "", { checkIns: [], cancelled: [tookRep] })],
    ["Texas binds for the year", joined("TX")],
    ["Ohio", joined("OH")],
    ["North Carolina makes nobody a member", joined("NC")],
    ["California", joined("CA")],
  ])("not possible: %s", (_, input) => {
    expect(leavable(input)).toEqual([]);
    expect(noteOnVoter(input, witness, leaves)).toMatchObject({ error: { type: "nothingToNote" } });
  });
});

describe("a challenge upheld where no ballot comes of it", () => {
  const { standing: _, ...plain } = plainQuestion(packs.get("NH") as NonNullable<ReturnType<typeof packs.get>>);
  const input = (standing: Standing = nobody): DispositionInput => ({ ...plain, standing });
  const answers = {
    identification: "idShown",
    challengedHere: "voterOfTown",
    challengeGround: "saysLivesElsewhere",
    challenged: "challengeUpheld",
  } as const;
  const upheld: Extract<VoterNoteCommand, { note: "challengeUpheld" }> = {
    note: "challengeUpheld",
    answers,
    forms: ["Affidavit of the challenger"],
  };

  test("one event with who, the ground, the decision and the papers; only with the moderator", () => {
    expect(upheldForms(disposition(input(), answers))).toEqual(["Affidavit of the challenger"]);
    expect(noteOnVoter(input(), witness, upheld)).toMatchObject({ error: { type: "notYourRole" } });
    expect(noteOnVoter(input(), { ...witness, second: lin }, { ...upheld, forms: [] })).toMatchObject({
      error: { type: "formMissing" },
    });
    const made = noteOnVoter(input(), { ...witness, second: lin }, upheld);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(EventBody.parse(made.value)).toMatchObject({
      type: "ChallengeUpheld",
      second: lin,
      steps: [
        { step: "challengedHere", outcome: "voterOfTown" },
        { step: "challengeGround", outcome: "saysLivesElsewhere" },
        { step: "challenged", outcome: "challengeUpheld" },
        { step: "form: Affidavit of the challenger", outcome: "completed" },
      ],
    });
  });

  test("not where the decision gives a ballot, or none was made", () => {
    for (const challenged of ["challengeAnswered", undefined] as const) {
      const { challenged: __, ...begun } = answers;
      const command = { ...upheld, answers: challenged === undefined ? begun : { ...begun, challenged } };
      expect(noteOnVoter(input(), { ...witness, second: lin }, command)).toMatchObject({
        error: { type: "nothingToNote" },
      });
    }
    for (const state of ["CA", "NC", "OH", "TX"]) {
      const pack = packs.get(state);
      if (pack === undefined) continue;
      const listed = { ...plainQuestion(pack), voter: voter("V1", { split: "101", registration: "challenged" }) };
      expect(noteOnVoter(listed, { ...witness, second: lin }, upheld)).toMatchObject({
        error: { type: "nothingToNote" },
      });
    }
  });

  test("from then on every tablet asks the moderator; taken back by an inspector only, the voter is like any other", () => {
    const event = { device: "one", seq: 9, hash: "9".repeat(64) };
    const note = { event, voter: "V1", place: "hall", worker: "rosa", cmd: "n", wall: now, index: undefined };
    const refused = input({ ...nobody, notes: [{ ...note, note: "challengeUpheld" }] });
    expect(disposition(refused)).toMatchObject({ kind: "ask", question: { situation: "challenged" } });
    const undo: VoterNoteCommand = { note: "undone", undoes: event, reason: "decidedAnew", words: undefined };
    expect(noteOnVoter(refused, witness, undo)).toMatchObject({ error: { type: "notYourRole" } });
    const made = noteOnVoter(refused, { ...witness, second: lin }, undo);
    expect(made.ok && EventBody.parse(made.value)).toMatchObject({ type: "VoterNoteUndone", note: "challengeUpheld" });
    expect(noteOnVoter(input(), { ...witness, second: lin }, undo)).toMatchObject({ error: { type: "nothingToNote" } });
  });
});

test("the standing is the same in any order of arrival: notes, undos, and the check-in that was joined by", () => {
  const by = (seq: number, hash: string) => ({ device: "one", seq, hash: hash.repeat(64) });
  const body = (more: object) => EventBody.parse({ ...witness, voter: "V1", place: "hall", ...more });
  const checkIn = body({
    ...{ type: "VoterCheckedIn", split: "101", style: "R", party: "REP", roll: 1, receipt: "1-1" },
    ...{ found: "search", steps: [] },
  });
  const all: KnownEvent[] = [
    { name: by(1, "a"), body: checkIn, index: 1 },
    {
      name: by(2, "b"),
      body: body({ type: "PartyUndeclared", cmd: "2", checkIn: by(1, "a"), party: "REP", steps: [] }),
      index: 2,
    },
    { name: by(3, "c"), body: body({ type: "ChallengeUpheld", cmd: "3", steps: [] }), index: 3 },
    {
      name: by(4, "d"),
      body: body({
        type: "VoterNoteUndone",
        cmd: "4",
        undoes: by(3, "c"),
        note: "challengeUpheld",
        reason: "decidedAnew",
      }),
      index: 4,
    },
    { name: by(5, "e"), body: body({ type: "ChallengeUpheld", cmd: "5", steps: [] }), index: 5 },
    {
      name: by(6, "f"),
      body: body({ type: "CheckInCancelled", cmd: "6", undoes: [by(1, "a")], reason: "other" }),
      index: 6,
    },
  ];
  const standingOf = (events: readonly KnownEvent[]): Standing => {
    const standings = new Standings();
    for (const event of events) standings.add(event);
    return standings.of("V1");
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(all), (events) => {
      const inOrder = all.filter((event) => events.includes(event));
      expect(standingOf([...events, ...events])).toEqual(standingOf(inOrder));
    }),
    { seed: SEED, numRuns: 500 },
  );
  expect(standingOf(all.slice(0, 2)).notes.map(({ note }) => note)).toEqual(["undeclared"]);
  // A check-in that does not count any more made nobody a member, and what was undone does not hold.
  expect(standingOf(all).notes).toMatchObject([{ note: "challengeUpheld", event: { seq: 5 } }]);
  expect(standingOf(all.slice(0, 4)).notes).toMatchObject([{ note: "undeclared" }]);
});
