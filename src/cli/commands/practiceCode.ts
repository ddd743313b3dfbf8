/** `turnout practice-code`: the digits that let people practice on tablets that are set up. */
import { err, ok } from "../../domain/result.ts";
import { practiceCode } from "../../protocol/practiceCode.ts";
import { openCounty } from "../../server/dataFolder.ts";
import type { Command } from "../command.ts";
import { folderRefusal } from "../refusal.ts";

export const practiceCodeCommand: Command = {
  name: "practice-code",
  summary: "Prints the code with which people practice on tablets that are set up, while these are closed.",
  options: [],
  notes: "For inspectors and trainers. It opens nothing else, and stays the same for the whole election.",
  async run(args) {
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const code = await practiceCode(folder.value.keys.eventKey);
    return ok({ json: { code }, text: code });
  },
};
