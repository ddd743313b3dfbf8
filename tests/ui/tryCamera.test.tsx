/** A picture is told from a covered lens by what is brighter at one spot than at another, whatever the colour. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasPicture } from "../../src/ui/inspector/tryCamera.ts";

const level = fc.integer({ min: 0, max: 255 });
const frame = (colours: readonly (readonly [number, number, number])[]) =>
  new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255]));

test("a lens that is covered, or looks at one bright wall, gives no picture; its noise is none either", () => {
  fc.assert(
    fc.property(
      fc.tuple(level, level, level),
      fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 64 }),
      ([red, green, blue], noise) =>
        !hasPicture(frame(noise.map((more) => [red + more, green + more, blue + more] as const))),
    ),
  );
  expect(hasPicture(new Uint8ClampedArray())).toBe(false);
});

test("one spot that is brighter by more than noise is a picture, wherever it is", () => {
  fc.assert(
    fc.property(fc.nat(63), fc.integer({ min: 0, max: 246 }), fc.integer({ min: 9, max: 255 }), (spot, dark, more) => {
      const light = Math.min(255, dark + more);
      fc.pre(light - dark > 8);
      const colours = Array.from({ length: 64 }, (_, at) => (at === spot ? light : dark));
      return hasPicture(frame(colours.map((one) => [one, one, one] as const)));
    }),
  );
});
