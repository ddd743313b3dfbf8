/** P3: amendments are applied as a whole, give the same roll in any order of arrival, and are found by the search. */

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { asListed } from "../../src/domain/confidential.ts";
import type { VoterFlag, VoterRecord } from "../../src/domain/voter.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { listedChanges, openAmendment, type RollChange, sealAmendment } from "../../src/roll/amendment.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import type { PackedRoll } from "../../src/roll/packedRoll.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { openRoll, sealRoll } from "../../src/roll/sealRoll.ts";
import { createSearch } from "../../src/roll/voterSearch.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";
import { memoryChunks, rollKey } from "../helpers/memoryChunks.ts";
import { naiveSearch } from "./naiveSearch.ts";

await loadSimilarNames();

// Properties over many rolls: a busy machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

async function built(voters: readonly VoterRecord[]): Promise<PackedRoll> {
  const roll = await buildRoll(voters);
  if (!roll.ok) throw new Error(roll.error.type);
  return roll.value;
}

const amendment = (...changes: RollChange[]) => ({ format: "turnout-amendment/1" as const, changes });

/** The same without any overlay: records changed one after another. */
function rebuilt(voters: readonly VoterRecord[], amendments: readonly RollChange[][]): VoterRecord[] {
  const known = new Map(voters.map((one) => [one.id, one]));
  for (const change of amendments.flat()) {
    if ("add" in change) known.set(change.add.id, change.add);
    else {
      const old = known.get(change.voter);
      if (old !== undefined) known.set(change.voter, asListed({ ...old, ...change.set } as VoterRecord));
    }
  }
  return [...known.values()];
}

