/**
 * Reads zip packages member by member as streams, so that a statewide file inside a package never has to be in memory.
 * Reads the central directory (APPNOTE.TXT 6.3, with Zip64), methods "stored" and "deflate", and checks each member's
 * CRC-32 and length: a damaged package is refused, never half read.
 */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { err, ok, type Result } from "../../domain/result.ts";
import type { ImportRefusal } from "./importReport.ts";

export type ZipMember = {
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: (consumed: (bytes: number) => void) => AsyncIterable<Uint8Array>;
};
export type ZipPackage = { readonly members: readonly ZipMember[] };

/** A member whose bytes do not agree with the package's own check; thrown while streaming, named by its code. */
class DamagedMember extends Error {
  readonly code = "Z_DATA_ERROR";
}

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

type Entry = { name: string; method: number; flags: number; crc: number; packed: number; size: number; offset: number };

/** Opens the package at `path`. Folders are left out of the members. */
export async function openZip(path: string): Promise<Result<ZipPackage, ImportRefusal>> {
  const file = basename(path);
  const refuse = (reason: string): Result<ZipPackage, ImportRefusal> =>
    err({
      type: "packageInvalid",
      file,
      reason,
      remedy: "Copy the package again from its source, or unpack it first.",
    });
  let entries: Entry[] | undefined;
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const read = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    entries = await centralDirectory(read, size);
  } finally {
    await handle.close();
  }
  if (entries === undefined)
    return refuse("The zip package is damaged or cut short: its table of contents cannot be read.");
  for (const entry of entries) {
    if ((entry.flags & 1) !== 0) return refuse(`"${entry.name}" is locked with a password.`);
    if (entry.method !== 0 && entry.method !== 8)
      return refuse(`"${entry.name}" is packed in a way (${entry.method}) that this program does not read.`);
  }
  return ok({
    members: entries
      .filter((entry) => !entry.name.endsWith("/"))
      .map((entry) => ({
        name: entry.name,
        packedBytes: entry.packed,
        bytes: (consumed) => memberBytes(path, entry, consumed),
      })),
  });
}

/** The whole of a small member, such as an election definition. */
export async function memberContents(member: ZipMember, mostBytes: number): Promise<Result<Uint8Array, ImportRefusal>> {
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const part of member.bytes(() => {})) {
      total += part.length;
      if (total > mostBytes) break;
      parts.push(part);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return err({
      type: "packageInvalid",
      file: member.name,
      reason: "The file inside the package is damaged.",
      remedy: "Copy the package again from its source.",
    });
  }
  if (total > mostBytes)
    return err({
      type: "packageInvalid",
      file: member.name,
      reason: `The file inside the package is larger than ${mostBytes} bytes.`,
      remedy: "Check that this is the right package.",
    });
  return ok(Buffer.concat(parts));
}

async function centralDirectory(
  read: (at: number, length: number) => Promise<Buffer>,
  size: number,
): Promise<Entry[] | undefined> {
  const tailAt = Math.max(0, size - 65_557);
  const tail = await read(tailAt, size - tailAt);
  let end = -1;
  for (let p = tail.length - 22; p >= 0 && end === -1; p--) if (tail.readUInt32LE(p) === END) end = p;
  if (end === -1) return undefined;
  let count = tail.readUInt16LE(end + 10);
  let length = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (end >= 20 && tail.readUInt32LE(end - 20) === END64_LOCATOR) {
    const end64 = await read(Number(tail.readBigUInt64LE(end - 20 + 8)), 56);
    if (end64.length < 56 || end64.readUInt32LE(0) !== END64) return undefined;
    count = Number(end64.readBigUInt64LE(32));
    length = Number(end64.readBigUInt64LE(40));
    at = Number(end64.readBigUInt64LE(48));
  }
  if (at + length > size) return undefined;
  const directory = await read(at, length);
  const entries: Entry[] = [];
  let p = 0;
  for (let n = 0; n < count; n++) {
    if (p + 46 > directory.length || directory.readUInt32LE(p) !== CENTRAL) return undefined;
    const nameLength = directory.readUInt16LE(p + 28);
    const extraLength = directory.readUInt16LE(p + 30);
    const commentLength = directory.readUInt16LE(p + 32);
    const next = p + 46 + nameLength + extraLength + commentLength;
    if (next > directory.length) return undefined;
    const entry: Entry = {
      flags: directory.readUInt16LE(p + 8),
      method: directory.readUInt16LE(p + 10),
      crc: directory.readUInt32LE(p + 16),
      packed: directory.readUInt32LE(p + 20),
      size: directory.readUInt32LE(p + 24),
      offset: directory.readUInt32LE(p + 42),
      name: directory.toString("utf8", p + 46, p + 46 + nameLength),
    };
    zip64Sizes(entry, directory.subarray(p + 46 + nameLength, p + 46 + nameLength + extraLength));
    entries.push(entry);
    p = next;
  }
  return entries;
}

/** Zip64: fields of 0xFFFFFFFF stand in extra field 1, in this order. */
function zip64Sizes(entry: Entry, extra: Buffer): void {
  for (let p = 0; p + 4 <= extra.length; p += 4 + extra.readUInt16LE(p + 2)) {
    if (extra.readUInt16LE(p) !== 1) continue;
    let at = p + 4;
    const next = (): number => {
      const value = at + 8 <= extra.length ? Number(extra.readBigUInt64LE(at)) : 0;
      at += 8;
      return value;
    };
    if (entry.size === 0xffffffff) entry.size = next();
    if (entry.packed === 0xffffffff) entry.packed = next();
    if (entry.offset === 0xffffffff) entry.offset = next();
    return;
  }
}

async function* memberBytes(path: string, entry: Entry, consumed: (bytes: number) => void): AsyncIterable<Uint8Array> {
  const handle = await open(path);
  let dataAt: number;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(30), 0, 30, entry.offset);
    if (bytesRead < 30 || buffer.readUInt32LE(0) !== LOCAL) throw new DamagedMember("no local header");
    dataAt = entry.offset + 30 + buffer.readUInt16LE(26) + buffer.readUInt16LE(28);
  } finally {
    await handle.close();
  }
  let crc = 0;
  let size = 0;
  if (entry.packed > 0) {
    const range = createReadStream(path, { start: dataAt, end: dataAt + entry.packed - 1, highWaterMark: 1 << 18 });
    const packed = counted(range, consumed);
    const inflate = createInflateRaw({ chunkSize: 1 << 18 });
    const stored = entry.method === 0;
    const done = stored
      ? Promise.resolve()
      : pipeline(packed, inflate).then(
          () => undefined,
          (error: Error) => void inflate.destroy(error),
        );
    const stream: AsyncIterable<Uint8Array> = stored ? packed : inflate;
    for await (const chunk of stream) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      yield chunk;
    }
    await done;
  }
  if (crc !== entry.crc || size !== entry.size) throw new DamagedMember("check failed");
}

/** Passes a stream's bytes on and reports how many have passed. */
export async function* counted(stream: Readable, consumed: (bytes: number) => void): AsyncIterable<Uint8Array> {
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.length;
    consumed(total);
    yield chunk;
  }
}
