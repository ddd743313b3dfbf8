/**
 * The bytes of a voter file, in blocks that end at line ends: a plain file, a gzip file, or a member of a zip package.
 * Never holds more than a block and the rest of a line. A file that cannot be read to its end is a refusal of the whole
 * file: half a roll is worse than none.
 */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { err, ok, type Result } from "../../domain/result.ts";
import type { ImportRefusal } from "./importReport.ts";
import { counted, openZip } from "./zipPackage.ts";

/** One stream of text bytes that can be opened more than once. */
export type TextSource = {
  /** Base name for reports. */
  readonly name: string;
  /** Size on disk, for progress. */
  readonly bytesTotal: number;
  /** The bytes, unpacked; `consumed` reports bytes of `bytesTotal` that were read so far. */
  bytes(consumed: (bytes: number) => void): AsyncIterable<Uint8Array>;
};

const LF = 10;
const CR = 13;
/** Above this without a line end, the file is no text file. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** Text sources of a path: one for a plain or gzip file, one per text file of a zip package. */
export async function openTextSources(path: string): Promise<Result<TextSource[], ImportRefusal>> {
  const name = basename(path);
  let start: Uint8Array;
  let bytesTotal: number;
  try {
    bytesTotal = (await stat(path)).size;
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      start = buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return err(unreadable(name, error));
  }
  if (start[0] === 0x1f && start[1] === 0x8b)
    return ok([
      {
        name,
        bytesTotal,
        bytes: (consumed) => unpack(counted(createReadStream(path, { highWaterMark: 1 << 18 }), consumed)),
      },
    ]);
  if (start[0] === 0x50 && start[1] === 0x4b) {
    const zip = await openZip(path);
    if (!zip.ok) return zip;
    const texts = zip.value.members.filter((m) => /\.(txt|csv|tsv|dat|lst)$/i.test(m.name) && !ignored(m.name));
    if (texts.length === 0)
      return err({
        type: "packageInvalid",
        file: name,
        ...(zip.value.members.some((m) => m.name.startsWith("xl/"))
          ? { reason: "This is a spreadsheet.", remedy: "Save it as CSV (UTF-8) and give that file." }
          : {
              reason: "The package holds no text file (.txt or .csv).",
              remedy: "Give the package as the source sent it, or the unpacked voter file.",
            }),
      });
    return ok(
      texts.map((member) => ({
        name: `${name}!${member.name}`,
        bytesTotal: member.packedBytes,
        bytes: (consumed) => member.bytes(consumed),
      })),
    );
  }
  return ok([
    { name, bytesTotal, bytes: (consumed) => counted(createReadStream(path, { highWaterMark: 1 << 20 }), consumed) },
  ]);
}

/** Florida's packages since April 2026 carry folders of check files; macOS adds its own. */
function ignored(name: string): boolean {
  return /(^|\/)(VerificationFiles|ProcessedFiles|__MACOSX)\//i.test(name) || /(^|\/)\./.test(name);
}

export function unreadable(file: string, error: unknown): ImportRefusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason =
    code === "ENOENT"
      ? "There is no such file."
      : code === "EISDIR"
        ? "This is a folder, not a file."
        : code === "EACCES"
          ? "This account may not read the file."
          : code.startsWith("Z_") || code === "ERR_BUFFER_OUT_OF_BOUNDS"
            ? "The packed file is damaged or cut short."
            : `Reading failed${code === "" ? "" : ` (${code})`}.`;
  return { type: "fileUnreadable", file, reason, remedy: "Check the path and copy the file again from its source." };
}

async function* unpack(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const done = pipeline(packed, gunzip).then(
    () => undefined,
    (error: Error) => void gunzip.destroy(error),
  );
  yield* gunzip;
  await done;
}

/** How lines end, by the first block: almost always with a line feed. */
export type LineEnd = { readonly byte: 10 | 13; readonly unit: 1 | 2; readonly bigEndian: boolean };

/** Blocks that end at a line end (the last one need not). `"noLines"` is yielded once and ends a file that is no text. */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  lineEnd: LineEnd,
): AsyncIterable<Uint8Array | "noLines"> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    const offset = restBytes;
    const cut = lastLineEnd(chunk, lineEnd, offset);
    if (cut === 0) {
      rest.push(chunk);
      restBytes += chunk.length;
      if (restBytes > LONGEST_LINE) {
        yield "noLines";
        return;
      }
      continue;
    }
    const head = chunk.subarray(0, cut);
    yield restBytes === 0 ? head : Buffer.concat([...rest, head]);
    const tail = chunk.subarray(cut);
    rest = tail.length === 0 ? [] : [tail];
    restBytes = tail.length;
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}

/** Position after the last line end in `chunk`, 0 if there is none. `offset` is where it begins in its block. */
function lastLineEnd(chunk: Uint8Array, { byte, unit, bigEndian }: LineEnd, offset: number): number {
  if (unit === 1) return chunk.lastIndexOf(byte) + 1;
  for (let p = chunk.lastIndexOf(byte); p !== -1; p = p === 0 ? -1 : chunk.lastIndexOf(byte, p - 1)) {
    const low = (offset + p) % 2 === (bigEndian ? 1 : 0);
    if (!low) continue;
    if (bigEndian) {
      if (p > 0 && chunk[p - 1] === 0) return p + 1;
    } else if (p + 1 < chunk.length && chunk[p + 1] === 0) return p + 2;
  }
  return 0;
}

/** Line feeds if the start of the file has any, else carriage returns alone (old Macintosh programs). */
export function lineEndOf(start: Uint8Array, unit: 1 | 2, bigEndian: boolean): LineEnd {
  const byte = start.includes(LF) || !start.includes(CR) ? LF : CR;
  return { byte, unit, bigEndian };
}
