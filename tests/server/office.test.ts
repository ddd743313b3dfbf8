/** The county page's API, what the endpoint makes of the log, and what stands on every answer. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { EventBody } from "../../src/domain/events.ts";
import { parseCode } from "../../src/protocol/codes.ts";
import { Wrap, wrapsDigest } from "../../src/protocol/enrolment.ts";
import { CodeShown, Overview, officePaths, officeRoutes } from "../../src/protocol/office.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { reissueOpeningCard, resolveAnomaly, revokeDevice } from "../../src/server/officeActs.ts";
import { Clerk } from "../helpers/office.ts";
import {
  checkInBody,
  countyInMemory,
  countyOnSocket,
  type EndpointInMemory,
  election,
  electionDay,
  enrolTablet,
  handClock,
  type NodeTablet,
  viewIn,
} from "../helpers/server.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";

const Wraps = z.array(Wrap);
let endpoint: EndpointInMemory;
let clerk: Clerk;
let clock: ReturnType<typeof handClock>;
beforeEach(async () => {
  clock = handClock();
  endpoint = await countyInMemory({ now: clock.now });
  clerk = await Clerk.of(endpoint.county, clock.now);
});
afterEach(() => endpoint.stop());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  endpoint.fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const signedIn = (): Promise<Record<string, string>> => clerk.signIn(endpoint.fetch);

async function overview(headers: Record<string, string>): Promise<Overview> {
  const response = await endpoint.fetch(officeRoutes.overview.path, { headers });
  return Overview.parse(await response.json());
}

async function tabletAt(place: string | null): Promise<NodeTablet> {
  const tablet = await enrolTablet(endpoint, place);
  tablet.now = clock.now;
  return tablet;
}

test("set-up codes are shown once, as text and for a QR code", async () => {
  const headers = await signedIn();
  const response = await post(officeRoutes.codes.path, { place: "school", kind: "session" }, headers);
  const code = CodeShown.parse(await response.json());
  expect((await parseCode("setup", code.code)).ok).toBe(true);
  expect(code).toMatchObject({ qr: `TURNOUT-SETUP:${code.code}`, expires: electionDay + 90_000 });
  expect((await post(officeRoutes.codes.path, { place: "nowhere", kind: "single" }, headers)).status).toBe(400);
});

test("the overview: tablets, counts, who was checked in twice, and no voter's name", async () => {
  const [school, library] = [await tabletAt("school"), await tabletAt("library")];
  const first = await school.checkIn("V1");
  await school.checkIn("V2");
  clock.pass(1000);
  const second = await library.checkIn("V1");
  await school.push();
  await library.push();
  await library.report({ newest: 4, persistent: false, roll: 2, freeBytes: 5, build: "b" });
  const headers = await signedIn();
  const shown = await overview(headers);
  expect(shown.checkedIn).toBe(2);
  expect(shown.places).toMatchObject([
    { id: "school", checkedIn: 2, tablets: 1 },
    { id: "library", checkedIn: 0, tablets: 1 },
  ]);
  expect(shown.tablets).toMatchObject([
    { number: 1, place: "school", accepted: 2, state: "good", persistent: true },
    { number: 2, place: "library", accepted: 1, notSent: 4, persistent: false, roll: 2, lastHeard: clock.now() },
  ]);
  expect(shown.twice).toMatchObject([{ voter: "V1", checkIns: [{ number: 1 }, { number: 2 }] }]);

  await resolveAnomaly(endpoint.county, { voter: "V1", events: [first.hash, second.hash], note: "one was a mistake" });
  expect((await overview(headers)).twice).toEqual([]);
  await revokeDevice(endpoint.county, library.device, -1);
  const after = await overview(headers);
  expect(after.tablets[1]?.state).toBe("revoked");
  expect(after.places[1]?.tablets).toBe(0);
});

test("the overview: what was taken back from a wrong voter is among the spoiled, as in the balance of the place", async () => {
  const school = await tabletAt("school");
  const { seq, hash } = await school.checkIn("V1");
  const insteadOf = {
    ...{ event: { device: school.device, seq, hash }, voter: "V1", style: "B1" },
    ...({ kind: "regular", ballot: "takenBack", worker: "w1", wall: clock.now() } as const),
  };
  await school.checkIn("V2", { insteadOf });
  await school.push();
  const { places } = await overview(await signedIn());
  expect(places[0]).toMatchObject({ id: "school", checkedIn: 1, spoiled: 1 });
});

test("the overview: an absentee ballot that was cast beside a check-in is among them, told apart", async () => {
  const [school, library] = [await tabletAt("school"), await tabletAt("library")];
  await school.witness({
    type: "AbsenteeProcessed",
    ...{ cmd: "m", worker: "lin", role: "inspector", wall: clock.now(), seen: null, found: "search" },
    ...{ voter: "V1", place: "school", split: "01" },
  });
  clock.pass(1000);
  await library.checkIn("V1");
  await school.push();
  await library.push();
  const shown = await overview(await signedIn());
  expect(shown.totals.twice).toBe(1);
  expect(shown.twice).toMatchObject([
    { voter: "V1", checkIns: [{ number: 2, place: "library" }], cast: [{ number: 1, place: "school" }] },
  ]);
});

test("the overview: who registered today and looks like somebody else, by receipts and voter ids alone", async () => {
  const [school, library] = [await tabletAt("school"), await tabletAt("library")];
  const luz = {
    ...{ lastName: "Ortega", firstName: "Luz", middleName: "", suffix: "", birthDate: "1961-07-04" },
    ...{ houseNumber: "412", street: "Maple St", unit: "", city: "Springfield" },
  };
  const register = (person: typeof luz, receipt: string, place: string, lookedAt: string[]): EventBody => ({
    type: "VoterRegistered",
    ...{ cmd: receipt, worker: "lin", role: "inspector", wall: clock.now(), seen: null },
    ...{ person, place, split: "01", party: "", roll: 1, receipt, lookedAt, steps: [] },
  });
  await school.witness(register(luz, "1-0001", "school", ["V9"]));
  await library.witness(register({ ...luz, firstName: "Lúz", birthDate: "1961-04-07" }, "2-0001", "library", []));
  await library.witness(register({ ...luz, lastName: "Quist", birthDate: "1990-01-01" }, "2-0002", "library", []));
  await school.push();
  await library.push();
  const shown = await overview(await signedIn());
  expect(shown.totals.alike).toBe(2);
  expect(shown.alike).toMatchObject([
    { place: "school", receipt: "1-0001", onRoll: ["V9"], others: [{ receipt: "2-0001", registered: true }] },
    { place: "library", receipt: "2-0001", onRoll: [], others: [{ receipt: "1-0001", registered: true }] },
  ]);
  expect(JSON.stringify(shown)).not.toMatch(/ortega|l[uú]z|quist|maple st|1961/i);
});

test("lists are cut, their numbers are not: 250 checked in twice, 1050 written by a tablet that is set aside", async () => {
  const [school, library] = [await tabletAt("school"), await tabletAt("library")];
  const pushAll = async (tablet: NodeTablet): Promise<void> => {
    for (let from = 0; from < tablet.leaves.length; from += 100)
      await tablet.push(tablet.leaves.slice(from, from + 100));
  };
  for (let n = 0; n < 250; n++) await school.checkIn(`V${n}`);
  for (let n = 0; n < 1050; n++) await library.checkIn(`V${n}`);
  await pushAll(school);
  await pushAll(library);
  const headers = await signedIn();
  const shown = await overview(headers);
  expect(shown).toMatchObject({ checkedIn: 1050, totals: { twice: 250, alike: 0, quarantine: 0, flagged: 0 } });
  expect(shown.twice).toHaveLength(200);

  await revokeDevice(endpoint.county, library.device, -1);
  const after = await overview(headers);
  expect(after).toMatchObject({ checkedIn: 250, totals: { twice: 0, alike: 0, quarantine: 0, flagged: 1050 } });
  expect(after.flagged).toHaveLength(1000);
  const last = after.log.size - 2; // the revocation is the newest entry
  expect(after.flagged.at(-1)).toMatchObject({ device: library.device, index: last });
});

test("voters who are served before the polls open, or after they close, are told for their place", async () => {
  const tablet = await tabletAt("school");
  const headers = await signedIn();
  const served = async (...bodies: object[]): Promise<number | undefined> => {
    for (const body of bodies) await tablet.witness(body);
    await tablet.push(tablet.leaves);
    return (await overview(headers)).places.find(({ id }) => id === "school")?.notOpen;
  };
  const lin = { worker: "lin", role: "inspector" };
  const opened = bodyOf("PollsOpened", { ...lin, wall: clock.now(), checkedIn: 1 });
  const closed = bodyOf("PollsClosed", { ...lin, wall: clock.now() + 1000, checkedIn: 3 });
  const provisional = bodyOf("ProvisionalIssued", { voter: "V3" });
  const checkIn = (voter: string) => checkInBody(voter, "school", clock.now());
  expect(await served()).toBe(0);
  expect(await served(checkIn("V1"))).toBe(1);
  expect(await served(opened)).toBe(0);
  expect(await served(checkIn("V2"), provisional)).toBe(0);
  expect(await served(closed)).toBe(0);
  expect(await served(checkIn("V4"))).toBe(1);
});

test("what does not open or parse is in the log, out of the count, and listed; what breaks a rule is flagged", async () => {
  const tablet = await tabletAt("school");
  await tablet.witness({ type: "VoterCheckedIn", voter: "V1" }); // members missing
  await tablet.witness({ type: "FromTheFuture" });
  await tablet.witness({ x: "clear" }, { clear: true });
  await tablet.checkIn("V2", { place: "library" });
  await tablet.checkIn("V3", { role: "trainer" });
  await tablet.checkIn("V4", { wall: clock.now() + 3_600_000 });
  await tablet.checkIn("V5", { style: "B9" });
  const { seen, cmd, worker, wall } = checkInBody("V6", "school", clock.now());
  const common = { seen, cmd, worker, role: "administrator", wall };
  await tablet.witness({ type: "DeviceRevoked", ...common, device: tablet.device, trustedThrough: -1 });
  expect(viewIn(await tablet.push()).device.head.seq).toBe(7);
  const shown = await overview(await signedIn());
  expect(shown.quarantine.map(({ why }) => why)).toEqual([
    "is malformed",
    "is of a type that needs newer software",
    "is not sealed",
  ]);
  expect(shown.totals).toEqual({ twice: 0, alike: 0, quarantine: 3, flagged: 5 });
  expect(shown.flagged.map(({ why }) => why)).toEqual([
    "at another place than the tablet was set up for",
    "the role trainer may not do this",
    "written with a clock that was ahead of the county's",
    "no ballot style of this election",
    "DeviceRevoked may be said by the county only",
  ]);
  expect(shown.checkedIn).toBe(4);
  expect(shown.tablets[0]).toMatchObject({ accepted: 8, state: "good" });
});

test("a revoked tablet's push is still taken and flagged, the answer says so, and it gets no wraps", async () => {
  const tablet = await tabletAt("school");
  await tablet.checkIn("V1");
  await tablet.push();
  await revokeDevice(endpoint.county, tablet.device, 0);
  await tablet.checkIn("V2");
  const view = viewIn(await tablet.push());
  expect(view.device).toMatchObject({ head: { seq: 1 }, revoked: { trustedThrough: 0 } });
  expect((await tablet.ask("GET", "/api/wraps")).status).toBe(403);
  const shown = await overview(await signedIn());
  expect(shown.checkedIn).toBe(1);
  expect(shown.flagged).toMatchObject([{ device: tablet.device }]);
  expect(endpoint.county.fold.standings.of("V2").setAside).toHaveLength(1);

  // Out of its chain, before the last record that is trusted: it counts for nothing, and is listed with the rest.
  const past = await tablet.witness(checkInBody("V3", "school", clock.now()), { seq: 0, prev: tablet.answer.enrolled });
  viewIn(await tablet.handOver([past.leaf], tablet.device));
  const listed = await overview(await signedIn());
  const aside = listed.flagged.filter(({ why }) => why.includes("set aside"));
  expect(aside.map(({ index }) => index)).toEqual([4, 6]);
  expect(listed.checkedIn).toBe(1);
});

test("P9: a card that is issued anew reaches the tablets of its place and every spare, and no other", async () => {
  const tablets = { school: await tabletAt("school"), library: await tabletAt("library"), spare: await tabletAt(null) };
  const differs = async (): Promise<string[]> => {
    const which: string[] = [];
    for (const [name, tablet] of Object.entries(tablets)) {
      const held = Wraps.parse((await tablet.ask("GET", "/api/wraps")).json);
      const before = await wrapsDigest(tablet.answer.wraps);
      const { wraps } = viewIn(await tablet.view()).device;
      expect(wraps).toBe(await wrapsDigest(held));
      if (wraps !== before) which.push(name);
    }
    return which;
  };
  expect(await differs()).toEqual([]);
  const { database } = endpoint.county.enrolment;
  const deps = { ...endpoint, database, election, random: platformRandom };
  expect((await reissueOpeningCard(deps, "school")).ok).toBe(true);
  clock.pass(2000);
  expect(await differs()).toEqual(["school", "spare"]);
  await revokeDevice(endpoint.county, tablets.school.device, -1);
  expect(viewIn(await tablets.school.view()).device.wraps).toBe(await wrapsDigest([]));
});

test("standings kept up entry by entry equal those rebuilt from the log", async () => {
  const tablets = [await tabletAt("school"), await tabletAt("library")];
  for (let n = 0; n < 12; n++) {
    const tablet = tablets[n % 2] as NodeTablet;
    await tablet.checkIn(`V${n % 5}`);
    await tablet.push(tablet.leaves.slice(-1));
    await endpoint.county.lookAround();
  }
  const rebuilt = await endpoint.another(endpoint.county.enrolment.database);
  await rebuilt.county.lookAround();
  for (let n = 0; n < 5; n++)
    expect(rebuilt.county.fold.standings.of(`V${n}`)).toEqual(endpoint.county.fold.standings.of(`V${n}`));
  expect(rebuilt.county.fold.standings.checkedInTwice()).toHaveLength(5);
});

test("the county's clock stands in the log at most once a minute, and only when something is new", async () => {
  const tablet = await tabletAt("school");
  const clocks = async () => {
    await endpoint.county.lookAround();
    const { database } = endpoint.county.enrolment;
    const leaves = await database.db.selectFrom("entry").select("leaf").where("device", "=", "county").execute();
    return leaves.filter(({ leaf }) => Buffer.from(leaf).includes('"type":"CountyClock"')).length;
  };
  expect(await clocks()).toBe(1);
  for (let second = 0; second < 130; second += 10) {
    clock.pass(10_000);
    await tablet.checkIn(`V${second}`);
    await tablet.push(tablet.leaves.slice(-1));
  }
  expect(await clocks()).toBe(3);
  clock.pass(600_000);
  await tablet.push();
  expect(await clocks()).toBe(3);
});

test("every answer carries the security headers, and refusals are problems without a stack", async () => {
  for (const path of [
    "/",
    "/api/county",
    "/api/nothing",
    "/log/checkpoint",
    "/api/openapi.json",
    "/office/api/overview",
  ]) {
    const response = await endpoint.fetch(path);
    const policy = response.headers.get("Content-Security-Policy");
    expect(policy, path).toContain("default-src 'none'");
    const directives = policy?.split("; ") ?? [];
    for (const prefix of ["require-trusted-types-for", "trusted-types"])
      expect(
        directives.filter((one) => one.split(" ")[0] === prefix),
        path,
      ).toEqual([prefix === "trusted-types" ? "trusted-types default" : "require-trusted-types-for 'script'"]);
    expect(response.headers.get("Permissions-Policy"), path).toBe(
      "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=(), publickey-credentials-get=()",
    );
    expect(response.headers.get("Cross-Origin-Embedder-Policy"), path).toBe("require-corp");
    expect(response.headers.get("Cross-Origin-Opener-Policy"), path).toBe("same-origin");
    expect(response.headers.get("Cross-Origin-Resource-Policy"), path).toBe("same-origin");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  }
  const missing = await endpoint.fetch("/api/nothing");
  expect(await missing.json()).toEqual({ type: "notFound", title: "There is nothing here." });
});

test("the description of the API names every route and every problem", async () => {
  const description = (await (await endpoint.fetch("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(Object.keys(description.paths).sort()).toEqual([
    "/api/chunks/{hash}",
    "/api/county",
    "/api/enrol",
    "/api/logs/{device}",
    "/api/logs/{device}/handed-over",
    "/api/places/{place}/tablets",
    "/api/recovery",
    "/api/roll/manifest",
    "/api/signatures-held",
    "/api/signatures/{hash}",
    "/api/wraps",
    ...[...Object.values(officePaths), ...Object.values(officeRoutes).map(({ path }) => path)].sort(),
  ]);
  for (const methods of Object.values(description.paths))
    for (const { responses } of Object.values(methods)) expect(responses).toHaveProperty("default");
  expect(Object.keys(description.components.schemas)).toEqual(
    expect.arrayContaining(["CountyView", "EnrolRequest", "EnrolAnswer", "Problem", "OfficeOverview"]),
  );
});

test("over a socket: the built app with its cache headers, and checkpoints as they come", async () => {
  const appFolder = mkdtempSync(join(tmpdir(), "built-"));
  mkdirSync(join(appFolder, "assets"));
  writeFileSync(join(appFolder, "index.html"), "<title>Turnout</title>");
  writeFileSync(join(appFolder, "office.html"), "<title>County</title>");
  writeFileSync(join(appFolder, "assets", "app-1a2b.js"), "export {};");
  writeFileSync(join(appFolder, "assets", "app-1a2b.js.br"), brotliCompressSync("export {};"));
  const served = await countyOnSocket({ appFolder });
  const get = async (path: string) => {
    const response = await served.fetch(path, { headers: { "Accept-Encoding": "br" } });
    return { text: await response.text(), cache: response.headers.get("Cache-Control"), headers: response.headers };
  };
  expect(await get("/")).toMatchObject({ text: "<title>Turnout</title>", cache: "no-cache" });
  expect((await get("/office")).text).toBe("<title>County</title>");
  const script = await get("/assets/app-1a2b.js");
  expect(script).toMatchObject({ text: "export {};", cache: "public, max-age=31536000, immutable" });
  expect(script.headers.get("Content-Encoding")).toBe("br");
  expect((await served.fetch("/../county.json")).status).toBe(404);

  const live = await served.fetch("/api/live");
  expect(live.headers.get("Content-Type")).toBe("text/event-stream");
  expect(live.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  const reader = live.body?.getReader();
  const decoder = new TextDecoder();
  let heard = "";
  const until = async (part: string) => {
    while (!heard.includes(part)) heard += decoder.decode((await reader?.read())?.value, { stream: true });
  };
  await until("data: turnout/2026-general\ndata: 0\n");
  expect(heard).toMatch(/^retry: \d{4}\n\n/);
  await enrolTablet(served);
  await until("data: turnout/2026-general\ndata: 2\n");
  await reader?.cancel();
  await served.stop();
  rmSync(appFolder, { recursive: true });
}, 20_000);
