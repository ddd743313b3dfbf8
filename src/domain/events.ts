/**
 * What an event says. The body of each type, as it stands in the log, past tense, in the field's words. Events are
 * never changed: a new version of a body gets an upcast in `readBody`, and a type that this version does not know stays
 * opaque and is counted.
 */
import * as z from "zod/mini";
import { AbsenteeMarkCancelled, AbsenteeProcessed } from "./absenteeEvents.ts";
import { BallotActUndone, BallotHandedBack, BallotReissued, BallotSpoiled, VoterLeft } from "./ballotEvents.ts";
import {
  ballotGiven,
  count,
  device,
  EventName,
  hash,
  instant,
  mostSteps,
  number,
  Role,
  text,
  witnessed,
} from "./eventFields.ts";
import { isInstant } from "./instant.ts";
import { lookedAt, RegistrationCancelled, VoterRegistered } from "./newcomerEvents.ts";
import { Person } from "./person.ts";
import { placeEvents } from "./placeEvents.ts";
import { PaperListPrinted, RecordsExported, SlipReprinted } from "./printEvents.ts";
import { voterNoteEvents } from "./voterNoteEvents.ts";
import { waitingEvents } from "./waitingEvents.ts";

export const VoterCheckedIn = z.strictObject({
  type: z.literal("VoterCheckedIn"),
  ...witnessed,
  ...ballotGiven,
  /** Entered from paper: when the ballot was given (ms), as it is written there. `wall` says when it was entered. */
  written: z.optional(instant),
});

export const CancelReason = z.enum(["wrongVoter", "voterLeft", "wrongBallot", "recordedTwice", "other"]);
export type CancelReason = z.infer<typeof CancelReason>;

/** Of a check-in or of a provisional ballot. */
const cancel = {
  voter: text(1, 64),
  place: text(1, 64),
  undoes: z.array(EventName).check(z.minLength(1), z.maxLength(20)),
  reason: CancelReason,
  note: z.optional(text(0, 200)),
};

export const CheckInCancelled = z.strictObject({ type: z.literal("CheckInCancelled"), ...witnessed, ...cancel });

/** The voter got a provisional ballot: it is kept apart, and the county decides later whether it counts. */
export const ProvisionalIssued = z.strictObject({
  type: z.literal("ProvisionalIssued"),
  ...witnessed,
  ...ballotGiven,
  /** Somebody who is not on the roll: `voter` is then their `personKey`. */
  person: z.optional(Person),
  lookedAt: z.optional(lookedAt),
  /** Why no regular one: situations, with the state's code where its pack gives one. */
  reasons: z
    .array(z.strictObject({ situation: text(1, 40), code: z.optional(text(1, 40)) }))
    .check(z.minLength(1), z.maxLength(20)),
});

export const ProvisionalCancelled = z.strictObject({
  type: z.literal("ProvisionalCancelled"),
  ...witnessed,
  ...cancel,
});

export const DeviceEnrolled = z.strictObject({
  type: z.literal("DeviceEnrolled"),
  ...witnessed,
  device,
  /** Raw P-256 public key (65 bytes), base64. */
  publicKey: text(0, 100),
  /** The number on the tablet's receipts, unique in the election. */
  number,
  place: z.nullable(text(0, 64)),
  /** The device that this one replaces, when a tablet had to be set up again. */
  replaces: z.optional(device),
  /** Set up with a code that many may see: it gets no key before a `DeviceAccepted`. */
  waits: z.optional(z.literal(true)),
});

/** A clerk has seen this device and takes it for a place (null: a spare). Said again, it moves the device to another. */
export const DeviceAccepted = z.strictObject({
  type: z.literal("DeviceAccepted"),
  ...witnessed,
  device,
  place: z.nullable(text(0, 64)),
});

export const DeviceRevoked = z.strictObject({
  type: z.literal("DeviceRevoked"),
  ...witnessed,
  device,
  /** The last sequence number that still counts; -1 for none. */
  trustedThrough: z.int().check(z.minimum(-1)),
});

/** The county trusts the device again: everything that it wrote counts, as if it had never been set aside. */
export const DeviceReinstated = z.strictObject({ type: z.literal("DeviceReinstated"), ...witnessed, device });

/**
 * Stands before entries of a device that no longer follow its chain: a fork, a restored profile, a lost middle event.
 * They count as witnessed; the flag says that the chain does not vouch for their order.
 */
