/** Replayed, forged and oversized requests of tablets. */
import { expect } from "vitest";
import { utf8 } from "../../src/log/encoding.ts";
import { encodeEvent, eventHash, makeLeaf, signEvent } from "../../src/log/eventBytes.ts";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import { clockToleranceMs, deviceHeaders, signRequest } from "../../src/protocol/deviceRequest.ts";
import { bundleOf, checkInBody, election, type NodeTablet, viewIn } from "../helpers/server.ts";
import { type Attack, conversation, expectRefused, type Ground, raw } from "./attack.ts";

const report = { newest: 3, persistent: true, roll: 1, freeBytes: null, build: "test" };
const nothing = new Uint8Array(0);
const ecdsa = { name: "ECDSA", namedCurve: "P-256" };

/** Asks under this device's id with a key that is not the device's. */
async function askedByStranger(ground: Ground, device: string, path: string): Promise<Response> {
  const { privateKey } = await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);
  const request = { device, method: "GET", path, body: nothing, time: ground.clock.now(), counter: 0 };
  return ground.fetch(path, { headers: await signRequest(privateKey, request) });
}

/** The request that a tablet would send, and what somebody makes of it. */
async function tampered(
  ground: Ground,
  change: (
    request: { path: string; method: string; headers: Record<string, string>; body: Uint8Array },
    tablet: NodeTablet,
  ) => void,
): Promise<{ answer: Response; grown: number }> {
  const tablet = await ground.tablet();
  await tablet.checkIn("V1");
  const body = bundleOf(tablet.leaves);
  const path = devicePath(tablet.device);
  const request = { path, method: "POST", body, headers: await tablet.headersFor("POST", path, body, 0) };
  change(request, tablet);
  const before = await ground.size();
  const answer = await ground.fetch(request.path, {
    method: request.method,
    headers: request.headers,
    ...(request.method === "POST" ? { body: request.body as Uint8Array<ArrayBuffer> } : {}),
  });
  return { answer, grown: (await ground.size()) - before };
}

const refusedAsTampered =
  (type: Parameters<typeof expectRefused>[1], change: Parameters<typeof tampered>[1]) =>
  async (ground: Ground): Promise<void> => {
    const { answer, grown } = await tampered(ground, change);
    expect(await answer.json()).toMatchObject({ type });
    expect(grown).toBe(0);
  };

