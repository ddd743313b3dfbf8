/**
 * Tablets of a place that cannot hear each other, each told its line: one of them may serve a voter. And when they hear each other
 * again: none serves another line's names before it knows what that line did.
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { heardAllEvent } from "../../src/domain/bookActs.ts";
import { authorityOver, type BookLine, bookLine, linesOfOthers } from "../../src/domain/bookLine.ts";
import type { Witness } from "../../src/domain/checkIn.ts";
import { disposition } from "../../src/domain/disposition.ts";
import { EventBody } from "../../src/domain/events.ts";
import { lineOf, type SplitLine } from "../../src/domain/lines.ts";
import { california } from "../../src/domain/packs/california.ts";
import { type PlaceDay, placeDay } from "../../src/domain/placeDay.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { isPlaceBody } from "../../src/domain/placeEvents.ts";
import { splitBook } from "../../src/domain/splitBook.ts";
import { Standings } from "../../src/domain/standing.ts";
import { checkInBody } from "../helpers/server.ts";
import { plainQuestion } from "./packElection.ts";
import { electionDay, hashOf, now } from "./placeFixtures.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no failure

const question = plainQuestion(california);
const { election, place } = question;
const made = splitBook(
  [..."ABCDEFGHIJ"].map((letters) => ({ letters, voters: 9 })),
  3,
);
if (!made.ok) throw new Error(made.error.type);
const lines: readonly SplitLine[] = made.value;
/** One name of each line. */
const namesOf = ["A", "F", "J"] as const;

type Event = { readonly name: { device: string; seq: number; hash: string }; readonly body: EventBody };
let written = 0;

/** The county's log, as far as tablets have sent. */
class County {
  readonly log: Event[] = [];
}

/** A tablet: its own log, and what it has heard of the county's. Every rule that it follows is the app's own. */
class Tablet {
  readonly own: Event[] = [];
  readonly standings = new Standings();
  readonly entries = new PlaceEntries();
  sent = 0;
  heard = 0;
  readonly device: string;
  constructor(device: string) {
    this.device = device;
  }

  get day(): PlaceDay {
    return placeDay(this.entries.at(place.id, () => true));
  }

  get line(): BookLine {
    return bookLine(this.day, this.device);
  }

  /** Writes down an event; `wall` rises with every event of the test. */
  write(body: object): Event {
    const n = written++;
    const by: Witness = { cmd: `c${n}`, worker: "lin", role: "inspector", wall: now + n, seen: null };
    const whole = EventBody.parse({ ...by, place: place.id, ...body, cmd: by.cmd, wall: by.wall });
    const event = { name: { device: this.device, seq: this.own.length, hash: hashOf(n) }, body: whole };
    this.own.push(event);
    this.learn(event);
    return event;
  }

  learn({ name, body }: Event): void {
    this.standings.add({ name, body, index: undefined });
    if (isPlaceBody(body)) this.entries.add(name, body);
  }

  split(line: number): Event {
    return this.write({ type: "BookSplit", day: electionDay, line, roll: 1, lines });
  }

  joinByHand(ends: readonly Event[]): void {
    this.write({ type: "BookJoined", day: electionDay, how: "asked", ends: ends.map(({ name }) => name) });
  }

  /** One round: sends all that it has, hears all that the county has, and says so if every line was heard. */
  sync({ log }: County): void {
    for (; this.sent < this.own.length; this.sent++) log.push(this.own[this.sent] as Event);
    for (; this.heard < log.length; this.heard++) this.learn(log[this.heard] as Event);
    const by: Witness = { cmd: `c${written}`, worker: "", role: "pollWorker", wall: now + written, seen: null };
    const said = heardAllEvent({ election, place: place.id, day: this.day, device: this.device }, by);
    if (said !== undefined) this.write(said);
  }

  /** Checks in this voter, if the rules let it. */
  attempt(name: string): Event | undefined {
    const authority = authorityOver(this.line, name);
    const voter = { ...question.voter, id: name, lastName: name };
    const asked = disposition({ ...question, voter, standing: this.standings.of(name), authority });
    if (asked.kind !== "regular") return undefined;
    return this.write(checkInBody(name, place.id, now));
  }
}

