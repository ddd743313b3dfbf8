/** Voting age by the birth date against election day, whatever the list says of the registration; 17-year-olds in primaries. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageOn, generalElectionDay, isUnderage, mayTurn18 } from "../../src/domain/age.ts";
import { type Answers, type Disposition, disposition } from "../../src/domain/disposition.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { Registration, type VoterRecord } from "../../src/domain/voter.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type Kind, plainQuestion } from "./packElection.ts";

const SEED = 20261103;
const day = "2026-11-03";

describe("by the calendar", () => {
  test.each([
    ["2008-11-03", 18, 18],
    ["2008-11-04", 17, 17],
    ["2008-11-02", 18, 18],
    ["2008", 17, 18],
    ["2007", 18, 19],
    ["2009", 16, 17],
    ["1926-12-31", 99, 99],
  ])("born %s: %i to %i", (born, least, most) => {
    expect(ageOn(born, day)).toEqual({ least, most });
  });

  test("born on a leap day, one turns a year older on March 1", () => {
    expect(ageOn("2008-02-29", "2026-02-28")).toEqual({ least: 17, most: 17 });
    expect(ageOn("2008-02-29", "2026-03-01")).toEqual({ least: 18, most: 18 });
  });

  test("the general election of a year: the Tuesday after the first Monday of November", () => {
    const days = [
      "2020-11-03",
      "2021-11-02",
      "2022-11-08",
      "2023-11-07",
      "2024-11-05",
      "2025-11-04",
      "2026-11-03",
      "2027-11-02",
    ];
    for (const one of days) expect(generalElectionDay(`${one.slice(0, 4)}-03-03`)).toBe(one);
  });

  test("a date always decides, the list's word only where there is none, or the year of the limit", () => {
    const anyDate = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2026-11-03"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyDate, fc.constantFrom(...Registration.options), (birthDate, registration) => {
        const turns = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
        expect(isUnderage({ birthDate, registration }, day)).toBe(turns > day);
        const year = birthDate.slice(0, 4);
        const byList = registration === "preregistered";
        expect(isUnderage({ birthDate: "", registration }, day)).toBe(byList);
        expect(isUnderage({ birthDate: year, registration }, day)).toBe(year === "2008" ? byList : year > "2008");
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

const all = [...packs.values()];
/** A voter in a primary of May 5, or a general election of November 3, 2026. */
const asked = (state: string, kind: Kind, record: Partial<VoterRecord>, answers: Answers = {}): Disposition => {
  const pack = packs.get(state);
  if (pack === undefined) throw new Error(`no pack ${state}`);
  const plain = plainQuestion(pack, kind);
  const election = kind === "primary" ? { ...plain.election, date: "2026-05-05" } : plain.election;
  const now = Date.parse(`${election.date}T15:00Z`);
  const who = voter("V1", { split: "101", party: "DEM", ...record });
  const withId: Answers = { identification: "idShown", ...answers };
  return disposition({ ...plain, election, now, knownThrough: { size: 1, at: now }, voter: who }, withId);
};
const why = (answer: Disposition): string => (answer.kind === "none" ? answer.why.reason : answer.kind);

describe("in every pack, whatever the list says of the registration", () => {
  test.each(all)("$name: too young and not flagged is caught; of age and flagged is not held up", ({ state }) => {
    for (const registration of ["active", "preregistered", "inactive"] as const) {
      expect(why(asked(state, "general", { registration, birthDate: "2008-11-04" }))).toBe("underage");
      expect(why(asked(state, "general", { registration, birthDate: "2008-11-03" }))).not.toBe("underage");
    }
    expect(why(asked(state, "general", { registration: "preregistered", birthDate: "2008-11-03" }))).toBe("regular");
    expect(why(asked(state, "general", { registration: "preregistered", birthDate: "" }))).toBe("underage");
  });

  test.each([
    // [state, born, offered]: 18 by the general election, one day too late, of age already.
    ["NC", "2008-11-03", true],
    ["NC", "2008-11-04", false],
    ["OH", "2008-06-30", true],
    ["OH", "2009-01-01", false],
    ["OH", "2008", true],
    ["TX", "2008-11-03", false],
    ["CA", "2008-11-03", false],
    ["NH", "2008-11-03", false],
  ])("%s, born %s, in its primary: a ballot for 17-year-olds %j", (state, birthDate, offered) => {
    for (const registration of ["active", "preregistered"] as const) {
      if (birthDate.length === 4 && registration === "active") continue; // by the year alone, nobody is held up
      const first = asked(state, "primary", { registration, birthDate });
      expect(why(first)).toBe("underage");
      const ways = first.kind === "none" ? (first.instead?.ways.map(({ way }) => way) ?? []) : [];
      expect(ways.includes("seventeenInPrimary")).toBe(offered);
      const taken = asked(state, "primary", { registration, birthDate }, { underage: "seventeenInPrimary" });
      expect(taken.kind).toBe(offered ? "regular" : "none");
      if (taken.kind === "regular") expect(taken.choices.map(({ type }) => type)).not.toContain("regular");
      // Never in the general election.
      expect(
        why(asked(state, "general", { registration, birthDate: "2008-11-04" }, { underage: "seventeenInPrimary" })),
      ).toBe("underage");
    }
    expect(mayTurn18("", day)).toBe(true);
  });
});
