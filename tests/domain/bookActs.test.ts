/** P7: what the inspector does with the book, act by act, as the tablet folds it: one event each, or a typed refusal. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Difference, openRest, toSign } from "../../src/domain/balance.ts";
import { type BookAct, type BookNow, bookActEvent } from "../../src/domain/bookActs.ts";
import type { Witness } from "../../src/domain/checkIn.ts";
import { Rules } from "../../src/domain/election.ts";
import { EventBody } from "../../src/domain/events.ts";
import { openingChecks } from "../../src/domain/openingChecks.ts";
import { type PlaceBook, placeBook } from "../../src/domain/placeBook.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { isPlaceBody } from "../../src/domain/placeEvents.ts";
import { PlaceTablets } from "../../src/domain/placeTablets.ts";
import { isOpen } from "../../src/domain/polls.ts";
import { Standings } from "../../src/domain/standing.ts";
import type { Holds } from "../../src/domain/whoHolds.ts";
import { election as smallElection } from "../helpers/server.ts";
import { hashOf, minutes, nameOf } from "./placeFixtures.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const electionNoon = Date.UTC(2026, 10, 3, 17, 0);
const earlyNoon = Date.UTC(2026, 10, 2, 17, 0);
const election = { ...smallElection, rules: Rules.parse({}), earlyVoting: ["2026-11-02"] };
const place = election.places[0] as (typeof election.places)[number];
const lin = { worker: "lin", role: "inspector", seen: null } as const;
const second = { worker: "ana", role: "secondOfficer", otherParty: false } as const;
const looked = { seen: { sameCode: true, paperList: true, absenteeList: true } };
const every = openingChecks.map((check) => ({ check, reason: "It is so here." }));
const signed = { members: ["Lin C.", " Ana P. "], paperListOf: "Nov 2, 6:00 pm" };
const opening: BookAct = { what: "openPolls", overrides: every, ...looked, ...signed };

/** Two lines, and the code that every tablet with the same lines shows. */
const plans: BookNow["plans"] = [
  {
    ...{ roll: 1, code: "OAK-47" },
    lines: [
      { from: "", through: "L" },
      { from: "M", through: "Z" },
    ],
  },
];
const split = (line: number, more: object = {}): BookAct => ({
  ...{ what: "splitBook", of: 2, line, code: "OAK-47", takes: false },
  ...more,
});

/** Three records of the tablet itself are on their way. */
const held: Holds = {
  ...{ device: "one", number: "1", records: 10, atCounty: 7, carried: 0 },
  ...{ heard: undefined, build: "", clockOff: 0 },
};

/** A tablet's memory of one place: acts are answered by the rules and folded, in the order in which they come. */
class OneTablet {
  readonly standings = new Standings();
  readonly entries = new PlaceEntries();
  readonly tablets = new PlaceTablets();
  readonly said: EventBody[] = [];
  now = electionNoon;
  served = 0;
  /** Other tablets of the place, as far as known. */
  silent: readonly Holds[] = [];

  get book(): PlaceBook {
    const { standings, entries, tablets, now } = this;
    return placeBook({ election, place, standings, entries, tablets, now });
  }

  act(act: BookAct, more: Partial<Witness> = {}, state: Partial<BookNow["opening"]> = {}) {
    const { book } = this;
    const opening: BookNow["opening"] = {
      ...{ today: book.day, days: [...election.earlyVoting, election.date] },
      ...{ place: book.place, served: book.served, newsAge: 0, staleAfterMinutes: 60 },
      ...{ scanners: 1, tablets: [{ state: "ready" }], thisReady: true, ...state },
    };
    const holds = [{ ...held, heard: this.now }, ...this.silent];
    const by: Witness = { ...lin, cmd: `c${this.said.length}`, wall: this.now, ...more };
    const code = { openingCode: "OAK-47", plans };
    const now = { election, place: place.id, book, opening, holds, device: "one", ...code };
    const made = bookActEvent(now, by, act);
    if (made.ok) this.add(made.value);
    this.now += minutes;
    return made;
  }

  checkIn(): void {
    const n = this.served++;
    const about = { cmd: `v${n}`, ...lin, wall: this.now, place: place.id, split: "01", roll: 1 };
    const paper = { style: "B1", receipt: `4-${n}`, found: "search", steps: [] };
    this.add(EventBody.parse({ type: "VoterCheckedIn", ...about, ...paper, voter: `V${n}` }));
    this.now += minutes;
  }

