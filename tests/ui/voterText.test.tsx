import { describe, expect, test } from "vitest";
import { listName, spokenName, streetAddress } from "../../src/domain/voter.ts";
import { birthDateText, timeOfDay } from "../../src/ui/text/times.ts";
import { boldOf, listedName, saidName, street } from "../../src/ui/text/voterText.ts";
import { morning, voter } from "./scriptedTablet.ts";

describe("names, dates and times", () => {
  test("names and streets read as the domain writes them", () => {
    const voters = [
      voter(),
      voter({ suffix: "Jr.", middleName: "" }),
      voter({ firstName: "", unit: "", houseNumber: "" }),
    ];
    for (const one of voters) {
      expect(listedName(one)).toBe(listName(one));
      expect(saidName(one)).toBe(spokenName(one));
      expect(street(one)).toBe(streetAddress(one));
    }
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
