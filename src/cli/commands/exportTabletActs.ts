/** `turnout export tablet-acts`: who opened, signed in to, locked themselves out of and closed which tablet, from the county log. */
import { err, ok } from "../../domain/result.ts";
import type { Writer } from "../../domain/undos.ts";
import { eventKey } from "../../protocol/keys.ts";
import { CountyFold } from "../../server/countyFold.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { tabletActLines } from "../../server/tabletActLines.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal } from "../refusal.ts";
import { number } from "../terminal.ts";

export const exportTabletActs: Command = {
  name: "export tablet-acts",
  summary: "Writes who did what at the tablets: openings, sign-ins, wrong PINs, workers added, new programs, closings.",
  options: [
    { name: "out", value: "FILE", required: true, help: "one JSON object in each line, in the county log's order" },
  ],
  notes:
    'Workers stand in it by their ids (`turnout worker list`), voters not at all. "setAside" marks what a tablet wrote after\n' +
    'the last of its records that the county trusts; "notAllowed" says why the rules do not let that role do it. Check-ins and\n' +
    "cancels stand in it only then.",
  async run(args, terminal) {
    const out = args.required("out");
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const key = await eventKey(folder.value.keys.eventKey);
    return withOffice(args.data, terminal, async ({ election, database, sequencer, record }) => {
      const { devices, size } = await sequencer.refresh();
      const device = (id: string) => devices.get(id);
      const fold = new CountyFold({ database, election, eventKey: key, now: terminal.now, device });
      await fold.catchUp(size);
      const trusts = (name: Writer): boolean => fold.standings.trusts(name);
      const lines = await Array.fromAsync(tabletActLines(database, key, size, devices, trusts, election.rules));
      const acts = lines.length;
      const written = await leaving(record, "tabletActsExported", { acts }, () => writeWhole(out, lines));
      if (!written.ok) return written;
      return ok({
        json: { out, acts, size },
        text: `${out}: ${number(acts)} acts at tablets, from ${number(size)} entries of the county log.`,
      });
    });
  },
};
