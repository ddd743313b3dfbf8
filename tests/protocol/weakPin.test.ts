import fc from "fast-check";
import { expect, test } from "vitest";
import { weakPin } from "../../src/protocol/weakPin.ts";

test.each(
  "000001 100000 010203 121314 111222 101112 123654 246810 112233 159753 147258 789456 142536 124578 332211 302010 999000".split(
    " ",
  ),
)("%s is among the commonest", (pin) => expect(weakPin(pin)).toEqual({ type: "pinCommon" }));

test.each("000000 123456 654321 012345 123123 131313 789012".split(" "))("%s is a pattern", (pin) =>
  expect(weakPin(pin)).toEqual({ type: "pinPattern" }),
);

test.each(["", "12345", "1234567890123", "12345a", "４２４２４２", " 735142"])("%j is none", (pin) =>
  expect(weakPin(pin)).toEqual({ type: "pinLength" }),
);

test("of PINs that chance makes one in five hundred is refused at the most", () => {
  const pins = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, "0"));
  const refused = pins.filter((pin) => weakPin(pin) !== undefined).length;
  expect([refused > 200, refused < 2000]).toEqual([true, true]);
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{7,12}$/), (pin) => {
      expect(weakPin(pin)?.type).not.toBe("pinCommon");
    }),
  );
});
