/**
 * What is known of ballots after they were given is a function of the set of events, with check-ins and provisional ballots
 * that an act releases and an undo gives back (design §2; P4, P7).
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ballotsGiven, fates } from "../../src/domain/ballotsGiven.ts";
import type { EventName } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import { heldBallots } from "../../src/domain/heldBallots.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const devices = ["one", "two", "three"] as const;
const voters = ["V1", "V2", "V3"] as const;
const places = ["hall", "school"] as const;
const styles = ["1", "2"] as const;

const hashOf = (n: number): string =>
  (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0").padEnd(64, "0");
const witness = { worker: "w", role: "inspector", seen: null } as const;

type Made = {
  readonly kind:
    | "checkIn"
    | "provisional"
    | "right"
    | "spoiled"
    | "reissued"
    | "handedBack"
    | "left"
    | "undone"
    | "cancel"
    | "revoke"
    | "reinstate";
  readonly device: (typeof devices)[number];
  readonly voter: (typeof voters)[number];
  readonly place: (typeof places)[number];
  readonly style: (typeof styles)[number];
  /** Which of the events before it is meant; some name none that exists. */
  readonly of: number;
  readonly pick: number;
};

/** A set of events that make sense one by one: each names ballots that were given, as its tablet may have known them. */
function eventsOf(made: readonly Made[]): KnownEvent[] {
  const events: KnownEvent[] = [];
  const nameOf = (n: number): EventName => events[n]?.name ?? { device: "x", seq: n, hash: hashOf(900 + n) };
  made.forEach(({ kind, device, voter, place, style, of: which, pick }, n) => {
    // Number 13 names an event that nobody has.
    const of = which === 13 || n === 0 ? 13 : which % n;
    const target = events[of]?.body;
    const given = target?.type === "BallotReissued" ? target.checkIn : nameOf(of);
    const was = target?.type === "ProvisionalIssued" ? "provisional" : "regular";
    const name = { device, seq: n, hash: hashOf(n) };
    const about = { ...witness, cmd: `cmd${n}`, wall: n % 7, place };
    const ballot = { ...about, voter, checkIn: given, ballot: nameOf(of), kind: was, style };
    const first = { ...about, voter, split: "101", style, roll: 1, receipt: `1-${n}`, found: "search", steps: [] };
    const taken = (["kept", "takenBack", "gone"] as const)[pick % 3];
    const body = {
      checkIn: { type: "VoterCheckedIn", ...first },
      provisional: { type: "ProvisionalIssued", ...first, reasons: [{ situation: "identification" }] },
      right: {
        type: "VoterCheckedIn",
        ...first,
        insteadOf: { event: nameOf(of), voter: "V1", style, kind: was, ballot: taken, worker: "w", wall: 0 },
      },
      spoiled: { type: "BallotSpoiled", ...ballot },
      reissued: { type: "BallotReissued", ...ballot, receipt: `1-${n}`, number: 2 },
      handedBack: { type: "BallotHandedBack", ...ballot },
      left: { type: "VoterLeft", ...ballot, left: (["setAside", "cast", "takenAway"] as const)[pick % 3] },
      undone: { type: "BallotActUndone", ...about, voter, undoes: nameOf(of), reason: "other" },
      cancel: {
        type: pick % 2 === 0 ? "CheckInCancelled" : "ProvisionalCancelled",
        ...about,
        voter,
        undoes: [nameOf(of)],
        reason: "other",
      },
      revoke: { type: "DeviceRevoked", ...witness, cmd: "r", wall: n, device, trustedThrough: of - 1 },
      reinstate: { type: "DeviceReinstated", ...witness, cmd: "r", wall: n, device },
    }[kind];
    const ofCounty = kind === "revoke" || kind === "reinstate";
    events.push({
      name: ofCounty ? { ...name, device: "county" } : name,
      body: EventBody.parse(body),
      index: undefined,
    });
  });
  return events;
}

const eventSets: fc.Arbitrary<KnownEvent[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(
        ...([
          "checkIn",
          "checkIn",
          "checkIn",
          "provisional",
          "right",
          "right",
          "spoiled",
          "reissued",
          "handedBack",
        ] as const),
        ...(["handedBack", "left", "undone", "undone", "undone", "cancel", "revoke", "reinstate"] as const),
      ),
      device: fc.constantFrom(...devices),
      voter: fc.constantFrom(...voters),
      place: fc.constantFrom(...places),
      style: fc.constantFrom(...styles),
      of: fc.nat(13),
      pick: fc.nat(5),
    }),
    { maxLength: 14 },
  )
  .map(eventsOf);

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
  held: voters.map((voter) => heldBallots(standings.of(voter))),
  twice: standings.checkedInTwice(),
  byPlace: new Map([...standings.countByPlace()].sort()),
  given: places.map((place) => ballotsGiven(standings, place)),
});

