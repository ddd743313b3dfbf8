/** Accounts, sessions and the record of the office on every engine, from two processes at once. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newLogKey } from "../../src/server/countyKeys.ts";
import type { CountyDatabase } from "../../src/server/database.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { migrate } from "../../src/server/migrations.ts";
import { OfficeAccounts } from "../../src/server/officeAccounts.ts";
import { commandLine, OfficeRecord } from "../../src/server/officeRecord.ts";
import { OfficeSessions } from "../../src/server/officeSessions.ts";
import { TabletActs } from "../../src/server/tabletActs.ts";
import { tryLimits } from "../../src/server/tryLimit.ts";
import { Clerk, testCost } from "../helpers/office.ts";
import { electionDay, silent } from "../helpers/server.ts";
import { engines, type RunningEngine } from "./engines.ts";

const now = () => electionDay;
const random = platformRandom;

describe.each(engines)("$name", ({ start }) => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());

  const logKey = newLogKey();
  function office(database: CountyDatabase) {
    const accounts = new OfficeAccounts({ database, logKey, now, random, cost: testCost });
    const record = new OfficeRecord(database, now, silent);
    const deps = { database, accounts, record, now, random, limits: tryLimits(), demonstration: false };
    return { accounts, record, sessions: new OfficeSessions(deps) };
  }

  test("an account of one process signs in at another, with a code that works at one of them only", async () => {
    const open = await engine.fresh();
    const [one, two] = [open(), open()];
    await migrate(one);
    const [here, there] = [office(one), office(two)];
    const clerk = await Clerk.of(here, now);
    const credentials = clerk.credentials();
    const both = await Promise.all([here, there].map(({ sessions }) => sessions.signIn(credentials, "10.0.0.1")));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const token = both.flatMap((answer) => (answer.ok ? [answer.value.token] : []))[0];
    for (const { sessions } of [here, there])
      expect(await sessions.sessionOf(token)).toEqual({ name: clerk.name, role: clerk.role, forSetUp: false });
    expect(await there.accounts.all()).toMatchObject([{ name: clerk.name, lastSignIn: electionDay, state: "good" }]);
    await Clerk.of(there, now, "administrator", "second");
    expect((await there.accounts.disable(clerk.name)).ok).toBe(true);
    expect(await here.sessions.sessionOf(token)).toBeUndefined();
  });

  test("two processes that make the same account make one", async () => {
    const open = await engine.fresh();
    const [one, two] = [open(), open()];
    await migrate(one);
    const added = await Promise.all([one, two].map((database) => office(database).accounts.add("kim", "auditor")));
    expect(added.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("what tablets' records tell is written once by two processes that notice it at the same moment", async () => {
    const open = await engine.fresh();
    const [one, two] = [open(), open()];
    await migrate(one);
    const noticed = [one, two].map((database) => {
      const acts = new TabletActs(office(database).record);
      for (let index = 0; index < 30; index++)
        acts.noticed({ act: "tabletClosed", index, device: "d", role: "inspector", about: { wall: index } });
      return acts;
    });
    await Promise.all(noticed.flatMap((acts) => [acts.write(() => 1), acts.write(() => 1)]));
    const { record } = office(two);
    const rows = await record.since(["tabletClosed"], 0);
    expect(rows.map(({ about }) => about["entry"])).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(await record.brokenAt()).toBeUndefined();
  });

  test("what tablets' records tell and a failing database did not take is written with the next chance", async () => {
    const open = await engine.fresh();
    const database = open();
    await migrate(database);
    const { record } = office(database);
    const acts = new TabletActs(record);
    for (let index = 0; index < 3; index++)
      acts.noticed({ act: "tabletClosed", index, device: "d", role: "inspector", about: { wall: index } });
    const numberOf = () => 1;
    await sql`alter table office_act rename to office_act_away`.execute(database.db);
    await expect(acts.write(numberOf)).rejects.toThrow();
    await sql`alter table office_act_away rename to office_act`.execute(database.db);
    let asked = 0;
    const failsAtTheThird = () => {
      if (++asked === 3) throw new Error("gone");
      return 1;
    };
    await expect(acts.write(failsAtTheThird)).rejects.toThrow("gone");
    const entries = async () => (await record.since(["tabletClosed"], 0)).map(({ about }) => about["entry"]);
    expect(await entries()).toEqual([0, 1]);
    await acts.write(numberOf);
    await acts.write(numberOf);
    expect(await entries()).toEqual([0, 1, 2]);
  });

  test("acts of two processes are numbered without a gap, and each follows from the one before it", async () => {
    const open = await engine.fresh();
    const [one, two] = [open(), open()];
    await migrate(one);
    const records = [office(one).record, office(two).record, office(two).record];
    await Promise.all(
      Array.from({ length: 24 }, (_, n) => records[n % 3]?.add("logExported", commandLine, { entries: n })),
    );
    const { record } = office(two);
    const newest = await record.newest(100, undefined);
    expect(newest.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, n) => 24 - n));
    expect(newest.map(({ about }) => Number(about["entries"])).sort((a, b) => a - b)).toEqual([...Array(24).keys()]);
    expect(await record.brokenAt()).toBeUndefined();
    await one.db.updateTable("office_act").set({ at: 0 }).where("id", "=", 7).execute();
    expect(await record.brokenAt()).toBe(7);
  });

  test("a database of the version before goes on: tablets are accepted, whoever was signed in signs in again", async () => {
    const open = await engine.fresh();
    const database = open();
    await migrate(database, 1);
    const { db } = database;
    await sql`insert into office_session (token, expires) values ('t', 1)`.execute(db);
    await sql`insert into device (id, number, place, public_key, code, enrolled_hash, enrolled_at, state, trusted_through,
      head_seq, head_hash, changed) values ('d', 1, null, ${new Uint8Array(65)}, null, 'h', 1, 'good', null, -1, 'h', 1)`.execute(
      db,
    );
    expect(await migrate(database)).toBe(5);
    expect(await db.selectFrom("device").select("waits").execute()).toEqual([{ waits: 0 }]);
    expect(await db.selectFrom("office_session").selectAll().execute()).toEqual([]);
    expect(await office(database).accounts.any()).toBe(false);
  });
});
