/**
 * The office's own record: who did what at the county, when and from which address. One row for each act in the database,
 * never changed, and one JSON line of the same on the endpoint's log.
 *
 * Guarantees: rows are numbered without a gap, and each carries a hash over itself and the hash before it, so that a
 * changed, removed or inserted row is found (`brokenAt`); only the newest rows can be cut off unnoticed, unless an export
 * holds them. What an act is about is typed here: accounts, tablets by number, places, counts; never a voter, a worker, a
 * code or a PIN. A typed name that is no account is not kept: people type passwords into the wrong field.
 */
import { hash as digest } from "node:crypto";
import type { AlarmKind, ShownAct } from "../protocol/office.ts";
import type { CountyDatabase, Tables } from "./database.ts";
import type { Log } from "./log.ts";
import type { Waits } from "./tryLimit.ts";

type Nothing = Readonly<Record<never, never>>;

/** Every act, and what its row tells beside who, when and where from. */
export type ActAbout = {
  readonly signedIn: Nothing;
  readonly signInFailed: Nothing;
  /** After so many failures the account, the address or the set-up code waits. */
  readonly lockedOut: { readonly waits: Waits; readonly seconds: number };
  /** Tried while it waits: told at the first time, the second, the fourth … */
  readonly refusedWhileWaiting: { readonly waits: Waits; readonly times: number };
  /** A page of another site asked in the name of whoever looks at it: told of an address as above, each hour. */
  readonly otherSiteRefused: { readonly times: number };
  readonly signedOut: Nothing;
  readonly roleRefused: { readonly asked: string };
  readonly accountAdded: { readonly name: string; readonly role: string };
  readonly accountSetUp: Nothing;
  readonly accountReset: { readonly name: string };
  readonly accountDisabled: { readonly name: string };
  readonly codeMade: { readonly kind: string; readonly place: string | null };
  readonly codeEnded: { readonly place: string | null };
  readonly codeUsedAgain: { readonly first: number | null; readonly place: string | null };
  readonly alarmsSeen: { readonly through: number; readonly of: AlarmKind };
  readonly setUpRefused: { readonly why: string };
  readonly tabletSetUp: { readonly number: number; readonly place: string | null; readonly waits: boolean };
  readonly tabletAccepted: { readonly number: number; readonly place: string | null };
  readonly tabletRevoked: { readonly number: number; readonly trustedThrough: number };
  readonly tabletReinstated: { readonly number: number };
  /** A tablet's record says that its writer did what the role may not; it counts, and somebody should ask why. */
  readonly roleOverridden: {
    readonly number: number;
    readonly entry: number;
    readonly role: string;
    /** When the tablet's own clock says that it was done. */
    readonly wall: number;
  };
  /** Wrong PINs after which a tablet took none of one worker for a while; `wall` is when the last of them was typed. */
  readonly workerHeld: {
    readonly number: number;
    readonly entry: number;
    readonly wrong: number;
    readonly seconds: number;
    readonly wall: number;
  };
  /** With an opening card; `wrongCodes`: codes before it that opened nothing. */
  readonly tabletOpened: {
    readonly number: number;
    readonly entry: number;
    readonly wrongCodes: number;
    readonly wall: number;
  };
  readonly tabletClosed: { readonly number: number; readonly entry: number; readonly wall: number };
  /** Somebody at the tablet agreed to a new program, with a PIN. */
  readonly programApproved: { readonly number: number; readonly entry: number; readonly wall: number };
  /** The list of a place's voters left a tablet on paper or as a file; `lines`: voters who stand on it. */
  readonly paperListPrinted: {
    readonly number: number;
    readonly entry: number;
    readonly kind: "book" | "posted";
    readonly lines: number;
    readonly wall: number;
  };
  /** The report of a place, or a tablet's own records, left a tablet on paper or as a file. */
  readonly recordsExported: {
    readonly number: number;
    readonly entry: number;
    readonly what: "report" | "tabletRecords";
    readonly wall: number;
  };
  /** A tablet recorded more than any desk can: so many in one flood so far, after its record of number `before`. */
  readonly checkInFlood: {
    readonly number: number;
    readonly entry: number;
    readonly acts: number;
    readonly before: number;
    readonly wall: number;
  };
  /** There are more of a kind of tablets' acts than the record lists: the county log has them all. */
  readonly tabletActsLeftOut: { readonly kind: string; readonly listed: number };
  readonly electionMade: Nothing;
  readonly rollStaged: { readonly version: number; readonly voters: number };
  readonly rollPublished: { readonly version: number; readonly voters: number };
  readonly signaturesFiled: { readonly taken: number; readonly refused: number; readonly forgotten: number };
  readonly rollAmended: { readonly entry: number; readonly changes: number };
  readonly workerChanged: { readonly role: string; readonly added: boolean };
  readonly workerRemoved: { readonly role: string };
  readonly openingCodeShown: { readonly place: string; readonly issue: number };
  readonly openingCardReissued: { readonly place: string; readonly issue: number };
  /** `wrong`: kinds of what was found wrong; `report`: written to a file. */
  readonly rollChecked: { readonly version: number; readonly wrong: number; readonly report: boolean };
  readonly workersListed: { readonly workers: number; readonly places: boolean };
  /** What the act of this name, before, says did not leave, or not whole. */
  readonly exportFailed: { readonly export: string };
  readonly logExported: { readonly entries: number };
  readonly participationExported: { readonly voters: number };
  readonly signaturesOpened: { readonly files: number };
  readonly provisionalsExported: { readonly ballots: number };
  /** `lines`: voters who stand on them, all lists together; `entries`: of the county log, as of which they are. */
  readonly paperListsExported: {
    readonly kind: "book" | "posted";
    readonly places: number;
    readonly lines: number;
    readonly entries: number;
  };
  readonly actsExported: { readonly acts: number };
  readonly tabletActsExported: { readonly acts: number };
  readonly logRecovered: { readonly entries: number };
  readonly epochOpened: { readonly epoch: number };
};
export type ActName = keyof ActAbout;

