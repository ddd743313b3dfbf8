/** Which words about workers count: a function of the set of events and codes, whatever their order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { AddedWorkers, type Addition, type PlacedAddition, whoMayWork } from "../../src/domain/addedWorkers.ts";
import { defaultPermits, permitFor, placeRoles } from "../../src/domain/authority.ts";
import { Rules } from "../../src/domain/election.ts";
import { type EventName, Role } from "../../src/domain/eventFields.ts";
import type { BodyOf } from "../../src/domain/events.ts";
import { permitFaults } from "../../src/domain/permitFaults.ts";

const trusts = ({ device, seq }: EventName): boolean => device !== "stolen" || seq <= 3;
const addition: Addition = { device: "d1", place: "school", added: "ana", as: "pollWorker", since: 7, sealed: "AAAA" };
const witness = { cmd: "c", worker: "lin", role: "inspector" as const, wall: 1, seen: null };
const event = (seq: number, device = "d1"): EventName => ({ device, seq, hash: `${device}/${seq}` });

function bodyOf({ device: _, ...said }: Addition, change: Partial<BodyOf<"WorkerAdded">> = {}): BodyOf<"WorkerAdded"> {
  return { type: "WorkerAdded", ...witness, ...said, ...change };
}

test.each(Role.options)("a writer of the role %s is believed if the table lets that role add workers", (role) => {
  const workers = new AddedWorkers();
  workers.add(event(1), bodyOf(addition, { role }));
  expect(workers.at("school", {}, trusts)).toHaveLength(defaultPermits.addWorker.roles.includes(role) ? 1 : 0);
});

test.each(Role.options)("somebody added as %s counts if that is a role of the place, by event and by code", (as) => {
  const [written, handed] = [new AddedWorkers(), new AddedWorkers()];
  written.add(event(1), bodyOf({ ...addition, as }));
  handed.addHanded({ ...addition, as });
  for (const workers of [written, handed])
    expect(workers.at("school", {}, trusts)).toHaveLength(placeRoles.includes(as) ? 1 : 0);
});

test("one person's addition does not count where two must agree, nor does its code once the event is known", () => {
  const permits = { addWorker: { ...defaultPermits.addWorker, people: 2 as const } };
  const workers = new AddedWorkers();
  workers.addHanded(addition);
  expect(workers.at("school", permits, trusts)).toHaveLength(1);
  workers.add(event(1), bodyOf(addition));
  expect(workers.at("school", permits, trusts)).toHaveLength(0);
});

/** What is said of workers of two places, by two tablets, in an event or by a code only; as it arrives. */
const arrivals = fc.array(
  fc.record({
    addition: fc.record({
      device: fc.constantFrom("d1", "stolen"),
      place: fc.constantFrom("school", "library"),
      added: fc.constantFrom("ana", "bo"),
      as: fc.constantFrom("pollWorker" as const, "inspector" as const),
      since: fc.nat(3),
      sealed: fc.constantFrom("AAAA", "BBBB"),
    }),
    seq: fc.option(fc.nat(6), { nil: undefined }),
    /** Where the event stands in the county log, once that is known; the same for the same event. */
    accepted: fc.boolean(),
  }),
);
type Arrivals = typeof arrivals extends fc.Arbitrary<infer T> ? T : never;
const indexOf = (seq: number, device: string): number => seq * 2 + (device === "d1" ? 0 : 1);

function fold(list: Arrivals): readonly PlacedAddition[] {
  const workers = new AddedWorkers();
  for (const { addition, seq, accepted } of list)
    if (seq === undefined) workers.addHanded(addition);
    else {
      const index = accepted ? indexOf(seq, addition.device) : undefined;
      workers.add(event(seq, addition.device), bodyOf(addition), index);
    }
  return workers.at("school", {}, trusts);
}

test("nothing that arrives takes the place of another word, in whatever order", () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const once = fold(all);
      expect(new Set(fold([...all].reverse()).map((one) => JSON.stringify(one)))).toEqual(
        new Set(once.map((one) => JSON.stringify(one))),
      );
      const additions = once.map(({ addition }) => addition);
      for (const { addition, seq } of all)
        if (addition.place === "school" && trusts(event(seq ?? Number.POSITIVE_INFINITY, addition.device)))
          expect(additions).toContainEqual(addition);
      for (const { device, ...one } of additions)
        if (device === "stolen")
          expect(all.some(({ addition, seq }) => (seq ?? 9) <= 3 && addition.sealed === one.sealed)).toBe(true);
    }),
  );
});

