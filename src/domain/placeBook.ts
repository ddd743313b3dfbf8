/**
 * The place as its inspector sees it: open or closed, the balance, who checks in on which tablet and how fast, the line, the
 * stacks, what happened. A pure function of what a tablet knows at this moment; what another tablet did and has not told yet is
 * not in it, and `heard` says how old each one's news are.
 */
import { type Balance, balance } from "./balance.ts";
import { ballotStock, type StyleStock } from "./ballotStock.ts";
import { bookOfPlace } from "./bookOfPlace.ts";
import type { Election, PollingPlace } from "./election.ts";
import { dayOf } from "./electionDay.ts";
import { type LineWait, lineWait } from "./lineWait.ts";
import { type PlaceDay, placeDay } from "./placeDay.ts";
import type { PlaceEntries } from "./placeEntries.ts";
import type { Standings } from "./standing.ts";

/** A tablet that checked voters in at this place. */
export type TabletAtPlace = {
  readonly device: string;
  /** Its number at the county, as receipts begin with it. */
  readonly number: string;
  /** Who checked in the last voter there. */
  readonly worker: string;
  readonly checkedIn: number;
  /** When its newest check-in that is known here was made (ms). */
  readonly heard: number;
};

export type PlaceBook = {
  readonly place: PlaceDay;
  /** Today, by the calendar of the place. */
  readonly day: string;
  readonly balance: Balance;
  readonly stock: readonly StyleStock[];
  readonly wait: LineWait | undefined;
  /** Voters of whom this place has a check-in or a provisional ballot that counts, over all days. */
  readonly served: number;
  /** Check-ins of today for each quarter of an hour, from the first one on. */
  readonly pace: readonly { readonly from: number; readonly checkIns: number }[];
  /** In order of their numbers. */
  readonly tablets: readonly TabletAtPlace[];
  /** Why ballots are provisional: situations, the commonest first. One ballot may have several. */
  readonly provisionals: readonly { readonly reason: string; readonly ballots: number }[];
};

export type PlaceBookInput = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly standings: Standings;
  readonly entries: PlaceEntries;
  /** ms since 1970. */
  readonly now: number;
};

const quarter = 15 * 60_000;

export function placeBook({ election, place, standings, entries, now }: PlaceBookInput): PlaceBook {
  const held = placeDay(entries.at(place.id, (name) => standings.trusts(name)));
  const book = bookOfPlace(standings, place.id, new Set());
  const input = {
    ...{ rules: election.rules.balance, timeZone: election.timeZone, scanners: place.scanners ?? 1 },
    ...{ place: held, book },
  };
  const walls = book.checkedIn.map(({ wall }) => wall);
  const today = dayOf(now, election.timeZone);
  const lines = held.lines.filter(({ body }) => body.day === today);
  return {
    ...{ place: held, day: today, balance: balance(input), stock: ballotStock(input) },
    // Last night's line says nothing of this morning's.
    wait: lineWait({ ...held, lines }, walls),
    served: [...standings.firstBallots(place.id)].filter(({ counts, again }) => counts && !again).length,
    pace: paceOf(
      walls.filter((wall) => dayOf(wall, election.timeZone) === today),
      now,
    ),
    tablets: tabletsOf(standings, place.id),
    provisionals: reasonsOf(standings, place.id),
  };
}

function paceOf(walls: readonly number[], now: number): PlaceBook["pace"] {
  const counts = new Map<number, number>();
  for (const wall of walls) {
    const from = Math.floor(wall / quarter) * quarter;
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  const pace: { from: number; checkIns: number }[] = [];
  if (counts.size === 0) return pace;
  const last = Math.max(now, ...counts.keys());
  for (let from = Math.min(...counts.keys()); from <= last; from += quarter)
    pace.push({ from, checkIns: counts.get(from) ?? 0 });
  return pace;
}

function tabletsOf(standings: Standings, place: string): TabletAtPlace[] {
  const tablets = new Map<string, TabletAtPlace>();
  for (const { event, worker, wall, kind, counts } of standings.firstBallots(place)) {
    const known = tablets.get(event.device);
    const newest = known === undefined || wall >= known.heard;
    const fact = standings.checkIn(event.hash) ?? standings.provisional(event.hash);
    tablets.set(event.device, {
      device: event.device,
      number: fact?.receipt.split("-")[0] ?? "",
      worker: newest ? worker : known.worker,
      checkedIn: (known?.checkedIn ?? 0) + (kind === "regular" && counts ? 1 : 0),
      heard: newest ? wall : known.heard,
    });
  }
  return [...tablets.values()].sort((a, b) => Number(a.number) - Number(b.number) || (a.device < b.device ? -1 : 1));
}

function reasonsOf(standings: Standings, place: string): PlaceBook["provisionals"] {
  const counts = new Map<string, number>();
  for (const ballot of standings.provisionals())
    if (ballot.place === place)
      for (const { situation } of ballot.reasons) counts.set(situation, (counts.get(situation) ?? 0) + 1);
  return [...counts].map(([reason, ballots]) => ({ reason, ballots })).sort((a, b) => b.ballots - a.ballots);
}
