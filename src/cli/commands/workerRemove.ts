/**
 * `turnout worker remove`: a worker who may not open a tablet any more, of the county's list or added at a polling place.
 * Takes effect with the next published roll.
 */
import { err, ok } from "../../domain/result.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { type PlaceWorker, readPlaceWorkers } from "../../server/placeWorkers.ts";
import type { Publisher } from "../../server/publish.ts";
import { readWorkers, setWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";

export const workerRemove: Command = {
  name: "worker remove",
  summary: "Removes a worker from the list of those who may open a tablet.",
  operands: "ID",
  options: [
    { name: "unheard", help: "also if the county has not heard of this id: the tablet that added it sends later" },
  ],
  notes:
    'Tablets learn of it with the next published roll: "turnout publish", or "turnout publish --again". What the worker\n' +
    'recorded stays in the log. "turnout worker list --places" shows the ids, also of those whom a polling place added.',
  async run(args, terminal) {
    const [id, more] = args.operands;
    if (id === undefined || id.length > 64 || more !== undefined)
      return err({
        type: "badArguments",
        reason: id === undefined ? "The id of the worker is missing." : `"${more ?? id}" is not understood.`,
        remedy: '"turnout worker list --places" shows the ids.',
      });
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const before = await readWorkers(publisher.value);
      const removed = before.find((one) => one.id === id) ?? (await standIn(publisher.value, id));
      if (removed === undefined && !args.has("unheard"))
        return err({
          type: "workerUnknown",
          reason: `There is no worker with the id "${id}", neither on the list nor added at a polling place.`,
          remedy: '"turnout worker list --places" shows the ids. Of one whom no tablet has sent yet: add --unheard.',
        });
      const left = before.filter((one) => one.id !== id);
      await setWorkers(publisher.value, left, [id]);
      await office.record.add("workerRemoved", commandLine, { role: removed?.role ?? "unknown" });
      const last = before.length > 0 && left.length === 0;
      const open = last ? " Nobody is left: then whoever holds the opening card works as inspector." : "";
      return ok({
        json: { id, workers: left.length },
        text: `${removed?.name ?? "Whoever it is"} (id ${id}) is removed. Takes effect with the next publication.${open}`,
      });
    });
  },
};

const standIn = async (publisher: Publisher, id: string): Promise<PlaceWorker | undefined> =>
  (await readPlaceWorkers(publisher)).find((one) => one.id === id);
