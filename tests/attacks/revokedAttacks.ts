import { expect } from "vitest";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import { reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { pin } from "../helpers/openElection.ts";
import { bundleOf, viewIn } from "../helpers/server.ts";
import { type Attack, expectRefused, type Ground, synced } from "./attack.ts";

const deviceOf = async (tablet: CoreTablet): Promise<string> => (await tablet.store.fact("identity"))?.device ?? "";

const revoke = async ({ at }: Ground, device: string, trustedThrough: number): Promise<void> => {
  expect((await revokeDevice(at.county.county, device, trustedThrough)).ok).toBe(true);
};

export const revokedAttacks: readonly Attack[] = [
  {
    attacker: "a revoked tablet",
    tries: "to fetch the log's entries, the roll's manifest and its wraps",
    seen: "notAllowed",
    async run(ground) {
      const tablet = await ground.tabletThatSent("V1");
      await revoke(ground, tablet.device, -1);
      for (const path of [
        "/log/entries?from=0",
        "/log/tile/entries/000.p/3",
        "/api/roll/manifest?version=1",
        "/api/wraps",
      ])
        await expectRefused(ground, "notAllowed", () => tablet.ask("GET", path));
    },
  },
  {
    attacker: "a revoked tablet",
    tries: "to go on checking in and pushing",
    seen: "taken and flagged, and it counts for nothing",
    async run(ground) {
      const tablet = await ground.tabletThatSent("V20");
      await revoke(ground, tablet.device, 0);
      await tablet.checkIn("V21");
      expect(viewIn(await tablet.ask("POST", devicePath(tablet.device), bundleOf(tablet.leaves))).device.head.seq).toBe(
        1,
      );
      const { standings } = await ground.fold();
      expect([standings.of("V20").checkIns.length, standings.of("V21").checkIns.length]).toEqual([1, 0]);
    },
  },
  {
    attacker: "a revoked tablet",
    tries: "to come back with its profile as it was before the revocation",
    seen: "set aside again at the first contact; the day's secret and the roll are gone; without a network only a PIN opens it, and what it writes does not count",
    async run(ground) {
      const { at } = ground;
      const tablet = await at.workingTablet();
      await synced(tablet);
      const [before, files] = [tablet.store.backup(), new Map(tablet.files.kept)];
      const device = await deviceOf(tablet);
      await revoke(ground, device, (await tablet.store.head(device))?.seq ?? -1);
      await synced(tablet);
      expect(tablet.core.state().phase).toEqual({ phase: "revoked" });
      expect([tablet.files.kept.has("day"), (await tablet.store.chunkHashes()).length]).toEqual([false, 0]);
      expect((await tablet.store.fact("identity"))?.wraps).toEqual([]);

      tablet.store.restore(before);
      for (const [name, bytes] of files) tablet.files.kept.set(name, bytes);
      tablet.online = false;
      tablet.start();
      await tablet.core.start();
      expect(await tablet.core.signIn("rosa", "111111")).toMatchObject({ ok: false });
      expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
      expect(await tablet.checkIn("VoterWa")).toMatchObject({ ok: true });
      tablet.online = true;
      await synced(tablet);
      expect(tablet.core.state().phase).toEqual({ phase: "revoked" });
      expect([tablet.files.kept.has("day"), (await tablet.store.chunkHashes()).length]).toEqual([false, 0]);
      expect((await ground.fold()).standings.of("V22").checkIns).toHaveLength(0);
      tablet.core.stop();
    },
  },
  {
    attacker: "a revoked tablet",
    tries: "to lie low until the revocation is taken back",
    seen: "it must be set up or opened with a card again, and reads the log on from where it was",
    async run(ground) {
      const tablet = await ground.at.workingTablet();
      await synced(tablet);
      const device = await deviceOf(tablet);
      await revoke(ground, device, -1);
      await synced(tablet);
      expect((await reinstateDevice(ground.at.county.county, device)).ok).toBe(true);
      await synced(tablet);
      for (let tries = 0; tablet.core.state().phase.phase !== "closed" && tries < 200; tries++) {
        await synced(tablet);
        await new Promise((go) => setTimeout(go, 10));
      }
      expect(tablet.core.state().phase.phase).toBe("closed");
      expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "openingCodeNeeded" } });
      expect((await tablet.store.fact("frontier"))?.size).toBe(await ground.size());
      tablet.core.stop();
    },
  },
];
