/** What stands between tablet and county lies, or the county's own server does. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openCountyServer } from "../../src/server/county.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { silent } from "../helpers/server.ts";
import { type Attack, type Ground, synced } from "./attack.ts";

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
const deviceOf = async (tablet: CoreTablet): Promise<string> => (await tablet.store.fact("identity"))?.device ?? "";

/** The tablet asks through something that answers in the county's place; it must go on as without a network. */
async function through(
  ground: Ground,
  voter: string,
  logOnly: boolean,
  spoil: (genuine: Fetch) => Fetch,
): Promise<CoreTablet> {
  const tablet = await ground.at.workingTablet();
  await synced(tablet);
  const before = await tablet.store.fact("frontier");
  tablet.connect(spoil(ground.fetch));
  expect(await tablet.checkIn(voter)).toMatchObject({ ok: true });
  await synced(tablet);
  expect(tablet.core.state().phase.phase).toBe("working");
  // Where only the log does not come through, what was recorded goes out all the same.
  expect(tablet.core.state().notSent > 0).toBe(!logOnly);
  expect(await tablet.store.fact("frontier")).toEqual(before);
  tablet.connect(ground.fetch);
  await synced(tablet);
  expect(tablet.core.state().notSent).toBe(0);
  tablet.core.stop();
  return tablet;
}

const changedBody =
  (
    genuine: Fetch,
    fits: (path: string) => boolean,
    change: (body: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
  ): Fetch =>
  async (path, init) => {
    const answer = await genuine(path, init);
    if (!fits(path)) return answer;
    const body = change(new Uint8Array(await answer.arrayBuffer()));
    return new Response(body, { status: answer.status, headers: answer.headers });
  };

const flipped = (body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  body[body.length >> 1] = (body[body.length >> 1] as number) ^ 1;
  return body;
};

const lies: readonly (readonly [tries: string, spoil: (genuine: Fetch) => Fetch])[] = [
  [
    "its sign-in page with status 200",
    () => async () => new Response("<html>Welcome to the hotel</html>", { headers: { "Content-Type": "text/html" } }),
  ],
  [
    "an answer that says the tablet is revoked",
    (genuine) =>
      changedBody(
        genuine,
        (path) => path.startsWith("/api/"),
        (body) =>
          Uint8Array.from(
            Buffer.from(Buffer.from(body).toString().replace('"revoked":null', '"revoked":{"trustedThrough":-1}')),
          ),
      ),
  ],
  [
    "an older answer that the county did sign",
    (genuine) => {
      let kept: Promise<Response> | undefined;
      return async (path, init) => {
        kept ??= genuine(path, init);
        return (await kept).clone();
      };
    },
  ],
  ["log entries with one bit changed", (genuine) => changedBody(genuine, (path) => path.startsWith("/log/"), flipped)],
  [
    "log entries cut short",
    (genuine) =>
      changedBody(
        genuine,
        (path) => path.startsWith("/log/"),
        (body) => body.slice(0, -3),
      ),
  ],
  [
    "a checkpoint with one bit changed",
    (genuine) => changedBody(genuine, (path) => path.startsWith("/api/county"), flipped),
  ],
  [
    "an error page without the county's signature",
    () => async () => new Response('{"type":"unknownDevice","title":"Set it up again"}', { status: 401 }),
  ],
];

export const networkAttacks: readonly Attack[] = [
  ...lies.map(
    ([tries, spoil], n): Attack => ({
      attacker: "a captive portal",
      tries,
      seen: "the same as no network: the tablet keeps working, believes nothing and sends everything later",
      run: async (ground) =>
        void (await through(ground, `Voter${String.fromCharCode(65 + n)}d`, tries.startsWith("log entries"), spoil)),
    }),
  ),
  {
    attacker: "a captive portal",
    tries: "a chunk of another roll version under the name that was asked for",
    seen: "the roll in use stays; the new one comes when the bytes are right",
    async run(ground) {
      const { at } = ground;
      const tablet = await at.workingTablet();
      await synced(tablet);
      const [version, old] = [tablet.core.state().rollVersion, (await tablet.store.chunkHashes())[0] ?? ""];
      await at.publish(plainVoters(200));
      tablet.connect((path, init) => ground.fetch(path.startsWith("/api/chunks/") ? `/api/chunks/${old}` : path, init));
      await synced(tablet);
      await new Promise((go) => setTimeout(go, 100));
      expect(tablet.core.state().rollVersion).toBe(version);
      expect(await tablet.core.search("VoterAa")).toMatchObject({ total: 1 });
      tablet.connect(ground.fetch);
      for (let tries = 0; tablet.core.state().rollVersion === version && tries < 200; tries++) {
        await synced(tablet);
        await new Promise((go) => setTimeout(go, 10));
      }
      expect(tablet.core.state().rollVersion).toBe((version ?? 0) + 1);
      tablet.core.stop();
    },
  },
  {
    attacker: "a hostile county server",
    tries: "two histories: a copy of the data folder goes on by itself, with the real keys",
    seen: "an alarm on the tablet, which goes on pushing and believes neither",
    async run(ground) {
      const { at } = ground;
      const [tablet, other] = [await at.workingTablet(), await ground.tablet()];
      await synced(tablet);
      const folder = join(ground.base, `copy-${ground.clock.now()}`);
      cpSync(ground.folder, folder, { recursive: true });
      const copy = await openCountyServer({ folder, port: 0, log: silent, now: at.clock.now });
      if (!copy.ok) throw new Error(copy.error.type);
      try {
        await other.checkIn("V30");
        await other.push();
        await synced(tablet);
        const verified = await tablet.store.fact("frontier");
        for (let n = 0; n < 3; n++) expect((await revokeDevice(copy.value.county, other.device, n)).ok).toBe(true);
        tablet.connect((path, init) => fetch(copy.value.url + path, init));
        await tablet.checkIn("VoterBb");
        await synced(tablet);
        expect(tablet.core.state().safety).toEqual({ safety: "alarm", alarm: "countyLogInconsistent" });
        expect(await tablet.store.fact("frontier")).toEqual(verified);
        const there = (await copy.value.county.sequencer.refresh()).devices.get(await deviceOf(tablet));
        expect(there?.head_seq).toBe((await tablet.store.head(await deviceOf(tablet)))?.seq);
      } finally {
        tablet.core.stop();
        await copy.value.stop();
      }
    },
  },
  {
    attacker: "a hostile county server",
    tries: "an older state that it signed before",
    seen: "the tablet keeps what it has verified",
    async run(ground) {
      const { at } = ground;
      const tablet = await at.workingTablet();
      await synced(tablet);
      const folder = join(ground.base, `older-${ground.clock.now()}`);
      cpSync(ground.folder, folder, { recursive: true });
      const other = await ground.tablet();
      for (const voter of ["V31", "V32"]) await other.checkIn(voter);
      await other.push();
      await synced(tablet);
      const verified = await tablet.store.fact("frontier");
      const older = await openCountyServer({ folder, port: 0, log: silent, now: at.clock.now });
      if (!older.ok) throw new Error(older.error.type);
      try {
        tablet.connect((path, init) => fetch(older.value.url + path, init));
        await synced(tablet);
        expect(await tablet.store.fact("frontier")).toEqual(verified);
        expect((await tablet.core.voter("V31"))?.standing.checkIns).toHaveLength(1);
      } finally {
        tablet.core.stop();
        await older.value.stop();
      }
    },
  },
];
