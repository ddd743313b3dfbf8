/** Browsers decode base64 themselves, Node here does not yet: both must take and refuse the same texts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, decodedHere, fromBase64 } from "../../src/log/encoding.ts";

test("the browser's own decoder and ours agree on every text", () => {
  expect("fromBase64" in Uint8Array).toBe(true);
  const digit = fc.constantFrom(..."AQgwxyz+/09=  \n-_é\u{1f600}");
  const spoiled = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(60), digit).map(([bytes, at, put]) => {
    const text = base64(bytes);
    return text.slice(0, at) + put + text.slice(at + 1);
  });
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map(base64),
    fc.array(digit, { maxLength: 12 }).map((all) => all.join("")),
    spoiled,
  );
  fc.assert(
    fc.property(texts, (text) => {
      const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
      const ours = text.length % 4 === 0 ? decodedHere(text, padding, (text.length / 4) * 3 - padding) : undefined;
      expect(fromBase64(text)).toEqual(ours);
    }),
    { seed: 20261103, numRuns: 5000 },
  );
});
