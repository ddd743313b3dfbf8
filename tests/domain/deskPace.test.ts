import fc from "fast-check";
import { expect, test } from "vitest";
import { DeskPace, type Flood } from "../../src/domain/deskPace.ts";
import { EventBody } from "../../src/domain/events.ts";
import { checkInBody } from "../helpers/server.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";

const second = 1000;
const noon = Date.UTC(2026, 10, 3, 17);
const checkIn = (wall: number): EventBody => checkInBody("V1", "school", wall);
const told = (walls: readonly number[], heard: (n: number) => number, body = checkIn): (Flood | undefined)[] => {
  const pace = new DeskPace();
  return walls.map((wall, seq) => pace.add(seq, body(wall), heard(seq)));
};
const floods = (...args: Parameters<typeof told>): Flood[] => told(...args).flatMap((flood) => flood ?? []);
/** Times one after another, so far apart. */
const after = (gaps: readonly number[]): number[] => {
  let at = noon;
  return gaps.map((gap) => {
    at += gap;
    return at;
  });
};
const gap = (least: number, most: number) => fc.array(fc.integer({ min: least, max: most }), { maxLength: 600 });

test("no desk that takes twenty seconds for a voter raises it, whether the county hears at once or hours later", () => {
  fc.assert(
    fc.property(gap(20 * second, 200 * second), fc.boolean(), (gaps, offline) => {
      const walls = after(gaps);
      const end = (walls.at(-1) ?? noon) + 6 * 3600 * second;
      expect(floods(walls, (n) => (offline ? end : (walls[n] as number)))).toEqual([]);
    }),
  );
});

test("thirteen within two minutes raise it at the thirteenth, with the last record before them", () => {
  fc.assert(
    fc.property(gap(20 * second, 200 * second), fc.integer({ min: 13, max: 60 }), (gaps, flood) => {
      const walls = after([...gaps, 3 * 3600 * second, ...Array(flood - 1).fill(9 * second)]);
      const [first] = floods(walls, (n) => walls[n] as number);
      expect(first).toEqual({ acts: 13, before: gaps.length - 1 });
    }),
  );
});

test("whatever times a flood names, of hours that were told before or of hours to come", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9 * 3600, max: 9 * 3600 }), { minLength: 13, maxLength: 99 }),
      (claimed) => {
        const walls = [noon, ...claimed.map((seconds) => noon + seconds * second)];
        // All of it reaches the county within the two minutes in which the tablet was stolen.
        const [first] = floods(walls, (n) => noon + (n === 0 ? 0 : 120 * second));
        expect(first?.acts).toBe(13);
      },
    ),
  );
});

test("it is told again when there are twice as many, and when a new one begins", () => {
  const flood = Array(60).fill(second) as number[];
  const walls = after([...flood, 3600 * second, ...flood]);
  const answers = floods(walls, (n) => walls[n] as number).map(({ acts, before }) => [acts, before]);
  expect(answers).toEqual([
    [13, -1],
    [26, -1],
    [52, -1],
    [13, 59],
    [26, 59],
    [52, 59],
  ]);
});

test("one every fifteen seconds is a flood after three quarters of an hour", () => {
  const walls = after(Array(300).fill(15 * second) as number[]);
  expect(floods(walls, (n) => walls[n] as number)[0]).toEqual({ acts: 181, before: -1 });
});

test("what is entered from paper, or marked of announced envelopes, may be as quick as one types", () => {
  const quick = after(Array(200).fill(4 * second) as number[]);
  const sure = after(Array(200).fill(2 * second) as number[]);
  for (const name of ["VoterCheckedIn from paper", "AbsenteeProcessed"]) {
    const body = (wall: number) => EventBody.parse(bodyOf(name, { wall }));
    expect(floods(quick, (n) => quick[n] as number, body)).toEqual([]);
    expect(floods(sure, (n) => sure[n] as number, body)[0]?.acts).toBe(41);
  }
});

test("cancels are as good as check-ins, and nothing else is counted", () => {
  const walls = after(Array(50).fill(second) as number[]);
  const of = (name: string) =>
    floods(
      walls,
      (n) => walls[n] as number,
      (wall) => EventBody.parse(bodyOf(name, { wall })),
    );
  expect(of("CheckInCancelled")[0]?.acts).toBe(13);
  for (const name of ["LineCounted", "BallotSpoiled", "WorkerSignedIn"]) expect(of(name)).toEqual([]);
});
