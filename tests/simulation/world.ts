/**
 * A county with tablets, voters who come in any order, and faults. `live` lets `steps` things happen; `heal` repairs what
 * people would repair (network, broken tablets set up again) and lets everything come to rest; `judge` says what is wrong.
 */
import { readBody } from "../../src/domain/events.ts";
import { countyDevice, readLeaf } from "../../src/log/eventBytes.ts";
import { readEntries } from "../../src/server/logStore.ts";
import { reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import { amendRoll } from "../../src/server/publish.ts";
import { plainCheckIn } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { RestorableCounty } from "../helpers/restorableCounty.ts";
import { Chance } from "./chance.ts";
import { FaultyTablet } from "./faultyTablet.ts";
import { Trust } from "./trust.ts";
import { type Shown, wrongIn } from "./verdict.ts";

const places = ["school", "library"] as const;

export class World {
  readonly chance: Chance;
  readonly at: OpenElection;
  readonly tablets: FaultyTablet[] = [];
  readonly shown: Shown[] = [];
  readonly cancelled = new Set<string>();
  readonly trust = new Trust();
  /** How many check-ins of each voter were sent and got no answer, because the tablet died. */
  readonly unanswered = new Map<string, number>();
  /** How often each kind of fault really happened. */
  readonly faults = new Map<string, number>();
  /** What happened, for the report of a failure. No voter's name is in it. */
  readonly story: string[] = [];
  readonly #backups = new Map<FaultyTablet, ReturnType<FaultyTablet["backup"]>>();
  readonly #voters: readonly string[];
  readonly #folder: RestorableCounty;
  readonly #amended = new Set<string>();
  readonly #seed: number;
  #restored = false;
  /** The backup that was put back may be older than the list. */
  #rollLost = false;

  private constructor(seed: number, at: OpenElection, folder: RestorableCounty, voters: readonly string[]) {
    this.#seed = seed;
    this.chance = new Chance(seed);
    this.at = at;
    this.#folder = folder;
    this.#voters = voters;
  }

  static async begin(seed: number, tablets: number, voterCount: number): Promise<World> {
    const voters = plainVoters(voterCount);
    let folder: RestorableCounty | undefined;
    const at = await openElection(voters, async (now) => {
      folder = await RestorableCounty.begin(now);
      return folder;
    });
    if (folder === undefined) throw new Error("no county");
    const names = voters.map((voter) => voter.lastName);
    const world = new World(seed, at, folder, names);
    for (let n = 0; n < tablets; n++) {
      const tablet = world.#newTablet(`tablet ${n}`);
      world.tablets.push(tablet);
      tablet.faults = false;
      tablet.clockError = (world.chance.fraction() - 0.5) * 10 * 3_600_000; // hours off
      await tablet.start();
      await world.#setUp(tablet, places[n % places.length]);
      tablet.faults = true;
    }
    return world;
  }

  async live(steps: number): Promise<void> {
    for (let n = 0; n < steps; n++) {
      this.at.clock.pass(1 + this.chance.below(60_000));
      const tablet = this.chance.one(this.tablets);
      if (n % 8 === 7) await this.#happenRarely(tablet, Math.floor(n / 8) + this.#seed, n > (2 * steps) / 3);
      else await this.#happen(tablet);
    }
  }

  /** What chance alone would bring about once in many worlds happens in turn; where it cannot, nothing does. */
  async #happenRarely(tablet: FaultyTablet, turn: number, isLate: boolean): Promise<void> {
    const early: readonly (() => Promise<void>)[] = [
      () => this.#clear(tablet),
      () => this.#amend(),
      () => this.#cancel(tablet, 1 + this.chance.below(2)),
      () => this.#loseEvent(tablet, "lost"),
      () => this.#restore(tablet),
      () => this.#office(tablet),
      () => this.#county("restart"),
      () => this.#loseEvent(tablet, "damaged"),
      () => this.#fork(tablet),
      () => this.#cancel(tablet, 1 + this.chance.below(2)),
    ];
    // A county that was restored once amends nothing more, and clears no tablet that may have what it lost.
    const late = [...early.slice(2, 6), () => this.#publish()];
    const rare = isLate ? late : early;
    if (tablet.dead) await this.#wake(tablet);
    await this.#signIn(tablet);
    if (isLate && !this.#restored) await this.#county("restore");
    else await rare[turn % rare.length]?.();
  }

  #newTablet(name: string): FaultyTablet {
    const tablet = new FaultyTablet(name, (path, init) => this.#ask(path, init), this.at.clock.now, this.chance);
    tablet.onFault = (fault) => this.#happened(fault);
    return tablet;
  }

  async #happen(tablet: FaultyTablet): Promise<void> {
    const { chance } = this;
    if (tablet.dead) await this.#wake(tablet);
    await this.#signIn(tablet); // whoever finds a tablet closed that was taken back
    const what = chance.below(100);
    const step = chance.onceIn(4) ? 1 + chance.below(40) : 0;
    if (what < 43) await this.#checkIn(tablet, step);
    else if (what < 50) await this.#cancel(tablet, step);
    else if (what < 73) await this.#run(tablet, "sync", () => tablet.core.syncNow(), step);
    else if (what < 80) {
      tablet.online = !tablet.online;
      if (!tablet.online) this.#happened("network gone");
      this.#tell(tablet, tablet.online ? "network back" : "network gone");
    } else if (what < 84) await tablet.deliverLate();
    else if (what < 87) {
      tablet.clockError += (chance.fraction() - 0.5) * 3 * 3_600_000;
      this.#tell(tablet, "clock jumps");
      this.#happened("clock jumps");
    } else if (what < 89) {
      this.#backups.set(tablet, tablet.backup());
      this.#tell(tablet, "backup");
    } else if (what < 91) await this.#restore(tablet);
    else if (what < 92) await this.#thief(tablet);
    else if (what < 93) await this.#loseEvent(tablet);
    else if (what < 94) await (chance.onceIn(2) ? this.#amend() : this.#clear(tablet));
    else if (what < 95) await this.#publish();
    else if (what < 96) await this.#county();
    else if (what < 98) await this.#office(tablet);
    else if (what < 99) await this.#atTheDesk(tablet, step);
    else await this.#wakeAnew(tablet);
  }

  async #checkIn(tablet: FaultyTablet, step: number): Promise<void> {
    if (tablet.core.state().phase.phase !== "working") return;
    const name = this.chance.one(this.#voters);
    let sent: string | undefined;
    const recorded = await this.#run(
      tablet,
      `checks in ${name}`,
      async () => {
        const answer = await tablet.core.search(name);
        if (answer === undefined) return undefined; // closed meanwhile
        const found = answer.rows[0];
        if (found === undefined) throw new Error(`${name} is on the roll and was not found`);
        const disposition = (await tablet.core.voter(found.voter.id))?.disposition;
        const style = disposition?.kind === "regular" ? disposition.choices[0].id : "none";
        const cmd = `${tablet.name} ${this.chance.below(2 ** 31)}`;
        sent = found.voter.id;
        const call = { cmd, voterId: found.voter.id, style, ...plainCheckIn };
        return { voter: found.voter.id, answer: await tablet.core.checkIn(call) };
      },
      step,
    );
    if (recorded === undefined && sent !== undefined) this.unanswered.set(sent, (this.unanswered.get(sent) ?? 0) + 1);
    if (recorded?.answer.ok)
      this.shown.push({ voter: recorded.voter, event: recorded.answer.value.event, tablet: tablet.name });
  }

  async #cancel(tablet: FaultyTablet, step: number): Promise<void> {
    const mine = this.shown.filter((one) => one.tablet === tablet.name);
    const wrong = mine.at(-1);
    if (wrong === undefined || tablet.core.state().phase.phase !== "working") return;
    const done = await this.#run(
      tablet,
      `cancels the check-in of ${wrong.voter}`,
      async () => {
        const voterId = (await tablet.core.search(wrong.voter))?.rows[0]?.voter.id;
        if (voterId === undefined) return undefined; // closed meanwhile
        const cmd = `${tablet.name} ${this.chance.below(2 ** 31)}`;
        return tablet.core.cancelCheckIn({
          cmd,
          voterId,
          undoes: [wrong.event],
          reason: "wrongVoter",
          note: undefined,
        });
      },
      step,
    );
    // A cancel that died in the middle may have been recorded: what it undoes may count or not.
    if (done === undefined || done.ok) this.cancelled.add(wrong.event.hash);
  }

  /** The profile as it was at the backup: what was recorded since is gone from this tablet, and only from this tablet. */
  async #restore(tablet: FaultyTablet): Promise<void> {
    const backup = this.#backups.get(tablet);
    if (backup === undefined) return;
    if (!(await this.#allSent(tablet))) return;
    tablet.restore(backup);
    this.#tell(tablet, "restored from backup");
    this.#happened("profile restored from a backup");
    await this.#wakeAnew(tablet);
  }

  /** A copy of the profile goes on somewhere else: one device, two logs. */
  async #thief(tablet: FaultyTablet): Promise<FaultyTablet> {
    const thief = this.#newTablet(`${tablet.name} (copied)`);
    thief.restore(tablet.backup());
    for (const [name, bytes] of tablet.files.kept) thief.files.kept.set(name, bytes);
    this.#tell(tablet, "copied by a thief");
    this.#happened("copied by a thief");
    await thief.start();
    await this.#signIn(thief);
    this.tablets.push(thief);
    return thief;
  }

  /** The tablet and its copy both go on from the same event. */
  async #fork(tablet: FaultyTablet): Promise<void> {
    if (this.tablets.length > 6) return;
    const thief = await this.#thief(tablet);
    for (const one of [tablet, thief]) await this.#checkIn(one, 0);
  }

  /** The browser finds its database damaged and clears it. What was recorded lies in the second copy. */
  async #clear(tablet: FaultyTablet): Promise<void> {
    if (tablet.dead || tablet.core.state().phase.phase !== "working") return;
    // A tablet may be the only one that has what a restored county lost; its list the county has lost, too.
    if (this.at.county.county.behind() !== undefined || this.#restored) return;
    await tablet.copy.settled();
    tablet.store.clear();
    this.#tell(tablet, "cleared by its browser");
    this.#happened("database cleared");
    await this.#wakeAnew(tablet);
  }

  async #loseEvent(
    tablet: FaultyTablet,
    how: "lost" | "damaged" = this.chance.one(["lost", "damaged"]),
  ): Promise<void> {
    const device = (await tablet.store.fact("identity"))?.device;
    if (device === undefined) return;
    if (!(await this.#allSent(tablet))) return;
    const count = await tablet.store.eventCount(device);
    if (count < 3) return;
    const seq = 1 + this.chance.below(count - 2);
    if (how === "lost") tablet.store.loseEvent(device, seq);
    else tablet.store.damageEvent(device, seq);
    this.#happened(`middle event ${how}`);
    this.#tell(tablet, `${how}: a middle event`);
    await this.#wakeAnew(tablet);
  }

  /** The endpoint is backed up, started again, or put back to its backup: older than enrolments, amendments, check-ins. */
  async #county(what = this.chance.one(["backup", "restart", "restore"] as const)): Promise<void> {
    // A backup of a county that is behind would be one that nobody can complete any more.
    if (what === "backup" && this.at.county.county.behind() !== undefined) return;
    this.story.push(`the county: ${what}`);
    if (what === "restart") this.#happened("county restarted");
    if (what !== "restore") return this.#folder[what]();
    for (const tablet of this.tablets) await this.#allSent(tablet);
    // A log that nobody else has cannot be given back; an office with an export would use that.
    const kept = async (note: string): Promise<boolean> => {
      for (const tablet of this.tablets) if ((await tablet.store.fact("frontier"))?.note === note) return true;
      return false;
    };
    const restored = await this.#folder.restore(kept);
    if (restored && this.at.county.county.behind() !== undefined)
      this.#happened("county restored from an older backup");
    this.#restored ||= restored;
    this.#rollLost ||= restored;
  }

  async #publish(): Promise<void> {
    if (this.at.county.county.behind() !== undefined) return;
    this.story.push("the county publishes a roll");
    this.#happened("roll published");
    await this.at.publish(plainVoters(this.#voters.length));
  }

  async #publishAgain(): Promise<void> {
    const { size } = await this.at.county.county.sequencer.refresh();
    await this.at.publish(plainVoters(this.#voters.length), size);
    this.#rollLost = false;
  }

  async #amend(): Promise<void> {
    // Chunks that were made after a backup are not in it: after a restore the county publishes again instead.
    if (this.at.county.county.behind() !== undefined || this.#restored) return;
    const voter = `V${this.chance.below(this.#voters.length)}`;
    const amended = await amendRoll(this.at.publisher(), [{ voter, set: { language: "es" } }]);
    if (!amended.ok) throw new Error(amended.error.type);
    this.#amended.add(voter);
    this.story.push(`the county amends ${voter}`);
    this.#happened("roll amended");
  }

  /** Wrong PINs, and an inspector who closes the tablet. */
  async #atTheDesk(tablet: FaultyTablet, step: number): Promise<void> {
    const closes = this.chance.onceIn(2);
    const act = async (): Promise<void> => {
      for (let n = this.chance.below(7); n > 0; n--) await tablet.core.signIn("lin", "999999");
      if (closes && (await tablet.core.signIn("lin", pin)).ok) await tablet.core.close();
    };
    await this.#run(tablet, closes ? "has wrong PINs, and is closed" : "has wrong PINs", act, step);
    this.#happened("wrong PINs");
  }

  /** The office sets a tablet aside from some record on, or takes it back. */
  async #office(tablet: FaultyTablet): Promise<void> {
    const device = (await tablet.store.fact("identity"))?.device;
    if (device === undefined || this.at.county.county.behind() !== undefined) return;
    if (this.trust.isSetAside(device)) return this.#takeBack(device);
    const newest = (await tablet.store.head(device))?.seq ?? -1;
    const through = this.chance.below(newest + 2) - 1;
    const done = await revokeDevice(this.at.publisher(), device, through);
    if (!done.ok) throw new Error(done.error.type);
    this.trust.setAside(device, through);
    this.#happened("tablet set aside");
    this.#tell(tablet, `is set aside after its record ${through} of ${newest}`);
  }

  async #takeBack(device: string): Promise<void> {
    const done = await reinstateDevice(this.at.publisher(), device);
    if (!done.ok) throw new Error(done.error.type);
    this.trust.takeBack(device);
    this.#happened("tablet taken back");
    this.story.push(`${device} is taken back`);
  }

  /** Repairs what people would repair; afterwards everything is connected and at rest. */
  async heal(): Promise<void> {
    this.story.push("healing");
    for (const tablet of this.tablets) {
      tablet.online = true;
      tablet.faults = false;
    }
    const rounds = this.trust.devices().length === 0 ? 6 : 10;
    for (let round = 0; round < rounds; round++) {
      // Some stay set aside for good.
      if (round === 2)
        for (const device of this.trust.devices()) if (this.chance.onceIn(2)) await this.#takeBack(device);
      // After a restore the office publishes again: chunks of amendments that the backup did not have are gone.
      if (round === 2 && this.#restored) await this.#publishAgain();
      for (const tablet of this.tablets) {
        await tablet.deliverLate();
        if (tablet.dead) await this.#wake(tablet);
        if (tablet.core.state().phase.phase === "setUpAgain") await this.#setUp(tablet);
        await tablet.core.syncNow();
        await this.#rollLoaded(tablet);
        await this.#signIn(tablet);
      }
    }
    for (const tablet of this.tablets)
      await until(
        () => tablet.core.state().safety.safety !== "listIncomplete",
        () => `${tablet.name} loading the new list`,
      );
    await this.at.county.county.lookAround();
  }

  /** Everything that is wrong, in words; empty if nothing is. */
  async judge(): Promise<string[]> {
    // After a restore the county published a list in which the amendments no longer are.
    const amended = this.#restored ? new Set<string>() : this.#amended;
    const checkpoint = await (await this.#ask("/log/checkpoint")).text();
    const { sequencer, fold } = this.at.county.county;
    const { database } = await sequencer.trial();
    const entries = await readEntries(database, 0, Number.MAX_SAFE_INTEGER);
    const said = entries.filter(({ device }) => device === countyDevice).map(({ leaf }) => readLeaf(leaf));
    this.trust.readOrder(
      said.flatMap((read) => {
        const body = read.ok ? readBody(read.value.envelope.body) : undefined;
        return body?.kind === "known" ? body.body : [];
      }),
    );
    const { standings } = fold;
    return wrongIn({ ...this, standings, checkpoint, amended, voters: this.#voters.length });
  }

  async end(): Promise<void> {
    for (const tablet of this.tablets) tablet.core.stop();
    await this.at.stop();
  }

  // ------------------------------------------------------------------------------------------------------- people

  async #setUp(tablet: FaultyTablet, place = this.chance.one(places)): Promise<void> {
    await this.#countyWhole();
    if (this.#rollLost) await this.#publishAgain(); // else a new tablet waits for a list
    const { phase } = tablet.core.state();
    const why = phase.phase === "setUpAgain" ? phase.why : undefined;
    const set = await tablet.core.setUp(await this.at.setupCode(place), true);
    if (!set.ok) throw new Error(`${tablet.name} cannot be set up: ${set.error.type}`);
    await until(
      () => ["closed", "locked"].includes(tablet.core.state().phase.phase),
      () => JSON.stringify(tablet.core.state()),
    );
    this.#tell(tablet, `set up for ${place} as ${tablet.core.state().number}`);
    if (why !== undefined) this.#happened(`set up again: ${why}`);
    await this.#signIn(tablet);
  }

  /** A restored county sets nobody up before the tablets gave it its log back. */
  async #countyWhole(): Promise<void> {
    for (const tablet of this.tablets) {
      if (this.at.county.county.behind() === undefined) return;
      if (tablet.dead) await this.#wake(tablet);
      const { online, faults } = tablet;
      tablet.online = true;
      tablet.faults = false;
      await tablet.core.syncNow();
      tablet.online = online;
      tablet.faults = faults;
    }
    if (this.at.county.county.behind() !== undefined) throw new Error("nobody has what the county lost");
  }

  async #signIn(tablet: FaultyTablet): Promise<void> {
    const { phase } = tablet.core.state().phase;
    if (phase === "closed") {
      const place = tablet.core.state().placeId ?? "school";
      const opened = await tablet.core.open(await this.at.card(place));
      // While it opened, the county may have said that this tablet must be set up again, or is set aside.
      if (!opened.ok && !["setUpAgain", "revoked"].includes(tablet.core.state().phase.phase))
        throw new Error(`${tablet.name} does not open: ${JSON.stringify(opened.error)}`);
    }
    if (tablet.core.state().phase.phase !== "locked") return;
    this.at.clock.pass(16 * 60_000); // no pause after wrong PINs lasts longer
    const signed = await tablet.core.signIn("rosa", pin);
    // The day was over: the card is needed again.
    if (!signed.ok && tablet.core.state().phase.phase === "closed") return this.#signIn(tablet);
    // While the worker signed in, the county may have said that this tablet must be set up again, or is set aside.
    if (!signed.ok && !["setUpAgain", "revoked"].includes(tablet.core.state().phase.phase))
      throw new Error(`${tablet.name}: ${JSON.stringify(signed.error)}`);
  }

  /** A tablet that was taken back loads its list as on its first day; where the county cannot give it yet, it waits. */
  async #rollLoaded(tablet: FaultyTablet): Promise<void> {
    await until(
      () => {
        const { phase } = tablet.core.state();
        return phase.phase !== "loadingRoll" || phase.waiting;
      },
      () => `${tablet.name} loading the list again`,
    );
  }

  /** Somebody starts the tablet again after it died. */
  async #wake(tablet: FaultyTablet): Promise<void> {
    await tablet.start();
    this.#tell(tablet, "starts again");
    await this.#signIn(tablet);
  }

  async #wakeAnew(tablet: FaultyTablet): Promise<void> {
    await this.#wake(tablet);
    // People set a tablet up again when it says so; they need the network for it.
    if (tablet.core.state().phase.phase !== "setUpAgain") return;
    const { online, faults } = tablet;
    tablet.online = true;
    tablet.faults = false;
    await this.#setUp(tablet);
    tablet.online = online;
    tablet.faults = faults;
  }

  /** Before a profile is damaged on purpose: what it alone holds would be lost with any system. */
  async #allSent(tablet: FaultyTablet): Promise<boolean> {
    if (tablet.dead) return false;
    const { online, faults } = tablet;
    tablet.online = true;
    tablet.faults = false;
    await tablet.core.syncNow();
    tablet.online = online;
    tablet.faults = faults;
    const { notSent, phase } = tablet.core.state();
    const former = ((await tablet.store.fact("formerIdentities")) ?? []).filter((one) => !one.handedOver);
    // While the county itself is behind, this tablet may be the only one that has what the county lost.
    const whole = this.at.county.county.behind() === undefined;
    return whole && former.length === 0 && notSent === 0 && phase.phase === "working";
  }

  async #run<T>(tablet: FaultyTablet, what: string, act: () => Promise<T>, step: number): Promise<T | undefined> {
    const answer = await tablet.run(act, step);
    this.#tell(tablet, tablet.dead ? `${what}, and dies` : what);
    if (tablet.dead) this.#happened(`died: ${what.replace(/ \S*Voter.*| of V\d+/, "")}`);
    return answer;
  }

  async #ask(path: string, init?: RequestInit): Promise<Response> {
    return this.at.county.fetch(path, init);
  }

  #tell(tablet: FaultyTablet, what: string): void {
    this.story.push(`${tablet.name} ${what}`);
  }

  #happened(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }
}

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 2_000) throw new Error(`waited too long in ${what()}`);
    await new Promise((go) => setTimeout(go, 1));
  }
}
