/**
 * The two engines behind one Kysely: node:sqlite (embedded, the default) and PostgreSQL or what speaks its protocol.
 *
 * Guarantees: a committed transaction survives a power cut (WAL with synchronous FULL; PostgreSQL's own default). Blobs
 * come back as Uint8Array, 64-bit integers as numbers (log positions stay far below 2^53).
 *
 * What can go wrong: node:sqlite waits for a lock inside the thread, so there is one connection per thread. A pool of
 * PostgreSQL connections raises errors of idle connections by itself; they are passed to `onError`, and the next query
 * opens a new connection.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { CompiledQuery, Kysely, PostgresAdapter, PostgresDialect, SqliteDialect, type Transaction } from "kysely";
import pg from "pg";

export type Tables = {
  schema_version: { id: number; version: number };
  /** One row. `note` is the signed checkpoint; `clock_at` the time of the last CountyClock event, 0 for none. */
  checkpoint: {
    id: number;
    origin: string;
    size: number;
    root: Uint8Array;
    note: string;
    signed_at: number;
    clock_at: number;
    county_seq: number;
    county_hash: string;
  };
  /** `handed_over` is 1 for an event that its device's chain does not vouch for. */
  entry: { position: number; device: string; seq: number; hash: string; handed_over: number; leaf: Uint8Array };
  /** The widest form of each hash tile; narrower ones are beginnings of it. */
  tile: { level: number; tile: number; width: number; bytes: Uint8Array };
  device: DeviceRow;
  /** What is heard of a device outside the log. `report` is the JSON of a TabletReport. */
  contact: { device: string; counter: number; heard: number | null; persistent: number; report: string | null };
  code: {
    name: string;
    secret: Uint8Array;
    kind: "single" | "session";
    place: string | null;
    expires: number;
    /** A page that shows the code may put its end off until then. */
    latest: number;
    used_by: string | null;
    /** 1: tablets that it sets up wait until a clerk accepts them. */
    waits: number;
  };
  /** `manifest` is missing after a recovery that brought back the log but not the roll. */
  roll_version: {
    version: number;
    manifest_hash: string;
    manifest: Uint8Array | null;
    voters: number;
    published_at: number;
  };
  /** `roll`: the version that the chunk belongs to, published or not; null for an amendment. */
  chunk: { hash: string; bytes: Uint8Array; roll: number | null };
  /** Signatures, sealed to the office's key. `device`: the tablet that brought it, `received`: when. */
  signature_file: { hash: string; device: string; bytes: Uint8Array; received: number };
  /** Voters' signatures on file, sealed under K one by one; `tag`: a keyed hash of the voter id. */
  filed_signature: { tag: string; bytes: Uint8Array; size: number };
  wrap: { place: string; issue: number; bytes: Uint8Array };
  /** `tags`: of its voters (knownVoters.ts); null where an earlier program staged it. */
  staged_roll: {
    id: number;
    version: number;
    manifest: string;
    report: string;
    staged_at: number;
    tags: Uint8Array | null;
  };
  /** One row: the tags of everybody who was on a published list, up to this version of it. */
  known_voters: { id: number; version: number; tags: Uint8Array };
  /** Small files of the county, sealed under K. */
  sealed_file: { name: string; bytes: Uint8Array; opened: number };
  /** Who may sign in to the county page. `password`: PasswordHash as JSON; `totp`: the secret, sealed. */
  office_account: {
    name: string;
    role: "administrator" | "auditor";
    password: string;
    /** "once" until the first sign-in has replaced it; "demonstration" for the one that everybody knows. */
    password_is: "own" | "once" | "demonstration";
    /** A password for once is good until then. */
    once_until: number | null;
    totp: Uint8Array | null;
    /** The last time step whose code was used; -1 for none. */
    totp_step: number;
    created: number;
    disabled: number | null;
  };
  /** `used`: when a person last did something; `for_set_up`: 1 if it may only complete the account. */
  office_session: { token: string; account: string; created: number; used: number; for_set_up: number };
  /** What people did at the county, one after another; `hash` covers the row and the hash before it. */
  office_act: {
    id: number;
    at: number;
    act: string;
    account: string | null;
    role: string | null;
    address: string | null;
    about: string;
    hash: string;
  };
};

