import { describe, expect, test } from "vitest";
import { listName, spokenName, streetAddress } from "../../src/domain/voterName.ts";
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
  test("alone: the year", () => expect([...boldOf(ana, [ana])]).toEqual(["year"]));
  test("father and son: the year", () => {
    expect([...boldOf(ana, [ana, voter({ id: "2", birthDate: "2001-07-19" })])]).toEqual(["year"]);
  });
  test("born in one year: month and day", () => {
    expect([...boldOf(ana, [ana, voter({ id: "2", birthDate: "1978-02-01" })])]).toEqual(["monthDay"]);
  });
  test("twins: the given name; one name twice: the street", () => {
    expect([...boldOf(ana, [ana, voter({ id: "2", firstName: "Eva" })])]).toEqual(["given"]);
    expect([...boldOf(ana, [ana, voter({ id: "2", unit: "Apt 5" })])]).toEqual(["street"]);
  });
});