export type Who = { readonly account: string | null; readonly role: string | null; readonly address: string | null };

/** Whoever holds the data folder; the operating system knows who that was. */
export const commandLine: Who = { account: "command line", role: null, address: null };

type Row = Tables["office_act"];

const firstHash = "0".repeat(64);

function hashOf(before: string, { id, at, act, account, role, address, about }: Omit<Row, "hash">): string {
  const row = JSON.stringify([id, at, act, account, role, address, about]);
  return digest("sha256", `turnout/office-act/1\n${before}\n${row}`, "hex");
}

export class OfficeRecord {
  readonly #database: CountyDatabase;
  readonly #now: () => number;
  readonly #log: Log;
  #turn: Promise<void> = Promise.resolve();

  constructor(database: CountyDatabase, now: () => number, log: Log) {
    this.#database = database;
    this.#now = now;
    this.#log = log;
  }

  /** Resolves when the act is in the record. */
  add<A extends ActName>(act: A, who: Who, about: ActAbout[A]): Promise<void> {
    const { account, role, address } = who;
    this.#log("office act", { act, who: account, role, address, about });
    const turn = this.#turn.then(async () => {
      await this.#insert({ at: this.#now(), act, account, role, address, about: JSON.stringify(about) });
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Adds the act unless `isThere` finds it, whatever other processes add meanwhile: it is asked again whenever one of them
   * takes the next number first, and it must look at rows that are newer than those it has seen. Answers whether it was added.
   */
  addUnless<A extends ActName>(
    act: A,
    who: Who,
    about: ActAbout[A],
    isThere: () => Promise<boolean>,
  ): Promise<boolean> {
    const { account, role, address } = who;
    const turn = this.#turn.then(async () => {
      const row = { at: this.#now(), act, account, role, address, about: JSON.stringify(about) };
      const added = await this.#insert(row, isThere);
      if (added) this.#log("office act", { act, who: account, role, address, about });
      return added;
    });
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Another process may take the next number first; then this act takes the one after it. */
  async #insert(act: Omit<Row, "id" | "hash">, isThere?: () => Promise<boolean>): Promise<boolean> {
    const { db } = this.#database;
    for (;;) {
      const last = await db
        .selectFrom("office_act")
        .select(["id", "hash"])
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      // After the last number is read: whatever is added from here on takes that number.
      if ((await isThere?.()) === true) return false;
      const row = { id: (last?.id ?? 0) + 1, ...act };
      const done = await db
        .insertInto("office_act")
        .values({ ...row, hash: hashOf(last?.hash ?? firstHash, row) })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      if ((done.numInsertedOrUpdatedRows ?? 0n) > 0n) return true;
    }
  }

  /** The newest acts before the one of number `before`, newest first. */
  async newest(most: number, before: number | undefined): Promise<ShownAct[]> {
    const all = this.#database.db.selectFrom("office_act").selectAll().orderBy("id", "desc").limit(most);
    return (await (before === undefined ? all : all.where("id", "<", before)).execute()).map(shown);
  }

  /** Every act of these kinds after the act of number `after`, oldest first. */
  async since(kinds: readonly ActName[], after: number): Promise<ShownAct[]> {
    const { db } = this.#database;
    const rows = db
      .selectFrom("office_act")
      .selectAll()
      .where("act", "in", [...kinds])
      .where("id", ">", after);
    return (await rows.orderBy("id").execute()).map(shown);
  }

  /** Every act with its hash, oldest first, in batches. */
  async *all(): AsyncGenerator<(ShownAct & { readonly hash: string })[], void, void> {
    for (let after = 0; ; ) {
      const rows = await this.#after(after);
      if (rows.length === 0) return;
      yield rows.map((row) => ({ ...shown(row), hash: row.hash }));
      after = rows.at(-1)?.id ?? after;
    }
  }

  /** The number of the first row that does not follow from the one before it; undefined if all do. */
  async brokenAt(): Promise<number | undefined> {
    let before = { id: 0, hash: firstHash };
    for (;;) {
      const rows = await this.#after(before.id);
      if (rows.length === 0) return undefined;
      for (const row of rows) {
        if (row.id !== before.id + 1 || row.hash !== hashOf(before.hash, row)) return row.id;
        before = row;
      }
    }
  }

  #after(id: number): Promise<Row[]> {
    return this.#database.db
      .selectFrom("office_act")
      .selectAll()
      .where("id", ">", id)
      .orderBy("id")
      .limit(500)
      .execute();
  }
}

function shown({ id, at, act, account, role, address, about }: Row): ShownAct {
  return { id, at, act, who: account, role, address, about: JSON.parse(about) };
}
