/** `turnout practice-pack`: what tablets practice with under this county's own rules, places and ballots. */
import { err, ok } from "../../domain/result.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { practicePackOf } from "../../training/practicePack.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { folderRefusal } from "../refusal.ts";

export const practicePack: Command = {
  name: "practice-pack",
  summary: "Writes the file with which tablets practice under this county's own rules, places and ballots.",
  options: [{ name: "out", value: "FILE", required: true, help: "where to write it" }],
  notes:
    "It holds the election definition and no voter: those of a practice are invented. On a tablet choose Practice, “My county's\n" +
    "own rules”. One tablet gives it to the others of a class without a network, by square codes.",
  async run(args) {
    const out = args.required("out");
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const { election } = folder.value;
    const bytes = await practicePackOf(election);
    const written = await writeWhole(out, [bytes]);
    if (!written.ok) return written;
    return ok({
      json: { out, bytes: bytes.length },
      text: `${out}: to practice “${election.name}” with invented voters.`,
    });
  },
};
