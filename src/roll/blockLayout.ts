/**
 * How the bytes of a block lie before they are compressed. Columns of numbers and of texts of one length compress far
 * better when the first bytes of all cells stand together, then the second bytes, and so on ("byte stream split" of
 * Apache Parquet); offsets, which only rise, when each is stored as what it adds to the one before ("delta" there).
 * A block may hold the end of one column and the beginning of the next: the layout is chosen by what compresses a piece
 * of the block best, and any choice gives the same bytes back.
 *
 * Guarantees: `restore` gives exactly the bytes that `arrange` got, for every layout and every length.
 */

/**
 * The layout as one byte: 0 for bytes as they are, 2 to 16 for cells of so many bytes, `DIFFERENCES` for 32-bit
 * little-endian numbers stored as differences, in cells of 4 bytes.
 */
export type BlockLayout = number;

export const AS_IS: BlockLayout = 0;
export const DIFFERENCES: BlockLayout = 0x84;
const WIDEST = 16;
/** Less than this is not worth putting the bytes back in order. */
const GAIN = 0.01;
/** Bytes of a block that are looked at to choose its layout. */
const SAMPLE = 1 << 15;

/** Whether a byte names a layout. */
export function isLayout(byte: number): boolean {
  return byte === AS_IS || byte === DIFFERENCES || (byte >= 2 && byte <= WIDEST);
}

/** The bytes laid out anew; bytes after the last whole cell stay where they are. */
export function arrange(bytes: Uint8Array<ArrayBuffer>, layout: BlockLayout): Uint8Array<ArrayBuffer> {
  if (layout === AS_IS) return bytes;
  const arranged = bytes.slice();
  const width = layout & 0x7f;
  const cells = Math.floor(bytes.length / width);
  if (layout === DIFFERENCES) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let before = 0;
    for (let cell = 0; cell < cells; cell++) {
      const number = view.getInt32(cell * 4, true);
      const difference = number - before;
      before = number;
      for (let n = 0; n < 4; n++) arranged[n * cells + cell] = difference >> (8 * n);
    }
    return arranged;
  }
  for (let cell = 0, at = 0; cell < cells; cell++)
    for (let n = 0; n < width; n++) arranged[n * cells + cell] = bytes[at++] as number;
  return arranged;
}

/** Writes what `arrange` got into `target`, which has the length of `arranged`. */
export function restore(arranged: Uint8Array, layout: BlockLayout, target: Uint8Array): void {
  const width = layout & 0x7f;
  const cells = layout === AS_IS ? 0 : Math.floor(arranged.length / width);
  if (layout === DIFFERENCES) {
    const view = new DataView(target.buffer, target.byteOffset);
    let number = 0;
    for (let cell = 0; cell < cells; cell++) {
      for (let n = 0; n < 4; n++) number = (number + ((arranged[n * cells + cell] as number) << (8 * n))) | 0;
      view.setInt32(cell * 4, number, true);
    }
  } else
    for (let n = 0; n < width; n++)
      for (let cell = 0, at = n, from = n * cells; cell < cells; cell++, at += width)
        target[at] = arranged[from + cell] as number;
  target.set(arranged.subarray(cells * width), cells * width);
}

/** The layout in which a piece of the block becomes smallest; as it is if none is smaller by a hundredth. */
export async function bestLayout(
  block: Uint8Array<ArrayBuffer>,
  compressedSize: (bytes: Uint8Array<ArrayBuffer>) => Promise<number>,
): Promise<BlockLayout> {
  const from = block.length <= SAMPLE ? 0 : ((block.length - SAMPLE) >>> 1) & ~7;
  const sample = block.subarray(from, from + SAMPLE);
  let best = AS_IS;
  let smallest = (await compressedSize(sample)) * (1 - GAIN);
  for (const layout of new Set([2, DIFFERENCES, likelyWidth(sample)])) {
    const size = await compressedSize(arrange(sample, layout));
    if (size >= smallest) continue;
    best = layout;
    smallest = size;
  }
  return best;
}

/** The distance, 3 to 16, at which the bytes most often repeat. */
function likelyWidth(bytes: Uint8Array): number {
  let likely = 3;
  let most = -1;
  const compared = Math.min(bytes.length, 4096) - WIDEST;
  for (let width = 3; width <= WIDEST; width++) {
    let same = 0;
    for (let at = 0; at < compared; at++) if (bytes[at] === bytes[at + width]) same++;
    if (same <= most) continue;
    most = same;
    likely = width;
  }
  return likely;
}
