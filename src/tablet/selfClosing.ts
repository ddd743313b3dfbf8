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

/** Closes the tablet if its day is over; where it is open, follows what is known of the place. */
export async function closeWhenOver(book: Pick<PollBook, "close">, memory: TabletMemory): Promise<void> {
  const { desk, session, day } = memory;
  if (desk === undefined || session === undefined) return;
  const set = async (to: NonNullable<TabletMemory["day"]>): Promise<void> => {
    memory.day = to;
    await memory.vault?.endDayAt(to.ends);
    memory.announce();
  };
  const now = session.connection.now();
  const quietFrom = lastAtWork(memory, now) + quietMs;
  // Before anything new is considered: a word that came while it slept does not bring the day back.
  if (day !== undefined && now >= Math.max(day.ends, quietFrom)) return book.close(undefined, "locked");
  const { polls, hours } = desk;
  const word = `${polls?.name.hash} ${hours.extension?.event.hash}`;
  if (day?.word !== word) {
    const suspended = isSuspended(session.election, desk, now);
    await set({ word, suspended, ends: dayEnds(session.election, desk, now) });
  } else if (quietFrom >= day.ends + stepMs) await set({ ...day, ends: quietFrom });
}

/** When somebody was at it last, as far as that keeps it open (ms). */
function lastAtWork({ worker, lastRecorded }: TabletMemory, now: number): number {
  if (worker === undefined) return 0;
  return worker.id === cardHolder.id ? lastRecorded : now;
}
