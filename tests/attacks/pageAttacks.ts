/** What a hostile page or a stranger's program sends to the endpoint, and what the office's accounts withstand. */
import { connect } from "node:net";
import { expect } from "vitest";
import { officePaths, officeRoutes } from "../../src/protocol/office.ts";
import { officePassword } from "../helpers/office.ts";
import { type Attack, expectRefused, type Ground, posted, raw, secretBeside } from "./attack.ts";

const codes = officeRoutes.codes.path;
const newCode = { place: "school", kind: "single" };

const codesMade = async ({ at }: Ground): Promise<number> =>
  (await at.county.county.enrolment.database.db.selectFrom("code").select("name").execute()).length;

/** With an administrator's cookie, as the administrator's browser would send it. */
const crossSite =
  (headers: Record<string, string>) =>
  async (ground: Ground): Promise<void> => {
    const cookie = await ground.clerk.signIn(ground.fetch);
    const before = await codesMade(ground);
    await expectRefused(ground, "notAllowed", () => ground.fetch(codes, posted(newCode, { ...cookie, ...headers })));
    expect(await codesMade(ground)).toBe(before);
  };

const served = [
  "/",
  "/office",
  "/office/api/about",
  "/api/county",
  "/log/checkpoint",
  "/assets/app-1234.js",
  "/nothing-here",
];

/** Each as it stands on the wire: clients would tidy it up. */
const traversals = [
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/%2e%2e/%2e%2e/secret.txt",
  "/assets/..%5c..%5csecret.txt",
  "//secret.txt",
  "/assets/....//....//secret.txt",
  "/secret.txt%00.js",
  "/assets/%00/../../secret.txt",
  "/%c0%ae%c0%ae/secret.txt",
  "/log/tile/../../secret.txt",
  "/api/chunks/..%2f..%2fsecret.txt",
];

