/**
 * What people did at tablets, as the county log holds it, one line each: who, in which role, at which tablet, when. Workers by
 * their ids. What is done with voters' ballots is among it where the table of roles does not allow them, so that the office learns who it
 * was; never for which voter.
 */
import type { Rules } from "../domain/election.ts";
import type { BodyOf, EventBody, EventType } from "../domain/events.ts";
import { isInstant } from "../domain/instant.ts";
import { isPlaceBody, type PlaceBody } from "../domain/placeEvents.ts";
import { countyDevice } from "../log/eventBytes.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { readEntries } from "./logStore.ts";
import { openedEntry } from "./openedEntry.ts";
import { roleRefusal } from "./roleRefusal.ts";

const atOnce = 1000;

const told = [
  "TabletOpened",
  "WorkerSignedIn",
  "WorkerAdded",
  "PinsRefused",
  "ProgramApproved",
  "PaperListPrinted",
  "RecordsExported",
  "TabletClosed",
] as const satisfies readonly EventType[];
/** Told only of whoever may not do it: all others are ordinary work. */
const toldIfRefused = [
  "VoterCheckedIn",
  "CheckInCancelled",
  "ProvisionalIssued",
  "ProvisionalCancelled",
  "BallotSpoiled",
  "BallotReissued",
  "BallotHandedBack",
  "VoterLeft",
  "BallotActUndone",
  "AbsenteeProcessed",
  "AbsenteeMarkCancelled",
  "VoterRegistered",
  "RegistrationCancelled",
  "PartyUndeclared",
  "ChallengeUpheld",
  "VoterNoteUndone",
] as const satisfies readonly EventType[];
type Told = BodyOf<(typeof told)[number] | (typeof toldIfRefused)[number]> | PlaceBody;

function isTold(body: EventBody, refused: boolean): body is Told {
  if (isPlaceBody(body)) return refused || body.type.startsWith("Polls");
  return [...told, ...(refused ? toldIfRefused : [])].some((type) => type === body.type);
}

/** In the order of the log; `time` is by the tablet's clock. Entries that do not open or parse are left out. */
export async function* tabletActLines(
  database: CountyDatabase,
  eventKey: CryptoKey,
  size: number,
  devices: ReadonlyMap<string, Pick<DeviceRow, "number" | "trusted_through">>,
  rules: Rules,
): AsyncGenerator<string, void, void> {
  for (let from = 0; from < size; from += atOnce) {
    const entries = await readEntries(database, from, Math.min(size, from + atOnce));
    const opened = await Promise.all(entries.map((entry) => openedEntry(eventKey, entry)));
    for (const [at, { position, device, seq }] of entries.entries()) {
      const body = opened[at]?.body;
      if (device === countyDevice || body === undefined) continue;
      const refused = roleRefusal(rules, body);
      if (!isTold(body, refused !== undefined)) continue;
      const { number = 0, trusted_through = null } = devices.get(device) ?? {};
      const setAside = trusted_through !== null && seq > trusted_through;
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
    case "VoterCheckedIn":
    case "CheckInCancelled":
    case "ProvisionalIssued":
    case "ProvisionalCancelled":
    case "BallotSpoiled":
    case "BallotReissued":
    case "BallotHandedBack":
    case "VoterLeft":
    case "BallotActUndone":
    case "AbsenteeProcessed":
    case "AbsenteeMarkCancelled":
    case "VoterRegistered":
    case "RegistrationCancelled":
    case "PartyUndeclared":
    case "ChallengeUpheld":
    case "VoterNoteUndone":
      return { ...who, ...agreed };
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
      body satisfies PlaceBody;
      return { ...who, ...agreed };
  }
}

/** ISO 8601; null for what is no time. */
function timeOf(wall: number): string | null {
  return isInstant(wall) ? new Date(wall).toISOString() : null;
}
