/**
 * The keys with which the endpoint works, and the words in which it signs. `serve` needs the event key and the log key
 * only; K and the office secret are read when something is published or an opening card is printed.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { encodeVkey, logKey, type NoteSigner } from "../log/checkpoint.ts";

/** The raw material as it lies in the data folder. */
export type KeyBytes = {
  /** 32 bytes, HKDF(K, "event"). */
  readonly eventKey: Uint8Array;
  /** Ed25519 private key, PKCS8 DER. */
  readonly logKey: Uint8Array;
};

/** The name of the county log of an election; epochs after the first are counted. */
export function logOrigin(election: string, epoch = 1): string {
  const name = `turnout/${encodeURIComponent(election)}`;
  return epoch === 1 ? name : `${name}/${epoch}`;
}

/** Number of the epoch of an origin that `logOrigin` made. */
export function epochOf(origin: string): number {
  const match = /^turnout\/[^/]+\/(\d+)$/.exec(origin);
  return match === null ? 1 : Number(match[1]);
}

/** A new Ed25519 key pair, PKCS8 DER. */
export function newLogKey(): Uint8Array {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" });
}

/** The raw public key (32 bytes) of a PKCS8 Ed25519 key. */
export function publicLogKey(pkcs8: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), type: "pkcs8", format: "der" });
  const { x } = createPublicKey(key).export({ format: "jwk" }) as { x: string };
  return new Uint8Array(Buffer.from(x, "base64url"));
}

/** What signs checkpoints, county events and answers, under this origin. */
export type CountySigner = NoteSigner & { readonly vkey: string; readonly verifyKey: CryptoKey };

export async function countySigner(pkcs8: Uint8Array, origin: string): Promise<CountySigner> {
  const raw = publicLogKey(pkcs8);
  const key = await logKey(origin, raw);
  if (!key.ok) throw new Error(`The log's origin ${JSON.stringify(origin)} cannot name a key: ${key.error.what}`);
  return {
    key: key.value,
    privateKey: await crypto.subtle.importKey("pkcs8", new Uint8Array(pkcs8), "Ed25519", false, ["sign"]),
    verifyKey: await crypto.subtle.importKey("raw", new Uint8Array(raw), "Ed25519", false, ["verify"]),
    vkey: encodeVkey(key.value),
  };
}