  add(body: EventBody, name = nameOf(this.said.length, "one")): void {
    this.said.push(EventBody.parse(JSON.parse(JSON.stringify(body))));
    this.standings.add({ name, body, index: undefined });
    this.tablets.add(name, body);
    if (isPlaceBody(body)) this.entries.add(name, body);
  }
}

const received = (count: number): BookAct => ({
  ...{ what: "countStock", delivery: 1 },
  stacks: [{ style: "B1", sealed: [], opened: count }],
});
const unused = (count: number): BookAct => ({ ...received(count), delivery: 0 }) as BookAct;
const reads = (moment: "start" | "end", count: number): BookAct => ({
  ...{ what: "readCounter", scanner: 1, moment, reads: count },
});

test("a whole day: opened once, balanced, signed as it stands, closed once", () => {
  const tablet = new OneTablet();
  expect(tablet.act({ ...opening, seen: {} } as BookAct)).toMatchObject({
    error: { type: "notLookedAt", checks: ["paperList", "absenteeList"] },
  });
  expect(tablet.act({ ...opening, members: [" "] } as BookAct)).toMatchObject({ error: { type: "notSigned" } });
  expect(tablet.act(opening, {}, { thisReady: false })).toMatchObject({
    error: { type: "mustBePutRight", checks: ["thisTablet"] },
  });
  expect(tablet.act({ ...opening, overrides: [] } as BookAct)).toMatchObject({ error: { type: "reasonNeeded" } });
  tablet.act(received(100));
  tablet.act(reads("start", 40));
  expect(tablet.act({ what: "suspendPolls" })).toMatchObject({ error: { type: "pollsAre", open: false } });
  expect(tablet.act(opening)).toMatchObject({
    value: {
      ...{ type: "PollsOpened", checkedIn: 0, overrides: [{ check: "seals", reason: "It is so here." }] },
      ...{ members: ["Lin C.", "Ana P."], code: "OAK-47", paperListOf: "Nov 2, 6:00 pm" },
    },
  });
  expect(tablet.act(opening)).toMatchObject({ error: { type: "pollsAre", open: true } });
  for (let voter = 0; voter < 7; voter++) tablet.checkIn();
  expect(tablet.act({ what: "sign", members: ["Lin"] })).toMatchObject({ error: { type: "notCounted" } });
  tablet.act(reads("end", 46));
  tablet.act(unused(93));
  const scanned = () => tablet.book.balance.differences.find(({ difference }) => difference === "scanned");
  expect(scanned()).toMatchObject({ sheets: -1 });
  tablet.act({
    ...{ what: "explain", difference: "scanned", sheets: -1, how: "couldNotBe" },
    ...{ words: "Nobody knows.", by: [] },
  });
  expect(scanned()).toMatchObject({ state: "couldNotBeExplained" });
  const { balance } = tablet.book;
  expect(tablet.act({ what: "sign", members: ["Lin", "Ana"] })).toMatchObject({
    value: { differences: toSign(balance) },
  });
  expect(tablet.book.balance.signed?.asItStands).toBe(true);
  expect(tablet.act({ what: "closePolls", sure: undefined })).toMatchObject({
    value: { type: "PollsClosed", checkedIn: 7, notSent: 3 },
  });
  expect(tablet.act({ what: "closePolls", sure: undefined })).toMatchObject({ error: { type: "pollsAre" } });
  expect(tablet.act(opening)).toMatchObject({ error: { type: "mustBePutRight", checks: ["polls"] } });
});

test("early voting: suspended and opened again where it ended; closed for good only by two, with the date typed", () => {
  const tablet = new OneTablet();
  tablet.now = earlyNoon;
  tablet.act(received(100));
  tablet.act(opening);
  tablet.checkIn();
  const close = (sure: string | undefined, more: Partial<Witness> = {}) =>
    tablet.act({ what: "closePolls", sure }, more);
  const early = { error: { type: "notTheLastDay", day: "2026-11-02" } };
  expect(close(undefined)).toMatchObject(early);
  expect(close("2026-11-02")).toMatchObject(early);
  expect(close("2026-11-03", { second })).toMatchObject(early);
  expect(tablet.act({ what: "suspendPolls" })).toMatchObject({ value: { type: "PollsSuspended", checkedIn: 1 } });
  tablet.now = electionNoon;
  expect(tablet.act(opening)).toMatchObject({ value: { type: "PollsResumed", checkedIn: 1 } });
  expect(tablet.book.place.days).toEqual(["2026-11-02", "2026-11-03"]);
  // Somebody who was checked in while the polls were suspended: the record is not where the last report ended.
  tablet.act({ what: "suspendPolls" });
  tablet.checkIn();
  expect(
    tablet.act({ ...opening, overrides: every.filter(({ check }) => check !== "records") } as BookAct),
  ).toMatchObject({ error: { type: "reasonNeeded", checks: ["records"] } });
  const two = new OneTablet();
  two.now = earlyNoon;
  two.act(opening);
  expect(two.act({ what: "closePolls", sure: "2026-11-02" }, { second })).toMatchObject({
    value: { type: "PollsClosed" },
  });
});

