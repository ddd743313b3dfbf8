/** Entries of a place and facts of its book, for tests: written by hand, each with an event of its own. */
import type { BookFact, BookOfPlace } from "../../src/domain/balanceLines.ts";
import type { EventName } from "../../src/domain/eventFields.ts";
import { type PlaceDay, placeDay } from "../../src/domain/placeDay.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { type PlaceBody, placeSchema } from "../../src/domain/placeEvents.ts";

export const electionDay = "2026-11-03";
export const zone = "America/New_York";
/** 3:10 pm on election day in New York. */
export const now = Date.UTC(2026, 10, 3, 20, 10);
export const minutes = 60_000;

/** Different for every number, and in no order that follows from it. */
export const hashOf = (n: number): string =>
  (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0").padEnd(64, "0");
export const nameOf = (n: number, device = "one"): EventName => ({ device, seq: n, hash: hashOf(n) });

type Body<T extends PlaceBody["type"]> = Extract<PlaceBody, { type: T }>;
type Said<T extends PlaceBody["type"]> = Omit<Body<T>, keyof typeof about | "type"> &
  Partial<Pick<Body<T>, keyof typeof about>>;
const about = {
  cmd: "",
  worker: "lin",
  role: "inspector" as const,
  wall: now,
  seen: null,
  place: "oak",
  day: electionDay,
};

export type Written = { readonly name: EventName; readonly body: PlaceBody };
let written = 0;

/** An entry of the Oak Street Library on election day, as its schema takes it. */
export function entry<T extends PlaceBody["type"]>(type: T, said: Said<T>): Written {
  const n = 1_000_000 + written++;
  return { name: nameOf(n), body: placeSchema.parse({ ...about, cmd: `c${n}`, type, ...said }) };
}

export const stock = (delivery: number, stacks: Record<string, number>, more: { day?: string; wall?: number } = {}) =>
  entry("BallotStockCounted", {
    ...more,
    delivery,
    stacks: Object.entries(stacks).map(([style, opened]) => ({ style, sealed: [], opened })),
  });
export const reading = (scanner: number, start: number, end: number, more: { day?: string; wall?: number } = {}) => [
  entry("CounterRead", { ...more, scanner, moment: "start", reads: start }),
  entry("CounterRead", { ...more, scanner, moment: "end", reads: end }),
];
export const pile = (
  line: Body<"BallotsCounted">["line"],
  count: number,
  more: { day?: string; wall?: number } = {},
): Written => entry("BallotsCounted", { ...more, line, count });

export function dayWith(entries: readonly Written[]): PlaceDay {
  const known = new PlaceEntries();
  for (const { name, body } of entries) known.add(name, body);
  return placeDay(known.at("oak", () => true));
}

let facts = 0;
/** So many facts of the book, at half past nine if nothing else is said. */
export function some(n: number, more: Partial<BookFact> = {}): BookFact[] {
  return Array.from({ length: n }, () => ({
    event: nameOf(facts++, "two"),
    wall: now - 340 * minutes,
    worker: "rosa",
    style: "1",
    kind: "regular",
    ...more,
  }));
}

export const book = (said: Partial<BookOfPlace>): BookOfPlace => ({
  checkedIn: [],
  cancelled: [],
  replaced: [],
  spoiled: [],
  handedBack: [],
  left: [],
  provisional: [],
  checkedInTwice: new Set(),
  fromPaper: new Set(),
  ...said,
});
