/**
 * Keys of an election and what is derived from them (design §6).
 *
 *   K                      256 random bits, the only key that is wrapped; it cannot be changed within an election
 *   roll key of version n  HKDF(K, "roll/n")     AES-256-GCM, seals the chunks of that roll version
 *   amendment key          HKDF(K, "amendments") AES-256-GCM, seals the chunks of roll amendments
 *   workers key            HKDF(K, "workers")    AES-256-GCM, seals name and PIN verifier of workers added at a place
 *   line code key          HKDF(K, "line-codes") 128 bits, makes the line codes of paper lists (`roll/lineCode.ts`)
 *   filed signatures       HKDF(K, "filed-signatures") AES-256-GCM, seals the signatures on file, one by one
 *   their tags             HKDF(K, "filed-tags") 256 bits, under what each is filed (`roll/filedSignature.ts`)
 *   event key              HKDF(K, "event")      AES-256-GCM, seals event bodies; all that `serve` needs
 *   voter tag key          HKDF(event key, "voter-tags") 128 bits, under which the endpoint knows who is on a list
 *   opening code of place  HKDF(office secret, "opening/<place>/<issue>"), 128 bits, so that it can be printed again
 *   wrap of a place        AES-GCM(HKDF(parts, "wrap"), K): parts is a list, so that a part that the county releases on
 *                          the day can be added to the opening code later
 */
import { err, ok, type Result } from "../domain/result.ts";
import { concat, plain, utf8 } from "../log/encoding.ts";
import { codeBytes } from "./codes.ts";

export const electionKeyBytes = 32;

/** HKDF-SHA-256 without salt; `info` names what the bytes are for. */
export async function hkdf(secret: Uint8Array, info: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const base = await crypto.subtle.importKey("raw", plain(secret), "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(`turnout/1/${info}`) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, base, bytes * 8));
}

const aesKey = async (bytes: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", plain(bytes), "AES-GCM", false, ["encrypt", "decrypt"]);

export const rollKey = async (electionKey: Uint8Array, version: number): Promise<CryptoKey> =>
  aesKey(await hkdf(electionKey, `roll/${version}`, 32));

export const amendmentKey = async (electionKey: Uint8Array): Promise<CryptoKey> =>
  aesKey(await hkdf(electionKey, "amendments", 32));

/** Seals what an event says of a worker who was added at a polling place. */
export const workersKey = async (electionKey: Uint8Array): Promise<CryptoKey> =>
  aesKey(await hkdf(electionKey, "workers", 32));

/** 16 bytes, for `LineCodes`. */
export const lineCodeKey = (electionKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  hkdf(electionKey, "line-codes", 16);

export const filedSignatureKey = async (electionKey: Uint8Array): Promise<CryptoKey> =>
  aesKey(await hkdf(electionKey, "filed-signatures", 32));

/** 32 bytes, for `SignatureTags`. */
export const filedTagKey = (electionKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  hkdf(electionKey, "filed-tags", 32);

/** The raw event key: the endpoint keeps this one in a file of its own. */
export const eventKeyBytes = (electionKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  hkdf(electionKey, "event", 32);

export const eventKey = aesKey;

/** 16 bytes; `eventKey` as `eventKeyBytes` made it. */
export const voterTagKey = (eventKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => hkdf(eventKey, "voter-tags", 16);

/** 16 bytes; `formatCode("opening", …)` makes the card's text of them. */
export const openingCode = (officeSecret: Uint8Array, place: string, issue: number): Promise<Uint8Array<ArrayBuffer>> =>
  hkdf(officeSecret, `opening/${place}/${issue}`, codeBytes);

/** Where a wrap belongs; part of what it authenticates. */
export type WrapPlace = { readonly election: string; readonly place: string; readonly issue: number };
export type WrapProblem = { readonly type: "wrongOpeningCode" };

/** As JSON, so that no two places give the same text whatever stands in their ids. */
const wrapData = (at: WrapPlace): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify(["wrap", at.election, at.place, at.issue]));

async function wrapKey(parts: readonly Uint8Array[]): Promise<CryptoKey> {
  // Each part is preceded by its length, so that two lists never give the same bytes.
  const counted = parts.flatMap((part) => [utf8(`${part.length}:`), part]);
  return aesKey(await hkdf(concat(...counted), "wrap", 32));
}

/** IV (12 bytes) ‖ sealed K. `iv`: random, used once. */
export async function wrapElectionKey(
  electionKey: Uint8Array,
  parts: readonly Uint8Array[],
  at: WrapPlace,
  iv: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const parameters = { name: "AES-GCM", iv: plain(iv), additionalData: wrapData(at) };
  const sealed = await crypto.subtle.encrypt(parameters, await wrapKey(parts), plain(electionKey));
  return concat(iv, new Uint8Array(sealed));
}

export async function unwrapElectionKey(
  wrap: Uint8Array,
  parts: readonly Uint8Array[],
  at: WrapPlace,
): Promise<Result<Uint8Array<ArrayBuffer>, WrapProblem>> {
  const parameters = { name: "AES-GCM", iv: plain(wrap.subarray(0, 12)), additionalData: wrapData(at) };
  try {
    const opened = await crypto.subtle.decrypt(parameters, await wrapKey(parts), plain(wrap.subarray(12)));
    return ok(new Uint8Array(opened));
  } catch (error) {
    if ((error as Error).name === "OperationError") return err({ type: "wrongOpeningCode" });
    throw error;
  }
}
