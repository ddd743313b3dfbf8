/**
 * This tablet's records on their way to the county, with a network or without: proves that they are there, gives them away
 * for another tablet to carry, and carries those of others (see carriedPacks.ts). Loaded with its first use.
 *
 * Guarantees: "complete" only for what this tablet itself found; looks, takings and deliveries wait for each other. What is
 * carried is sealed as it was written, and the county judges it by the signature of the tablet that wrote it.
 */
import type { Result } from "../domain/result.ts";
import type { signatureOf } from "../domain/signatureRules.ts";
import type { verifyEd25519 } from "../log/ed25519.ts";
import { fromHex } from "../log/encoding.ts";
import { type HashDomain, readLeaf } from "../log/eventBytes.ts";
import { encodeReceipt, type ReceiptDevice } from "../log/receipt.ts";
import { carryCodes } from "../protocol/carryCodes.ts";
import { CarriedPacks } from "./carriedPacks.ts";
import type { CarriedNow, Carry, CarryCall, SendingProof, Taken, TakeProblem } from "./carryCalls.ts";
import { isEnrolment, type Pack, packOf } from "./carryPack.ts";
import { HeldFiles, LogSearch } from "./logSearch.ts";
import { ownEvents } from "./ownLog.ts";
import type { Session } from "./session.ts";
import type { batchOf } from "./sync.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import type { TabletRecord } from "./tabletRecord.ts";
import type { CarriedPack, StoredEvent, TabletStore } from "./tabletStore.ts";

export type CarryingDeps = {
  readonly store: TabletStore;
  readonly record: Pick<TabletRecord, "recordsSaved">;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
  readonly domain?: HashDomain;
  /** Given, not imported: what the first script has too would be cut out of it into one of its own. */
  readonly shared: {
    readonly signatureOf: typeof signatureOf;
    readonly batchOf: typeof batchOf;
    readonly verifyEd25519: typeof verifyEd25519;
  };
};

/** In square codes: what a camera reads in a quarter of a minute. */
const inCodes = 40;

type OwnLog = { readonly device: string; readonly events: readonly StoredEvent[] };

