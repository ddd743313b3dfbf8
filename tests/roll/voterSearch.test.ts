/** P6: a voter who is on the list is found, by any part of the record, however it is spelled. */

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { isConfidential } from "../../src/domain/confidential.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { spokenName, streetAddress } from "../../src/domain/voterName.ts";
import { birthReadings } from "../../src/roll/birthDateText.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { nameKey } from "../../src/roll/normaliseName.ts";
import type { PackedRoll } from "../../src/roll/packedRoll.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { createSearch, sameNameNeighbours } from "../../src/roll/voterSearch.ts";
import { anyText } from "../helpers/anyText.ts";
import { anyVoters } from "../helpers/hostileVoters.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";
import { naiveSearch } from "./naiveSearch.ts";

await loadSimilarNames();

// Properties over many rolls: a busy machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

async function built(voters: readonly VoterRecord[]): Promise<PackedRoll> {
  const roll = await buildRoll(voters);
  if (!roll.ok) throw new Error(roll.error.type);
  return roll.value;
}

async function searching(voters: readonly VoterRecord[]) {
  const roll = await built(voters);
  const { search, prepare } = createSearch(roll);
  const ids = (text: string) => search(text).rows.map(({ row }) => roll.voterAt(row).id);
  const similar = (text: string) => search(text).similar.map(({ row, why }) => [roll.voterAt(row).id, why]);
  return { roll, search, prepare, ids, similar };
}

const county = [
  voter("V01", { lastName: "García-López", firstName: "Ana", middleName: "María", birthDate: "1978-07-19" }),
  voter("V02", {
    lastName: "O’Brien",
    firstName: "Seán",
    birthDate: "1950-01-02",
    houseNumber: "412",
    street: "N Maple St",
  }),
  voter("V03", { lastName: "Van Dyke", firstName: "Robert", suffix: "Jr.", birthDate: "1960-05-05" }),
  voter("V04", { lastName: "VanDyke", firstName: "Robert", suffix: "SR", birthDate: "1935-05-05" }),
  voter("V05", { lastName: "Weiß", firstName: "Jürgen", birthDate: "" }),
  voter("V06", { lastName: "Łukasik", firstName: "Łucja", birthDate: "1990" }),
  voter("V07", {
    lastName: "Smith",
    firstName: "Margaret",
    middleName: "J",
    birthDate: "1948-12-31",
    houseNumber: "412B",
    street: "North Maple Street",
  }),
  voter("V08", {
    lastName: "Smyth",
    firstName: "Jonathan",
    birthDate: "1980-02-29",
    houseNumber: "12 1/2",
    street: "St Charles Ave",
  }),
  voter("V09", {
    lastName: "Schmidt",
    firstName: "William",
    birthDate: "1980-02-28",
    houseNumber: "46-10",
    street: "3rd Ave",
  }),
  voter("V10", { lastName: "Johnson", firstName: "Smith", birthDate: "1971-11-11" }),
  voter("V11", { lastName: "Hernández", firstName: "José Luis", birthDate: "1999-09-09" }),
  voter("V12", { lastName: "López", firstName: "García", birthDate: "1977-07-07" }),
];

describe("names", () => {
  test.each([
    ["garcia lopez", "V01"],
    ["GARCIA-LOPEZ, ANA", "V01"],
    ["garcialopez", "V01"],
    ["lopez ana", "V01"],
    ["ana garcía", "V01"],
    ["maria garcia", "V01"],
    ["garcia a m", "V01"],
    ["obrien", "V02"],
    ["o'brien, sean", "V02"],
    ["O BRIEN", "V02"],
    ["O`Brien", "V02"],
    ["brien sean", "V02"],
    ["vandyke robert jr", "V03"],
    ["van dyke, robert, sr", "V04"],
    ["robert van dyke junior", "V03"],
    ["weiss", "V05"],
    ["jurgen weiß", "V05"],
    ["lukasik lucja", "V06"],
    ["smi ma", "V07"],
    ["jose luis hernandez", "V11"],
    ["luis hernandez", "V11"],
    ["joseluis hern", "V11"],
  ])("%s finds %s first", async (text, id) => {
    const { ids } = await searching(county);
    expect(ids(text)[0]).toBe(id);
  });

  test("a suffix tells father and son apart", async () => {
    const { ids } = await searching(county);
    expect(ids("van dyke robert")).toEqual(["V03", "V04"]);
    expect(ids("van dyke jr")).toEqual(["V03"]);
  });

  test("whose last name it is comes before whose first name it is", async () => {
    const { ids } = await searching(county);
    expect(ids("smith")).toEqual(["V07", "V10"]);
  });
});

