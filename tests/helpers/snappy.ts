/**
 * Reads Snappy (github.com/google/snappy/blob/main/format_description.txt). For looking through files: where the data ends
 * or makes no sense, what came out so far is the answer. Packages refuse such data whole, and so would hide what a damaged
 * or half-overwritten block still tells.
 */

/** `least`: nothing is answered for less than this many bytes. `longest`: a greater promised length is no Snappy. */
export function readSnappy(from: Uint8Array, least = 16, longest = 1 << 26): Uint8Array | undefined {
  let at = 0;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = from[at++];
    if (byte === undefined || shift > 28) return undefined;
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (size < least || size > longest) return undefined;
  const out = new Uint8Array(size);
  let to = 0;
  const number = (bytes: number): number => {
    let value = 0;
    for (let n = 0; n < bytes; n++) value += (from[at++] ?? 0) * 2 ** (8 * n);
    return value;
  };
  while (at < from.length && to < size) {
    const tag = from[at++] as number;
    if ((tag & 3) === 0) {
      const short = tag >> 2;
      const length = (short < 60 ? short : number(short - 59)) + 1;
      const part = from.subarray(at, Math.min(at + length, at + size - to));
      out.set(part, to);
      to += part.length;
      at += length;
      continue;
    }
    const length = (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = (tag & 3) === 1 ? ((tag >> 5) << 8) + number(1) : number((tag & 3) === 2 ? 2 : 4);
    if (offset === 0 || offset > to) break;
    for (let n = 0; n < length && to < size; n++, to++) out[to] = out[to - offset] as number;
  }
  return to < least ? undefined : out.subarray(0, to);
}
