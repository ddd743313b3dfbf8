import fc from "fast-check";
import { expect, test } from "vitest";
import { signatureFileBytes } from "../../src/protocol/sealedSignature.ts";
import {
  decodeSignature,
  encodeSignature,
  hows,
  mostPoints,
  mostStrokes,
  mostUnits,
  type Point,
  pathOf,
  type Signature,
  thinned,
} from "../../src/protocol/signatureStrokes.ts";

/** Strokes on a pad, with whole numbers and a clock that never goes back. */
const signature: fc.Arbitrary<Signature> = fc
  .tuple(fc.integer({ min: 0, max: mostUnits }), fc.integer({ min: 0, max: mostUnits }), fc.constantFrom(...hows))
  .chain(([width, height, how]) => {
    const step = fc.tuple(fc.nat(width), fc.nat(height), fc.nat(2000));
    return fc.array(fc.array(step, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 }).map((strokes) => {
      let t = 0;
      const timed = strokes.map((stroke) =>
        stroke.map(([x, y, more]): Point => {
          t += more;
          return { x, y, t };
        }),
      );
      return { width, height, how, strokes: timed };
    });
  });

test("a signature comes back as it was drawn", () => {
  fc.assert(
    fc.property(signature, (drawn) => {
      expect(decodeSignature(encodeSignature(drawn))).toEqual(drawn);
    }),
  );
});

test("there is one way to write a signature: other bytes are refused or are another signature", () => {
  fc.assert(
    fc.property(signature, fc.nat(), fc.integer({ min: 1, max: 255 }), (drawn, where, change) => {
      const bytes = encodeSignature(drawn);
      const other = bytes.slice();
      const at = where % other.length;
      other[at] = (other[at] as number) ^ change;
      const read = decodeSignature(other);
      if (read !== undefined) expect(encodeSignature(read)).toEqual(other);
      expect(decodeSignature(bytes.slice(0, at))).toBeUndefined();
      expect(decodeSignature(new Uint8Array([...bytes, change]))).toBeUndefined();
    }),
  );
});

test("any bytes are a signature or none, and never an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const read = decodeSignature(bytes);
      if (read !== undefined) expect(encodeSignature(read)).toEqual(bytes);
    }),
  );
});

test("however long somebody scribbles, it fits: strokes lose points, never their ends", () => {
  const long = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(long, (lengths) => {
      const strokes = lengths.map((length) =>
        Array.from(
          { length },
          (_, n): Point => ({ x: (n * 997) % mostUnits, y: (n * 613) % mostUnits, t: 86_400_000 }),
        ),
      );
      const fitting = thinned(strokes);
      const kept = strokes.slice(0, mostStrokes);
      expect(fitting.map((stroke) => [stroke[0], stroke.at(-1)])).toEqual(
        kept.map((stroke) => [stroke[0], stroke.at(-1)]),
      );
      expect(fitting.flat().length).toBeLessThanOrEqual(mostPoints);
      const bytes = encodeSignature({ width: mostUnits, height: mostUnits, how: "own", strokes: fitting });
      expect(bytes.length + 82).toBeLessThanOrEqual(signatureFileBytes);
    }),
    { numRuns: 20 },
  );
});

test("an ordinary signature takes a few kilobytes", () => {
  const strokes = Array.from({ length: 8 }, (_, stroke) =>
    Array.from(
      { length: 90 },
      (_, n): Point => ({
        x: 100 + stroke * 150 + n,
        y: 250 + Math.round(60 * Math.sin(n / 5)),
        t: (stroke * 90 + n) * 8,
      }),
    ),
  );
  expect(encodeSignature({ width: 1500, height: 500, how: "own", strokes }).length).toBeLessThan(2500);
});

test("the path that is drawn goes through the points", () => {
  const strokes = [
    [
      { x: 1, y: 2, t: 0 },
      { x: 3, y: 4, t: 9 },
    ],
    [{ x: 5, y: 6, t: 20 }],
  ];
  expect(pathOf(strokes)).toBe("M1 2L3 4M5 6L5 6");
});
