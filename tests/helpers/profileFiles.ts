/**
 * Everything that lies in a browser's profile folder, as byte streams to look through: each file as it is, LevelDB records
 * and tables put together and opened, and whatever in them looks compressed (Snappy as Chromium marks it, zlib, gzip, the
 * blocks of a sealed chunk), decompressed, twice over. The browser may be running.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { constants, inflateRawSync, inflateSync } from "node:zlib";
import { isTable, logRecords, tableBlocks } from "./levelDb.ts";
import type { Finder } from "./needles.ts";
import { readSnappy } from "./snappy.ts";

export type Found = { readonly what: string; readonly form: string; readonly where: string };

/** What the finder finds in the folder, each thing once for each place. */
export function foundIn(folder: string, finder: Finder): Found[] {
  const found = new Map<string, Found>();
  for (const { where, bytes } of streamsIn(folder))
    for (const { what, form } of finder(bytes)) found.set(`${what}|${form}|${where}`, { what, form, where });
  return [...found.values()];
}

type Stream = { readonly where: string; readonly bytes: Uint8Array };

/** Most files stay as they were from one look to the next. */
const unpackedBefore = new Map<string, readonly Stream[]>();

export function* streamsIn(folder: string): Generator<Stream, void, void> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const where = relative(folder, path);
    // A name tells, too.
    yield { where: `name of ${where}`, bytes: Buffer.from(where) };
    if (!entry.isFile()) continue;
    const bytes = contentsOf(path);
    if (bytes === undefined) continue;
    const name = `${where}|${createHash("sha1").update(bytes).digest("hex")}`;
    const streams = unpackedBefore.get(name) ?? [...unpacked({ where, bytes })];
    unpackedBefore.set(name, streams);
    yield* streams;
  }
}

/** Undefined for a file that the running browser has just removed. */
function contentsOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The stream itself and all that can be made of it. */
export function* unpacked(stream: Stream, depth = 2): Generator<Stream, void, void> {
  const { where, bytes } = stream;
  yield stream;
  if (depth === 0) return;
  if (/\.log$|MANIFEST-\d+$/.test(where))
    for (const record of logRecords(bytes)) yield* unpacked({ where: `${where}, record`, bytes: record }, depth - 1);
  if (isTable(bytes))
    for (const block of tableBlocks(bytes)) yield* unpacked({ where: `${where}, block`, bytes: block }, depth - 1);
  for (const [how, part] of decompressed(bytes)) yield* unpacked({ where: `${where}, ${how}`, bytes: part }, depth - 1);
}

const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 26 };

function* decompressed(bytes: Uint8Array): Generator<[how: string, part: Uint8Array], void, void> {
  for (let at = 0; at + 12 < bytes.length; at++) {
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    if (first === 0xff && second === 0x11 && bytes[at + 2] === 2) {
      // A value of IndexedDB that Chromium has compressed: FF 11 02, then Snappy.
      const part = readSnappy(bytes.subarray(at + 3));
      if (part !== undefined) yield ["Snappy", part];
    } else if ((first & 0x8f) === 8 && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0) {
      if (!mayBeDeflate(bytes, at + 2)) continue;
      const part = attempt(() => inflateSync(bytes.subarray(at), lenient));
      if (part !== undefined) yield ["zlib", part];
    } else if (first === 0x1f && second === 0x8b && bytes[at + 2] === 8) {
      const part = attempt(() => inflateRawSync(bytes.subarray(gzipData(bytes, at)), lenient));
      if (part !== undefined) yield ["gzip", part];
    }
    // Both sizes are below 16 MB.
    const block = bytes[at + 3] === 0 && bytes[at + 7] === 0 ? chunkBlock(bytes, at) : undefined;
    if (block !== undefined) yield ["deflate", block];
  }
  const whole = mayBeDeflate(bytes, 0) ? attempt(() => inflateRawSync(bytes, lenient)) : undefined;
  if (whole !== undefined) yield ["deflate", whole];
}

/** Whether a block of deflate can begin here: its kind exists, and a stored block's length stands there twice. */
function mayBeDeflate(bytes: Uint8Array, at: number): boolean {
  const kind = ((bytes[at] ?? 6) >> 1) & 3;
  if (kind !== 0) return kind !== 3;
  return (
    ((bytes[at + 1] ?? 0) ^ (bytes[at + 3] ?? 0)) === 0xff && ((bytes[at + 2] ?? 0) ^ (bytes[at + 4] ?? 0)) === 0xff
  );
}

/** Where the deflate stream of a gzip member begins; its check sum is nobody's business here. */
function gzipData(bytes: Uint8Array, at: number): number {
  const flags = bytes[at + 3] as number;
  let data = at + 10;
  if ((flags & 4) !== 0) data += 2 + ((bytes[data] ?? 0) | ((bytes[data + 1] ?? 0) << 8));
  for (const text of [8, 16]) if ((flags & text) !== 0) data = bytes.indexOf(0, data) + 1;
  return data + ((flags & 2) === 0 ? 0 : 2);
}

/** A block as `roll/sealedChunk.ts` packs it (packed size, size, raw deflate), were it not encrypted. */
function chunkBlock(bytes: Uint8Array, at: number): Uint8Array | undefined {
  const number = (from: number): number =>
    (bytes[from] as number) |
    ((bytes[from + 1] as number) << 8) |
    ((bytes[from + 2] as number) << 16) |
    ((bytes[from + 3] as number) << 24);
  const packed = number(at);
  if (packed < 8 || at + 8 + packed > bytes.length) return undefined;
  const size = number(at + 4);
  if (size < 8 || size > 1 << 20 || packed > size + 64 || size > packed * 1040) return undefined;
  const part = attempt(() => inflateRawSync(bytes.subarray(at + 8, at + 8 + packed), lenient));
  return part?.length === size ? part : undefined;
}

/** What looked compressed and was not, is nothing. */
function attempt(decompress: () => Uint8Array): Uint8Array | undefined {
  try {
    const part = decompress();
    return part.length >= 8 ? part : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
