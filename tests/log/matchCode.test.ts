import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchCode, matchesCode, parseMatchCode } from "../../src/log/matchCode.ts";
import { flipped, opened } from "./countyLog.ts";

const roots = fc.uint8Array({ minLength: 32, maxLength: 32 });
const sizes = fc.integer({ min: 0, max: 9_999_999_999 });
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

describe("the match code of size and root", () => {
  test("looks as documented", () => {
    // 00 44 32 14 C7 is 00000 00001 00010 00011 00100 00101 00110 00111: the letters 0 to 7.
    const root = Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7, ...new Uint8Array(27).fill(255));
    expect(matchCode(48213, root)).toMatch(/^48213-0123-4567-ZZZZ-ZZZZ-ZZZZ-[0-9A-Z]$/);
  });

  test("is read back however a person types it, and matches only its size and root", () => {
    fc.assert(
      fc.property(sizes, roots, fc.nat(99), (size, root, bit) => {
        const code = matchCode(size, root);
        const typed = [
          code,
          code.toLowerCase(),
          code.replaceAll("-", " "),
          code.replaceAll("-", ""),
          `  ${code.replaceAll("-", "–")}\n`,
          code.replace(/^([^-]*-)(.*)$/, (_, size, rest) => size + rest.replaceAll("0", "o").replaceAll("1", "l")),
        ];
        for (const text of typed) {
          const parsed = opened(parseMatchCode(text));
          expect(parsed.size).toBe(size);
          expect(matchesCode(parsed, size, root)).toBe(true);
          expect(matchesCode(parsed, size + 1, root)).toBe(false);
          expect(matchesCode(parsed, size, flipped(root, bit % 12))).toBe(false);
        }
      }),
    );
  });

  test("depends on each of the first 100 bits of the root and on no other", () => {
    const root = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
    const code = opened(parseMatchCode(matchCode(7, root)));
    for (let bit = 0; bit < 256; bit++) {
      const other = root.slice();
      other[bit >> 3] = (other[bit >> 3] as number) ^ (0x80 >> (bit & 7));
      expect(matchesCode(code, 7, other)).toBe(bit >= 100);
    }
  });

  test("one wrong character, or two exchanged, are told apart from another log", () => {
    fc.assert(
      fc.property(sizes, roots, fc.nat(), fc.nat(), fc.nat(31), (size, root, a, b, letter) => {
        const code = matchCode(size, root).replaceAll("-", "");
        const at = a % code.length;
        const to = b % code.length;
        const wrong = [...code];
        wrong[at] = ALPHABET[letter] as string;
        const exchanged = [...code];
        [exchanged[at], exchanged[to]] = [exchanged[to] as string, exchanged[at] as string];
        for (const typed of [wrong.join(""), exchanged.join("")]) {
          expect(parseMatchCode(typed).ok).toBe(typed === code);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["", "5", "5-ABCD", "x".repeat(22), "05-ABCD-EFGH-JKMN-PQRS-TVWX-K", "5-UUUU-EFGH-JKMN-PQRS-TVWX-K"])(
    "%j is no match code",
    (typed) => {
      expect(parseMatchCode(typed)).toEqual({ ok: false, error: { type: "matchCodeMalformed" } });
    },
  );
});
