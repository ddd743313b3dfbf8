/** `turnout amend`: changes to single voters after publication, as one sealed and signed step. */
import { z } from "zod";
import { err, ok } from "../../domain/result.ts";
import { RollChange } from "../../roll/amendment.ts";
import { amendRoll } from "../../server/publish.ts";
import type { Command } from "../command.ts";
import { fitSchema, parseJson, readText } from "../files.ts";
import { withOffice } from "../openOffice.ts";
import { number } from "../terminal.ts";

export const amend: Command = {
  name: "amend",
  summary: "Sends changes of single voters (absentee ballots, status, names, added voters) to all tablets.",
  options: [{ name: "file", value: "FILE", required: true, help: "a JSON list of changes" }],
  notes:
    'A change is {"voter": "VOTER ID", "set": {"absentee": "issued"}} with the fields to be set, or {"add": VOTER} with\n' +
    "a whole new voter. Field names are those of the roll: lastName, firstName, birthDate, houseNumber, street, split,\n" +
    "party, registration, absentee, flags …",
  async run(args, terminal) {
    const file = args.required("file");
    const text = await readText(file);
    if (!text.ok) return text;
    const json = parseJson(file, text.value);
    if (!json.ok) return json;
    const changes = fitSchema(file, json.value, z.array(RollChange), 'See "turnout amend --help".');
    if (!changes.ok) return changes;
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const amended = await amendRoll(publisher.value, changes.value);
      if (!amended.ok) {
        const { type } = amended.error;
        return type === "noChanges"
          ? err({ type, file, reason: "The file holds no changes." })
          : err({
              type,
              reason: "There is no published roll to be changed.",
              remedy: '"turnout publish" comes first.',
            });
      }
      const { index, chunk } = amended.value;
      return ok({
        json: { changes: changes.value.length, index, chunk },
        text: `${number(changes.value.length)} changes are in the county log (entry ${index}).`,
      });
    });
  },
};
