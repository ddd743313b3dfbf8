/**
 * The schemas that a tablet loads too are zod/mini's, which are a third as large; the generator of the OpenAPI document
 * and whatever chains methods know only zod's own.
 */
import { z } from "zod";

/** Zod's own schema for what `schema` describes; values are checked by `schema` itself. */
export function described<S extends z.core.$ZodType>(schema: S): z.ZodType<z.output<S>, z.input<S>> {
  const described = z.fromJSONSchema(z.toJSONSchema(schema, { io: "input" }) as z.core.JSONSchema.JSONSchema);
  const named = described.pipe(schema).meta(z.globalRegistry.get(schema) ?? {});
  return named as unknown as z.ZodType<z.output<S>, z.input<S>>;
}
