/**
 * Closes a tablet at which nobody is when its day is over (dayEnd.ts), as somebody who closes it would: the poll book goes, the
 * day's secret is destroyed, it is recorded, and what was not sent is still sent. Looked at in each round with the county,
 * with or without a network: a tablet that slept through its end closes when it wakes.
 *
 * Nobody is at a tablet that is locked, as an idle one is by itself. Where nobody has a PIN and nothing is ever locked, it is
 * one on which nothing was recorded for half an hour.
 */
import { dayEnds, isSuspended, quietMs } from "./dayEnd.ts";
import type { PollBook } from "./pollBook.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import { cardHolder } from "./tabletState.ts";

/** The end is put off in steps of this, so that the file of the day is not written in each round. */
const stepMs = 60_000;

export class SelfClosing {
  readonly #book: Pick<PollBook, "close">;
  readonly #memory: TabletMemory;

  constructor(book: Pick<PollBook, "close">, memory: TabletMemory) {
    this.#book = book;
    this.#memory = memory;
  }

  async look(): Promise<void> {
    const { desk, session, day } = this.#memory;
    if (desk === undefined || session === undefined) return;
    const now = session.connection.now();
    const quietFrom = this.#lastAtWork(now) + quietMs;
    // Before anything new is considered: a word that came while it slept does not bring the day back.
    if (day !== undefined && now >= Math.max(day.ends, quietFrom)) return this.#book.close(undefined, "locked");
    const { polls, hours } = desk;
    const word = `${polls?.name.hash} ${hours.extension?.event.hash}`;
    if (day?.word !== word) {
      const known = { polls, hours };
      const suspended = isSuspended(session.election, known, now);
      await this.#set({ word, suspended, ends: dayEnds(session.election, known, now) });
    } else if (day.suspended && quietFrom >= day.ends + stepMs) await this.#set({ ...day, ends: quietFrom });
  }

  async #set(day: NonNullable<TabletMemory["day"]>): Promise<void> {
    this.#memory.day = day;
    await this.#memory.vault?.endDayAt(day.ends);
    this.#memory.announce();
  }

  /** When somebody was at it last, as far as that keeps it open (ms). */
  #lastAtWork(now: number): number {
    const { worker, lastRecorded } = this.#memory;
    if (worker === undefined) return 0;
    return worker.id === cardHolder.id ? lastRecorded : now;
  }
}
