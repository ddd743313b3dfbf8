import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupCode, kindOfScan, plainCode } from "../../src/ui/components/codeGroups.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const code = fc
  .array(fc.constantFrom(...alphabet), { minLength: 28, maxLength: 28 })
  .map((characters) => characters.join(""));
const between = fc.constantFrom("", " ", "-", "–", "  ");

describe("codes as they are typed", () => {
  test("any grouping, case and look-alike letter gives the same code", () => {
    const looks: Record<string, string[]> = { "0": ["0", "O", "o"], "1": ["1", "I", "l", "L", "i"] };
    const typed = code.chain((plain) =>
      fc
        .tuple(
          ...[...plain].map((one) => fc.tuple(fc.constantFrom(...(looks[one] ?? [one, one.toLowerCase()])), between)),
        )
        .map((parts) => ({ plain, text: parts.flat().join("") })),
    );
    fc.assert(
      fc.property(typed, ({ plain, text }) => {
        expect(plainCode(text)).toBe(plain);
        expect(groupCode(text)).toBe(plain.match(/.{4}/g)?.join("-"));
      }),
    );
  });

  test("grouping what is grouped changes nothing, and nothing typed is lost", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const grouped = groupCode(text);
        expect(groupCode(grouped)).toBe(grouped);
        expect(plainCode(grouped)).toBe(plainCode(text));
      }),
    );
  });

  test("a scan is told by its card", () => {
    expect(kindOfScan("TURNOUT-SETUP:ABCD")).toBe("setup");
    expect(kindOfScan("TURNOUT-OPENING:ABCD")).toBe("opening");
    expect(kindOfScan("https://example.org")).toBeUndefined();
    expect(groupCode("TURNOUT-OPENING:ABCD-EFGH")).toBe("ABCD-EFGH");
  });
});
