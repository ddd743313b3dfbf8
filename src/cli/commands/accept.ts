/** `turnout accept`: takes a tablet that waits, or moves one to another polling place. */
import { err, ok } from "../../domain/result.ts";
import { acceptDevice } from "../../server/officeActs.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { officeRefusal } from "../refusal.ts";

export const accept: Command = {
  name: "accept",
  summary: "Accepts a tablet that was set up with a session code, or moves a tablet to another polling place.",
  options: [
    { name: "device", value: "ID", required: true, help: "the tablet: its number, or its id of 32 digits" },
    { name: "place", value: "ID", help: "the polling place; that of the code if left out" },
    { name: "spare", help: "instead of --place: a spare tablet, for any place" },
  ],
  async run(args, terminal) {
    const asked = args.required("device");
    if (args.text("place") !== undefined && args.has("spare"))
      return err({ type: "badArguments", reason: "--place and --spare exclude one another." });
    return withOffice(args.data, terminal, async ({ sequencer, election, publisher, record }) => {
      const allowed = await publisher(); // not while the log is behind
      if (!allowed.ok) return allowed;
      const { devices } = await sequencer.refresh();
      const row = [...devices.values()].find(({ id, number }) => id === asked || String(number) === asked);
      if (row === undefined) return err(officeRefusal({ type: "unknownDevice", device: asked }, election.places));
      const place = args.has("spare") ? null : (args.text("place") ?? row.place);
      const said = await acceptDevice({ sequencer, election }, row.id, place);
      if (!said.ok) return err(officeRefusal(said.error, election.places));
      await record.add("tabletAccepted", commandLine, { number: row.number, place });
      return ok({
        json: { device: row.id, number: row.number, place, index: said.value.index },
        text: `Tablet ${row.number} is accepted${place === null ? " as a spare" : ` for "${place}"`}.`,
      });
    });
  },
};
