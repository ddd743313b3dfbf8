/** Provisional ballots: the standing is the same in whatever order events arrive, and who is not trusted changes nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventBody } from "../../src/domain/events.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";

const devices = ["a", "b", "c"];
const hashOf = (n: number): string => n.toString(16).padStart(64, "0");
const witness = { worker: "w", role: "pollWorker", seen: null } as const;

const issued = (n: number, device: string, voter: string, cmd = `cmd${n}`): KnownEvent => ({
  name: { device, seq: n, hash: hashOf(n) },
  index: undefined,
  body: EventBody.parse({
    ...{ type: "ProvisionalIssued", ...witness, cmd, wall: n, voter, place: "hall", split: "P0", style: "S0", roll: 1 },
    ...{ receipt: `1-${n}`, found: "search", steps: [], reasons: [{ situation: "identification", code: "7" }] },
  }),
});
const cancelled = (n: number, device: string, undone: number, voter: string): KnownEvent => ({
  name: { device, seq: n, hash: hashOf(n) },
  index: undefined,
  body: EventBody.parse({
    ...{ type: "ProvisionalCancelled", ...witness, cmd: `cmd${n}`, wall: n, voter, place: "hall" },
    ...{ undoes: [{ device: "a", seq: undone, hash: hashOf(undone) }], reason: "wrongVoter" },
  }),
});
const revoked = (n: number, device: string, trustedThrough: number): KnownEvent => ({
  name: { device: "county", seq: n, hash: hashOf(n) },
  index: n,
  body: EventBody.parse({ type: "DeviceRevoked", ...witness, cmd: `cmd${n}`, wall: n, device, trustedThrough }),
});

const someEvents = fc
  .array(
    fc.record({
      kind: fc.constantFrom("issue", "issue", "cancel", "revoke"),
      device: fc.constantFrom(...devices),
      of: fc.nat(11),
      same: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ kind, device, of, same }, n) => {
      if (kind === "issue") return issued(n, device, `V${of % 2}`, same ? "the same command" : undefined);
      return kind === "cancel" ? cancelled(n, device, of, `V${of % 2}`) : revoked(n, device, of - 1);
    }),
  );

/** By the definition, from the whole set. */
function expected(events: readonly KnownEvent[], voter: string): string[] {
  const last = new Map<string, number>();
  for (const { name, body } of [...events].sort((x, y) => x.name.seq - y.name.seq))
    if (body.type === "DeviceRevoked" && name.device === "county") last.set(body.device, body.trustedThrough);
  const trusted = ({ name }: KnownEvent): boolean => name.seq <= (last.get(name.device) ?? Number.POSITIVE_INFINITY);
  const undone = new Set(
    events
      .filter(trusted)
      .flatMap(({ body }) => (body.type === "ProvisionalCancelled" ? body.undoes.map(({ hash }) => hash) : [])),
  );
  const commandOf = ({ name, body }: KnownEvent): string => `${name.device} ${"cmd" in body ? body.cmd : ""}`;
  const stated = [...events]
    .sort((x, y) => x.name.seq - y.name.seq)
    .filter((event) => event.body.type === "ProvisionalIssued" && event.body.voter === voter && trusted(event));
  // A command is done once by its tablet, and taken back in all branches; another tablet's is another one.
  const gone = new Set(stated.filter(({ name }) => undone.has(name.hash)).map(commandOf));
  return stated
    .filter((event, at) => stated.findIndex((one) => commandOf(one) === commandOf(event)) === at)
    .filter((event) => !gone.has(commandOf(event)))
    .map(({ name }) => name.hash);
}

test("any order of arrival, each event any number of times, gives the same provisional ballots", () => {
  fc.assert(
    fc.property(
      someEvents.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
      ),
      ([events, order]) => {
        const standings = new Standings();
        for (const event of order) standings.add(event);
        for (const voter of ["V0", "V1"]) {
          const { provisionals, checkIns } = standings.of(voter);
          expect(provisionals.map(({ event }) => event.hash)).toEqual(expected(events, voter));
          expect(checkIns).toEqual([]);
        }
      },
    ),
    { seed: 20261103, numRuns: 2000 },
  );
});

test("what it tells: where, when, which ballot, why; and where the county has it, once that is known", () => {
  const standings = new Standings();
  standings.add(issued(3, "a", "V1"));
  expect(standings.of("V1").provisionals).toMatchObject([
    {
      place: "hall",
      style: "S0",
      wall: 3,
      receipt: "1-3",
      reasons: [{ situation: "identification", code: "7" }],
      index: undefined,
    },
  ]);
  standings.add({ ...issued(3, "a", "V1"), index: 9 });
  standings.add(issued(3, "a", "V1"));
  expect(standings.of("V1").provisionals).toMatchObject([{ index: 9 }]);
  expect(standings.provisional(hashOf(3))).toMatchObject({ voter: "V1" });
});
