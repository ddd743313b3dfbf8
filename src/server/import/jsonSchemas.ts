/** The JSON Schemas (draft 2020-12) of what a county writes: election definition, mapping, completeness manifest. */
import { z } from "zod";
import { Election } from "../../domain/election.ts";
import { Manifest } from "./manifest.ts";
import { Mapping } from "./mapping.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** As one writes them: fields with a default may be left out. */
export const jsonSchemas: Readonly<Record<"election" | "mapping" | "manifest", () => JsonSchema>> = {
  election: () => z.toJSONSchema(Election, { io: "input" }),
  mapping: () => z.toJSONSchema(Mapping, { io: "input" }),
  manifest: () => z.toJSONSchema(Manifest, { io: "input" }),
};
