/**
 * Which lines a state's ballot statement has, as data: what people are asked to count, and how the lines relate. The lines
 * that only the book knows (checked in, cancelled, replacements) are always there.
 */
import * as z from "zod/mini";
import { CountedLine } from "./placeEvents.ts";

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
    leftBallots: z
      ._default(z.enum(["apart", "cast"]), "apart")
      .check(z.describe("A ballot that a voter left behind is kept apart, or put into the scanner by an official.")),
    sheets: z
      ._default(
        z.record(z.string().check(z.minLength(1), z.maxLength(64)), z.int().check(z.minimum(1), z.maximum(20))),
        {},
      )
      .check(
        z.describe("Sheets of a ballot, by ballot style, where it is more than one. All that is counted is sheets."),
      ),
  })
  .check(z.describe("The ballot statement: what is counted, and what must be equal."));
export type BalanceRules = z.infer<typeof BalanceRules>;
