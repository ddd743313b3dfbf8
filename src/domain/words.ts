/**
 * Words of the trade: the same person, paper or sheet has another name in every state, and poll workers know the one that
 * stands in their manual. The screens put it where their own texts have the plain word (`ui/text/tradeWords.ts`).
 */
import * as z from "zod/mini";

const text = z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[^{}<>]+$/));
const word = z.optional(text);
const spanish = z.optional(
  z.strictObject({
    one: text.check(z.describe("Of one: juez principal.")),
    many: text.check(z.describe("Of several: jueces principales.")),
  }),
);

export const Words = z
  .strictObject({
    precinct: word.check(z.describe("Where voters get the same ballots and vote at the same place: ward.")),
    inspector: word.check(z.describe("Who leads the polling place and decides exceptions: chief judge, moderator.")),
    pollWorker: word.check(z.describe("Who checks voters in: clerk, precinct official.")),
    absenteeBallot: word.check(z.describe("A ballot that was sent to the voter: vote-by-mail ballot, ballot by mail.")),
    inactive: word.check(
      z.describe("What a registration is whose voter the county could not reach: flagged, on suspense."),
    ),
    balance: word.check(z.describe("The sheet on which ballots and check-ins are compared: ballot statement.")),
    es: z.optional(
      z
        .strictObject({
          precinct: spanish.check(z.describe("In the place of precinto.")),
          inspector: spanish.check(z.describe("In the place of inspector.")),
          pollWorker: spanish.check(z.describe("In the place of trabajador electoral.")),
        })
        .check(z.describe("The same in Spanish, masculine as the plain words are: articles stay as they stand.")),
    ),
  })
  .check(
    z.describe(
      "What people, places and papers are called in this state, in English and in the singular. Left out: the plain word. Languages but Spanish have their county's words in their catalogs.",
    ),
  );
export type Words = z.infer<typeof Words>;
