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
import type { PlaceTablets } from "./placeTablets.ts";
import type { Standings } from "./standing.ts";

/** A tablet that belongs to this place, or gave ballots at it. */
export type TabletAtPlace = {
  readonly device: string;
  /** Its number at the county, as receipts begin with it. */
  readonly number: string;
  /** Who last signed in or gave a ballot there, and when (ms), as far as is known here; undefined: nobody. */
  readonly last: { readonly worker: string; readonly wall: number } | undefined;
  readonly checkedIn: number;
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
  /** How many of its check-ins that count were entered from paper, over all days. */
  readonly fromPaper: number;
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
  readonly tablets: PlaceTablets;
  /** ms since 1970. */
  readonly now: number;
};

const quarter = 15 * 60_000;

export function placeBook({ election, place, standings, entries, tablets, now }: PlaceBookInput): PlaceBook {
  const held = placeDay(entries.at(place.id, (name) => standings.trusts(name)));
  const book = bookOfPlace(standings, place.id);
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
    served: new Set([...standings.firstBallots(place.id)].flatMap(({ counts, voter }) => (counts ? voter : []))).size,
    fromPaper: [...standings.firstBallots(place.id)].filter(({ counts, fromPaper }) => counts && fromPaper).length,
    pace: paceOf(
      walls.filter((wall) => dayOf(wall, election.timeZone) === today),
      now,
    ),
    tablets: tabletsOf(standings, tablets, place.id),
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

function tabletsOf(standings: Standings, tablets: PlaceTablets, place: string): TabletAtPlace[] {
  const known = new Map<string, TabletAtPlace>();
  for (const { device, number, signedIn } of tablets.at(place, (writer) => standings.trusts(writer)))
    known.set(device, { device, number: String(number), last: signedIn, checkedIn: 0 });
  for (const { event, worker, wall, kind, counts } of standings.firstBallots(place)) {
    const { device, hash } = event;
    const tablet = known.get(device) ?? { device, number: numberOn(standings, hash), last: undefined, checkedIn: 0 };
    known.set(device, {
      ...tablet,
      last: tablet.last !== undefined && tablet.last.wall > wall ? tablet.last : { worker, wall },
      checkedIn: tablet.checkedIn + (kind === "regular" && counts ? 1 : 0),
    });
  }
  return [...known.values()].sort((a, b) => Number(a.number) - Number(b.number) || (a.device < b.device ? -1 : 1));
}

/** A tablet that belongs elsewhere by now: its number stands on the receipts that it gave. */
const numberOn = (standings: Standings, hash: string): string =>
  (standings.checkIn(hash) ?? standings.provisional(hash))?.receipt.split("-")[0] ?? "";

function reasonsOf(standings: Standings, place: string): PlaceBook["provisionals"] {
  const counts = new Map<string, number>();
  for (const ballot of standings.provisionals())
    if (ballot.place === place)
      for (const { situation } of ballot.reasons) counts.set(situation, (counts.get(situation) ?? 0) + 1);
  return [...counts].map(([reason, ballots]) => ({ reason, ballots })).sort((a, b) => b.ballots - a.ballots);
}
