/**
 * The order of the voter ids, for look-up by id and by its beginning. Ids of a real roll use few different characters at
 * each position, so most of an id fits in one exact number (mixed radix over the characters that occur at each
 * position); the numbers are radix-sorted and only ids that still agree are compared byte by byte. Capitals and small
 * letters count as the same, except that among otherwise equal ids the bytes decide.
 */
import type { TextColumn } from "./rollColumns.ts";

const EXACT = 2 ** 53;

/** Upper case of an ASCII byte. */
function fold(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

/** Compares the texts of two rows byte by byte, without regard to case first, then with it. */
export function compareTextAt(column: TextColumn, a: number, b: number): number {
  const { offsets, bytes } = column;
  let i = offsets[a] as number;
  let j = offsets[b] as number;
  const endA = offsets[a + 1] as number;
  const endB = offsets[b + 1] as number;
  let cased = 0;
  for (; i < endA && j < endB; i++, j++) {
    const x = bytes[i] as number;
    const y = bytes[j] as number;
    if (x === y) continue;
    const difference = fold(x) - fold(y);
    if (difference !== 0) return difference;
    if (cased === 0) cased = x - y;
  }
  return endA - i - (endB - j) || cased;
}

/** Compares the beginning of a row's text with folded bytes: 0 if the text starts with them. */
export function comparePrefixAt(column: TextColumn, row: number, prefix: Uint8Array): number {
  const { offsets, bytes } = column;
  const from = offsets[row] as number;
  const length = (offsets[row + 1] as number) - from;
  for (let n = 0; n < prefix.length; n++) {
    if (n >= length) return -1;
    const difference = fold(bytes[from + n] as number) - (prefix[n] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

const encoder = new TextEncoder();

/** The bytes that `comparePrefixAt` expects. */
export function foldedBytes(text: string): Uint8Array {
  return encoder.encode(text).map(fold);
}

/** The rows in order of their ids. */
export function voterIdOrder(ids: TextColumn): Uint32Array<ArrayBuffer> {
  const rows = ids.offsets.length - 1;
  const digits = positionDigits(ids);
  const keys = new Float64Array(rows);
  const { offsets, bytes } = ids;
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    let key = 0;
    const from = offsets[row] as number;
    const length = (offsets[row + 1] as number) - from;
    for (let at = 0; at < digits.length; at++) {
      const { radix, digit } = digits[at] as Position;
      if (radix === 1) continue;
      key = key * radix + (at < length ? (digit[bytes[from + at] as number] as number) : 0);
    }
    keys[row] = key;
    if (key > largest) largest = key;
  }
  const order = radixSort(keys, largest);
  let from = 0;
  for (let at = 1; at <= rows; at++) {
    if (at < rows && keys[order[at] as number] === keys[order[from] as number]) continue;
    if (at - from > 1) order.subarray(from, at).sort((a, b) => compareTextAt(ids, a, b));
    from = at;
  }
  return order;
}

type Position = { readonly radix: number; readonly digit: Uint16Array };

function positionDigits(ids: TextColumn): Position[] {
  const { offsets, bytes } = ids;
  const rows = offsets.length - 1;
  const used: Uint8Array[] = [];
  let shortest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const from = offsets[row] as number;
    const length = (offsets[row + 1] as number) - from;
    if (length < shortest) shortest = length;
    while (used.length < length) used.push(new Uint8Array(256));
    for (let at = 0; at < length; at++) (used[at] as Uint8Array)[fold(bytes[from + at] as number)] = 1;
  }
  const digits: Position[] = [];
  let size = 1;
  for (const [at, occurs] of used.entries()) {
    const digit = new Uint16Array(256);
    let radix = at < shortest ? 0 : 1;
    for (let byte = 0; byte < 256; byte++) if (occurs[byte] === 1) digit[byte] = radix++;
    for (let byte = 0; byte < 256; byte++) digit[byte] = digit[fold(byte)] as number;
    if (size * radix >= EXACT) return digits;
    size *= radix;
    digits.push({ radix, digit });
  }
  return digits;
}

function radixSort(keys: Float64Array, largest: number): Uint32Array<ArrayBuffer> {
  let order = Uint32Array.from({ length: keys.length }, (_, row) => row);
  let other = new Uint32Array(keys.length);
  for (let scale = 1; scale <= largest; scale *= 0x10000) {
    const starts = new Uint32Array(0x10001);
    for (let row = 0; row < keys.length; row++) {
      const digit = Math.floor((keys[row] as number) / scale) % 0x10000;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let digit = 1; digit < starts.length; digit++)
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    for (let n = 0; n < order.length; n++) {
      const row = order[n] as number;
      const digit = Math.floor((keys[row] as number) / scale) % 0x10000;
      const at = starts[digit] as number;
      starts[digit] = at + 1;
      other[at] = row;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** The first place in the order whose id is not before `prefix` (folded bytes). */
export function firstOfPrefix(ids: TextColumn, order: Uint32Array, prefix: Uint8Array): number {
  return placeWhere(ids, order, prefix, (comparison) => comparison >= 0);
}

/** The part of the order whose ids begin with `prefix` (folded bytes): from, to. */
export function rangeOfPrefix(ids: TextColumn, order: Uint32Array, prefix: Uint8Array): readonly [number, number] {
  return [firstOfPrefix(ids, order, prefix), placeWhere(ids, order, prefix, (comparison) => comparison > 0)];
}

function placeWhere(
  ids: TextColumn,
  order: Uint32Array,
  prefix: Uint8Array,
  beyond: (comparison: number) => boolean,
): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (beyond(comparePrefixAt(ids, order[middle] as number, prefix))) high = middle;
    else low = middle + 1;
  }
  return low;
}
