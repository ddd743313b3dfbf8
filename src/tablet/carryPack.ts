/**
 * What a tablet gives away for another one to carry: its own events and signature files exactly as stored, sealed and signed,
 * and the county's word on the tablet's key. The file is one that `turnout recover` reads too (see
 * tabletFile.ts): a line of JSON, then the events, then the signature files, each behind its length in two bytes.
 *
 * Whoever takes it believes nothing of it before it is verified: that the county whose key is pinned here set up that tablet,
 * that the tablet signed every event, and that they follow one another. Nothing in it is in clear but whose it is.
 */
import * as z from "zod/mini";
import { err, ok, type Result } from "../domain/result.ts";
import { importDeviceKey } from "../log/deviceKey.ts";
import type { verifyEd25519 } from "../log/ed25519.ts";
import { base64, fromBase64, fromUtf8, utf8 } from "../log/encoding.ts";
import {
  bytesToSign,
  countyDevice,
  eventHash,
  type HashDomain,
  mayBeFrom,
  readLeaf,
  verifyEvent,
} from "../log/eventBytes.ts";
import { decodeBundle } from "../log/tiles.ts";
import { signatureFileBytes, signatureFileName } from "../protocol/sealedSignature.ts";
import { bundleOf, tabletFileFormat } from "./tabletFile.ts";
import type { CarriedRun, SignatureFile, StoredEvent } from "./tabletStore.ts";

/** Several times the busiest day of a tablet. */
export const mostPackBytes = 64 * 1024 * 1024;
const headerBytes = 64 * 1024;
const newline = 0x0a;

const Header = z.object({
  format: z.literal(tabletFileFormat),
  events: z.int().check(z.nonnegative()),
  signatures: z.int().check(z.nonnegative()),
  /**
   * Leaves of the county's own events that set up the tablets whose events these are, base64. Without it, they are taken
   * from the county's log that follows.
   */
  enrolments: z.optional(z.array(z.string()).check(z.maxLength(64))),
});

/** Of the county's event that set a tablet up, what is needed here. */
const Enrolment = z.object({
  type: z.literal("DeviceEnrolled"),
  device: z.string(),
  number: z.int(),
  publicKey: z.string(),
});

export type PackParts = {
  /** In order; of several devices one after another. */
  readonly events: readonly Uint8Array[];
  readonly signatures: readonly Uint8Array[];
  readonly devices: readonly string[];
  readonly enrolments: readonly Uint8Array[];
};

export function packOf({ events, signatures, devices, enrolments }: PackParts): Blob {
  const header = {
    format: tabletFileFormat,
    devices,
    // What else such a file may bring, the county's own log and its signature, is not in this one.
    ...{ vkey: "", checkpoint: "", entries: 0 },
    ...{ events: events.length, signatures: signatures.length },
    enrolments: enrolments.map(base64),
  };
  const parts = [utf8(`${JSON.stringify(header)}\n`), bundleOf(events), bundleOf(signatures)];
  return new Blob(parts, { type: "application/octet-stream" });
}

export type PackProblem =
  | { readonly type: "notRecords" }
  | { readonly type: "otherElection" }
  /** The county whose key is pinned here did not set up that tablet. */
  | { readonly type: "otherCounty" }
  /** Changed, cut short, or with a gap. */
  | { readonly type: "damagedRecords" };

export type Pack = {
  readonly runs: readonly (CarriedRun & { readonly events: readonly StoredEvent[] })[];
  readonly signatures: readonly SignatureFile[];
};

export type PackReader = {
  readonly election: string;
  /** The county's pinned Ed25519 key, raw. */
  readonly countyKey: Uint8Array;
  readonly domain: HashDomain | undefined;
  readonly verifyEd25519: typeof verifyEd25519;
};

const damaged = err({ type: "damagedRecords" } as const);

type Bundles = {
  readonly events: readonly Uint8Array[];
  readonly signatures: readonly Uint8Array[];
  readonly enrolments: readonly Uint8Array[];
};

/** Takes it apart and believes all of it. */
export function readBundles(bytes: Uint8Array): Result<Bundles, PackProblem> {
  const end = bytes.subarray(0, headerBytes).indexOf(newline);
  const header = end < 0 ? undefined : Header.safeParse(jsonIn(bytes.subarray(0, end)));
  if (header?.success !== true) return err({ type: "notRecords" });
  const { events: count, signatures: files, enrolments } = header.data;
  const leaves = decodeBundle(bytes.subarray(end + 1));
  if (!leaves.ok || leaves.value.length < count + files) return damaged;
  const given = enrolments?.map((text) => fromBase64(text) ?? new Uint8Array(0));
  return ok({
    events: leaves.value.slice(0, count),
    signatures: leaves.value.slice(count, count + files),
    enrolments: given ?? leaves.value.slice(count + files).filter(isEnrolment),
  });
}

