/** `turnout revoke`: sets a tablet aside. What it did up to an event still counts; the rest is kept and shown. */
import { err, ok } from "../../domain/result.ts";
import { revokeDevice } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal } from "../refusal.ts";

export const revoke: Command = {
  name: "revoke",
  summary: "Sets a stolen or lost tablet aside: its events after a number no longer count. Can be changed later.",
  options: [
    { name: "device", value: "ID", required: true, help: "the tablet: its number, or its id of 32 digits" },
    {
      name: "trusted-through",
      value: "N",
      required: true,
      help: "the last event of the tablet that still counts (the first is 0; -1: none)",
    },
  ],
  notes:
    "The tablet destroys its keys and its roll when it next hears of it, and keeps its own log. Saying another number\n" +
    'later replaces this one; "turnout reinstate" takes it back.',
  async run(args, terminal) {
    const through = args.whole("trusted-through", -1);
    if (!through.ok) return through;
    const trustedThrough = through.value ?? -1;
    const asked = args.required("device");
    return withOffice(args.data, terminal, async ({ sequencer, election, publisher, record }) => {
      const allowed = await publisher(); // not while the log is behind
      if (!allowed.ok) return allowed;
      const { devices } = await sequencer.refresh();
      const row = [...devices.values()].find(({ id, number }) => id === asked || String(number) === asked);
      if (row === undefined) return err(officeRefusal({ type: "unknownDevice", device: asked }, election.places));
      const said = await revokeDevice({ sequencer }, row.id, trustedThrough);
      if (!said.ok) return err(officeRefusal(said.error, election.places));
      await record.add("tabletRevoked", commandLine, { number: row.number, trustedThrough });
      const { index } = said.value;
      return ok({
        json: { device: row.id, number: row.number, trustedThrough, index },
        text:
          trustedThrough < 0
            ? `Tablet ${row.number}: none of its events counts.`
            : `Tablet ${row.number}: its events after number ${trustedThrough} do not count.`,
      });
    });
  },
};
