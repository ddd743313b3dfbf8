/** What a paper list says of one voter: every status of the roll, and of the day, that changes what a poll worker does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { disposition } from "../../src/domain/disposition.ts";
import { isPosted, PaperLines, paperMarks, tookPart } from "../../src/domain/paperLine.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import { anyVoter, inventedElection, voter } from "../helpers/inventedVoters.ts";

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
  receipt: "1-0001",
  index: 0,
  ...more,
});
const standing = (set: Partial<Standing> = {}): Standing => ({
  checkIns: [],
  cancelled: [],
  setAside: [],
  resolved: false,
  ...set,
});
const anyStanding = fc.record({
  checkIns: fc.subarray([checkIn(), checkIn({ place: "other", wall: 2000 })]),
  cancelled: fc.subarray([checkIn({ receipt: "9-9999" })]),
  setAside: fc.subarray([checkIn({ receipt: "8-8888" })]),
  resolved: fc.boolean(),
});

test("whoever may not simply be given a regular ballot on a tablet has a mark on paper, or is confidential", () => {
  fc.assert(
    fc.property(anyVoter, anyStanding, fc.constantFrom("101", "106", "112"), (any, known, split) => {
      const one = { ...any, split };
      const marks = paperMarks(one, known, "hall");
      const said = disposition({
        election,
        place,
        voter: one,
        standing: known,
        now: 0,
        knownThrough: { size: 1, at: 0 },
        listIncomplete: false,
        authority: { holder: "here" },
      });
      const plain = said.kind === "regular" && said.steps.every(({ step }) => step === "confirmIdentity");
      const noStyle = said.kind === "none" && said.why.reason === "noBallotStyle";
      const confidential = one.flags.includes("confidential");
      if (!plain && !noStyle && !confidential) expect(marks).not.toEqual([]);
      expect(JSON.stringify(marks)).not.toMatch(/9-9999|8-8888/);
      const taken = marks.some(({ mark }) => ["checkedIn", "earlyVoted", "absenteeReturned"].includes(mark));
      expect(taken).toBe(tookPart(one, known));
    }),
  );
});

test("the first check-in that counts is told: when, its receipt, where if it was elsewhere, and whether there are more", () => {
  const first = checkIn({ place: "other", wall: 5000, receipt: "2-0007" });
  const told = { mark: "checkedIn", wall: 5000, receipt: "2-0007", elsewhere: "other", twice: true };
  const [mark] = paperMarks(voter("1"), standing({ checkIns: [first, checkIn()] }), "hall");
  expect(mark).toEqual(told);
  const [own] = paperMarks(voter("1"), standing({ checkIns: [checkIn()] }), "hall");
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
    lines.book(voter("1", { party, partyRaw }), standing(), "AAA", "hall").party;
  expect(of(primary, "DEM", "D")).toBe("Democratic");
  expect(of(primary, "", "UNA")).toBe("UNA");
  expect(of(new PaperLines(election), "DEM", "D")).toBeUndefined();
});
