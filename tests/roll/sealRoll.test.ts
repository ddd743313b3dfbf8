/** P2, P3: a roll comes out of its chunks as it went in, or is refused whole with the reason. */

import { tableFromIPC } from "@uwdata/flechette";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { VoterRecord } from "../../src/domain/voter.ts";
import type { PackedRoll } from "../../src/roll/packedRoll.ts";
import { encodeArrow, hotColumns } from "../../src/roll/rollArrow.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { chunksOf, manifestHash, RollManifest } from "../../src/roll/rollManifest.ts";
import { openExtra, openRoll, sealRoll } from "../../src/roll/sealRoll.ts";
import { anyVoters } from "../helpers/hostileVoters.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";
import { memoryChunks, rollKey } from "../helpers/memoryChunks.ts";

// Properties over many rolls: a busy machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

async function built(voters: readonly VoterRecord[]): Promise<PackedRoll> {
  const roll = await buildRoll(voters);
  if (!roll.ok) throw new Error(roll.error.type);
  return roll.value;
}

async function sealed(voters: readonly VoterRecord[]) {
  const store = memoryChunks();
  const key = await rollKey();
  const roll = await built(voters);
  const extras = [{ name: "people", bytes: new TextEncoder().encode("three people") }];
  const manifest = await sealRoll(roll, key, { election: "e", version: 3, amendedThrough: 9, extras }, store.save);
  return { ...store, key, roll, manifest };
}

const byId = (a: VoterRecord, b: VoterRecord) => (a.id < b.id ? -1 : 1);

