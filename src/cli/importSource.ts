/** The options with which `draft` and `import` name voter files, and what they say. */
import { err, ok, type Result } from "../domain/result.ts";
import type { LayoutName } from "../server/import/layout.ts";
import { layoutOfMapping, Mapping } from "../server/import/mapping.ts";
import type { Args, Option } from "./command.ts";
import { fitSchema, parseJson, readText } from "./files.ts";
import { importRefusal, type Refusal } from "./refusal.ts";

const layouts = [
  "vxpollbook",
  "north-carolina",
  "ohio",
  "florida",
  "delimited",
] as const satisfies readonly LayoutName[];

export type ImportSource = {
  readonly files: readonly string[];
  readonly layout: "auto" | LayoutName;
  readonly mapping?: Mapping;
};

export const sourceOptions: readonly Option[] = [
  { name: "roll", value: "FILE", several: true, required: true, help: "voter files, or the zip package they came in" },
  {
    name: "layout",
    value: "NAME",
    help: `auto (the default: the file itself tells), ${layouts.join(", ")}`,
  },
  {
    name: "mapping",
    value: "FILE",
    help: 'names the columns of any other delimited file; "turnout schema mapping" describes it',
  },
];

export async function importSource(args: Args): Promise<Result<ImportSource, Refusal>> {
  const asked = args.text("layout") ?? "auto";
  const layout = (["auto", ...layouts] as const).find((name) => name === asked);
  if (layout === undefined)
    return err({
      type: "layoutUnknown",
      reason: `There is no layout "${asked}".`,
      remedy: `The layouts: auto, ${layouts.join(", ")}. For any other file, write a mapping (--mapping FILE).`,
    });
  const files = args.texts("roll");
  const file = args.text("mapping");
  if (file === undefined) return ok({ files, layout });
  const text = await readText(file);
  if (!text.ok) return text;
  const json = parseJson(file, text.value);
  if (!json.ok) return json;
  const remedy = 'Correct the mapping; "turnout schema mapping" prints its JSON Schema.';
  const mapping = fitSchema(file, json.value, Mapping, remedy);
  if (!mapping.ok) return mapping;
  const layoutOf = layoutOfMapping(mapping.value);
  if (!layoutOf.ok) return err({ ...importRefusal(layoutOf.error), file });
  return ok({ files, layout, mapping: mapping.value });
}