export const DeviceLogHandedOver = z.strictObject({
  type: z.literal("DeviceLogHandedOver"),
  ...witnessed,
  device,
  by: device,
  events: z.array(hash).check(z.minLength(1), z.maxLength(100)),
});

export const RollPublished = z.strictObject({
  type: z.literal("RollPublished"),
  ...witnessed,
  version: number,
  manifest: hash,
  voters: count,
  /** Amendments before this log index are folded into the roll. */
  amendedThrough: count,
});

export const RollAmended = z.strictObject({
  type: z.literal("RollAmended"),
  ...witnessed,
  /** SHA-256 of the encrypted chunk that holds the changes. */
  chunk: hash,
  /** Size of the chunk as stored, and of what it holds once opened. */
  bytes: number,
  opened: number,
  /** The roll version that it amends; part of what the chunk authenticates. */
  roll: number,
  changes: number,
});

export const AnomalyResolved = z.strictObject({
  type: z.literal("AnomalyResolved"),
  ...witnessed,
  voter: text(1, 64),
  /** The check-ins that were looked at; one more reopens the matter. */
  events: z.array(hash).check(z.minLength(1), z.maxLength(50)),
  note: text(0, 500),
});

export const CountyClock = z.strictObject({ type: z.literal("CountyClock"), ...witnessed });

export const EpochOpened = z.strictObject({
  type: z.literal("EpochOpened"),
  ...witnessed,
  epoch: z.int().check(z.minimum(2)),
  /** The last checkpoint of the epoch before, as it was signed. */
  checkpoint: text(0, 2000),
});

export const WorkerSignedIn = z.strictObject({
  type: z.literal("WorkerSignedIn"),
  ...witnessed,
  place: text(0, 64),
});

/** Somebody with the opening card opened the tablet. Who that was, the next `WorkerSignedIn` tells. */
export const TabletOpened = z.strictObject({
  type: z.literal("TabletOpened"),
  ...witnessed,
  place: text(0, 64),
  /** Opening codes that opened nothing on this tablet since it was last opened with a card. */
  wrongCodes: count,
});

export const TabletClosed = z.strictObject({
  type: z.literal("TabletClosed"),
  ...witnessed,
  place: text(0, 64),
  /** `locked`: nobody asked to close; it was locked where no PIN could have opened it again. */
  how: z.enum(["asked", "locked"]),
});

/**
 * Wrong PINs, told when the tablet takes no PIN of that worker for a while, at the next right one, or at the next chance:
 * before a tablet is open it can only count. `worker` is whoever was signed in, "" for nobody (the role then says nothing).
 */
export const PinsRefused = z.strictObject({
  type: z.literal("PinsRefused"),
  ...witnessed,
  place: text(0, 64),
  /** The worker whose PIN was tried, by whomever. */
  tried: text(1, 64),
  wrong: number,
  /** When the first and the last of them was, as `wall`. */
  first: instant,
  last: instant,
  /** Seconds for which the tablet takes no PIN of that worker from the last one on. */
  held: count,
});

/** `worker` agreed that a new program takes the place of the one that the tablet runs. */
export const ProgramApproved = z.strictObject({
  type: z.literal("ProgramApproved"),
  ...witnessed,
  place: text(0, 64),
  /** The build that is replaced. */
  program: text(0, 64),
  /**
   * The one that takes its place: what the county called it, and the first 16 hex digits of the SHA-256 of its service
   * worker, under which the browser loaded it. Not said by events of earlier versions.
   */
  next: z.optional(z.strictObject({ build: text(0, 64), worker: z.string().check(z.regex(/^[0-9a-f]{16}$/)) })),
});

/** A worker whom an inspector added, or gave a new PIN, at the place. */
export const WorkerAdded = z.strictObject({
  type: z.literal("WorkerAdded"),
  ...witnessed,
  place: text(1, 64),
  added: text(1, 64),
  as: Role,
  /** Milliseconds since 1970: of two words about one worker the later holds. Part of what the sealed text authenticates. */
  since: instant,
  /** Name, party and PIN verifier, base64, sealed under the election key: the endpoint cannot guess the PIN. */
  sealed: text(1, 1000),
});