/** Verifies all of it; answers what is in it. */
export async function readPack(reader: PackReader, bytes: Uint8Array): Promise<Result<Pack, PackProblem>> {
  const parts = readBundles(bytes);
  if (!parts.ok) return parts;
  const keys = new Map<string, Enrolled>();
  for (const leaf of parts.value.enrolments) {
    const enrolled = await enrolledIn(reader, leaf);
    if (enrolled === "otherElection") return err({ type: "otherElection" });
    if (enrolled === undefined) return err({ type: "otherCounty" });
    keys.set(enrolled.device, enrolled);
  }
  const runs = await runsIn(reader, keys, parts.value.events);
  if (!runs.ok) return runs;
  const signatures: SignatureFile[] = [];
  for (const file of parts.value.signatures) {
    if (file.length > signatureFileBytes) return damaged;
    signatures.push({ hash: await signatureFileName(file), bytes: file.slice() });
  }
  return ok({ runs: runs.value, signatures });
}

const mayBeCounty = mayBeFrom(countyDevice);

/** Whether an entry of the county's log says that a tablet was set up. */
export function isEnrolment(leaf: Uint8Array): boolean {
  const read = mayBeCounty(leaf) ? readLeaf(leaf) : undefined;
  const body = read?.ok === true ? read.value.envelope.body : undefined;
  return typeof body === "object" && body["type"] === "DeviceEnrolled";
}

/** What the county said of a tablet when it was set up. `enrolled`: hash of that event. */
type Enrolled = {
  readonly device: string;
  readonly number: number;
  readonly key: CryptoKey;
  readonly enrolled: string;
};

async function enrolledIn(
  { election, countyKey, domain, verifyEd25519 }: PackReader,
  leaf: Uint8Array,
): Promise<Enrolled | "otherElection" | undefined> {
  const read = readLeaf(leaf);
  if (!read.ok || read.value.envelope.device !== countyDevice) return undefined;
  const { envelope, bytes, signature } = read.value;
  const hash = await eventHash(bytes, domain);
  if (!(await verifyEd25519(countyKey, bytesToSign(hash), signature)))
    return envelope.election === election ? undefined : "otherElection";
  if (envelope.election !== election) return "otherElection";
  const said = Enrolment.safeParse(envelope.body);
  const key = said.success ? await importDeviceKey(fromBase64(said.data.publicKey) ?? new Uint8Array(0)) : undefined;
  if (!said.success || key === undefined) return undefined;
  return { device: said.data.device, number: said.data.number, key, enrolled: hash };
}

async function runsIn(
  { election, domain }: PackReader,
  keys: ReadonlyMap<string, Enrolled>,
  leaves: readonly Uint8Array[],
): Promise<Result<Pack["runs"], PackProblem>> {
  const runs = new Map<string, { readonly number: number; readonly events: StoredEvent[] }>();
  const signed: Promise<boolean>[] = [];
  for (const given of leaves) {
    const leaf = given.slice();
    const read = readLeaf(leaf);
    if (!read.ok) return damaged;
    const { envelope, bytes, signature } = read.value;
    const { device, seq, prev } = envelope;
    if (envelope.election !== election) return err({ type: "otherElection" });
    const writer = keys.get(device);
    if (writer === undefined) return err({ type: "otherCounty" });
    const run = runs.get(device) ?? { number: writer.number, events: [] };
    const before = run.events.at(-1);
    const follows = before === undefined ? seq > 0 || prev === writer.enrolled : seq === before.seq + 1;
    if (!follows || (before !== undefined && prev !== before.hash)) return damaged;
    const hash = await eventHash(bytes, domain);
    signed.push(verifyEvent(writer.key, hash, signature));
    run.events.push({ device, seq, hash, cmd: hash, leaf });
    runs.set(device, run);
  }
  if (!(await Promise.all(signed)).every(Boolean)) return damaged;
  return ok(
    [...runs].map(([device, { number, events }]) => {
      const [first, last] = [events[0] as StoredEvent, events.at(-1) as StoredEvent];
      return { device, number, from: first.seq, through: last.seq, head: last.hash, events };
    }),
  );
}

function jsonIn(line: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(line) ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
