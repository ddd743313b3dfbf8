/**
 * Records of other tablets that this one carries: takes them, keeps them, delivers them.
 *
 * Guarantees: what was taken is durable before it is said to be taken, and is kept also when it was delivered; the same records
 * twice change nothing. Who calls sees to it that one call ends before the next begins.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { parseVkey } from "../log/checkpoint.ts";
import { hex, sha256 } from "../log/encoding.ts";
import { devicePath, pushEvents } from "../protocol/deviceLog.ts";
import { signaturePath } from "../protocol/sealedSignature.ts";
import type { Taken, TakeProblem } from "./carryCalls.ts";
import type { CarryingDeps } from "./carrying.ts";
import { mostPackBytes, type Pack, readBundles, readPack } from "./carryPack.ts";
import { giveOver, refusedForGood } from "./handOver.ts";
import type { Session } from "./session.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { CarriedPack } from "./tabletStore.ts";

/** Room that what is carried for others may take (bytes). */
const mostCarried = 256 * 1024 * 1024;
/** Between two tries with a pack that the county could not take yet: from, to (milliseconds). */
const firstWait = 30_000;
const mostWait = 16 * 60_000;

export class CarriedPacks {
  readonly #deps: CarryingDeps;
  readonly #memory: TabletMemory;
  /** Of packs that the county could not take yet, by hash: after each try twice as long passes before the next. */
  readonly #waits = new Map<string, { readonly since: number; readonly wait: number }>();

  constructor(deps: CarryingDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
  }

  // --------------------------------------------------------------------------------------------------------- to take

  async take(bytes: Uint8Array): Promise<Result<Taken, TakeProblem>> {
    const { session } = this.#memory;
    if (session === undefined || bytes.length > mostPackBytes) return err({ type: "notRecords" });
    const { store, now } = this.#deps;
    const read = await this.#read(session, bytes);
    if (!read.ok) return read;
    const { runs, signatures } = read.value;
    const own = new Set(await this.#ownDevices(session));
    if (runs.length === 0) return err({ type: "notRecords" });
    if (runs.every(({ device }) => own.has(device))) return err({ type: "ownRecords" });
    const all = (await store.fact("carried")) ?? [];
    const known = await this.#knownHere(session, all);
    const taken: Taken = {
      runs: runs.map(({ number, events }) => ({
        number,
        events: events.length,
        fresh: events.filter(({ hash }) => !known.has(hash)).length,
      })),
      files: signatures.length,
    };
    const hash = hex(await sha256(bytes));
    if (all.some((pack) => pack.hash === hash)) return ok(taken);
    if (all.reduce((sum, pack) => sum + pack.bytes, bytes.length) > mostCarried) return err({ type: "tooMuch" });
    await store.putCarried(hash, bytes);
    // What comes now may be what the county missed of another pack.
    this.#waits.clear();
    const pack: CarriedPack = {
      ...{
        hash,
        election: session.election.id,
        bytes: bytes.length,
        files: signatures.length,
        at: Math.round(now()),
      },
      runs: runs.map(({ device, number, from, through, head }) => ({ device, number, from, through, head })),
    };
    await store.setFact("carried", [...all, pack]);
    const fold = this.#memory.desk?.fold;
    // What the neighbour did counts here from now on, network or not.
    if (fold !== undefined) {
      for (const { events } of runs) for (const { leaf } of events) await fold.addOwn(leaf);
      this.#memory.changed();
    }
    return ok(taken);
  }

  async #ownDevices({ identity }: Session): Promise<string[]> {
    const former = (await this.#deps.store.fact("formerIdentities")) ?? [];
    return [...former.map((one) => one.device), identity.device];
  }

  async #knownHere(session: Session, packs: readonly CarriedPack[]): Promise<ReadonlySet<string>> {
    const contents = await Promise.all(packs.map((pack) => this.content(session, pack)));
    return new Set(
      contents.flatMap((content) => content?.runs.flatMap(({ events }) => events.map(({ hash }) => hash)) ?? []),
    );
  }

  // ------------------------------------------------------------------------------------------------------ to deliver

