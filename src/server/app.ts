/**
 * The HTTP application: everything that the endpoint answers, put together from the files in `routes/`. Needs no socket:
 * `app.fetch(request)` is enough for a test or a simulation.
 *
 * Guarantees on every answer: security headers, a body limit before anything is read, problems of one shape, no stack
 * trace. Answers to tablets are signed.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { pushBytes } from "../protocol/deviceLog.ts";
import { recoveryPath } from "../protocol/recovery.ts";
import { answerSigning } from "./answerSigning.ts";
import { type AppEnv, type AppParts, addressOf, type CountyApp } from "./appParts.ts";
import { builtApp } from "./builtApp.ts";
import { securityHeaders } from "./headers.ts";
import { errorFields } from "./log.ts";
import { networkOf } from "./network.ts";
import { refuse } from "./problems.ts";
import { deviceRoutes } from "./routes/device.ts";
import { liveRoutes } from "./routes/live.ts";
import { logRoutes } from "./routes/log.ts";
import { officeRoutesOf } from "./routes/office.ts";
import { placeRoutes } from "./routes/place.ts";
import { recoveryRoutes } from "./routes/recovery.ts";
import { rollRoutes } from "./routes/roll.ts";
import { signatureRoutes } from "./routes/signatures.ts";

export type { CountyApp } from "./appParts.ts";

const smallBody = 64 * 1024;

export function makeApp(parts: AppParts): CountyApp {
  const { sequencer, log, now } = parts;
  const app: CountyApp = new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) =>
      result.success
        ? undefined
        : refuse(c, {
            type: "badRequest",
            issues: result.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
          }),
  });
  app.use(securityHeaders(parts.secure));
  const signing = answerSigning(async () => (await sequencer.state()).signer, now);
  app.use("/api/*", signing);
  app.use("/log/*", signing);
  const within =
    (rate: "address" | "files"): MiddlewareHandler<AppEnv> =>
    async (c, next) =>
      parts.rates?.[rate](networkOf(addressOf(c, parts)), now()) === false
        ? refuse(c, { type: "tooManyRequests", what: "of this address" })
        : next();
  for (const path of ["/api/*", "/log/*", "/office/api/*"]) app.use(path, within("address"));
  const onError = (c: Context) => refuse(c, { type: "tooLarge" });
  const large = bodyLimit({ maxSize: pushBytes, onError });
  const small = bodyLimit({ maxSize: smallBody, onError });
  const isBundle = (path: string) => path.startsWith("/api/logs/") || path === recoveryPath;
  app.use("*", (c, next) => (isBundle(c.req.path) ? large(c, next) : small(c, next)));

  recoveryRoutes(app, parts);
  deviceRoutes(app, parts);
  placeRoutes(app, parts);
  rollRoutes(app, parts);
  signatureRoutes(app, parts);
  logRoutes(app, parts);
  liveRoutes(app, parts);
  officeRoutesOf(app, parts);
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Turnout county endpoint", version: "1", description: "What tablets and the county page ask." },
  });
  if (parts.appFolder !== undefined) {
    app.use("*", within("files")); // what was answered above does not come here
    builtApp(app, parts.appFolder);
  }
  app.notFound((c) => refuse(c, { type: "notFound" }));
  app.onError((error, c) => {
    // What the framework itself refuses: JSON that is none, another media type.
    if (error instanceof HTTPException && error.status < 500)
      return refuse(c, { type: "badRequest", what: error.message });
    log("request failed", { method: c.req.method, path: c.req.path, ...errorFields(error) });
    return refuse(c, { type: "internal" });
  });
  return app;
}
