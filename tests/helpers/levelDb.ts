/**
 * Reads the files of a LevelDB, in which browsers keep IndexedDB and local storage, for looking through them: records that
 * span several blocks put together again, compressed blocks opened, keys with their shared beginnings restored. Whatever
 * makes no sense is passed over; deleted and overwritten records come out like all others.
 *
 * Formats: github.com/google/leveldb/blob/main/doc/log_format.md and table_format.md.
 */
import { readSnappy } from "./snappy.ts";

const logBlock = 32 * 1024;
const footerBytes = 48;
const magic = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb);

/** The records of a write-ahead log (also of a MANIFEST), each whole. */
export function* logRecords(file: Uint8Array): Generator<Uint8Array, void, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let parts: Uint8Array[] = [];
  for (let at = 0; at + 7 <= file.length; ) {
    const left = logBlock - (at % logBlock);
    const length = view.getUint16(at + 4, true);
    const kind = view.getUint8(at + 6);
    if (left < 7 || kind === 0 || kind > 4 || length + 7 > left) {
      at += left; // the rest of the block is padding, or damaged
      continue;
    }
    parts.push(file.subarray(at + 7, at + 7 + length));
    if (kind === 1 || kind === 4) {
      yield joined(parts);
      parts = [];
    }
    at += 7 + length;
  }
  if (parts.length > 0) yield joined(parts);
}

export const isTable = (file: Uint8Array): boolean =>
  file.length > footerBytes && magic.every((byte, n) => file[file.length - 8 + n] === byte);

/** Each block of a table, decompressed, then its keys and values one after another with every key in full. */
export function* tableBlocks(file: Uint8Array): Generator<Uint8Array, void, void> {
  const footer = reader(file.subarray(file.length - footerBytes));
  footer.number();
  footer.number(); // the meta index
  const index = blockAt(file, footer.number(), footer.number());
  if (index === undefined) return;
  for (const [, handle] of blockEntries(index)) {
    const place = reader(handle);
    const block = blockAt(file, place.number(), place.number());
    if (block === undefined) continue;
    yield block;
    yield joined(blockEntries(block).flat());
  }
}

function blockAt(file: Uint8Array, at: number, length: number): Uint8Array | undefined {
  const bytes = file.subarray(at, at + length);
  return file[at + length] === 1 ? readSnappy(bytes, 1) : bytes;
}

function blockEntries(block: Uint8Array): [key: Uint8Array, value: Uint8Array][] {
  if (block.length < 4) return [];
  const restarts = new DataView(block.buffer, block.byteOffset + block.length - 4, 4).getUint32(0, true);
  const entries: [Uint8Array, Uint8Array][] = [];
  const from = reader(block.subarray(0, Math.max(0, block.length - 4 - 4 * restarts)));
  for (let key: Uint8Array = new Uint8Array(0); !from.ended(); ) {
    const [shared, fresh, value] = [from.number(), from.number(), from.number()];
    key = joined([key.subarray(0, shared), from.take(fresh)]);
    entries.push([key, from.take(value)]);
  }
  return entries;
}

function reader(bytes: Uint8Array) {
  let at = 0;
  return {
    ended: () => at >= bytes.length,
    take(length: number): Uint8Array {
      at += length;
      return bytes.subarray(at - length, at);
    },
    /** A varint. */
    number(): number {
      let value = 0;
      for (let shift = 0; shift < 53; shift += 7) {
        const byte = bytes[at++] ?? 0;
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) break;
      }
      return value;
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
