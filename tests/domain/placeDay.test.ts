/** What is known of a place is a function of the set of its events: any order, any number of copies, undos before what they undo. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type PlaceDay, placeDay } from "../../src/domain/placeDay.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { type PlaceBody, placeSchema } from "../../src/domain/placeEvents.ts";
import { isOpen } from "../../src/domain/polls.ts";
import { dayWith, electionDay, entry, hashOf, minutes, nameOf, now, type Written } from "./placeFixtures.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure

const days = ["2026-10-31", "2026-11-01", electionDay] as const;
const day = fc.constantFrom(...days);
const said: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constant("PollsOpened"), checkedIn: fc.nat(9), overrides: fc.constant([]) }),
  fc.record({ type: fc.constantFrom("PollsSuspended"), checkedIn: fc.nat(9) }),
  fc.record({ type: fc.constant("PollsResumed"), checkedIn: fc.nat(9), overrides: fc.constant([]) }),
  fc.record({ type: fc.constant("PollsClosed"), checkedIn: fc.nat(9), notSent: fc.nat(3) }),
  fc.record({
    type: fc.constant("BallotStockCounted"),
    delivery: fc.nat(2),
    stacks: fc.array(
      fc.record({
        style: fc.constantFrom("1", "2"),
        sealed: fc.array(fc.record({ packs: fc.integer({ min: 1, max: 3 }), sheets: fc.constantFrom(50, 100) }), {
          maxLength: 2,
        }),
        opened: fc.nat(99),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    type: fc.constant("CounterRead"),
    scanner: fc.integer({ min: 1, max: 2 }),
    moment: fc.constantFrom("start", "end"),
    reads: fc.nat(99),
  }),
  fc.record({ type: fc.constant("BallotsCounted"), line: fc.constantFrom("spoiled", "provisional"), count: fc.nat(9) }),
  fc.record({ type: fc.constant("LineCounted"), people: fc.nat(50) }),
  fc.record({ type: fc.constant("LastInLineMarked"), people: fc.nat(50) }),
  fc.record({
    type: fc.constant("SealRecorded"),
    on: fc.constant("scanner 1"),
    number: fc.constant("0012"),
    how: fc.constantFrom("applied", "found", "broken"),
    initials: fc.constant(["LC", "RM"]),
  }),
  fc.record({
    type: fc.constant("BookSplit"),
    line: fc.integer({ min: 1, max: 2 }),
    roll: fc.integer({ min: 1, max: 2 }),
    lines: fc.constant([
      { from: "", through: "L" },
      { from: "M", through: "Z" },
    ]),
  }),
  fc.record({
    type: fc.constant("BookJoined"),
    how: fc.constantFrom("heardAll", "asked"),
    ends: fc.array(
      fc.nat(19).map((n) => nameOf(n)),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({
    type: fc.constant("TabletReady"),
    ...{ number: fc.integer({ min: 1, max: 3 }), build: fc.constant("3f9a2c1"), roll: fc.constant(1) },
    ...{ missing: fc.nat(1), earlier: fc.nat(2), how: fc.constantFrom("tapped", "again"), overrides: fc.constant([]) },
  }),
  fc.record({ type: fc.constant("IncidentReported"), happened: fc.nat(9), words: fc.constant("The power was off.") }),
);
const undo = fc.record({
  type: fc.constant("PlaceEntryUndone"),
  undoes: fc.nat(19).map((n) => nameOf(n)),
  reason: fc.constant("A mistake."),
});
/** Clocks often agree, commands and places sometimes. */
const events: fc.Arbitrary<Written[]> = fc
  .array(
    fc.record({
      said: fc.oneof({ weight: 3, arbitrary: said }, { weight: 1, arbitrary: undo }),
      day,
      wall: fc.nat(5),
      device: fc.constantFrom("one", "two"),
      place: fc.constantFrom("oak", "oak", "oak", "elm"),
      twin: fc.nat(9),
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map(({ said, day, wall, device, place, twin }, n) => ({
      name: nameOf(n, device),
      body: placeSchema.parse({
        ...{ cmd: `c${twin === 0 ? 0 : n}`, worker: "lin", role: "inspector", wall, seen: null, place, day },
        ...said,
      }),
    })),
  );

const foldOf = (written: readonly Written[], trusts = (_: Written["name"]): boolean => true): PlaceDay => {
  const entries = new PlaceEntries();
  for (const { name, body } of written) entries.add(name, body);
  return placeDay(entries.at("oak", trusts));
};
const shuffledWithCopies = events.chain((written) =>
  fc
    .tuple(
      fc.constant(written),
      fc.shuffledSubarray([...written, ...written, ...written], { minLength: written.length * 2 }),
    )
    .map(([all, some]) => [all, [...some, ...all]] as const),
);

test("any order and any copies give the same", () => {
  fc.assert(
    fc.property(shuffledWithCopies, fc.func(fc.boolean()), ([written, shuffled], trusted) => {
      const trusts = ({ hash }: Written["name"]): boolean => trusted(hash) || trusted(hash.slice(0, 4));
      expect(foldOf(shuffled, trusts)).toEqual(foldOf(written, trusts));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("of two counts of one thing the later holds, by hash at one instant; an undone one as if it had never been", () => {
  type Count = Extract<PlaceBody, { type: "BallotsCounted" | "CounterRead" }>;
  const isCount = (one: Written): one is Written & { body: Count } =>
    one.body.type === "BallotsCounted" || one.body.type === "CounterRead";
  const thing = (body: Count): string =>
    body.type === "BallotsCounted" ? `${body.day} ${body.line}` : `${body.day} ${body.scanner} ${body.moment}`;
  fc.assert(
    fc.property(events, (written) => {
      const undone = new Set(
        written.flatMap(({ body }) =>
          body.type === "PlaceEntryUndone" && body.place === "oak" ? [body.undoes.hash] : [],
        ),
      );
      const twins = new Set(
        // Nothing takes back an undo, whatever names it.
        written
          .filter(({ name, body }) => undone.has(name.hash) && body.type !== "PlaceEntryUndone")
          .map(({ name, body }) => `${name.device} ${body.cmd}`),
      );
      const expected = new Map<string, Written & { body: Count }>();
      const seen = new Set<string>();
      const inOrder = [...written]
        .sort((a, b) => (a.name.hash < b.name.hash ? -1 : 1))
        .sort((a, b) => a.body.wall - b.body.wall);
      for (const one of inOrder) {
        const command = `${one.name.device} ${one.body.cmd}`;
        if (one.body.place !== "oak" || one.body.type === "PlaceEntryUndone" || twins.has(command)) continue;
        if (seen.has(command)) continue;
        seen.add(command);
        if (isCount(one)) expected.set(thing(one.body), one);
      }
      const { counters, counted } = foldOf(written);
      const found = [...counters, ...counted].map(({ event }) => event.hash).sort();
      expect(found).toEqual([...expected.values()].map(({ name }) => name.hash).sort());
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("what a revoked tablet wrote after its last trusted event does not count, its undos neither", () => {
  const count = entry("BallotsCounted", { line: "spoiled", count: 9 });
  const forged = entry("BallotsCounted", { line: "spoiled", count: 2, wall: now + 1 });
  const undo = entry("PlaceEntryUndone", { undoes: count.name, reason: "Forged." });
  const stolen = new Set([forged.name.hash, undo.name.hash]);
  const of = (trusts: (name: Written["name"]) => boolean) => foldOf([undo, forged, count], trusts).counted;
  expect(of(({ hash }) => !stolen.has(hash))).toMatchObject([{ count: 9 }]);
  expect(of(() => true)).toMatchObject([{ count: 2 }]);
});

test("another place takes back nothing here", () => {
  const count = entry("BallotsCounted", { line: "spoiled", count: 9 });
  const elsewhere = entry("PlaceEntryUndone", { undoes: count.name, reason: "A mistake.", place: "elm" });
  expect(dayWith([count, elsewhere]).counted).toHaveLength(1);
});

test("both branches of a fork that tell one command are one entry, and go together", () => {
  const branch = (n: number): Written => ({
    name: { device: "one", seq: 4, hash: hashOf(n) },
    body: placeSchema.parse({
      ...{ type: "IncidentReported", cmd: "same", worker: "lin", role: "inspector", wall: now, seen: null },
      ...{ place: "oak", day: electionDay, happened: now, words: "The power was off." },
    }),
  });
  const [a, b] = [branch(1), branch(2)];
  expect(dayWith([a, b]).incidents).toHaveLength(1);
  for (const one of [a, b]) {
    const undo = entry("PlaceEntryUndone", { undoes: one.name, reason: "It was on." });
    expect(dayWith([a, b, undo])).toMatchObject({ incidents: [], undone: [{ entry: { name: one.name } }] });
  }
});

describe("the polls", () => {
  const polls = (wall: number, type: "PollsOpened" | "PollsSuspended" | "PollsResumed" | "PollsClosed", day: string) =>
    entry(
      type as "PollsClosed",
      {
        ...{ wall, day, checkedIn: 0 },
        ...(type === "PollsClosed" ? { notSent: 0 } : {}),
        ...(type === "PollsOpened" || type === "PollsResumed" ? { overrides: [] } : {}),
      } as never,
    );
  const opened = polls(1, "PollsOpened", days[0]);
  const suspended = polls(2, "PollsSuspended", days[0]);
  const resumed = polls(3, "PollsResumed", days[1]);
  const closed = polls(4, "PollsClosed", days[1]);

  test("open, suspended for the night, resumed and closed; a close that is taken back leaves them open", () => {
    const pollsAfter = (...entries: Written[]): [string | undefined, boolean] => {
      const fold = dayWith(entries);
      return [fold.polls?.body.type, isOpen(fold)];
    };
    expect(pollsAfter()).toEqual([undefined, false]);
    expect(pollsAfter(opened)).toEqual(["PollsOpened", true]);
    expect(pollsAfter(suspended, opened)).toEqual(["PollsSuspended", false]);
    expect(pollsAfter(resumed, suspended, opened)).toEqual(["PollsResumed", true]);
    expect(pollsAfter(closed, resumed, suspended, opened)).toEqual(["PollsClosed", false]);
    const undo = entry("PlaceEntryUndone", { undoes: closed.name, reason: "It was not the last day.", wall: now });
    expect(pollsAfter(undo, closed, resumed, suspended, opened)).toEqual(["PollsResumed", true]);
    expect(dayWith([resumed, opened]).days).toEqual([days[0], days[1]]);
  });
});

test("sealed packs count at their nominal, opened ones at their counted number; deliveries are kept apart", () => {
  const delivery = (n: number, opened: number, wall: number) =>
    entry("BallotStockCounted", {
      ...{ delivery: n, wall },
      stacks: [
        {
          style: "1",
          sealed: [
            { packs: 3, sheets: 100 },
            { packs: 1, sheets: 50 },
          ],
          opened,
        },
      ],
    });
  const fold = dayWith([delivery(1, 7, now), delivery(2, 0, now), delivery(1, 9, now + minutes), delivery(0, 1, now)]);
  expect(fold.received.map(({ delivery, count }) => [delivery, count]).sort()).toEqual([
    [1, 359],
    [2, 350],
  ]);
  expect(fold.unused).toMatchObject([{ style: "1", count: 351 }]);
});
