/**
 * The file that `turnout export log` writes and `turnout verify` reads: everything that a verifier needs, in one stream.
 *
 *   line 1   {"format":"turnout-log/1","vkey":"…","checkpoint":"…"} and a newline: JSON in exactly this spelling, with
 *            the signed checkpoint note as a string
 *   rest     the entries 0 … size-1 of the checkpoint, each behind its length as a big-endian uint16, that is, the entry
 *            bundles of C2SP tlog-tiles one after another
 *
 * Both directions stream and hold one chunk at a time. Reading says where the file stops making sense; whether the
 * entries are the county's is for `verifyLog.ts`.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { concat, fromUtf8, utf8 } from "./encoding.ts";
import { encodeBundle } from "./tiles.ts";

const FORMAT = "turnout-log/1";
const MAX_HEADER_BYTES = 2_000_000;
const NEWLINE = 0x0a;

/** First line of an export: the log's own key, as it says, and the signed checkpoint of the entries that follow. */
export interface LogExportHeader {
  readonly vkey: string;
  readonly note: string;
}

/** Where an export file is broken. `index` is that of the entry within which the file ends. */
export type LogExportProblem =
  | { readonly type: "notALogExport" }
  | { readonly type: "formatUnknown"; readonly format: string }
  | { readonly type: "entryTruncated"; readonly index: number };

/** Bytes from anywhere: a Node stream, a browser's ReadableStream, an array. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** An opened export: its header, and its entries in the batches in which they arrive; nothing follows a problem. */
export interface LogExport extends LogExportHeader {
  readonly entries: AsyncIterable<Result<readonly Uint8Array[], LogExportProblem>>;
}

/** Header line of an export file. Stored entry bundles may follow as they are. */
export function encodeExportHeader({ vkey, note }: LogExportHeader): Uint8Array<ArrayBuffer> {
  return utf8(`${JSON.stringify({ format: FORMAT, vkey, checkpoint: note })}\n`);
}

/** The whole export file, a chunk for each batch of entries. An entry above 65,535 bytes is a bug and throws. */
export async function* writeLogExport(
  header: LogExportHeader,
  batches: AsyncIterable<readonly Uint8Array[]> | Iterable<readonly Uint8Array[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  yield encodeExportHeader(header);
  for await (const batch of batches) {
    const bundle = encodeBundle(batch);
    if (!bundle.ok) {
      throw new RangeError(`A log entry of ${bundle.error.bytes} bytes cannot be exported`);
    }
    yield bundle.value;
  }
}

function readHeader(line: Uint8Array): Result<LogExportHeader, LogExportProblem> {
  const notOurs = err({ type: "notALogExport" } as const);
  let parsed: unknown;
  try {
    parsed = JSON.parse(fromUtf8(line) ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) {
      return notOurs;
    }
    throw error;
  }
  if (typeof parsed !== "object" || parsed === null || !("format" in parsed) || typeof parsed.format !== "string") {
    return notOurs;
  }
  if (parsed.format !== FORMAT) {
    return err({ type: "formatUnknown", format: parsed.format.slice(0, 80) });
  }
  if (!("vkey" in parsed && "checkpoint" in parsed)) {
    return notOurs;
  }
  const { vkey, checkpoint: note } = parsed;
  if (typeof vkey !== "string" || typeof note !== "string") {
    return notOurs;
  }
  // One spelling only, so that no byte of the line can change unnoticed.
  const header = { vkey, note };
  return fromUtf8(encodeExportHeader(header)) === `${fromUtf8(line)}\n` ? ok(header) : notOurs;
}

async function* chunksFrom(chunks: ByteChunks): AsyncGenerator<Uint8Array, void, void> {
  yield* chunks;
}

/** Reads the header; the entries are read as they are asked for. They are views on the chunks: copy what is kept. */
export async function openLogExport(chunks: ByteChunks): Promise<Result<LogExport, LogExportProblem>> {
  const source = chunksFrom(chunks);
  let begun: Uint8Array = new Uint8Array();
  let end = -1;
  while (end < 0) {
    const next = await source.next();
    if (next.done || begun.length > MAX_HEADER_BYTES) {
      await source.return();
      return err({ type: "notALogExport" });
    }
    const searched = begun.length;
    begun = concat(begun, next.value);
    end = begun.indexOf(NEWLINE, searched);
  }
  const header = readHeader(begun.subarray(0, end));
  if (!header.ok) {
    await source.return();
    return header;
  }
  return ok({ ...header.value, entries: readEntries(begun.subarray(end + 1), source) });
}

async function* readEntries(
  first: Uint8Array,
  source: AsyncGenerator<Uint8Array, void, void>,
): AsyncGenerator<Result<readonly Uint8Array[], LogExportProblem>, void, void> {
  let bytes = first;
  let index = 0;
  try {
    for (;;) {
      const { entries, end } = wholeEntries(bytes);
      if (entries.length > 0) {
        index += entries.length;
        yield ok(entries);
      }
      const next = await source.next();
      if (next.done) {
        if (end < bytes.length) {
          yield err({ type: "entryTruncated", index });
        }
        return;
      }
      bytes = end < bytes.length ? concat(bytes.subarray(end), next.value) : next.value;
    }
  } finally {
    await source.return(); // closes the file when a verifier stops early
  }
}

/** Entries that lie in `bytes` whole, and where the last of them ends. */
function wholeEntries(bytes: Uint8Array): { readonly entries: readonly Uint8Array[]; readonly end: number } {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const end = at + 2 + (((bytes[at] as number) << 8) | (bytes[at + 1] as number));
    if (end > bytes.length) {
      break;
    }
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { entries, end: at };
}
