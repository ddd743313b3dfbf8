import fc from "fast-check";
import { expect, test } from "vitest";
import { readScan } from "../../src/protocol/scan.ts";
import { anyText } from "../helpers/anyText.ts";

const read = (text: string): unknown => {
  const scan = readScan(text, "2026-11-03");
  return scan.ok ? (scan.value.scan === "voterId" ? scan.value.id : scan.value.person.names[0].last) : scan.error.type;
};

test("tells a licence, a voter's id and anything else apart", () => {
  expect(read("@\n\x1e\rANSI 636000030001DL00310440DLDCSMARTIN\nDCTROSA\nDBB02281979\r")).toBe("MARTIN");
  expect(read("AB100234")).toBe("AB100234");
  expect(read("]C1000123\r")).toBe("000123");
  expect(read("*12-0345*")).toBe("12-0345");
  expect(read("@\n\x1e\rANSI 6360")).toBe("cutOff");
  expect(read("@\n\x1e\rANSI 636014080002RG00410288RGVADX\nVAL2011\nVAA0001\r")).toBe("notALicence");
  for (const other of ["", "https://example.org/1", "TURNOUT-OPENING:ABCD-1234", "hello", "a\nb1", "9".repeat(65)])
    expect(read(other)).toBe("notACard");
});

test("never fails", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(typeof readScan(text, "2026-11-03").ok).toBe("boolean");
    }),
  );
});
