/**
 * Strict-Transport-Security: behind TLS, the endpoint's own or a proxy's, a browser that has been here once never again asks
 * in clear. On every answer, whatever it is; and on none where nobody said that there is TLS, whoever claims it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { enrolPath } from "../../src/protocol/enrolment.ts";
import { officePaths } from "../../src/protocol/office.ts";
import { type CountyServer, openCountyServer, type ServerOptions } from "../../src/server/county.ts";
import { createCounty } from "../../src/server/dataFolder.ts";
import { Clerk, testCost } from "../helpers/office.ts";
import { selfSigned } from "../helpers/selfSigned.ts";
import { election, silent } from "../helpers/server.ts";

let base: string;
let running: CountyServer | undefined;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), "over-tls-"));
  mkdirSync(join(base, "app", "assets"), { recursive: true });
  for (const page of ["index.html", "office.html"]) writeFileSync(join(base, "app", page), "<!doctype html>");
  writeFileSync(join(base, "app", "assets", "app-1234.js"), "export {};");
  expect((await createCounty(join(base, "data"), election)).ok).toBe(true);
  await Clerk.inFolder(join(base, "data"));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(base, { recursive: true });
});

async function serving(how: Pick<ServerOptions, "tls" | "behindTls">): Promise<string> {
  const folders = { folder: join(base, "data"), appFolder: join(base, "app") };
  const server = await openCountyServer({ ...folders, port: 0, log: silent, passwordCost: testCost, ...how });
  if (!server.ok) throw new Error(server.error.type);
  running = server.value;
  return server.value.url;
}

type Asked = { readonly method?: "GET" | "POST"; readonly path: string; readonly bytes?: number };
/** Pages, assets, the log, the stream of news, refusals of every kind. */
const asked: readonly Asked[] = [
  ...["/", "/office", "/assets/app-1234.js", "/log/checkpoint", "/api/openapi.json", "/api/live"].map((path) => ({
    path,
  })),
  ...["/office/api/overview", "/api/county", "/api/nothing-here", "/nothing/here.js"].map((path) => ({ path })),
  { method: "POST", path: officePaths.signIn, bytes: 10 },
  { method: "POST", path: enrolPath, bytes: 3_000_000 },
];

/** The headers of an answer; its body may never end. */
function headersOf(url: string, { method = "GET", path, bytes }: Asked, more: object, ca?: string) {
  return new Promise<IncomingHttpHeaders>((answered, failed) => {
    const options = { method, headers: { "Content-Type": "application/json", ...more }, agent: false };
    const asking =
      ca === undefined ? plainRequest(new URL(path, url), options) : tlsRequest(new URL(path, url), { ...options, ca });
    asking.once("response", (answer) => {
      answered(answer.headers);
      answer.destroy();
    });
    asking.on("error", failed);
    asking.end(bytes === undefined ? undefined : Buffer.alloc(bytes, "{"));
  });
}

async function saidOn(url: string, more: object = {}, ca?: string): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const one of asked)
    said[`${one.method ?? "GET"} ${one.path}`] =
      (await headersOf(url, one, more, ca))["strict-transport-security"] ?? "nothing";
  return said;
}
const everywhere = (text: string): Record<string, string> =>
  Object.fromEntries(asked.map(({ method = "GET", path }) => [`${method} ${path}`, text]));
const aYear = "max-age=31536000";

test("an endpoint that speaks TLS itself says so on every answer", async () => {
  const tls = selfSigned();
  const url = await serving({ tls });
  expect(url).toMatch(/^https:/);
  expect(await saidOn(url, {}, tls.certificate)).toEqual(everywhere(aYear));
});

test("so does one behind a proxy that speaks TLS", async () => {
  const url = await serving({ behindTls: true });
  expect(await saidOn(url, { "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https" })).toEqual(
    everywhere(aYear),
  );
});

test("one without says it nowhere, whatever the caller claims about the way", async () => {
  const url = await serving({});
  expect(await saidOn(url)).toEqual(everywhere("nothing"));
  const claims = { "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", Forwarded: "proto=https" };
  expect(await saidOn(url, claims)).toEqual(everywhere("nothing"));
});
