/**
 * Whether a tablet records more than any desk can: how the flood of a stolen open tablet is noticed while it lasts. Pure; fed
 * with a tablet's events in the order of its chain.
 *
 * An act counts at the latest time that the tablet has named so far, and no later than the county heard of it: so a clock that
 * goes back over hours that were told already, or ahead, buys no room. A tablet that comes back after hours offline names
 * times as far apart as its voters were. What a thief spreads over hours in which the tablet was silent looks like an honest
 * desk; then the silence is what the county sees.
 */
import type { EventBody, EventType } from "./events.ts";

const minute = 60_000;
type Pace = { readonly within: number; readonly most: number };
type Kind = "desk" | "list";

const paces: Readonly<Record<Kind, readonly Pace[]>> = {
  // A voter says a name, shows a card or an address, mostly signs, and goes: at its quickest 20 to 30 seconds. So one in ten
  // seconds for two minutes, or in twenty for an hour without a pause, is nobody's desk.
  desk: [
    { within: 2 * minute, most: 12 },
    { within: 60 * minute, most: 180 },
  ],
  // Nobody stands there: a code and a time are typed or scanned from paper, an envelope is announced and marked.
  list: [{ within: 2 * minute, most: 40 }],
};

/** What is done with one voter after another. A ballot that was written on paper before is none of the desk's. */
function kindOf(body: EventBody): Kind | undefined {
  if (body.type === "VoterCheckedIn" && body.written !== undefined) return "list";
  return kinds[body.type];
}

const kinds: Partial<Record<EventType, Kind>> = {
  VoterCheckedIn: "desk",
  ProvisionalIssued: "desk",
  CheckInCancelled: "desk",
  ProvisionalCancelled: "desk",
  AbsenteeProcessed: "list",
  AbsenteeMarkCancelled: "list",
};

export type Flood = {
  /** How many acts it has so far. */
  readonly acts: number;
  /** Number of the tablet's last record before the first of them; -1 for none. */
  readonly before: number;
};

/** Of one tablet. */
export class DeskPace {
  readonly #desk = new Stretch(paces.desk);
  readonly #list = new Stretch(paces.list);
  #latest = Number.NEGATIVE_INFINITY;

  /**
   * The flood that this event begins, or in which as many acts again were done as when it was last answered. `heard`: when the
   * county had the event at the latest (ms).
   */
  add(seq: number, body: EventBody, heard: number): Flood | undefined {
    const kind = kindOf(body);
    if (kind === undefined) return undefined;
    this.#latest = Math.max(this.#latest, Math.min(body.wall, heard));
    return (kind === "desk" ? this.#desk : this.#list).add(seq, this.#latest);
  }
}

/** Acts of one kind, as many of the last as its paces look at. */
class Stretch {
  readonly #paces: readonly Pace[];
  readonly #longest: number;
  readonly #last: { readonly seq: number; readonly at: number }[] = [];
  #flood: { readonly before: number; acts: number; told: number } | undefined;

  constructor(given: readonly Pace[]) {
    this.#paces = given;
    this.#longest = Math.max(...given.map(({ most }) => most)) + 1;
  }

  add(seq: number, at: number): Flood | undefined {
    this.#last.push({ seq, at });
    if (this.#last.length > this.#longest) this.#last.shift();
    const first = this.#paces.flatMap(({ within, most }) => {
      const act = this.#last.at(-1 - most);
      return act !== undefined && at - act.at <= within ? [act.seq] : [];
    });
    if (first.length === 0) {
      this.#flood = undefined;
      return undefined;
    }
    const begun = Math.min(...first);
    this.#flood ??= { before: begun - 1, acts: this.#last.filter((act) => act.seq >= begun).length - 1, told: 0 };
    const flood = this.#flood;
    flood.acts++;
    if (flood.acts < 2 * flood.told) return undefined;
    flood.told = flood.acts;
    return { acts: flood.acts, before: flood.before };
  }
}