test("a place is left with records that no tablet can send by two only, who say how they get to the county", () => {
  const tablet = new OneTablet();
  tablet.act(opening);
  tablet.silent = [
    { ...held, device: "two", number: "2", records: 37, atCounty: 31, heard: electionNoon - 3 * 3_600_000 },
    { ...held, device: "three", number: "3", records: 6, atCounty: 6, heard: undefined },
  ];
  const close = (goes: "sealedTablets" | undefined, more: Partial<Witness> = {}) =>
    tablet.act({ what: "closePolls", sure: undefined, goes }, more);
  const refused = { error: { type: "recordsLeft", records: 6 } };
  expect(close(undefined)).toMatchObject(refused);
  expect(close("sealedTablets")).toMatchObject(refused);
  expect(close(undefined, { second })).toMatchObject(refused);
  // What is on its way just now is counted with the rest, and nobody has to carry it.
  expect(close("sealedTablets", { second })).toMatchObject({
    value: {
      type: "PollsClosed",
      notSent: 9,
      left: { goes: "sealedTablets", tablets: [{ tablet: "2", records: 37, atCounty: 31 }] },
    },
  });
});

test("what leaves the place is written down with every tablet, and can be taken back", () => {
  const tablet = new OneTablet();
  const carriers = ["Lin C.", "Ana P."];
  const written = tablet.act({ what: "recordCustody", cards: 2, files: 1, carriers, to: "County office" });
  expect(written).toMatchObject({
    value: {
      type: "CustodyRecorded",
      tablets: [{ tablet: "1", records: 10, atCounty: 7 }],
      cards: 2,
      files: 1,
      carriers,
    },
  });
  const [one] = tablet.book.place.custody;
  if (one === undefined) throw new Error("nothing written");
  tablet.act({ what: "takeBackEntry", event: one.name, reason: "Three cards." });
  expect(tablet.book.place.custody).toEqual([]);
});

test("an opening at which all fails that a reason may override is one event with every reason", () => {
  const tablet = new OneTablet();
  tablet.checkIn();
  const bare: BookAct = {
    ...{ what: "openPolls", overrides: every, ...signed },
    seen: { paperList: false, absenteeList: false },
  };
  const made = tablet.act(bare, {}, { newsAge: undefined, tablets: [{ state: "differs" }] });
  const overrides = made.ok && made.value.type === "PollsOpened" ? made.value.overrides.map(({ check }) => check) : [];
  expect(overrides.sort()).toEqual([
    "absenteeList",
    "counters",
    "news",
    "paperList",
    "records",
    "seals",
    "stock",
    "tablets",
  ]);
});

test("last night's line is no wait of this morning, and two tablets may each have received a first delivery", () => {
  const tablet = new OneTablet();
  tablet.now = earlyNoon;
  tablet.act({ what: "countLine", people: 40 });
  expect(tablet.book.wait?.people).toBe(40);
  tablet.now = electionNoon;
  expect(tablet.book.wait).toBeUndefined();
  tablet.act(received(100));
  const other = { ...tablet.said.at(-1), cmd: "other" } as EventBody;
  if (isPlaceBody(other)) tablet.entries.add(nameOf(77, "two"), other);
  expect(tablet.book.stock).toMatchObject([{ style: "B1", received: 200 }]);
});

const scannedOf = ({ balance }: PlaceBook) => balance.differences.find(({ difference }) => difference === "scanned");
const explanation = (sheets: number, how: "explained" | "couldNotBe" = "couldNotBe"): BookAct => ({
  ...{ what: "explain", difference: "scanned", sheets, how, words: "Nobody knows.", by: [] },
});