/** What the log says of a device; changes only together with the log (`changed`: the log's size after the change). */
export type DeviceRow = {
  id: string;
  number: number;
  place: string | null;
  public_key: Uint8Array;
  code: string | null;
  enrolled_hash: string;
  enrolled_at: number;
  state: "good" | "handedOver";
  /** The last event that still counts, once the county has set the device aside. */
  trusted_through: number | null;
  /** 1 until a clerk has accepted a device that was set up with a code for many: it gets no wraps. */
  waits: number;
  head_seq: number;
  head_hash: string;
  changed: number;
};

export type Engine = "sqlite" | "postgres";
export type Writing = Transaction<Tables>;
export type CountyDatabase = { readonly engine: Engine; readonly db: Kysely<Tables> };

/** Opens or creates the file; ":memory:" for a database that lives as long as it is open. */
export function openSqlite(file: string): CountyDatabase {
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  // 16 MB of log before it is folded into the database: each folding is two more waits for the disk.
  db.exec("PRAGMA wal_autocheckpoint = 4000");
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    if (prepared.size >= 500) prepared.clear();
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  return {
    engine: "sqlite",
    db: new Kysely<Tables>({
      dialect: new SqliteDialect({
        database: {
          close: () => db.close(),
          prepare(sql) {
            const statement = prepare(sql);
            return {
              reader: statement.columns().length > 0,
              all: (values) => statement.all(...plainValues(sql, values)),
              run: (values) => statement.run(...plainValues(sql, values)),
              iterate: (values) => statement.iterate(...plainValues(sql, values)),
            };
          },
        },
      }),
    }),
  };
}

type SqliteValues = Parameters<StatementSync["run"]>;

/** node:sqlite takes a first object for named parameters and shifts the rest: refuse all but plain values. */
function plainValues(sql: string, values: readonly unknown[]): SqliteValues {
  for (const value of values)
    if (typeof value === "object" && value !== null && !(value instanceof Uint8Array))
      throw new TypeError(`not a SQLite value in: ${sql}`);
  return values as unknown as SqliteValues;
}

/** Migrations are serialised by a compare-and-swap on schema_version; advisory locks are not everywhere. */
class NoAdvisoryLock extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
class PlainPostgresDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new NoAdvisoryLock();
  }
}

const INT8 = 20;
const wholeNumbers = {
  getTypeParser: ((oid: number, format: "text") =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** `onError` hears of connections that broke while idle; they are replaced at the next query. */
export function openPostgres(connectionString: string, onError: (error: Error) => void): CountyDatabase {
  const pool = new pg.Pool({ connectionString, max: 8, types: wholeNumbers });
  pool.on("error", onError);
  return { engine: "postgres", db: new Kysely<Tables>({ dialect: new PlainPostgresDialect({ pool }) }) };
}

type Value = string | number | null | Uint8Array;

const ROWS_AT_ONCE = [128, 16, 1];
const statements = new Map<string, string>();

/**
 * Inserts many rows with few statements. The text of each statement is made once, so that neither Kysely nor the engine
 * has to build it again: this is the hot path of every push. `onConflict` is the end of the statement, or "".
 */
export async function insertRows(
  tx: Writing,
  engine: Engine,
  table: keyof Tables,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  onConflict = "",
): Promise<void> {
  let at = 0;
  for (const count of ROWS_AT_ONCE) {
    for (; rows.length - at >= count; at += count) {
      const key = `${engine} ${table} ${count} ${onConflict}`;
      let sql = statements.get(key);
      if (sql === undefined) {
        let n = 0;
        const row = () => `(${columns.map(() => (engine === "postgres" ? `$${++n}` : "?")).join(", ")})`;
        const values = Array.from({ length: count }, row).join(", ");
        sql = `insert into ${table} (${columns.join(", ")}) values ${values} ${onConflict}`;
        statements.set(key, sql);
      }
      await tx.executeQuery(CompiledQuery.raw(sql, rows.slice(at, at + count).flat()));
    }
  }
}
