/** Passwords of the office's accounts: scrypt with 128 MiB (N = 2^17, r = 8), OWASP's first choice; compared in constant time. */
import { scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { base64, fromBase64 } from "../log/encoding.ts";

export const PasswordHashJson = z.strictObject({
  salt: z.string(),
  hash: z.string(),
  cost: z.int().positive(),
  blockSize: z.int().positive(),
});
export type PasswordHash = z.infer<typeof PasswordHashJson>;

const HASH_BYTES = 32;

function derive(password: string, salt: Uint8Array, cost: number, blockSize: number): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: 1, maxmem: 256 * cost * blockSize };
  return new Promise((done, failed) => {
    scrypt(password.normalize("NFKC"), salt, HASH_BYTES, options, (error, key) => (error ? failed(error) : done(key)));
  });
}

/** `cost`: scrypt's N; tests choose a small one. */
export async function hashPassword(
  password: string,
  random: (bytes: number) => Uint8Array,
  cost = 2 ** 17,
): Promise<PasswordHash> {
  const salt = random(16);
  return { salt: base64(salt), hash: base64(await derive(password, salt, cost, 8)), cost, blockSize: 8 };
}

export async function passwordFits(password: string, stored: PasswordHash): Promise<boolean> {
  const salt = fromBase64(stored.salt) ?? new Uint8Array(0);
  const expected = fromBase64(stored.hash) ?? new Uint8Array(0);
  const found = await derive(password, salt, stored.cost, stored.blockSize);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** 16 characters without look-alikes, 77 bits. */
export function newPassword(random: (bytes: number) => Uint8Array): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456";
  let text = "";
  while (text.length < 16) {
    // Bytes above the last whole multiple are left out, so that every letter is equally likely.
    const byte = (random(1)[0] as number) & 31;
    if (byte < letters.length) text += letters.charAt(byte);
  }
  return (text.match(/.{4}/g) ?? []).join("-");
}
