/** When the polls close, for whom it is too late, and who still waits: the same for every reader, whatever the order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Witness } from "../../src/domain/checkIn.ts";
import { disposition } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import type { EventName } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import { OpenSteps } from "../../src/domain/openSteps.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { type PlaceAct, placeActEvent, type WaitingBody } from "../../src/domain/placeAct.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { isPlaceBody, type PlaceBody } from "../../src/domain/placeEvents.ts";
import { hoursOf, isAfterHours, legalClose, usualHours } from "../../src/domain/placeHours.ts";
import { Standings } from "../../src/domain/standing.ts";
import type { Trusts } from "../../src/domain/undos.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { aCheckIn, close, extended, nobody, plainQuestion } from "./packElection.ts";

const hour = 3_600_000;
const hash = (n: number): string => n.toString(16).padStart(64, "0");
const nameOf = (n: number, device = "one"): EventName => ({ device, seq: n, hash: hash(n) });
const witness = { cmd: "c", worker: "lin", role: "inspector", wall: close, seen: null } satisfies Witness;
const election = plainQuestion([...packs.values()][0] as Parameters<typeof plainQuestion>[0]).election;
const at = (place: string) => ({ ...witness, place });
const everybody = () => true;

describe("the hours of election day", () => {
  test.each([
    ["America/New_York", "2026-11-03", "20:00", "2026-11-04T01:00Z"],
    ["America/Los_Angeles", "2026-11-03", "20:00", "2026-11-04T04:00Z"],
    ["America/Chicago", "2026-03-03", "19:00", "2026-03-04T01:00Z"],
    ["America/New_York", "2026-08-04", "21:00", "2026-08-05T01:00Z"],
    // The clocks were set on that very morning.
    ["America/New_York", "2026-11-01", "20:00", "2026-11-02T01:00Z"],
    ["America/New_York", "2026-03-08", "20:00", "2026-03-09T00:00Z"],
    ["UTC", "2026-11-03", "00:00", "2026-11-03T00:00Z"],
  ])("%s %s %s", (timeZone, date, time, expected) => {
    const hours = { ...election, timeZone, date, polls: { open: "07:00", close: time } };
    expect(new Date(legalClose(hours)).toISOString()).toBe(new Date(expected).toISOString());
  });

  test("after hours from the legal close or the mark until the next morning, and at no other time", () => {
    const late = (now: number, mark?: number) =>
      isAfterHours(
        election,
        { ...usualHours, lastInLine: mark === undefined ? undefined : { event: nameOf(1), worker: "lin", wall: mark } },
        now,
      );
    expect(late(close - 1)).toBe(false);
    expect(late(close)).toBe(true);
    expect(late(close + 6 * hour)).toBe(true);
    expect(late(close + 11 * hour)).toBe(false);
    expect(late(close - 60_000, close - 120_000)).toBe(true);
    expect(late(close - 24 * hour + 1)).toBe(false);
  });
});

describe("who may still vote, in every state", () => {
  test.each([...packs.values()])("$name", (pack) => {
    const question = { ...plainQuestion(pack), now: close + 1, knownThrough: { size: 1, at: close } };
    const ask = (way: "inLineAtClose" | "underOrder" | "cameTooLate", hours = usualHours) =>
      disposition({ ...question, hours }, { identification: "idShown", afterHours: way });
    expect(disposition(question)).toMatchObject({ kind: "ask", question: { situation: "afterHours" } });
    expect(disposition({ ...question, now: close - 1 }, { identification: "idShown" })).toMatchObject({
      kind: "regular",
    });
    expect(ask("inLineAtClose")).toMatchObject({ kind: "regular" });
    expect(ask("cameTooLate")).toMatchObject({ kind: "none", why: { reason: "afterHours" } });
    // An order that nobody noted lets nobody in; one that was noted gives a ballot that is kept apart, never a regular one.
    expect(ask("underOrder")).toMatchObject({ kind: "ask", question: { situation: "afterHours" } });
    expect(ask("inLineAtClose", extended)).toMatchObject({ kind: "regular" });
    expect(ask("underOrder", extended)).toMatchObject(
      pack.rules.provisional
        ? { kind: "provisional", reasons: [{ situation: "afterHours" }] }
        : { kind: "none", why: { reason: "afterHours" } },
    );
  });
});

const places = ["hall", "school"];
type Said = PlaceBody | WaitingBody;
const day = "2026-11-03";
const anyName = fc.nat(40).map((n) => nameOf(n, n % 3 === 0 ? "two" : "one"));
const anyPlace = fc.constantFrom(...places);
const anySaid: fc.Arbitrary<Said> = fc.oneof(
  fc
    .tuple(anyPlace, fc.integer({ min: close + 1, max: close + 3 }))
    .map(([place, until]): Said => ({ type: "HoursExtended", ...at(place), day, until, order: "Court" })),
  fc
    .tuple(anyPlace, fc.integer({ min: close, max: close + 2 }))
    .map(([place, wall]): Said => ({ type: "LastInLineMarked", ...at(place), day, wall, people: 7 })),
  anyName.map(
    (undoes): Said => ({ type: "PlaceEntryUndone", ...at("hall"), day, undoes, reason: "Noted by mistake." }),
  ),
  fc
    .tuple(fc.constantFrom("VoterSentToHelpTable" as const, "CurbsideBegun" as const), anyPlace, fc.nat(3))
    .map(([type, place, wall]): Said => ({ type, ...at(place), voter: `V${wall}`, wall })),
  fc
    .array(anyName, { minLength: 1, maxLength: 3 })
    .map((undoes): Said => ({ type: "OpenStepEnded", ...at("hall"), undoes, how: "finished" })),
);
const anyLog = fc
  .uniqueArray(fc.tuple(anyName, anySaid), { selector: ([{ hash: of }]) => of, maxLength: 15 })
  .map((log) => log.map(([name, body]): readonly [EventName, Said] => [name, { ...body, cmd: `c${name.seq}` }]));

function known(log: readonly (readonly [EventName, Said])[]) {
  const [entries, steps] = [new PlaceEntries(), new OpenSteps()];
  for (const [name, body] of log) {
    if (isPlaceBody(body)) entries.add(name, body);
    steps.add(name, body);
  }
  return {
    hours: (place: string, trusts: Trusts = everybody) => hoursOf(entries.at(place, trusts)),
    steps: (place: string, trusts: Trusts = everybody) => steps.at(place, trusts, () => nobody),
  };
}

test("hours and open steps are functions of the set of events: any order, repeated, undo first; a tablet set aside says nothing", () => {
  fc.assert(
    fc.property(
      anyLog.chain((log) =>
        fc.tuple(fc.constant(log), fc.shuffledSubarray([...log, ...log], { minLength: log.length * 2 })),
      ),
      fc.boolean(),
      ([log, again], revoked) => {
        const trusts: Trusts = ({ device }) => !(revoked && device === "two");
        const [one, other] = [known(log), known(again)];
        const without = known(log.filter(([name]) => trusts(name)));
        for (const place of places) {
          expect(other.hours(place, trusts)).toEqual(one.hours(place, trusts));
          expect(without.hours(place)).toEqual(one.hours(place, trusts));
          expect(other.steps(place, trusts)).toEqual(one.steps(place, trusts));
          expect(without.steps(place)).toEqual(one.steps(place, trusts));
        }
      },
    ),
  );
});

test("an order is the one that lasts longest; what was taken back, or said of another place, does not count", () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const undone = (by: Said["type"]): ReadonlySet<string> =>
        new Set(
          log
            .flatMap(([, body]) => (body.type === by && "undoes" in body ? [body.undoes].flat() : []))
            .map((of) => of.hash),
        );
      const [entries, ended] = [undone("PlaceEntryUndone"), undone("OpenStepEnded")];
      const mine = log.filter(([, { place }]) => place === "hall");
      const { hours, steps } = known(log);
      const { extension, lastInLine } = hours("hall");
      const untils = mine.flatMap(([{ hash: of }, body]) =>
        body.type === "HoursExtended" && !entries.has(of) ? [body.until] : [],
      );
      expect(extension?.until).toBe(untils.length === 0 ? undefined : Math.max(...untils));
      const marks = mine.flatMap(([{ hash: of }, body]) =>
        body.type === "LastInLineMarked" && !entries.has(of) ? [body.wall] : [],
      );
      expect(lastInLine?.wall).toBe(marks.length === 0 ? undefined : Math.max(...marks));
      const begun = mine.flatMap(([{ hash: of }, { type }]) =>
        (type === "VoterSentToHelpTable" || type === "CurbsideBegun") && !ended.has(of) ? [of] : [],
      );
      const open = steps("hall");
      expect(new Set(open.map(({ event }) => event.hash))).toEqual(new Set(begun));
      expect(open.map(({ wall }) => wall)).toEqual(open.map(({ wall }) => wall).sort((a, b) => a - b));
    }),
  );
});

test("help is over with the ballot that followed, and open again when it is cancelled; at the car somebody must say so", () => {
  const steps = new OpenSteps();
  const begun = { ...at("hall"), voter: "V1", wall: 100 };
  steps.add(nameOf(1), { type: "VoterSentToHelpTable", ...begun });
  steps.add(nameOf(2), { type: "CurbsideBegun", ...begun });
  const standings = new Standings();
  const open = () => steps.at("hall", everybody, (of) => standings.of(of)).map(({ what }) => what);
  expect(open()).toEqual(["helpTable", "curbside"]);
  const issued = { split: "101", style: "1", roll: 1, receipt: "1-1", found: "search" as const, steps: [] };
  const checkIn = { type: "VoterCheckedIn" as const, ...begun, ...issued, wall: 200 };
  standings.add({ name: nameOf(3), body: { ...checkIn, wall: 50 }, index: undefined });
  expect(open()).toEqual(["helpTable", "curbside"]);
  standings.add({ name: nameOf(4), body: { ...checkIn, cmd: "d" }, index: undefined });
  expect(open()).toEqual(["curbside"]);
  standings.add({
    name: nameOf(5),
    body: { type: "CheckInCancelled", ...begun, undoes: [nameOf(4)], reason: "wrongVoter" },
    index: undefined,
  });
  expect(open()).toEqual(["helpTable", "curbside"]);
  expect(aCheckIn.voter).toBe(voter("V1").id);
});

describe("one act, one event", () => {
  const now = { election, place: "hall", hours: usualHours, steps: [] };
  const until = close + hour;
  const order = "Superior Court, 26-CV-1103";
  const extend = { what: "extendHours", until, order } as const;

  test("each act becomes an event that readers take, or a problem in types", () => {
    const step = { event: nameOf(7), what: "curbside", voter: "V1", worker: "w", wall: 1 } as const;
    const full = { ...now, hours: { ...extended, lastInLine: extended.extension }, steps: [step] };
    const event = extended.extension?.event as EventName;
    const acts: readonly [PlaceAct, Said["type"]][] = [
      [extend, "HoursExtended"],
      [{ what: "takeBack", event, reason: "Lifted." }, "PlaceEntryUndone"],
      [{ what: "markLastInLine", people: 7 }, "LastInLineMarked"],
      [{ what: "sendToHelpTable", voter: "V1" }, "VoterSentToHelpTable"],
      [{ what: "beginCurbside", voter: "V2" }, "CurbsideBegun"],
      [{ what: "endStep", event: step.event, how: "handedOn" }, "OpenStepEnded"],
    ];
    for (const [command, type] of acts) {
      const made = placeActEvent(full, witness, command);
      expect(made.ok && EventBody.parse(made.value)).toMatchObject({ type, place: "hall", worker: "lin" });
    }
  });

  test.each([
    [{ ...extend, until: close }, { type: "notAnExtension" }],
    [{ ...extend, until: close + 20 * hour }, { type: "notAnExtension" }],
    [
      { ...extend, order: " " },
      { type: "notWhole", field: "order" },
    ],
    [{ what: "takeBack", event: nameOf(9), reason: "Lifted." }, { type: "nothingToEnd" }],
    [
      { what: "markLastInLine", people: -1 },
      { type: "notWhole", field: "people" },
    ],
    [{ what: "endStep", event: nameOf(9), how: "finished" }, { type: "nothingToEnd" }],
  ] as const)("%o", (command, error) => {
    expect(placeActEvent(now, witness, command)).toMatchObject({ ok: false, error });
  });

  test("a voter waits once at each place, and the line is not marked in the middle of the day", () => {
    const step = { event: nameOf(7), what: "helpTable", voter: "V1", worker: "w", wall: 1 } as const;
    const send = (voterId: string) =>
      placeActEvent({ ...now, steps: [step] }, witness, { what: "sendToHelpTable", voter: voterId }).ok;
    expect([send("V1"), send("V2")]).toEqual([false, true]);
    const mark = (wall: number) => placeActEvent(now, { ...witness, wall }, { what: "markLastInLine", people: 7 }).ok;
    expect([mark(close - 10 * 60_000), mark(close - 60_000), mark(close + hour)]).toEqual([false, true, true]);
  });

  test("the inspector's alone, with a second person where the pack says so; a poll worker sends to the help table", () => {
    const clerk = { ...witness, worker: "rosa", role: "pollWorker" } as const;
    expect(placeActEvent(now, clerk, extend)).toMatchObject({ ok: false, error: { type: "notYourRole" } });
    expect(placeActEvent(now, clerk, { what: "markLastInLine", people: 7 })).toMatchObject({ ok: false });
    expect(placeActEvent(now, clerk, { what: "sendToHelpTable", voter: "V1" }).ok).toBe(true);
    const permits = { extendHours: { roles: ["inspector"], people: 2, differentParties: false } };
    const ofTwo = {
      ...now,
      election: Election.parse({ ...election, rules: { ...election.rules, permits } }),
    };
    expect(placeActEvent(ofTwo, witness, extend)).toMatchObject({ ok: false, error: { type: "secondNeeded" } });
    const second = { worker: "rosa", role: "pollWorker", otherParty: false } as const;
    expect(placeActEvent(ofTwo, { ...witness, second }, extend).ok).toBe(true);
  });
});
