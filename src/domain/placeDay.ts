/**
 * What is known of a polling place from what its people wrote down: open or closed, what was counted, by whom and when, lines,
 * seals, incidents. A pure fold of the entries that hold (placeEntries.ts), so a function of the set of events: of two counts
 * of the same thing the later by the writers' clocks holds, by hash if both were at one instant.
 */
import type { EventName } from "./eventFields.ts";
import type { EntryOf, PlaceEntriesHeld } from "./placeEntries.ts";
import type { CountedLine, Stack } from "./placeEvents.ts";
import { longest } from "./placeHours.ts";
import type { Polls } from "./polls.ts";

/** A number that somebody counted or read. */
export type HandCount = {
  readonly count: number;
  readonly day: string;
  readonly worker: string;
  /** When it was written down, by the clock of the tablet (ms). */
  readonly wall: number;
  readonly event: EventName;
};

export type PlaceDay = {
  /** The last word on the polls; undefined before they were ever opened. */
  readonly polls: EntryOf<Polls> | undefined;
  /** Every time that the polls were opened, in order. */
  readonly openings: readonly EntryOf<"PollsOpened" | "PollsResumed">[];
  /** What each tablet said last of being ready, whichever day. */
  readonly ready: readonly EntryOf<"TabletReady">[];
  /** The days on which the polls were opened or resumed, in order. */
  readonly days: readonly string[];
  /** Sheets received, one count for each style and delivery. */
  readonly received: readonly (HandCount & { readonly style: string; readonly delivery: number })[];
  /** Sheets unused, one count for each style and day. */
  readonly unused: readonly (HandCount & { readonly style: string })[];
  /** One reading for each scanner, day and moment. */
  readonly counters: readonly (HandCount & { readonly scanner: number; readonly moment: "start" | "end" })[];
  /** One count for each line and day. */
  readonly counted: readonly (HandCount & { readonly line: CountedLine })[];
  readonly lines: readonly EntryOf<"LineCounted">[];
  /** The order that keeps the polls open longest. */
  readonly extension: EntryOf<"HoursExtended"> | undefined;
  readonly lastInLine: EntryOf<"LastInLineMarked"> | undefined;
  readonly seals: readonly EntryOf<"SealRecorded">[];
  /** What left the place, and with whom; the last word of each day holds. */
  readonly custody: readonly EntryOf<"CustodyRecorded">[];
  readonly incidents: readonly EntryOf<"IncidentReported">[];
  /** Which tablet served which line, and what ended it (bookLine.ts says what of it holds). */
  readonly splits: readonly EntryOf<"BookSplit">[];
  readonly joins: readonly EntryOf<"BookJoined">[];
  readonly explanations: readonly EntryOf<"BalanceExplained">[];
  readonly signatures: readonly EntryOf<"BalanceSigned">[];
  readonly undone: PlaceEntriesHeld["undone"];
};

/** Sealed packs at their nominal, opened ones at their counted number. */
export const sheetsOf = ({ sealed, opened }: Stack): number =>
  sealed.reduce((sum, { packs, sheets }) => sum + packs * sheets, opened);

export function placeDay({ entries, undone }: PlaceEntriesHeld): PlaceDay {
  const polls: EntryOf<Polls>[] = [];
  const openings: PlaceDay["openings"][number][] = [];
  const ready = new Map<string, PlaceDay["ready"][number]>();
  const received = new Map<string, PlaceDay["received"][number]>();
  const unused = new Map<string, PlaceDay["unused"][number]>();
  const counters = new Map<string, PlaceDay["counters"][number]>();
  const counted = new Map<string, PlaceDay["counted"][number]>();
  const lines: EntryOf<"LineCounted">[] = [];
  const lastInLine: EntryOf<"LastInLineMarked">[] = [];
  const extensions: EntryOf<"HoursExtended">[] = [];
  const seals: EntryOf<"SealRecorded">[] = [];
  const custody: EntryOf<"CustodyRecorded">[] = [];
  const incidents: EntryOf<"IncidentReported">[] = [];
  const splits: EntryOf<"BookSplit">[] = [];
  const joins: EntryOf<"BookJoined">[] = [];
  const explanations: EntryOf<"BalanceExplained">[] = [];
  const signatures: EntryOf<"BalanceSigned">[] = [];

  // Entries come earliest first: what is said of the same thing later takes the place of what was said before.
  for (const { name, body } of entries) {
    const { day, worker, wall } = body;
    const handCount = (count: number): HandCount => ({ count, day, worker, wall, event: name });
    switch (body.type) {
      case "PollsOpened":
      case "PollsResumed":
        openings.push({ name, body });
        polls.push({ name, body });
        break;
      case "PollsSuspended":
      case "PollsClosed":
        polls.push({ name, body });
        break;
      case "TabletReady":
        ready.set(name.device, { name, body });
        break;
      case "BallotStockCounted":
        for (const stack of body.stacks) {
          const { style } = stack;
          const { delivery } = body;
          const one = { ...handCount(sheetsOf(stack)), style };
          if (delivery === 0) unused.set(`${day} ${style}`, one);
          // Two tablets that did not hear each other may both have received "the first" delivery.
          else received.set(`${name.device} ${delivery} ${style}`, { ...one, delivery });
        }
        break;
      case "CounterRead": {
        const { scanner, moment, reads } = body;
        counters.set(`${day} ${moment} ${scanner}`, { ...handCount(reads), scanner, moment });
        break;
      }
      case "BallotsCounted":
        counted.set(`${day} ${body.line}`, { ...handCount(body.count), line: body.line });
        break;
      case "LineCounted":
        lines.push({ name, body });
        break;
      case "HoursExtended":
        extensions.push({ name, body });
        break;
      case "LastInLineMarked":
        lastInLine.push({ name, body });
        break;
      case "SealRecorded":
        seals.push({ name, body });
        break;
      case "CustodyRecorded":
        custody.push({ name, body });
        break;
      case "BookSplit":
        splits.push({ name, body });
        break;
      case "BookJoined":
        joins.push({ name, body });
        break;
      case "BalanceExplained":
        explanations.push({ name, body });
        break;
      case "BalanceSigned":
        signatures.push({ name, body });
        break;
      case "IncidentReported":
        incidents.push({ name, body });
        break;
      default:
        body satisfies never;
    }
  }
  return {
    polls: polls.at(-1),
    openings,
    ready: [...ready.values()],
    days: [...new Set(openings.map(({ body }) => body.day))].sort(),
    received: [...received.values()],
    unused: [...unused.values()],
    counters: [...counters.values()],
    counted: [...counted.values()],
    lines,
    extension: longest(extensions),
    lastInLine: lastInLine.at(-1),
    seals,
    custody,
    incidents,
    splits,
    joins,
    explanations,
    signatures,
    undone,
  };
}
