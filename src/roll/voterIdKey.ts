/**
 * How two writings of a voter id are found to be the same: "12-0345", "12 0345" and "120345" share the key "120345",
 * which has letters and digits only, in capitals. Who types an id may leave out leading zeros: "345" is "000345".
 *
 * Only the search is that generous: an id itself is always compared to the letter.
 */
import { nameKey } from "./normaliseName.ts";
import { TextCollector, type TextColumn, textAt } from "./rollColumns.ts";

const ZERO = 0x30;
const encoder = new TextEncoder();

/** The key of an id, or of what was typed of one. */
export function voterIdKey(text: string): string {
  return /^[0-9A-Za-z]*$/.test(text) ? text.toUpperCase() : nameKey(text);
}

/** A key as the functions here and the order of ids take it. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(voterIdKey(text));
}

/** The keys of all ids; the ids themselves where they hold ASCII letters and digits only, as most lists have them. */
export function voterIdKeys(ids: TextColumn): TextColumn {
  const { bytes, offsets } = ids;
  const end = offsets[offsets.length - 1] as number;
  let at = offsets[0] as number;
  while (at < end && isPlain(bytes[at] as number)) at++;
  if (at === end) return ids;
  const rows = offsets.length - 1;
  const keys = new TextCollector();
  for (let row = 0; row < rows; row++) keys.add(voterIdKey(textAt(ids, row)));
  return keys.column(Uint32Array.from({ length: rows }, (_, row) => row));
}

function isPlain(byte: number): boolean {
  return (byte >= ZERO && byte <= 0x39) || (fold(byte) >= 0x41 && fold(byte) <= 0x5a);
}

/** Upper case of an ASCII byte. */
export function fold(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

/** Compares the beginning of a row's key, without its first `skipped` bytes, with a key: 0 if it starts with it. */
export function comparePrefixAt(keys: TextColumn, row: number, prefix: Uint8Array, skipped = 0): number {
  const { offsets, bytes } = keys;
  const from = (offsets[row] as number) + skipped;
  const length = (offsets[row + 1] as number) - from;
  for (let n = 0; n < prefix.length; n++) {
    if (n >= length) return -1;
    const difference = fold(bytes[from + n] as number) - (prefix[n] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a row's key, with any number of its leading zeros left out, begins with what was typed. */
export function fitsId(keys: TextColumn, row: number, typed: Uint8Array): boolean {
  const { offsets, bytes } = keys;
  const from = offsets[row] as number;
  const length = (offsets[row + 1] as number) - from;
  for (let zeros = 0; zeros + typed.length <= length; zeros++) {
    if (comparePrefixAt(keys, row, typed, zeros) === 0) return true;
    if (bytes[from + zeros] !== ZERO) return false;
  }
  return false;
}

/** Whether that is then the whole key. Only for rows that `fitsId`. */
export function isWholeId(keys: TextColumn, row: number, typed: Uint8Array): boolean {
  const { offsets, bytes } = keys;
  const from = offsets[row] as number;
  const zeros = (offsets[row + 1] as number) - from - typed.length;
  for (let n = 0; n < zeros; n++) if (bytes[from + n] !== ZERO) return false;
  return comparePrefixAt(keys, row, typed, zeros) === 0;
}
