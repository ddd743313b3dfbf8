/** A block comes out of its layout as it went in, and columns of a roll become smaller by it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AS_IS, arrange, bestLayout, DIFFERENCES, isLayout, restore } from "../../src/roll/blockLayout.ts";
import { packBlock } from "../../src/roll/sealedChunk.ts";

const layouts = Array.from({ length: 256 }, (_, byte) => byte).filter(isLayout);

describe("a layout", () => {
  test("gives back every byte, whatever the length", () => {
    fc.assert(
      fc.property(fc.constantFrom(...layouts), fc.uint8Array({ maxLength: 200 }), fc.nat(3), (layout, given, skip) => {
        // A view that does not begin where its buffer does, as the parts of a roll do not.
        const bytes = new Uint8Array([...new Uint8Array(skip), ...given]).subarray(skip);
        const before = bytes.slice();
        const target = new Uint8Array(given.length + skip).subarray(skip);
        restore(arrange(bytes, layout), layout, target);
        expect(target).toEqual(before);
        expect(bytes).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  test("is one of few", () => {
    expect(layouts).toEqual([AS_IS, ...Array.from({ length: 15 }, (_, n) => n + 2), DIFFERENCES]);
  });
});

const bytesOf = (numbers: Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>) => new Uint8Array(numbers.buffer);
const sizeOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return (await new Response(stream).arrayBuffer()).byteLength;
};

describe("the chosen layout", () => {
  test("makes offsets of texts of one length a hundredth, voter ids of one length a fifth smaller", async () => {
    const offsets = bytesOf(Int32Array.from({ length: 100_000 }, (_, row) => row * 10));
    expect(await bestLayout(offsets, sizeOf)).toBe(DIFFERENCES);
    expect((await packBlock(offsets)).length * 100).toBeLessThan(await sizeOf(offsets));

    const ids = Array.from({ length: 50_000 }, (_, row) => String(1_000_000_000 + ((row * 3_819_667) % 9_999_991)));
    const texts = new TextEncoder().encode(ids.join("")) as Uint8Array<ArrayBuffer>;
    expect((await bestLayout(texts, sizeOf)) % 10).toBe(0);
    expect((await packBlock(texts)).length * 1.2).toBeLessThan(await sizeOf(texts));
  });

  test("leaves alone what no layout makes smaller", async () => {
    const text = new TextEncoder().encode("A person called O’Brien lives at 412 N Maple St. ".repeat(2000));
    expect(await bestLayout(text as Uint8Array<ArrayBuffer>, sizeOf)).toBe(AS_IS);
    expect(await bestLayout(new Uint8Array(0), sizeOf)).toBe(AS_IS);
  });
});
