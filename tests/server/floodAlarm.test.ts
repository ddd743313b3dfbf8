/** A tablet that records more than any desk can is told to the office while it lasts. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Overview, officeRoutes } from "../../src/protocol/office.ts";
import { Clerk } from "../helpers/office.ts";
import {
  checkInBody,
  countyInMemory,
  type EndpointInMemory,
  enrolTablet,
  handClock,
  type NodeTablet,
  viewIn,
} from "../helpers/server.ts";

let endpoint: EndpointInMemory;
let clock: ReturnType<typeof handClock>;
let clerk: Clerk;
let session: Record<string, string>;
beforeEach(async () => {
  clock = handClock();
  endpoint = await countyInMemory({ now: clock.now });
  clerk = await Clerk.of(endpoint.county, clock.now);
  session = await clerk.signIn(endpoint.fetch);
});
afterEach(() => endpoint.stop());

const minute = 60_000;
const post = (path: string, body: object): Promise<Response> =>
  endpoint.fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...session },
    body: JSON.stringify(body),
  });
const floods = async (county: EndpointInMemory = endpoint) =>
  Overview.parse(await (await county.fetch(officeRoutes.overview.path, { headers: session })).json()).floods;
const told = () => endpoint.county.record.since(["checkInFlood"], 0);
async function tabletAt(place: string): Promise<NodeTablet> {
  const tablet = await enrolTablet(endpoint, place);
  tablet.now = clock.now;
  return tablet;
}
/** So many check-ins, so far apart by the tablet's clock; sent after them. */
async function checksIn(tablet: NodeTablet, count: number, apart: number): Promise<void> {
  const from = tablet.leaves.length;
  for (let n = 0; n < count; n++) {
    await tablet.checkIn(`V${from + n}`);
    clock.pass(apart);
  }
  for (let at = from; at < tablet.leaves.length; at += 100)
    viewIn(await tablet.push(tablet.leaves.slice(at, at + 100)));
}

test("the alarm stays until an administrator has looked, and rises again with something new", async () => {
  const [stolen, busy] = [await tabletAt("school"), await tabletAt("library")];
  await checksIn(stolen, 5, minute);
  await checksIn(busy, 40, 25_000);
  expect(await floods()).toEqual([]);
  await checksIn(stolen, 14, 1000);
  const [alarm, ...others] = await floods();
  expect([alarm, others]).toMatchObject([{ number: 1, acts: 13, before: 4 }, []]);
  await checksIn(stolen, 1, 1000);
  expect(await floods()).toEqual([alarm]);

  // Who looks at another kind of alarm has not looked at this one.
  await post(officeRoutes.alarmsSeen.path, { through: alarm?.act, of: "codes" });
  expect(await floods()).toEqual([alarm]);
  await post(officeRoutes.alarmsSeen.path, { through: alarm?.act, of: "floods" });
  expect(await floods()).toEqual([]);
  await checksIn(stolen, 11, 1000);
  expect(await floods()).toMatchObject([{ number: 1, acts: 26, before: 4 }]);
  const second = (await floods())[0];
  await post(officeRoutes.alarmsSeen.path, { through: Number.MAX_SAFE_INTEGER, of: "floods" });
  expect(await floods()).toEqual([]);

  clock.pass(3 * 60 * minute);
  session = await (await Clerk.of(endpoint.county, clock.now, "auditor", "lee")).signIn(endpoint.fetch);
  await checksIn(stolen, 13, 1000);
  const third = await floods();
  expect(third).toMatchObject([{ number: 1, acts: 13, before: 30 }]);
  expect(third[0]?.act).toBeGreaterThan(second?.act ?? 0);
  // An auditor sees it and cannot end it; nor does another process of the county tell it anew.
  expect((await post(officeRoutes.alarmsSeen.path, { through: 99, of: "floods" })).status).toBe(403);
  expect(await floods(await endpoint.another(endpoint.county.enrolment.database))).toEqual(third);
  expect(await told()).toHaveLength(3);
});

test("a tablet that comes back from hours offline with a day's worth raises none", async () => {
  const [offline, other] = [await tabletAt("school"), await tabletAt("library")];
  await checksIn(other, 1, minute);
  for (let n = 0; n < 400; n++) {
    await offline.checkIn(`V${n}`);
    clock.pass(n % 7 === 0 ? 3 * minute : 25_000);
  }
  session = await clerk.signIn(endpoint.fetch);
  for (let at = 0; at < 400; at += 100) viewIn(await offline.push(offline.leaves.slice(at, at + 100)));
  expect(await floods()).toEqual([]);
  // One that names the same hours once more does.
  const now = clock.now();
  for (let n = 0; n < 20; n++) await offline.checkIn(`V${n}`, { wall: now - (20 - n) * 10 * minute });
  viewIn(await offline.push(offline.leaves.slice(400)));
  expect(await floods()).toMatchObject([{ number: 1 }]);
});

test("what is handed over beside a chain is looked at, too; what a tablet writes that was set aside is not", async () => {
  const [stolen, other] = [await tabletAt("school"), await tabletAt("library")];
  await checksIn(stolen, 1, minute);
  const past: Uint8Array[] = [];
  for (let n = 0, prev = stolen.answer.enrolled; n < 13; n++) {
    const body = checkInBody(`W${n}`, "school", clock.now() + n * 1000);
    const { leaf, hash } = await stolen.witness(body, { seq: n, prev });
    past.push(leaf);
    prev = hash;
  }
  expect((await other.handOver(past, stolen.device)).status).toBe(200);
  expect(await floods()).toMatchObject([{ number: 1, acts: 13 }]);

  const set = await tabletAt("school");
  await checksIn(set, 1, minute);
  await post(officeRoutes.revoke.path, { device: set.device, trustedThrough: 0 });
  await checksIn(set, 30, 1000);
  expect((await floods()).map(({ number }) => number)).toEqual([1]);
});
