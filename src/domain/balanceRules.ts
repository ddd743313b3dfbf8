/**
 * What a state's ballot statement asks people to count, as data. What only the book knows (checked in, cancelled,
 * replacements), ballot stock and scanners are always there.
 */
import * as z from "zod/mini";
import { CountedLine } from "./placeEvents.ts";

const styleId = z.string().check(z.minLength(1), z.maxLength(64));

export const BalanceRules = z
  .strictObject({
    lines: z
      ._default(z.array(CountedLine), ["spoiled", "provisional", "handedBack", "leftWithoutCasting"])
      .check(z.describe("What is counted by hand beside ballot stock and scanners.")),
    notInBook: z
      ._default(z.array(CountedLine), [])
      .check(z.describe("Lines of which tablets keep no record here: they are counted, and compared with nothing.")),
    provisionalStock: z
      ._default(z.enum(["same", "own"]), "same")
      .check(z.describe("Provisional ballots are taken from the counted ballot stock, or are ballots of their own.")),
    sheets: z
      ._default(z.record(styleId, z.int().check(z.minimum(1), z.maximum(20))), {})
      .check(
        z.describe("Sheets of a ballot, by ballot style, where it is more than one. All that is counted is sheets."),
      ),
  })
  .check(z.describe("The ballot statement: what is counted by hand, and in which unit."));
export type BalanceRules = z.infer<typeof BalanceRules>;
