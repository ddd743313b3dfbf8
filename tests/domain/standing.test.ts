/** A voter's standing is a function of the set of known events, whatever their order (design §2; P4: acts once). */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { EventName } from "../../src/domain/eventFields.ts";
import type { BodyOf } from "../../src/domain/events.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const devices = ["one", "two", "three"] as const;
const voters = ["V1", "V2", "V3"] as const;
const places = ["hall", "school"] as const;
const witnessed = { cmd: "c", worker: "w", role: "inspector" as const, wall: 0, seen: null };

/** Different for every number, and in no order that follows from it. */
const hashOf = (n: number): string =>
  (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0").padEnd(64, "0");

type CheckIn = KnownEvent & { readonly body: BodyOf<"VoterCheckedIn"> };

/** `branch`: two branches of one device may hold the same command at the same seq in different events. */
const checkIn = (
  n: number,
  set: { device: string; seq: number; voter: string; place: string; wall: number; cmd: string; index?: number },
): CheckIn => ({
  name: { device: set.device, seq: set.seq, hash: hashOf(n) },
  body: {
    type: "VoterCheckedIn",
    ...witnessed,
    wall: set.wall,
    cmd: set.cmd,
    voter: set.voter,
    place: set.place,
    split: "101",
    style: "1",
    roll: 1,
    receipt: `${set.device}-${set.seq}`,
    found: "search",
    steps: [],
  },
  index: set.index,
});
const cancel = (n: number, voter: string, undoes: EventName[], by = { device: "one", seq: n }): KnownEvent => ({
  name: { ...by, hash: hashOf(n) },
  body: { type: "CheckInCancelled", ...witnessed, voter, place: "hall", undoes, reason: "wrongVoter" },
  index: undefined,
});
const revoke = (n: number, countySeq: number, device: string, trustedThrough: number): KnownEvent => ({
  name: { device: "county", seq: countySeq, hash: hashOf(n) },
  body: { type: "DeviceRevoked", ...witnessed, device, trustedThrough },
  index: undefined,
});
const reinstate = (n: number, countySeq: number, device: string): KnownEvent => ({
  name: { device: "county", seq: countySeq, hash: hashOf(n) },
  body: { type: "DeviceReinstated", ...witnessed, device },
  index: undefined,
});
const handOver = (n: number, countySeq: number, device: string, events: string[]): KnownEvent => ({
  name: { device: "county", seq: countySeq, hash: hashOf(n) },
  body: { type: "DeviceLogHandedOver", ...witnessed, device, by: "other", events },
  index: undefined,
});
const resolve = (n: number, voter: string, events: string[]): KnownEvent => ({
  name: { device: "county", seq: n, hash: hashOf(n) },
  body: { type: "AnomalyResolved", ...witnessed, voter, events, note: "" },
  index: undefined,
});

const settle = (
  n: number,
  voter: string,
  events: string[],
  set: { device: string; seq: number; wall: number; given?: string | undefined },
): KnownEvent => ({
  name: { device: set.device, seq: set.seq, hash: hashOf(n) },
  body: {
    type: "TwiceSettled",
    ...{ ...witnessed, wall: set.wall, voter, place: "hall", events },
    ...(set.given === undefined ? {} : { given: set.given }),
  },
  index: undefined,
});

const markCast = (n: number, set: { device: string; seq: number; voter: string; wall: number; cast: boolean }) => ({
  name: { device: set.device, seq: set.seq, hash: hashOf(n) },
  body: {
    type: "AbsenteeProcessed" as const,
    ...{ ...witnessed, wall: set.wall, cmd: `mark${n}`, voter: set.voter, place: "hall", split: "101" },
    ...{ found: "search" as const, ...(set.cast ? {} : { rejected: "notSigned" as const }) },
  },
  index: undefined,
});
const takeBack = (n: number, voter: string, undone: EventName, by: { device: string; seq: number }): KnownEvent => ({
  name: { ...by, hash: hashOf(n) },
  body: { type: "AbsenteeMarkCancelled", ...witnessed, voter, place: "hall", undoes: [undone], reason: "wrongVoter" },
  index: undefined,
});

/** Sets of events in which checks, absentee marks, undos, revocations, hand-overs, resolutions and forks meet often. */
const eventSets: fc.Arbitrary<KnownEvent[]> = fc
  .record({
    checkIns: fc.array(
      fc.record({
        device: fc.constantFrom(...devices),
        seq: fc.nat(5),
        voter: fc.constantFrom(...voters),
        place: fc.constantFrom(...places),
        wall: fc.nat(4),
        tap: fc.nat(2),
        index: fc.option(fc.nat(99), { nil: undefined }),
      }),
      { maxLength: 12 },
    ),
    cancels: fc.array(
      fc.record({
        targets: fc.array(fc.nat(13), { minLength: 1, maxLength: 3 }),
        device: fc.constantFrom(...devices),
        seq: fc.nat(6),
      }),
      { maxLength: 4 },
    ),
    marks: fc.array(
      fc.record({
        device: fc.constantFrom(...devices),
        seq: fc.nat(5),
        voter: fc.constantFrom(...voters),
        wall: fc.nat(4),
        cast: fc.boolean(),
        undone: fc.option(fc.record({ device: fc.constantFrom(...devices), seq: fc.nat(6) }), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    /** What the county says of devices, one after another. */
    words: fc.array(
      fc.record({
        device: fc.constantFrom(...devices),
        says: fc.oneof(
          fc.record({ trustedThrough: fc.integer({ min: -1, max: 6 }) }),
          fc.constant("reinstated" as const),
          fc.record({ handedOver: fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }) }),
        ),
      }),
      { maxLength: 6 },
    ),
    resolutions: fc.array(
      fc.record({ voter: fc.constantFrom(...voters), targets: fc.array(fc.nat(13), { minLength: 1, maxLength: 6 }) }),
      { maxLength: 4 },
    ),
    /** What places say of voters checked in twice: of some of the voter's, or of all that were ever written. */
    settlements: fc.array(
      fc.record({
        voter: fc.constantFrom(...voters),
        targets: fc.option(fc.array(fc.nat(13), { minLength: 2, maxLength: 4 }), { nil: undefined }),
        given: fc.option(fc.nat(3), { nil: undefined }),
        device: fc.constantFrom(...devices),
        seq: fc.nat(6),
        wall: fc.nat(2),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ checkIns, cancels, marks, words, resolutions, settlements }) => {
    // A command belongs to one device and one voter; the same one twice is what two branches of a profile hold.
    const events: KnownEvent[] = checkIns.map(({ tap, index, ...one }, n) =>
      checkIn(n, { ...one, cmd: `${one.device}/${one.voter}/${tap}`, ...(index === undefined ? {} : { index }) }),
    );
    const witnessedCheckIns = [...events] as CheckIn[];
    // Number 13 and those beyond the list name an event that nobody has.
    const nameOf = (n: number): EventName =>
      witnessedCheckIns[n]?.name ?? { device: "x", seq: n, hash: hashOf(900 + n) };
    for (const { targets, ...by } of cancels) {
      const voter = witnessedCheckIns[targets[0] as number]?.body.voter ?? "V1";
      events.push(cancel(100 + events.length, voter, targets.map(nameOf), by));
    }
    const markEvents = marks.map((one, n) => markCast(400 + n, one));
    marks.forEach(({ voter, undone }, n) => {
      if (undone !== undefined) events.push(takeBack(450 + n, voter, (markEvents[n] as KnownEvent).name, undone));
    });
    const written = [...events, ...markEvents];
    words.forEach(({ device, says }, seq) => {
      if (says === "reinstated") events.push(reinstate(200 + seq, seq, device));
      else if ("trustedThrough" in says) events.push(revoke(200 + seq, seq, device, says.trustedThrough));
      else {
        const its = written.filter(({ name }) => name.device === device).map(({ name }) => name.hash);
        const some = new Set(says.handedOver.flatMap((n) => its[n % (its.length + 1)] ?? []));
        events.push(handOver(200 + seq, seq, device, [...some]));
      }
    });
    settlements.forEach(({ voter, targets, given, ...by }, n) => {
      const its = [...witnessedCheckIns, ...markEvents].filter(({ body }) => body.voter === voter);
      const all = targets?.map((one) => nameOf(one).hash) ?? its.map(({ name }) => name.hash);
      events.push(settle(500 + n, voter, all, { ...by, given: given === undefined ? undefined : all[given] }));
    });
    for (const { voter, targets } of resolutions) {
      const hashes = targets.map((n) => nameOf(n).hash);
      const of = (some: readonly (KnownEvent & { body: { voter: string } })[]): string[] =>
        some.flatMap(({ name, body }) => (body.voter === voter ? [name.hash] : []));
      const all = [...of(witnessedCheckIns), ...(targets.length > 4 ? of(markEvents) : [])];
      events.push(resolve(300 + events.length, voter, targets.length > 3 ? [...hashes, ...all] : hashes));
    }
    events.push(...markEvents);
    return events;
  });

/** The events in another order, some of them more than once. */
const arrivals = eventSets.chain((events) =>
  fc
    .tuple(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }),
    )
    .map(([shuffled, again]) => {
      const order = [...shuffled];
      if (events.length > 0)
        for (const [which, where] of again)
          order.splice(where % (order.length + 1), 0, events[which % events.length] as KnownEvent);
      return { events, order };
    }),
);

const foldOf = (events: readonly KnownEvent[]): Standings => {
  const standings = new Standings();
  for (const event of events) standings.add(event);
  return standings;
};
const seen = (standings: Standings) => ({
  of: voters.map((voter) => standings.of(voter)),
  twice: standings.checkedInTwice(),
  byPlace: standings.countByPlace(),
  settledTwice: standings.settledTwice(),
});

/** The same, worked out from the whole set at once. */
function naive(events: readonly KnownEvent[]) {
  const bodies = <T extends KnownEvent["body"]["type"]>(type: T) =>
    [...new Map(events.map((event) => [event.name.hash, event])).values()].filter(
      (event): event is KnownEvent & { body: BodyOf<T> } => event.body.type === type,
    );
  const trusted = ({ device, seq, hash }: EventName): boolean => {
    const said = [...bodies("DeviceRevoked"), ...bodies("DeviceReinstated")]
      .filter(({ body }) => body.device === device)
      .sort((a, b) => b.name.seq - a.name.seq)[0];
    if (said?.body.type !== "DeviceRevoked") return true;
    const outOfChain = bodies("DeviceLogHandedOver").filter(({ body }) => body.events.includes(hash));
    const onlySince = outOfChain.length > 0 && outOfChain.every(({ name }) => name.seq > said.name.seq);
    return seq <= said.body.trustedThrough && !onlySince;
  };
  const cancelled = new Set(
    bodies("CheckInCancelled")
      .filter(({ name }) => trusted(name))
      .flatMap(({ body }) => body.undoes.map(({ hash }) => hash)),
  );
  const takenBack = new Set(
    bodies("AbsenteeMarkCancelled")
      .filter(({ name }) => trusted(name))
      .flatMap(({ body }) => body.undoes.map(({ hash }) => hash)),
  );
  const cast = bodies("AbsenteeProcessed").filter(
    ({ name, body }) => body.rejected === undefined && trusted(name) && !takenBack.has(name.hash),
  );
  const byPlace = new Map<string, number>();
  const twice: string[] = [];
  const of = voters.map((voter) => {
    const mine = bodies("VoterCheckedIn").filter(({ body }) => body.voter === voter);
    mine.sort((a, b) => a.body.wall - b.body.wall || (a.name.hash < b.name.hash ? -1 : 1));
    const sameCommand = (a: CheckIn, b: CheckIn) => a.name.device === b.name.device && a.body.cmd === b.body.cmd;
    const isCancelled = (one: CheckIn) => mine.some((b) => sameCommand(one, b) && cancelled.has(b.name.hash));
    const isSetAside = (one: CheckIn) => !isCancelled(one) && !trusted(one.name);
    const counting = mine.filter((one) => !isCancelled(one) && !isSetAside(one));
    const checkIns = counting.filter((one) => counting.find((b) => sameCommand(one, b)) === one);
    const castOf = cast.filter(({ body }) => body.voter === voter);
    const covers = (body: { readonly voter: string; readonly events: readonly string[] }): boolean =>
      body.voter === voter && [...checkIns, ...castOf].every(({ name }) => body.events.includes(name.hash));
    const settled = bodies("TwiceSettled")
      .filter(({ name, body }) => checkIns.length + castOf.length > 1 && trusted(name) && covers(body))
      .sort(
        (a, b) =>
          a.body.wall - b.body.wall ||
          a.name.device.localeCompare(b.name.device) ||
          a.name.seq - b.name.seq ||
          (a.name.hash < b.name.hash ? -1 : 1),
      )
      .at(-1);
    const resolved = settled !== undefined || bodies("AnomalyResolved").some(({ body }) => covers(body));
    const first = checkIns[0];
    if (first !== undefined) byPlace.set(first.body.place, (byPlace.get(first.body.place) ?? 0) + 1);
    if (checkIns.length + (checkIns.length > 0 ? castOf.length : 0) > 1 && !resolved) twice.push(voter);
    const hashes = (some: CheckIn[]) => some.map(({ name }) => name.hash);
    const [setAside, undone] = [mine.filter(isSetAside), mine.filter(isCancelled)];
    return {
      checkIns: hashes(checkIns),
      cancelled: hashes(undone),
      setAside: hashes(setAside),
      resolved: mine.length > 0 && resolved,
      settled: mine.length > 0 ? settled?.name.hash : undefined,
    };
  });
  const settledTwice = voters.filter((_, at) => of[at]?.settled !== undefined);
  return { of, twice, byPlace, settledTwice };
}
const hashesOf = (standings: Standings) => {
  const { of, twice, byPlace, settledTwice } = seen(standings);
  const hashes = (facts: readonly { event: EventName }[]) => facts.map(({ event }) => event.hash);
  return {
    of: of.map(({ checkIns, cancelled, setAside, resolved, settled }) => ({
      checkIns: hashes(checkIns),
      cancelled: hashes(cancelled),
      setAside: hashes(setAside),
      resolved,
      settled: settled?.event.hash,
    })),
    twice,
    byPlace,
    settledTwice,
  };
};

describe("the standing is a function of the set of known events", () => {
  test("P4: any order and any repetition of arrival gives the same", () => {
    fc.assert(
      fc.property(arrivals, ({ events, order }) => {
        expect(seen(foldOf(order))).toEqual(seen(foldOf(events)));
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  test("it is what a recomputation from the whole set gives, after every single event", () => {
    fc.assert(
      fc.property(arrivals, ({ order }) => {
        const standings = new Standings();
        order.forEach((event, at) => {
          standings.add(event);
          expect(hashesOf(standings)).toEqual(naive(order.slice(0, at + 1)));
        });
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  test("every check-in that is known stands in exactly one list of its voter, or is a second branch of one that counts", () => {
    fc.assert(
      fc.property(eventSets, (events) => {
        const standings = foldOf(events);
        for (const { name, body } of events) {
          if (body.type !== "VoterCheckedIn") continue;
          const { checkIns, cancelled, setAside } = standings.of(body.voter);
          const places = [checkIns, cancelled, setAside].filter((list) => list.some((f) => f.event.hash === name.hash));
          const branch = checkIns.some((f) => f.event.device === name.device && f.cmd === body.cmd);
          expect(places.length === 1 || (places.length === 0 && branch)).toBe(true);
          expect(standings.checkIn(name.hash)?.event).toEqual(name);
        }
        expect(new Set(standings.voters())).toEqual(
          new Set(events.flatMap(({ body }) => (body.type === "VoterCheckedIn" ? [body.voter] : []))),
        );
      }),
      { seed: SEED },
    );
  });
});

describe("undoing, setting aside, resolving", () => {
  const first = checkIn(1, { device: "one", seq: 0, voter: "V1", place: "hall", wall: 5, cmd: "a" });
  const second = checkIn(2, { device: "two", seq: 3, voter: "V1", place: "school", wall: 9, cmd: "b" });

  test("a cancel that arrives before its check-in waits for it", () => {
    const standings = foldOf([cancel(9, "V1", [first.name])]);
    expect(standings.of("V1").checkIns).toEqual([]);
    standings.add(first);
    expect(standings.of("V1")).toMatchObject({ checkIns: [], cancelled: [{ event: first.name }] });
    expect(standings.countByPlace()).toEqual(new Map());
  });

  test("a cancel undoes what it names and nothing else; a later check-in counts", () => {
    const standings = foldOf([first, cancel(9, "V1", [first.name]), second]);
    expect(standings.of("V1").checkIns.map(({ event }) => event)).toEqual([second.name]);
    expect(standings.countByPlace()).toEqual(new Map([["school", 1]]));
    expect(standings.checkedInTwice()).toEqual([]);
  });

  test("a voter checked in twice counts once, at the place of the earlier one", () => {
    const standings = foldOf([second, first]);
    expect(standings.of("V1").checkIns.map(({ event }) => event)).toEqual([first.name, second.name]);
    expect(standings.checkedInTwice()).toEqual(["V1"]);
    expect(standings.countByPlace()).toEqual(new Map([["hall", 1]]));
  });

  test("P4: one command on two branches of a profile is one check-in, and one cancel undoes both", () => {
    const branch = checkIn(3, { device: "one", seq: 0, voter: "V1", place: "hall", wall: 6, cmd: "a" });
    const standings = foldOf([first, branch]);
    expect(standings.of("V1").checkIns.map(({ event }) => event)).toEqual([first.name]);
    expect(standings.checkedInTwice()).toEqual([]);
    standings.add(cancel(9, "V1", [branch.name]));
    expect(standings.of("V1")).toMatchObject({ checkIns: [], cancelled: [{}, {}] });
  });

  test("a resolution closes the matter until one more check-in is known", () => {
    const standings = foldOf([first, second, resolve(9, "V1", [first.name.hash, second.name.hash])]);
    expect(standings.of("V1").resolved).toBe(true);
    expect(standings.checkedInTwice()).toEqual([]);
    standings.add(checkIn(3, { device: "three", seq: 0, voter: "V1", place: "hall", wall: 1, cmd: "c" }));
    expect(standings.of("V1").resolved).toBe(false);
    expect(standings.checkedInTwice()).toEqual(["V1"]);
  });

  test("what a place found out ends the matter until one more is known; the later word holds, a stolen tablet's none", () => {
    const [a, b] = [first.name.hash, second.name.hash];
    const two = settle(8, "V1", [a, b], { device: "two", seq: 4, wall: 20 });
    const one = settle(9, "V1", [a, b], { device: "one", seq: 5, wall: 30, given: b });
    const ballots = (standings: Standings): unknown[] =>
      [...standings.firstBallots("hall"), ...standings.firstBallots("school")].map(({ event, settled }) => [
        event.hash,
        settled,
      ]);
    const standings = foldOf([first, second]);
    expect(ballots(standings)).toEqual([
      [a, undefined],
      [b, undefined],
    ]);
    standings.add(two);
    expect(standings.checkedInTwice()).toEqual([]);
    expect(standings.of("V1").settled).toMatchObject({ event: two.name, given: undefined });
    expect(ballots(standings)).toEqual([
      [a, "given"],
      [b, "given"],
    ]);
    standings.add(one);
    expect(standings.of("V1").settled).toMatchObject({ event: one.name, given: b });
    expect(ballots(standings)).toEqual([
      [a, "notGiven"],
      [b, "given"],
    ]);
    // One of them is cancelled since: of the other one nothing is in doubt.
    expect(ballots(foldOf([first, second, one, cancel(7, "V1", [second.name])]))).toEqual([
      [a, undefined],
      [b, undefined],
    ]);
    standings.add(checkIn(3, { device: "three", seq: 0, voter: "V1", place: "hall", wall: 40, cmd: "c" }));
    expect(standings.checkedInTwice()).toEqual(["V1"]);
    expect(standings.of("V1").settled).toBeUndefined();

    // One tablet is heard eight times on one voter: by its numbers, in whatever order they come.
    const words = Array.from({ length: 9 }, (_, n) => settle(20 + n, "V1", [a, b], { device: "one", seq: n, wall: n }));
    for (const order of [words, words.toReversed()])
      expect(foldOf([first, second, ...order]).of("V1").settled?.wall).toBe(7);

    const stolen = foldOf([first, second, one, revoke(10, 1, "one", 0)]);
    expect(stolen.checkedInTwice()).toEqual(["V1"]);
    stolen.add(reinstate(11, 2, "one"));
    expect(stolen.checkedInTwice()).toEqual([]);
  });

  test("an absentee ballot that was cast beside a check-in is the same alarm, whichever comes first", () => {
    const mark = markCast(5, { device: "two", seq: 4, voter: "V1", wall: 2, cast: true });
    const notCast = markCast(6, { device: "two", seq: 5, voter: "V1", wall: 3, cast: false });
    for (const order of [
      [first, mark],
      [mark, first],
    ]) {
      const standings = foldOf([...order, notCast]);
      expect(standings.checkedInTwice()).toEqual(["V1"]);
      expect(standings.countByPlace()).toEqual(new Map([["hall", 1]]));
      // Who looked at the check-in alone did not look at both.
      standings.add(resolve(8, "V1", [first.name.hash]));
      expect(standings.checkedInTwice()).toEqual(["V1"]);
      standings.add(resolve(9, "V1", [first.name.hash, mark.name.hash]));
      expect(standings.checkedInTwice()).toEqual([]);
      expect(standings.of("V1").resolved).toBe(true);
    }
    expect(foldOf([first, notCast]).checkedInTwice()).toEqual([]);
    expect(foldOf([mark]).checkedInTwice()).toEqual([]);
    expect(foldOf([mark, first, cancel(9, "V1", [first.name])]).checkedInTwice()).toEqual([]);
    expect(foldOf([mark, first, takeBack(9, "V1", mark.name, { device: "two", seq: 6 })]).checkedInTwice()).toEqual([]);
  });

  test("a revocation sets aside what comes after the last trusted event, and the county may think again", () => {
    const standings = foldOf([first, second, revoke(9, 5, "two", 2)]);
    expect(standings.of("V1")).toMatchObject({ checkIns: [{ event: first.name }], setAside: [{ event: second.name }] });
    standings.add(revoke(10, 6, "two", 3));
    expect(standings.of("V1").setAside).toEqual([]);
    expect(standings.checkedInTwice()).toEqual(["V1"]);
    standings.add(revoke(11, 4, "two", -1)); // an older one that arrives late
    expect(standings.of("V1").setAside).toEqual([]);
  });

  test("what a revoked tablet hands over out of its chain does not count until the county says another word of it", () => {
    const [mine, past] = [
      checkIn(1, { device: "one", seq: 3, voter: "V1", place: "hall", wall: 2, cmd: "a" }),
      checkIn(2, { device: "one", seq: 0, voter: "V2", place: "hall", wall: 1, cmd: "b" }),
    ];
    const undo = cancel(3, "V1", [mine.name], { device: "one", seq: 1 });
    const revoked = [mine, revoke(4, 0, "one", 3), handOver(5, 1, "one", [past.name.hash, undo.name.hash]), past, undo];
    expect(hashesOf(foldOf(revoked)).of.slice(0, 2)).toMatchObject([
      { checkIns: [mine.name.hash], cancelled: [] },
      { checkIns: [], setAside: [past.name.hash] },
    ]);
    for (const word of [reinstate(6, 2, "one"), revoke(6, 2, "one", 3)])
      expect(hashesOf(foldOf([...revoked, word])).of.slice(0, 2)).toMatchObject([
        { checkIns: [], cancelled: [mine.name.hash] },
        { checkIns: [past.name.hash], setAside: [] },
      ]);
  });

  test("a cancel out of its chain hides no later one of the same tablet that counts", () => {
    const made = checkIn(1, { device: "two", seq: 0, voter: "V1", place: "hall", wall: 1, cmd: "a" });
    const [good, past] = [2, 3].map((n) => cancel(n, "V1", [made.name], { device: "one", seq: n === 2 ? 4 : 0 }));
    const county = [revoke(4, 0, "one", 4), handOver(5, 1, "one", [past?.name.hash ?? ""])];
    for (const events of [
      [made, good, past, ...county],
      [...county, past, good, made],
    ])
      expect(hashesOf(foldOf(events as KnownEvent[])).of[0]).toMatchObject({
        checkIns: [],
        cancelled: [made.name.hash],
      });
  });

  test("a cancel of a revoked tablet after its last trusted event does not count, until the county takes the tablet back", () => {
    const undo = cancel(8, "V1", [first.name], { device: "two", seq: 4 });
    const standings = foldOf([first, undo]);
    expect(standings.of("V1").checkIns).toEqual([]);
    standings.add(revoke(9, 5, "two", 3));
    expect(standings.of("V1")).toMatchObject({ checkIns: [{ event: first.name }], cancelled: [] });
    expect(standings.countByPlace()).toEqual(new Map([["hall", 1]]));
    standings.add(reinstate(10, 6, "two"));
    expect(standings.of("V1")).toMatchObject({ checkIns: [], cancelled: [{ event: first.name }] });
    standings.add(revoke(11, 7, "two", 4));
    expect(standings.countByPlace()).toEqual(new Map());
  });

  test("finding one's own event in the county log only adds its index", () => {
    const standings = foldOf([first, { ...first, index: 77 }, { ...first, index: undefined }]);
    expect(standings.of("V1").checkIns).toHaveLength(1);
    expect(standings.of("V1").checkIns[0]?.index).toBe(77);
  });

  test("an unknown voter, and events that say nothing of voters", () => {
    const clock: KnownEvent = {
      name: { device: "county", seq: 0, hash: hashOf(50) },
      body: { type: "CountyClock", ...witnessed },
      index: 0,
    };
    expect(foldOf([clock]).of("V1")).toEqual({
      checkIns: [],
      cancelled: [],
      setAside: [],
      resolved: false,
      provisionals: [],
      ballotActs: [],
      absentee: [],
      notes: [],
    });
    expect(foldOf([clock]).of("__proto__").checkIns).toEqual([]);
  });
});

describe("a tablet that writes without end costs each reader what its events cost, not their square", () => {
  // With work for each event that grows with those before it, these sizes take many minutes.
  const many = 20_000;
  const flood = Array.from({ length: many }, (_, n) =>
    checkIn(n, { device: "two", seq: n, voter: "V1", place: n === 77 ? "hall" : "school", wall: n % 3, cmd: `c${n}` }),
  );
  const inOrder = [...flood].sort((a, b) => a.body.wall - b.body.wall || (a.name.hash < b.name.hash ? -1 : 1));
  const hashes = (facts: readonly { event: EventName }[]) => facts.map(({ event }) => event.hash);

  test("check-ins of one voter, cancelled one after another from the earliest on, read as they come", () => {
    const standings = new Standings();
    for (const [n, event] of flood.entries()) {
      standings.add(event);
      expect(standings.checkedInTwice()).toEqual(n === 0 ? [] : ["V1"]);
    }
    expect(hashes(standings.of("V1").checkIns)).toEqual(hashes(inOrder.map(({ name }) => ({ event: name }))));
    for (const [n, { name }] of inOrder.entries()) {
      const place = inOrder[n]?.body.place;
      expect(standings.countByPlace()).toEqual(new Map([[place, 1]]));
      standings.add(cancel(many + n, "V1", [name]));
    }
    expect(standings.countByPlace()).toEqual(new Map());
    expect(standings.checkedInTwice()).toEqual([]);
    expect(standings.of("V1").cancelled).toHaveLength(many);
  });

  test("one command over and over on many branches, and the revocation that sets all of it aside", () => {
    const standings = new Standings();
    const honest = checkIn(-1, { device: "one", seq: 0, voter: "V1", place: "hall", wall: 9, cmd: "a" });
    for (const event of [honest, ...flood]) standings.add({ ...event, body: { ...event.body, cmd: "a" } });
    expect(hashes(standings.of("V1").checkIns)).toEqual([inOrder[0]?.name.hash, honest.name.hash]);
    standings.add(revoke(-2, 0, "two", -1));
    expect(hashes(standings.of("V1").checkIns)).toEqual([honest.name.hash]);
    expect(standings.of("V1").setAside).toHaveLength(many);
    expect(standings.countByPlace()).toEqual(new Map([["hall", 1]]));
  });

  test("absentee marks of one voter, who is checked in as well, asked for after every tenth", () => {
    const [first] = flood as [CheckIn];
    const standings = foldOf([first]);
    for (let n = 0; n < 5_000; n++) {
      standings.add(markCast(many + n, { device: "two", seq: n, voter: "V1", wall: n % 3, cast: true }));
      if (n % 10 === 0) expect(standings.checkedInTwice()).toEqual(["V1"]);
    }
    expect(standings.of("V1").absentee).toHaveLength(5_000);
  });

  test.each(["after", "before"])("cancels of one check-in that come %s it, until their tablet is revoked", (when) => {
    const [first] = flood as [CheckIn];
    const standings = new Standings();
    if (when === "after") standings.add(first);
    for (let n = 0; n < 10 * many; n++)
      standings.add(cancel(many + n, "V1", [first.name], { device: "three", seq: n + 5 }));
    if (when === "before") standings.add(first);
    expect(hashes(standings.of("V1").cancelled)).toEqual([first.name.hash]);
    standings.add(revoke(-1, 0, "three", 5));
    expect(standings.of("V1").checkIns).toEqual([]);
    standings.add(revoke(-2, 1, "three", 4));
    expect(hashes(standings.of("V1").checkIns)).toEqual([first.name.hash]);
  });
});
