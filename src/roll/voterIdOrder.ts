/**
 * The order of the voter ids by their keys, for look-up by id and by its beginning. Ids of a real roll use few different
 * characters at each position, so most of an id fits in one exact number (mixed radix over the characters that occur at
 * each position); the numbers are radix-sorted and only ids that still agree are compared byte by byte. Capitals and small
 * letters count as the same; among ids with one key the bytes of the ids decide.
 */
import type { TextColumn } from "./rollColumns.ts";
import { comparePrefixAt, fold } from "./voterIdKey.ts";

const EXACT = 2 ** 53;
const ZERO = 0x30;

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

/** The rows in order of the keys of their ids (see `voterIdKeys`), then of the ids. */
export function voterIdOrder(ids: TextColumn, idKeys: TextColumn): Uint32Array<ArrayBuffer> {
  const rows = ids.offsets.length - 1;
  const digits = positionDigits(idKeys);
  const keys = new Float64Array(rows);
  const { offsets, bytes } = idKeys;
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
    if (at - from > 1) order.subarray(from, at).sort((a, b) => compareTextAt(idKeys, a, b) || compareTextAt(ids, a, b));
    from = at;
  }
  return order;
}

type Position = { readonly radix: number; readonly digit: Uint16Array };

function positionDigits(idKeys: TextColumn): Position[] {
  const { offsets, bytes } = idKeys;
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

/** A part of the order: from, to. */
export type IdRange = readonly [from: number, to: number];

/** The part of the order whose keys begin with `prefix`. */
export function rangeOfPrefix(idKeys: TextColumn, order: Uint32Array, prefix: Uint8Array): IdRange {
  const placeWhere = (beyond: (comparison: number) => boolean): number => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (beyond(comparePrefixAt(idKeys, order[middle] as number, prefix))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return [placeWhere((comparison) => comparison >= 0), placeWhere((comparison) => comparison > 0)];
}

/** The parts of the order whose keys `fitsId`: what was typed, then with one zero before it, and so on. None overlap. */
export function rangesOfTypedId(idKeys: TextColumn, order: Uint32Array, typed: Uint8Array): IdRange[] {
  const ranges: IdRange[] = [];
  for (let zeros = 0; ; zeros++) {
    const prefix = new Uint8Array(zeros + typed.length).fill(ZERO, 0, zeros);
    prefix.set(typed, zeros);
    const [from, to] = rangeOfPrefix(idKeys, order, prefix);
    if (from < to) ranges.push([from, to]);
    // Typed zeros alone begin every id with more of them.
    if (typed.every((byte) => byte === ZERO)) return ranges;
    const [zerosFrom, zerosTo] = rangeOfPrefix(idKeys, order, new Uint8Array(zeros + 1).fill(ZERO));
    if (zerosFrom === zerosTo) return ranges;
  }
}
