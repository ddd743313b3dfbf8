/**
 * Time-based one-time codes (RFC 6238 over RFC 4226): HMAC-SHA-1, 30 seconds, six digits, which is what every
 * authenticator app takes from a QR code. One step of drift to either side is allowed; a step that was used, or one before
 * it, is never taken again, so that a code that somebody looked at over a shoulder is worth nothing.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

export const totpSecretBytes = 20;
const STEP_MS = 30_000;
const DIGITS = 6;

/** The number of the time step that `now` (ms since 1970) lies in. */
export const totpStep = (now: number): number => Math.floor(now / STEP_MS);

/** The code of a step. `digits` and other lengths of the secret are for the RFC's test vectors. */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac[mac.length - 1] as number) & 15;
  const number = mac.readUInt32BE(at) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The step to which a typed code belongs, among this one, the one before and the next, and after `usedStep`; undefined
 * if it fits none. Spaces are left out: apps show "123 456".
 */
export function fittingStep(secret: Uint8Array, typed: string, now: number, usedStep: number): number | undefined {
  const code = Buffer.from(typed.replace(/\s/g, ""));
  let fits: number | undefined;
  for (const step of [totpStep(now) - 1, totpStep(now), totpStep(now) + 1]) {
    const expected = Buffer.from(totpCode(secret, step));
    // Every step is compared, whatever the ones before gave.
    if (code.length === expected.length && timingSafeEqual(code, expected) && step > usedStep) fits ??= step;
  }
  return fits;
}

/** RFC 4648 base32 without padding: how authenticator apps write a secret. */
export function base32(bytes: Uint8Array): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += letters.charAt((value >>> (bits - 5)) & 31);
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + letters.charAt((value << (5 - bits)) & 31) : text;
}

/** What the QR code for the app holds. */
export function totpUri(secret: Uint8Array, account: string, county: string): string {
  const issuer = encodeURIComponent(`Turnout ${county}`);
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${base32(secret)}&issuer=${issuer}`;
}
