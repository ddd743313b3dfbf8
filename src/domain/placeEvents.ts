/**
 * What an inspector and a board write down about their place: polls opened and closed, stacks and counters counted, lines,
 * seals, incidents, the book split between tablets, the balance explained and signed. No event here names a voter.
 *
 * Each is an entry of one place on one day (by the election's time zone). An entry is never changed: a later count of the
 * same thing takes its place, and `PlaceEntryUndone` takes back any other (see placeEntries.ts).
 */
import * as z from "zod/mini";
import { count, EventName, hash, instant, number, text, witnessed } from "./eventFields.ts";

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));
const entry = { ...witnessed, place: text(1, 64), day };
const words = text(1, 500);

/** Into how many lines a book is split at most. */
export const mostLines = 26;

/** `checkedIn`: voters of whom the place had a check-in or a provisional ballot that counts at that moment, over all days. */
const polls = { ...entry, checkedIn: count };

/** Checks that did not pass and were overridden (readyChecks.ts, openingChecks.ts), each with the reason. */
const overrides = z.array(z.strictObject({ check: text(1, 40), reason: words })).check(z.maxLength(32));

/** Who of the board signed, by the names that they are known by there. */
const members = z.array(text(1, 80)).check(z.minLength(1), z.maxLength(12));
/** Said since the board signs the opening: who, the code that all tablets had to show, and of when the paper list is. */
const opened = {
  ...polls,
  overrides,
  members: z.optional(members),
  code: z.optional(text(1, 80)),
  paperListOf: z.optional(text(1, 80)),
};

export const PollsOpened = z.strictObject({
  type: z.literal("PollsOpened"),
  ...opened,
});
/** For the night: the election goes on at this place on another day. */
export const PollsSuspended = z.strictObject({ type: z.literal("PollsSuspended"), ...polls });
export const PollsResumed = z.strictObject({
  type: z.literal("PollsResumed"),
  ...opened,
});
/** A tablet by the number on it, with what it has recorded and what of that was found at the county. */
const tabletHolds = z.strictObject({ tablet: text(1, 12), records: count, atCounty: count });
const mostTablets = 100;

/** For good. `notSent`: events of the place that were not known to be at the county when it was left. */
export const PollsClosed = z.strictObject({
  type: z.literal("PollsClosed"),
  ...polls,
  notSent: count,
  /** Tablets that could not send what they have: two people left with them, and said how it gets to the county. */
  left: z.optional(
    z.strictObject({
      tablets: z.array(tabletHolds).check(z.minLength(1), z.maxLength(mostTablets)),
      goes: z.enum(["sealedTablets", "file"]),
    }),
  ),
});

/**
 * A tablet is ready for the day: somebody compared its code with that of the others, and looked at what a browser cannot know. What
 * the code is made of stands here (openingText.ts), so that others can say what differs; election, place and day every entry has.
 * Whoever holds the opening card may say it; `worker` is "" then.
 */
export const TabletReady = z.strictObject({
  type: z.literal("TabletReady"),
  ...entry,
  /** Of the tablet, as its receipts begin. */
  number,
  build: text(0, 64),
  roll: number,
  /** When the county last changed the list, as far as the tablet has it; left out where it never heard of the county. */
  listOf: z.optional(instant),
  /** How old its news of the others are: the newest word of the county that it has. */
  heard: z.optional(instant),
  /** Changes to the list that it knows of and does not have. */
  missing: count,
  /** Check-ins of earlier days that it knows of. */
  earlier: count,
  /** `again`: nobody tapped; the tablet says what changed on it since somebody did. */
  how: z.enum(["tapped", "again"]),
  overrides,
});

/** The stack of one style: sealed packs at the number printed on them, everything opened at its counted number. */
const stack = z.strictObject({
  style: text(1, 64),
  sealed: z.array(z.strictObject({ packs: number, sheets: number })).check(z.maxLength(10)),
  opened: count,
});
export type Stack = z.infer<typeof stack>;

export const BallotStockCounted = z.strictObject({
  type: z.literal("BallotStockCounted"),
  ...entry,
  /** The how manieth delivery to the place was received (they add up); 0: what is unused now. */
  delivery: count,
  stacks: z.array(stack).check(z.minLength(1), z.maxLength(50)),
});

/** `end`: the latest reading of that day; read again, it takes the place of the one before. */
export const CounterRead = z.strictObject({
  type: z.literal("CounterRead"),
  ...entry,
  scanner: number,
  moment: z.enum(["start", "end"]),
  reads: count,
});

/** Piles and numbers that only people can count. See balance.ts for what each is part of. */
export const CountedLine = z.enum([
  "spoiled",
  "provisional",
  "handedBack",
  "leftWithoutCasting",
  "challenged",
  "emergencyBin",
  "handCounted",
  "absenteeCast",
  "absenteeDroppedOff",
  "onDemand",
  "signatures",
]);
export type CountedLine = z.infer<typeof CountedLine>;

/** `count`: sheets of that day; the counts of several days add up. */
export const BallotsCounted = z.strictObject({ type: z.literal("BallotsCounted"), ...entry, line: CountedLine, count });

