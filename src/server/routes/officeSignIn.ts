/**
 * Getting in and out of the county page's API, and the gate before all of it: who is signed in, whether that role may ask
 * this (the table in protocol/office.ts), and whether it was the county page itself that asked.
 *
 * The cookie is HttpOnly, SameSite=Strict, for this path only, and over TLS only where the endpoint speaks TLS. What
 * changes something must come as JSON, which no form can send, from this very origin: browsers say so in Sec-Fetch-Site, or
 * in Origin where they are older. Without TLS only the machine itself is answered: no password in clear on a network.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { About, mayAsk, officePaths, officeRoutes, SetUpAccount, SignedIn, SignIn } from "../../protocol/office.ts";
import { type AppEnv, type AppParts, addressOf, type CountyApp, isPrivate } from "../appParts.ts";
import { networkOf } from "../network.ts";
import { demonstrationAccount } from "../officeAccounts.ts";
import { type Opened, sessionMs } from "../officeSessions.ts";
import { refuse } from "../problems.ts";
import { tally } from "../tally.ts";
import { base32, totpUri } from "../totp.ts";
import { weakPasswordWords } from "../weakPassword.ts";
import { Done, route, routeFor } from "./jsonRoute.ts";

const cookie = "turnout-office";
const aboutRoute = route(
  { method: "get", path: officePaths.about },
  "Which county this is, before signing in",
  "The county",
  About,
);
const signInRoute = routeFor(
  { method: "post", path: officePaths.signIn },
  SignIn,
  "Sign in to the county page",
  "Signed in, or to be set up; the cookie is set",
  SignedIn,
);
const setUpRoute = routeFor(
  { method: "post", path: officePaths.setUp },
  SetUpAccount,
  "Complete the first sign-in with a password of one's own and a code of the app",
  "Signed in; the cookie is set",
  SignedIn,
);
const signOutRoute = route({ method: "post", path: officePaths.signOut }, "Sign out", "Signed out", Done);

const open: ReadonlySet<string> = new Set(Object.values(officePaths));

export function officeGate(app: CountyApp, parts: AppParts): void {
  const { office, record } = parts;
  const otherSites = tally();
  const asked = new Map(
    Object.entries(officeRoutes).map(([name, { method, path }]) => [
      `${method} ${path}`,
      name as keyof typeof officeRoutes,
    ]),
  );

  app.use("/office/api/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    if (!isPrivate(c, parts)) return refuse(c, { type: "tlsNeeded" });
    const writes = c.req.method !== "GET" && c.req.method !== "HEAD";
    if (writes && !isOwnPage(c)) {
      const address = addressOf(c, parts);
      const times = otherSites(networkOf(address), parts.now());
      // Whoever is signed in there did nothing: a page that they look at asked in their name.
      if (times !== undefined) await record.add("otherSiteRefused", { account: null, role: null, address }, { times });
      return refuse(c, { type: "notAllowed", what: "asked by another site" });
    }
    if (open.has(c.req.path)) return next();
    const session = await office.sessionOf(getCookie(c, cookie), writes && c.req.path !== officeRoutes.keepCode.path);
    if (session === undefined || session.forSetUp) return refuse(c, { type: "notSignedIn" });
    const what = asked.get(`${c.req.method.toLowerCase()} ${c.req.path}`);
    if (what === undefined) return refuse(c, { type: "notFound" });
    const { name, role } = session;
    const who = { account: name, role, address: addressOf(c, parts) };
    if (!mayAsk(role, what)) {
      await record.add("roleRefused", who, { asked: what });
      return refuse(c, { type: "notAllowed", what: "this account reads and verifies only" });
    }
    c.set("office", { who, me: { name, role } });
    return next();
  });
}

/** JSON from this origin. Other programs than browsers say nothing of where they are; they hold no one's cookie. */
function isOwnPage(c: Context): boolean {
  if (!/^application\/json\b/i.test(c.req.header("Content-Type") ?? "")) return false;
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site === "same-origin";
  const origin = c.req.header("Origin");
  return origin === undefined || URL.parse(origin)?.host === (c.req.header("Host") ?? new URL(c.req.url).host);
}

export function officeSignInRoutes(app: CountyApp, parts: AppParts): void {
  const { office, election, record, secure, demonstration } = parts;
  const cookieOptions = { httpOnly: true, sameSite: "Strict", path: "/office/api", secure } as const;

  const signedIn = (c: Context<AppEnv>, { token, session, secret }: Opened) => {
    setCookie(c, cookie, token, { ...cookieOptions, maxAge: sessionMs / 1000 });
    const { name, role } = session;
    const account = { name, role };
    const answer: SignedIn =
      secret === undefined
        ? { state: "signedIn", account }
        : { state: "setUp", account, totp: { uri: totpUri(secret, name, election.county), secret: base32(secret) } };
    return c.json(answer, 200);
  };

  app.openapi(aboutRoute, (c) => {
    const { county, name } = election;
    return c.json({ county, election: name, demonstration: demonstration ? demonstrationAccount : null }, 200);
  });

  app.openapi(signInRoute, async (c) => {
    const opened = await office.signIn(c.req.valid("json"), addressOf(c, parts));
    return opened.ok ? signedIn(c, opened.value) : refuse(c, opened.error);
  });

  app.openapi(setUpRoute, async (c) => {
    const { password, code } = c.req.valid("json");
    const opened = await office.setUp(getCookie(c, cookie), password, code, addressOf(c, parts));
    if (opened.ok) return signedIn(c, opened.value);
    if (opened.error.type !== "passwordWeak") return refuse(c, opened.error);
    return refuse(c, { type: "passwordWeak", what: weakPasswordWords[opened.error.why] });
  });

  app.openapi(signOutRoute, async (c) => {
    const token = getCookie(c, cookie);
    const session = await office.sessionOf(token);
    await office.signOut(token ?? "");
    if (session !== undefined)
      await record.add("signedOut", { account: session.name, role: session.role, address: addressOf(c, parts) }, {});
    deleteCookie(c, cookie, cookieOptions);
    return c.json({ done: true as const }, 200);
  });
}
