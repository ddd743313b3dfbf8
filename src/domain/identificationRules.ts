/** Which kinds of identification the law accepts, by state: data of a pack, shown to the poll worker where identification is asked. */
import * as z from "zod/mini";
import { idKinds } from "./identification.ts";

const kinds = z.array(z.enum(idKinds)).check(z.minLength(1), z.maxLength(idKinds.length));

export const IdentificationRules = z
  .strictObject({
    accepted: kinds.check(z.describe("Kinds that count by themselves, in the order in which they are shown.")),
    supporting: z
      .optional(kinds)
      .check(z.describe("Kinds that count with the declaration of a voter who can show none of the others.")),
    expired: z
      .optional(
        z.strictObject({
          years: z
            .int()
            .check(z.minimum(0), z.maximum(20))
            .check(z.describe("It may have expired at most so many years ago, to the day; 0: good today.")),
          anyFrom: z
            .optional(z.int().check(z.minimum(18), z.maximum(120)))
            .check(z.describe("From this age of the voter, on the day of voting, it may have expired longer ago.")),
          goodThen: z
            .optional(z.literal(true))
            .check(z.describe("But not before the voter reached that age, unless it is within those years.")),
        }),
      )
      .check(
        z.describe(
          "How long ago photo identification may have expired: the tablet shows the date, by the voter's age, and says so of a scanned card that is older. Left out: nothing is said of it.",
        ),
      ),
    undated: z.optional(kinds).check(z.describe("Accepted kinds of which no date is asked.")),
    kindNeeded: z
      .optional(z.literal(true))
      .check(z.describe("The kind that was shown is noted of every voter. Left out: the poll worker may note it.")),
    source: z
      .string()
      .check(z.minLength(1), z.maxLength(300))
      .check(z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      .enum(["statute", "secondary", "practice"])
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(z.describe("Which kinds of identification the law accepts."));
export type IdentificationRules = z.infer<typeof IdentificationRules>;
