/**
 * A device signs its requests and the county signs its answers, so that neither a captive portal nor a proxy can speak
 * for the other. The signed text covers method, path with query, body hash, time and counter.
 *
 *   Turnout-Device: <device id>          Turnout-Time: <ms since 1970>      Turnout-Counter: <rising, writes only, else 0>
 *   Turnout-Signature: base64(ECDSA P-256 over "turnout/request/1\n…")
 *
 * The answer carries `Turnout-Time` and `Turnout-Signature`: Ed25519 by the county log key over the request's own
 * signature, the status, the time and the hash of the answer's body. "Last heard" is the time of such an answer.
 */
import { base64, fromBase64, hex, plain, sha256, utf8 } from "../log/encoding.ts";

export const deviceHeaders = {
  device: "Turnout-Device",
  time: "Turnout-Time",
  counter: "Turnout-Counter",
  signature: "Turnout-Signature",
} as const;

/** How far a device's clock may be from the county's before the request is refused with the county's time. */
export const clockToleranceMs = 5 * 60_000;

export type RequestToSign = {
  readonly device: string;
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  readonly body: Uint8Array;
  readonly time: number;
  readonly counter: number;
};

async function requestText(request: RequestToSign): Promise<Uint8Array<ArrayBuffer>> {
  const { device, method, path, body, time, counter } = request;
  const lines = ["turnout/request/1", device, method, path, hex(await sha256(body)), String(time), String(counter), ""];
  return utf8(lines.join("\n"));
}

const ecdsa = { name: "ECDSA", hash: "SHA-256" };

export async function signRequest(key: CryptoKey, request: RequestToSign): Promise<Record<string, string>> {
  const signature = await crypto.subtle.sign(ecdsa, key, await requestText(request));
  return {
    [deviceHeaders.device]: request.device,
    [deviceHeaders.time]: String(request.time),
    [deviceHeaders.counter]: String(request.counter),
    [deviceHeaders.signature]: base64(new Uint8Array(signature)),
  };
}

export async function verifyRequest(key: CryptoKey, request: RequestToSign, signature: string): Promise<boolean> {
  const bytes = fromBase64(signature);
  if (bytes === undefined || bytes.length !== 64) return false;
  return crypto.subtle.verify(ecdsa, key, bytes, await requestText(request));
}

export type AnswerToSign = {
  /** The `Turnout-Signature` of the request that is answered: an answer fits one request only. */
  readonly requestSignature: string;
  readonly status: number;
  readonly time: number;
  readonly body: Uint8Array;
};

/** The bytes that the county signs, for whoever signs without WebCrypto. */
export async function answerText(answer: AnswerToSign): Promise<Uint8Array<ArrayBuffer>> {
  const { requestSignature, status, time, body } = answer;
  const lines = ["turnout/answer/1", requestSignature, String(status), String(time), hex(await sha256(body)), ""];
  return utf8(lines.join("\n"));
}

export async function signAnswer(key: CryptoKey, answer: AnswerToSign): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.sign("Ed25519", key, await answerText(answer))));
}

/** `verify`: Ed25519 with the county's pinned key; passed in because not every browser has Ed25519 in WebCrypto. */
export async function verifyAnswer(
  verify: (signature: Uint8Array, message: Uint8Array) => Promise<boolean>,
  answer: AnswerToSign,
  signature: string,
): Promise<boolean> {
  const bytes = fromBase64(signature);
  return bytes !== undefined && bytes.length === 64 && verify(plain(bytes), await answerText(answer));
}
