/** `turnout worker list`: who may open a tablet; also those whom polling places added. */
import { ok } from "../../domain/result.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { readPlaceWorkers } from "../../server/placeWorkers.ts";
import { readWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { table } from "../terminal.ts";

export const workerList: Command = {
  name: "worker list",
  summary: "Lists the workers who may open a tablet, with their roles.",
  options: [{ name: "places", help: "also those whom polling places added: reads the whole county log" }],
  async run(args, terminal) {
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const workers = (await readWorkers(publisher.value)).map(({ id, name, role }) => ({ id, name, role }));
      const rows = workers.map(({ id, name, role }) => [id, name, role]);
      const places = args.has("places");
      // It holds names, so the record knows of it before anybody reads it.
      await office.record.add("workersListed", commandLine, { workers: workers.length, places });
      if (!places)
        return ok({
          json: { workers },
          text: workers.length === 0 ? "No workers yet." : table(["Id", "Name", "Role"], rows),
        });
      const atPlaces = await readPlaceWorkers(publisher.value);
      const placed = atPlaces.map(({ id, name, role, place }) => [id, name, role, place]);
      return ok({
        json: { workers, atPlaces },
        text: table(["Id", "Name", "Role", "Added at"], [...rows.map((row) => [...row, ""]), ...placed]),
      });
    });
  },
};
