/** P2, P7: what was written on paper is entered as it happened, by two, once; and its numbers balance. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permitFor } from "../../src/domain/authority.ts";
import { bookOfPlace } from "../../src/domain/bookOfPlace.ts";
import type { Witness } from "../../src/domain/checkIn.ts";
import type { DispositionInput } from "../../src/domain/disposition.ts";
import { dayOf, instantOf } from "../../src/domain/electionDay.ts";
import { EventBody } from "../../src/domain/events.ts";
import { enterFromPaper, type PaperEntry } from "../../src/domain/paperEntry.ts";
import { Standings } from "../../src/domain/standing.ts";
import { anyQuestion } from "./anyElection.ts";
import { nameOf } from "./placeFixtures.ts";

const SEED = 20261103;

describe("the instant of a time on paper", () => {
  test("is on that day, and the clocks there show that time, in any zone and on days on which they change", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("America/New_York", "America/Phoenix", "Pacific/Honolulu", "Europe/Berlin", "Asia/Kolkata"),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 4 * 60, max: 23 * 60 + 59 }),
        (zone, days, minute) => {
          const day = new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
          const time = new Date(minute * 60_000).toISOString().slice(11, 16);
          const at = instantOf(day, time, zone);
          const shown = new Intl.DateTimeFormat("sv", { timeZone: zone, timeStyle: "short" }).format(at);
          expect([dayOf(at, zone), shown]).toEqual([day, time]);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

const inputOf = ({ election, place, voter, standing }: DispositionInput) => ({ election, place, voter, standing });
const two: Witness = {
  ...{ cmd: "c", worker: "lin", role: "inspector", wall: 0, seen: null },
  second: { worker: "rosa", role: "pollWorker", otherParty: false },
};
const paper = { roll: 1, receipt: "1-0001" };

test("whatever the list says of a voter today, a ballot that was given is entered; who is checked in already only when people say so", () => {
  const seen = { entered: 0, already: 0, other: 0 };
  fc.assert(
    fc.property(anyQuestion, fc.boolean(), (known, again) => {
      const input = inputOf(known);
      const written = instantOf(input.election.date, "10:30", input.election.timeZone);
      const entry = (style: string): PaperEntry => ({ style, written, again });
      const offered = enterFromPaper(input, { ...two, wall: written + 1 }, entry("no such style"), paper);
      if (offered.ok || offered.error.type !== "otherBallot") throw new Error("a style that is none");
      const [style] = offered.error.offered;
      if (style === undefined) {
        seen.other++;
        return;
      }
      const made = enterFromPaper(input, { ...two, wall: written + 1 }, entry(style), paper);
      if (input.standing.checkIns.length > 0 && !again) {
        expect(made).toMatchObject({ ok: false, error: { type: "checkedInAlready" } });
        seen.already++;
        return;
      }
      if (!made.ok) throw new Error(made.error.type);
      expect(EventBody.parse(JSON.parse(JSON.stringify(made.value)))).toEqual(made.value);
      expect(made.value).toMatchObject({ voter: input.voter.id, style, written, wall: written + 1 });
      seen.entered++;
    }),
    { seed: SEED, numRuns: 800 },
  );
  expect(seen.entered).toBeGreaterThan(100);
  expect(seen.already).toBeGreaterThan(20);
});

describe("what cannot be true", () => {
  const at = (day: string, time: string, of = input): number => instantOf(day, time, of.election.timeZone);
  const offeredFor = (of: ReturnType<typeof inputOf>): readonly string[] => {
    const noon = at("2026-11-03", "12:00", of);
    const none = enterFromPaper(of, { ...two, wall: noon }, { style: "", written: noon, again: false }, paper);
    return none.ok || none.error.type !== "otherBallot" ? [] : none.error.offered;
  };
  /** Somebody who was not checked in, and for whom there is a ballot. */
  const input = fc
    .sample(anyQuestion, { numRuns: 500, seed: SEED })
    .map(inputOf)
    .map((one) => ({ ...one, election: { ...one.election, earlyVoting: ["2026-10-30"], date: "2026-11-03" } }))
    .find((one) => one.standing.checkIns.length === 0 && offeredFor(one).length > 0) as ReturnType<typeof inputOf>;
  const noon = at("2026-11-03", "12:00");
  const enter = (written: number, by: Partial<Witness> = {}) => {
    const [style = ""] = offeredFor(input);
    return enterFromPaper(input, { ...two, wall: noon, ...by }, { style, written, again: false }, paper);
  };

  test.each([
    ["this morning", at("2026-11-03", "07:12"), true],
    ["a day of early voting", at("2026-10-30", "17:00"), true],
    ["a day between", at("2026-10-31", "17:00"), false],
    ["ahead of now", noon + 60_000, false],
  ])("%s", (_, written, may) => {
    const made = enter(written);
    expect(made.ok, JSON.stringify(made)).toBe(may);
    if (!made.ok) expect(made.error).toEqual({ type: "notThen", written });
  });

  test("one person alone, the same person twice, or a poll worker", () => {
    const { second: _, ...alone } = two;
    expect(enterFromPaper(input, { ...alone, wall: noon }, { style: "", written: noon, again: false }, paper)).toEqual({
      ok: false,
      error: { type: "secondNeeded", act: "enterFromPaper", differentParties: false },
    });
    expect(enter(noon, { worker: "rosa" })).toMatchObject({ error: { type: "samePerson" } });
    expect(enter(noon, { role: "pollWorker", worker: "kim" })).toMatchObject({ error: { type: "notYourRole" } });
    // Two against mistakes: it asks nothing more of adding a worker.
    expect(permitFor({}, "addWorker").people).toBe(1);
  });
});

test("it counts like any check-in, at the time that is written, with a mark of its own, in any order of arrival", () => {
  const about = { ...two, voter: "V1", place: "oak", split: "01", style: "B1", ...paper, found: "search", steps: [] };
  const wall = Date.UTC(2026, 10, 3, 20, 0);
  const fromPaper = EventBody.parse({ type: "VoterCheckedIn", ...about, wall, written: wall - 7_200_000 });
  const atTablet = EventBody.parse({ type: "VoterCheckedIn", ...about, cmd: "d", wall: wall - 3_600_000 });
  for (const order of [
    [fromPaper, atTablet],
    [atTablet, fromPaper],
  ]) {
    const standings = new Standings();
    for (const body of order)
      standings.add({ name: nameOf(body === fromPaper ? 1 : 2, "one"), body, index: undefined });
    const book = bookOfPlace(standings, "oak");
    expect(book.checkedIn.map((fact) => [fact.wall, book.fromPaper.has(fact.event.hash)])).toEqual([
      [wall - 7_200_000, true],
      [wall - 3_600_000, false],
    ]);
    // The paper came first: the tablet's is the second one.
    expect([...book.checkedInTwice]).toEqual([nameOf(2, "one").hash]);
    expect(standings.of("V1").checkIns.map((fact) => fact.fromPaper)).toEqual([true, false]);
  }
});
