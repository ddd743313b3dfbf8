/** What a tablet asks for itself: set-up, the county's view of it, its wraps, and taking its log. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { DeviceId } from "../../log/eventBytes.ts";
import { CountyView, TabletReport } from "../../protocol/deviceLog.ts";
import { EnrolAnswer, EnrolRequest, enrolPath, Wrap } from "../../protocol/enrolment.ts";
import { acceptPush, handOver, type PushProblem } from "../acceptEvents.ts";
import { type AppEnv, type AppParts, addressOf, type CountyApp } from "../appParts.ts";
import type { DeviceRow } from "../database.ts";
import { described } from "../described.ts";
import { deviceAsks } from "../deviceAccess.ts";
import { enrol, readWraps } from "../enrolment.ts";
import { problemAnswer, type Refusal, refuse } from "../problems.ts";

const json = <S extends z.core.$ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema: described(schema) } },
});
const bundleBody = {
  required: true,
  description: "An entry bundle: each leaf after its length as a big-endian uint16.",
  content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
} as const;
const deviceParameter = z.object({ device: described(DeviceId).meta({ description: "Whose log it is." }) });

const enrolRoute = createRoute({
  method: "post",
  path: enrolPath,
  summary: "Set up a tablet with a set-up code",
  request: { body: { required: true, content: { "application/json": { schema: described(EnrolRequest) } } } },
  responses: { 200: json("The tablet is set up", EnrolAnswer), ...problemAnswer },
});
const viewRoute = createRoute({
  method: "get",
  path: "/api/county",
  summary: "How the county sees this tablet (signed request)",
  responses: { 200: json("The county's view", CountyView), ...problemAnswer },
});
const reportRoute = createRoute({
  method: "post",
  path: "/api/county",
  summary: "The same, telling the county how this tablet is (signed request with a counter)",
  request: { body: { required: true, content: { "application/json": { schema: described(TabletReport) } } } },
  responses: { 200: json("The county's view", CountyView), ...problemAnswer },
});
const wrapsRoute = createRoute({
  method: "get",
  path: "/api/wraps",
  summary: "The wraps of the election key that this tablet carries (signed request)",
  responses: { 200: json("Wraps of its place; of all places for a spare", z.array(described(Wrap))), ...problemAnswer },
});
const pushRoute = createRoute({
  method: "post",
  path: "/api/logs/{device}",
  summary: "Send events of a device's log (signed request of any tablet)",
  request: { params: deviceParameter, body: bundleBody },
  responses: { 200: json("The county has them", CountyView), ...problemAnswer },
});
const handOverRoute = createRoute({
  method: "post",
  path: "/api/logs/{device}/handed-over",
  summary: "Hand over events of a device whose chain is broken (signed request with a counter)",
  request: { params: deviceParameter, body: bundleBody },
  responses: { 200: json("The county has them", CountyView), ...problemAnswer },
});

export function deviceRoutes(app: CountyApp, parts: AppParts): void {
  const { sequencer, views, now, log } = parts;

  const viewOf = async (c: Context<AppEnv>, device: DeviceRow) =>
    c.json(await views.of(device, await sequencer.state(), now()), 200);

  app.openapi(enrolRoute, async (c) => {
    const answer = await enrol(parts.enrolment, c.req.valid("json"), addressOf(c, parts));
    if (!answer.ok) {
      const { type } = answer.error;
      return refuse(c, answer.error.type === "badRequest" ? answer.error : { type });
    }
    return c.json(answer.value, 200);
  });

  app.openapi(viewRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    const state = await sequencer.refresh();
    return viewOf(c, state.devices.get(asks.value.device.id) ?? asks.value.device);
  });

  app.use("/api/county", async (c, next) => {
    // The body is read as bytes before it is parsed: the signature covers the very bytes.
    if (c.req.method === "POST") await c.req.arrayBuffer();
    await next();
  });
  app.openapi(reportRoute, async (c) => {
    const asks = await deviceAsks(parts, c, true);
    if (!asks.ok) return refuse(c, asks.error);
    const state = await sequencer.refresh();
    return viewOf(c, state.devices.get(asks.value.device.id) ?? asks.value.device);
  });

  app.openapi(wrapsRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    const { place, trusted_through, waits } = asks.value.device;
    if (trusted_through !== null || waits === 1) return refuse(c, { type: "notAllowed" });
    return c.json(await readWraps(parts.database, place), 200);
  });

  app.openapi(pushRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    // Whoever photographed a code for many has a key too: nothing of it enters a log that forgets nothing.
    if (asks.value.device.waits === 1) return refuse(c, { type: "notAllowed" });
    const { device } = c.req.valid("param");
    const taken = await acceptPush(parts.accept, device, asks.value.body);
    if (taken.ok) return viewOf(c, taken.value);
    log("push refused", { device, by: asks.value.device.id, why: taken.error.type });
    return refuse(c, refusalOf(taken.error));
  });

  app.openapi(handOverRoute, async (c) => {
    const asks = await deviceAsks(parts, c, true);
    if (!asks.ok) return refuse(c, asks.error);
    if (asks.value.device.waits === 1) return refuse(c, { type: "notAllowed" });
    const { device } = c.req.valid("param");
    const taken = await handOver(parts.accept, device, asks.value.device.id, asks.value.body);
    log("log handed over", { device, by: asks.value.device.id, taken: taken.ok });
    return taken.ok ? viewOf(c, taken.value) : refuse(c, refusalOf(taken.error));
  });
}

function refusalOf(problem: PushProblem): Refusal {
  // An unknown device in the path is not the one that asks: the asking tablet must not set itself up again for it.
  return problem.type === "unknownDevice" ? { type: "notFound", what: "no such device" } : problem;
}
