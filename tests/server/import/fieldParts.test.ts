/** Dates, addresses and voter ids, each by itself. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate, readYear } from "../../../src/server/import/fieldDates.ts";
import { collapseBlanks, divideAddress } from "../../../src/server/import/residence.ts";
import { createVoterIds } from "../../../src/server/import/voterIds.ts";
import { anyText } from "../../helpers/anyText.ts";

describe("dates", () => {
  test("every day of a century in every way of writing it", () => {
    const day = fc.date({ min: new Date("1901-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = iso.split("-") as [string, string, string];
        const expected = { type: "date", iso };
        for (const raw of [
          `${m}/${d}/${y}`,
          `${Number(m)}/${Number(d)}/${y}`,
          `${m}-${d}-${y}`,
          iso,
          `${m}${d}${y}`,
          `${m}/${d}/${y} 0:00:00`,
        ])
          expect(readDate(raw, "mdy"), raw).toEqual(expected);
        for (const raw of [iso, `${y}${m}${d}`, `${y}/${m}/${d}`, `${iso}T00:00:00`])
          expect(readDate(raw, "ymd"), raw).toEqual(expected);
        for (const raw of [`${d}.${m}.${y}`, `${d}${m}${y}`, iso]) expect(readDate(raw, "dmy"), raw).toEqual(expected);
      }),
    );
  });
  test.each([
    ["", "blank"],
    ["##/##/####", "masked"],
    ["XX-XX-XXXX", "masked"],
    ["01/XX/1980", "masked"],
    ["*", "masked"],
    ["01/01/1900", "placeholder"],
    ["01/01/1800", "placeholder"],
    ["00/00/0000", "placeholder"],
    ["00000000", "placeholder"],
    ["02/29/1900", "impossible"],
    ["02/30/2000", "impossible"],
    ["13/01/2000", "impossible"],
    ["1/1/61", "impossible"],
    ["1961", "impossible"],
    ["12/1961", "impossible"],
    ["1/2/3/4", "impossible"],
    ["yesterday", "impossible"],
    ["01/02/1961x", "impossible"],
  ])("%j is %s", (raw, type) => {
    expect(readDate(raw, "mdy").type).toBe(type);
  });
  test("years", () => {
    expect(readYear("1980")).toEqual({ type: "year", year: "1980" });
    expect(["", "1900", "1800", "0", "XXXX", "80", "19800", "a"].map((raw) => readYear(raw).type)).toEqual([
      "blank",
      "placeholder",
      "placeholder",
      "placeholder",
      "masked",
      "impossible",
      "impossible",
      "impossible",
    ]);
  });
  test("no text makes it throw", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("mdy" as const, "dmy" as const, "ymd" as const),
        (raw, order) => readDate(raw, order).type !== undefined,
      ),
    );
  });
});

describe("addresses", () => {
  test.each([
    ["224  DURANT    #304", "224", "DURANT", "#304"],
    ["46-10 QUEENS BLVD APT 3F", "46-10", "QUEENS BLVD", "APT 3F"],
    ["12 1/2 OAK ST", "12 1/2", "OAK ST", ""],
    ["7B ELM ST UNIT A", "7B", "ELM ST", "UNIT A"],
    ["500 5TH AVE", "500", "5TH AVE", ""],
    ["5TH AVE", "", "5TH AVE", ""],
    ["100 UNITY CT", "100", "UNITY CT", ""],
    ["9 LOT LANE", "9", "LOT LANE", ""],
    ["3 STEWART ST STE 200", "3", "STEWART ST", "STE 200"],
    ["18 MAIN ST BLDG C APT 4", "18", "MAIN ST", "BLDG C APT 4"],
    ["REMOVED", "", "REMOVED", ""],
    ["", "", "", ""],
    ["12 ", "", "12 ", ""],
  ])("%j", (line, houseNumber, street, unit) => {
    expect(divideAddress(line)).toEqual({ houseNumber, street, unit });
  });
  test("the parts joined by blanks give the line again", () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom("12", "7B", "1/2", "#", "APT", "4", "N", "MAIN", "ST", "UNIT", "#3", "½"),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(words, (parts) => {
        const line = parts.join(" ").trim();
        const { houseNumber, street, unit } = divideAddress(line);
        expect([houseNumber, street, unit].filter(Boolean).join(" ")).toBe(collapseBlanks(line));
      }),
      { numRuns: 500 },
    );
  });
});

test("voter ids: exact, with the place of the first", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText({ maxLength: 6 }), fc.nat(50).map(String)), { maxLength: 300 }), (all) => {
      const ids = createVoterIds();
      const oracle = new Map<string, number>();
      all.forEach((id, at) => {
        expect(ids.add(id, at % 3, at)).toEqual(
          oracle.has(id) ? { file: (oracle.get(id) as number) % 3, line: oracle.get(id) } : undefined,
        );
        if (!oracle.has(id)) oracle.set(id, at);
      });
      expect(ids.size).toBe(oracle.size);
    }),
  );
  const many = createVoterIds();
  for (let n = 0; n < 200_000; n++) many.add(`AB${n}`, 0, n);
  expect(many.size).toBe(200_000);
  expect(many.add("AB12345", 1, 7)).toEqual({ file: 0, line: 12_345 });
});
