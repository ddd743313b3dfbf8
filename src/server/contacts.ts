/**
 * What is heard of tablets outside the log: when, what they say of themselves, and the rising counter of their writes.
 * The counter is a compare-and-swap in the database, so that no process takes a replayed request. "Last heard" of mere
 * reads and pushes is kept in memory and written at most every few seconds: it is news, not evidence.
 */
import { TabletReport } from "../protocol/deviceLog.ts";
import type { CountyDatabase } from "./database.ts";

export type Contact = {
  readonly heard: number | null;
  readonly persistent: boolean;
  readonly report: TabletReport | undefined;
};

export class Contacts {
  readonly #database: CountyDatabase;
  readonly #heard = new Map<string, number>();

  constructor(database: CountyDatabase) {
    this.#database = database;
  }

  heard(device: string, now: number): void {
    this.#heard.set(device, now);
  }

  /** False if this counter or a later one was used before. Stores what the tablet says of itself with it. */
  async count(device: string, counter: number, now: number, report: TabletReport | undefined): Promise<boolean> {
    const news = {
      counter,
      heard: now,
      ...(report === undefined ? {} : { report: JSON.stringify(report), persistent: report.persistent ? 1 : 0 }),
    };
    const outcome = await this.#database.db
      .insertInto("contact")
      .values({ device, persistent: 0, report: null, ...news })
      .onConflict((conflict) => conflict.column("device").doUpdateSet(news).where("contact.counter", "<", counter))
      .executeTakeFirst();
    return (outcome.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** The last counter that was used; a tablet whose clock or profile was set back goes on from it. */
  async lastCounter(device: string): Promise<number> {
    const row = await this.#database.db
      .selectFrom("contact")
      .select("counter")
      .where("device", "=", device)
      .executeTakeFirst();
    return row?.counter ?? 0;
  }

  /** Writes what is only in memory. */
  async flush(): Promise<void> {
    const news = [...this.#heard];
    this.#heard.clear();
    if (news.length === 0) return;
    await this.#database.db.transaction().execute(async (tx) => {
      for (const [device, heard] of news)
        await tx.updateTable("contact").set({ heard }).where("device", "=", device).execute();
    });
  }

  /** Of these devices, or of all. */
  async all(devices?: readonly string[]): Promise<Map<string, Contact>> {
    const known = this.#database.db.selectFrom("contact").selectAll();
    const rows = await (devices === undefined ? known : known.where("device", "in", devices)).execute();
    return new Map(
      rows.map(({ device, heard, persistent, report }) => [
        device,
        {
          heard: this.#heard.get(device) ?? heard,
          persistent: persistent === 1,
          report: report === null ? undefined : TabletReport.safeParse(JSON.parse(report)).data,
        },
      ]),
    );
  }
}
