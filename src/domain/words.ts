/**
 * Words of the trade: the same paper, person or list has another name in every state, and poll workers know the one that
 * stands in their manual. Data of a pack; the screens' own texts stay as they are where a pack says nothing.
 */
import * as z from "zod/mini";

const word = (what: string) => z.string().check(z.minLength(1), z.maxLength(40), z.describe(what));

export const Words = z
  .strictObject({
    inspector: word("Who leads the polling place and decides exceptions: chief judge, moderator."),
    pollWorker: word("Who checks voters in: clerk, precinct official."),
    roll: word("The list of voters: roster, checklist, pollbook."),
    slip: word("The paper with which the voter gets a ballot: Authority to Vote slip. 'none' where there is none."),
    absentee: word("Voting by mail: absentee, vote-by-mail."),
    inactive: word("A voter whom the county could not reach: inactive, suspense. 'none' where there are none."),
    balance: word("The sheet on which ballots and check-ins are compared: ballot statement."),
  })
  .check(z.describe("What things and people are called in this state, in English."));
export type Words = z.infer<typeof Words>;
