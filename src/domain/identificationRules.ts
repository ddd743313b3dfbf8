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
            .check(z.describe("It may have expired at most so many years ago; 0: not at all.")),
          anyFrom: z
            .optional(z.int().check(z.minimum(18), z.maximum(120)))
            .check(z.describe("From this age of the voter, it may have expired longer ago.")),
          goodThen: z.optional(z.literal(true)).check(z.describe("But not before the voter reached that age.")),
        }),
      )
      .check(z.describe("Of the accepted kinds. Left out: nothing is said of it.")),
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
