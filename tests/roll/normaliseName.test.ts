/** P6: spellings of one name have one key. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { birthReadings, writtenDate } from "../../src/roll/birthDateText.ts";
import { editDistance } from "../../src/roll/editDistance.ts";
import { distancesFrom, lettersNear, lettersOf } from "../../src/roll/manyDistances.ts";
import { nicknamesOf } from "../../src/roll/nicknames.ts";
import { foldText, nameKey, nameParts, suffixKey } from "../../src/roll/normaliseName.ts";
import { houseKey, isHouse, streetKey } from "../../src/roll/normaliseStreet.ts";
import { soundKey } from "../../src/roll/soundKey.ts";
import { anyText } from "../helpers/anyText.ts";

// Properties over many rolls: a busy machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

describe("name keys", () => {
  test.each([
    [["O'Brien", "O’BRIEN", "O BRIEN", "o`brien", "OBRIEN", "Oʼbrien", "O.Brien"], "OBRIEN"],
    [["García-López", "GARCIA LOPEZ", "Garcı\u0301a\u2011Lo\u0301pez", "garcialopez"], "GARCIALOPEZ"],
    [["Van Dyke", "VANDYKE", "van  dyke"], "VANDYKE"],
    [["Weiß", "WEISS", "Weiẞ"], "WEISS"],
    [["Ødegård", "Odegard"], "ODEGARD"],
    [["Łukasik", "Lukasik"], "LUKASIK"],
    [["Æbelø", "AEBELO"], "AEBELO"],
    [["Đặng", "Dang"], "DANG"],
    [["ﬁelding", "Fielding"], "FIELDING"],
    [["İnönü", "INONU", "inonu"], "INONU"],
    [["Ｓｍｉｔｈ", "smith"], "SMITH"],
    [["St. James", "ST JAMES"], "STJAMES"],
    [["!!!", "", "-", "’"], ""],
  ])("%j", (spellings, key) => {
    for (const spelling of spellings) expect([spelling, nameKey(spelling)]).toEqual([spelling, key]);
  });

  test("hold letters and digits only, and folding again changes nothing", () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        expect(foldText(foldText(name))).toBe(foldText(name));
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
        expect(nameKey(name)).toMatch(/^[\p{L}\p{N}]*$/u);
        expect(nameParts(name).join("")).toBe(nameKey(name));
      }),
      { numRuns: 2000 },
    );
  });

  test("do not depend on capitals or composition", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-composite" }), (name) => {
        for (const other of [name.normalize("NFC"), name.normalize("NFD"), name.toUpperCase()])
          expect(nameKey(other)).toBe(nameKey(name));
      }),
      { numRuns: 1000 },
    );
  });

  test("suffixes have one spelling", () => {
    expect(["Jr", "JR.", "junior", "II", "2nd", "Sr.", "MD"].map(suffixKey)).toEqual([
      "JR",
      "JR",
      "JR",
      "II",
      "II",
      "SR",
      "MD",
    ]);
  });
});

test("street keys", () => {
  expect(["N. Maple Street", "North Maple St", "n maple STREET"].map(streetKey)).toEqual([
    "N MAPLE ST",
    "N MAPLE ST",
    "N MAPLE ST",
  ]);
  expect(["12 ½", "12½", "12 1/2", " 12  1 / 2 "].map(houseKey)).toEqual(["12 1/2", "12 1/2", "12 1/2", "12 1/2"]);
  expect(["412", "412B", "412 1/2", "412-A", "4120", "41"].map((key) => isHouse(key, "412"))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("dates that do not exist are not read as dates", () => {
  expect(birthReadings("13/40/1978")).toEqual([]);
  expect(birthReadings("7/19/1878")).toEqual([]);
  expect(birthReadings("412")).toEqual([]);
  expect(writtenDate("Marsha 1978")).toBeUndefined();
});

test.each([
  ["SMITH", "SMYTH"],
  ["STEPHEN", "STEVEN"],
  ["CATHERINE", "KATHRYN"],
  ["MEYER", "MAIER"],
  ["RODRIGUEZ", "RODRIGUES"],
  ["GIMENEZ", "JIMENEZ"],
  ["SHMIDT", "SCHMIDT"],
  ["KNIGHT", "NIGHT"],
  ["WRIGHT", "RITE"],
  ["PHILLIPS", "FILIPS"],
])("%s sounds like %s", (a, b) => {
  expect(soundKey(a)).toBe(soundKey(b));
});

test("names that sound otherwise have other sounds", () => {
  const sounds = ["SMITH", "JONES", "GARCIA", "NGUYEN", "JACKSON", "MARTIN", "LEE", "WHITE", "CLARK"].map(soundKey);
  expect(new Set(sounds).size).toBe(sounds.length);
});

describe("edit distance", () => {
  /** The definition, without bound or economy. */
  function plainDistance(a: string, b: string): number {
    const table = Array.from({ length: a.length + 1 }, (_, i) =>
      Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    const at = (i: number, j: number) => table[i]?.[j] as number;
    for (let i = 1; i <= a.length; i++)
      for (let j = 1; j <= b.length; j++) {
        const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push(at(i - 2, j - 2) + 1);
        (table[i] as number[])[j] = Math.min(...steps);
      }
    return at(a.length, b.length);
  }
  const name = fc.string({ unit: fc.constantFrom(..."ABCDÉ東"), maxLength: 9 });

  test("is the definition up to the bound, and the letter filter never hides a near name", () => {
    fc.assert(
      fc.property(name, name, fc.integer({ min: 1, max: 3 }), (a, b, most) => {
        const distance = plainDistance(a, b);
        expect(editDistance(a, b, most)).toBe(Math.min(distance, most + 1));
        expect(distancesFrom(a)(b)).toBe(distance);
        if (distance <= most) expect(lettersNear(lettersOf(a), lettersOf(b), most, b.length - a.length)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("from one name to many is the definition for names of any length", () => {
    const long = fc.string({ unit: fc.constantFrom(..."ABÉ"), minLength: 26, maxLength: 40 });
    fc.assert(
      fc.property(long, long, (a, b) => {
        expect(distancesFrom(a)(b)).toBe(plainDistance(a, b));
        expect(distancesFrom(a)(b.slice(0, 5))).toBe(plainDistance(a, b.slice(0, 5)));
      }),
      { numRuns: 200 },
    );
  });
});

test("nicknames go both ways and are name keys", async () => {
  for (const [a, b] of [
    ["ROBERT", "BOB"],
    ["JOSE", "PEPE"],
    ["MARGARET", "PEGGY"],
    ["FRANCISCO", "PACO"],
    ["WILLIAM", "BILL"],
  ] as const) {
    expect(nicknamesOf(a).has(b)).toBe(true);
    expect(nicknamesOf(b).has(a)).toBe(true);
    for (const other of nicknamesOf(a)) expect(nameKey(other)).toBe(other);
  }
  expect(nicknamesOf("XYZ").size).toBe(0);
});
