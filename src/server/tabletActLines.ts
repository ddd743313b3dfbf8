/**
 * What people did at tablets, as the county log holds it, one line each: who, in which role, at which tablet, when. Workers by
 * their ids. What is done with voters' ballots is among it where the table of roles does not allow them, so that the office learns who it
 * was; never for which voter.
 */
import type { Rules } from "../domain/election.ts";
import type { BodyOf, EventBody, EventType } from "../domain/events.ts";
import { isInstant } from "../domain/instant.ts";
import { isPlaceBody, type PlaceBody } from "../domain/placeEvents.ts";
import type { Trusts } from "../domain/undos.ts";
import { countyDevice } from "../log/eventBytes.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { readEntries } from "./logStore.ts";
import { openedEntry } from "./openedEntry.ts";
import { roleRefusal } from "./roleRefusal.ts";

const atOnce = 1000;

/**
 * What is told of the events of each type: all of them, only those of whoever may not do it (all others are ordinary work), or
 * none: the county's own word, which no tablet has. Of what a place writes down, polls opened, ended and closed are told.
 */
const telling = {
  TabletOpened: "all",
  WorkerSignedIn: "all",
  WorkerAdded: "all",
  PinsRefused: "all",
  ProgramApproved: "all",
  PaperListPrinted: "all",
  RecordsExported: "all",
  TabletClosed: "all",
  VoterCheckedIn: "refused",
  CheckInCancelled: "refused",
  ProvisionalIssued: "refused",
  ProvisionalCancelled: "refused",
  BallotSpoiled: "refused",
  BallotReissued: "refused",
  BallotHandedBack: "refused",
  VoterLeft: "refused",
  BallotActUndone: "refused",
  AbsenteeProcessed: "refused",
  AbsenteeMarkCancelled: "refused",
  VoterRegistered: "refused",
  RegistrationCancelled: "refused",
  SlipReprinted: "refused",
  VoterSentToHelpTable: "refused",
  CurbsideBegun: "refused",
  OpenStepEnded: "refused",
  PartyUndeclared: "refused",
  ChallengeUpheld: "refused",
  VoterNoteUndone: "refused",
  TwiceSettled: "refused",
  DeviceEnrolled: "none",
  DeviceAccepted: "none",
  DeviceRevoked: "none",
  DeviceReinstated: "none",
  DeviceLogHandedOver: "none",
  RollPublished: "none",
  RollAmended: "none",
  AnomalyResolved: "none",
  CountyClock: "none",
  EpochOpened: "none",
} as const satisfies Record<Exclude<EventType, PlaceBody["type"]>, "all" | "refused" | "none">;
type Telling = typeof telling;
type Told = BodyOf<{ [T in keyof Telling]: Telling[T] extends "none" ? never : T }[keyof Telling]> | PlaceBody;

function isTold(body: EventBody, refused: boolean): body is Told {
  if (isPlaceBody(body)) return refused || body.type.startsWith("Polls");
  const tells = telling[body.type];
  return tells === "all" || (tells === "refused" && refused);
}

/** In the order of the log; `time` is by the tablet's clock. Entries that do not open or parse are left out. */
export async function* tabletActLines(
  database: CountyDatabase,
  eventKey: CryptoKey,
  size: number,
  devices: ReadonlyMap<string, Pick<DeviceRow, "number">>,
  trusts: Trusts,
  rules: Rules,
): AsyncGenerator<string, void, void> {
  for (let from = 0; from < size; from += atOnce) {
    const entries = await readEntries(database, from, Math.min(size, from + atOnce));
    const opened = await Promise.all(entries.map((entry) => openedEntry(eventKey, entry)));
    for (const [at, { position, device, seq, hash }] of entries.entries()) {
      const body = opened[at]?.body;
      if (device === countyDevice || body === undefined) continue;
      const refused = roleRefusal(rules, body);
      if (!isTold(body, refused !== undefined)) continue;
      const { number = 0 } = devices.get(device) ?? {};
      const setAside = !trusts({ device, seq, hash });
      const line = { time: timeOf(body.wall), tablet: number, entry: position, setAside, ...aboutOf(body) };
      yield `${JSON.stringify(refused === undefined ? line : { ...line, notAllowed: refused })}\n`;
    }
  }
}

function aboutOf(body: Told): object {
  const { type, worker, role, second, place } = body;
  const who = { act: type, worker: worker === "" ? null : worker, role: worker === "" ? null : role, place };
  const agreed = second === undefined ? {} : { second: { worker: second.worker, role: second.role } };
  switch (body.type) {
    case "WorkerSignedIn":
      return who;
    case "TabletOpened":
      return { ...who, wrongCodes: body.wrongCodes };
    case "TabletClosed":
      return { ...who, ...agreed, how: body.how };
    case "ProgramApproved":
      return { ...who, program: body.program, next: body.next ?? null };
    case "PaperListPrinted":
      return { ...who, ...agreed, kind: body.kind, lines: body.lines };
    case "RecordsExported":
      return { ...who, ...agreed, what: body.what, at: timeOf(body.at) };
    case "WorkerAdded":
      return { ...who, ...agreed, added: body.added, as: body.as };
    case "PinsRefused": {
      const { tried, wrong, first, last, held } = body;
      return { ...who, tried, wrong, first: timeOf(first), last: timeOf(last), held };
    }
    default:
      return { ...who, ...agreed };
  }
}

/** ISO 8601; null for what is no time. */
function timeOf(wall: number): string | null {
  return isInstant(wall) ? new Date(wall).toISOString() : null;
}
