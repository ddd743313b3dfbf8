/**
 * Enrolment: both sides prove that they know the set-up code without sending it. The tablet sends the code's public
 * name, its own public key and HMAC(code, both); the county answers with HMAC(code, everything that the tablet will
 * pin). Whoever stands between them can neither enrol a tablet nor hand it another election.
 */
import * as z from "zod/mini";
import { Election } from "../domain/election.ts";
import { base64, concat, fromBase64, hex, plain, sha256, utf8 } from "../log/encoding.ts";

export const enrolPath = "/api/enrol";

const base64Text = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const deviceId = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** SHA-256 in hexadecimal. */
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const EnrolRequest = z
  .strictObject({
    /** Public name of the code: 16 hex digits of SHA-256("turnout/code-name" ‖ code). */
    code: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
    /** Raw P-256 public key, 65 bytes. */
    publicKey: base64Text.check(z.maxLength(88)),
    /** What the browser said about keeping its storage; the county page shows a warning where it is false. */
    persistent: z.boolean(),
    /** The device that this tablet was before, when it is set up again. */
    replaces: z.nullable(deviceId),
    mac: base64Text.check(z.maxLength(44)),
  })
  .check(z.meta({ id: "EnrolRequest" }));
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/** A wrap of K for one place and one issue of its opening card. */
export const Wrap = z.strictObject({ place: z.string(), issue: z.int().check(z.positive()), wrap: base64Text });
export type Wrap = z.infer<typeof Wrap>;

/**
 * What two lists of wraps have in common exactly when they are the same wraps, in whatever order they come: SHA-256 in
 * hexadecimal of "turnout/wraps/1\n" and the JSON of [[place, issue, wrap], …], sorted by place (code units), then issue;
 * `wrap` as base64. The county's view of a tablet carries it for the wraps that this tablet should hold.
 */
export async function wrapsDigest(wraps: readonly Wrap[]): Promise<string> {
  const sorted = wraps
    .map(({ place, issue, wrap }) => [place, issue, wrap] as const)
    .sort(([a, m], [b, n]) => (a < b ? -1 : a > b ? 1 : m - n));
  return hex(await sha256(utf8(`turnout/wraps/1\n${JSON.stringify(sorted)}`)));
}

export const EnrolAnswer = z
  .strictObject({
    device: deviceId,
    number: z.int().check(z.positive()),
    place: z.nullable(z.string()),
    election: Election,
    /** The county log's verifier key, pinned by the tablet. */
    vkey: z.string().check(z.maxLength(300)),
    /** Hash of this device's `DeviceEnrolled` event: the first event of the tablet names it. */
    enrolled: hash,
    wraps: z.array(Wrap),
    /** Hash of the election's practice code (practiceCode.ts). */
    practice: z.optional(hash),
    time: z.int(),
    mac: base64Text.check(z.maxLength(44)),
  })
  .check(z.meta({ id: "EnrolAnswer" }));
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

export async function codeName(code: Uint8Array): Promise<string> {
  return hex((await sha256(concat(utf8("turnout/code-name\n"), code))).subarray(0, 8));
}

/** The device id: 32 hex digits of the hash of its public key, so that nobody can claim another's. */
export async function deviceIdOf(publicKey: Uint8Array): Promise<string> {
  return hex((await sha256(concat(utf8("turnout/device\n"), publicKey))).subarray(0, 16));
}

async function macKey(code: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", plain(code), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

const requestText = (request: Omit<EnrolRequest, "mac">): Uint8Array<ArrayBuffer> =>
  utf8(
    `turnout/enrol-request/1\n${JSON.stringify([request.code, request.publicKey, request.persistent, request.replaces])}`,
  );

/** The answer's text covers the request, so that an answer to another tablet does not fit. */
const answerText = (request: Omit<EnrolRequest, "mac">, answer: Omit<EnrolAnswer, "mac">): Uint8Array<ArrayBuffer> => {
  const { device, number, place, election, vkey, enrolled, wraps, practice = null, time } = answer;
  const pinned = [device, number, place, Election.parse(election), vkey, enrolled, wraps, practice, time];
  return concat(requestText(request), utf8(`\nturnout/enrol-answer/1\n${JSON.stringify(pinned)}`));
};

const mac = async (code: Uint8Array, text: Uint8Array<ArrayBuffer>): Promise<string> =>
  base64(new Uint8Array(await crypto.subtle.sign("HMAC", await macKey(code), text)));

/** WebCrypto's HMAC verification compares in constant time. */
async function macFits(code: Uint8Array, text: Uint8Array<ArrayBuffer>, given: string): Promise<boolean> {
  const bytes = fromBase64(given);
  return bytes !== undefined && crypto.subtle.verify("HMAC", await macKey(code), bytes, text);
}

export const macOfRequest = (code: Uint8Array, request: Omit<EnrolRequest, "mac">): Promise<string> =>
  mac(code, requestText(request));

export const requestMacFits = (code: Uint8Array, request: EnrolRequest): Promise<boolean> =>
  macFits(code, requestText(request), request.mac);

export const macOfAnswer = (
  code: Uint8Array,
  request: Omit<EnrolRequest, "mac">,
  answer: Omit<EnrolAnswer, "mac">,
): Promise<string> => mac(code, answerText(request, answer));

export const answerMacFits = (code: Uint8Array, request: EnrolRequest, answer: EnrolAnswer): Promise<boolean> =>
  macFits(code, answerText(request, answer), answer.mac);
