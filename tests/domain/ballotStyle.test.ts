/** The ballot follows from the definition alone: the same voter gets the same ballot on every tablet. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ballotChoices, ballotStyleOf } from "../../src/domain/ballotStyle.ts";
import { type BallotStyle, Election, splitsOf } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { inventedElection } from "../helpers/inventedVoters.ts";
import { anyElection } from "./anyElection.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const types = ["regular", "federalOnly", "underage"] as const;

describe("ballotStyleOf", () => {
  test("is pure, and one style or a problem that names what was found", () => {
    fc.assert(
      fc.property(anyElection, fc.constantFrom(undefined, "DEM", "REP", "LIB"), (election, party) => {
        for (const { id: split } of splitsOf(election))
          for (const type of types) {
            const question = { split, party, type };
            const answer = ballotStyleOf(election, question);
            const fits = election.ballotStyles.filter(
              (s: BallotStyle) => s.splits.includes(split) && s.party === party && s.type === type,
            );
            if (fits.length === 1) expect(answer).toEqual({ ok: true, value: fits[0] });
            else
              expect(answer).toEqual({
                ok: false,
                error: {
                  type: fits.length === 0 ? "noBallotStyle" : "severalBallotStyles",
                  question,
                  found: fits.map(({ id }) => id),
                },
              });
            expect(ballotStyleOf(structuredClone(election), { ...question })).toEqual(answer);
          }
      }),
      { seed: SEED },
    );
  });
});

describe("ballotChoices", () => {
  const primary = Election.parse({
    ...inventedElection(1),
    kind: "primary",
    parties: [
      { id: "DEM", name: "Democratic", hasBallot: true, allowsUnaffiliated: true },
      { id: "REP", name: "Republican", hasBallot: true },
      { id: "GRN", name: "Green" },
    ],
    ballotStyles: ["DEM", "REP", undefined].map((party) => ({
      id: party ?? "issues",
      splits: ["101"],
      ...(party === undefined ? {} : { party }),
    })),
  });
  test.each([
    ["CA", "DEM", ["DEM"]],
    ["CA", "", ["DEM", "issues"]],
    ["NC", "REP", ["REP"]],
    ["NC", "GRN", ["issues"]],
    ["NC", "", ["DEM", "issues"]],
    ["OH", "DEM", ["DEM", "REP", "issues"]],
    ["TX", "", ["DEM", "REP"]],
    ["NH", "REP", ["REP"]],
    ["NH", "", ["DEM", "REP"]],
    ["a county that says nothing", "", ["DEM", "REP", "issues"]],
    ["a county that says nothing", "REP", ["REP"]],
  ])("by the party rules of %s, for a voter of '%s'", (state, party, expected) => {
    const rules = packs.get(state)?.rules ?? primary.rules;
    const choices = ballotChoices({ ...primary, rules }, { split: "101", party, flags: [] });
    expect(choices.map(({ id }) => id)).toEqual(expected);
  });

  test("are ballots of the voter's split and kind, in the definition's order; with a party of one's own, that one's", () => {
    fc.assert(
      fc.property(anyElection, fc.constantFrom("", "DEM", "REP", "LIB"), fc.boolean(), (election, party, federal) => {
        for (const { id: split } of splitsOf(election)) {
          const flags = federal ? (["federalOnly"] as const) : [];
          const choices = ballotChoices(election, { split, party, flags });
          const type = federal ? "federalOnly" : "regular";
          const mine = election.ballotStyles.filter((s) => s.type === type && s.splits.includes(split));
          expect(mine.filter((style) => choices.includes(style))).toEqual(choices);
          expect(choices.length > 0).toBe(mine.length > 0);
          if (mine.some((style) => style.party === party && party !== ""))
            expect(new Set(choices.map((style) => style.party))).toEqual(new Set([party]));
        }
      }),
      { seed: SEED },
    );
  });
});