/** The same, worked out from the whole set at once: hashes of what counts, of each voter. */
function naive(all: readonly KnownEvent[]) {
  const events = [...new Map(all.map((event) => [event.name.hash, event])).values()];
  const through = (device: string): number => {
    const said = events.filter(
      ({ body }) => (body.type === "DeviceRevoked" || body.type === "DeviceReinstated") && body.device === device,
    );
    const latest = said.sort((a, b) => b.name.seq - a.name.seq)[0]?.body;
    return latest?.type === "DeviceRevoked" ? latest.trustedThrough : Number.POSITIVE_INFINITY;
  };
  const trusted = events.filter(({ name }) => name.seq <= through(name.device));
  const undone = new Set(trusted.flatMap(({ body }) => (body.type === "BallotActUndone" ? [body.undoes.hash] : [])));
  const acting = trusted.filter(({ name }) => !undone.has(name.hash));
  const cancelled = (type: "CheckInCancelled" | "ProvisionalCancelled"): string[] =>
    trusted.flatMap(({ body }) => (body.type === type ? body.undoes.map(({ hash }) => hash) : []));
  const released = acting.flatMap(({ body }) => {
    if (body.type === "BallotHandedBack") return [body.checkIn.hash];
    const issued = body.type === "VoterCheckedIn" || body.type === "ProvisionalIssued";
    return issued && body.insteadOf !== undefined ? [body.insteadOf.event.hash] : [];
  });
  const counting = (type: "VoterCheckedIn" | "ProvisionalIssued", cancels: readonly string[]) =>
    acting
      .filter(({ name, body }) => body.type === type && !cancels.includes(name.hash) && !released.includes(name.hash))
      .sort((a, b) => a.body.wall - b.body.wall || (a.name.hash < b.name.hash ? -1 : 1));
  const acts = acting.filter(({ body }) =>
    ["BallotSpoiled", "BallotReissued", "BallotHandedBack", "VoterLeft"].includes(body.type),
  );
  const hashes = (some: readonly KnownEvent[], voter: string): string[] =>
    some.filter(({ body }) => "voter" in body && body.voter === voter).map(({ name }) => name.hash);
  const checkIns = counting("VoterCheckedIn", cancelled("CheckInCancelled"));
  const provisionals = counting("ProvisionalIssued", cancelled("ProvisionalCancelled"));
  return voters.map((voter) => ({
    checkIns: hashes(checkIns, voter),
    provisionals: hashes(provisionals, voter),
    acts: hashes(acts, voter).sort(),
  }));
}
const hashesOf = (standings: Standings) =>
  voters.map((voter) => {
    const { checkIns, provisionals, ballotActs } = standings.of(voter);
    const hashes = (facts: readonly { event: EventName }[]) => facts.map(({ event }) => event.hash);
    return {
      checkIns: hashes(checkIns),
      provisionals: hashes(provisionals),
      acts: hashes(ballotActs.filter(({ act }) => act !== "putRight")).sort(),
    };
  });

describe("what is known of ballots is a function of the set of known events", () => {
  test("P4: any order and any repetition of arrival gives the same", () => {
    fc.assert(
      fc.property(arrivals, ({ events, order }) => {
        expect(seen(foldOf(order))).toEqual(seen(foldOf(events)));
      }),
      { seed: SEED, numRuns: 2000 },
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
      { seed: SEED, numRuns: 800 },
    );
  });
});

