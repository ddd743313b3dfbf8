/**
 * A signature file: sealed to the county's signature key, whose private half the office keeps apart from the endpoint.
 * Neither a tablet nor the endpoint can open what it holds.
 *
 *   1 ‖ ephemeral P-256 public key (65 bytes, raw) ‖ AES-256-GCM of the signature, under
 *   HKDF-SHA-256(ECDH, salt: both public keys, info: "turnout/1/signature"), IV of zeros: each key seals one text only;
 *   additional data: the election
 *
 * The file's name is the SHA-256 of these bytes, which the check-in's event holds: nobody can put another in its place.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { base64, concat, fromBase64, hex, plain, sha256, utf8 } from "../log/encoding.ts";

/** No signature that `signatureStrokes.ts` encodes is larger once sealed. */
export const signatureFileBytes = 24 * 1024;
/** Where a tablet puts the file of this name (64 hex digits). */
export const signaturePath = (hash: string): string => `/api/signatures/${hash}`;

export const signatureFileName = async (sealed: Uint8Array): Promise<string> => hex(await sha256(sealed));

const ecdh = { name: "ECDH", namedCurve: "P-256" };
const format = 1;
const publicBytes = 65;
const begin = 1 + publicBytes;
const iv = new Uint8Array(12);

/** `publicKey`: raw, 65 bytes. */
export async function sealSignature(
  publicKey: Uint8Array,
  election: string,
  signature: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const office = await crypto.subtle.importKey("raw", plain(publicKey), ecdh, false, []);
  const ephemeral = await crypto.subtle.generateKey(ecdh, false, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const key = await sealingKey(ephemeral.privateKey, office, concat(raw, publicKey));
  const sealed = await crypto.subtle.encrypt(sealedFor(election), key, plain(signature));
  return concat(new Uint8Array([format]), raw, new Uint8Array(sealed));
}

export type SignatureProblem = { readonly type: "signatureDoesNotOpen" };
const doesNotOpen = err({ type: "signatureDoesNotOpen" } as const);

/** What was sealed, with the office's key. */
export async function openSignature(
  key: SignatureKey,
  election: string,
  sealed: Uint8Array,
): Promise<Result<Uint8Array, SignatureProblem>> {
  if (sealed[0] !== format || sealed.length < begin + 16) return doesNotOpen;
  const raw = sealed.slice(1, begin);
  try {
    const ephemeral = await crypto.subtle.importKey("raw", raw, ecdh, false, []);
    const opening = await sealingKey(key.privateKey, ephemeral, concat(raw, key.publicKey));
    const opened = await crypto.subtle.decrypt(sealedFor(election), opening, plain(sealed.slice(begin)));
    return ok(new Uint8Array(opened));
  } catch (error) {
    // A point that is not on the curve, another key, a byte that was changed.
    if (error instanceof DOMException) return doesNotOpen;
    throw error;
  }
}

async function sealingKey(mine: CryptoKey, theirs: CryptoKey, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info: utf8("turnout/1/signature") };
  return crypto.subtle.deriveKey(parameters, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const sealedFor = (election: string) => ({ name: "AES-GCM", iv, additionalData: utf8(election) });

/** The office's key. `publicKey`: raw, 65 bytes. */
export type SignatureKey = { readonly publicKey: Uint8Array<ArrayBuffer>; readonly privateKey: CryptoKey };

/** A new key: the public half for the election definition (base64), the private one as PEM for a file of the office. */
export async function newSignatureKey(): Promise<{ readonly publicKey: string; readonly pem: string }> {
  const pair = await crypto.subtle.generateKey(ecdh, true, ["deriveBits"]);
  const secret = base64(new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)));
  const lines = secret.match(/.{1,64}/g) ?? [];
  return {
    publicKey: base64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
    pem: ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n"),
  };
}

/** Reads the office's file; undefined where it holds no such key. What stands around the key is for people. */
export async function readSignatureKey(text: string): Promise<SignatureKey | undefined> {
  const body = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(text)?.[1];
  const secret = fromBase64((body ?? "").replace(/\s/g, ""));
  if (secret === undefined || secret.length === 0) return undefined;
  try {
    const whole = await crypto.subtle.importKey("pkcs8", secret, ecdh, true, ["deriveBits"]);
    const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", whole);
    const [left, right] = [x, y].map((part) => fromBase64(`${part.replace(/-/g, "+").replace(/_/g, "/")}=`));
    if (left === undefined || right === undefined) return undefined;
    return { publicKey: concat(new Uint8Array([4]), left, right), privateKey: whole };
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