const three = (): readonly [Tablet, Tablet, Tablet] => [new Tablet("one"), new Tablet("two"), new Tablet("three")];

test("three tablets that hear nobody, the same voter at each, in every order and again: one regular ballot", () => {
  // Every sequence of six attempts at three tablets.
  for (const name of namesOf)
    for (let sequence = 0; sequence < 3 ** 6; sequence++) {
      const tablets = three();
      for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
      const attempts = Array.from({ length: 6 }, (_, at) => Math.floor(sequence / 3 ** at) % 3);
      const gave = attempts.filter((at) => tablets[at]?.attempt(name) !== undefined);
      const holder = lineOf(lines, name) - 1;
      expect(gave).toEqual(attempts.includes(holder) ? [holder] : []);
    }
});

/** What happens when the network comes and goes. */
type Step = readonly ["sync" | "round" | "attempt", tablet: number, name: string];
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(fc.constantFrom("sync", "sync", "round", "attempt", "attempt"), fc.nat(2), fc.constantFrom(...namesOf)),
  { maxLength: 40 },
);

test("nobody is served by a second tablet who was checked in while the book was split, however it is joined", () => {
  let joinedOnce = 0;
  let servedOthers = 0;
  fc.assert(
    fc.property(steps, (steps) => {
      const county = new County();
      const tablets = three();
      for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
      /** Checked in by the tablet of the line before it said that it had heard all. */
      const whileSplit = new Set<string>();
      for (const [what, at, name] of steps) {
        const tablet = tablets[at] as Tablet;
        if (what !== "attempt") {
          for (const one of what === "round" ? tablets : [tablet]) one.sync(county);
          if (tablet.line.state === "whole") joinedOnce++;
          continue;
        }
        const { line } = tablet;
        if (tablet.attempt(name) === undefined) continue;
        expect(whileSplit.has(name)).toBe(false);
        if (line.state === "line" && !line.said) whileSplit.add(name);
        else if (lineOf(lines, name) !== at + 1) servedOthers++;
      }
    }),
    { seed: SEED, numRuns: 3000 },
  );
  // It is no proof if the book was never joined, or nobody then came to another line.
  expect(joinedOnce).toBeGreaterThan(100);
  expect(servedOthers).toBeGreaterThan(100);
});

test("three tablets that hear each other again join by themselves, and serve every name", () => {
  const county = new County();
  const tablets = three();
  for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
  const [one, two, three_] = tablets;
  one.sync(county);
  two.sync(county);
  expect(one.line).toMatchObject({ state: "line", line: 1, unheard: [2, 3], said: false });
  expect(two.line).toMatchObject({ state: "line", line: 2, unheard: [3], said: false });
  // One of them is not heard: the others wait, however often they ask.
  for (let round = 0; round < 4; round++) for (const tablet of [one, two]) tablet.sync(county);
  expect(one.line).toMatchObject({ unheard: [3], said: false });
  for (let round = 0; round < 4; round++) for (const tablet of tablets) tablet.sync(county);
  for (const tablet of tablets) expect(tablet.line).toEqual({ state: "whole" });
  expect(three_.attempt("A")).toBeDefined();
});

test("a book that is split a second time does not take what was said of the first for news of now", () => {
  const county = new County();
  const tablets = three();
  for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
  for (let round = 0; round < 4; round++) for (const tablet of tablets) tablet.sync(county);
  const [one, two, third] = tablets;
  for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
  one.sync(county);
  expect(one.line).toMatchObject({ state: "line", unheard: [2, 3], said: false });
  two.sync(county);
  one.sync(county);
  expect(one.line).toMatchObject({ unheard: [3] });
  third.sync(county);
  for (let round = 0; round < 4; round++) for (const tablet of tablets) tablet.sync(county);
  for (const tablet of tablets) expect(tablet.line).toEqual({ state: "whole" });
});

