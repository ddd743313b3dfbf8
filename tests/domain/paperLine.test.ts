/** What a paper list says of one voter: every status of the roll, and of the day, that changes what a poll worker does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AbsenteeMark } from "../../src/domain/absenteeMarks.ts";
import type { BallotAct } from "../../src/domain/ballotActs.ts";
import { hasBallot } from "../../src/domain/ballotMarks.ts";
import { isPosted, PaperLines, type PaperMark, paperMarks, tookPart } from "../../src/domain/paperLine.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import type { ProvisionalFact } from "../../src/domain/provisionalBallots.ts";
import type { Situation } from "../../src/domain/situation.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import type { VoterNote } from "../../src/domain/voterNotes.ts";
import { situationsOf } from "../../src/domain/voterSituations.ts";
import { anyVoter } from "../helpers/hostileVoters.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";

const anAbsenteeMark: AbsenteeMark = {
  ...{ event: { device: "a", seq: 4, hash: "m" }, voter: "1", cmd: "m", place: "hall", split: "101", worker: "lin" },
  ...{ wall: 3000, rejected: undefined, index: 0 },
};
const election = inventedElection();
const [place] = election.places;
if (place === undefined) throw new Error("no place");

const checkIn = (more: Partial<CheckInFact> = {}): CheckInFact => ({
  event: { device: "a", seq: 1, hash: "h" },
  voter: "1",
  cmd: "c",
  place: "hall",
  split: "101",
  style: "1",
  party: undefined,
  worker: "rosa",
  wall: 1000,
  fromPaper: false,
  receipt: "1-0001",
  index: 0,
  ...more,
});
const handedBack: BallotAct = {
  ...{ event: checkIn().event, cmd: "c", voter: "1", place: "hall", worker: "rosa", wall: 1500, index: 0 },
  ...{ checkIn: checkIn().event, ballot: checkIn().event, kind: "regular", style: "1", act: "handedBack" },
};
const provisional = ({ split, ...ballot }: CheckInFact): ProvisionalFact => ({ ...ballot, reasons: [] });
const standing = (set: Partial<Standing> = {}): Standing => ({
  checkIns: [],
  cancelled: [],
  setAside: [],
  resolved: false,
  provisionals: [],
  ballotActs: [],
  absentee: [],
  notes: [],
  ...set,
});
const upheld: VoterNote = {
  ...{ event: checkIn().event, cmd: "n", voter: "1", place: "hall", worker: "rosa", wall: 1700, index: 0 },
  note: "challengeUpheld",
};
const anyStanding = fc.record({
  absentee: fc.subarray([anAbsenteeMark, { ...anAbsenteeMark, rejected: "notSigned" as const }]),
  checkIns: fc.subarray([checkIn(), checkIn({ place: "other", wall: 2000 })]),
  cancelled: fc.subarray([checkIn({ receipt: "9-9999" })]),
  setAside: fc.subarray([checkIn({ receipt: "8-8888" })]),
  resolved: fc.boolean(),
  provisionals: fc.subarray([provisional(checkIn({ receipt: "1-0090" }))]),
  ballotActs: fc.subarray<BallotAct>([handedBack]),
  notes: fc.subarray<VoterNote>([upheld]),
});

/** How each situation that the list or the day tells is written on paper; the others nobody can know beforehand. */
const markOf: Readonly<Partial<Record<Situation, PaperMark["mark"]>>> = {
  checkedIn: "checkedIn",
  provisionalIssued: "provisionalIssued",
  handedBack: "handedBack",
  absenteeCast: "absenteeCast",
  absenteeReturned: "absenteeReturned",
  earlyVoted: "earlyVoted",
  absenteeRequested: "absenteeRequested",
  absenteeRejected: "absenteeRejected",
  removed: "removed",
  underage: "notYetOfAge",
  challenged: "challenged",
  pending: "pending",
  unknownStatus: "unknownStatus",
  identification: "idRequired",
  absenteeIssued: "absenteeIssued",
  inactive: "inactive",
};

test("every situation in which a tablet would ask or stop has its mark on paper; what does not count is not told", () => {
  fc.assert(
    fc.property(anyVoter, anyStanding, (one, known) => {
      const marks = paperMarks(one, known, "hall", election);
      const said = situationsOf({
        ...{ election, place, voter: one, standing: known, hours: usualHours },
        ...{ now: 0, knownThrough: undefined, authority: { holder: "here" } },
      });
      for (const situation of said)
        if (situation !== "confidential" && situation !== "otherPlace")
          expect(marks.map(({ mark }) => mark)).toContain(markOf[situation]);
      expect(marks.some(({ mark }) => mark === "checkInSetAside")).toBe(known.setAside.length > 0);
      expect(JSON.stringify(marks)).not.toMatch(/9-9999|8-8888/);
      expect(hasBallot(marks)).toBe(tookPart(one, known) || known.provisionals.length > 0);
    }),
  );
});

test("the first check-in that counts is told: when, its receipt, where if it was elsewhere, and whether there are more", () => {
  const first = checkIn({ place: "other", wall: 5000, receipt: "2-0007" });
  const told = { mark: "checkedIn", wall: 5000, receipt: "2-0007", elsewhere: "other", twice: true };
  const [mark] = paperMarks(voter("1"), standing({ checkIns: [first, checkIn()] }), "hall", election);
  expect(mark).toEqual(told);
  const cast = { mark: "absenteeCast", wall: anAbsenteeMark.wall, elsewhere: "hall" };
  const both = standing({ checkIns: [first], absentee: [anAbsenteeMark] });
  expect(paperMarks(voter("1"), both, "other", election)).toEqual([{ ...told, elsewhere: undefined }, cast]);
  const issued = standing({ provisionals: [provisional(first)] });
  expect(paperMarks(voter("1"), issued, "hall", election)).toEqual([
    { ...told, mark: "provisionalIssued", twice: false },
  ]);
  const [own] = paperMarks(voter("1"), standing({ checkIns: [checkIn()] }), "hall", election);
  expect(own).toMatchObject({ elsewhere: undefined, twice: false });
});

test("nobody confidential is posted; whoever is registered or took part is; lines say no more than their list may", () => {
  const lines = new PaperLines(election);
  fc.assert(
    fc.property(anyVoter, anyStanding, (one, known) => {
      const confidential = one.flags.includes("confidential");
      const registered = ["active", "inactive", "challenged", "military"].includes(one.registration);
      expect(isPosted(one, known)).toBe(!confidential && (registered || tookPart(one, known)));
      expect(Object.keys(lines.posted(one, known, "AAA")).toSorted()).toEqual([
        "lineCode",
        "name",
        "street",
        "tookPart",
        "town",
      ]);
      expect(Object.keys(lines.byNumber(one, known, "AAA", "hall")).toSorted()).toEqual([
        "lineCode",
        "marks",
        "styles",
        "voterId",
      ]);
    }),
  );
});

test("the party is told in a primary only, by the name that the election gives it, else as the county writes it", () => {
  const primary = new PaperLines({ ...election, kind: "primary" });
  const of = (lines: PaperLines, party: string, partyRaw: string) =>
    lines.book(voter("1", { party, partyRaw }), standing(), "AAA", "hall", false).party;
  expect(of(primary, "DEM", "D")).toBe("Democratic");
  expect(of(primary, "", "UNA")).toBe("UNA");
  expect(of(new PaperLines(election), "DEM", "D")).toBeUndefined();
});
