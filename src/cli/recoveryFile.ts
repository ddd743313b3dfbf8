/**
 * A file from which missing events can be taken back: an exported log ("turnout-log/1") or what a tablet saved
 * ("turnout-tablet/1": a line of JSON, then the tablet's own events, sealed signatures, and its copy of the county log, each
 * behind its length in two bytes). Both stream. Nothing in them is believed here; whoever takes the events verifies them.
 */
import { createReadStream } from "node:fs";
import { z } from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import { systemRefusal } from "./files.ts";
import type { Refusal } from "./refusal.ts";

const Header = z.union([
  z.object({ format: z.literal("turnout-log/1"), checkpoint: z.string() }),
  z.object({
    format: z.literal("turnout-tablet/1"),
    checkpoint: z.string(),
    devices: z.array(z.string()).default([]),
    events: z.int().nonnegative(),
    signatures: z.int().nonnegative().default(0),
    entries: z.int().nonnegative(),
  }),
]);

const HEADER_BYTES = 1_000_000;
const AT_ONCE = 1000;

export type RecoveryFile = {
  readonly file: string;
  /** The newest signed checkpoint that its writer knew; "" for none. */
  readonly note: string;
  /** A tablet's own events, in the order in which it wrote them. At most some ten thousand. */
  ownEvents(): AsyncGenerator<readonly Uint8Array[], void, void>;
  /** The number under which the tablet saved the file; "" for none. */
  readonly device: string;
  /** Sealed signatures that the tablet could not send. */
  signatures(): AsyncGenerator<readonly Uint8Array[], void, void>;
  /** The county log from entry 0 on. */
  entries(): AsyncGenerator<readonly Uint8Array[], void, void>;
  /** Set once a reader came to the end: the file ends within an entry. */
  readonly truncated: () => boolean;
};

export async function openRecoveryFile(file: string): Promise<Result<RecoveryFile, Refusal>> {
  const refuse = (reason: string) =>
    err({
      type: "notARecoveryFile",
      file,
      reason,
      remedy: 'Give a file of "turnout export log", or one that a tablet saved.',
    } as const);
  let header: { readonly line: string; readonly bytes: number } | undefined;
  try {
    header = await firstLine(file);
  } catch (error) {
    const refusal = systemRefusal(error, file);
    if (refusal === undefined) throw error;
    return err(refusal);
  }
  if (header === undefined) return refuse("The file has no first line that says what it is.");
  let json: unknown;
  try {
    json = JSON.parse(header.line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse("The first line does not say what the file is.");
  }
  const parsed = Header.safeParse(json);
  if (!parsed.success) return refuse("The file is neither an exported log nor one that a tablet saved.");
  const saved = parsed.data.format === "turnout-tablet/1" ? parsed.data : undefined;
  const own = saved?.events ?? 0;
  const before = own + (saved?.signatures ?? 0);
  const start = header.bytes;
  let cut = false;
  const leaves = () =>
    leavesFrom(file, start, () => {
      cut = true;
    });
  return ok({
    file,
    note: parsed.data.checkpoint,
    async *ownEvents() {
      yield* part(leaves(), 0, own);
    },
    device: saved?.devices.at(-1) ?? "",
    async *signatures() {
      yield* part(leaves(), own, before);
    },
    async *entries() {
      yield* part(leaves(), before, Number.MAX_SAFE_INTEGER);
    },
    truncated: () => cut,
  });
}

async function firstLine(file: string): Promise<{ line: string; bytes: number } | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const end = chunk.indexOf(0x0a);
    parts.push(end < 0 ? chunk : chunk.subarray(0, end));
    length += end < 0 ? chunk.length : end;
    if (end >= 0) return { line: Buffer.concat(parts).toString("utf8"), bytes: length + 1 };
    if (length > HEADER_BYTES) return undefined;
  }
  return undefined;
}

/** Entries behind their lengths, in batches. */
async function* leavesFrom(
  file: string,
  start: number,
  truncated: () => void,
): AsyncGenerator<Uint8Array[], void, void> {
  let rest: Buffer = Buffer.alloc(0);
  let batch: Uint8Array[] = [];
  for await (const chunk of createReadStream(file, { start }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + 2 <= rest.length) {
      const end = at + 2 + rest.readUInt16BE(at);
      if (end > rest.length) break;
      batch.push(new Uint8Array(rest.subarray(at + 2, end)));
      at = end;
      if (batch.length === AT_ONCE) {
        yield batch;
        batch = [];
      }
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) truncated();
  if (batch.length > 0) yield batch;
}

/** Leaves `from` up to, not including, `to`. */
async function* part(
  batches: AsyncIterable<readonly Uint8Array[]>,
  from: number,
  to: number,
): AsyncGenerator<readonly Uint8Array[], void, void> {
  let at = 0;
  for await (const batch of batches) {
    if (at >= to) return;
    const wanted = batch.slice(Math.max(0, from - at), to - at);
    at += batch.length;
    if (wanted.length > 0) yield wanted;
  }
}
