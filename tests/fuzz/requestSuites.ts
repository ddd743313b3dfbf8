/**
 * Requests to every route of the endpoint, spoiled before or after they were signed. Whatever is refused is refused with a
 * typed problem, and what the county keeps is the same byte for byte; nothing is ever "internal".
 */
import fc from "fast-check";
import { makeLeaf } from "../../src/log/eventBytes.ts";
import { devicePath, handOverPath } from "../../src/protocol/deviceLog.ts";
import { deviceHeaders } from "../../src/protocol/deviceRequest.ts";
import { enrolPath } from "../../src/protocol/enrolment.ts";
import { officePaths, officeRoutes } from "../../src/protocol/office.ts";
import { recoveryPath } from "../../src/protocol/recovery.ts";
import { Clerk } from "../helpers/office.ts";
import { bundleOf, enrolRequest } from "../helpers/server.ts";
import { type FuzzSuite, insist } from "./fuzzSuite.ts";
import { type JudgedCounty, judgedCounty } from "./judgedCounty.ts";
import { mutatedBytes, mutatedJsonBytes, mutatedText } from "./mutations.ts";

const signed = async (
  { tablet }: JudgedCounty,
  method: "GET" | "POST",
  path: string,
  body: Uint8Array,
  counter: number,
) => tablet.headersFor(method, path, body, counter);

/** Whatever the text, a path of the county. */
const urlOf = (text: string): URL =>
  new URL(`http://county/${text.replace(/^\//, "").replace(/[\ud800-\udfff]/g, "")}`);
const report = { newest: 2, persistent: true, roll: 1, freeBytes: 1e9, build: "fuzz" };
const none = new Uint8Array(0);

/** A tablet that is enrolled and means harm signs whatever it likes. */
const fromTablets: FuzzSuite = {
  name: "requests that a tablet signs",
  cases: 4_000,
  async begin() {
    const begun = await judgedCounty();
    const { at, county, clock, tablet, judge, mark } = begun;
    const next = [await tablet.checkIn("V4"), await tablet.checkIn("V5")].map(({ leaf }) => leaf);
    const forked = await tablet.witness({ type: "WorkerSignedIn" }, { seq: 1, prev: "0".repeat(64) });
    const clear = await tablet.witness({ type: "DeviceRevoked", device: tablet.device }, { seq: 3, clear: true });
    const bundles = [bundleOf(tablet.leaves), bundleOf(next), bundleOf([forked.leaf]), bundleOf([clear.leaf])];
    const own = devicePath(tablet.device);
    const path = mutatedText([
      own,
      handOverPath(tablet.device),
      "/api/county",
      "/api/wraps",
      "/api/places/school/tablets",
      "/api/roll/manifest?version=1",
      "/log/entries?from=0",
      "/log/tile/entries/000.p/4",
      "/log/tile/0/000.p/3",
      `/api/chunks/${"0".repeat(64)}`,
    ]);
    const request = fc.oneof(
      fc.record({
        method: fc.constant("POST" as const),
        path: fc.constantFrom(own, own, handOverPath(tablet.device)),
        body: mutatedBytes(bundles),
      }),
      fc.record({
        method: fc.constant("POST" as const),
        path: fc.constant("/api/county"),
        body: mutatedJsonBytes([report]),
      }),
      fc.record({
        method: fc.constantFrom("GET" as const, "POST" as const),
        path,
        body: fc.constant(none as Uint8Array),
      }),
    );
    let counter = clock.now();
    await mark();
    return {
      property: fc.asyncProperty(request, async ({ method, path: asked, body }) => {
        clock.pass(1000);
        const url = urlOf(asked);
        const target = url.pathname + url.search;
        const headers = await signed(begun, method, target, method === "GET" ? none : body, ++counter);
        const type = body[0] === 0x7b ? { "Content-Type": "application/json" } : {};
        const response = await county.fetch(target, {
          method,
          headers: { ...headers, ...type },
          ...(method === "POST" ? { body: body as Uint8Array<ArrayBuffer> } : {}),
        });
        await judge(response, new Uint8Array(await response.arrayBuffer()));
      }),
      end: () => at.stop(),
    };
  },
};

