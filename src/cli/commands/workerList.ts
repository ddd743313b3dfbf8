/** `turnout worker list`: who may open a tablet. */
import { ok } from "../../domain/result.ts";
import { readWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { table } from "../terminal.ts";

export const workerList: Command = {
  name: "worker list",
  summary: "Lists the workers who may open a tablet, with their roles.",
  options: [],
  async run(args, terminal) {
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const workers = (await readWorkers(publisher.value)).map(({ id, name, role }) => ({ id, name, role }));
      const rows = workers.map(({ id, name, role }) => [id, name, role]);
      return ok({
        json: { workers },
        text: workers.length === 0 ? "No workers yet." : table(["Id", "Name", "Role"], rows),
      });
    });
  },
};
