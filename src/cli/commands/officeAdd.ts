/** `turnout office add`: somebody who may sign in to the county page. */
import { renderUnicodeCompact } from "uqr";
import { err, ok } from "../../domain/result.ts";
import { OfficeRole } from "../../protocol/office.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { base32, totpUri } from "../../server/totp.ts";
import type { Command } from "../command.ts";
import { readText } from "../files.ts";
import { withOffice } from "../openOffice.ts";
import { accountRefusal } from "../refusal.ts";
import { onceLines, oneName } from "./officeReset.ts";

export const officeAdd: Command = {
  name: "office add",
  summary: "Adds an account for the county page: an administrator acts, an auditor reads and verifies only.",
  operands: "NAME",
  options: [
    { name: "role", value: "ROLE", required: true, help: OfficeRole.options.join(" or ") },
    { name: "password-file", value: "FILE", help: "the password is in it; the account needs no first sign-in then" },
  ],
  notes:
    "Without --password-file it prints a password for the first sign-in. With it one chooses one's own on the county page\n" +
    "and sets up an authenticator app. With --password-file the app's secret is printed here, once.",
  async run(args, terminal) {
    const name = oneName(args.operands);
    if (!name.ok) return name;
    const role = OfficeRole.safeParse(args.required("role"));
    if (!role.success)
      return err({
        type: "badArguments",
        reason: `There is no role "${args.required("role")}".`,
        remedy: `The roles: ${OfficeRole.options.join(", ")}.`,
      });
    const file = args.text("password-file");
    const given = file === undefined ? undefined : await readText(file);
    if (given?.ok === false) return given;
    return withOffice(args.data, terminal, async ({ accounts, record, election }) => {
      const about = { name: name.value, role: role.data };
      if (given === undefined) {
        const added = await accounts.add(name.value, role.data);
        if (!added.ok) return err(accountRefusal(added.error));
        await record.add("accountAdded", commandLine, about);
        const { password, until } = added.value;
        return ok({ json: { ...about, password, until }, text: onceLines(added.value, election.timeZone) });
      }
      const added = await accounts.addComplete(name.value, role.data, given.value.trim());
      if (!added.ok) return err(accountRefusal(added.error));
      await record.add("accountAdded", commandLine, about);
      const uri = totpUri(added.value, name.value, election.county);
      const secret = base32(added.value);
      return ok({
        json: { ...about, totp: { uri, secret } },
        text: [
          `${name.value} (${role.data}) may sign in with the password of the file and a code of an authenticator app.`,
          "For the app, shown only now:",
          renderUnicodeCompact(uri),
          uri,
        ].join("\n"),
      });
    });
  },
};
