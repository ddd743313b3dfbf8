/**
 * The bytes of an event: made once, then hashed, signed, stored and sent, and never encoded again.
 *
 *   bytes = UTF-8 JSON {v, election, device, seq, prev, body}
 *   hash  = SHA-256("turnout/event/1\n" ‖ bytes)
 *   leaf  = bytes ‖ signature (64 bytes) over "turnout/event-sig/1\n" ‖ hash
 *
 * `body` is a base64 text when it is sealed (event bodies that name a voter are), an object when it is clear. Tablets
 * sign with ECDSA P-256 (r ‖ s), the county with Ed25519; both signatures have 64 bytes. Readers refuse what they would
 * not have written themselves (other key order, blanks, numbers in another form): one event has one encoding.
 */
import { createSHA256 } from "hash-wasm";
import * as z from "zod/mini";
import { err, ok, type Result } from "../domain/result.ts";
import { concat, fromHex, fromUtf8, hex, plain, sha256, utf8 } from "./encoding.ts";

export const signatureLength = 64;
/** Most bytes that an event may have, without its signature. */
export const eventLimit = 8192;
/** Most levels of objects and lists in an event. Readers recurse: thousands of levels would exhaust their stack. */
const deepest = 16;
/** The device id under which the county writes its own events. */
export const countyDevice = "county";

const hashHex = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const DeviceId = z.string().check(z.regex(/^(county|[0-9a-f]{32})$/));

const Envelope = z.strictObject({
  v: z.literal(1),
  election: z.string().check(z.minLength(1), z.maxLength(64)),
  device: DeviceId,
  seq: z.int().check(z.nonnegative()),
  prev: hashHex,
  body: z.union([z.string(), z.record(z.string(), z.json())]),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event taken apart, with the exact bytes that it came from. */
export type EventLeaf = {
  readonly envelope: Envelope;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
};

export type EventProblem =
  | { readonly type: "tooLarge"; readonly size: number }
  | { readonly type: "notAnEvent"; readonly what: string };

export function encodeEvent(envelope: Envelope): Result<Uint8Array<ArrayBuffer>, EventProblem> {
  const { v, election, device, seq, prev, body } = envelope;
  const bytes = utf8(JSON.stringify({ v, election, device, seq, prev, body }));
  return bytes.length > eventLimit ? err({ type: "tooLarge", size: bytes.length }) : ok(bytes);
}

export function readLeaf(leaf: Uint8Array): Result<EventLeaf, EventProblem> {
  if (leaf.length > eventLimit + signatureLength) return err({ type: "tooLarge", size: leaf.length });
  if (leaf.length <= signatureLength) return err({ type: "notAnEvent", what: "too short" });
  const bytes = leaf.subarray(0, leaf.length - signatureLength);
  const text = fromUtf8(bytes);
  if (text === undefined) return err({ type: "notAnEvent", what: "not UTF-8" });
  const signature = leaf.subarray(leaf.length - signatureLength);
  const usual = readUsual(text);
  if (usual !== undefined) return ok({ envelope: usual, bytes, signature });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ type: "notAnEvent", what: "not JSON" });
  }
  if (nestsDeeper(json, deepest)) return err({ type: "notAnEvent", what: "nested too deep" });
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return err({ type: "notAnEvent", what: "fields missing or wrong" });
  if (JSON.stringify(envelope.data) !== text) return err({ type: "notAnEvent", what: "not in the one encoding" });
  return ok({ envelope: envelope.data, bytes, signature });
}

/** An event with a sealed body in its one encoding; a text that needs escapes goes the long way. */
const usualEvent =
  /^\{"v":1,"election":"([\x20\x21\x23-\x5b\x5d-\x7e]{1,64})","device":"(county|[0-9a-f]{32})","seq":(0|[1-9]\d{0,14}),"prev":"([0-9a-f]{64})","body":"([A-Za-z0-9+/=]*)"\}$/;

/** Reads what nearly every entry of a log is without taking JSON apart: a tablet reads a million of them. */
function readUsual(text: string): Envelope | undefined {
  const match = usualEvent.exec(text);
  if (match === null) return undefined;
  const [, election, device, seq, prev, body] = match as unknown as string[];
  return { v: 1, election, device, seq: Number(seq), prev, body } as Envelope;
}

const untilElection = utf8('{"v":1,"election":"');
const [quote, backslash] = utf8('"\\') as unknown as [number, number];

/**
 * Whether an entry may be an event of this device, from its first bytes: for readers who look for one device's events
 * among a million. True is only a hint, for `readLeaf` to make sure; false is certain.
 */
export function mayBeFrom(device: string): (leaf: Uint8Array) => boolean {
  const wanted = utf8(`","device":"${device}"`);
  return (leaf) => {
    let at = untilElection.length;
    for (; at < leaf.length && leaf[at] !== quote; at++) if (leaf[at] === backslash) return true;
    return wanted.every((byte, n) => leaf[at + n] === byte);
  };
}

function nestsDeeper(json: unknown, levels: number): boolean {
  if (typeof json !== "object" || json === null) return false;
  return levels === 0 || Object.values(json).some((one) => nestsDeeper(one, levels - 1));
}

export function makeLeaf(bytes: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(bytes, signature);
}

/** The two hash domains: an event of a practice session can never pass for one of an election. */
export type HashDomain = "event" | "practice";

export async function eventHash(bytes: Uint8Array, domain: HashDomain = "event"): Promise<string> {
  return hex(await sha256(concat(utf8(`turnout/${domain}/1\n`), bytes)));
}

/** Synchronous `eventHash` for readers of many events; on one WebAssembly instance, to be made once. */
export async function createEventHasher(domain: HashDomain = "event"): Promise<(bytes: Uint8Array) => string> {
  const sha = await createSHA256();
  const prefix = utf8(`turnout/${domain}/1\n`);
  return (bytes) => sha.init().update(prefix).update(bytes).digest("hex");
}

/** What a signature covers. `hash`: of the event, in hex. */
export const bytesToSign = (hash: string): Uint8Array<ArrayBuffer> =>
  concat(utf8("turnout/event-sig/1\n"), fromHex(hash) ?? new Uint8Array(0));

const ecdsa = { name: "ECDSA", hash: "SHA-256" };
const algorithmOf = (key: CryptoKey): AlgorithmIdentifier | EcdsaParams =>
  key.algorithm.name === "ECDSA" ? ecdsa : key.algorithm.name;

export async function signEvent(key: CryptoKey, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign(algorithmOf(key), key, bytesToSign(hash)));
}

export function verifyEvent(key: CryptoKey, hash: string, signature: Uint8Array): Promise<boolean> {
  return crypto.subtle.verify(algorithmOf(key), key, plain(signature), bytesToSign(hash));
}