export const LineCounted = z.strictObject({ type: z.literal("LineCounted"), ...entry, people: count });

/** A court or another authority keeps the polls open longer than the law says. */
export const HoursExtended = z.strictObject({
  type: z.literal("HoursExtended"),
  ...entry,
  /** The new closing time (ms). */
  until: instant,
  /** Who ordered it, and its number: "Superior Court, 26-CV-1103". */
  order: text(1, 120),
});

/** Somebody stands behind the last voter who was in line at the legal close. */
export const LastInLineMarked = z.strictObject({ type: z.literal("LastInLineMarked"), ...entry, people: count });

export const SealRecorded = z.strictObject({
  type: z.literal("SealRecorded"),
  ...entry,
  /** What it seals: "scanner 1", "ballot box". */
  on: text(1, 80),
  number: text(1, 40),
  how: z.enum(["applied", "found", "broken"]),
  initials: z.array(text(1, 8)).check(z.minLength(1), z.maxLength(6)),
});

/** What leaves the place, and in whose hands: the sheet that is signed on paper says the same. */
export const CustodyRecorded = z.strictObject({
  type: z.literal("CustodyRecorded"),
  ...entry,
  tablets: z.array(tabletHolds).check(z.maxLength(mostTablets)),
  /** Opening cards, and files or sticks with the records of tablets. */
  cards: count,
  files: count,
  /** By the names that they are known by there. */
  carriers: z.array(text(1, 80)).check(z.minLength(1), z.maxLength(4)),
  /** Where it goes. */
  to: text(1, 80),
});

/** Numbers of lines are as people see them: 1 to n. */
const lineNumber = z.int().check(z.minimum(1), z.maximum(mostLines));

/**
 * The tablet that writes it serves one line of the place from now on: the names from its `from` on (search form, see
 * splitBook.ts) up to where the next line begins; the first begins with "". The other tablets are told the same, each by hand.
 */
export const BookSplit = z.strictObject({
  type: z.literal("BookSplit"),
  ...entry,
  line: lineNumber,
  /** The version of the roll by which the lines were made: where it differs, so may they. */
  roll: number,
  /** `through`: the last letters of its range, for people. */
  lines: z
    .array(z.strictObject({ from: text(0, 64), through: text(0, 64) }))
    .check(z.minLength(2), z.maxLength(mostLines)),
});
/**
 * `heardAll`: the tablet that writes it has heard of every other line; it names all of their splits and its own, and ends its own once it knows that the others did the same (bookLine.ts). `asked`: the inspector ends those that it names.
 */
export const BookJoined = z.strictObject({
  type: z.literal("BookJoined"),
  ...entry,
  how: z.enum(["heardAll", "asked"]),
  ends: z.array(EventName).check(z.minLength(1), z.maxLength(mostLines)),
});

/** A difference of the balance: of ballot stock, of what was scanned, or of one counted line. */
export const DifferenceName = z.enum(["stock", "scanned", ...CountedLine.options]);
export type DifferenceName = z.infer<typeof DifferenceName>;
const signed = z.int();

export const BalanceExplained = z.strictObject({
  type: z.literal("BalanceExplained"),
  ...entry,
  difference: DifferenceName,
  /** How much of the difference, with its sign. */
  sheets: signed,
  /** `couldNotBe`: the board looked and found nothing. It may be signed so. */
  how: z.enum(["explained", "couldNotBe"]),
  words,
  /** The events that explain it: they explain nothing else then. */
  by: z.array(hash).check(z.maxLength(50)),
});

export const BalanceSigned = z.strictObject({
  type: z.literal("BalanceSigned"),
  ...entry,
  members,
  /** What they signed: every difference that was not zero, and how much of it had no explanation. */
  differences: z
    .array(z.strictObject({ difference: DifferenceName, sheets: signed, unexplained: signed }))
    .check(z.maxLength(DifferenceName.options.length)),
});

export const IncidentReported = z.strictObject({
  type: z.literal("IncidentReported"),
  ...entry,
  /** When it happened (ms); `wall` is when it was written down. */
  happened: instant,
  words: text(1, 1000),
});

/** Takes back any other entry of the place. For good: whoever was wrong writes the entry once more. */
export const PlaceEntryUndone = z.strictObject({
  type: z.literal("PlaceEntryUndone"),
  ...entry,
  undoes: EventName,
  reason: words,
});

export const placeEvents = [
  PollsOpened,
  PollsSuspended,
  PollsResumed,
  PollsClosed,
  TabletReady,
  BallotStockCounted,
  CounterRead,
  BallotsCounted,
  LineCounted,
  HoursExtended,
  LastInLineMarked,
  SealRecorded,
  CustodyRecorded,
  BookSplit,
  BookJoined,
  BalanceExplained,
  BalanceSigned,
  IncidentReported,
  PlaceEntryUndone,
] as const;
export const placeSchema = z.discriminatedUnion("type", placeEvents);
export type PlaceBody = z.infer<typeof placeSchema>;

const placeTypes: ReadonlySet<string> = new Set(placeEvents.flatMap(({ shape }) => shape.type.def.values));
export const isPlaceBody = (body: { readonly type: string }): body is PlaceBody => placeTypes.has(body.type);
