/** Every way to be refused: a typed problem, signed by the county, and nothing written. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../src/log/encoding.ts";
import { makeLeaf } from "../../src/log/eventBytes.ts";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import { clockToleranceMs, deviceHeaders, signRequest } from "../../src/protocol/deviceRequest.ts";
import { enrolPath } from "../../src/protocol/enrolment.ts";
import { Problem } from "../../src/protocol/problem.ts";
import { newSetupCode, sessionCodeMs, singleCodeMs } from "../../src/server/enrolment.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import {
  bundleOf,
  checkInBody,
  countyInMemory,
  type Endpoint,
  enrolRequest,
  enrolTablet,
  handClock,
  NodeTablet,
  problemIn,
  viewIn,
} from "../helpers/server.ts";

let endpoint: Endpoint;
let clock: ReturnType<typeof handClock>;
beforeAll(async () => {
  clock = handClock();
  endpoint = await countyInMemory({ now: clock.now });
});
afterAll(() => endpoint.stop());

const size = async (): Promise<number> => (await endpoint.county.sequencer.refresh()).size;
const report = { newest: 3, persistent: true, roll: 1, freeBytes: null, build: "test" };

describe("a tablet's request", () => {
  let tablet: NodeTablet;
  let before: number;
  beforeEach(async () => {
    tablet = await enrolTablet(endpoint);
    tablet.now = clock.now;
    before = await size();
  });

  test.each([
    ["truncated in an event", (t: NodeTablet) => bundleOf(t.leaves).slice(0, -1), 400, "badRequest"],
    ["truncated in a length", (t: NodeTablet) => bundleOf(t.leaves).slice(0, 1), 400, "badRequest"],
    ["empty", () => new Uint8Array(0), 400, "badRequest"],
    ["not events", () => bundleOf([new Uint8Array(200)]), 422, "badEvent"],
    ["101 events", (t: NodeTablet) => bundleOf(Array(101).fill(t.leaves[0])), 413, "tooLarge"],
    ["257 KB", () => new Uint8Array(257 * 1024), 413, "tooLarge"],
  ])("a push that is %s", async (_, body, status, type) => {
    await tablet.checkIn("a");
    const answer = await tablet.ask("POST", devicePath(tablet.device), body(tablet));
    expect([answer.status, problemIn(answer).type]).toEqual([status, type]);
    expect(await size()).toBe(before);
  });

  test("an event with a changed byte, a foreign signature, another device's id, or another election", async () => {
    const other = await enrolTablet(endpoint);
    const { leaf } = await tablet.checkIn("a");
    const { leaf: foreign } = await other.checkIn("a");
    const changed = leaf.slice();
    changed[leaf.length - 1] = (changed.at(-1) as number) ^ 1;
    expect(problemIn(await tablet.push([changed])).type).toBe("badSignature");
    const borrowed = makeLeaf(leaf.subarray(0, -64), foreign.subarray(-64));
    expect(problemIn(await tablet.push([borrowed])).type).toBe("badSignature");
    expect(problemIn(await tablet.push([foreign])).type).toBe("badEvent");
    const text = fromUtf8(leaf.subarray(0, -64))?.replace("2026-general", "2025-general") ?? "";
    expect(problemIn(await tablet.push([makeLeaf(utf8(text), leaf.subarray(-64))])).type).toBe("badEvent");
    expect(problemIn(await tablet.push([leaf], "0".repeat(32))).type).toBe("notFound");
    expect(await size()).toBe(before + 1); // the other tablet's enrolment
  });

  test("a chain that is broken inside a push", async () => {
    const { leaf } = await tablet.checkIn("a");
    const next = await tablet.witness(checkInBody("b", "school", 0), { seq: 1, prev: "0".repeat(64) });
    expect(problemIn(await tablet.push([leaf, next.leaf])).type).toBe("badEvent");
    expect(await size()).toBe(before);
  });

  test("signed by another key, for another path, with another body or at another time", async () => {
    const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
    const request = {
      device: tablet.device,
      method: "GET",
      path: "/api/county",
      body: new Uint8Array(0),
      time: clock.now(),
      counter: 0,
    };
    const headers = await signRequest(keys.privateKey, request);
    const answer = await endpoint.fetch("/api/county", { headers });
    expect(Problem.parse(await answer.json()).type).toBe("badSignature");
    expect(Problem.parse(await (await endpoint.fetch("/api/county")).json()).type).toBe("badSignature");

    const seen: [string, RequestInit][] = [];
    const spied = await enrolTablet({
      ...endpoint,
      fetch: (path, init = {}) => {
        seen.push([path, init]);
        return endpoint.fetch(path, init);
      },
    });
    spied.now = clock.now;
    await spied.view();
    const good = seen.at(-1)?.[1].headers as Record<string, string>;
    const again = async (path: string, changes: Record<string, string>) =>
      (await endpoint.fetch(path, { headers: { ...good, ...changes } })).status;
    expect(await again("/api/county", {})).toBe(200); // a read may be repeated
    expect(await again("/api/wraps", {})).toBe(401);
    expect(await again("/api/county?x=1", {})).toBe(401);
    expect(await again("/api/county", { [deviceHeaders.time]: String(clock.now() + 1) })).toBe(401);
    expect(await again("/api/county", { [deviceHeaders.device]: tablet.device })).toBe(401);
  });

  test("a clock that is off is told the county's time, and corrected it is taken", async () => {
    tablet.now = () => clock.now() + clockToleranceMs + 1;
    expect(problemIn(await tablet.view())).toMatchObject({ type: "clockOff", time: clock.now() });
    tablet.now = () => clock.now() - clockToleranceMs;
    expect(viewIn(await tablet.view()).time).toBe(clock.now());
  });

  test("a replayed or older counter writes nothing", async () => {
    expect((await tablet.report(report)).status).toBe(200);
    tablet.counter = 0;
    expect(problemIn(await tablet.report({ ...report, newest: 99 })).type).toBe("counterReused");
    tablet.counter = -1;
    expect(problemIn(await tablet.report(report)).type).toBe("counterReused");
    const contact = (await endpoint.county.contacts.all()).get(tablet.device);
    expect(contact?.report?.newest).toBe(3);
  });

  test("a report with an unknown member", async () => {
    const answer = await tablet.report({ ...report, more: 1 });
    expect(problemIn(answer)).toMatchObject({ type: "badRequest" });
  });

  test("entries, wraps and manifest without a tablet's signature; hash tiles and checkpoint are for everybody", async () => {
    for (const path of [
      "/log/entries?from=0",
      "/log/tile/entries/000.p/1",
      "/api/wraps",
      "/api/roll/manifest",
      "/api/places/school/tablets",
    ])
      expect((await endpoint.fetch(path)).status, path).toBe(401);
    for (const path of ["/log/checkpoint", "/log/tile/0/000.p/1"])
      expect((await endpoint.fetch(path)).status, path).toBe(200);
    for (const path of ["/log/tile/0/000", "/log/tile/0/000.p/300", "/log/tile/9/000.p/1", "/log/tile/0/0"])
      expect((await endpoint.fetch(path)).status, path).toBe(404);
  });

  test("an unknown tablet is told so, in an answer that the county signed", async () => {
    const { keys } = await enrolRequest((await someCode()).code);
    const answer = { ...tablet.answer, device: "0".repeat(32) };
    const unknown = new NodeTablet(endpoint, keys, keys.privateKey, answer);
    unknown.now = clock.now;
    expect(problemIn(await unknown.view()).type).toBe("unknownDevice");
    // Another county knows this tablet as little, and cannot speak for ours.
    const stranger = await countyInMemory({ now: clock.now });
    await expect(tablet.through(stranger).view()).rejects.toThrow("did not sign");
    await stranger.stop();
  });
});

async function someCode() {
  const code = await newSetupCode(endpoint.county.enrolment, { kind: "single", place: null }, commandLine);
  if (!code.ok) throw new Error(code.error.type);
  return code.value;
}

describe("a set-up", () => {
  const ask = async (request: object) => {
    const response = await endpoint.fetch(enrolPath, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const newCode = async (kind: "single" | "session", place: string | null = "school") => {
    const code = await newSetupCode(endpoint.county.enrolment, { kind, place, accepted: true }, commandLine);
    if (!code.ok) throw new Error(code.error.type);
    return code.value;
  };
  beforeEach(() => clock.pass(2 * 60 * 60_000)); // earlier tests' wrong tries are forgiven

  test("with a wrong proof, an unknown code or an expired one", async () => {
    const before = await size();
    const { code } = await newCode("single");
    const { request } = await enrolRequest(code);
    const wrong = `${request.mac.startsWith("A") ? "B" : "A"}${request.mac.slice(1)}`;
    expect(await ask({ ...request, mac: wrong })).toMatchObject({ status: 404, json: { type: "codeUnknown" } });
    expect(await ask({ ...request, code: "0".repeat(16) })).toMatchObject({ json: { type: "codeUnknown" } });
    expect(await ask({ ...request, persistent: false })).toMatchObject({ json: { type: "codeUnknown" } });
    expect(await ask({ ...request, publicKey: "AAAA" })).toMatchObject({ json: { type: "badRequest" } });
    clock.pass(singleCodeMs);
    expect(await ask(request)).toMatchObject({ json: { type: "codeUnknown" } });
    expect(await size()).toBe(before);
  });

  test("wrong tries make the address wait, longer each time", async () => {
    const { code } = await newCode("session");
    const { request } = await enrolRequest(code);
    const wrong = { ...request, code: "0".repeat(16) };
    for (let n = 0; n < 5; n++) expect((await ask(wrong)).json["type"]).toBe("codeUnknown");
    expect(await ask(request)).toMatchObject({ status: 429, json: { type: "tooManyTries" } });
    clock.pass(30_001);
    expect((await ask(wrong)).json["type"]).toBe("codeUnknown");
    clock.pass(30_001);
    expect((await ask(request)).status).toBe(429);
    clock.pass(30_001);
    expect((await ask(request)).status).toBe(200);
  });

  test("a single-use code answers the same tablet again and no other, also when both ask at once", async () => {
    const { code } = await newCode("single");
    const [one, two] = [await enrolRequest(code), await enrolRequest(code)];
    const answers = await Promise.all([ask(one.request), ask(two.request)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner, loser] = answers[0]?.status === 200 ? [one, two] : [two, one];
    const first = answers.find(({ status }) => status === 200)?.json;
    const again = await ask(winner.request);
    expect(again.json).toMatchObject({
      device: first?.["device"],
      number: first?.["number"],
      enrolled: first?.["enrolled"],
    });
    expect((await ask(loser.request)).json["type"]).toBe("codeUsed");
  });

  test("a session code sets up many tablets until it ends; spares carry the wraps of all places", async () => {
    const { code } = await newCode("session", null);
    const tablets = [];
    for (let n = 0; n < 3; n++) tablets.push(await ask((await enrolRequest(code)).request));
    const numbers = tablets.map(({ json }) => json["number"] as number);
    expect(numbers).toEqual([numbers[0], (numbers[0] as number) + 1, (numbers[0] as number) + 2]);
    expect(tablets[0]?.json["wraps"]).toMatchObject([{ place: "library" }, { place: "school" }]);
    const { code: placed } = await newCode("session", "school");
    expect((await ask((await enrolRequest(placed)).request)).json["wraps"]).toMatchObject([{ place: "school" }]);
    clock.pass(sessionCodeMs);
    expect((await ask((await enrolRequest(code)).request)).json["type"]).toBe("codeUnknown");
  });

  test("a code for a place that does not exist", async () => {
    const code = await newSetupCode(endpoint.county.enrolment, { kind: "single", place: "nowhere" }, commandLine);
    expect(code).toEqual({ ok: false, error: { type: "placeUnknown" } });
  });
});
