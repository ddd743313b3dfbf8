/**
 * The match code that opening and closing reports print: tree size and the first 100 bits of the root, for example
 * `48213-ABCD-EFGH-JKMN-PQRS-TVWX-K`. Whoever holds the paper can tell whether the log of today still begins with the
 * log of then.
 *
 * Root and check letter are in Crockford's base32 (crockford.com/base32.html): small letters, O for 0, I and L for 1,
 * blanks and hyphens are all read. The check letter finds every single wrong character and every exchange of two, so
 * that a slip of the pen is told apart from a log that differs. Finding another log for a given code takes 2^100
 * attempts; someone who prepares two logs before the code is printed needs 2^50, so keep signed checkpoints as well.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { HASH_BYTES } from "./merkleTree.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ROOT_LETTERS = 20;
const GROUP = 4;

/** What a match code says. `rootStart` is the beginning of the root in base32, 20 letters. */
export interface MatchCode {
  readonly size: number;
  readonly rootStart: string;
}

/** Not a match code: wrong shape, or a character was misread or exchanged. */
export type MatchCodeProblem = { readonly type: "matchCodeMalformed" } | { readonly type: "matchCodeMistyped" };

function rootStart(root: Uint8Array): string {
  let letters = "";
  let buffer = 0;
  let bits = 0;
  for (let at = 0; letters.length < ROOT_LETTERS; at++) {
    buffer = ((buffer << 8) | (root[at] as number)) & 0xfff;
    bits += 8;
    for (; bits >= 5 && letters.length < ROOT_LETTERS; bits -= 5) {
      letters += ALPHABET[(buffer >> (bits - 5)) & 31];
    }
  }
  return letters;
}

/** Multiplies by x in GF(2^5) with x^5 + x^2 + 1; x has order 31, so 31 places have different weights. */
const timesX = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);

function checkLetter(symbols: string): string {
  let sum = 0;
  for (const symbol of symbols) {
    sum = timesX(sum ^ ALPHABET.indexOf(symbol));
  }
  return ALPHABET[sum] as string;
}

/** Match code of a tree of `size` leaves (below 10^10) with this 32-byte `root`. */
export function matchCode(size: number, root: Uint8Array): string {
  if (root.length !== HASH_BYTES || !Number.isSafeInteger(size) || size < 0 || size >= 1e10) {
    throw new RangeError("A match code needs a tree size below 10^10 and a root of 32 bytes");
  }
  const letters = rootStart(root);
  const groups = [];
  for (let at = 0; at < ROOT_LETTERS; at += GROUP) {
    groups.push(letters.slice(at, at + GROUP));
  }
  return [size, ...groups, checkLetter(`${size}${letters}`)].join("-");
}

/** Reads a match code as a person typed it. */
export function parseMatchCode(typed: string): Result<MatchCode, MatchCodeProblem> {
  const symbols = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const match = /^(0|[1-9][0-9]{0,9})([0-9A-HJKMNP-TV-Z]{20})([0-9A-HJKMNP-TV-Z])$/.exec(symbols);
  const [, size, letters, check] = match ?? [];
  if (size === undefined || letters === undefined || check === undefined) {
    return err({ type: "matchCodeMalformed" });
  }
  if (checkLetter(size + letters) !== check) {
    return err({ type: "matchCodeMistyped" });
  }
  return ok({ size: Number(size), rootStart: letters });
}

/** True when this is the code of a tree of `size` leaves with this `root`. */
export function matchesCode(code: MatchCode, size: number, root: Uint8Array): boolean {
  return code.size === size && code.rootStart === rootStart(root);
}
