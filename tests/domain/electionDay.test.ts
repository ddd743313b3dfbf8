/** Days are those of the polling place's calendar, whatever its clocks do. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "../../src/domain/electionDay.ts";

test("a day of early voting on which the clocks go back is one day of 25 hours", () => {
  const utc = (day: number, hour: number, minute: number): number => Date.UTC(2026, 9, day, hour, minute);
  // New York: 31 October and the first half of 1 November are four hours behind world time, then five.
  const zone = "America/New_York";
  expect(dayOf(utc(32, 3, 59), zone)).toBe("2026-10-31");
  expect(dayOf(utc(32, 4, 0), zone)).toBe("2026-11-01");
  expect(dayOf(utc(32, 5, 30), zone)).toBe("2026-11-01");
  expect(dayOf(utc(32, 6, 30), zone)).toBe("2026-11-01");
  expect(dayOf(utc(33, 4, 59), zone)).toBe("2026-11-01");
  expect(dayOf(utc(33, 5, 0), zone)).toBe("2026-11-02");
});

test("every instant is on the day that the calendar itself names", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
      fc.constantFrom(
        "America/New_York",
        "America/Los_Angeles",
        "America/St_Johns",
        "America/Phoenix",
        "Pacific/Honolulu",
        "Pacific/Guam",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Asia/Kathmandu",
      ),
      (at, timeZone) => {
        const parts = new Intl.DateTimeFormat("en-US", {
          ...{ timeZone, year: "numeric", month: "2-digit", day: "2-digit" },
        }).formatToParts(at);
        const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
        expect(dayOf(at.getTime(), timeZone)).toBe(`${part("year")}-${part("month")}-${part("day")}`);
      },
    ),
    { seed: 20261103, numRuns: 300 },
  );
});
