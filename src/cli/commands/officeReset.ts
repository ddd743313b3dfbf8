/** `turnout office reset`: a new first sign-in for whoever has forgotten the password or lost the authenticator app. */
import { err, ok, type Result } from "../../domain/result.ts";
import type { OncePassword } from "../../server/officeAccounts.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { accountRefusal, type Refusal } from "../refusal.ts";

export const officeReset: Command = {
  name: "office reset",
  summary:
    "Gives an account a new password for one first sign-in; its app is to be set up anew. Enables a disabled one.",
  operands: "NAME",
  options: [],
  async run(args, terminal) {
    const name = oneName(args.operands);
    if (!name.ok) return name;
    return withOffice(args.data, terminal, async ({ accounts, record, election }) => {
      const reset = await accounts.reset(name.value);
      if (!reset.ok) return err(accountRefusal(reset.error));
      await record.add("accountReset", commandLine, { name: name.value });
      return ok({ json: reset.value, text: onceLines(reset.value, election.timeZone) });
    });
  },
};

/** The one operand of the commands that name an account. */
export function oneName(operands: readonly string[]): Result<string, Refusal> {
  const [name, more] = operands;
  if (name !== undefined && more === undefined) return ok(name);
  return err({
    type: "badArguments",
    reason: name === undefined ? "The name of the account is missing." : `"${more}" is not understood.`,
    remedy: "The name is one word, such as rosa.martin.",
  });
}

/** What to hand to the person. */
export function onceLines({ name, role, password, until }: OncePassword, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone }).format(until);
  return [
    `${name} (${role}): password for the first sign-in, shown only now: ${password}`,
    `It is good until ${day}. On the county page one then chooses one's own and sets up an authenticator app.`,
  ].join("\n");
}
