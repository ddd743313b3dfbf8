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
  const { session, day } = memory;
  if (memory.desk === undefined || session === undefined) return;
  const quietFrom = lastAtWork(memory, session.connection.now()) + quietMs;
  // Before anything new is considered: a word that came while it slept does not bring the day back.
  if (day !== undefined && session.connection.now() >= Math.max(day.ends, quietFrom))
    return book.close(undefined, "locked");
  await followPlace(memory);
  if (memory.day !== undefined && memory.day === day && quietFrom >= day.ends + stepMs)
    await setDay(memory, { ...day, ends: quietFrom });
}

/** When the day of this place ends, by the newest word on its polls and hours. */
export async function followPlace(memory: TabletMemory): Promise<void> {
  const { desk, session } = memory;
  if (desk === undefined || session === undefined) return;
  const now = session.connection.now();
  const word = `${desk.polls?.name.hash} ${desk.hours.extension?.event.hash}`;
  if (memory.day?.word === word) return;
  const suspended = isSuspended(session.election, desk, now);
  await setDay(memory, { word, suspended, ends: dayEnds(session.election, desk, now) });
}

async function setDay(memory: TabletMemory, to: NonNullable<TabletMemory["day"]>): Promise<void> {
  memory.day = to;
  await memory.vault?.endDayAt(to.ends);
  memory.announce();
}

/** When somebody was at it last, as far as that keeps it open (ms). */
function lastAtWork({ worker, lastRecorded }: TabletMemory, now: number): number {
  if (worker === undefined) return 0;
  return worker.id === cardHolder.id ? lastRecorded : now;
}
