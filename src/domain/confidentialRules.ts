/** Confidential voters on paper, by state: data of a pack. What tablets show of them is the same everywhere: `confidential.ts`. */
import * as z from "zod/mini";

export const ConfidentialRules = z
  .strictObject({
    book: z
      .enum(["numberOnly", "leftOut"])
      .check(
        z.describe("On the paper book: by number alone, after everybody else, or not at all. Never on a posted list."),
      ),
    source: z.string().check(z.minLength(1), z.maxLength(300), z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      .enum(["statute", "secondary", "practice"])
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(
    z.describe("Where voters whose record is confidential stand on paper. Tablets find them by number in any case."),
  );
export type ConfidentialRules = z.infer<typeof ConfidentialRules>;
