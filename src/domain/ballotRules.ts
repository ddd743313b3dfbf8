/**
 * What a state's law makes of a ballot that is spoiled or left, and of a wrong name that was tapped: data of a pack. A ballot
 * that was handed back is a situation like others (`handedBack`), because it is asked about when the voter comes back.
 */
import * as z from "zod/mini";

export const BallotRules = z
  .strictObject({
    most: z
      .int()
      .check(z.minimum(1), z.maximum(20))
      .check(z.describe("Ballots that one voter may be given in all, spoiled ones among them.")),
    beyond: z
      .enum(["inspector", "none"])
      .check(z.describe("Past that number: an inspector decides on each one, or none is given.")),
    leftBallot: z
      .enum(["setAside", "cast"])
      .check(z.describe("A ballot whose voter left, and that was found: kept apart uncounted, or cast by officials.")),
    leftReturns: z
      .enum(["inspector", "none"])
      .check(
        z.describe("The voter comes back, and the ballot was kept apart: an inspector gives another, or none is."),
      ),
    ownMinutes: z
      .int()
      .check(z.minimum(0), z.maximum(60))
      .check(z.describe("A worker puts right their own last check-in for so long without an inspector; 0: never.")),
    source: z
      .string()
      .check(z.minLength(1), z.maxLength(300))
      .check(z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      .enum(["statute", "secondary", "practice"])
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(z.describe("What is done with ballots after they were given."));
export type BallotRules = z.infer<typeof BallotRules>;

/** For a county that says nothing: what most states do, and the inspector decides on the rest. */
export const cautiousBallots: BallotRules = {
  most: 3,
  beyond: "inspector",
  leftBallot: "setAside",
  leftReturns: "inspector",
  ownMinutes: 2,
  source: "Not given: the program's own cautious rule",
  confidence: "practice",
};

export const ballotRulesOf = ({ ballots }: { readonly ballots?: BallotRules | undefined }): BallotRules =>
  ballots ?? cautiousBallots;
