/** Signatures on file: sealed one by one, under tags that name nobody, in chunks of which one is looked into. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventKey, filedSignatureKey, filedTagKey } from "../../src/protocol/keys.ts";
import { openFiled, SignatureTags, sealFiled } from "../../src/roll/filedSignature.ts";
import { chunkOf, chunksFor, findFiled, packFiled } from "../../src/roll/signatureSet.ts";

const K = new Uint8Array(32).fill(7);
const tagsOf = async (key = K) => new SignatureTags(await filedTagKey(key));

test("opens for its voter and its election alone, and not when one bit differs", async () => {
  const key = await filedSignatureKey(K);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("image/png" as const, "image/jpeg" as const),
      fc.uint8Array({ maxLength: 300 }),
      fc.string(),
      fc.string(),
      fc.nat(),
      async (type, drawn, id, other, at) => {
        const bytes = new Uint8Array(drawn);
        const sealed = await sealFiled(key, "e", id, { type, bytes });
        expect(await openFiled(key, "e", id, sealed)).toEqual({ type, bytes });
        if (other !== id) expect(await openFiled(key, "e", other, sealed)).toBeUndefined();
        expect(await openFiled(key, "f", id, sealed)).toBeUndefined();
        expect(await openFiled(await eventKey(K), "e", id, sealed)).toBeUndefined();
        const bent = sealed.slice();
        bent[at % bent.length] = (bent[at % bent.length] as number) ^ 1;
        expect(await openFiled(key, "e", id, bent)).toBeUndefined();
        expect(await openFiled(key, "e", id, sealed.subarray(0, at % sealed.length))).toBeUndefined();
      },
    ),
    { numRuns: 60 },
  );
});

test("a tag is one voter's, and tells nothing without the key", async () => {
  const [tags, others] = [await tagsOf(), await tagsOf(new Uint8Array(32))];
  const ids = Array.from({ length: 20_000 }, (_, n) => String(n));
  const all = ids.map((id) => tags.of(id));
  expect(new Set(all).size).toBe(ids.length);
  for (const tag of all.slice(0, 50)) expect(tag).toMatch(/^[0-9a-f]{32}$/);
  expect(all[7]).toBe((await tagsOf()).of("7"));
  expect(all[7]).not.toBe(others.of("7"));
});

const filed = fc.uniqueArray(
  fc.record({
    tag: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    sealed: fc.uint8Array({ maxLength: 60 }),
  }),
  { selector: ({ tag }) => tag },
);

test("each is found in the chunk that its tag says, and in no other; in any order the chunk is the same", () => {
  fc.assert(
    fc.property(filed, fc.integer({ min: 0, max: 6 }), (all, power) => {
      const count = 2 ** power;
      const parts = Array.from({ length: count }, (_, n) => all.filter(({ tag }) => chunkOf(tag, count) === n));
      expect(parts.flat()).toHaveLength(all.length);
      parts.forEach((part, n) => {
        const chunk = packFiled(part);
        expect(packFiled(part.toReversed())).toEqual(chunk);
        for (const { tag, sealed } of all)
          expect(findFiled(chunk, tag)).toEqual(chunkOf(tag, count) === n ? new Uint8Array(sealed) : undefined);
      });
    }),
  );
});

test("whatever the bytes of a chunk, looking into it ends", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), filed, fc.nat(), (junk, all, cut) => {
      const tag = "0".repeat(32);
      findFiled(new Uint8Array(junk), tag);
      const chunk = packFiled(all);
      findFiled(chunk.subarray(0, cut % chunk.length), tag);
    }),
  );
});

test("a set of any size has chunks of a size that a tablet fetches in a moment", () => {
  expect(chunksFor(0)).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30_000_000_000 }), (bytes) => {
      const count = chunksFor(bytes);
      expect(Math.log2(count) % 1).toBe(0);
      expect(bytes / count).toBeLessThanOrEqual(500_000);
      if (count > 1) expect(bytes / count).toBeGreaterThan(250_000);
    }),
  );
});
