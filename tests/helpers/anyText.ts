/** Any text at all, lone control characters and astral planes included. */
import fc from "fast-check";

const surrogates = { first: 0xd800, count: 0x800 };

/** The units of fast-check's own "binary". That one first builds a map of all the million to find one of them again. */
const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10ffff - surrogates.count).map(
  (n) => String.fromCodePoint(n < surrogates.first ? n : n + surrogates.count),
  (character) => {
    const code = typeof character === "string" ? character.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== character) throw new Error("not one character");
    if (code < surrogates.first) return code;
    if (code < surrogates.first + surrogates.count) throw new Error("half a character");
    return code - surrogates.count;
  },
);

/** A string of any Unicode characters. */
export const anyText = (constraints: fc.StringSharedConstraints = {}): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: anyCharacter });