test("who may work does not depend on the order in which words and their places in the log become known", () => {
  const heardAt = fc.dictionary(fc.constantFrom("ana", "bo"), fc.nat(14));
  const county = fc.array(fc.record({ id: fc.constantFrom("ana", "bo"), since: fc.nat(4), off: fc.boolean() }));
  const shuffled = arrivals.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, county, heardAt, ([all, otherwise], said, heard) => {
      const words = {
        listed: said.filter(({ off }) => !off),
        removed: said.filter(({ off }) => off),
        heard: new Map(Object.entries(heard)),
      };
      const mayWork = (list: Arrivals) => {
        const placed = fold(list).map(({ addition: { added: id, since, sealed, as, device }, index }) => ({
          worker: { id, since, off: `${device}/${as}/${sealed}` },
          index,
        }));
        return whoMayWork<{ id: string; since: number; off: boolean | string }>(words, placed);
      };
      const once = mayWork(all);
      expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
      // Of words with the same date and the same sealed text either holds: only one of them opens.
      const known = (list: ReturnType<typeof mayWork>) => list.map(({ id, since }) => `${id} ${since}`).sort();
      expect(known(mayWork(otherwise))).toEqual(known(once));
    }),
  );
});

test("whom the county took off its list works again only by a later word, whatever else was said before", () => {
  const ids = ["ana", "bo"];
  const word = (by: string) =>
    fc.record({ id: fc.constantFrom(...ids), since: fc.option(fc.nat(6), { nil: undefined }), by: fc.constant(by) });
  const words = (by: string) => fc.array(word(by), { maxLength: 6 });
  const placed = fc.array(fc.record({ worker: word("placed"), index: fc.nat(5) }), { maxLength: 6 });
  fc.assert(
    fc.property(words("listed"), words("removed"), placed, fc.nat(5), (listed, removed, said, ana) => {
      const heard = new Map([["ana", ana]]);
      const at = ({ since }: { since: number | undefined }): number => since ?? 0;
      const mayWork = whoMayWork<(typeof listed)[number]>({ listed, removed, heard }, said);
      expect(new Set(mayWork.map(({ id }) => id)).size).toBe(mayWork.length);
      // What stood in the log before the county spoke does not count any more, however late its date.
      const later = said.filter(({ worker, index }) => worker.id === "bo" || index >= ana).map(({ worker }) => worker);
      for (const id of ids) {
        const latest = (of: typeof listed): number => Math.max(-1, ...of.filter((one) => one.id === id).map(at));
        const found = mayWork.find((one) => one.id === id);
        expect(found !== undefined).toBe(Math.max(latest(listed), latest(later)) > latest(removed));
        if (found === undefined) continue;
        expect(at(found)).toBe(Math.max(latest(listed), latest(later)));
        expect(found.by).toBe(latest(listed) >= latest(later) ? "listed" : "placed");
      }
    }),
  );
});

test("a word that is dated after the last day of the calendar does not count: none could follow it", () => {
  const workers = new AddedWorkers();
  workers.add(event(1), bodyOf({ ...addition, since: 8.64e15 }));
  expect(workers.at("school", {}, trusts)).toHaveLength(1);
  workers.add(event(2), bodyOf({ ...addition, since: 8.64e15 + 1 }));
  expect(workers.at("school", {}, trusts)).toHaveLength(1);
});

test("rules that contradict themselves are refused with a reason", () => {
  const roles = ["inspector" as const];
  const one = { roles, people: 1 as const, differentParties: false };
  const two = { roles, people: 2 as const, differentParties: false };
  const whereOf = (permits: object) => Rules.safeParse({ permits }).error?.issues.map(({ path }) => path.join("."));
  expect(whereOf({ cancelCheckIn: { ...one, differentParties: true } })).toEqual(["permits.cancelCheckIn.people"]);
  expect(whereOf({ checkIn: two })).toEqual(["permits.checkIn.people"]);
  expect(whereOf({ installProgram: two })).toEqual(["permits.installProgram.people"]);
  expect(whereOf({ closeTablet: two, addWorker: one })).toEqual(["permits.addWorker.people"]);
  expect(whereOf({ closeTablet: two, addWorker: two, checkIn: one })).toBeUndefined();
  expect(permitFaults({ closeTablet: two, addWorker: one })[0]?.message).toContain("closeTablet");
});

test("adding a worker needs two where any act does", () => {
  const two = { roles: [...placeRoles], people: 2 as const, differentParties: true };
  expect(permitFor({ cancelCheckIn: two }, "addWorker")).toEqual({
    ...defaultPermits.addWorker,
    people: 2,
    differentParties: true,
  });
  expect(permitFor({}, "addWorker")).toEqual(defaultPermits.addWorker);
  expect(permitFor({ cancelCheckIn: two }, "closeTablet")).toEqual(defaultPermits.closeTablet);
});
