/**
 * The gate that stays shut while the endpoint is behind what it once signed, and the one door in it: leaves of the county
 * log, from anyone. They are verified against the county's own signed root, so it does not matter who brings them.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { decodeBundle } from "../../log/tiles.ts";
import { RecoveryProgress, recoveryPath } from "../../protocol/recovery.ts";
import type { AppParts, CountyApp } from "../appParts.ts";
import { described } from "../described.ts";
import { problemAnswer, refuse } from "../problems.ts";

const progress = {
  description: "How far it is",
  content: { "application/json": { schema: described(RecoveryProgress) } },
};
const progressRoute = createRoute({
  method: "get",
  path: recoveryPath,
  summary: "Which leaves of its log the county is missing",
  responses: { 200: progress, ...problemAnswer },
});
const giveRoute = createRoute({
  method: "post",
  path: recoveryPath,
  summary: "Give missing leaves, as an entry bundle",
  request: {
    query: z.object({ from: z.string().regex(/^(0|[1-9]\d{0,14})$/) }),
    body: {
      required: true,
      content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
    },
  },
  responses: { 200: progress, ...problemAnswer },
});

export function recoveryRoutes(app: CountyApp, { behind, recovered, log }: AppParts): void {
  app.use("/api/*", async (c, next) => {
    const open = c.req.path === recoveryPath || c.req.path === "/api/openapi.json";
    return behind() === undefined || open ? next() : refuse(c, { type: "countyBehind" });
  });
  app.use("/log/*", async (c, next) => (behind() === undefined ? next() : refuse(c, { type: "countyBehind" })));

  app.openapi(progressRoute, async (c) => {
    const recovery = behind();
    if (recovery === undefined) return refuse(c, { type: "notFound", what: "nothing is missing" });
    return c.json(await recovery.progress(), 200);
  });

  app.openapi(giveRoute, async (c) => {
    const recovery = behind();
    if (recovery === undefined) return refuse(c, { type: "notFound", what: "nothing is missing" });
    const leaves = decodeBundle(new Uint8Array(await c.req.arrayBuffer()));
    if (!leaves.ok) return refuse(c, { type: "badRequest", what: "the bundle ends within an entry" });
    const added = await recovery.add(Number(c.req.valid("query").from), leaves.value);
    if (!added.ok) {
      log("recovery", { refused: added.error.type });
      if (added.error.type === "notNext") return refuse(c, { type: "gap", expects: added.error.next });
      return refuse(c, { type: "badEvent", what: added.error.type });
    }
    const { next, to } = added.value;
    log("recovery", { next, to });
    if (next === to) recovered();
    return c.json({ next, to }, 200);
  });
}