describe("a tablet dies, and another comes", () => {
  const split = (): { county: County; tablets: ReturnType<typeof three> } => {
    const tablets = three();
    for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
    return { county: new County(), tablets };
  };

  test("a spare that hears of the lines serves nobody until it is given one; then only its names", () => {
    const { county, tablets } = split();
    tablets[0].sync(county);
    const spare = new Tablet("spare");
    spare.sync(county);
    expect(spare.line).toEqual({ state: "noLine" });
    for (const name of namesOf) expect(spare.attempt(name)).toBeUndefined();
    expect(linesOfOthers(spare.day, "spare").map(({ body }) => body.line)).toEqual([1]);
    spare.split(2);
    expect(namesOf.map((name) => spare.attempt(name) !== undefined)).toEqual([false, true, false]);
  });

  test("the spare that took a dead tablet's line stands for it when the lines are heard again", () => {
    const { county, tablets } = split();
    const [one, two, third] = tablets;
    two.sync(county); // and dies
    const spare = new Tablet("spare");
    spare.sync(county);
    spare.split(2);
    for (let round = 0; round < 4; round++) for (const tablet of [one, spare, third]) tablet.sync(county);
    for (const tablet of [one, spare, third]) expect(tablet.line).toEqual({ state: "whole" });
    // Another that comes then knows that the dead one's line is served by nobody.
    const late = new Tablet("late");
    late.sync(county);
    expect(late.line).toEqual({ state: "whole" });
  });

  test("a dead tablet of which nobody had heard: what it wrote comes by hand, after the others joined", () => {
    const { county, tablets } = split();
    const [one, two, third] = tablets;
    const spare = new Tablet("spare");
    spare.split(2);
    for (let round = 0; round < 4; round++) for (const tablet of [one, spare, third]) tablet.sync(county);
    two.sync(county);
    for (const tablet of [one, spare, third]) {
      tablet.sync(county);
      expect(tablet.line).toEqual({ state: "whole" });
    }
  });

  test("joined by hand where a line is heard no more: by one tablet for all that it heard of", () => {
    const { county, tablets } = split();
    const [one, two, third] = tablets;
    one.sync(county);
    third.sync(county);
    one.sync(county);
    expect(one.line).toMatchObject({ state: "line", unheard: [2] });
    const known = [one.own[0], third.own[0]] as Event[];
    one.joinByHand(known);
    expect(one.line).toEqual({ state: "whole" });
    one.sync(county);
    third.sync(county);
    expect(third.line).toEqual({ state: "whole" });
    // What the dead one had written comes by hand, later: it holds nobody up.
    two.sync(county);
    one.sync(county);
    expect(one.line).toEqual({ state: "whole" });
    expect(two.line).toMatchObject({ state: "line", line: 2 });
  });

  test("an inspector who joins by hand in one place ends nothing that was split afterwards", () => {
    const { county, tablets } = split();
    const [one] = tablets;
    one.joinByHand(one.own.slice(0, 1));
    one.split(1);
    one.sync(county);
    expect(one.line).toMatchObject({ state: "line", line: 1 });
  });
});

test("other lines, by another roll or another number of them, are not of this split", () => {
  const [one, two] = three();
  const county = new County();
  one.split(1);
  two.write({ type: "BookSplit", day: electionDay, line: 2, roll: 2, lines });
  for (let round = 0; round < 4; round++) for (const tablet of [one, two]) tablet.sync(county);
  expect(one.line).toMatchObject({ state: "line", unheard: [2, 3] });
  expect(two.line).toMatchObject({ state: "line", unheard: [1, 3] });
});

test("what a tablet knows decides, not the order in which it heard", () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (steps, random) => {
      const county = new County();
      const tablets = three();
      for (const [at, tablet] of tablets.entries()) tablet.split(at + 1);
      for (const [what, at, name] of steps) {
        if (what === "round") for (const one of tablets) one.sync(county);
        else if (what === "sync") tablets[at]?.sync(county);
        else tablets[at]?.attempt(name);
      }
      const [one] = tablets;
      const known = [...county.log.slice(0, one.heard), ...one.own];
      const shuffled = known.map((event) => [random.next().value, event] as const).sort(([a], [b]) => a - b);
      const again = new Tablet("one");
      for (const [, event] of shuffled) again.learn(event);
      expect(again.line).toEqual(one.line);
    }),
    { seed: SEED, numRuns: 200 },
  );
});
