/**
 * The county's own events: how they are written, and what each one does to the list of devices and rolls. The same
 * function serves the normal course and a recovery, so that a restored endpoint cannot come to another list.
 *
 * The county is a device named "county": same envelope, same leaf, its own chain (`prev` of the first is 64 zeros),
 * signed with the log key. Bodies are clear and name no voter but by id.
 */
import { hash as digest } from "node:crypto";
import type { BodyOf, EventBody, EventType } from "../domain/events.ts";
import type { PlaceBody } from "../domain/placeEvents.ts";
import { fromBase64 } from "../log/encoding.ts";
import { countyDevice, type Envelope, encodeEvent, makeLeaf, signEvent } from "../log/eventBytes.ts";
import type { CountySigner } from "./countyKeys.ts";
import type { DeviceRow } from "./database.ts";

export const zeroHash = "0".repeat(64);

/** The same as `eventHash` of the log, in one synchronous call: a push hashes a hundred events. */
export function hashOfEvent(bytes: Uint8Array): string {
  return digest("sha256", Buffer.concat([eventHashPrefix, bytes]), "hex");
}
const eventHashPrefix = Buffer.from("turnout/event/1\n");

type Witnessed = "cmd" | "worker" | "role" | "wall" | "seen";
/** What a caller says; who, when and what was seen are filled in. */
export type CountySays<T extends EventType = EventType> = T extends EventType ? Omit<BodyOf<T>, Witnessed> : never;

export type CountyEntry = { readonly seq: number; readonly hash: string; readonly leaf: Uint8Array };

/** Encodes and signs a county event. A body that the schema would refuse is a bug of the caller. */
export async function writeCountyEvent(
  signer: CountySigner,
  election: string,
  at: { readonly seq: number; readonly prev: string },
  body: EventBody,
): Promise<CountyEntry> {
  const clear = body as unknown as Envelope["body"]; // the same JSON; only TypeScript's optional members differ
  const envelope = { v: 1 as const, election, device: countyDevice, seq: at.seq, prev: at.prev, body: clear };
  const bytes = encodeEvent(envelope);
  if (!bytes.ok) throw new Error(`A county event of type ${body.type} is too large or malformed: ${bytes.error.type}`);
  const hash = hashOfEvent(bytes.value);
  return { seq: at.seq, hash, leaf: makeLeaf(bytes.value, await signEvent(signer.privateKey, hash)) };
}

/** A roll version as the log knows it. */
export type PublishedRoll = {
  readonly version: number;
  readonly manifest: string;
  readonly voters: number;
  readonly publishedAt: number;
};

/** What a county event changes. */
export type CountyEffect =
  | { readonly kind: "device"; readonly row: Omit<DeviceRow, "changed"> }
  | { readonly kind: "roll"; readonly roll: PublishedRoll }
  | { readonly kind: "none" };

/** `device` answers the row as it is now. `hash`: of the event itself. */
export function effectOf(body: EventBody, hash: string, device: (id: string) => DeviceRow | undefined): CountyEffect {
  switch (body.type) {
    case "DeviceEnrolled": {
      const row = {
        id: body.device,
        number: body.number,
        place: body.place,
        public_key: fromBase64(body.publicKey) ?? new Uint8Array(0),
        code: null,
        enrolled_hash: hash,
        enrolled_at: body.wall,
        state: "good" as const,
        trusted_through: null,
        waits: body.waits === true ? 1 : 0,
        head_seq: -1,
        head_hash: hash,
      };
      return { kind: "device", row };
    }
    case "DeviceAccepted": {
      const row = device(body.device);
      return row === undefined ? { kind: "none" } : { kind: "device", row: { ...row, place: body.place, waits: 0 } };
    }
    case "DeviceRevoked": {
      const row = device(body.device);
      return row === undefined
        ? { kind: "none" }
        : { kind: "device", row: { ...row, trusted_through: body.trustedThrough } };
    }
    case "DeviceReinstated": {
      const row = device(body.device);
      return row === undefined ? { kind: "none" } : { kind: "device", row: { ...row, trusted_through: null } };
    }
    case "DeviceLogHandedOver": {
      const row = device(body.device);
      return row === undefined ? { kind: "none" } : { kind: "device", row: { ...row, state: "handedOver" } };
    }
    case "RollPublished": {
      const { version, manifest, voters, wall } = body;
      return { kind: "roll", roll: { version, manifest, voters, publishedAt: wall } };
    }
    case "RollAmended":
    case "AnomalyResolved":
    case "CountyClock":
    case "EpochOpened":
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
    case "WorkerSignedIn":
    case "WorkerAdded":
    case "TabletOpened":
    case "TabletClosed":
    case "PinsRefused":
    case "ProgramApproved":
    case "SlipReprinted":
    case "PaperListPrinted":
    case "RecordsExported":
    case "VoterSentToHelpTable":
    case "CurbsideBegun":
    case "OpenStepEnded":
    case "PartyUndeclared":
    case "ChallengeUpheld":
    case "VoterNoteUndone":
    case "TwiceSettled":
      return { kind: "none" };
    default:
      body satisfies PlaceBody;
      return { kind: "none" };
  }
}
