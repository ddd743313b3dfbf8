/**
 * The signatures on file of one polling place, cut into chunks that tablets fetch one by one: each voter's stands in the
 * chunk that their tag says. So a new signature changes one chunk and the others are kept, and to show one, one chunk is
 * looked into and one signature opened.
 *
 * A chunk: 4 bytes how many; for each, in the order of tags, 16 bytes of tag and 4 bytes length; then the sealed images.
 * Its SHA-256 is its name, as for every chunk of a roll.
 */
import { tagBytes } from "./filedSignature.ts";

const HEAD = 4;
const ROW = tagBytes + 4;
/** Stored bytes that a chunk has on average, at most. */
const FULL = 500_000;
const most = 1 << 16;

export type Filed = { readonly tag: string; readonly sealed: Uint8Array };

/** How many chunks a set of so many bytes is cut into: a power of two, so that it seldom changes. */
export function chunksFor(bytes: number): number {
  let count = 1;
  while (bytes / count > FULL && count < most) count *= 2;
  return count;
}

/** Which of so many chunks holds this tag. */
export const chunkOf = (tag: string, chunks: number): number =>
  Math.floor((Number.parseInt(tag.slice(0, 4), 16) * chunks) / most);

/** One chunk. */
export function packFiled(filed: readonly Filed[]): Uint8Array<ArrayBuffer> {
  const sorted = filed.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  const images = sorted.reduce((sum, { sealed }) => sum + sealed.length, 0);
  const chunk = new Uint8Array(HEAD + ROW * sorted.length + images);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, sorted.length, true);
  let at = HEAD + ROW * sorted.length;
  sorted.forEach(({ tag, sealed }, n) => {
    const row = HEAD + ROW * n;
    for (let byte = 0; byte < tagBytes; byte++)
      view.setUint8(row + byte, Number.parseInt(tag.slice(2 * byte, 2 * byte + 2), 16));
    view.setUint32(row + tagBytes, sealed.length, true);
    chunk.set(sealed, at);
    at += sealed.length;
  });
  return chunk;
}

/** The sealed image under this tag; undefined if the chunk has none, or is no such chunk. */
export function findFiled(chunk: Uint8Array<ArrayBuffer>, tag: string): Uint8Array<ArrayBuffer> | undefined {
  for (const one of filedIn(chunk)) if (one.tag === tag) return one.sealed;
  return undefined;
}

/** All that a chunk holds, in the order of tags; it ends where the bytes are none of such a chunk. */
export function* filedIn(
  chunk: Uint8Array<ArrayBuffer>,
): Generator<{ readonly tag: string; readonly sealed: Uint8Array<ArrayBuffer> }> {
  if (chunk.length < HEAD) return;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const count = view.getUint32(0, true);
  let at = HEAD + ROW * count;
  if (at > chunk.length) return;
  for (let n = 0; n < count; n++) {
    const row = HEAD + ROW * n;
    const length = view.getUint32(row + tagBytes, true);
    if (at + length > chunk.length) return;
    yield { tag: tagAt(chunk, row), sealed: chunk.subarray(at, at + length) };
    at += length;
  }
}

function tagAt(chunk: Uint8Array, row: number): string {
  let tag = "";
  for (const byte of chunk.subarray(row, row + tagBytes)) tag += byte.toString(16).padStart(2, "0");
  return tag;
}