const garbage: readonly (readonly [tries: string, request: string])[] = [
  [
    "two lengths of one body",
    "POST /api/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /office HTTP/1.1\r\nHost: x\r\n\r\n",
  ],
  ["headers of 64 KB", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(65_536)}\r\n\r\n`],
  ["a host that is none", "GET /office/api/about HTTP/1.1\r\nHost: a b:c\r\nConnection: close\r\n\r\n"],
  ["no host at all", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
  [
    "another server's address as its target",
    "GET http://evil.example/office/api/overview HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  ],
  ["a method that is none", "STEAL /office/api/overview HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
  ["bytes that are no HTTP", "\0\x01\x02\xff\xfe\r\n\r\n"],
];

export const pageAttacks: readonly Attack[] = [
  {
    attacker: "a hostile page",
    tries: "to make a set-up code with the administrator's cookie",
    seen: "notAllowed",
    run: crossSite({ "Sec-Fetch-Site": "cross-site" }),
  },
  {
    attacker: "a hostile page",
    tries: "the same from another host of the same site",
    seen: "notAllowed",
    run: crossSite({ "Sec-Fetch-Site": "same-site" }),
  },
  {
    attacker: "a hostile page",
    tries: "the same from an old browser, which names the origin only",
    seen: "notAllowed",
    run: crossSite({ Origin: "https://evil.example" }),
  },
  {
    attacker: "a hostile page",
    tries: "the same as a form, which needs no permission",
    seen: "notAllowed",
    run: crossSite({ "Content-Type": "text/plain" }),
  },
  {
    attacker: "a hostile page",
    tries: "to read the county's answers from another origin",
    seen: "no answer allows it, nor does any to the question beforehand",
    async run(ground) {
      for (const path of served)
        for (const method of ["GET", "OPTIONS"]) {
          const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" };
          const answer = await ground.fetch(path, { method, headers });
          await answer.arrayBuffer();
          expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
        }
    },
  },
  {
    attacker: "a hostile page",
    tries: "to show our pages in a frame, or to run a script of its own in them",
    seen: "headers on every answer forbid it",
    async run(ground) {
      for (const path of served) {
        const answer = await ground.fetch(path);
        await answer.arrayBuffer();
        const policy = answer.headers.get("Content-Security-Policy") ?? "";
        expect(policy, path).toContain("frame-ancestors 'none'");
        expect(policy, path).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
        expect(answer.headers.get("X-Content-Type-Options"), path).toBe("nosniff");
        expect(answer.headers.get("Cross-Origin-Opener-Policy"), path).toBe("same-origin");
        expect(answer.headers.get("Cross-Origin-Resource-Policy"), path).toBe("same-origin");
      }
    },
  },
  {
    attacker: "a hostile page",
    tries: "a name of its own that leads to the endpoint's address",
    seen: "notSignedIn: the cookie belongs to the county's name",
    async run(ground) {
      const answer = await raw(
        ground.url,
        "GET /office/api/overview HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n",
      );
      expect(answer).toMatch(/^HTTP\/1\.1 401/);
      expect(answer).not.toContain("checkedIn");
    },
  },
  ...traversals.map(
    (path): Attack => ({
      attacker: "a stranger on the network",
      tries: `the path ${path}`,
      seen: "a file outside the app is never served",
      async run(ground) {
        const answer = await raw(ground.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
        expect(answer).not.toContain(secretBeside);
        expect(answer).not.toMatch(/\bat .*:\d+:\d+|ENOENT|\/tmp\//);
      },
    }),
  ),
  ...garbage.map(
    ([tries, request]): Attack => ({
      attacker: "a stranger on the network",
      tries,
      seen: "refused or answered as what it is; one answer, no stack, and the endpoint goes on",
      async run(ground) {
        const answer = await raw(ground.url, Buffer.from(request, "latin1"));
        expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
        expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
        expect(answer).not.toMatch(/\bat .*:\d+:\d+/);
        expect((await ground.fetch("/log/checkpoint")).status).toBe(200);
      },
    }),
  ),
  {
    attacker: "a stranger on the network",
    tries: "two hundred connections that ask for news or half a request, and never read",
    seen: "everybody else is answered",
    async run(ground) {
      const port = Number(new URL(ground.url).port);
      const sockets = Array.from({ length: 200 }, (_, n) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(
          n % 2 === 0
            ? "GET /api/live HTTP/1.1\r\nHost: x\r\n\r\n"
            : "POST /api/enrol HTTP/1.1\r\nHost: x\r\nContent-Le",
        );
        socket.pause();
        return socket;
      });
      try {
        const tablet = await ground.tablet();
        expect((await tablet.view()).status).toBe(200);
      } finally {
        for (const socket of sockets) socket.destroy();
      }
    },
  },
  {
    attacker: "a stranger on the network",
    tries: "the log's entries, the manifest, wraps and the county page without any signature",
    seen: "refused each",
    async run(ground) {
      for (const path of [
        "/log/entries?from=0",
        "/log/tile/entries/000.p/1",
        "/api/roll/manifest",
        "/api/wraps",
        "/api/places/school/tablets",
        "/api/county",
      ])
        await expectRefused(ground, "badSignature", () => ground.fetch(path));
      for (const { method, path } of Object.values(officeRoutes)) {
        const request = method === "post" ? posted({}) : {};
        await expectRefused(ground, "notSignedIn", () => ground.fetch(path, request));
      }
    },
  },
  {
    attacker: "a stranger on the network",
    tries: "made-up leaves for a recovery that nobody needs",
    seen: "notFound",
    run: (ground) =>
      expectRefused(ground, "notFound", () =>
        ground.fetch("/api/recovery?from=0", {
          method: "POST",
          headers: { "Content-Type": "application/octet-stream" },
          body: new Uint8Array(200),
        }),
      ),
  },
  {
    attacker: "a guesser",
    tries: "fifty passwords of an account at the same moment",
    seen: "five are looked at, the rest are told to wait; the right one after them as well",
    async run(ground) {
      const { name } = ground.clerk;
      const tried = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          ground.fetch(officePaths.signIn, posted({ name, password: `guess number ${n}`, code: "000000" })),
        ),
      );
      const types = await Promise.all(tried.map(async (answer) => ((await answer.json()) as { type: string }).type));
      expect(types.filter((type) => type === "notSignedIn").length).toBeLessThanOrEqual(5);
      expect(new Set(types)).toEqual(new Set(["notSignedIn", "tooManyTries"]));
      await expectRefused(ground, "tooManyTries", () =>
        ground.fetch(officePaths.signIn, posted({ ...ground.clerk.credentials() })),
      );
    },
  },
  {
    attacker: "a guesser",
    tries: "a code of the authenticator app that was used a moment ago, read over a shoulder",
    seen: "notSignedIn",
    async run(ground) {
      const credentials = ground.clerk.credentials();
      expect((await ground.fetch(officePaths.signIn, posted(credentials))).status).toBe(200);
      await expectRefused(ground, "notSignedIn", () => ground.fetch(officePaths.signIn, posted(credentials)));
    },
  },
  {
    attacker: "a guesser",
    tries: "the right password without the app",
    seen: "notSignedIn",
    run: (ground) =>
      expectRefused(ground, "notSignedIn", () =>
        ground.fetch(officePaths.signIn, posted({ name: ground.clerk.name, password: officePassword, code: "000000" })),
      ),
  },
  {
    attacker: "a guesser",
    tries: "a session's cookie of its own making",
    seen: "notSignedIn",
    async run(ground) {
      const { Cookie = "" } = await ground.clerk.signIn(ground.fetch);
      for (const made of [
        `${Cookie.slice(0, -2)}AA`,
        "turnout-office=",
        "turnout-office=admin",
        `${Cookie}; turnout-office=x`.replace(Cookie, "turnout-office=x"),
      ])
        await expectRefused(ground, "notSignedIn", () =>
          ground.fetch(officeRoutes.overview.path, { headers: { Cookie: made } }),
        );
    },
  },
  {
    attacker: "a hostile page",
    tries: "to read the session's cookie, or to have it sent elsewhere",
    seen: "no script reads it, no other site or path sends it",
    async run(ground) {
      const answer = await ground.fetch(officePaths.signIn, posted(ground.clerk.credentials()));
      const cookie = answer.headers.get("Set-Cookie") ?? "";
      for (const part of ["HttpOnly", "SameSite=Strict", "Path=/office/api"]) expect(cookie).toContain(part);
    },
  },
  {
    attacker: "an auditor",
    tries: "everything that changes something",
    seen: "notAllowed, and recorded",
    async run(ground) {
      const cookie = await ground.auditor.signIn(ground.fetch);
      for (const { path, roles } of Object.values(officeRoutes))
        if (!(roles as readonly string[]).includes("auditor"))
          await expectRefused(ground, "notAllowed", () => ground.fetch(path, posted({}, cookie)));
      const acts = await (await ground.fetch(officeRoutes.acts.path, { headers: cookie })).text();
      expect(acts).toContain("roleRefused");
    },
  },
];
