/** `turnout office disable`: an account that may not sign in any more. It stays in the record. */
import { err, ok } from "../../domain/result.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { accountRefusal } from "../refusal.ts";
import { oneName } from "./officeReset.ts";

export const officeDisable: Command = {
  name: "office disable",
  summary: "Disables an account of the county page and ends its sessions at once.",
  operands: "NAME",
  options: [],
  notes: 'The last administrator stays. "turnout office reset NAME" enables an account again.',
  async run(args, terminal) {
    const name = oneName(args.operands);
    if (!name.ok) return name;
    return withOffice(args.data, terminal, async ({ accounts, record }) => {
      const disabled = await accounts.disable(name.value);
      if (!disabled.ok) return err(accountRefusal(disabled.error));
      await record.add("accountDisabled", commandLine, { name: name.value });
      return ok({ json: { name: name.value }, text: `${name.value} may not sign in any more.` });
    });
  },
};