const ids = Array.from({ length: 30 }, (_, n) => String(1_000_000_001 + n));
const anyChange: fc.Arbitrary<RollChange> = fc.oneof(
  fc.record({
    voter: fc.constantFrom(...ids, "unknown"),
    set: fc.record(
      {
        absentee: fc.constantFrom("issued" as const, "returned" as const),
        registration: fc.constantFrom("inactive" as const, "cancelled" as const),
        flags: fc.subarray<VoterFlag>(["idRequired", "confidential"]),
        party: fc.constantFrom("DEM", "NEW"),
        split: fc.constantFrom("101", "999"),
        lastName: fc.constantFrom("Nuñez-Vega", "Smith"),
        street: fc.constantFrom("Elm St", "Oak Ave"),
        birthDate: fc.constantFrom("1977-01-01", ""),
        mailing: fc.constantFrom("PO Box 1", ""),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    add: fc
      .record({ n: fc.nat(8), lastName: fc.constantFrom("Zapata", "O'Neil"), firstName: fc.constantFrom("Ada", "Bo") })
      .map(({ n, lastName, firstName }) =>
        voter(n === 0 ? (ids[3] as string) : `new-${n}`, { lastName, firstName, mailing: "x" }),
      ),
  }),
);

describe("an amended roll", () => {
  test("equals a rebuilt one: records, counts and searches, whatever the order of arrival", async () => {
    const voters = invented(30, 3);
    const base = await built(voters);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyChange, { maxLength: 6 }), { maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        async (amendments, shuffle) => {
          const roll = new AmendedRoll(base);
          const order = amendments.map((changes, at) => ({ changes, at, by: shuffle.next().value }));
          order.sort((a, b) => a.by - b.by);
          for (const { changes, at } of order) roll.apply(at * 7, amendment(...changes));
          for (const { changes, at } of order)
            expect(roll.apply(at * 7, amendment(...changes))).toEqual({ changed: 0, added: 0, unknown: 0 });

          const expected = rebuilt(voters, amendments);
          expect(roll.rows).toBe(expected.length);
          for (const one of expected) expect(roll.voterAt(roll.rowOfVoter(one.id) as number)).toEqual(one);
          expect(roll.counts()).toEqual((await built(expected)).counts());
          const { search } = createSearch(roll);
          for (const text of [
            "nunez",
            "vega",
            "zapata ada",
            "oneil",
            "smith",
            "new-1",
            "elm",
            "1977",
            ids[3] as string,
            ids[4] as string,
            "s",
          ]) {
            const { rows, total } = search(text);
            expect([text, rows.map(({ row }) => roll.voterAt(row).id).sort()]).toEqual([
              text,
              naiveSearch(expected, text),
            ]);
            expect(total).toBe(rows.length);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test("finds an added voter among similar names too", async () => {
    const roll = new AmendedRoll(await built(invented(200)));
    const { search } = createSearch(roll);
    expect(search("Quackenbush").total).toBe(0);
    roll.apply(1, amendment({ add: voter("n", { lastName: "Quackenbush", firstName: "William" }) }));
    expect(search("Quackenbush").rows.map(({ row }) => roll.voterAt(row).id)).toEqual(["n"]);
    expect(search("quakenbush, bill").similar.map(({ row }) => roll.voterAt(row).id)).toContain("n");
  });

  test("keeps the mailing address of a voter whose name changed before the cold columns were open", async () => {
    const store = memoryChunks();
    const key = await rollKey();
    const whole = await built([voter("1", { lastName: "Old", mailing: "PO Box 7" })]);
    const manifest = await sealRoll(whole, key, { election: "e", version: 1 }, store.save);
    const opened = await openRoll(manifest, store.fetchChunk, key);
    if (!opened.ok) throw new Error(opened.error.type);
    const roll = new AmendedRoll(opened.value);
    roll.apply(1, amendment({ voter: "1", set: { lastName: "New" } }));
    const complete = await roll.completeVoterAt(0);
    expect(complete.ok && complete.value).toEqual(voter("1", { lastName: "New", mailing: "PO Box 7" }));
  });
});

test("of a confidential voter no change leaves the county with a name, whenever the voter became one", async () => {
  const secret = { lastName: "Unsaid", street: "Quiet Ln", birthDate: "1980-02-03", mailing: "PO Box 99" };
  const confidential: VoterFlag[] = ["confidential"];
  const changes: RollChange[] = [
    { add: voter("new", { ...secret, flags: confidential }) },
    { voter: "1", set: { ...secret, flags: confidential } },
    { voter: "1", set: { ...secret, party: "DEM" } },
    { voter: "2", set: secret },
    { voter: "3", set: { lastName: "Said" } },
  ];
  const listed = listedChanges(changes, (id) => (id === "2" ? confidential : []));
  expect(JSON.stringify(listed)).not.toMatch(/Unsaid|Quiet|1980|PO Box/);
  expect(listed[2]).toEqual({ voter: "1", set: { party: "DEM" } });
  expect(listed[4]).toEqual(changes[4]);
  // Who was on the roll by name before has no name on it any more.
  const roll = new AmendedRoll(await built([voter("1", { lastName: "Known", mailing: "PO Box 1" })]));
  roll.apply(1, amendment({ voter: "1", set: { flags: confidential } }));
  expect(createSearch(roll).search("known")).toMatchObject({ total: 0, similar: [] });
  expect(roll.voterAt(0)).toEqual(voter("1", { flags: confidential }));
});

describe("an amendment as a chunk", () => {
  const place = { election: "e", version: 2 };
  const changes: RollChange[] = [
    { voter: "1", set: { absentee: "issued" } },
    { add: voter("2", { lastName: "Ødegård" }) },
  ];

  test("comes out as it went in", async () => {
    const key = await rollKey();
    const { chunk, bytes } = await sealAmendment(changes, key, place);
    expect(await openAmendment(bytes, chunk, key, place)).toEqual({ ok: true, value: amendment(...changes) });
  });

  test("is refused if changed, or opened with another key or for another roll", async () => {
    const key = await rollKey();
    const { chunk, bytes } = await sealAmendment(changes, key, place);
    const damaged = bytes.slice();
    damaged[40] = (damaged[40] as number) ^ 1;
    expect(await openAmendment(damaged, chunk, key, place)).toEqual({
      ok: false,
      error: { type: "chunkDamaged", chunk: chunk.hash },
    });
    const wrong = { ok: false, error: { type: "wrongKey", chunk: chunk.hash } };
    expect(await openAmendment(bytes, chunk, await rollKey(9), place)).toEqual(wrong);
    expect(await openAmendment(bytes, chunk, key, { ...place, version: 3 })).toEqual(wrong);
  });
});
