/** Getting in to the county page: accounts, the second factor, lock-out, sessions, roles, and who may ask at all. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OfficeRole, officePaths, officeRoutes, SignedIn } from "../../src/protocol/office.ts";
import { demonstrationAccount, onceMs } from "../../src/server/officeAccounts.ts";
import { idleMs, sessionMs, setUpMs } from "../../src/server/officeSessions.ts";
import { totpCode, totpStep } from "../../src/server/totp.ts";
import { weakPassword } from "../../src/server/weakPassword.ts";
import { Clerk, officePassword } from "../helpers/office.ts";
import { countyInMemory, type EndpointInMemory, handClock } from "../helpers/server.ts";

let endpoint: EndpointInMemory;
let clerk: Clerk;
let clock: ReturnType<typeof handClock>;
beforeEach(async () => {
  clock = handClock();
  endpoint = await countyInMemory({ now: clock.now });
  clerk = await Clerk.of(endpoint.county, clock.now);
});
afterEach(() => endpoint.stop());

type Headers = Record<string, string>;
const post = (path: string, body: object, headers: Headers = {}): Promise<Response> =>
  endpoint.fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const signIn = (credentials: object, headers: Headers = {}) => post(officePaths.signIn, credentials, headers);
const overview = (headers: Headers = {}) => endpoint.fetch(officeRoutes.overview.path, { headers });
const wrong = { password: "wrong", code: "000000" };

describe("signing in", () => {
  test("takes name, password and code together; the cookie is for this path, scripts and other sites aside", async () => {
    const response = await signIn({ ...clerk.credentials(), name: " Administrator " });
    expect(SignedIn.parse(await response.json())).toMatchObject({
      state: "signedIn",
      account: { role: "administrator" },
    });
    const cookie = response.headers.get("Set-Cookie") ?? "";
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/office/api"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Secure");
    expect(await overview()).toMatchObject({ status: 401 });
    const overTls = await endpoint.behindProxy();
    const secured = await overTls.fetch(officePaths.signIn, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(clerk.credentials()),
    });
    expect(secured.headers.get("Set-Cookie")).toContain("Secure");
    expect(secured.headers.get("Strict-Transport-Security")).toMatch(/^max-age=\d{8}/);
    expect(response.headers.get("Strict-Transport-Security")).toBeNull();
  });

  test("an unknown name, a wrong password, a wrong code and a disabled account are answered alike", async () => {
    await Clerk.of(endpoint.county, clock.now, "auditor", "gone");
    await endpoint.county.accounts.disable("gone");
    const tries = [
      { ...clerk.credentials(), name: "nobody" },
      { ...clerk.credentials(), password: "wrong" },
      { ...clerk.credentials(), code: "12345" },
      { ...clerk.credentials(), name: "gone" },
    ];
    const answers = await Promise.all(tries.map(async (one) => (await signIn(one)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] as string)).toMatchObject({ type: "notSignedIn" });
  });

  test("a code works once, whoever has seen it", async () => {
    const credentials = clerk.credentials();
    expect((await signIn(credentials)).status).toBe(200);
    expect((await signIn(credentials)).status).toBe(401);
    const both = clerk.credentials();
    const twice = await Promise.all([signIn(both), signIn(both)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("failures make the address wait; even with the right password, and many at once do not slip through", async () => {
    const tries = Array.from({ length: 9 }, (_, n) => signIn({ ...wrong, name: `nobody${n}` }));
    expect((await Promise.all(tries)).filter(({ status }) => status === 429)).toHaveLength(4);
    expect((await signIn(clerk.credentials())).status).toBe(429);
    clock.pass(30_001);
    await clerk.signIn(endpoint.fetch);
  });

  test("failures make the account wait longer and longer, known or not; a known address is counted apart", async () => {
    const proxied = await endpoint.behindProxy();
    const from = (address: string, credentials: object) =>
      proxied.fetch(officePaths.signIn, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Forwarded-For": address },
        body: JSON.stringify(credentials),
      });
    expect((await from("10.0.0.1", clerk.credentials())).status).toBe(200);
    for (const name of [clerk.name, "nobody"]) {
      for (let n = 0; n < 5; n++) expect((await from(`192.0.2.${n}`, { ...wrong, name })).status).toBe(401);
      expect((await from("192.0.2.9", { ...wrong, name })).status).toBe(429);
      clock.pass(30_001);
      expect((await from("192.0.2.10", { ...wrong, name })).status).toBe(401);
      clock.pass(30_001); // now it is a minute
      expect((await from("192.0.2.11", { ...wrong, name })).status).toBe(429);
    }
    // Somebody elsewhere cannot lock the office out of its own page.
    expect((await from("10.0.0.1", clerk.credentials())).status).toBe(200);
  });
});

describe("without TLS", () => {
  const from = (
    county: EndpointInMemory,
    remoteAddress: string,
    path: string,
    init?: RequestInit,
  ): Promise<Response> => {
    const env = { incoming: { socket: { remoteAddress } } };
    return Promise.resolve(county.county.app.fetch(new Request(`http://county${path}`, init), env));
  };
  const sent = (): RequestInit => ({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(clerk.credentials()),
  });

  test("another machine is answered nothing of the county page, not even with the right password or a session", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    for (const address of ["192.168.0.7", "::ffff:192.168.0.7", "2001:db8::7"]) {
      const asked = [
        await from(endpoint, address, officePaths.about),
        await from(endpoint, address, officePaths.signIn, sent()),
        await from(endpoint, address, officeRoutes.overview.path, { headers: session }),
      ];
      for (const answer of asked) {
        expect(answer.status).toBe(403);
        expect(await answer.json()).toMatchObject({ type: "tlsNeeded" });
        expect(answer.headers.get("Set-Cookie")).toBeNull();
      }
    }
    // A header is the caller's word.
    const claimed = sent();
    claimed.headers = { ...(claimed.headers as Headers), "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https" };
    expect((await from(endpoint, "192.168.0.7", officePaths.signIn, claimed)).status).toBe(403);
  });

  test("the machine itself is answered, and with TLS everybody", async () => {
    for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
      expect((await from(endpoint, address, officePaths.about)).status).toBe(200);
    const overTls = await endpoint.behindProxy();
    expect((await from(overTls, "192.168.0.7", officePaths.signIn, sent())).status).toBe(200);
  });
});

describe("a session", () => {
  test("ends by itself some time after a person last did something; polling is no sign of one", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    const { path } = officeRoutes.here;
    clock.pass(idleMs.administrator - 1);
    expect((await overview(session)).status).toBe(200);
    expect((await post(path, {}, session)).status).toBe(200);
    clock.pass(idleMs.administrator - 1);
    expect((await overview(session)).status).toBe(200);
    clock.pass(1);
    expect((await overview(session)).status).toBe(401);
    expect((await post(path, {}, session)).status).toBe(401);
  });

  test("ends twelve hours after the sign-in, however busy one was", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    const began = clock.now();
    const step = idleMs.administrator / 2;
    while (clock.now() + step < began + sessionMs) {
      clock.pass(step);
      expect((await post(officeRoutes.here.path, {}, session)).status).toBe(200);
    }
    clock.pass(step);
    expect((await overview(session)).status).toBe(401);
  });

  test("ends by signing out, and when its account is disabled or reset", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    expect((await post(officePaths.signOut, {}, session)).status).toBe(200);
    expect((await overview(session)).status).toBe(401);
    const { accounts } = endpoint.county;
    expect(await accounts.disable(clerk.name)).toMatchObject({ error: { type: "lastAdministrator" } });
    await Clerk.of(endpoint.county, clock.now, "administrator", "second");
    for (const act of ["disable", "reset"] as const) {
      const someone = await Clerk.of(endpoint.county, clock.now, "administrator", `to-${act}`);
      const theirs = await someone.signIn(endpoint.fetch);
      expect((await accounts[act](someone.name)).ok).toBe(true);
      expect((await overview(theirs)).status).toBe(401);
      expect((await signIn(someone.credentials())).status).toBe(401);
    }
  });

  test("the last administrator who can sign in stays: one whose first sign-in has expired is none", async () => {
    const { accounts } = endpoint.county;
    const last = { error: { type: "lastAdministrator" } };
    expect((await accounts.addDemonstration()).ok).toBe(true);
    expect(await accounts.disable(clerk.name)).toMatchObject(last);
    expect((await accounts.add("kim", "administrator")).ok).toBe(true);
    clock.pass(onceMs);
    expect(await accounts.disable(clerk.name)).toMatchObject(last);
    expect((await accounts.disable("kim")).ok).toBe(true);
    expect((await accounts.reset("kim")).ok).toBe(true);
    expect((await accounts.disable(clerk.name)).ok).toBe(true);
  });

  test("is known by the hash of its token only", async () => {
    const { Cookie } = await clerk.signIn(endpoint.fetch);
    const rows = await endpoint.county.enrolment.database.db.selectFrom("office_session").selectAll().execute();
    const token = decodeURIComponent((Cookie ?? "").split("=")[1] ?? "");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice(0, 20));
  });
});

describe("the first sign-in", () => {
  const begin = async () => {
    const once = await endpoint.county.accounts.add("kim", "auditor");
    if (!once.ok) throw new Error(once.error.type);
    const response = await signIn({ name: "kim", password: once.value.password, code: "" });
    const answer = SignedIn.parse(await response.json());
    if (answer.state !== "setUp") throw new Error(answer.state);
    const { secret } = answer.totp;
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
    const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
    const session = { Cookie: (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "" };
    const code = (step = 0) => totpCode(bytes, totpStep(clock.now()) + step);
    return { once: once.value, session, code };
  };
  const password = "plum kettle orbit seven";

  test("leads to nothing but one's own password and an app that works", async () => {
    const { session, code } = await begin();
    expect((await overview(session)).status).toBe(401);
    const complete = (body: object) => post(officePaths.setUp, body, session);
    expect((await complete({ password, code: "000000" })).status).toBe(422);
    for (const weak of ["short", "password1234", "aaaaaaaaaaaaaaa"])
      expect(await (await complete({ password: weak, code: code() })).json()).toMatchObject({ type: "passwordWeak" });
    const done = await complete({ password, code: code() });
    expect(SignedIn.parse(await done.json())).toEqual({ state: "signedIn", account: { name: "kim", role: "auditor" } });
    const full = { Cookie: (done.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "" };
    expect((await overview(full)).status).toBe(200);
    // The session of the first sign-in, its password and the code are used up.
    expect((await complete({ password, code: code(1) })).status).toBe(401);
    expect((await signIn({ name: "kim", password, code: code() })).status).toBe(401);
    expect((await signIn({ name: "kim", password, code: code(1) })).status).toBe(200);
  });

  test("keeps the one-time password out, is over after a quarter of an hour, and after a week there is none", async () => {
    const { once, session, code } = await begin();
    const same = await post(officePaths.setUp, { password: once.password, code: code() }, session);
    expect(same.status).toBe(422);
    clock.pass(setUpMs);
    expect((await post(officePaths.setUp, { password, code: code() }, session)).status).toBe(401);
    clock.pass(onceMs);
    expect((await signIn({ name: "kim", password: once.password, code: "" })).status).toBe(401);
  });
});

test("the account of the demonstration is none of an election's", async () => {
  await endpoint.county.accounts.addDemonstration();
  expect((await signIn({ ...demonstrationAccount, code: "" })).status).toBe(401);
  expect(await (await endpoint.fetch(officePaths.about)).json()).toMatchObject({ demonstration: null });
  expect(await endpoint.county.accounts.any()).toBe(true);
  const { db } = endpoint.county.enrolment.database;
  await db.deleteFrom("office_account").where("name", "=", clerk.name).execute();
  expect(await endpoint.county.accounts.any()).toBe(false);
  expect(await endpoint.county.accounts.any(true)).toBe(true);
});

describe("who may ask", () => {
  const roles = [...OfficeRole.options, undefined];
  const asked = Object.entries(officeRoutes).flatMap(([name, route]) =>
    roles.map((role) => ({ name, role, ...route })),
  );

  test.each(asked)("$role asks $method $path", async ({ method, path, role, roles: allowed }) => {
    const someone = role && (await Clerk.of(endpoint.county, clock.now, role, `some-${role}`));
    const session = someone === undefined ? {} : await someone.signIn(endpoint.fetch);
    const answer = method === "get" ? await endpoint.fetch(path, { headers: session }) : await post(path, {}, session);
    if (role === undefined) expect(answer.status).toBe(401);
    else if ((allowed as readonly string[]).includes(role)) expect([200, 400]).toContain(answer.status);
    else expect([answer.status, await answer.json()]).toMatchObject([403, { type: "notAllowed" }]);
  });

  test("an auditor changes nothing: only reading is in the table for one", () => {
    const forAuditors = Object.entries(officeRoutes).filter(([, { roles: some }]) =>
      (some as readonly string[]).includes("auditor"),
    );
    expect(forAuditors.map(([name]) => name)).toEqual(["overview", "acts", "accounts", "log", "here"]);
  });

  test("what stands in no table is not answered", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    expect((await endpoint.fetch("/office/api/secrets", { headers: session })).status).toBe(404);
    expect((await post(officeRoutes.overview.path, {}, session)).status).toBe(404);
  });

  test("what changes something comes as JSON from the page itself, or not at all", async () => {
    const session = await clerk.signIn(endpoint.fetch);
    const { path } = officeRoutes.codes;
    const wish = { place: "school", kind: "single" };
    const from = async (headers: Headers) => (await post(path, wish, { ...session, ...headers })).status;
    expect(await from({ "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await from({ "Sec-Fetch-Site": "same-site" })).toBe(403);
    expect(await from({ Origin: "http://evil.example" })).toBe(403);
    expect(await from({ Origin: "null" })).toBe(403);
    expect(await from({ "Content-Type": "text/plain" })).toBe(403);
    expect(await from({ "Content-Type": "application/x-www-form-urlencoded" })).toBe(403);
    expect(await from({ Origin: "http://county" })).toBe(200);
    expect(await from({ "Sec-Fetch-Site": "same-origin", Origin: "https://proxy.example" })).toBe(200);
    expect((await signIn(clerk.credentials(), { Origin: "http://evil.example" })).status).toBe(403);
  });
});

describe("passwords", () => {
  test.each([
    ["Zebra-quartz-91-lamp", undefined],
    ["four plain words here", undefined],
    ["elevenchars", "short"],
    ["Password-1234", "common"],
    ["correct horse battery staple", "common"],
    ["ABCabcABCabc", "repeats"],
    ["345678901234", "repeats"],
    ["lmnopqrstuvw", "repeats"],
    ["rosa.martin1!", "holdsName"],
  ])("%s: %s", (password, why) => expect(weakPassword(password, "rosa.martin")).toBe(why));

  test("the app's secret lies sealed in the database", async () => {
    const row = await endpoint.county.accounts.named(clerk.name);
    const secret = row && endpoint.county.accounts.secretOf(row);
    expect(secret).toHaveLength(20);
    expect(Buffer.from(row?.totp ?? []).includes(Buffer.from(secret ?? []))).toBe(false);
    expect(row?.password).not.toContain(officePassword);
  });
});
