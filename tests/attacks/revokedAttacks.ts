import { expect } from "vitest";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import { reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { pin } from "../helpers/openElection.ts";
import { bundleOf, checkInBody, viewIn } from "../helpers/server.ts";
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
        "/api/places/school/tablets",
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
    tries: "to hand over a second past of before its last trusted record, itself or through another tablet",
    seen: "taken and flagged, in its chain or not, and it counts for nothing until the tablet is taken back",
    async run(ground) {
      const [tablet, other] = [await ground.tabletThatSent("V24"), await ground.tablet("library")];
      await tablet.checkIn("V25");
      viewIn(await tablet.push());
      await revoke(ground, tablet.device, 1);
      const forged = await tablet.witness(checkInBody("V26", "school", ground.clock.now()), {
        ...{ seq: 0, prev: tablet.answer.enrolled },
      });
      viewIn(await tablet.handOver([forged.leaf], tablet.device));
      const { cmd, worker, role, wall, seen } = checkInBody("V24", "school", ground.clock.now());
      const undoes = [{ device: tablet.device, seq: 0, hash: tablet.hashes[0] ?? "" }];
      const cancel = await tablet.witness(
        {
          ...{ type: "CheckInCancelled", cmd, worker, role, wall, seen, place: "school" },
          ...{ voter: "V24", undoes, reason: "other" },
        },
        { seq: 0, prev: tablet.answer.enrolled },
      );
      const next = await tablet.checkIn("V27");
      viewIn(await other.handOver([cancel.leaf, next.leaf], tablet.device));
      const counts = async (): Promise<number[]> => {
        const { standings } = await ground.fold();
        return ["V24", "V25", "V26", "V27"].map((voter) => standings.of(voter).checkIns.length);
      };
      expect(await counts()).toEqual([1, 1, 0, 0]);
      expect((await reinstateDevice(ground.at.county.county, tablet.device)).ok).toBe(true);
      expect(await counts()).toEqual([0, 1, 1, 1]);
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
      expect([...tablet.files.kept.keys()]).not.toContain("wraps");

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
  {
    attacker: "a revoked tablet",
    tries: "to have an honest tablet carry what it wrote since, and a forged addition to it",
    seen: "the forgery is refused whole; the rest is delivered, and counts for nothing at the county or on that tablet",
    async run(ground) {
      const { at } = ground;
      const [stolen, honest] = [await at.workingTablet(), await at.workingTablet()];
      for (const tablet of [stolen, honest]) await synced(tablet);
      stolen.online = false;
      const device = await deviceOf(stolen);
      const trusted = (await stolen.store.head(device))?.seq ?? -1;
      await revoke(ground, device, trusted);
      expect(await stolen.checkIn("VoterWa")).toMatchObject({ ok: true });
      const carry = await stolen.core.carry({ how: "file" });
      if (carry?.how !== "file") throw new Error("nothing to carry");
      const pack = new Uint8Array(await carry.file.arrayBuffer());
      const forged = pack.slice();
      forged[forged.length - 100] = (forged[forged.length - 100] ?? 0) ^ 1;
      expect(await honest.core.takeCarried(forged)).toMatchObject({ ok: false, error: { type: "damagedRecords" } });
      expect(await honest.core.takeCarried(pack)).toMatchObject({ ok: true });
      await synced(honest);
      await synced(honest);
      expect((await at.county.county.sequencer.refresh()).devices.get(device)?.head_seq).toBeGreaterThan(trusted);
      expect((await ground.fold()).standings.of("V22").checkIns).toHaveLength(0);
      expect((await honest.core.voter("V22"))?.standing.checkIns).toHaveLength(0);
      for (const { core } of [stolen, honest]) core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "to check one voter in six thousand times, and to cancel each of it",
    seen: "everything goes on, at the endpoint and on an open tablet; a revocation sets all of it aside",
    async run(ground) {
      const honest = await ground.at.workingTablet();
      const made = await honest.checkIn("VoterCc");
      if (!made.ok) throw new Error(made.error.type);
      await synced(honest);
      const { voter, event } = made.value;
      const stolen = await ground.tablet();
      const times = 6000;
      const names: { device: string; seq: number; hash: string }[] = [];
      for (let n = 0; n < times; n++) {
        const { seq, hash } = await stolen.checkIn(voter.id, { cmd: `c${n}` });
        names.push({ device: stolen.device, seq, hash });
      }
      const { cmd, worker, role, wall, seen } = checkInBody(voter.id, "school", ground.clock.now());
      const witnessed = { cmd, worker, role, wall, seen, place: "school" };
      const by = { type: "CheckInCancelled", ...witnessed, voter: voter.id, reason: "other" };
      for (let from = 0; from < times; from += 20)
        await stolen.witness({ ...by, undoes: names.slice(from, from + 20) });
      await stolen.witness({ ...by, undoes: [event] });
      for (let from = 0; from < stolen.leaves.length; from += 40)
        viewIn(await stolen.push(stolen.leaves.slice(from, from + 40)));
      const { standings } = await ground.fold();
      expect(standings.of(voter.id)).toMatchObject({ checkIns: [], setAside: [] });
      expect(standings.of(voter.id).cancelled).toHaveLength(times + 1);
      await synced(honest);
      expect((await honest.core.voter(voter.id))?.standing.checkIns).toEqual([]);

      await revoke(ground, stolen.device, -1);
      await synced(honest);
      await ground.fold();
      const shown = (await honest.core.voter(voter.id))?.standing;
      for (const standing of [standings.of(voter.id), shown]) {
        expect(standing?.checkIns.map((fact) => fact.event)).toEqual([event]);
        expect([standing?.cancelled.length, standing?.setAside.length]).toEqual([0, times]);
      }
      expect(standings.checkedInTwice()).not.toContain(voter.id);
      honest.core.stop();
    },
  },
];
