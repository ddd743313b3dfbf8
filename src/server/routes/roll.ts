/** The published roll: its manifest for tablets, and its chunks, which are ciphertext and named by their hash. */
import { createRoute, z } from "@hono/zod-openapi";
import type { AppParts, CountyApp } from "../appParts.ts";
import { deviceAsks } from "../deviceAccess.ts";
import { problemAnswer, refuse } from "../problems.ts";
import { chunkReader, readManifest } from "../storedRoll.ts";

const manifestRoute = createRoute({
  method: "get",
  path: "/api/roll/manifest",
  summary: "The manifest of a published roll (signed request): the exact bytes that the county hashed",
  request: {
    query: z.object({
      version: z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .optional()
        .meta({ description: "The newest if left out." }),
    }),
  },
  responses: {
    200: { description: "The manifest", content: { "application/json": { schema: z.looseObject({}) } } },
    ...problemAnswer,
  },
});
const chunkRoute = createRoute({
  method: "get",
  path: "/api/chunks/{hash}",
  summary: "An encrypted chunk of a roll or an amendment",
  request: { params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }) },
  responses: {
    200: {
      description: "The chunk",
      content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
    },
    ...problemAnswer,
  },
});

export function rollRoutes(app: CountyApp, parts: AppParts): void {
  const { database, sequencer } = parts;
  const readChunk = chunkReader(database);

  app.openapi(manifestRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    if (asks.value.device.trusted_through !== null || asks.value.device.waits === 1)
      return refuse(c, { type: "notAllowed" });
    const asked = c.req.valid("query").version;
    const version = asked === undefined ? (await sequencer.refresh()).roll?.version : Number(asked);
    const manifest = version === undefined ? undefined : await readManifest(database, version);
    if (manifest === undefined) return refuse(c, { type: "notPublished" });
    const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
    return c.body(new Uint8Array(manifest), 200, headers) as never;
  });

  // Not behind a signature: 256 bits of name are known to tablets only, and shared caches may then hold chunks.
  app.openapi(chunkRoute, async (c) => {
    const chunk = await readChunk(c.req.valid("param").hash);
    if (chunk === undefined) return refuse(c, { type: "notFound" });
    const headers = {
      "Content-Type": "application/octet-stream",
      "Cache-Control": "public, max-age=31536000, immutable",
    };
    return c.body(chunk, 200, headers) as never;
  });
}
