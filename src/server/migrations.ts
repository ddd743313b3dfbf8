/**
 * The database schema, step by step. Each step is one transaction that begins with a compare-and-swap of the version,
 * so that any number of processes may start at once, on any engine, without a lock. A crash leaves a whole number of
 * steps done. Steps are never changed once released; new ones are added at the end.
 */
import { type Kysely, sql } from "kysely";
import type { CountyDatabase, Tables } from "./database.ts";

type Step = (db: Kysely<Tables>, blob: "bytea" | "blob") => Promise<void>;

const steps: readonly Step[] = [
  async (db, blob) => {
    const statements = [
      `create table checkpoint (id integer primary key, origin text not null, size bigint not null, root ${blob} not null,
         note text not null, signed_at bigint not null, clock_at bigint not null,
         county_seq bigint not null, county_hash text not null)`,
      `create table entry (position bigint primary key, device text not null, seq bigint not null, hash text not null,
         handed_over integer not null, leaf ${blob} not null)`,
      "create unique index entry_hash on entry (hash)",
      "create index entry_device on entry (device, seq)",
      `create table tile (level integer not null, tile bigint not null, width integer not null, bytes ${blob} not null,
         primary key (level, tile))`,
      `create table device (id text primary key, number integer not null unique, place text, public_key ${blob} not null,
         code text, enrolled_hash text not null, enrolled_at bigint not null, state text not null,
         trusted_through bigint, head_seq bigint not null, head_hash text not null, changed bigint not null)`,
      "create index device_changed on device (changed)",
      `create table contact (device text primary key, counter bigint not null, heard bigint,
         persistent integer not null, report text)`,
      `create table code (name text primary key, secret ${blob} not null, kind text not null, place text,
         expires bigint not null, used_by text)`,
      `create table roll_version (version integer primary key, manifest_hash text not null, manifest ${blob},
         voters bigint not null, published_at bigint not null)`,
      `create table chunk (hash text primary key, bytes ${blob} not null, roll integer)`,
      `create table wrap (place text primary key, issue integer not null, bytes ${blob} not null)`,
      `create table staged_roll (id integer primary key, version integer not null, manifest text not null,
         report text not null, staged_at bigint not null)`,
      `create table sealed_file (name text primary key, bytes ${blob} not null, opened bigint not null)`,
      "create table office_session (token text primary key, expires bigint not null)",
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
  // Accounts of the office, what they did, and tablets that wait to be accepted. Whoever was signed in signs in again.
  async (db, blob) => {
    const statements = [
      "alter table device add column waits integer not null default 0",
      "alter table code add column waits integer not null default 0",
      "alter table code add column latest bigint not null default 0",
      `create table office_account (name text primary key, role text not null, password text not null,
         password_is text not null, once_until bigint, totp ${blob}, totp_step bigint not null,
         created bigint not null, disabled bigint)`,
      "drop table office_session",
      `create table office_session (token text primary key, account text not null, created bigint not null,
         used bigint not null, for_set_up integer not null)`,
      `create table office_act (id bigint primary key, at bigint not null, act text not null, account text,
         role text, address text, about text not null, hash text not null)`,
      "create index office_act_act on office_act (act, id)",
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
  async (db, blob) => {
    const statements = [
      `create table signature_file (hash text primary key, device text not null, bytes ${blob} not null,
         received bigint not null)`,
      "create index signature_file_device on signature_file (device)",
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
  async (db, blob) => {
    await sql
      .raw(`create table filed_signature (tag text primary key, bytes ${blob} not null, size bigint not null)`)
      .execute(db);
  },
  async (db, blob) => {
    const statements = [
      `create table known_voters (id integer primary key, version integer not null, tags ${blob} not null)`,
      `alter table staged_roll add column tags ${blob}`,
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
];

/** PostgreSQL: another process created the table, or the type that goes with it, at the same moment. */
const madeByAnother = new Set(["23505", "42710", "42P07"]);

/** Brings the schema up to this program's version (an earlier one: `to`) and answers it. */
export async function migrate({ db, engine }: CountyDatabase, to = steps.length): Promise<number> {
  const table = "create table if not exists schema_version (id integer primary key, version integer not null)";
  try {
    await sql.raw(table).execute(db);
  } catch (error) {
    if (!madeByAnother.has((error as { code?: string }).code ?? "")) throw error;
  }
  await db
    .insertInto("schema_version")
    .values({ id: 1, version: 0 })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  for (;;) {
    const { version } = await db
      .selectFrom("schema_version")
      .select("version")
      .where("id", "=", 1)
      .executeTakeFirstOrThrow();
    const step = steps[version];
    if (step === undefined || version >= to) return version;
    await db.transaction().execute(async (tx) => {
      const mine = await tx
        .updateTable("schema_version")
        .set({ version: version + 1 })
        .where("id", "=", 1)
        .where("version", "=", version)
        .executeTakeFirst();
      if (mine.numUpdatedRows === 1n) await step(tx, engine === "postgres" ? "bytea" : "blob");
    });
  }
}