describe("birth dates, ids and addresses", () => {
  test.each([
    ["7/19/1978", ["V01"]],
    ["07-19-1978", ["V01"]],
    ["1978-07-19", ["V01"]],
    ["19780719", ["V01"]],
    ["07191978", ["V01"]],
    ["7/19/78", ["V01"]],
    ["Jul 19 1978", ["V01"]],
    ["July 19, 1978", ["V01"]],
    ["19 July 1978 garcia", ["V01"]],
    ["garcia 1978", ["V01"]],
    ["7/19 garcia", ["V01"]],
    ["garcia 7/1978", ["V01"]],
    ["1990", ["V06"]],
    ["2/29/1980", ["V08"]],
    ["feb 1980", ["V08", "V09"]],
    ["v07", ["V07"]],
    ["V0", ["V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09"]],
    ["412 maple", ["V02", "V07"]],
    ["412 N. Maple Street", ["V02", "V07"]],
    ["412b north map", ["V07"]],
    ["412 maple stre", ["V02", "V07"]],
    ["12 1/2 saint charles", ["V08"]],
    ["46-10 3rd avenue", ["V09"]],
    ["obrien 412", ["V02"]],
    ["smith 412 maple", ["V07"]],
    ["412 maple apt 3", ["V02", "V07"]],
    ["maple street", ["V02", "V07"]],
    ["41 maple", []],
    ["!!! ???", []],
    ["", []],
  ])("%s finds %j", async (text, expected) => {
    const { ids } = await searching(county);
    expect(ids(text).sort()).toEqual(expected);
  });
});