test("an explanation is for as many ballots as are open, of the side that is, and never for more", () => {
  const tablet = new OneTablet();
  expect(tablet.act(explanation(1))).toMatchObject({ error: { type: "notThatMany", open: 0 } }); // nothing was counted
  for (let voter = 0; voter < 7; voter++) tablet.checkIn();
  tablet.act(reads("start", 0));
  tablet.act(reads("end", 4));
  expect(scannedOf(tablet.book)).toMatchObject({ sheets: -3 });
  for (const sheets of [-4, 3, 1]) {
    expect(tablet.act(explanation(sheets))).toMatchObject({ error: { type: "notThatMany", open: 3 } });
    expect(scannedOf(tablet.book)).toMatchObject({ explained: 0, couldNotBe: 0 });
  }
  expect(tablet.act(explanation(-2, "explained"))).toMatchObject({ ok: true });
  expect(tablet.act(explanation(-2))).toMatchObject({ error: { type: "notThatMany", open: 1 } });
  expect(tablet.act(explanation(-1))).toMatchObject({ ok: true });
  expect(tablet.act(explanation(-1))).toMatchObject({ error: { type: "notThatMany", open: 0 } });
  expect(scannedOf(tablet.book)).toMatchObject({ state: "couldNotBeExplained", explained: -2, couldNotBe: -1 });
});

test("a voter with two ballots was served once", () => {
  const tablet = new OneTablet();
  const provisional = (voter: string): void => {
    const about = { cmd: `p${tablet.said.length}`, ...lin, wall: tablet.now, place: place.id, split: "01", roll: 1 };
    const paper = { style: "B1", receipt: `4-9${tablet.said.length}`, found: "search", steps: [] };
    const reasons = [{ situation: "identification", code: "7" }];
    tablet.add(EventBody.parse({ type: "ProvisionalIssued", ...about, ...paper, reasons, voter }));
  };
  provisional("V0");
  expect(tablet.book.served).toBe(1);
  provisional("V0");
  tablet.checkIn(); // V0 again, with the card that was missing
  expect(tablet.book.served).toBe(1);
  provisional("V1");
  expect(tablet.book.served).toBe(2);
});

test("a check-in from paper is counted as such while it counts, and at the time that is written", () => {
  const tablet = new OneTablet();
  const about = { cmd: "p", ...lin, second, wall: tablet.now, place: place.id, split: "01", roll: 1, style: "B1" };
  const entered = { ...about, receipt: "4-1", found: "search", steps: [], written: tablet.now - 3_600_000 };
  tablet.add(EventBody.parse({ type: "VoterCheckedIn", ...entered, voter: "V0" }), nameOf(0, "one"));
  expect(tablet.book).toMatchObject({
    fromPaper: 1,
    served: 1,
    pace: [{ checkIns: 1 }, ...Array(4).fill({ checkIns: 0 })],
  });
  const cancel = { type: "CheckInCancelled", ...about, cmd: "x", voter: "V0", undoes: [nameOf(0, "one")] };
  const { split: _, roll: __, style: ___, ...undone } = cancel;
  tablet.add(EventBody.parse({ ...undone, reason: "recordedTwice" }));
  expect(tablet.book).toMatchObject({ fromPaper: 0, served: 0 });
});