describe("P7: every ballot that was given is counted, and what became of it", () => {
  const checkIn = { kind: "checkIn", device: "one", voter: "V1", place: "hall", style: "1", of: 13, pick: 0 } as const;
  const numbers = (made: readonly Partial<Made>[], place = "hall") => {
    const { first, reissued, fate } = ballotsGiven(
      foldOf(eventsOf(made.map((one) => ({ ...checkIn, ...one })))),
      place,
    ).regular;
    const became = fates.flatMap((one) => (fate[one].size === 0 ? [] : [[one, Object.fromEntries(fate[one])]]));
    return { first: Object.fromEntries(first), reissued: Object.fromEntries(reissued), ...Object.fromEntries(became) };
  };

  test.each<[string, Partial<Made>[], object]>([
    ["voted", [{}], { first: { 1: 1 }, reissued: {} }],
    ["spoiled, none instead", [{}, { kind: "spoiled", of: 0 }], { first: { 1: 1 }, reissued: {}, spoiled: { 1: 1 } }],
    [
      "spoiled twice, two instead",
      [{}, { kind: "reissued", of: 0 }, { kind: "reissued", of: 1 }],
      { first: { 1: 1 }, reissued: { 1: 2 }, spoiled: { 1: 2 } },
    ],
    [
      "spoiled, and the second one handed back",
      [{}, { kind: "reissued", of: 0 }, { kind: "handedBack", of: 1 }],
      { first: { 1: 1 }, reissued: { 1: 1 }, spoiled: { 1: 1 }, handedBack: { 1: 1 } },
    ],
    ["left and cast", [{}, { kind: "left", of: 0, pick: 1 }], { first: { 1: 1 }, reissued: {}, cast: { 1: 1 } }],
    [
      "left and kept apart, and another one given when the voter came back",
      [{}, { kind: "left", of: 0 }, { kind: "reissued", of: 0 }],
      { first: { 1: 1 }, reissued: { 1: 1 }, setAside: { 1: 1 } },
    ],
    ["cancelled", [{}, { kind: "cancel", of: 0 }], { first: { 1: 1 }, reissued: {}, cancelled: { 1: 1 } }],
    ["spoil undone", [{}, { kind: "spoiled", of: 0 }, { kind: "undone", of: 1 }], { first: { 1: 1 }, reissued: {} }],
    [
      "told by two tablets",
      [{}, { kind: "spoiled", of: 0 }, { kind: "spoiled", device: "two", of: 0 }],
      { first: { 1: 1 }, reissued: {}, spoiled: { 1: 1 } },
    ],
    ["wrong voter, the ballot kept", [{}, { kind: "right", voter: "V2", of: 0 }], { first: { 1: 1 }, reissued: {} }],
    [
      "wrong voter, the ballot kept and then spoiled",
      [{}, { kind: "right", voter: "V2", of: 0 }, { kind: "reissued", voter: "V2", of: 1 }],
      { first: { 1: 1 }, reissued: { 1: 1 }, spoiled: { 1: 1 } },
    ],
    [
      "wrong voter, the ballot kept, and that cancelled",
      [{}, { kind: "right", voter: "V2", of: 0 }, { kind: "cancel", of: 1 }],
      { first: { 1: 1 }, reissued: {}, cancelled: { 1: 1 } },
    ],
    [
      "wrong voter, the ballot taken back",
      [{}, { kind: "right", voter: "V2", style: "2", of: 0, pick: 1 }],
      { first: { 1: 1, 2: 1 }, reissued: {}, takenBack: { 1: 1 } },
    ],
    [
      "wrong voter, the ballot gone",
      [{}, { kind: "right", voter: "V2", of: 0, pick: 2 }],
      { first: { 1: 2 }, reissued: {}, gone: { 1: 1 } },
    ],
    [
      "wrong voter, undone again",
      [{}, { kind: "right", voter: "V2", of: 0, pick: 1 }, { kind: "undone", of: 1 }],
      { first: { 1: 1 }, reissued: {} },
    ],
  ])("%s", (_, made, expected) => {
    expect(numbers(made)).toEqual(expected);
    expect(numbers(made, "school")).toEqual({ first: {}, reissued: {} });
  });

  test("provisional ballots apart", () => {
    const made = [{ kind: "provisional" }, { kind: "reissued", of: 0 }, {}] as const;
    const counts = ballotsGiven(foldOf(eventsOf(made.map((one) => ({ ...checkIn, ...one })))), "hall");
    expect(counts.regular).toMatchObject({ first: new Map([["1", 1]]), reissued: new Map() });
    expect(counts.provisional).toMatchObject({ first: new Map([["1", 1]]), reissued: new Map([["1", 1]]) });
    expect(counts.provisional.fate.spoiled).toEqual(new Map([["1", 1]]));
  });
});

describe("a tablet that acts without end costs each reader what its events cost, not their square", () => {
  test("check-ins of one voter, each handed back and the hand-back undone", () => {
    const many = 10_000;
    const standings = new Standings();
    const common = { device: "one", place: "hall", style: "1", pick: 0, voter: "V1" } as const;
    const [checkIn, back, undo] = eventsOf([
      { ...common, kind: "checkIn", of: 13 },
      { ...common, kind: "handedBack", of: 0 },
      { ...common, kind: "undone", of: 1 },
    ]) as [KnownEvent, KnownEvent, KnownEvent];
    const name = (n: number): EventName => ({ device: "one", seq: n, hash: hashOf(n) });
    const rename = ({ body }: KnownEvent, n: number, more: object): KnownEvent => ({
      name: name(n),
      body: { ...body, cmd: `cmd${n}`, ...more } as KnownEvent["body"],
      index: undefined,
    });
    for (let n = 0; n < many; n++) standings.add(rename(checkIn, n, {}));
    for (let n = 0; n < many; n++) {
      standings.add(rename(back, many + n, { checkIn: name(n), ballot: name(n) }));
      standings.add(rename(undo, 2 * many + n, { undoes: name(many + n) }));
      expect(standings.checkedInTwice()).toEqual(["V1"]);
    }
    expect(standings.of("V1").checkIns).toHaveLength(many);
    expect(standings.of("V1").ballotActs).toEqual([]);
  });
});