describe("a voter id", () => {
  const character = fc.constantFrom(..."0000123456789AZb");
  const anyId = fc.string({ unit: character, minLength: 6, maxLength: 12 }).filter((id) => /[0-9]/.test(id));
  const sign = fc.constantFrom("", "-", " ", ".", "/", "");
  /** The id with signs between some of its characters. */
  const written = (id: string) =>
    fc
      .array(sign, { minLength: id.length - 1, maxLength: id.length - 1 })
      .map((signs) => [...id].map((letter, n) => letter + (signs[n] ?? "")).join(""))
      .filter((text) => text.split(" ").length <= 14 && birthReadings(text).length === 0);

  test("is found without its leading zeros, with signs and blanks, however the list writes it", async () => {
    const ids = fc.uniqueArray(anyId, { minLength: 1, maxLength: 12, selector: (id) => id.toUpperCase() });
    const lists = ids.chain((list) => fc.tuple(fc.constant(list), fc.tuple(...list.map(written))));
    await fc.assert(
      fc.asyncProperty(lists, fc.nat(), fc.nat(), sign, async ([plain, signed], which, zeros, between) => {
        for (const list of [plain, signed]) {
          const { ids } = await searching(list.map((id) => voter(id)));
          const at = which % list.length;
          const id = plain[at] as string;
          const leading = /^0*/.exec(id)?.[0].length ?? 0;
          const short = id.slice(Math.min(zeros % (leading + 1), id.length - 6));
          for (const typed of [short, signed[at] as string, short.toLowerCase(), [...short].join(between)]) {
            if (birthReadings(typed).length > 0 || typed.split(" ").length > 14) continue;
            expect(ids(typed), typed).toContain(list[at]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("that is whole comes first, then what was typed with more behind it, then with zeros before it", async () => {
    const { ids } = await searching(["12345678", "00123456", "0123456", "0012345678", "912345"].map((id) => voter(id)));
    expect(ids("123456")).toEqual(["0123456", "00123456", "12345678", "0012345678"]);
    expect(ids("0123456")).toEqual(["0123456", "00123456", "0012345678"]);
    expect(ids("00")).toEqual(["00123456", "0012345678"]);
  });

  test("is compared to the letter where a voter is named by it", async () => {
    const { roll } = await searching(["12-3", "123", "0123", "ab1", "AB1"].map((id) => voter(id)));
    for (const id of ["12-3", "123", "0123", "ab1", "AB1"])
      expect(roll.voterAt(roll.rowOfVoter(id) as number).id).toBe(id);
    for (const id of ["1-23", "00123", "aB1", "12", "1234", ""]) expect(roll.rowOfVoter(id)).toBeUndefined();
  });

  test("does not take the place of a birth date or a house number", async () => {
    const { ids } = await searching([
      voter("7197812345", { lastName: "Marsh" }),
      voter("4610123", { lastName: "Reed" }),
      voter("1", { birthDate: "1978-07-19", houseNumber: "46-10", street: "3rd Ave" }),
    ]);
    expect(ids("7/19/78")).toEqual(["1"]);
    expect(ids("46-10")).toEqual(["1"]);
  });
});

describe("similar names, when few or none fit", () => {
  test.each([
    ["smitth margaret", "V07", "sound"],
    ["amith, margaret", "V07", "edit"],
    ["shmidt william", "V09", "sound"],
    ["bill schmidt", "V09", "nickname"],
    ["smith, peggy", "V07", "nickname"],
    ["van dyke bob", "V03", "nickname"],
    ["hernandez pepe", "V11", "nickname"],
    ["ana, garcia", "V01", "swapped"],
    ["lopez-garcia, ana", "V01", "compound"],
    ["garcia-perez, ana", "V12", "compound"],
    ["weiss jurgen 1/1/1970", "V05", "details"],
    ["garcia ana 7/19/1979", "V01", "details"],
    ["hernandes jose", "V11", "sound"],
  ])("%s offers %s", async (text, id, why) => {
    const { similar } = await searching(
      [...county, voter("V13", { lastName: "García", firstName: "Ana" })]
        .filter((one) => why !== "compound" || one.id !== "V13")
        .map((one) =>
          text === "garcia-perez, ana" && one.id === "V12"
            ? voter("V12", { lastName: "García", firstName: "Ana" })
            : one,
        ),
    );
    expect(similar(text)).toContainEqual([id, why]);
  });

  test("are not shown beside enough results, and never repeat one", async () => {
    const voters = invented(3000);
    const { search } = await searching(voters);
    expect(search("smith").total).toBeGreaterThan(5);
    expect(search("smith").similar).toEqual([]);
    for (const { lastName, firstName, birthDate } of voters.slice(0, 60)) {
      const { rows, similar } = search(`${lastName}, ${firstName} ${birthDate}`);
      const all = [...rows, ...similar].map(({ row }) => row);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test("one slip in a surname still leads to the voter", async () => {
    const voters = invented(2000).filter(
      ({ lastName, firstName }) =>
        nameKey(lastName).length >= 5 && /^[A-Za-z]{3,}$/.test(firstName) && /^[A-Za-z]+$/.test(lastName),
    );
    const { roll, search } = await searching(voters);
    await fc.assert(
      fc.property(fc.constantFrom(...voters), fc.nat(), (one, where) => {
        const at = 1 + (where % (one.lastName.length - 2));
        const wrong = `${one.lastName.slice(0, at)}${one.lastName.slice(at + 1)}`;
        const { rows, similar } = search(`${wrong}, ${one.firstName} ${one.birthDate}`);
        expect([...rows, ...similar].map(({ row }) => roll.voterAt(row).id)).toContain(one.id);
      }),
      { numRuns: 100 },
    );
  });
});

describe("every voter", () => {
  test("of an invented county is found by name either way round, by id, by birth date with last name, by address", async () => {
    const voters = invented(3000, 5);
    const { roll, search } = await searching(voters);
    const foundBy = (text: string, id: string) =>
      search(text, { limit: 3000 }).rows.some(({ row }) => roll.voterAt(row).id === id);
    await fc.assert(
      // Confidential voters are on no roll by name: they are found by number alone.
      fc.property(fc.constantFrom(...voters.filter((one) => !isConfidential(one))), (one) => {
        const texts = [
          one.lastName,
          `${one.lastName}, ${one.firstName}`,
          `${one.firstName} ${one.lastName}`,
          spokenName(one),
          `${one.lastName.slice(0, 3)} ${one.firstName.slice(0, 2)}`,
          one.id,
          one.id.slice(0, 6),
          ...(one.birthDate === "" ? [] : [`${one.birthDate} ${one.lastName}`, `${one.lastName} ${one.birthDate}`]),
          streetAddress({ ...one, unit: "" }),
          `${one.houseNumber} ${one.street.slice(0, 4)}`,
          streetAddress(one).toUpperCase(),
        ];
        for (const text of texts) expect([text, foundBy(text, one.id)]).toEqual([text, true]);
      }),
      { numRuns: 150 },
    );
  });

  test("of any names at all is found by last name and by id", async () => {
    await fc.assert(
      fc.asyncProperty(anyVoters(20), async (voters) => {
        const { roll, search } = await searching(voters);
        for (const one of voters) {
          if (/^\P{Nd}*$/u.test(one.lastName) && nameKey(one.lastName) !== "" && !/[\s,;]/u.test(one.lastName)) {
            const found = search(one.lastName, { limit: 1000 }).rows.map(({ row }) => roll.voterAt(row).id);
            expect(found).toContain(one.id);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the total", () => {
  // Joined to "CH" the words begin a later part of a first name ("Mary Chen"), which "C" alone does not.
  test("is exact where the words of a given name begin it only together, and it is the narrowest thing asked", async () => {
    const voters = invented(1500, 9);
    const { roll, search } = await searching(voters);
    for (const text of ["C 1000 H", "C H"]) {
      const { rows } = search(text, { limit: 5000 });
      expect(rows.map(({ row }) => roll.voterAt(row).id).sort()).toEqual(naiveSearch(voters, text));
    }
  });

  test("counts and shows a voter once whose id and birth year begin with what was typed", async () => {
    const voters = [
      voter("1980001", { birthDate: "1980-02-03" }),
      voter("1980002", { birthDate: "1970-01-01" }),
      voter("3", { birthDate: "1980-01-01" }),
    ];
    const { ids, search } = await searching(voters);
    expect(ids("1980").sort()).toEqual(naiveSearch(voters, "1980"));
    expect(search("1980").total).toBe(3);
  });

  test.each(["before", "after"])(
    "is exact: the index finds what a plain filter finds, %s all of it is prepared",
    async (when) => {
      const voters = invented(1500, 9);
      const { roll, search, prepare } = await searching(voters);
      if (when === "after") for (const _ of prepare());
      const piece = fc.constantFrom(...voters).chain((one) =>
        fc.oneof(
          fc.constantFrom(
            one.lastName,
            one.firstName,
            one.middleName,
            one.suffix,
            one.birthDate,
            one.id,
            one.houseNumber,
            one.street,
            ",",
          ),
          fc.nat(4).map((n) => one.lastName.slice(0, n)),
          fc.nat(3).map((n) => one.firstName.slice(0, n)),
          fc.nat(10).map((n) => one.birthDate.slice(0, n)),
          fc.nat(10).map((n) => one.id.slice(0, n)),
          fc.nat(10).map((n) => one.id.replace(/^0+/, "").slice(0, n)),
          fc.constant(`${one.houseNumber} ${one.street}`),
          fc.constant(`${one.lastName} ${one.birthDate.slice(0, 4)}`),
        ),
      );
      const text = fc.oneof(
        fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(" ")),
        fc.string({ unit: "grapheme-composite", maxLength: 8 }),
      );
      fc.assert(
        fc.property(text, (typed) => {
          const { rows, total } = search(typed, { limit: 5000 });
          const expected = naiveSearch(voters, typed);
          expect(rows.map(({ row }) => roll.voterAt(row).id).sort()).toEqual(expected);
          expect(total).toBe(expected.length);
        }),
        { numRuns: 600 },
      );
    },
  );

  test("does not depend on the limit, and the first rows are the first of more rows", async () => {
    const { search } = await searching(invented(2000));
    for (const text of ["s", "ma", "smith j", "john", "1980", "100000"]) {
      const all = search(text, { limit: 3000 });
      expect(all.rows.length).toBe(all.total);
      const few = search(text, { limit: 7 });
      expect(few.total).toBe(all.total);
      expect(few.rows).toEqual(all.rows.slice(0, 7));
    }
  });

  test("hostile text is answered", async () => {
    const { search } = await searching(county);
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (text) => {
        expect(search(text).total).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test("voters of one name at one address are told apart", async () => {
  const home = { lastName: "Ortiz", firstName: "Luis", houseNumber: "9", street: "Elm St" };
  const roll = await built([
    voter("1", { ...home, suffix: "Sr" }),
    voter("2", { ...home, suffix: "Jr" }),
    voter("3", { ...home, houseNumber: "10" }),
    voter("4", { lastName: "Zima" }),
  ]);
  const rows = ["1", "2", "3", "4"].map((id) => roll.rowOfVoter(id) as number);
  expect(sameNameNeighbours(roll, rows)).toEqual([[rows[0], rows[1]]]);
});

test("P6: a misspelled surname still offers that surname, whatever the given name", async () => {
  const { similar } = await searching([
    voter("1", { lastName: "González", firstName: "Edward" }),
    voter("2", { lastName: "Marsh" }),
  ]);
  expect(similar("gonzalex maria")).toEqual([["1", "edit"]]);
  expect(similar("gonzalex mar")).toEqual([["1", "edit"]]);
});
