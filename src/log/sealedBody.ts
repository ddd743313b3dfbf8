/**
 * The sealed body of an event: packed, then AES-256-GCM under the election's event key, random IV of 12 bytes in front,
 * additional data `election|device|seq`, so that a body cannot be moved to another event.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { base64, concat, fromBase64, plain, utf8 } from "./encoding.ts";
import { packBody, unpackBody } from "./packedBody.ts";

export type BodyPlace = { readonly election: string; readonly device: string; readonly seq: number };
export type SealedBodyProblem = { readonly type: "bodyDoesNotOpen" };

function additionalData({ election, device, seq }: BodyPlace): Uint8Array<ArrayBuffer> {
  const text = `${election}|${device}|${seq}`;
  const bytes = new Uint8Array(text.length);
  // Nearly always ASCII, and then quicker than the encoder: a fold comes here a million times.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return utf8(text);
    bytes[at] = code;
  }
  return bytes;
}

/** `iv`: 12 random bytes, used once. */
export async function sealBody(key: CryptoKey, place: BodyPlace, iv: Uint8Array, body: object): Promise<string> {
  const parameters = { name: "AES-GCM", iv: plain(iv), additionalData: additionalData(place) };
  const sealed = await crypto.subtle.encrypt(parameters, key, packBody(body));
  return base64(concat(iv, new Uint8Array(sealed)));
}

/** The parsed JSON of the body; that it is a body is for `domain/events.ts` to say. */
export function openBody(
  key: CryptoKey,
  place: BodyPlace,
  sealed: string,
): Promise<Result<unknown, SealedBodyProblem>> {
  const bytes = fromBase64(sealed);
  if (bytes === undefined || bytes.length < 28) return Promise.resolve(doesNotOpen);
  const parameters = { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: additionalData(place) };
  // One promise for each body, not an async function's three: a fold of a million waits for the collector otherwise.
  return crypto.subtle.decrypt(parameters, key, bytes.subarray(12)).then(unpacked, notSealedHere);
}

const doesNotOpen = err({ type: "bodyDoesNotOpen" } as const);

function unpacked(opened: ArrayBuffer): Result<unknown, SealedBodyProblem> {
  const body = unpackBody(new Uint8Array(opened));
  return body === undefined ? doesNotOpen : ok(body);
}

function notSealedHere(error: unknown): Result<unknown, SealedBodyProblem> {
  // Not sealed with this key for this place.
  if ((error as Error).name === "OperationError") return doesNotOpen;
  throw error;
}
