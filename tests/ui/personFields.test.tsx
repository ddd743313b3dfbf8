/** What poll workers type of a person, read: dates in every usual way, suffixes, signs; and plain words for what is wrong. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PersonDraft } from "../../src/ui/checkin/ladder.ts";
import { readBirthDate, readPerson } from "../../src/ui/checkin/personFields.ts";
import { anyText } from "../helpers/anyText.ts";

const day = "2026-11-03";

describe("birth dates", () => {
  test("however a day is written, it is that day", () => {
    const months = ["January", "Feb", "March", "Apr", "May", "June", "Jul", "August", "Sept", "Oct", "November", "Dec"];
    fc.assert(
      fc.property(
        fc.date({ min: new Date(Date.UTC(1925, 0, 1)), max: new Date(Date.UTC(2008, 0, 1)), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const [y, m, d] = iso.split("-") as [string, string, string];
          const [month, of] = [String(Number(m)), String(Number(d))];
          const name = months[Number(m) - 1] as string;
          const written = [
            `${m}/${d}/${y}`,
            `${month}/${of}/${y}`,
            `${m}${d}${y}`,
            iso,
            `${y}${m}${d}`,
            `${month}-${of}-${y}`,
          ];
          const spoken = [`${name} ${of}, ${y}`, `${name} ${of} ${y}`, ` ${month} ${of} ${y} `, `${month}.${of}.${y}`];
          for (const text of [...written, ...spoken])
            expect([text, readBirthDate(text, day).date]).toEqual([text, iso]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ["7/4/61", "1961-07-04"],
    ["7/4/05", "2005-07-04"],
    ["07-04-1961", "1961-07-04"],
    ["7/4", "notADate"],
    ["1961", "notADate"],
    ["yesterday", "notADate"],
    ["", "birthDateMissing"],
    ["2/30/1970", "noSuchDay"],
    ["2/29/1970", "noSuchDay"],
    ["2/29/1972", "1972-02-29"],
    ["7/4/2028", "notBornYet"],
    ["7/4/2020", "tooYoung"],
    ["7/4/1899", "tooOld"],
  ])("%s: %s", (typed, expected) => {
    const read = readBirthDate(typed, day);
    expect(read.date ?? read.problem).toBe(expected);
  });

  test("nothing that is typed makes it fail", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const read = readBirthDate(text, day);
        if (read.date !== undefined) expect(read.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});

describe("a person", () => {
  const draft: PersonDraft = {
    ...{ lastName: "Ortega", firstName: "Luz", middleName: "", suffix: "", birthDate: "7/4/1961" },
    ...{ houseNumber: "412", street: "Maple St", unit: "", city: "", party: "", split: "101" },
  };
  test.each([
    ["O\u2019Rourke Jr.", "O'Rourke", "Jr."],
    ["  García   López ", "García López", ""],
    ["Smith, III", "Smith", "III"],
    ["Junior", "Junior", ""],
    ["V", "V", ""],
  ])("%s: last name %s, suffix '%s'", (lastName, last, suffix) => {
    expect(readPerson({ ...draft, lastName }, day)).toMatchObject({ person: { lastName: last, suffix } });
  });

  test("each thing that is missing is said at its own field", () => {
    const empty = { ...draft, lastName: " ", firstName: "", birthDate: "x", street: "", houseNumber: "", split: "" };
    expect(readPerson(empty, day)).toEqual({
      read: "problems",
      problems: {
        lastName: "lastNameMissing",
        firstName: "firstNameMissing",
        birthDate: "notADate",
        street: "streetMissing",
        houseNumber: "houseNumberMissing",
        split: "splitMissing",
      },
    });
  });
});