/** Somebody on the way changes a request after it was signed, or makes one up. */
const onTheWay: FuzzSuite = {
  name: "requests that somebody changes on the way",
  cases: 4_000,
  async begin() {
    const begun = await judgedCounty();
    const { at, county, clock, tablet, judge, mark } = begun;
    await tablet.checkIn("V4");
    const body = bundleOf(tablet.leaves);
    const header = fc.constantFrom(...Object.values(deviceHeaders));
    const change = fc.oneof(
      fc.record({ body: mutatedBytes([body]) }),
      fc.record({ header, text: mutatedText([tablet.device, String(clock.now()), "0", "1", "A".repeat(88)]) }),
      fc.record({ without: header }),
      fc.record({ path: mutatedText([devicePath(tablet.device)]) }),
    );
    await mark();
    return {
      property: fc.asyncProperty(change, async (how) => {
        clock.pass(1000);
        const headers = { ...(await signed(begun, "POST", devicePath(tablet.device), body, 0)) };
        let [path, sent] = [devicePath(tablet.device), body];
        if ("body" in how) sent = how.body;
        if ("without" in how) delete headers[how.without];
        if ("header" in how) headers[how.header] = how.text.replace(/[^\x20-\x7e]/g, "");
        if ("path" in how) {
          const url = urlOf(how.path);
          path = url.pathname + url.search;
        }
        const response = await county.fetch(path, { method: "POST", headers, body: sent as Uint8Array<ArrayBuffer> });
        const same =
          path === devicePath(tablet.device) &&
          Buffer.from(sent).equals(Buffer.from(body)) &&
          !("without" in how) &&
          !("header" in how);
        insist(response.status >= 400 || same || "header" in how, "a request that was changed on the way was taken");
        await judge(response, new Uint8Array(await response.arrayBuffer()));
      }),
      end: () => at.stop(),
    };
  },
};

/** Set-up, recovery and what everybody may ask. */
const fromAnybody: FuzzSuite = {
  name: "requests of anybody",
  cases: 4_000,
  async begin() {
    const begun = await judgedCounty();
    const { at, county, clock, judge, tablet, mark } = begun;
    const { request } = await enrolRequest(await at.setupCode("school"));
    const post = (path: string, body: fc.Arbitrary<Uint8Array<ArrayBuffer>>) =>
      fc.record({
        method: fc.constant("POST"),
        path: fc.constant(path),
        body,
        type: fc.constantFrom("application/json", "text/plain", "application/octet-stream", ""),
      });
    const get = fc.record({
      method: fc.constantFrom("GET", "HEAD", "DELETE", "PUT", "OPTIONS", "PATCH"),
      path: mutatedText([
        "/log/checkpoint",
        "/log/tile/0/000.p/3",
        "/log/tile/x001/000",
        "/api/openapi.json",
        `/api/chunks/${"a".repeat(64)}`,
        recoveryPath,
        "/office/api/overview",
        "/",
        "/office",
      ]),
      body: fc.constant(none),
      type: fc.constant(""),
    });
    const anything = fc.oneof(
      post(enrolPath, mutatedJsonBytes([request])),
      post(`${recoveryPath}?from=0`, mutatedBytes([bundleOf(tablet.leaves), makeLeaf(none, new Uint8Array(64))])),
      get,
    );
    await mark();
    return {
      property: fc.asyncProperty(anything, async ({ method, path, body, type }) => {
        clock.pass(61 * 60_000); // earlier wrong tries are forgiven, or nothing behind the limit would be reached
        const url = urlOf(path);
        const response = await county.fetch(url.pathname + url.search, {
          method,
          headers: type === "" ? {} : { "Content-Type": type },
          ...(method === "POST" ? { body } : {}),
        });
        const answered = new Uint8Array(await response.arrayBuffer());
        if (method !== "HEAD" && method !== "OPTIONS") await judge(response, answered);
        else insist(response.status < 500, "the endpoint failed");
      }),
      end: () => at.stop(),
    };
  },
};