export const EventBody = z.discriminatedUnion("type", [
  VoterCheckedIn,
  CheckInCancelled,
  ProvisionalIssued,
  ProvisionalCancelled,
  BallotSpoiled,
  BallotReissued,
  BallotHandedBack,
  VoterLeft,
  BallotActUndone,
  AbsenteeProcessed,
  AbsenteeMarkCancelled,
  VoterRegistered,
  RegistrationCancelled,
  DeviceEnrolled,
  DeviceAccepted,
  DeviceRevoked,
  DeviceReinstated,
  DeviceLogHandedOver,
  RollPublished,
  RollAmended,
  AnomalyResolved,
  CountyClock,
  EpochOpened,
  WorkerSignedIn,
  WorkerAdded,
  TabletOpened,
  TabletClosed,
  PinsRefused,
  ProgramApproved,
  SlipReprinted,
  PaperListPrinted,
  RecordsExported,
  ...placeEvents,
  ...waitingEvents,
  ...voterNoteEvents,
]);
export type EventBody = z.infer<typeof EventBody>;
export type EventType = EventBody["type"];
export type BodyOf<T extends EventType> = Extract<EventBody, { type: T }>;

/** What a reader makes of an opened body: one that it knows, or one that it only counts. */
export type ReadBody =
  | { readonly kind: "known"; readonly body: EventBody }
  | { readonly kind: "unknownType"; readonly type: string }
  | { readonly kind: "malformed" };

export function readBody(json: unknown): ReadBody {
  if (isCheckIn(json)) return { kind: "known", body: json };
  const parsed = EventBody.safeParse(json);
  if (parsed.success) return { kind: "known", body: parsed.data };
  const type = z.looseObject({ type: text(0, 64) }).safeParse(json);
  if (type.success && !knownTypes.has(type.data.type)) return { kind: "unknownType", type: type.data.type };
  return { kind: "malformed" };
}

const knownTypes: ReadonlySet<string> = new Set(EventBody.def.options.flatMap(({ shape }) => shape.type.def.values));

/**
 * The schema of `VoterCheckedIn` by hand. Nearly every event is one, and a tablet that opens reads a million of them:
 * the schema takes ten times as long. It may refuse what the schema takes (that goes on to the schema), never the reverse.
 */
function isCheckIn(json: unknown): json is BodyOf<"VoterCheckedIn"> {
  if (!isObject(json) || json["type"] !== "VoterCheckedIn") return false;
  const { seen, steps, party } = json;
  return (
    Object.keys(json).length === (party === undefined ? 14 : 15) && // with a second person, from paper, or another voter's check-in put right, it is the schema's
    (party === undefined || isText(party, 0, 64)) &&
    isText(json["cmd"], 1, 64) &&
    isText(json["worker"], 0, 64) &&
    roles.has(json["role"]) &&
    Number.isSafeInteger(json["wall"]) &&
    isInstant(json["wall"] as number) &&
    (seen === null || (isObject(seen) && isSeen(seen))) &&
    isText(json["voter"], 1, 64) &&
    isText(json["place"], 1, 64) &&
    isText(json["split"], 1, 64) &&
    isText(json["style"], 1, 64) &&
    Number.isSafeInteger(json["roll"]) &&
    (json["roll"] as number) > 0 &&
    isText(json["receipt"], 0, 32) &&
    (json["found"] === "search" || json["found"] === "scan" || json["found"] === "similar") &&
    Array.isArray(steps) &&
    steps.length <= mostSteps &&
    steps.every(isStep)
  );
}

const roles: ReadonlySet<unknown> = new Set(Role.options);
const isObject = (json: unknown): json is Record<string, unknown> => typeof json === "object" && json !== null;
const isText = (json: unknown, least: number, most: number): boolean =>
  typeof json === "string" && json.length >= least && json.length <= most;
const isSeen = (seen: Record<string, unknown>): boolean =>
  Object.keys(seen).length === 2 &&
  Number.isSafeInteger(seen["size"]) &&
  (seen["size"] as number) >= 0 &&
  typeof seen["root"] === "string" &&
  /^[A-Za-z0-9+/]{43}=$/.test(seen["root"]);
const isStep = (step: unknown): boolean =>
  isObject(step) && Object.keys(step).length === 2 && isText(step["step"], 0, 90) && isText(step["outcome"], 0, 80);

/** What only the county says: a tablet that writes such an event is not believed. */
export const countyOnlyTypes: ReadonlySet<EventType> = new Set<EventType>([
  "DeviceEnrolled",
  "DeviceAccepted",
  "DeviceRevoked",
  "DeviceReinstated",
  "DeviceLogHandedOver",
  "RollPublished",
  "RollAmended",
  "AnomalyResolved",
  "CountyClock",
  "EpochOpened",
]);
