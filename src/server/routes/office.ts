/**
 * The county page's own API. One password, a session cookie (HttpOnly, SameSite=Strict, this path only); what changes
 * something comes as JSON from the same origin or not at all.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { CodeShown, NewCode, Overview, officePaths, SignIn } from "../../protocol/office.ts";
import { type AppParts, addressOf, type CountyApp } from "../appParts.ts";
import { newSetupCode } from "../enrolment.ts";
import { sessionMs } from "../officeSessions.ts";
import { overviewOf } from "../overview.ts";
import { problemAnswer, refuse } from "../problems.ts";

const cookie = "turnout-office";
const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema } },
});
const Done = z.strictObject({ done: z.literal(true) });

const signInRoute = createRoute({
  method: "post",
  path: officePaths.signIn,
  summary: "Sign in to the county page",
  request: { body: { required: true, content: { "application/json": { schema: SignIn } } } },
  responses: { 200: json("Signed in; the cookie is set", Done), ...problemAnswer },
});
const signOutRoute = createRoute({
  method: "post",
  path: officePaths.signOut,
  summary: "Sign out",
  responses: { 200: json("Signed out", Done), ...problemAnswer },
});
const overviewRoute = createRoute({
  method: "get",
  path: officePaths.overview,
  summary: "Tablets, places, counts and what needs a look",
  responses: { 200: json("The county now", Overview), ...problemAnswer },
});
const codesRoute = createRoute({
  method: "post",
  path: officePaths.codes,
  summary: "Make a set-up code",
  request: { body: { required: true, content: { "application/json": { schema: NewCode } } } },
  responses: { 200: json("The code, shown once", CodeShown), ...problemAnswer },
});

export function officeRoutes(app: CountyApp, parts: AppParts): void {
  const { office, secure, log } = parts;
  const cookieOptions = { httpOnly: true, sameSite: "Strict", path: "/office/api", secure } as const;

  app.use("/office/api/*", async (c, next) => {
    const site = c.req.header("Sec-Fetch-Site");
    if (c.req.method !== "GET" && site !== undefined && site !== "same-origin")
      return refuse(c, { type: "notAllowed", what: "asked by another site" });
    if (c.req.path !== officePaths.signIn && !(await office.isSignedIn(getCookie(c, cookie))))
      return refuse(c, { type: "notSignedIn" });
    c.header("Cache-Control", "no-store");
    return next();
  });

  app.openapi(signInRoute, async (c) => {
    const token = await office.signIn(c.req.valid("json").password, addressOf(c, parts));
    log("office sign-in", { good: token.ok });
    if (!token.ok) return refuse(c, token.error);
    setCookie(c, cookie, token.value, { ...cookieOptions, maxAge: sessionMs / 1000 });
    return c.json({ done: true as const }, 200);
  });

  app.openapi(signOutRoute, async (c) => {
    await office.signOut(getCookie(c, cookie) ?? "");
    deleteCookie(c, cookie, cookieOptions);
    return c.json({ done: true as const }, 200);
  });

  app.openapi(overviewRoute, async (c) => c.json(await overviewOf(parts), 200));

  app.openapi(codesRoute, async (c) => {
    const code = await newSetupCode(parts.enrolment, c.req.valid("json"));
    if (!code.ok) return refuse(c, { type: "badRequest", what: "there is no such polling place" });
    return c.json(code.value, 200);
  });
}