/** Everything that the county page may ask, by somebody who is signed in as administrator, as auditor, or not at all. */
const fromTheOffice: FuzzSuite = {
  name: "requests of the county page",
  cases: 3_000,
  async begin() {
    const begun = await judgedCounty();
    const { at, county, clock, judge, tablet, mark } = begun;
    const clerks = {
      administrator: await Clerk.of(county.county, clock.now, "administrator"),
      auditor: await Clerk.of(county.county, clock.now, "auditor"),
    };
    const device = tablet.device;
    const valid: Readonly<Record<string, object>> = {
      [officePaths.signIn]: { name: "administrator", password: "wrong password", code: "123456" },
      [officePaths.setUp]: { password: "a password of my own 77", code: "123456" },
      [officeRoutes.codes.path]: { place: "school", kind: "single" },
      [officeRoutes.keepCode.path]: { name: "0123456789abcdef" },
      [officeRoutes.endCode.path]: { name: "0123456789abcdef" },
      [officeRoutes.accept.path]: { device, place: "school" },
      [officeRoutes.revoke.path]: { device, trustedThrough: 1, reason: "lost" },
      [officeRoutes.reinstate.path]: { device },
      [officeRoutes.alarmsSeen.path]: { through: 1, of: "codes" },
      [officeRoutes.addAccount.path]: { name: "Dana", role: "auditor" },
      [officeRoutes.resetAccount.path]: { name: "Dana" },
      [officeRoutes.disableAccount.path]: { name: "Nobody" },
      [officeRoutes.here.path]: {},
    };
    const request = fc
      .constantFrom(...Object.keys(valid))
      .chain((path) => mutatedJsonBytes([valid[path]]).map((body) => ({ path, body })));
    const sessions: { [role: string]: { headers: Record<string, string>; until: number } } = {};
    const headersOf = async (who: "administrator" | "auditor" | "nobody"): Promise<Record<string, string>> => {
      if (who === "nobody") return {};
      if ((sessions[who]?.until ?? 0) <= clock.now())
        sessions[who] = { headers: await clerks[who].signIn(county.fetch), until: clock.now() + 10 * 60_000 };
      return sessions[who]?.headers ?? {};
    };
    const refusals = new Map<string, number>();
    let tried = 0;
    await mark();
    return {
      property: fc.asyncProperty(
        request,
        fc.constantFrom("administrator", "auditor", "nobody"),
        async ({ path, body }, who) => {
          tried++;
          clock.pass(20_000);
          const response = await county.fetch(path, {
            method: "POST",
            headers: { "Content-Type": "application/json", ...(await headersOf(who)) },
            body,
          });
          const answered = new Uint8Array(await response.arrayBuffer());
          refusals.set(`${who} ${path} ${response.status}`, 1);
          const mayNot =
            who !== "administrator" &&
            path !== officeRoutes.here.path &&
            !Object.values<string>(officePaths).includes(path);
          insist(!mayNot || response.status >= 400, `${who} was let do ${path}`);
          // Signing out of nothing, and wrong passwords, are what the record is for; an account that was reset is signed out.
          if (path === officeRoutes.resetAccount.path || path === officeRoutes.disableAccount.path)
            for (const role of Object.keys(sessions)) delete sessions[role];
          await judge(response, answered);
        },
      ),
      end: async () => {
        insist(
          tried < 80 || [...refusals.keys()].some((key) => key.startsWith("administrator") && key.endsWith("400")),
          "no request of the office reached a check",
        );
        await at.stop();
      },
    };
  },
};

export const requestSuites: readonly FuzzSuite[] = [fromTablets, onTheWay, fromAnybody, fromTheOffice];
