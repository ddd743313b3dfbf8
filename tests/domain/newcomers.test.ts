/** People who are not on the roll: the same in whatever order events arrive, and nobody's id is another's. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventBody } from "../../src/domain/events.ts";
import { Newcomers } from "../../src/domain/newcomers.ts";
import { personKey } from "../../src/domain/person.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";
import { anyText } from "../helpers/anyText.ts";
import { stranger } from "./packElection.ts";

const { person } = stranger;
const devices = ["a", "b", "c"];
const hashOf = (n: number): string => n.toString(16).padStart(2, "0").repeat(32);
const witness = { worker: "w", role: "inspector", seen: null } as const;
const names = ["Ortega", "ORTEGA", "Ortéga", "Quist"];

const someEvents = fc
  .array(
    fc.record({
      kind: fc.constantFrom("register", "register", "provisional", "cancel", "cancelBallot", "revoke"),
      device: fc.constantFrom(...devices),
      lastName: fc.constantFrom(...names),
      of: fc.nat(11),
      another: fc.constantFrom(undefined, undefined, 2, 3),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ kind, device, lastName, of, another }, n): KnownEvent => {
      const who = { ...person, lastName, ...(another === undefined ? {} : { another }) };
      const common = { ...witness, cmd: `c${n}`, wall: n };
      const paper = { place: "hall", split: "101", roll: 1, receipt: `1-${n}`, steps: [], lookedAt: [] };
      const undoes = [{ device: "a", seq: of, hash: hashOf(of) }];
      const bodies: Record<typeof kind, object> = {
        register: { type: "VoterRegistered", ...common, ...paper, person: who, party: "" },
        provisional: {
          ...{ type: "ProvisionalIssued", ...common, ...paper, person: who, voter: personKey(who), style: "S" },
          ...{ found: "search", reasons: [{ situation: "notOnList" }] },
        },
        cancel: { type: "RegistrationCancelled", ...common, place: "hall", undoes, reason: "onTheList" },
        cancelBallot: {
          ...{ type: "ProvisionalCancelled", ...common, place: "hall", undoes },
          ...{ voter: personKey(who), reason: "wrongVoter" },
        },
        revoke: { type: "DeviceRevoked", ...common, device, trustedThrough: of - 1 },
      };
      const by = kind === "revoke" ? "county" : device;
      return { name: { device: by, seq: n, hash: hashOf(n) }, body: EventBody.parse(bodies[kind]), index: undefined };
    }),
  );

function known(events: readonly KnownEvent[]) {
  const [newcomers, standings] = [new Newcomers(), new Standings()];
  for (const event of events) {
    newcomers.add(event.name, event.body);
    standings.add(event);
  }
  return newcomers.all().map((one) => ({
    ...one,
    registered: newcomers.isRegistered(one, (name) => standings.trusts(name)),
    ballots: standings.of(one.id).provisionals.map(({ event }) => event.hash),
  }));
}

test("any order of arrival, each event any number of times, gives the same people", () => {
  fc.assert(
    fc.property(
      someEvents.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
      ),
      ([events, order]) => {
        expect(known(order)).toEqual(known(events));
      },
    ),
    { seed: 20261103, numRuns: 1000 },
  );
});

test("each registration is one voter; persons are told apart by name, birth date and the inspector's word alone; an undo names the event", () => {
  fc.assert(
    fc.property(someEvents, (events) => {
      const people = known(events);
      const of = (type: string) => events.filter(({ body }) => body.type === type);
      expect(people.filter(({ as }) => as === "registrant")).toHaveLength(of("VoterRegistered").length);
      const keys = new Set(of("ProvisionalIssued").map(({ body }) => body.type === "ProvisionalIssued" && body.voter));
      expect(new Set(people.filter(({ as }) => as === "person").map(({ id }) => id))).toEqual(keys);
      expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
      for (const { id } of people) expect(id.length).toBeLessThanOrEqual(64);
      if (of("DeviceRevoked").length > 0) return;
      const undone = new Set(
        events.flatMap(({ body }) =>
          body.type === "RegistrationCancelled" ? body.undoes.map(({ hash }) => hash) : [],
        ),
      );
      for (const { as, event, registered } of people)
        expect(registered).toBe(as === "registrant" && !undone.has(event.hash));
    }),
    { seed: 20261103, numRuns: 1000 },
  );
});

test("a ballot that names another voter than its person makes nobody known, and keys have room in an event", () => {
  const newcomers = new Newcomers();
  const body = EventBody.parse({
    ...{ type: "ProvisionalIssued", ...witness, cmd: "c", wall: 1, person, voter: "V1", place: "hall", split: "101" },
    ...{ style: "S", roll: 1, receipt: "", found: "search", steps: [], reasons: [{ situation: "notOnList" }] },
  });
  newcomers.add({ device: "a", seq: 1, hash: hashOf(1) }, body);
  expect(newcomers.all()).toEqual([]);
  fc.assert(
    fc.property(anyText({ minLength: 1 }), anyText(), (lastName, firstName) => {
      const key = personKey({ ...person, lastName, firstName });
      expect(key.length).toBeLessThanOrEqual(64);
      expect(key.isWellFormed()).toBe(true);
    }),
  );
});
