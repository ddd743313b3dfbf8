/** The office's own record: every act with who, when and where from; nothing of voters, workers, codes and PINs. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { enrolPath } from "../../src/protocol/enrolment.ts";
import {
  CodeShown,
  officePaths,
  officeRoutes,
  PasswordOnce,
  type ShownAct,
  ShownActs,
} from "../../src/protocol/office.ts";
import { jsonLog } from "../../src/server/log.ts";
import { commandLine, OfficeRecord } from "../../src/server/officeRecord.ts";
import { mostOfAKind, TabletActs } from "../../src/server/tabletActs.ts";
import { Clerk, officePassword } from "../helpers/office.ts";
import { pin } from "../helpers/openElection.ts";
import { countyInMemory, type EndpointInMemory, enrolRequest, enrolTablet, handClock } from "../helpers/server.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";

let endpoint: EndpointInMemory;
let clock: ReturnType<typeof handClock>;
let clerk: Clerk;
let session: Record<string, string>;
let lines: string[];
beforeEach(async () => {
  clock = handClock();
  lines = [];
  endpoint = await countyInMemory({ now: clock.now, log: jsonLog((line) => lines.push(line), clock.now) });
  clerk = await Clerk.of(endpoint.county, clock.now);
  session = await clerk.signIn(endpoint.fetch);
});
afterEach(() => endpoint.stop());

const post = (path: string, body: object, headers: Record<string, string> = session): Promise<Response> =>
  endpoint.fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const acts = async () =>
  ShownActs.parse(await (await endpoint.fetch(officeRoutes.acts.path, { headers: session })).json());
const made = async (wish: object) => CodeShown.parse(await (await post(officeRoutes.codes.path, wish)).json());

test("every act of a day is there, newest first, in the record and on the log, and nothing of what must not be", async () => {
  const secrets = [officePassword, pin, "Voter", "rosa"];
  await post(officePaths.signIn, { name: "my secret password", password: officePassword, code: "123456" }, {});
  for (let n = 0; n < 5; n++) await post(officePaths.signIn, { name: clerk.name, password: "x", code: "" }, {});
  clock.pass(30_001);
  const once = PasswordOnce.parse(
    await (await post(officeRoutes.addAccount.path, { name: "kim", role: "auditor" })).json(),
  );
  await post(officeRoutes.resetAccount.path, { name: "kim" });
  const auditor = await Clerk.of(endpoint.county, clock.now, "auditor", "lee");
  const reading = await auditor.signIn(endpoint.fetch);
  await post(officeRoutes.codes.path, { place: null, kind: "single" }, reading);
  await post(officeRoutes.disableAccount.path, { name: "kim" });

  const single = await made({ place: "school", kind: "single" });
  for (let n = 0; n < 2; n++) await post(enrolPath, (await enrolRequest(single.code)).request, {});
  const session2 = await made({ place: "library", kind: "session" });
  const waiting = await enrolRequest(session2.code);
  const { device } = (await (await post(enrolPath, waiting.request, {})).json()) as { device: string };
  await post(officeRoutes.accept.path, { device, place: "library" });
  await post(officeRoutes.endCode.path, { name: session2.name });
  const tablet = await enrolTablet(endpoint, "school");
  tablet.now = clock.now;
  await tablet.checkIn("V17");
  await tablet.push();
  await post(officeRoutes.revoke.path, { device: tablet.device, trustedThrough: -1 });
  await post(officeRoutes.reinstate.path, { device: tablet.device });
  await post(officeRoutes.alarmsSeen.path, { through: 99, of: "codes" });
  await (await endpoint.fetch(officeRoutes.log.path, { headers: session })).arrayBuffer();
  await post(officePaths.signOut, {}, reading);

  const { acts: shown } = await acts();
  expect(shown.map(({ who, act }) => `${who ?? "-"} ${act}`).reverse()).toEqual([
    "administrator signedIn",
    "- signInFailed",
    ...Array(4).fill("administrator signInFailed"),
    "administrator lockedOut",
    "administrator refusedWhileWaiting",
    "administrator accountAdded",
    "administrator accountReset",
    "lee signedIn",
    "lee roleRefused",
    "administrator accountDisabled",
    "administrator codeMade",
    "- tabletSetUp",
    "- codeUsedAgain",
    "administrator codeMade",
    "- tabletSetUp",
    "administrator tabletAccepted",
    "administrator codeEnded",
    "command line codeMade",
    "- tabletSetUp",
    "administrator tabletRevoked",
    "administrator tabletReinstated",
    "administrator alarmsSeen",
    "administrator logExported",
    "lee signedOut",
  ]);
  for (const { at, address, who } of shown)
    expect([at > 0, who === "command line" || address === "local"]).toEqual([true, true]);
  const logged = lines.map((line) => JSON.parse(line)).filter(({ what }) => what === "office act");
  expect(logged.map(({ act }) => act)).toEqual(shown.map(({ act }) => act).reverse());
  // Who it was and what it was about stand apart on the log as in the record, whatever fields an act has.
  const told = ({ act, who, role, address, about }: ShownAct) => ({ act, who, role, address, about });
  expect(logged.map(told)).toEqual(shown.map(told).reverse());
  const added = logged.find(({ act }) => act === "accountAdded");
  expect(added).toMatchObject({ role: "administrator", about: { name: "kim", role: "auditor" } });
  for (const { time, who } of logged) expect([new Date(time).getTime() > 0, who === undefined]).toEqual([true, false]);

  const everything = JSON.stringify(shown) + lines.join("");
  secrets.push("my secret", once.password, single.code, session2.code, single.name, "V17", "Maple St", "123456");
  for (const secret of secrets) expect(everything).not.toContain(secret);
});

const since = async (id: number) =>
  (await acts()).acts
    .filter((act) => act.id > id)
    .map(({ act, who, about }) => [
      act,
      who,
      about["waits"] ?? about["times"] ?? null,
      about["seconds"] ?? about["times"],
    ])
    .reverse();

test("failures of a first sign-in are recorded from the first one on, with the wait and what is tried in it", async () => {
  const once = await endpoint.county.accounts.add("kim", "auditor");
  if (!once.ok) throw new Error(once.error.type);
  const first = await post(officePaths.signIn, { name: "kim", password: once.value.password, code: "" }, {});
  const Cookie = (first.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
  const before = (await acts()).acts[0]?.id ?? 0;
  const body = { password: "plum kettle orbit seven", code: "12345" };
  for (let n = 0; n < 7; n++) await post(officePaths.setUp, body, { Cookie });
  expect(await since(before)).toEqual([
    ...Array(5).fill(["signInFailed", "kim", null, undefined]),
    ["lockedOut", "kim", "account", 30],
    ["refusedWhileWaiting", "kim", "account", 1],
    ["refusedWhileWaiting", "kim", "account", 2],
  ]);
});

test("so are wrong set-up codes, the wait of their address, and what is tried in it, now and then", async () => {
  const before = (await acts()).acts[0]?.id ?? 0;
  const { request } = await enrolRequest((await made({ place: "school", kind: "single" })).code);
  for (let n = 0; n < 15; n++) await post(enrolPath, { ...request, code: String(n).padStart(16, "0") }, {});
  expect((await since(before)).slice(1)).toEqual([
    ...Array(5).fill(["setUpRefused", null, null, undefined]),
    ["lockedOut", null, "address", 30],
    ...[1, 2, 4, 8].map((times) => ["refusedWhileWaiting", null, "address", times]),
  ]);
});

test("what another site's page asks in somebody's name is recorded with the address, and no name", async () => {
  const before = (await acts()).acts[0]?.id ?? 0;
  const asked = { ...session, "Sec-Fetch-Site": "cross-site" };
  for (let n = 0; n < 5; n++) expect((await post(officeRoutes.here.path, {}, asked)).status).toBe(403);
  expect(await since(before)).toEqual([1, 2, 4].map((times) => ["otherSiteRefused", null, times, times]));
});

test("records saved at a tablet are an office act on the log, whatever was saved", async () => {
  const tablet = await enrolTablet(endpoint, "school");
  for (const what of ["report", "tabletRecords"])
    await tablet.witness(bodyOf("RecordsExported", { role: "inspector", cmd: what, what }));
  await tablet.push();
  await endpoint.county.lookAround();
  const saved = lines.map((line) => JSON.parse(line)).filter(({ act }) => act === "recordsExported");
  expect(saved).toMatchObject([
    { what: "office act", about: { what: "report" } },
    { what: "office act", about: { what: "tabletRecords" } },
  ]);
});

test("rows follow from one another; a changed, removed or inserted one is found", async () => {
  const { record } = endpoint.county;
  for (let n = 0; n < 5; n++) await record.add("logExported", commandLine, { entries: n });
  expect(await record.brokenAt()).toBeUndefined();
  const { db } = endpoint.county.enrolment.database;
  const rows = await db.selectFrom("office_act").selectAll().orderBy("id").execute();
  const third = rows[2];
  if (third === undefined) throw new Error("no third row");
  await db.updateTable("office_act").set({ account: "somebody" }).where("id", "=", 3).execute();
  expect(await record.brokenAt()).toBe(3);
  await db.deleteFrom("office_act").where("id", "=", 3).execute();
  expect(await record.brokenAt()).toBe(4);
  await db.insertInto("office_act").values(third).execute();
  expect(await record.brokenAt()).toBeUndefined();
});

test("two processes that write at once leave no gap and lose nothing", async () => {
  const { database } = endpoint.county.enrolment;
  const writers = [1, 2, 3].map(() => new OfficeRecord(database, clock.now, () => undefined));
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => writers[n % 3]?.add("logExported", commandLine, { entries: n })),
  );
  const kept = await endpoint.county.record.since(["logExported"], 0);
  expect(kept.map(({ about }) => about["entries"]).sort((a, b) => Number(a) - Number(b))).toEqual([
    ...Array(30).keys(),
  ]);
  expect(await endpoint.county.record.brokenAt()).toBeUndefined();
});

test("older acts are asked for fifty at a time", async () => {
  const { record } = endpoint.county;
  for (let n = 0; n < 60; n++) await record.add("logExported", commandLine, { entries: n });
  const first = await acts();
  expect([first.acts.length, first.older]).toEqual([50, 12]);
  const path = `${officeRoutes.acts.path}?before=${first.older}`;
  const rest = ShownActs.parse(await (await endpoint.fetch(path, { headers: session })).json());
  expect(rest).toMatchObject({ older: null });
  expect([...first.acts, ...rest.acts].map(({ id }) => id)).toEqual(Array.from({ length: 61 }, (_, n) => 61 - n));
  const odd = await endpoint.fetch(`${officeRoutes.acts.path}?before=1%20or%201`, { headers: session });
  expect(odd.status).toBe(400);
});

test("what a tablet did in a role that may not is recorded once, however often the log is read", async () => {
  const tablet = await enrolTablet(endpoint, "school");
  tablet.now = clock.now;
  await tablet.checkIn("V1");
  await tablet.checkIn("V2", { role: "trainer", wall: 1_234_567 });
  await tablet.push();
  await endpoint.county.lookAround();
  await endpoint.county.lookAround();
  const again = await endpoint.another(endpoint.county.enrolment.database);
  await again.county.lookAround();
  const found = await endpoint.county.record.since(["roleOverridden"], 0);
  expect(found).toMatchObject([{ who: null, role: "trainer", about: { number: 1, role: "trainer", wall: 1_234_567 } }]);
  expect(JSON.stringify(found)).not.toContain("V2");
});

test("a thousand of these are listed, and that there are more is said once", async () => {
  const { record } = endpoint.county;
  const noticed = async (from: number, to: number) => {
    const acts = new TabletActs(record);
    const [role, wall] = ["trainer", clock.now()];
    for (let index = from; index < to; index++)
      acts.noticed({ act: "roleOverridden", index, device: "d", role, about: { role, wall } });
    await acts.write(() => 1);
    return {
      listed: (await record.since(["roleOverridden"], 0)).length,
      said: (await record.since(["tabletActsLeftOut"], 0)).map(({ about }) => about["listed"]),
    };
  };
  expect(await noticed(0, mostOfAKind)).toEqual({ listed: mostOfAKind, said: [] });
  expect(await noticed(0, mostOfAKind)).toEqual({ listed: mostOfAKind, said: [] });
  const full = { listed: mostOfAKind, said: [mostOfAKind] };
  expect(await noticed(0, mostOfAKind + 1)).toEqual(full);
  expect(await noticed(0, mostOfAKind + 1)).toEqual(full);
  expect(await noticed(5000, 5001)).toEqual(full);
});
