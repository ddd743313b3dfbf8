/** Registrants who may be one person with somebody else: all of them, in whatever order the events come, and by no name. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventBody } from "../../src/domain/events.ts";
import { Newcomers } from "../../src/domain/newcomers.ts";
import { isPersonKey, personKey } from "../../src/domain/person.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";
import { looksLike } from "../../src/roll/alike.ts";
import { AlikeRegistrants } from "../../src/server/alikeRegistrants.ts";
import { stranger } from "../domain/packElection.ts";

const hashOf = (n: number): string => n.toString(16).padStart(2, "0").repeat(32);
const witness = { worker: "w", role: "inspector", seen: null } as const;

const someEvents = fc
  .array(
    fc.record({
      kind: fc.constantFrom("register", "register", "provisional", "cancel", "revoke"),
      lastName: fc.constantFrom("Ortega", "Ortéga-Ruiz", "Ortoga", "Quist"),
      firstName: fc.constantFrom("Luz", "Lucy", "Bo"),
      birthDate: fc.constantFrom("1961-07-04", "1961-04-07", "1984-01-31"),
      houseNumber: fc.constantFrom("412", "9"),
      looked: fc.subarray(["V7", "V8", "P/ORTEGA/LUZ/1961-07-04"]),
      device: fc.constantFrom("a", "b"),
      of: fc.nat(9),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ kind, looked, device, of, ...said }, n): KnownEvent => {
      const person = { ...stranger.person, ...said };
      const common = { ...witness, cmd: `c${n}`, wall: n };
      const paper = { place: "hall", split: "101", roll: 1, receipt: `1-${n}`, steps: [], lookedAt: looked };
      const undoes = [{ device: "a", seq: of, hash: hashOf(of) }];
      const bodies: Record<typeof kind, object> = {
        register: { type: "VoterRegistered", ...common, ...paper, person, party: "" },
        provisional: {
          ...{ type: "ProvisionalIssued", ...common, ...paper, person, voter: personKey(person), style: "S" },
          ...{ found: "search", reasons: [{ situation: "notOnList" }] },
        },
        cancel: { type: "RegistrationCancelled", ...common, place: "hall", undoes, reason: "onTheList" },
        revoke: { type: "DeviceRevoked", ...common, device, trustedThrough: of - 1 },
      };
      const by = kind === "revoke" ? "county" : device;
      return { name: { device: by, seq: n, hash: hashOf(n) }, body: EventBody.parse(bodies[kind]), index: undefined };
    }),
  );

/** The list after each event. */
function lists(events: readonly KnownEvent[]) {
  const [newcomers, standings] = [new Newcomers(), new Standings()];
  const alike = new AlikeRegistrants(newcomers, standings);
  const all = events.map((event) => {
    newcomers.add(event.name, event.body);
    standings.add(event);
    return alike.list().map(({ registrant, onRoll, others }) => [registrant.id, onRoll, others.map(({ id }) => id)]);
  });
  return { newcomers, standings, last: all.at(-1) ?? [] };
}

test("every pair of which one is registered stands there, whatever the order of arrival; what does not count does not", () => {
  let pairs = 0;
  fc.assert(
    fc.property(
      someEvents.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
      ),
      ([events, order]) => {
        const { newcomers, standings, last } = lists(order);
        expect(last).toEqual(lists(events).last);
        const registered = newcomers
          .all()
          .filter((one) => newcomers.isRegistered(one, (name) => standings.trusts(name)));
        const count = new Set(registered.map(({ id }) => id));
        for (const { id } of newcomers.all()) if (standings.of(id).provisionals.length > 0) count.add(id);
        const expected = registered.map(({ id, person, lookedAt }) => [
          id,
          lookedAt.filter((one) => one.startsWith("V")),
          newcomers
            .all()
            .filter((other) => other.id !== id && count.has(other.id) && looksLike(person, other.person))
            .map((other) => other.id),
        ]);
        expect(last).toEqual(
          expected.filter(([, onRoll, others]) => (onRoll?.length ?? 0) + (others?.length ?? 0) > 0),
        );
        pairs += last.flatMap(([, , others]) => others as string[]).length;
      },
    ),
    { seed: 20261103, numRuns: 600 },
  );
  expect(pairs).toBeGreaterThan(100);
});

test("a key that holds a name is told from a voter id", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom(undefined, 2, 99), (lastName, firstName, another) => {
      const person = { ...stranger.person, lastName, firstName };
      expect(isPersonKey(personKey(another === undefined ? person : { ...person, another }))).toBe(true);
    }),
  );
  for (const id of ["V1", "P100", "P/12", "R3-0012-1f0c9a7be02d", "AB/1961-07-04"]) expect(isPersonKey(id)).toBe(false);
});