export const requestAttacks: readonly Attack[] = [
  {
    attacker: "a forged device",
    tries: "a request signed with a key of its own under a real tablet's id",
    seen: "badSignature",
    async run(ground) {
      const { device } = await ground.tablet();
      await expectRefused(ground, "badSignature", () => askedByStranger(ground, device, "/api/wraps"));
    },
  },
  {
    attacker: "a forged device",
    tries: "a request that another enrolled tablet signed, under this one's id",
    seen: "badSignature",
    async run(ground) {
      const [victim, other] = [await ground.tablet(), await ground.tablet("library")];
      const headers = {
        ...(await other.headersFor("GET", "/api/wraps", nothing, 0)),
        [deviceHeaders.device]: victim.device,
      };
      await expectRefused(ground, "badSignature", () => ground.fetch("/api/wraps", { headers }));
    },
  },
  {
    attacker: "a forged device",
    tries: "an id that was never enrolled",
    seen: "unknownDevice",
    async run(ground) {
      await expectRefused(ground, "unknownDevice", () => askedByStranger(ground, "f".repeat(32), "/api/county"));
    },
  },
  {
    attacker: "a stranger on the network",
    tries: "the same signed report once more",
    seen: "counterReused, and the report stays",
    async run(ground) {
      const tablet = await ground.tablet();
      const body = utf8(JSON.stringify(report));
      const headers = {
        ...(await tablet.headersFor("POST", "/api/county", body, 5)),
        "Content-Type": "application/json",
      };
      expect((await ground.fetch("/api/county", { method: "POST", headers, body })).status).toBe(200);
      await expectRefused(ground, "counterReused", () =>
        ground.fetch("/api/county", { method: "POST", headers, body }),
      );
    },
  },
  {
    attacker: "a stranger on the network",
    tries: "a push that was heard before, once more",
    seen: "the same answer, and no second event",
    async run(ground) {
      const tablet = await ground.tabletThatSent("V1");
      const before = await ground.size();
      expect(viewIn(await tablet.push()).device.head.seq).toBe(0);
      expect(await ground.size()).toBe(before);
    },
  },
  ...([-1, 1] as const).map(
    (side): Attack => ({
      attacker: "a stranger on the network",
      tries: `a request from ${side < 0 ? "before" : "beyond"} the window of time`,
      seen: "clockOff",
      async run(ground) {
        const tablet = await ground.tablet();
        tablet.now = () => ground.clock.now() + side * (clockToleranceMs + 1);
        await expectRefused(ground, "clockOff", () => tablet.push([]));
      },
    }),
  ),
  {
    attacker: "a stranger on the network",
    tries: "another body under a signed request",
    seen: "badSignature",
    run: refusedAsTampered("badSignature", (request) => {
      request.body = request.body.slice(0, -1);
    }),
  },
  {
    attacker: "a stranger on the network",
    tries: "a signed request sent to another path",
    seen: "badSignature",
    run: refusedAsTampered("badSignature", (request) => {
      request.path = `${request.path}/handed-over`;
    }),
  },
  {
    attacker: "a stranger on the network",
    tries: "a signed request under another method",
    seen: "badSignature",
    run: refusedAsTampered("badSignature", (request) => {
      [request.method, request.path] = ["GET", "/api/county"];
    }),
  },
  {
    attacker: "a stranger on the network",
    tries: "a body of 300 KB",
    seen: "tooLarge",
    async run(ground) {
      const head = `POST ${devicePath("0".repeat(32))} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n`;
      const answer = await raw(ground.url, head + "x".repeat(300_000));
      expect(answer).toMatch(/^HTTP\/1\.1 413/);
      expect(answer).toContain("tooLarge");
    },
  },
  {
    attacker: "a stranger on the network",
    tries: "a body without a length that does not end",
    seen: "tooLarge, and the connection ends",
    async run(ground) {
      const head = `POST ${devicePath("0".repeat(32))} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const { answer, ended } = await conversation(ground.url, head + `10000\r\n${"x".repeat(65_536)}\r\n`.repeat(8));
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('"type":"tooLarge"');
      expect(ended).toBe("by the endpoint");
    },
  },
  {
    attacker: "a forged device",
    tries: "a report of ten thousand nested lists",
    seen: "badRequest",
    async run(ground) {
      const tablet = await ground.tablet();
      const body = utf8(`{"newest":${"[".repeat(10_000)}${"]".repeat(10_000)}}`);
      await expectRefused(ground, "badRequest", () => tablet.ask("POST", "/api/county", body, 9));
    },
  },
  {
    attacker: "a forged device",
    tries: "an event of two thousand nested lists",
    seen: "badEvent",
    async run(ground) {
      const tablet = await ground.tablet();
      const prev = tablet.answer.enrolled;
      const bytes = utf8(
        `{"v":1,"election":"${election.id}","device":"${tablet.device}","seq":0,"prev":"${prev}","body":{"a":${"[".repeat(2000)}${"]".repeat(2000)}}}`,
      );
      await expectRefused(ground, "badEvent", () => tablet.push([makeLeaf(bytes, new Uint8Array(64))]));
    },
  },
  {
    attacker: "a forged device",
    tries: "a report with members of its own",
    seen: "badRequest",
    async run(ground) {
      const tablet = await ground.tablet();
      await expectRefused(ground, "badRequest", () => tablet.report({ ...report, isAdministrator: true }));
    },
  },
  {
    attacker: "a forged device",
    tries: "a push with a gap",
    seen: "gap, and nothing of it is taken",
    async run(ground) {
      const tablet = await ground.tablet();
      for (const voter of ["V1", "V2", "V3"]) await tablet.checkIn(voter);
      await expectRefused(ground, "gap", () => tablet.push([tablet.leaves[0], tablet.leaves[2]] as Uint8Array[]));
      await expectRefused(ground, "gap", () => tablet.push(tablet.leaves.slice(1)));
    },
  },
  {
    attacker: "a forged device",
    tries: "an event after another one than the county has",
    seen: "fork",
    async run(ground) {
      const tablet = await ground.tabletThatSent("V1");
      const forged = await tablet.witness(checkInBody("V2", "school", 0), { seq: 1, prev: "a".repeat(64) });
      await expectRefused(ground, "fork", () => tablet.push([forged.leaf]));
    },
  },
  {
    attacker: "a copied disk",
    tries: "another event under a number that the county has",
    seen: "fork, and the first one stays",
    async run(ground) {
      const tablet = await ground.tabletThatSent("V1");
      const other = await tablet.witness(checkInBody("V2", "school", 0), { seq: 0 });
      await expectRefused(ground, "fork", () => tablet.push([other.leaf]));
      expect(viewIn(await tablet.view()).device.head.hash).toBe(tablet.hashes[0]);
    },
  },
  ...(["another election", "practice"] as const).map(
    (from): Attack => ({
      attacker: "a forged device",
      tries: `an event of ${from}`,
      seen: from === "practice" ? "badSignature: practice has a hash domain of its own" : "badEvent",
      async run(ground) {
        const tablet = await ground.tablet();
        const keys = await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);
        const envelope = {
          v: 1,
          election: election.id,
          device: tablet.device,
          seq: 0,
          prev: tablet.answer.enrolled,
          body: "AAAA",
        } as const;
        const bytes = encodeEvent(from === "practice" ? envelope : { ...envelope, election: "2024-general" });
        if (!bytes.ok) throw new Error(bytes.error.type);
        // The tablet's own signature where the domain decides; any other where the election does.
        const hash = await eventHash(bytes.value, from === "practice" ? "practice" : "event");
        const signature = from === "practice" ? await tablet.signHash(hash) : await signEvent(keys.privateKey, hash);
        const type = from === "practice" ? "badSignature" : "badEvent";
        await expectRefused(ground, type, () => tablet.push([makeLeaf(bytes.value, signature)]));
      },
    }),
  ),
];
