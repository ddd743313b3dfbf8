/** What somebody at a place wants to write down becomes one event, or a typed problem. */
import { describe, expect, test } from "vitest";
import type { Witness } from "../../src/domain/checkIn.ts";
import { Rules } from "../../src/domain/election.ts";
import { Role } from "../../src/domain/eventFields.ts";
import { readBody } from "../../src/domain/events.ts";
import { type PlaceCommand, placeEntry } from "../../src/domain/placeCommands.ts";
import { type PlaceBody, placeEvents } from "../../src/domain/placeEvents.ts";
import { electionDay, minutes, nameOf, now, zone } from "./placeFixtures.ts";

const election = { rules: Rules.parse({}), timeZone: zone };
const witness: Witness = { cmd: "c", worker: "lin", role: "inspector", wall: now, seen: null };
const event = nameOf(1);
const commands: readonly PlaceCommand[] = [
  { type: "PollsOpened", checkedIn: 0, overrides: [{ check: "camera", reason: "It is broken." }] },
  { type: "PollsSuspended", checkedIn: 212 },
  { type: "PollsResumed", checkedIn: 212, overrides: [] },
  { type: "PollsClosed", checkedIn: 606, notSent: 37 },
  { type: "TabletReady", number: 4, build: "3f9a2c1", roll: 1, missing: 0, earlier: 0, how: "tapped", overrides: [] },
  {
    type: "BallotStockCounted",
    delivery: 1,
    stacks: [{ style: "1", sealed: [{ packs: 9, sheets: 100 }], opened: 101 }],
  },
  { type: "CounterRead", scanner: 1, moment: "start", reads: 0 },
  { type: "BallotsCounted", line: "spoiled", count: 9 },
  { type: "LineCounted", people: 12 },
  { type: "HoursExtended", until: now + 90 * minutes, order: "Superior Court, 26-CV-1103" },
  { type: "LastInLineMarked", people: 12 },
  { type: "SealRecorded", on: "scanner 1", number: "0012", how: "applied", initials: ["LC", "RM"] },
  { type: "CustodyRecorded", tablets: [], cards: 2, files: 0, carriers: ["Lin C."], to: "County office" },
  {
    ...{ type: "BookSplit", line: 2, roll: 1 },
    lines: [
      { from: "", through: "L" },
      { from: "M", through: "Z" },
    ],
  },
  { type: "BookJoined", how: "asked", ends: [event] },
  { type: "BalanceExplained", difference: "scanned", sheets: 2, how: "explained", words: "Cast.", by: [event.hash] },
  { type: "BalanceSigned", members: ["Lin C."], differences: [{ difference: "stock", sheets: 3, unexplained: 3 }] },
  { type: "IncidentReported", happened: now - minutes, words: "The power was off." },
  { type: "PlaceEntryUndone", undoes: event, reason: "Wrong scanner." },
];
/** Once more and by hand. */
const byAnybody: readonly PlaceBody["type"][] = [
  "TabletReady",
  "BallotStockCounted",
  "CounterRead",
  "BallotsCounted",
  "LineCounted",
  "IncidentReported",
];

test("every kind of entry is tried here", () => {
  const types = placeEvents.flatMap(({ shape }) => [...shape.type.def.values]);
  expect(commands.map(({ type }) => type)).toEqual(types);
});

describe.each(commands.map((command) => [command.type, command] as const))("%s", (type, command) => {
  test("is one event that every reader takes, of today by the calendar of the place", () => {
    const body = { ...command, ...witness, place: "oak", day: electionDay };
    expect(placeEntry(election, "oak", witness, command)).toEqual({ ok: true, value: body });
    expect(readBody(JSON.parse(JSON.stringify(body)))).toEqual({ kind: "known", body });
  });

  test("is written by those whom the table lets", () => {
    const may = byAnybody.includes(type)
      ? ["pollWorker", "inspector", "secondOfficer", "rover"]
      : type === "HoursExtended"
        ? ["inspector"]
        : ["inspector", "secondOfficer"];
    const done = Role.options.filter((role) => placeEntry(election, "oak", { ...witness, role }, command).ok);
    expect([...done].sort()).toEqual([...may].sort());
  });
});

test("closing can ask for two people of two parties", () => {
  const permits = { closePolls: { roles: ["inspector"], people: 2, differentParties: true } };
  const county = { ...election, rules: Rules.parse({ permits }) };
  const close: PlaceCommand = { type: "PollsClosed", checkedIn: 606, notSent: 0 };
  const second = { worker: "rey", role: "pollWorker" as const, otherParty: true };
  expect(placeEntry(county, "oak", witness, close)).toMatchObject({ error: { type: "secondNeeded" } });
  expect(placeEntry(county, "oak", { ...witness, second: { ...second, otherParty: false } }, close)).toMatchObject({
    error: { type: "sameParty" },
  });
  expect(placeEntry(county, "oak", { ...witness, second }, close)).toMatchObject({ ok: true, value: { second } });
});

test("a reading after midnight may be of the day before; ten to midnight after the clocks went back is still that day", () => {
  const at = Date.UTC(2026, 10, 2, 4, 50);
  const count: PlaceCommand = { type: "LineCounted", people: 0 };
  const dayAt = (wall: number, day?: string): unknown => {
    const made = placeEntry(election, "oak", { ...witness, wall }, day === undefined ? count : { ...count, day });
    return made.ok ? made.value.day : made.error;
  };
  expect(dayAt(at)).toBe("2026-11-01");
  expect(dayAt(at + 20 * minutes)).toBe("2026-11-02");
  expect(dayAt(at + 20 * minutes, "2026-11-01")).toBe("2026-11-01");
});

test("what is not whole is said by its field", () => {
  const fieldOf = (command: PlaceCommand): unknown => {
    const made = placeEntry(election, "oak", witness, command);
    return made.ok ? undefined : made.error;
  };
  expect(fieldOf({ type: "LineCounted", people: -1 })).toEqual({ type: "notWhole", field: "people" });
  expect(fieldOf({ type: "IncidentReported", happened: now, words: "" })).toEqual({ type: "notWhole", field: "words" });
  expect(fieldOf({ type: "LineCounted", people: 1, day: "tomorrow" })).toEqual({ type: "notWhole", field: "day" });
});
