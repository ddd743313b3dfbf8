/** `turnout office list`: who may sign in to the county page. */
import { ok } from "../../domain/result.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { table } from "../terminal.ts";

const words = {
  good: "good",
  firstSignIn: "has not signed in yet",
  disabled: "disabled",
  demonstration: "demonstration",
} as const;

export const officeList: Command = {
  name: "office list",
  summary: "Lists the accounts of the county page.",
  options: [],
  async run(args, terminal) {
    return withOffice(args.data, terminal, async ({ accounts, election }) => {
      const all = await accounts.all();
      const { timeZone } = election;
      const clock = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone });
      const rows = all.map(({ name, role, state, lastSignIn }) => [
        name,
        role,
        words[state],
        lastSignIn === null ? "never" : clock.format(lastSignIn),
      ]);
      return ok({
        json: { accounts: all },
        text: all.length === 0 ? "There is no account yet." : table(["Name", "Role", "State", "Last sign-in"], rows),
      });
    });
  },
};
