/** Accounts of the county page at the command line, what is recorded of the command line itself, and tablets that wait. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SignedIn } from "../../src/protocol/office.ts";
import { totpCode, totpStep } from "../../src/server/totp.ts";
import { CoreTablet } from "../helpers/coreTablet.ts";
import { manifest, northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
const password = "plum kettle orbit seven";

beforeAll(async () => {
  const roll = at.write("ncvoter32.txt", northCarolinaFile());
  await turnout("draft", "--roll", roll, "--out", at.path("election.json"));
  await turnout("init", "--election", at.path("election.json"));
  await turnout("import", "--roll", roll, "--manifest", at.write("manifest.json", JSON.stringify(manifest)));
  await turnout("publish", "--yes");
});
afterAll(() => at.remove());

const bytesOf = (secret: string): Uint8Array => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
};

async function signIn(url: string, body: object): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return fetch(`${url}/office/api/sign-in`, { method: "POST", headers, body: JSON.stringify(body) });
}

test("an endpoint without an account does not start and names the command", async () => {
  const refused = await turnout("serve", "--port", "0");
  expect(refused).toMatchObject({ code: 1, json: { problem: { type: "noOfficeAccount" } } });
  expect(refused.err).toContain("turnout office add NAME --role administrator");
  // An auditor alone cannot administer, and the demonstration's account is not one of an election.
  expect(await turnout("office", "add", "lee", "--role", "auditor")).toMatchObject({ code: 0 });
  expect(await turnout("serve", "--port", "0")).toMatchObject({ code: 1 });
});

test("accounts: with one's own password and an app, or with a password for the first sign-in", async () => {
  const weak = at.write("weak.txt", "password1234\n");
  const added = (file: string) =>
    turnout("office", "add", "rosa.martin", "--role", "administrator", "--password-file", file);
  expect(await added(weak)).toMatchObject({ code: 1, json: { problem: { type: "passwordWeak" } } });
  const complete = await added(at.write("password.txt", `${password}\n`));
  const { uri, secret } = complete.json.totp;
  expect(uri).toBe(`otpauth://totp/${uri.slice(15).split("?")[0]}?secret=${secret}&issuer=${uri.split("issuer=")[1]}`);
  expect(await added(at.path("password.txt"))).toMatchObject({ code: 1, json: { problem: { type: "accountExists" } } });
  expect(await turnout("office", "add", "Rosa Martin", "--role", "auditor")).toMatchObject({ code: 1 });
  expect(await turnout("office", "add", "kim", "--role", "owner")).toMatchObject({ code: 1 });
  const once = await turnout("office", "add", "kim", "--role", "administrator");

  const server = await at.serving("serve", "--data", data);
  const { url } = server.json;
  const code = totpCode(bytesOf(secret), totpStep(Date.now()));
  const mine = await signIn(url, { name: "rosa.martin", password, code });
  expect(SignedIn.parse(await mine.json()).state).toBe("signedIn");
  expect((await signIn(url, { name: "rosa.martin", password, code })).status).toBe(401);
  const first = await signIn(url, { name: "kim", password: once.json.password, code: "" });
  expect(SignedIn.parse(await first.json()).state).toBe("setUp");

  // A running endpoint hears of it at once.
  const Cookie = (mine.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
  const overview = () => fetch(`${url}/office/api/overview`, { headers: { Cookie } });
  expect((await overview()).status).toBe(200);
  expect((await turnout("office", "disable", "rosa.martin")).code).toBe(0);
  expect((await overview()).status).toBe(401);
  expect(await turnout("office", "disable", "kim")).toMatchObject({ json: { problem: { type: "lastAdministrator" } } });
  expect(await turnout("office", "disable", "nobody")).toMatchObject({ json: { problem: { type: "accountUnknown" } } });
  expect((await turnout("office", "reset", "rosa.martin")).json).toMatchObject({ name: "rosa.martin" });
  const { accounts } = (await turnout("office", "list")).json;
  expect(accounts.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
    ["kim", "firstSignIn"],
    ["lee", "firstSignIn"],
    ["rosa.martin", "firstSignIn"],
  ]);

  // A tablet of a session code waits until it is accepted here.
  const codes = (await turnout("enroll", "--place", "01", "--session")).json.codes;
  const tablet = new CoreTablet((path, init) => fetch(url + path, init), Date.now);
  await tablet.core.start();
  expect(await tablet.core.setUp(codes[0].code, true)).toMatchObject({ ok: true });
  await tablet.phase("notAccepted");
  expect((await turnout("accept", "--device", "1", "--place", "02")).json).toMatchObject({ number: 1, place: "02" });
  await expect
    .poll(async () => {
      await tablet.core.syncNow();
      return tablet.core.state().phase.phase;
    })
    .toBe("closed");
  const card = (await turnout("opening-code", "--place", "02")).json.code;
  expect(await tablet.core.open(card)).toEqual({ ok: true, value: undefined });
  expect(await tablet.core.close()).toEqual({ ok: true, value: undefined });
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  expect(tablet.core.state().notSent).toBe(0);
  // The endpoint writes into its record what it has folded, some time after it took the events.
  const recorded = async (): Promise<string> => {
    const soFar = at.path(`acts-${crypto.randomUUID()}.jsonl`);
    expect((await turnout("export", "acts", "--out", soFar)).json).toMatchObject({ brokenAt: null });
    return readFileSync(soFar, "utf8");
  };
  await expect.poll(recorded, { timeout: 60_000 }).toContain("tabletClosed");
  expect((await turnout("revoke", "--device", "1", "--trusted-through", "-1")).json).toMatchObject({ number: 1 });
  expect((await turnout("reinstate", "--device", "1")).json).toMatchObject({ number: 1 });
  expect(await turnout("reinstate", "--device", "1")).toMatchObject({ json: { problem: { type: "notRevoked" } } });
  expect(await server.stop()).toBe(0);

  const there = at.path("tablet-acts.jsonl");
  expect((await turnout("export", "tablet-acts", "--out", there)).json).toMatchObject({ acts: 2 });
  const atTablets = readFileSync(there, "utf8").trimEnd().split("\n");
  expect(atTablets.map((line) => JSON.parse(line))).toMatchObject([
    { tablet: 1, act: "TabletOpened", worker: "card", role: "inspector", place: "02", wrongCodes: 0 },
    { tablet: 1, act: "TabletClosed", worker: "card", role: "inspector", place: "02", how: "asked", setAside: false },
  ]);

  const text = await recorded();
  const acts = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const exported = acts.filter(({ act }) => act === "actsExported");
  expect(exported.every(({ who }) => who === "command line")).toBe(true);
  expect(acts.filter((act) => !exported.includes(act)).map(({ who, act }) => `${who ?? "-"}: ${act}`)).toEqual([
    "command line: electionMade",
    "command line: rollStaged",
    "command line: rollPublished",
    "command line: accountAdded",
    "command line: accountAdded",
    "command line: accountAdded",
    "rosa.martin: signedIn",
    "rosa.martin: signInFailed",
    "command line: accountDisabled",
    "command line: accountReset",
    "command line: codeMade",
    "-: tabletSetUp",
    "command line: tabletAccepted",
    "command line: openingCodeShown",
    "-: tabletOpened",
    "-: tabletClosed",
    "command line: tabletRevoked",
    "command line: tabletReinstated",
    "command line: tabletActsExported",
  ]);
  for (const secret of [password, once.json.password, codes[0].code, uri, "password1234"])
    expect(text).not.toContain(secret);
});
