/**
 * Taking signature files from tablets, and proving to them that they are here. Nobody can ask for the files themselves: the
 * office opens them from the data folder.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { signaturePath } from "../../protocol/sealedSignature.ts";
import { HeldAnswer, HeldQuestion, heldProof, signaturesHeldPath } from "../../protocol/signaturesHeld.ts";
import type { AppParts, CountyApp } from "../appParts.ts";
import { described } from "../described.ts";
import { deviceAsks } from "../deviceAccess.ts";
import { problemAnswer, refuse } from "../problems.ts";
import { keepSignature, namedFiles } from "../signatureFiles.ts";
import { Done, json } from "./jsonRoute.ts";

const keepRoute = createRoute({
  method: "put",
  path: signaturePath("{hash}"),
  summary: "Bring a sealed signature that a check-in names (signed request of any tablet); again does no harm",
  request: {
    params: z.object({
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: "SHA-256 of the file." }),
    }),
    body: {
      required: true,
      description: "The sealed file, at most 24 KB.",
      content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
    },
  },
  responses: { 200: json("The county has it", Done), ...problemAnswer },
});
const heldRoute = createRoute({
  method: "post",
  path: signaturesHeldPath,
  summary: "Prove which signature files are here (signed request of any tablet)",
  request: { body: { required: true, content: { "application/json": { schema: described(HeldQuestion) } } } },
  responses: { 200: json("Those that are here, each hashed with the number", described(HeldAnswer)), ...problemAnswer },
});

export function signatureRoutes(app: CountyApp, parts: AppParts): void {
  const { database, election, now, log } = parts;
  app.openapi(keepRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    const { device, body } = asks.value;
    if (election.signatureKey === undefined) return refuse(c, { type: "notFound", what: "no voter signs here" });
    const kept = await keepSignature(database, device, c.req.valid("param").hash, body, now());
    if (kept.ok) return c.json({ done: true as const }, 200);
    log("signature refused", { device: device.id, why: kept.error.type });
    return refuse(c, kept.error);
  });
  app.use(signaturesHeldPath, async (c, next) => {
    await c.req.arrayBuffer(); // the signature covers the very bytes: they are read before they are parsed
    await next();
  });
  app.openapi(heldRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    if (asks.value.device.waits === 1) return refuse(c, { type: "notAllowed" });
    const { nonce, files } = c.req.valid("json");
    const held: Record<string, string> = {};
    for (const { hash, bytes } of await namedFiles(database, files)) held[hash] = await heldProof(nonce, bytes);
    return c.json({ held }, 200);
  });
}
