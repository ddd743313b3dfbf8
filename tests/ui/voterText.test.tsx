import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { listName, spokenName, streetAddress } from "../../src/domain/voterName.ts";
import type { Roll } from "../../src/roll/packedRoll.ts";
import { sameNameNeighbours } from "../../src/roll/voterSearch.ts";
import { birthDateText, timeOfDay } from "../../src/ui/text/times.ts";
import { boldOf } from "../../src/ui/text/voterText.ts";
import { morning, voter } from "./scriptedTablet.ts";

describe("names, dates and times", () => {
  test("names and streets with and without each part", () => {
    const { lastName, firstName, middleName } = voter();
    expect(listName(voter())).toBe(`${lastName}, ${firstName} ${middleName}`);
    expect(listName(voter({ suffix: "Jr.", middleName: "" }))).toBe(`${lastName}, ${firstName}, Jr.`);
    expect(spokenName(voter({ suffix: "Jr." }))).toBe(`${firstName} ${middleName} ${lastName} Jr.`);
    expect(streetAddress(voter({ houseNumber: "412", street: "Maple St", unit: "Apt 4" }))).toBe("412 Maple St, Apt 4");
    expect(streetAddress(voter({ houseNumber: "", unit: "" }))).toBe(voter().street);
  });

  test("times are those of the election's place, as 2:02 pm", () => {
    expect(timeOfDay(morning, "America/New_York")).toBe("10:43 am");
    expect(timeOfDay(morning, "America/Los_Angeles")).toBe("7:43 am");
    expect(timeOfDay(Date.UTC(2026, 10, 3, 19, 2), "America/New_York")).toBe("2:02 pm");
    expect(timeOfDay(Date.UTC(2026, 10, 3, 17, 0), "America/New_York")).toBe("12:00 pm");
  });

  test("birth dates, years alone and none", () => {
    expect(birthDateText("1978-07-19")).toBe("July 19, 1978");
    expect(birthDateText("1978")).toBe("1978");
    expect(birthDateText("")).toBe("");
  });
});

describe("what is bold is what differs", () => {
  const ana = voter();
  const bold = (one: VoterRecord, ...others: VoterRecord[]) => [...boldOf(one, [one, ...others])].sort();
  test("alone, or with others of the name elsewhere: the year", () => {
    expect(bold(ana)).toEqual(["year"]);
    const elsewhere = { houseNumber: "414", suffix: "Jr.", birthDate: "1950-01-02" };
    expect(bold(ana, voter({ id: "2", ...elsewhere }))).toEqual(["year"]);
    expect(bold(ana, voter({ id: "2", firstName: "Eva" }))).toEqual(["year"]);
  });
  test("father and son at one address: suffix and year both, and month and day where they differ", () => {
    const [jr, sr] = [
      voter({ lastName: "Smith", firstName: "John", suffix: "Jr", birthDate: "1980-07-19" }),
      voter({ id: "2", lastName: "Smith", firstName: "John", suffix: "Sr", birthDate: "1950-07-01" }),
    ];
    expect(bold(jr, sr)).toEqual(["day", "suffix", "year"]);
    expect(bold(sr, jr)).toEqual(["day", "suffix", "year"]);
    expect(bold({ ...jr, birthDate: "1980" }, { ...sr, birthDate: "1950" })).toEqual(["suffix", "year"]);
  });
  test("middle name and unit; of three, what differs from any", () => {
    const other = voter({ id: "2", middleName: "Luz" });
    expect(bold(ana, other)).toEqual(["middle"]);
    expect(bold(ana, voter({ id: "2", unit: "Apt 5" }))).toEqual(["unit"]);
    expect(bold(ana, other, voter({ id: "3", birthDate: "1978-02-19" }))).toEqual(["middle", "month"]);
    expect(bold(voter({ unit: "1-2" }), voter({ id: "2", unit: "12" }))).toEqual(["unit"]);
  });
  test("nothing that is equal: other spellings of a name, a suffix or a unit, and two records of one person", () => {
    const { id: _, ...same } = ana;
    expect(bold(ana, voter({ id: "2", ...same }))).toEqual([]);
    const spelled = { lastName: "GARCIA LOPEZ", firstName: "ANA", middleName: "MARIA", unit: "APT. 4" };
    expect(bold(ana, voter({ id: "2", ...spelled }))).toEqual([]);
    expect(bold(voter({ suffix: "Jr." }), voter({ id: "2", suffix: "JUNIOR" }))).toEqual([]);
    expect(bold(ana, voter({ id: "2", ...spelled, birthDate: "1950-07-19" }))).toEqual(["year"]);
  });
  test("the tablet and the screen agree on whom to compare", () => {
    const text = fc.constantFrom("García", "Garcia", "GARCIA", "O'Brien", "OBRIEN", "Lee", "");
    const home = fc.constantFrom("1", "2");
    const person = fc.record({
      lastName: text,
      firstName: text,
      houseNumber: home,
      birthDate: fc.constantFrom("1950", "1980"),
    });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const [a, b] = [voter({ ...one, id: "1" }), voter({ ...other, id: "2" })];
        const roll = { voterAt: (row: number) => (row === 0 ? a : b) } as Roll;
        const alike = sameNameNeighbours(roll, [0, 1]).length > 0;
        expect(bold(a, b)).toEqual(alike && one.birthDate === other.birthDate ? [] : ["year"]);
      }),
    );
  });
});
