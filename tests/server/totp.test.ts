/** Codes of authenticator apps: the RFC's own vectors, and what this endpoint takes and refuses. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base32, fittingStep, totpCode, totpStep, totpUri } from "../../src/server/totp.ts";

const secret = new TextEncoder().encode("12345678901234567890");

describe("RFC 6238", () => {
  test.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("appendix B: %i s gives %s", (seconds, code) => {
    expect(totpCode(secret, totpStep(seconds * 1000), 8)).toBe(code);
    expect(totpCode(secret, totpStep(seconds * 1000))).toBe(code.slice(2));
  });

  test.each([
    [0, "755224"],
    [1, "287082"],
    [9, "520489"],
  ])("RFC 4226 appendix D: counter %i gives %s", (counter, code) => expect(totpCode(secret, counter)).toBe(code));
});

describe("a typed code", () => {
  const step = fc.integer({ min: 10, max: 2 ** 33 });

  test("fits within one step to either side of now, and once only", () => {
    fc.assert(
      fc.property(step, fc.integer({ min: -3, max: 3 }), fc.nat(29_999), (at, off, ms) => {
        const typed = totpCode(secret, at + off);
        const found = fittingStep(secret, typed, at * 30_000 + ms, -1);
        if (Math.abs(off) <= 1) {
          expect(found).toBeDefined();
          // Two steps may have the same code by chance; whichever it was is not taken again.
          const again = fittingStep(secret, typed, at * 30_000 + ms, found as number);
          expect(again === undefined || again > (found as number)).toBe(true);
        } else expect(found === undefined || totpCode(secret, found) === typed).toBe(true);
      }),
    );
  });

  test("an older step than the one that was used is refused", () => {
    const now = 1000 * 30_000;
    expect(fittingStep(secret, totpCode(secret, 999), now, 1000)).toBeUndefined();
    expect(fittingStep(secret, totpCode(secret, 1001), now, 1000)).toBe(1001);
  });

  test("spaces do not matter; anything else that is no code does not fit", () => {
    const now = 1000 * 30_000;
    const code = totpCode(secret, 1000);
    expect(fittingStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, now, -1)).toBe(1000);
    for (const typed of ["", "abcdef", code.slice(1), `${code}0`, `-${code.slice(1)}`])
      expect(fittingStep(secret, typed, now, -1)).toBeUndefined();
  });
});

test("the secret as apps read it: RFC 4648 without padding, in an otpauth address", () => {
  const text = (words: string) => base32(new TextEncoder().encode(words));
  expect(["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(text)).toEqual([
    "",
    "MY",
    "MZXQ",
    "MZXW6",
    "MZXW6YQ",
    "MZXW6YTB",
    "MZXW6YTBOI",
  ]);
  const uri = new URL(totpUri(secret, "rosa.martin", "Maple County"));
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    "otpauth:",
    "totp",
    "/Turnout Maple County:rosa.martin",
  ]);
  expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: base32(secret), issuer: "Turnout Maple County" });
});
