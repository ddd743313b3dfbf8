/** `turnout reinstate`: takes a revocation back. */
import { err, ok } from "../../domain/result.ts";
import { reinstateDevice } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal } from "../refusal.ts";

export const reinstate: Command = {
  name: "reinstate",
  summary: "Takes the revocation of a tablet back: everything that it wrote counts again.",
  options: [{ name: "device", value: "ID", required: true, help: "the tablet: its number, or its id of 32 digits" }],
  notes: "The tablet gets its keys and the roll again when it next reaches the county; its opening card opens it.",
  async run(args, terminal) {
    const asked = args.required("device");
    return withOffice(args.data, terminal, async ({ sequencer, election, publisher, record }) => {
      const allowed = await publisher(); // not while the log is behind
      if (!allowed.ok) return allowed;
      const { devices } = await sequencer.refresh();
      const row = [...devices.values()].find(({ id, number }) => id === asked || String(number) === asked);
      const said =
        row === undefined
          ? err({ type: "unknownDevice" as const, device: asked })
          : await reinstateDevice({ sequencer }, row.id);
      if (!said.ok || row === undefined)
        return err(officeRefusal(said.ok ? { type: "unknownDevice", device: asked } : said.error, election.places));
      await record.add("tabletReinstated", commandLine, { number: row.number });
      return ok({
        json: { device: row.id, number: row.number, index: said.value.index },
        text: `Tablet ${row.number}: everything that it wrote counts.`,
      });
    });
  },
};
