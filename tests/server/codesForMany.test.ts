/** Set-up codes for many tablets, tablets that wait, and the second use of a code for one. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { EnrolAnswer, enrolPath } from "../../src/protocol/enrolment.ts";
import { CodeKept, CodeShown, Overview, officeRoutes } from "../../src/protocol/office.ts";
import { Clerk } from "../helpers/office.ts";
import { countyInMemory, type EndpointInMemory, enrolRequest, handClock } from "../helpers/server.ts";

let endpoint: EndpointInMemory;
let clock: ReturnType<typeof handClock>;
let session: Record<string, string>;
beforeEach(async () => {
  clock = handClock();
  endpoint = await countyInMemory({ now: clock.now });
  session = await (await Clerk.of(endpoint.county, clock.now)).signIn(endpoint.fetch);
});
afterEach(() => endpoint.stop());

const post = (path: string, body: object, headers: Record<string, string> = session): Promise<Response> =>
  endpoint.fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const made = async (kind: "single" | "session", place: string | null = "school") =>
  CodeShown.parse(await (await post(officeRoutes.codes.path, { kind, place })).json());
const overview = async () =>
  Overview.parse(await (await endpoint.fetch(officeRoutes.overview.path, { headers: session })).json());
const setUp = async (code: string) => post(enrolPath, (await enrolRequest(code)).request, {});

test("a code for many sets up many; each waits without wraps and is counted nowhere until a clerk accepts it", async () => {
  const { code } = await made("session");
  const answers = await Promise.all([1, 2, 3].map(async () => EnrolAnswer.parse(await (await setUp(code)).json())));
  for (const { wraps } of answers) expect(wraps).toEqual([]);
  const before = await overview();
  expect(before.tablets.map(({ state, place }) => [state, place])).toEqual(Array(3).fill(["waits", "school"]));
  expect(before.places[0]?.tablets).toBe(0);
  const [first, second] = answers;
  await post(officeRoutes.accept.path, { device: first?.device, place: "library" });
  await post(officeRoutes.accept.path, { device: second?.device, place: null });
  expect((await post(officeRoutes.accept.path, { device: first?.device, place: "nowhere" })).status).toBe(400);
  expect((await post(officeRoutes.accept.path, { device: "0".repeat(32), place: null })).status).toBe(404);
  const after = await overview();
  const states = Object.fromEntries(after.tablets.map(({ device, state, place }) => [device, [state, place]]));
  expect(states[first?.device ?? ""]).toEqual(["good", "library"]);
  expect(states[second?.device ?? ""]).toEqual(["good", null]);
  // Another process of the county comes to the same from the log.
  const other = await endpoint.another(endpoint.county.enrolment.database);
  const devices = (await other.county.sequencer.refresh()).devices;
  expect([...devices.values()].map(({ waits }) => waits).sort()).toEqual([0, 0, 1]);
});

test("a tablet that was set up for one place is not moved by a code for many of another", async () => {
  const [single, many] = [await made("single", "school"), await made("session", "library")];
  const { request, keys } = await enrolRequest(single.code);
  const first = EnrolAnswer.parse(await (await post(enrolPath, request, {})).json());
  const again = await post(enrolPath, (await enrolRequest(many.code, keys)).request, {});
  expect(EnrolAnswer.parse(await again.json())).toMatchObject({
    device: first.device,
    place: "school",
    wraps: [{ place: "school" }],
  });
  const there = await endpoint.another(endpoint.county.enrolment.database);
  expect((await there.county.sequencer.refresh()).devices.get(first.device)).toMatchObject({
    place: "school",
    waits: 0,
  });
});

test("it is good while the page says that it shows it, two hours at most, and ends when the page ends it", async () => {
  const { code, name, expires } = await made("session");
  expect(expires).toBe(clock.now() + 90_000);
  const began = clock.now();
  const keep = () => post(officeRoutes.keepCode.path, { name });
  for (let n = 0; n < 120; n++) {
    clock.pass(60_000);
    await post(officeRoutes.here.path, {});
    const kept = await keep();
    if (clock.now() < began + 2 * 3_600_000)
      expect(CodeKept.parse(await kept.json()).expires).toBe(Math.min(clock.now() + 90_000, began + 2 * 3_600_000));
    else expect(kept.status).toBe(404);
  }
  expect((await setUp(code)).status).toBe(404);
  session = await (await Clerk.of(endpoint.county, clock.now, "administrator", "next")).signIn(endpoint.fetch);
  const ended = await made("session");
  expect((await setUp(ended.code)).status).toBe(200);
  await post(officeRoutes.endCode.path, { name: ended.name });
  expect((await setUp(ended.code)).status).toBe(404);
  expect((await post(officeRoutes.keepCode.path, { name: ended.name })).status).toBe(404);
  const forgotten = await made("session");
  clock.pass(90_000);
  expect((await setUp(forgotten.code)).status).toBe(404);
});

test("a code for one that is used again is refused and raises an alarm until an administrator has looked", async () => {
  const { code } = await made("single");
  const mine = await enrolRequest(code);
  expect((await post(enrolPath, mine.request, {})).status).toBe(200);
  // The same tablet asks again because the answer was lost: no alarm.
  expect((await post(enrolPath, mine.request, {})).status).toBe(200);
  expect((await overview()).alarms).toEqual([]);
  expect((await setUp(code)).status).toBe(409);
  const { alarms, tablets } = await overview();
  expect(alarms).toMatchObject([{ first: 1, place: "school", address: "local", at: clock.now() }]);
  expect(tablets).toHaveLength(1);
  await post(officeRoutes.alarmsSeen.path, { through: alarms[0]?.act, of: "codes" });
  expect((await overview()).alarms).toEqual([]);
  expect((await setUp(code)).status).toBe(409);
  expect((await overview()).alarms).toHaveLength(1);
  // Nobody has looked at what is still to come.
  await post(officeRoutes.alarmsSeen.path, { through: Number.MAX_SAFE_INTEGER, of: "codes" });
  expect((await overview()).alarms).toEqual([]);
  expect((await setUp(code)).status).toBe(409);
  expect((await overview()).alarms).toHaveLength(1);
});
