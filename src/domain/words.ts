/**
 * Words of the trade: the same person, paper or sheet has another name in every state, and poll workers know the one that
 * stands in their manual. The screens put it where their own English texts have the plain word (`ui/text/tradeWords.ts`).
 */
import * as z from "zod/mini";

const word = (what: string) =>
  z.optional(
    z
      .string()
      .check(z.minLength(1), z.maxLength(40), z.regex(/^[^{}<>]+$/))
      .check(z.describe(what)),
  );

export const Words = z
  .strictObject({
    inspector: word("Who leads the polling place and decides exceptions: chief judge, moderator."),
    pollWorker: word("Who checks voters in: clerk, precinct official."),
    absenteeBallot: word("A ballot that was sent to the voter: vote-by-mail ballot, ballot by mail."),
    inactive: word("What a registration is whose voter the county could not reach: flagged, on suspense."),
    balance: word("The sheet on which ballots and check-ins are compared: ballot statement."),
  })
  .check(
    z.describe(
      "What people and papers are called in this state, in English and in the singular. Left out: the plain word. Other languages have their county's words in their catalogs.",
    ),
  );
export type Words = z.infer<typeof Words>;