test("a tablet that gave no ballot yet is listed with whoever holds it; a moved, replaced or revoked one is not", () => {
  const [own, idle, spare, moved, broken, stolen] = ["a", "b", "c", "d", "e", "f"].map((one) => one.repeat(32));
  const witnessed = { cmd: "c", worker: "", role: "administrator", wall: electionNoon, seen: null };
  const enrolled = (device: string | undefined, number: number, at: string | null, more = {}) => ({
    ...{ type: "DeviceEnrolled", ...witnessed, device, publicKey: "", number, place: at, ...more },
  });
  const about = { cmd: "x", ...lin, worker: "rosa", wall: electionNoon, place: place.id };
  const said: [device: string, seq: number, body: object][] = [
    ["county", 0, enrolled(own, 1, place.id)],
    ["county", 1, enrolled(idle, 2, place.id)],
    ["county", 2, enrolled(spare, 3, null)],
    ["county", 3, enrolled(moved, 4, place.id)],
    ["county", 4, enrolled(broken, 5, place.id)],
    ["county", 5, enrolled(stolen, 6, place.id)],
    ["county", 6, { type: "DeviceAccepted", ...witnessed, device: spare, place: place.id }],
    ["county", 7, { type: "DeviceAccepted", ...witnessed, device: moved, place: "elsewhere" }],
    ["county", 8, enrolled("9".repeat(32), 7, place.id, { replaces: broken })],
    ["county", 9, { type: "DeviceRevoked", ...witnessed, device: stolen, trustedThrough: -1 }],
    [own ?? "", 0, { type: "WorkerSignedIn", ...about }],
    [own ?? "", 1, { type: "WorkerSignedIn", ...about, worker: "lin", wall: electionNoon + 1 }],
    [moved ?? "", 0, { type: "WorkerSignedIn", ...about }],
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(said, { minLength: said.length }), (order) => {
      const tablet = new OneTablet();
      for (const [device, seq, body] of order)
        tablet.add(EventBody.parse(body), { device, seq, hash: hashOf(seq + (device === "county" ? 0 : 50)) });
      expect(tablet.book.tablets).toEqual([
        { device: own, number: "1", last: { worker: "lin", wall: electionNoon + 1 }, checkedIn: 0 },
        { device: idle, number: "2", last: undefined, checkedIn: 0 },
        { device: spare, number: "3", last: undefined, checkedIn: 0 },
        { device: "9".repeat(32), number: "7", last: undefined, checkedIn: 0 },
      ]);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test("only a tablet that was accepted, and not revoked since, takes another's place in the list", () => {
  const [honest, claims] = ["a".repeat(32), "b".repeat(32)];
  const witnessed = { cmd: "c", worker: "", role: "administrator", wall: electionNoon, seen: null };
  const enrolled = { type: "DeviceEnrolled", ...witnessed, publicKey: "", place: place.id };
  const said = [
    { ...enrolled, device: honest, number: 1 },
    { ...enrolled, device: claims, number: 2, replaces: honest, waits: true },
    { type: "DeviceAccepted", ...witnessed, device: claims, place: place.id },
    { type: "DeviceRevoked", ...witnessed, device: claims, trustedThrough: -1 },
  ];
  const tablet = new OneTablet();
  const listed = said.map((body, seq) => {
    tablet.add(EventBody.parse(body), { device: "county", seq, hash: hashOf(seq) });
    return tablet.book.tablets.map(({ number }) => number).join();
  });
  expect(listed).toEqual(["1", "1", "2", "1"]);
});

test("whoever has no right to an act gets none, whatever the book says", () => {
  const tablet = new OneTablet();
  expect(tablet.act(opening, { role: "pollWorker" })).toMatchObject({ error: { type: "notYourRole" } });
  expect(tablet.act({ what: "countLine", people: 4 }, { role: "pollWorker" })).toMatchObject({ ok: true });
  expect(tablet.act({ what: "countLine", people: -4 })).toMatchObject({ error: { type: "notWhole", field: "people" } });
});

type Deed = BookAct | "checkIn" | "takeBackLast" | "explainOne";
const anyAct: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom<Deed>("checkIn", "checkIn", "takeBackLast", "explainOne", opening),
  fc.constantFrom<BookAct>({ what: "suspendPolls" }, { what: "closePolls", sure: undefined }),
  fc.nat(60).map(received),
  fc.nat(60).map(unused),
  fc
    .tuple(fc.constantFrom("start" as const, "end" as const), fc.nat(60))
    .map(([moment, count]) => reads(moment, count)),
  fc.nat(40).map((people): BookAct => ({ what: "countLine", people })),
  fc.nat(5).map((count): BookAct => ({ what: "countPile", line: "spoiled", count })),
  fc.constant<BookAct>({ what: "reportIncident", happened: electionNoon, words: "The power was off." }),
  fc.constant<BookAct>({ what: "sign", members: ["Lin"] }),
  fc.integer({ min: -9, max: 9 }).map((sheets) => explanation(sheets)),
);

test("any acts: the polls are open or not by the last word, what was taken back does not hold, and the counts are the log's", () => {
  let [takenBack, explained] = [0, 0];
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 30 }), fc.boolean(), (acts, counted) => {
      const tablet = new OneTablet();
      for (const deed of [...(counted ? [reads("start", 0), reads("end", 3)] : []), ...acts]) {
        const before = tablet.book;
        const act = deed === "explainOne" ? explanation(Math.sign(openRest(scannedOf(before) as Difference))) : deed;
        if (act === "checkIn") {
          tablet.checkIn();
          expect(tablet.book.served).toBe(before.served + 1);
          continue;
        }
        const last = tablet.said.length - 1;
        const event = nameOf(last, "one");
        const made = tablet.act(act === "takeBackLast" ? { what: "takeBackEntry", event, reason: "Wrong." } : act);
        if (act === "takeBackLast") {
          const again = tablet.act({ what: "takeBackEntry", event, reason: "Wrong." });
          expect(again).toMatchObject({ error: { type: "noSuchEntry" } });
          if (made.ok) takenBack++;
          continue;
        }
        const { book } = tablet;
        if (!made.ok) expect(book.place).toEqual(before.place);
        else if (act.what === "openPolls") expect([isOpen(before.place), isOpen(book.place)]).toEqual([false, true]);
        else if (act.what === "suspendPolls" || act.what === "closePolls")
          expect([isOpen(before.place), isOpen(book.place)]).toEqual([true, false]);
        else if (act.what === "countLine") expect(book.wait?.people).toBe(act.people);
        else if (act.what === "explain") {
          const [open, rest] = [before, book].map((one) => openRest(scannedOf(one) as Difference));
          expect(rest).toBe((open ?? 0) - act.sheets);
          expect(Math.abs(rest ?? 0)).toBeLessThan(Math.abs(open ?? 0));
          explained++;
        }
        expect(book.tablets.reduce((sum, { checkedIn }) => sum + checkedIn, 0)).toBe(tablet.served);
        expect(book.pace.reduce((sum, { checkIns }) => sum + checkIns, 0)).toBe(tablet.served);
        expect(book.balance.issued).toBe(tablet.served);
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
  expect(takenBack).toBeGreaterThan(20);
  expect(explained).toBeGreaterThan(5);
});

test("tablets are told apart by the receipts they print, each with its newest worker; a cancelled check-in is not counted", () => {
  const tablet = new OneTablet();
  for (let voter = 0; voter < 3; voter++) tablet.checkIn();
  const about = { cmd: "x", ...lin, worker: "rosa", wall: tablet.now, place: place.id };
  const undone = { device: "one", seq: 0, hash: hashOf(0) };
  const cancel = EventBody.parse({
    ...{ type: "CheckInCancelled", ...about, voter: "V0", undoes: [undone], reason: "wrongVoter" },
  });
  tablet.standings.add({ name: nameOf(99, "two"), body: cancel, index: undefined });
  expect(tablet.book.tablets).toMatchObject([{ device: "one", number: "4", last: { worker: "lin" }, checkedIn: 2 }]);
  expect(tablet.book.served).toBe(2);
});

test("a tablet is told its line by the lines that the screen showed, and by no others", () => {
  const tablet = new OneTablet();
  expect(tablet.act(split(2, { code: "OAK-48" }))).toEqual({ ok: false, error: { type: "linesChanged" } });
  expect(tablet.act(split(3))).toEqual({ ok: false, error: { type: "linesChanged" } });
  expect(tablet.act(split(1, { of: 3 }))).toEqual({ ok: false, error: { type: "linesChanged" } });
  expect(tablet.act(split(2))).toMatchObject({ ok: true, value: { type: "BookSplit", line: 2, roll: 1 } });
  // Told again, another one: the newest holds.
  expect(tablet.act(split(1))).toMatchObject({ ok: true, value: { line: 1 } });
  const byPollWorker = tablet.act(split(1), { role: "pollWorker" });
  expect(byPollWorker).toMatchObject({ ok: false, error: { type: "notYourRole", act: "splitBook" } });
});

test("another tablet's line is taken only on purpose", () => {
  const tablet = new OneTablet();
  const other = new OneTablet();
  const made = other.act(split(2));
  if (!made.ok) throw new Error(made.error.type);
  tablet.add(made.value, nameOf(700, "two"));
  expect(tablet.act(split(2))).toEqual({ ok: false, error: { type: "lineTaken", line: 2 } });
  expect(tablet.act(split(1))).toMatchObject({ ok: true });
  expect(tablet.act(split(2, { takes: true }))).toMatchObject({ ok: true });
});

test("joining by hand names this tablet's split and all that it heard of; a whole book is not joined", () => {
  const tablet = new OneTablet();
  expect(tablet.act({ what: "joinBook" })).toEqual({ ok: false, error: { type: "notSplit" } });
  const other = new OneTablet().act(split(2));
  if (!other.ok) throw new Error(other.error.type);
  tablet.add(other.value, nameOf(700, "two"));
  tablet.act(split(1));
  const joined = tablet.act({ what: "joinBook" });
  expect(joined).toMatchObject({ ok: true, value: { type: "BookJoined", how: "asked" } });
  const ends = joined.ok && joined.value.type === "BookJoined" ? joined.value.ends : [];
  expect(ends.map(({ device }) => device).sort()).toEqual(["one", "two"]);
  expect(tablet.act({ what: "joinBook" })).toEqual({ ok: false, error: { type: "notSplit" } });
});
