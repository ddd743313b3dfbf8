import { expect } from "vitest";
import { acts } from "../../src/domain/authority.ts";
import { Overview, officeRoutes } from "../../src/protocol/office.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { pin } from "../helpers/openElection.ts";
import { checkInBody, viewIn } from "../helpers/server.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";
import { type Attack, expectRefused, type Ground, posted, synced } from "./attack.ts";

const deviceOf = async (tablet: CoreTablet): Promise<string> => (await tablet.store.fact("identity"))?.device ?? "";

const revoke = async ({ at }: Ground, device: string, trustedThrough: number): Promise<void> => {
  expect((await revokeDevice(at.county.county, device, trustedThrough)).ok).toBe(true);
};

export const tabletAttacks: readonly Attack[] = [
  {
    attacker: "a stolen tablet",
    tries: "the opening card of another place",
    seen: "wrongOpeningCode",
    async run({ at }) {
      const tablet = at.newTablet();
      await tablet.core.start();
      await tablet.core.setUp(await at.setupCode("school"), true);
      await tablet.phase("closed");
      expect(await tablet.core.open(await at.card("library"))).toMatchObject({
        ok: false,
        error: { type: "wrongOpeningCode" },
      });
      expect(tablet.core.state().phase.phase).toBe("closed");
      tablet.core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "the true PIN before opening and after close",
    seen: "openingCodeNeeded: nothing on it takes a PIN",
    async run({ at }) {
      const tablet = at.newTablet();
      await tablet.core.start();
      await tablet.core.setUp(await at.setupCode("school"), true);
      await tablet.phase("closed");
      expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "openingCodeNeeded" } });
      await tablet.core.open(await at.card("school"));
      await tablet.core.signIn("lin", pin);
      await tablet.core.close();
      expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: false, error: { type: "openingCodeNeeded" } });
      expect(tablet.files.kept.has("day")).toBe(false);
      tablet.core.stop();
    },
  },
  {
    attacker: "a guesser",
    tries: "one PIN after another at a locked tablet, reloading in between",
    seen: "waits that grow, for this worker only; a reload forgives nothing",
    async run({ at, clock }) {
      const tablet = await at.workingTablet();
      await tablet.core.lock();
      await tablet.core.signIn("lin", pin);
      await tablet.core.lock();
      const guess = async () => {
        const tried = await tablet.core.signIn("rosa", "000000");
        return tried.ok ? "in" : tried.error.type;
      };
      for (let n = 0; n < 4; n++) expect(await guess()).toBe("wrongPin");
      for (const pause of [30_000, 60_000, 300_000, 900_000, 900_000]) {
        expect(await guess()).toBe("workerLocked");
        tablet.start();
        await tablet.core.start();
        clock.pass(pause - 1);
        expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: false, error: { type: "workerLocked" } });
        expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
        await tablet.core.lock();
        clock.pass(2);
      }
      expect(await tablet.core.signIn("rosa", pin)).toMatchObject({ ok: true });
      tablet.core.stop();
    },
  },
  {
    attacker: "a curious worker",
    tries:
      "every command of a locked tablet: check in, cancel, close, add a worker or take one, with wrong PINs and the own one",
    seen: "each is refused, no voter is shown, nothing but the wrong PINs is recorded, and nobody new may work there",
    async run({ at }) {
      const tablet = await at.workingTablet();
      const { id } = (await tablet.find("VoterAa")).voter;
      const made = await tablet.checkIn("VoterZg");
      if (!made.ok) throw new Error(made.error.type);
      await tablet.core.lock();
      const staff = await tablet.core.workers();
      const before = await tablet.store.eventCount(await deviceOf(tablet));
      const call = { cmd: "x", voterId: id, style: "B1", ...plainCheckIn };
      const notOpen = { ok: false, error: { type: "notRecorded" } };
      const pinNeeded = { ok: false, error: { type: "openingCodeNeeded" } };
      const inspector = { worker: "lin", pin };
      expect(await tablet.core.checkIn(call)).toMatchObject(notOpen);
      const undo = { cmd: "y", voterId: made.value.voter.id, undoes: [made.value.event], reason: "other" as const };
      const standIn = { cmd: "z", name: "Mallory", role: "inspector" as const, pin: "730164" };
      // Also with a second person's true PIN: nobody has signed in for whom the second one could agree.
      for (const second of [undefined, inspector]) {
        expect(await tablet.core.cancelCheckIn({ ...undo, note: undefined, second })).toMatchObject(notOpen);
        expect(await tablet.core.addWorker({ ...standIn, second })).toMatchObject(notOpen);
        expect(await tablet.core.close(second)).toMatchObject(pinNeeded);
      }
      for (const act of acts) {
        const wrong = await tablet.core.mayAct(act, { worker: "lin", pin: "000000" });
        expect([wrong.ok ? "may" : wrong.error.type]).toEqual([expect.stringMatching(/^(wrongPin|workerLocked)$/)]);
        expect((await tablet.core.mayAct(act, { worker: "nobody", pin })).ok).toBe(false);
      }
      // The own PIN proves who one is, and no more than the role may.
      for (const act of ["addWorker", "closeTablet", "installProgram"] as const)
        expect(await tablet.core.mayAct(act, { worker: "rosa", pin })).toMatchObject({
          error: { type: "notYourRole" },
        });
      const forged = `TURNOUT-WORKER:${JSON.stringify(["d", 0, "h", "school", "m", "inspector", 0, "AAAA"])}`;
      for (const code of [forged, "TURNOUT-WORKER:", "Mallory"])
        expect(await tablet.core.takeWorker(code)).toMatchObject({ ok: false, error: { type: "notAWorkerCode" } });
      expect(await tablet.core.workers()).toEqual(staff);
      expect(tablet.core.state().phase).toMatchObject({ phase: "locked", opened: true });
      expect(await tablet.store.eventCount(await deviceOf(tablet))).toBe(before + 1);
      expect(await tablet.core.search("VoterAa")).toBeUndefined();
      expect(await tablet.core.voter(id)).toBeUndefined();
      expect(await tablet.core.checkedInTwice()).toEqual([]);
      tablet.core.stop();
    },
  },
  {
    attacker: "a copied disk",
    tries: "to go on from a copy of the profile, beside the tablet itself",
    seen: "the second one to write is told to set up again, and both histories are kept",
    async run(ground) {
      const { at } = ground;
      const tablet = await at.workingTablet();
      await synced(tablet);
      const copy = new CoreTablet(ground.fetch, at.clock.now);
      copy.store.restore(tablet.store.backup());
      for (const [name, bytes] of tablet.files.kept) copy.files.kept.set(name, bytes);
      await tablet.checkIn("VoterDb");
      await synced(tablet);
      copy.online = false;
      copy.start();
      await copy.core.start();
      expect(await copy.core.signIn("rosa", pin)).toMatchObject({ ok: true });
      await copy.checkIn("VoterEb");
      copy.online = true;
      await synced(copy);
      expect(copy.core.state().phase).toMatchObject({ phase: "setUpAgain" });
      expect(tablet.core.state().phase.phase).toBe("working");
      for (const one of [tablet, copy]) one.core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "to flood the county with check-ins from an open desk",
    seen: "an alarm on the county page; set aside through the record that it names, the flood counts for nothing, here and on other tablets",
    async run(ground) {
      const { at } = ground;
      const [stolen, honest] = [await ground.tablet(), await at.workingTablet()];
      const cookie = await ground.clerk.signIn(ground.fetch);
      const asked = async (path: string, init: RequestInit = {}) =>
        (await ground.fetch(path, { ...init, headers: { ...cookie, ...init.headers } })).json();
      const alarm = async () =>
        Overview.parse(await asked(officeRoutes.overview.path)).floods.find(
          ({ number }) => number === stolen.answer.number,
        );
      for (const voter of ["V40", "V41"]) {
        await stolen.checkIn(voter);
        at.clock.pass(60_000);
      }
      viewIn(await stolen.push());
      expect(await alarm()).toBeUndefined();
      at.clock.pass(10 * 60_000);
      const before = (await ground.size()) + 100;
      for (let n = 0; n < 40; n++) await stolen.checkIn(`V${n}`);
      for (let n = 0; n < 60; n++) await stolen.checkIn(`nobody-${n}`);
      viewIn(await stolen.push(stolen.leaves.slice(2)));
      expect(await ground.size()).toBeGreaterThanOrEqual(before);
      const standing = async (voter = "V33") => (await ground.fold()).standings.of(voter).checkIns.length;
      expect(await standing()).toBe(1);
      await synced(honest);
      expect((await honest.core.voter("V33"))?.standing.checkIns).toHaveLength(1);

      const raised = await alarm();
      expect(raised?.before).toBe(1);
      const aside = { device: stolen.device, trustedThrough: raised?.before };
      expect(await asked(officeRoutes.revoke.path, posted(aside))).toEqual({ done: true });
      expect([await standing(), await standing("V41")]).toEqual([0, 1]);
      await synced(honest);
      expect((await honest.core.voter("V33"))?.standing.checkIns).toHaveLength(0);
      expect((await honest.core.voter("V41"))?.standing.checkIns).toHaveLength(1);
      expect(await honest.checkIn("VoterHb")).toMatchObject({ ok: true });
      honest.core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "to cancel what other tablets checked in, so that these voters may come again",
    seen: "the cancels stand in the log, and none counts after the revocation, here and on other tablets",
    async run(ground) {
      const { at } = ground;
      const [stolen, honest] = [await ground.tablet(), await at.workingTablet()];
      const made = await honest.checkIn("VoterNb");
      if (!made.ok) throw new Error(made.error.type);
      await synced(honest);
      const { event, voter } = made.value;
      const { cmd, worker, role, wall, seen } = checkInBody(voter.id, "school", at.clock.now());
      const by = { cmd, worker, role, wall, seen, voter: voter.id, place: "school" };
      await stolen.witness({ type: "CheckInCancelled", ...by, undoes: [event], reason: "wrongVoter" });
      viewIn(await stolen.push());
      const counts = async () => {
        await synced(honest);
        const here = (await honest.core.voter(voter.id))?.standing.checkIns.length;
        return [(await ground.fold()).standings.of(voter.id).checkIns.length, here];
      };
      expect(await counts()).toEqual([0, 0]);
      await revoke(ground, stolen.device, -1);
      expect(await counts()).toEqual([1, 1]);
      honest.core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "to say what only the county says: to revoke others, publish a roll, enrol a device",
    seen: "flagged, or set apart where it is in clear, and nothing of it happens",
    async run(ground) {
      const [stolen, victim] = [await ground.tablet(), await ground.tablet("library")];
      const witnessed = { cmd: "c", worker: "w", role: "administrator", wall: ground.clock.now(), seen: null };
      const claims = [
        { type: "DeviceRevoked", ...witnessed, device: victim.device, trustedThrough: -1 },
        { type: "RollPublished", ...witnessed, version: 99, manifest: "0".repeat(64), voters: 1, amendedThrough: 0 },
        {
          type: "DeviceEnrolled",
          ...witnessed,
          device: "a".repeat(32),
          publicKey: "AAAA",
          number: 999,
          place: "school",
        },
        {
          type: "DeviceLogHandedOver",
          ...witnessed,
          device: victim.device,
          by: stolen.device,
          events: ["0".repeat(64)],
        },
      ];
      for (const [n, claim] of claims.entries()) await stolen.witness(claim, n % 2 === 0 ? {} : { clear: true });
      // Clear and sealed, in one chain: `at` with clear alone still follows it.
      viewIn(await stolen.push());
      expect(viewIn(await victim.view()).device.revoked).toBeNull();
      const { devices, roll } = await ground.at.county.county.sequencer.refresh();
      expect(devices.has("a".repeat(32))).toBe(false);
      expect(roll?.version).not.toBe(99);
      const { flagged, quarantine } = await ground.fold();
      const whyOf = (all: readonly { readonly device: string; readonly why: string }[]): string[] =>
        all.flatMap(({ device, why }) => (device === stolen.device ? why : []));
      expect(whyOf(flagged).map((why) => why.split(" ")[0])).toEqual(["DeviceRevoked", "DeviceEnrolled"]);
      expect(whyOf(quarantine)).toEqual(["is not sealed", "is not sealed"]);
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "closed, to write in clear: without the opening card it has its own key and none that seals",
    seen: "set apart at the county, unread on tablets: no check-in counts, and no polls open or close",
    async run(ground) {
      const honest = await ground.at.workingTablet();
      await honest.core.syncNow();
      const before = honest.core.state();
      const kindOf = async () => (await honest.core.voter("V28"))?.disposition.kind;
      expect(await kindOf()).toBe("regular");
      const stolen = await ground.tablet();
      const day = "2026-11-03";
      const witnessed = { cmd: "c", worker: "lin", role: "inspector", wall: ground.clock.now(), seen: null };
      const claims = [
        checkInBody("V28", "school", ground.clock.now()),
        ...["PollsOpened", "PollsSuspended"].map((type) => ({
          ...{ type, ...witnessed, place: "school", day, checkedIn: 0 },
          ...(type === "PollsOpened" ? { overrides: [] } : {}),
        })),
      ];
      for (const claim of claims) await stolen.witness(claim, { clear: true });
      viewIn(await stolen.push());
      const { quarantine } = await ground.fold();
      const why = quarantine.flatMap((one) => (one.device === stolen.device ? one.why : []));
      expect(why).toEqual(claims.map(() => "is not sealed"));
      await honest.core.syncNow();
      const { checkedInAtPlace, polls } = honest.core.state();
      expect({ checkedInAtPlace, polls }).toEqual({
        checkedInAtPlace: before.checkedInAtPlace,
        polls: before.polls,
      });
      expect(await kindOf()).toBe("regular");
      honest.core.stop();
    },
  },
  {
    attacker: "a stolen tablet",
    tries:
      "a check-in of a role that may not, at another place, with a clock ahead, of nobody; to close another place's polls; a check-in after its own place's were closed",
    seen: "flagged for the county page",
    async run(ground) {
      const stolen = await ground.tablet();
      await stolen.checkIn("V35", { role: "auditor" } as never);
      await stolen.witness(checkInBody("V36", "library", ground.clock.now()));
      await stolen.witness(checkInBody("V37", "school", ground.clock.now() + 24 * 60 * 60_000));
      await stolen.checkIn("nobody");
      const polls = { worker: "lin", role: "inspector", place: "library" };
      for (const type of ["PollsOpened", "PollsSuspended"]) await stolen.witness(bodyOf(type, polls));
      const closing = { ...polls, place: "school", wall: ground.clock.now() + 24 * 60 * 60_000 };
      await stolen.witness(bodyOf("PollsClosed", closing));
      await stolen.checkIn("V38");
      viewIn(await stolen.push());
      const flags = (await ground.fold()).flagged.filter(({ device }) => device === stolen.device);
      expect(flags.map(({ why }) => why)).toEqual([
        expect.stringMatching(/role auditor/),
        expect.stringMatching(/another place/),
        expect.stringMatching(/clock/),
        expect.stringMatching(/no published list/),
        expect.stringMatching(/another place/),
        expect.stringMatching(/another place/),
        expect.stringMatching(/clock/),
        expect.stringMatching(/after the polls of the place were closed/),
      ]);
      await revoke(ground, stolen.device, -1);
    },
  },
  {
    attacker: "a stolen tablet",
    tries: "to break another tablet's chain by handing over its events",
    seen: "nothing changes for the other one",
    async run(ground) {
      const [stolen, victim] = [await ground.tablet(), await ground.tablet("library")];
      await victim.checkIn("V38");
      await victim.push();
      expect((await stolen.handOver(victim.leaves, victim.device)).status).toBe(200);
      await victim.checkIn("V39");
      expect(viewIn(await victim.push()).device.head.seq).toBe(1);
      const forged = await stolen.witness(checkInBody("V1", "school", 0), { seq: 2 });
      await expectRefused(ground, "badEvent", () => stolen.handOver([forged.leaf], victim.device));
    },
  },
];
