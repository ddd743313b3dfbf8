/** `turnout worker remove`: a worker who may not open a tablet any more. Takes effect with the next published roll. */
import { err, ok } from "../../domain/result.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { readWorkers, setWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";

export const workerRemove: Command = {
  name: "worker remove",
  summary: "Removes a worker from the list of those who may open a tablet.",
  operands: "ID",
  options: [],
  notes:
    'Tablets learn of it with the next published roll: "turnout publish", or "turnout publish --again". What the worker\n' +
    'recorded stays in the log. "turnout worker list" shows the ids.',
  async run(args, terminal) {
    const [id, more] = args.operands;
    if (id === undefined || more !== undefined)
      return err({
        type: "badArguments",
        reason: id === undefined ? "The id of the worker is missing." : `"${more}" is not understood.`,
        remedy: '"turnout worker list" shows the ids.',
      });
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const before = await readWorkers(publisher.value);
      const removed = before.find((one) => one.id === id);
      if (removed === undefined)
        return err({
          type: "workerUnknown",
          reason: `There is no worker with the id "${id}".`,
          remedy: '"turnout worker list" shows the ids.',
        });
      const left = before.filter((one) => one !== removed);
      await setWorkers(publisher.value, left);
      await office.record.add("workerRemoved", commandLine, { role: removed.role });
      const open = left.length === 0 ? " Nobody is left: then whoever holds the opening card works as inspector." : "";
      return ok({
        json: { id, workers: left.length },
        text: `${removed.name} (id ${id}) is removed. Takes effect with the next publication.${open}`,
      });
    });
  },
};
