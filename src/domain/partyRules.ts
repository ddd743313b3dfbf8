/**
 * Whose primary a voter may vote in, by state: data of a pack. Nothing here knows a ballot style; which styles belong to
 * the parties that may be chosen stands in the election definition.
 */
import * as z from "zod/mini";

export const PartyRules = z
  .strictObject({
    members: z
      .enum(["own", "any"])
      .check(
        z.describe("own: a member of a party gets that party's ballot only. any: nobody is bound by a membership."),
      ),
    others: z
      .enum(["any", "partiesThatAllow"])
      .check(z.describe("Which parties' ballots a voter of no party may ask for.")),
    withoutParty: z
      .enum(["none", "nonpartisan", "issuesOnly"])
      .check(
        z.describe(
          "What a voter may get who takes no party's ballot. none: there is no such ballot. nonpartisan: offices without party, and issues. issuesOnly: issues alone.",
        ),
      ),
    joins: z
      .boolean()
      .check(z.describe("Taking a party's ballot makes the voter a member of it, and the poll worker says so first.")),
    mayLeave: z
      .boolean()
      .check(z.describe("Who joined so may leave the party again before leaving the polling place.")),
    leaveForm: z
      .optional(z.string().check(z.minLength(1), z.maxLength(80)))
      .check(z.describe("The paper that the voter completes to leave it, by the name that stands on it.")),
    choice: z
      .enum(["saidAloud", "toOfficial", "private"])
      .check(
        z.describe("How the voter names the party: aloud for observers, to the official, or alone on the tablet."),
      ),
    runoffBound: z
      .boolean()
      .check(z.describe("Who voted in one party's primary may not vote in another party's runoff of it.")),
    source: z
      .string()
      .check(z.minLength(1), z.maxLength(300))
      .check(z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      .enum(["statute", "secondary", "practice"])
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(z.describe("Who may take which party's ballot in a primary."));
export type PartyRules = z.infer<typeof PartyRules>;

/** Whether this ballot makes a voter of the party `member` ("" for none) a member of its party. */
export const joinsBy = (rules: Pick<PartyRules, "joins"> | undefined, ballot: string | undefined, member: string) =>
  rules?.joins === true && ballot !== undefined && ballot !== member;

/**
 * Whether the list's party is the one in whose primary the voter voted this year: where nobody registers with a party, the
 * list of a runoff holds nothing else.
 */
export const listHoldsParty = ({ runoffBound, members }: Pick<PartyRules, "runoffBound" | "members">): boolean =>
  runoffBound && members === "any";

/**
 * The parties whose primary ballots this voter may ask for, in the order of `parties`.
 * `parties`: those with a ballot, `allows`: they let voters of no party take it. `member`: the voter's party, "" for none.
 */
export function partiesToChoose(
  rules: Pick<PartyRules, "members" | "others">,
  parties: readonly { readonly id: string; readonly allows: boolean }[],
  member: string,
): string[] {
  const own = parties.filter(({ id }) => id === member);
  // The member of a party without a ballot of its own is like a voter of none only where members are free.
  const open =
    rules.members === "any"
      ? parties
      : member !== ""
        ? own
        : parties.filter((one) => rules.others === "any" || one.allows);
  return open.map(({ id }) => id);
}
