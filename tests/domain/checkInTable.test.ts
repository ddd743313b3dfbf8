/** The packed table gives back exactly what was put in, however many rows it has grown to. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckInFact, CheckInTable } from "../../src/domain/checkInTable.ts";
import type { BodyOf } from "../../src/domain/events.ts";
import { PackedTexts, SharedTexts } from "../../src/domain/packedTexts.ts";

const SEED = 20261103;
/** Every character and unit of UTF-16, as a body that parses may hold them. */
const anyText = fc.string({ unit: fc.oneof(fc.constantFrom("a", "-", "é", "ÿ", "Ā", "名", "\ud83d"), fc.string()) });
const hash = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }) },
  // Hashes that begin alike fall on one slot.
  { weight: 4, arbitrary: fc.nat(0xffff).map((n) => n.toString(16).padStart(64, "0")) },
  { weight: 1, arbitrary: fc.constantFrom("", "A".repeat(64), "g".repeat(64), "名".repeat(64), "0".repeat(63)) },
);
const facts: fc.Arbitrary<CheckInFact[]> = fc.uniqueArray(
  fc.record({
    event: fc.record({ device: fc.constantFrom("one", "two", "三"), seq: fc.maxSafeNat(), hash }),
    voter: fc.oneof(fc.constantFrom("V1", "V2", "V3"), anyText),
    cmd: anyText,
    place: fc.constantFrom("hall", "school"),
    split: fc.constantFrom("101", "102"),
    style: fc.constantFrom("1", "2"),
    party: fc.constantFrom(undefined, "", "GRN"),
    worker: fc.constantFrom("rosa", "lin"),
    wall: fc.maxSafeInteger(),
    fromPaper: fc.boolean(),
    receipt: anyText,
    index: fc.option(fc.maxSafeNat(), { nil: undefined }),
  }),
  { selector: (fact) => fact.event.hash, minLength: 1, maxLength: 300, size: "max" },
);
const bodyOf = ({ event: _, index: __, fromPaper, wall, ...said }: CheckInFact): BodyOf<"VoterCheckedIn"> => ({
  type: "VoterCheckedIn",
  role: "pollWorker",
  seen: null,
  roll: 1,
  found: "search",
  steps: [],
  ...said,
  // What is written on the paper is when the ballot was given.
  ...(fromPaper ? { wall: 0, written: wall } : { wall }),
});

describe("the table of check-ins", () => {
  test("answers by row, hash, voter and tablet what was added", () => {
    fc.assert(
      fc.property(facts, (added) => {
        const table = new CheckInTable();
        expect(added.map((fact) => table.add(fact.event, bodyOf(fact), fact.index))).toEqual(added.map((_, n) => n));
        const rows = added.map((_, row) => row);
        expect(rows.map((row) => table.fact(row))).toEqual(added);
        expect(added.map((fact) => table.rowOfHash(fact.event.hash))).toEqual(rows);
        const where = (has: (fact: CheckInFact) => boolean) => rows.filter((row) => has(added[row] as CheckInFact));
        for (const voter of new Set(added.map((fact) => fact.voter)))
          expect([...(table.rowsOfVoter(voter) ?? [])].sort((a, b) => a - b)).toEqual(
            where((fact) => fact.voter === voter),
          );
        for (const device of ["one", "two", "三"])
          expect(table.rowsOfDevice(device)).toEqual(where((fact) => fact.event.device === device));
        expect([...table.voters()]).toEqual([...new Set(added.map((fact) => fact.voter))]);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("knows no hash and no voter that was not added", () => {
    fc.assert(
      fc.property(facts, hash, (added, other) => {
        const table = new CheckInTable();
        const given = added.filter((fact) => fact.event.hash !== other && fact.voter !== "nobody");
        for (const fact of given) table.add(fact.event, bodyOf(fact), fact.index);
        expect(table.rowOfHash(other)).toBeUndefined();
        expect(table.rowsOfVoter("nobody")).toBeUndefined();
        expect(table.rowsOfDevice("none")).toEqual([]);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("is told once where the county log holds a check-in", () => {
    const [fact] = fc.sample(facts, { seed: SEED, numRuns: 1 })[0] as [CheckInFact];
    const table = new CheckInTable();
    const row = table.add(fact.event, bodyOf(fact), undefined);
    table.locate(row, undefined);
    expect(table.fact(row).index).toBeUndefined();
    table.locate(row, 0);
    table.locate(row, 7);
    expect(table.fact(row).index).toBe(0);
  });
});

test("packed and shared texts are given back as they were", () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 200, size: "max" }), (texts) => {
      const packed = new PackedTexts();
      const shared = new SharedTexts();
      for (const text of texts) {
        packed.push(text);
        expect(shared.push(text)).toBe(text);
      }
      expect(texts.map((_, row) => packed.at(row))).toEqual(texts);
      expect(texts.map((_, row) => shared.at(row))).toEqual(texts);
    }),
    { seed: SEED, numRuns: 60 },
  );
});
