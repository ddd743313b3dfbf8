/**
 * An event's body made small before it is sealed: sealed bytes cannot be compressed on the way, and a tablet that joins
 * late fetches a million of them.
 *
 *   packed = one byte, the form (1) ‖ raw DEFLATE (RFC 1951) of the body's JSON ‖ zeros up to a multiple of 16
 *
 * A body is too short to learn its own words from, so both sides begin with the same dictionary of what events say. It is
 * part of form 1 and never changes; other words need a form 2 beside it. The zeros keep the length, which anybody can
 * see, from telling one voter's event from another's.
 */
import { deflateSync, inflateSync } from "fflate";
import { fromUtf8, utf8 } from "./encoding.ts";

const form = 1;
const blockBytes = 16;
/** No body is larger, packed or not: an event has at most 8 KB, and nobody needs to be told much in one. */
const bodyLimit = 64 * 1024;

/** The more usual a phrase is, the nearer to the end it stands: nearer ones take fewer bits to name. */
const dictionary = utf8(
  [
    '"note":""},"cmd":"","worker":"county","role":"administrator","checkpoint":"","epoch":2,"amendedThrough":0,"voters":',
    '"type":"AnomalyResolved","events":["type":"DeviceRevoked","trustedThrough":-1,"replaces":"","publicKey":"","number":',
    '"reason":"recordedTwice","reason":"wrongBallot","reason":"other","reason":"voterLeft","reason":"wrongVoter"',
    '{"type":"CheckInCancelled","undoes":[{"device":"","seq":1,"hash":""}],"role":"secondOfficer","role":"inspector"',
    '{"type":"WorkerSignedIn","place":"","language":"es","signature":"","ballot":"provisional","form":"","override":"',
    '"step":"confirmAddress","outcome":"same"},{"step":"checkIdentification","outcome":"driverLicense"},{"step":"sign",',
    '"found":"similar","found":"scan","party":"NPP","party":"LIB","party":"REP","party":"DEM","seen":null,',
    '{"type":"VoterCheckedIn","cmd":"","worker":"w1","role":"pollWorker","wall":17937,"seen":{"size":1,"root":"',
    '="},"voter":"000","place":"","split":"","style":"","roll":1,"receipt":"1-00","found":"search",',
    '"steps":[{"step":"confirmIdentity","outcome":"nameAndAddressSaid"}]}',
  ].join(""),
);

export function packBody(body: object): Uint8Array<ArrayBuffer> {
  const small = deflateSync(utf8(JSON.stringify(body)), { level: 9, mem: 1, dictionary });
  const packed = new Uint8Array(Math.ceil((1 + small.length) / blockBytes) * blockBytes);
  packed[0] = form;
  packed.set(small, 1);
  return packed;
}

/** Where bodies are unpacked, one after another; a million buffers of their own would cost more than the unpacking. */
let desk: Uint8Array | undefined;

/** The body's JSON, parsed; undefined for what `packBody` did not make. */
export function unpackBody(packed: Uint8Array): unknown {
  if (packed[0] !== form) return undefined;
  desk ??= new Uint8Array(bodyLimit);
  try {
    const json = inflateSync(packed.subarray(1), { dictionary, out: desk });
    // A body that fills the desk was larger than it.
    return json.length === bodyLimit ? undefined : (JSON.parse(fromUtf8(json) ?? "") as unknown);
  } catch (error) {
    // RangeError: a stored block longer than the desk.
    if (error instanceof SyntaxError || error instanceof RangeError || isDamage(error)) return undefined;
    throw error;
  }
}

/** What fflate throws for bytes that are no DEFLATE stream: an Error with a number as its code. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error && typeof (error as Error & { code?: unknown }).code === "number";