export class Carrying {
  readonly #deps: CarryingDeps;
  readonly #memory: TabletMemory;
  readonly #held: HeldFiles;
  readonly #packs: CarriedPacks;
  #search: LogSearch | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: CarryingDeps, memory: TabletMemory) {
    this.#deps = deps;
    this.#memory = memory;
    this.#held = new HeldFiles(deps.random);
    this.#packs = new CarriedPacks(deps, memory);
  }

  // ------------------------------------------------------------------------------------------------------- the proof

  /** Undefined before the tablet was set up. */
  proof(): Promise<SendingProof | undefined> {
    return this.#inTurn(async () => {
      const { session } = this.#memory;
      if (session === undefined) return undefined;
      const { store } = this.#deps;
      const { connection, identity, election } = session;
      const carried = (await this.#packs.list(session)).filter(({ sent }) => sent !== "ownRecords");
      const packs = await Promise.all(
        carried.map(async (pack) => ({ pack, content: await this.#packs.content(session, pack) })),
      );
      let logs: readonly OwnLog[] = [];
      const found = await this.#searching(session).find(async () => {
        logs = await this.#ownLogs(session);
        const theirs = packs.flatMap(({ content }) => content?.runs.flatMap(({ events }) => events) ?? []);
        return [...logs.flatMap(({ events }) => events), ...theirs].map(({ leaf }) => leaf);
      });
      const has = (event: StoredEvent): boolean => found?.has(event.leaf) ?? false;
      const all = logs.flatMap(({ events }) => events);
      const files = await this.#namedFiles(session, all);
      const filesHeld = await this.#held.count(files ?? [], store, connection);
      const there = all.filter(has).length;
      // One that was lost here counts all the same: nobody can look for it.
      const recorded = logs.reduce((sum, { events }) => sum + lengthOf(events), 0);
      const record = found && { size: found.at.size, root: fromHex(found.at.root) ?? new Uint8Array(0) };
      const complete = found !== undefined && there === recorded && files !== undefined && filesHeld === files.length;
      const devices = logs.map(({ device, events }) => receiptLine(device, events));
      return {
        number: identity.number,
        events: recorded,
        found: there,
        files: files?.length,
        filesHeld,
        complete,
        record,
        receipt: complete
          ? encodeReceipt({
              election: election.id,
              number: identity.number,
              devices,
              files: filesHeld,
              note: found.at.note,
            })
          : undefined,
        carried: packs.flatMap(({ pack, content }) => carriedNow(pack, content, has)),
      };
    });
  }

  /** Under every number of this election; numbers that never recorded anything are left out. */
  async #ownLogs({ identity, election }: Session): Promise<readonly OwnLog[]> {
    const { store } = this.#deps;
    const former = ((await store.fact("formerIdentities")) ?? []).filter((one) => one.election === election.id);
    const logs: OwnLog[] = [];
    for (const device of new Set([...former.map((one) => one.device), identity.device])) {
      const events: StoredEvent[] = [];
      for await (const event of ownEvents(store, device)) events.push(event);
      if (events.length > 0) logs.push({ device, events });
    }
    return logs;
  }

  /**
   * The signature files that the records name: as far as the records can be opened by what they say, else all that are
   * stored. Undefined where neither tells: records that came back from the second copy came without their files.
   */
  async #namedFiles({ election }: Session, events: readonly StoredEvent[]): Promise<readonly string[] | undefined> {
    if (election.signatureKey === undefined) return [];
    const { store } = this.#deps;
    const fold = this.#memory.desk?.fold;
    if (fold !== undefined) {
      const opened = await fold.openEntries(
        0,
        events.map(({ leaf }) => leaf),
      );
      return opened.flatMap((entry) =>
        entry?.body === undefined ? [] : (this.#deps.shared.signatureOf(entry.body)?.file ?? []),
      );
    }
    if (events.some(({ cmd, hash }) => cmd === hash)) return undefined;
    const waiting = await store.signaturesToSend(await store.signaturesToSendCount());
    return [...waiting.map(({ hash }) => hash), ...(await store.sentSignatures())];
  }

  // --------------------------------------------------------------------------------------------------------- to give

  /** Recorded before it leaves. Undefined where there is nothing to carry. */
  async carry(call: CarryCall): Promise<Carry | undefined> {
    const { session } = this.#memory;
    if (session === undefined) return undefined;
    if (call.how === "taken") return void (await this.#copied(session, call.through));
    const before = await this.#toCarry(session, call.how);
    if (before.events.length + before.files.length === 0) return undefined;
    await this.#deps.record.recordsSaved();
    const { events, files } = await this.#toCarry(session, call.how);
    const writers = [...new Set(events.map(({ device }) => device))];
    const pack = packOf({
      events: events.map(({ leaf }) => leaf),
      signatures: files,
      devices: writers,
      enrolments: await this.#enrolments(session, new Set(writers)),
    });
    const { device, number } = session.identity;
    const through = events.findLast((event) => event.device === device)?.seq ?? -1;
    const about = { number, events: events.length, files: files.length, through };
    if (call.how === "file") return { ...about, how: "file", file: pack };
    return { ...about, how: "codes", codes: await carryCodes(new Uint8Array(await pack.arrayBuffer())) };
  }

  async #toCarry(
    session: Session,
    how: "file" | "codes",
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly files: readonly Uint8Array[] }> {
    const { store } = this.#deps;
    const { device } = session.identity;
    if (how === "codes") {
      const from = Math.max(session.sync.accepted, (await store.fact("copied")) ?? -1) + 1;
      return { events: await store.events(device, from, inCodes), files: [] };
    }
    const logs = await this.#inTurn(async () => {
      let own: readonly OwnLog[] = [];
      const found = await this.#searching(session).find(async () => {
        own = await this.#ownLogs(session);
        return own.flatMap(({ events }) => events.map(({ leaf }) => leaf));
      });
      if (found === undefined) own = await this.#ownLogs(session);
      return own.map(({ events }) => {
        const first = events.findIndex(({ leaf }) => found?.has(leaf) !== true);
        return first < 0 ? [] : events.slice(first);
      });
    });
    const waiting = await store.signaturesToSend(await store.signaturesToSendCount());
    const events: StoredEvent[] = [];
    for (const log of logs) events.push(...following(log));
    // Whose the files are is said by an event.
    if (events.length === 0 && waiting.length > 0) {
      const last = await session.eventLog.head();
      events.push(...(await store.events(device, last.seq, 1)));
    }
    return { events, files: waiting.map(({ bytes }) => bytes) };
  }

  /** The county's own events that set these tablets up, from this tablet's copy of its log. */
  async #enrolments({ countyLog }: Session, devices: ReadonlySet<string>): Promise<Uint8Array[]> {
    const found: Uint8Array[] = [];
    const open = new Set(devices);
    for (let at = 0; open.size > 0; ) {
      const leaves = await countyLog.entries(at);
      if (leaves.length === 0) break;
      for (const leaf of leaves.filter(isEnrolment)) {
        const read = readLeaf(leaf);
        const body = read.ok ? read.value.envelope.body : "";
        const device = typeof body === "object" ? String(body["device"]) : "";
        if (open.delete(device)) found.push(leaf);
      }
      at += leaves.length;
    }
    return found;
  }

  /** Another tablet has them too: so says whoever held the two side by side. */
  async #copied(session: Session, through: number): Promise<void> {
    const newest = (await session.eventLog.head()).seq;
    const copied = Math.min(newest, Math.max(through, this.#memory.copied));
    await this.#deps.store.setFact("copied", copied);
    this.#memory.copied = copied;
    this.#memory.announce();
  }

  // ---------------------------------------------------------------------------------------------- of other tablets

  take(bytes: Uint8Array): Promise<Result<Taken, TakeProblem>> {
    return this.#inTurn(() => this.#packs.take(bytes));
  }

  deliver(): Promise<void> {
    return this.#inTurn(() => this.#packs.deliver());
  }

  /** Every event that is carried, as it was verified when it was taken. */
  leaves(): AsyncGenerator<Uint8Array> {
    return this.#packs.leaves();
  }

  #searching({ countyLog }: Session): LogSearch {
    if (this.#search?.isOf(countyLog) !== true) this.#search = new LogSearch(countyLog);
    return this.#search as LogSearch;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

const lengthOf = (events: readonly StoredEvent[]): number => (events.at(-1)?.seq ?? -1) + 1;

function receiptLine(device: string, events: readonly StoredEvent[]): ReceiptDevice {
  return { device, events: lengthOf(events), head: events.at(-1)?.hash ?? "" };
}

/** As far as each follows the one before: a log that was damaged in the middle goes to the office as a whole file. */
function following(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const end = events.findIndex((event, n) => {
    const before = events[n - 1];
    const read = readLeaf(event.leaf);
    if (!read.ok || read.value.envelope.seq !== event.seq) return true;
    return before !== undefined && (event.seq !== before.seq + 1 || read.value.envelope.prev !== before.hash);
  });
  return end < 0 ? events : events.slice(0, end);
}

function carriedNow(pack: CarriedPack, content: Pack | undefined, has: (event: StoredEvent) => boolean): CarriedNow[] {
  return pack.runs.map(({ number, device, from, through }, n) => ({
    number,
    events: through - from + 1,
    found: content?.runs.find((run) => run.device === device)?.events.filter(has).length ?? 0,
    filesToSend: n === 0 && pack.sent === undefined ? pack.files : 0,
    refused: typeof pack.sent === "string" ? pack.sent : undefined,
  }));
}
