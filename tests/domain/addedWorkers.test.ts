/** Which words about workers count: a function of the set of events and codes, whatever their order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { AddedWorkers, type Addition, whoMayWork } from "../../src/domain/addedWorkers.ts";
import { defaultPermits, permitFaults, permitFor, placeRoles } from "../../src/domain/authority.ts";
import { Rules } from "../../src/domain/election.ts";
import { type BodyOf, type EventName, Role } from "../../src/domain/events.ts";

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

test("nothing that arrives takes the place of another word, in whatever order", () => {
  const device = fc.constantFrom("d1", "stolen");
  const said = fc.record({
    addition: fc.record({
      device,
      place: fc.constantFrom("school", "library"),
      added: fc.constantFrom("ana", "bo"),
      as: fc.constantFrom("pollWorker" as const, "inspector" as const),
      since: fc.nat(3),
      sealed: fc.constantFrom("AAAA", "BBBB"),
    }),
    seq: fc.option(fc.nat(6), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(said), (all) => {
      const fold = (list: typeof all): readonly Addition[] => {
        const workers = new AddedWorkers();
        for (const { addition, seq } of list)
          if (seq === undefined) workers.addHanded(addition);
          else workers.add(event(seq, addition.device), bodyOf(addition));
        return workers.at("school", {}, trusts);
      };
      const once = fold(all);
      expect(new Set(fold([...all].reverse()).map((one) => JSON.stringify(one)))).toEqual(
        new Set(once.map((one) => JSON.stringify(one))),
      );
      for (const { addition, seq } of all)
        if (addition.place === "school" && trusts(event(seq ?? Number.POSITIVE_INFINITY, addition.device)))
          expect(once).toContainEqual(addition);
      for (const { device, ...one } of once)
        if (device === "stolen")
          expect(all.some(({ addition, seq }) => (seq ?? 9) <= 3 && addition.sealed === one.sealed)).toBe(true);
    }),
  );
});

test("whom the county took off its list works again only by a later word, whatever else was said before", () => {
  const ids = ["ana", "bo"];
  const word = (by: string) =>
    fc.record({ id: fc.constantFrom(...ids), since: fc.option(fc.nat(6), { nil: undefined }), by: fc.constant(by) });
  const words = (by: string) => fc.array(word(by), { maxLength: 6 });
  fc.assert(
    fc.property(words("listed"), words("removed"), words("placed"), (listed, removed, placed) => {
      const at = ({ since }: { since: number | undefined }): number => since ?? 0;
      const mayWork = whoMayWork(listed, removed, placed);
      expect(new Set(mayWork.map(({ id }) => id)).size).toBe(mayWork.length);
      for (const id of ids) {
        const latest = (of: typeof listed): number => Math.max(-1, ...of.filter((one) => one.id === id).map(at));
        const found = mayWork.find((one) => one.id === id);
        expect(found !== undefined).toBe(Math.max(latest(listed), latest(placed)) > latest(removed));
        if (found === undefined) continue;
        expect(at(found)).toBe(Math.max(latest(listed), latest(placed)));
        expect(found.by).toBe(latest(listed) >= latest(placed) ? "listed" : "placed");
      }
    }),
  );
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
