/** `turnout schema`: the JSON Schema of what a county writes. */
import { err, ok } from "../../domain/result.ts";
import { jsonSchemas } from "../../server/import/jsonSchemas.ts";
import type { Command } from "../command.ts";

export const schema: Command = {
  name: "schema",
  summary: "Prints the JSON Schema of an election definition, a mapping or a completeness manifest.",
  operands: "election|mapping|manifest",
  options: [],
  async run(args) {
    const [asked, ...others] = args.operands;
    const name = (["election", "mapping", "manifest"] as const).find((one) => one === asked);
    if (name === undefined || others.length > 0)
      return err({
        type: "badArguments",
        reason: asked === undefined ? "Which schema?" : `There is no schema "${args.operands.join(" ")}".`,
        remedy: "Name one: election, mapping or manifest.",
      });
    const json = jsonSchemas[name]();
    return ok({ json, text: JSON.stringify(json, null, 2) });
  },
};
