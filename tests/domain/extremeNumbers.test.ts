/** An event with an impossible time or number is no event, or harms nothing: no screen, no book and no export fails of it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "../../src/domain/electionDay.ts";
import { readBody } from "../../src/domain/events.ts";
import { earliest, latest } from "../../src/domain/instant.ts";
import { zonedTime } from "../../src/server/participation.ts";
import { birthDateText, dayOf as dayOnScreen, longDate, timeOfDay } from "../../src/ui/text/times.ts";
import { readAll } from "../helpers/readers.ts";
import { bodyOf, insteadOf, writtenEvents } from "../helpers/writtenEvents.ts";

const SEED = 20261103;
const zones = ["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"];
const beyond = [earliest - 1, latest + 1, 8.64e15, 8.64e15 + 1, -8.64e15 - 1, ...[1, -1].map((s) => s * (2 ** 53 - 1))];
const edges = [earliest, latest, 0, 1, -1, 2 ** 31, 2 ** 32];

/** The fields of events that are times, by name. */
const times = new Set(["wall", "written", "at", "until", "happened", "first", "last", "since"]);

/** Where the numbers of a JSON value are. */
function numbersIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === "number") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, [...path, key]));
}
function withNumber(value: unknown, [key, ...rest]: readonly string[], number: number): unknown {
  if (key === undefined) return number;
  const made = structuredClone(value) as Record<string, unknown>;
  made[key] = withNumber(made[key], rest, number);
  return made;
}

/** Every number in every event. */
const fields = Object.keys(writtenEvents).flatMap((written) =>
  numbersIn(bodyOf(written)).map((path) => ({ written, path })),
);
const isTime = ({ path }: (typeof fields)[number]): boolean => times.has(path.at(-1) ?? "");
const readWith = ({ written, path }: (typeof fields)[number], number: number) =>
  readBody(withNumber(bodyOf(written), path, number));

test("every time of every event is one that calendars show, or the event is malformed", () => {
  const asked = new Set(fields.filter(isTime).map(({ path }) => path.join(".")));
  expect(asked).toEqual(new Set([...times, "insteadOf.wall"]));
  for (const field of fields.filter(isTime)) {
    for (const number of beyond)
      expect([field, number, readWith(field, number).kind]).toEqual([field, number, "malformed"]);
    for (const number of [earliest, latest])
      expect([field, number, readWith(field, number).kind]).toEqual([field, number, "known"]);
  }
});

const name = { device: "d", seq: 0, hash: insteadOf.event.hash };
const givens = ["VoterCheckedIn", "ProvisionalIssued", "VoterRegistered"];

test("whatever number stands in an event that is read, the book of the place and the exports can be made of it", () => {
  const numbers = [...beyond, ...edges];
  for (const field of fields)
    for (const number of numbers) {
      const read = readWith(field, number);
      if (read.kind !== "known") continue;
      const others = givens.map((written, at) => {
        const given = readBody(bodyOf(written));
        if (given.kind !== "known") throw new Error(`${written} is not read`);
        return { name: { ...name, hash: at === 0 ? name.hash : String(at).repeat(64) }, body: given.body, index: at };
      });
      readAll([...others, { name: { ...name, seq: 1, hash: "b".repeat(64) }, body: read.body, index: 3 }]);
    }
});

test("what shows a time or a day shows any number, also one that no reader takes any more", () => {
  const anyNumber = fc.oneof(fc.maxSafeInteger(), fc.double(), fc.constantFrom(...beyond, ...edges));
  fc.assert(
    fc.property(anyNumber, fc.constantFrom(...zones), (at, zone) => {
      for (const shown of [timeOfDay(at, zone), dayOnScreen(at, zone)]) expect(shown).not.toBe("");
      expect(dayOf(at, zone)).toMatch(/^(\d{4}-\d\d-\d\d)?$/);
      expect(zonedTime(zone)(at)).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d(:\d\d)?)?$/);
    }),
    { seed: SEED, numRuns: 1000, examples: beyond.flatMap((at) => zones.map((zone): [number, string] => [at, zone])) },
  );
});

test("a date that no calendar holds is shown as it is written", () => {
  for (const date of ["2026-99-99", "0000-00-00"]) expect([longDate(date), birthDateText(date)]).toEqual([date, date]);
});