  /** Brings the county what it does not have yet; what cannot be brought now is brought with a later round. */
  async deliver(): Promise<void> {
    const { session } = this.#memory;
    if (session === undefined) return;
    for (const pack of await this.list(session)) {
      if (pack.sent !== undefined || this.#waiting(pack)) continue;
      const content = await this.content(session, pack);
      const sent = content === undefined ? "damagedRecords" : await this.#deliver(session, content);
      if (sent === "noNetwork") return;
      if (sent === "later") {
        this.#wait(pack);
        continue;
      }
      // Others may be what comes after it.
      if (sent === true) this.#waits.clear();
      const { store } = this.#deps;
      const all = (await store.fact("carried")) ?? [];
      await store.setFact(
        "carried",
        all.map((one) => (one.hash === pack.hash ? { ...one, sent } : one)),
      );
    }
  }

  #waiting({ hash }: CarriedPack): boolean {
    const tried = this.#waits.get(hash);
    const passed = tried && this.#deps.now() - tried.since;
    // A clock that was set back must not make it wait for hours.
    return tried !== undefined && passed !== undefined && passed >= 0 && passed < tried.wait;
  }

  #wait({ hash }: CarriedPack): void {
    const before = this.#waits.get(hash)?.wait ?? firstWait / 2;
    this.#waits.set(hash, { since: this.#deps.now(), wait: Math.min(2 * before, mostWait) });
  }

  async #deliver(session: Session, { runs, signatures }: Pack): Promise<true | string> {
    let open = false;
    const { connection, sync } = session;
    const giving = { connection, counter: () => sync.counter(), batchOf: this.#deps.shared.batchOf };
    for (const { device, events } of runs) {
      for (let at = 0; at < events.length; ) {
        const { bundle, lastSeq } = this.#deps.shared.batchOf(events.slice(at, at + pushEvents));
        const answer = await session.connection.request("POST", devicePath(device), bundle);
        if (!answer.ok) {
          const { error } = answer;
          if (error.type === "noNetwork") return "noNetwork";
          const { type } = error.problem;
          // Its log was broken off, or went on elsewhere: handed over like one of this tablet's own former numbers.
          if (type === "fork") {
            if ((await giveOver(giving, device, events.slice(at))) === "later") return "later";
            break;
          }
          // A gap: what stands before comes from that tablet itself, or with other records of it.
          if (type !== "gap" && refusedForGood.has(type)) return type;
          open = true;
          break;
        }
        at = events.findIndex(({ seq }) => seq === lastSeq) + 1;
      }
    }
    for (const { hash, bytes } of signatures) {
      const answer = await session.connection.request("PUT", signaturePath(hash), bytes);
      if (answer.ok) continue;
      if (answer.error.type === "noNetwork") return "noNetwork";
      open = true;
    }
    return open ? "later" : true;
  }

  // ---------------------------------------------------------------------------------------------------- what lies here

  /** Every event that is carried, as it was verified when it was taken. */
  async *leaves(): AsyncGenerator<Uint8Array> {
    const { session } = this.#memory;
    for (const { hash } of session === undefined ? [] : await this.list(session)) {
      const bytes = await this.#deps.store.carried(hash);
      const read = bytes && readBundles(bytes);
      if (read?.ok === true) yield* read.value.events;
    }
  }

  /** Of this election. */
  async list({ election }: Session): Promise<readonly CarriedPack[]> {
    return ((await this.#deps.store.fact("carried")) ?? []).filter((pack) => pack.election === election.id);
  }

  /** Verified once more: what lies here may have been damaged. */
  async content(session: Session, { hash }: CarriedPack): Promise<Pack | undefined> {
    const bytes = await this.#deps.store.carried(hash);
    const read = bytes && (await this.#read(session, bytes));
    return read?.ok === true ? read.value : undefined;
  }

  async #read({ identity, election }: Session, bytes: Uint8Array): ReturnType<typeof readPack> {
    const key = await parseVkey(identity.vkey);
    if (!key.ok) throw new Error("the pinned county key is damaged");
    const { domain, shared } = this.#deps;
    const { verifyEd25519 } = shared;
    return readPack({ election: election.id, countyKey: key.value.publicKey, domain, verifyEd25519 }, bytes);
  }
}
