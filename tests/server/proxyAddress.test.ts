/** Whose tries are counted: the caller's, with and without a proxy in front. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { officePaths } from "../../src/protocol/office.ts";
import { type CountyServer, openCountyServer } from "../../src/server/county.ts";
import { createCounty } from "../../src/server/dataFolder.ts";
import { Clerk, testCost } from "../helpers/office.ts";
import { election, silent } from "../helpers/server.ts";

let base: string;
let clerk: Clerk;
const time = Date.now();
let running: CountyServer | undefined;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), "proxy-"));
  const created = await createCounty(join(base, "data"), election);
  expect(created.ok).toBe(true);
  clerk = await Clerk.inFolder(join(base, "data"), () => time);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(base, { recursive: true });
});

async function signInFrom(behindTls: boolean) {
  const server = await openCountyServer({
    folder: join(base, "data"),
    port: 0,
    log: silent,
    behindTls,
    passwordCost: testCost,
    now: () => time,
  });
  if (!server.ok) throw new Error(server.error.type);
  running = server.value;
  const { url } = server.value;
  return async (forwarded: string | undefined, right: boolean): Promise<number> => {
    const headers = { "Content-Type": "application/json", ...(forwarded ? { "X-Forwarded-For": forwarded } : {}) };
    // Each try under another name: it is the address that is counted here.
    const wrong = { name: `nobody${Math.random()}`, password: "wrong", code: "" };
    const body = JSON.stringify(right ? clerk.credentials() : wrong);
    return (await fetch(url + officePaths.signIn, { method: "POST", headers, body })).status;
  };
}

test("behind a proxy tries are counted by the hop that the proxy has written, not by what the caller claims", async () => {
  const signIn = await signInFrom(true);
  for (let n = 0; n < 5; n++) expect(await signIn(`10.9.9.${n}, 192.0.2.1`, false)).toBe(401);
  expect(await signIn("10.9.9.9, 192.0.2.1", true)).toBe(429);
  expect(await signIn("192.0.2.1:50123", true)).toBe(429);
  expect(await signIn("192.0.2.1, 192.0.2.2", true)).toBe(200);
  for (let n = 0; n < 5; n++) expect(await signIn(`[2001:db8::1]:${4000 + n}`, false)).toBe(401);
  expect(await signIn("2001:db8::1", true)).toBe(429);
  // What is no address, and no header at all, is the proxy itself.
  for (let n = 0; n < 5; n++) expect(await signIn(`unknown${n}`, false)).toBe(401);
  expect(await signIn(undefined, true)).toBe(429);
});

test("without a proxy the header is the caller's word and changes nothing", async () => {
  const signIn = await signInFrom(false);
  for (let n = 0; n < 5; n++) expect(await signIn(`192.0.2.${n}`, false)).toBe(401);
  expect(await signIn("192.0.2.77", true)).toBe(429);
});