describe("a roll that is sealed and opened", () => {
  test("is the same roll, voter by voter, whatever the names", async () => {
    await fc.assert(
      fc.asyncProperty(anyVoters(), async (voters) => {
        const { manifest, fetchChunk, key } = await sealed(voters);
        const opened = await openRoll(RollManifest.parse(JSON.parse(JSON.stringify(manifest))), fetchChunk, key);
        if (!opened.ok) throw new Error(opened.error.type);
        expect(opened.value.rows).toBe(voters.length);
        await opened.value.openCold();
        const found = Array.from({ length: voters.length }, (_, row) => opened.value.voterAt(row));
        expect(found.sort(byId)).toEqual([...voters].sort(byId));
        for (const one of voters) {
          const row = opened.value.rowOfVoter(one.id);
          expect(row === undefined ? undefined : opened.value.voterAt(row).id).toBe(one.id);
        }
        expect(opened.value.rowOfVoter("no such voter id")).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test("gives the mailing address only when the cold columns are open", async () => {
    const { manifest, fetchChunk, key } = await sealed([voter("1", { lastName: "A", mailing: "PO Box 1\nX" })]);
    const opened = await openRoll(manifest, fetchChunk, key);
    if (!opened.ok) throw new Error(opened.error.type);
    expect(opened.value.voterAt(0).mailing).toBe("");
    const whole = await opened.value.completeVoterAt(0);
    expect(whole.ok && whole.value.mailing).toBe("PO Box 1\nX");
  });

  test("keeps a mailing address to the letter, also where it ends in the residence's own place", async () => {
    const ends = fc.constantFrom(
      "",
      "Marlow, NC 27601",
      "Marlow, NC 27601-0004",
      "PO Box 9\nMarlow, NC 27601",
      "Marlow, NC",
      "27601",
    );
    const piece = fc.constantFrom("", "Marlow", "NC", "27601");
    const place = fc.record({ city: piece, state: piece, zip: piece, mailing: ends });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 9 }), async (places) => {
        const { manifest, fetchChunk, key } = await sealed(places.map((one, n) => voter(String(n), one)));
        const opened = await openRoll(manifest, fetchChunk, key);
        if (!opened.ok) throw new Error(opened.error.type);
        await opened.value.openCold();
        for (const [n, one] of places.entries())
          expect(opened.value.voterAt(opened.value.rowOfVoter(String(n)) as number)).toMatchObject(one);
      }),
      { numRuns: 60 },
    );
  });

  test("takes next to no room for the place of the residence in a mailing address", async () => {
    const size = async (voters: readonly VoterRecord[]) =>
      chunksOf((await sealed(voters)).manifest).reduce((sum, { bytes }) => sum + bytes, 0);
    const plain = invented(5000).map((one) => ({ ...one, mailing: "" }));
    const mailed = plain.map((one) => ({ ...one, mailing: `${one.city}, ${one.state} ${one.zip}` }));
    expect(await size(mailed)).toBeLessThan((await size(plain)) * 1.002);
  });

  test("carries small files by name", async () => {
    const { manifest, fetchChunk, key } = await sealed([voter("1")]);
    const people = await openExtra(manifest, "people", fetchChunk, key);
    expect(people.ok && new TextDecoder().decode(people.value)).toBe("three people");
    expect(await openExtra(manifest, "nobody", fetchChunk, key)).toEqual({ ok: true, value: undefined });
  });

  test("can be read by any Arrow reader", async () => {
    const roll = await built(invented(500));
    const bytes = new Uint8Array(await new Blob(encodeArrow(hotColumns(roll), "file")).arrayBuffer());
    const table = tableFromIPC(bytes);
    expect(table.numRows).toBe(500);
    expect(table.getChild("lastName")?.at(17)).toBe(roll.voterAt(17).lastName);
    expect(table.getChild("id")?.at(499)).toBe(roll.voterAt(499).id);
  });
});

describe("the builder", () => {
  test("orders by name and does not depend on the order in which voters come", async () => {
    const voters = invented(3000);
    const forth = await built(voters);
    const back = await built([...voters].reverse());
    const names: string[] = [];
    for (let row = 0; row < forth.rows; row++) {
      expect(back.voterAt(row)).toEqual(forth.voterAt(row));
      names.push(forth.voterAt(row).lastName);
    }
    expect(names.indexOf("Adams")).toBeLessThan(names.indexOf("Smith"));
  });

  test("puts spellings of one name beside each other", async () => {
    const roll = await built([
      voter("4", { lastName: "O Brien", firstName: "D" }),
      voter("1", { lastName: "O'Brien", firstName: "A" }),
      voter("3", { lastName: "O’BRIEN", firstName: "C" }),
      voter("2", { lastName: "OBRIEN", firstName: "B" }),
      voter("5", { lastName: "O'Brian", firstName: "E" }),
    ]);
    expect(Array.from({ length: 5 }, (_, row) => roll.voterAt(row).id)).toEqual(["5", "1", "2", "3", "4"]);
  });

  test("refuses two voters with one id", async () => {
    expect(await buildRoll([voter("7"), voter("8"), voter("7")])).toEqual({
      ok: false,
      error: { type: "voterIdTwice", voters: ["7"] },
    });
  });
});

describe("what is not as the county sealed it is refused", () => {
  test("any byte of any chunk", async () => {
    const { manifest, chunks, fetchChunk, key } = await sealed(invented(400));
    const all = chunksOf(manifest);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, flip) => {
        const chunk = all[which % all.length];
        if (chunk === undefined) throw new Error("no chunk");
        const whole = chunks.get(chunk.hash) as Uint8Array<ArrayBuffer>;
        const damaged = whole.slice();
        damaged[where % damaged.length] = (damaged[where % damaged.length] as number) ^ flip;
        const fetch = async (hash: string) => (hash === chunk.hash ? damaged : fetchChunk(hash));
        const problem = { ok: false, error: { type: "chunkDamaged", chunk: chunk.hash } };
        const opened = await openRoll(manifest, fetch, key);
        if (manifest.groups.hot.chunks.includes(chunk)) expect(opened).toEqual(problem);
        else if (manifest.groups.cold.chunks.includes(chunk))
          expect(opened.ok && (await opened.value.openCold())).toEqual(problem);
        else expect(await openExtra(manifest, "people", fetch, key)).toEqual(problem);
      }),
      { numRuns: 60 },
    );
  });

  test("a missing chunk, another key, another election, another version, exchanged chunks", async () => {
    const { manifest, fetchChunk, key } = await sealed(invented(50));
    const [hot] = manifest.groups.hot.chunks;
    const chunk = hot?.hash;
    expect(await openRoll(manifest, async () => undefined, key)).toEqual({
      ok: false,
      error: { type: "chunkMissing", chunk },
    });
    const wrong = { ok: false, error: { type: "wrongKey", chunk } };
    expect(await openRoll(manifest, fetchChunk, await rollKey(8))).toEqual(wrong);
    expect(await openRoll({ ...manifest, election: "f" }, fetchChunk, key)).toEqual(wrong);
    expect(await openRoll({ ...manifest, version: 4 }, fetchChunk, key)).toEqual(wrong);
    const exchanged = { ...manifest, groups: { hot: manifest.groups.cold, cold: manifest.groups.hot } };
    expect(await openRoll(exchanged, fetchChunk, key)).toMatchObject({ ok: false, error: { type: "wrongKey" } });
  });

  test("a roll with other rows or counts than the manifest", async () => {
    const { manifest, fetchChunk, key } = await sealed([voter("1", { party: "A" }), voter("2", { party: "B" })]);
    expect(await openRoll({ ...manifest, rows: 3 }, fetchChunk, key)).toEqual({
      ok: false,
      error: { type: "rowsDiffer", manifest: 3, roll: 2 },
    });
    const a = { split: "101", party: "A", registration: "active", voters: 2 };
    expect(await openRoll({ ...manifest, counts: [a] }, fetchChunk, key)).toEqual({
      ok: false,
      error: { type: "countsDiffer", manifest: a, roll: { ...a, voters: 1 } },
    });
    expect(RollManifest.safeParse({ ...manifest, counts: [a, a] }).success).toBe(false);
  });

  test("a changed manifest has another hash", async () => {
    const { manifest } = await sealed(invented(20));
    const hash = await manifestHash(manifest);
    expect(await manifestHash(JSON.parse(JSON.stringify(manifest)) as RollManifest)).toBe(hash);
    expect(await manifestHash({ ...manifest, amendedThrough: 10 })).not.toBe(hash);
  });
});
