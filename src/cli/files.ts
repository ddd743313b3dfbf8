/** Reading and writing the files that are named on the command line, with refusals in words. */
import { createWriteStream } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import type { Refusal } from "./refusal.ts";

/** An error of the operating system as a refusal; undefined if it is none. */
export function systemRefusal(error: unknown, file?: string): Refusal | undefined {
  if (!(error instanceof Error) || !("code" in error && "syscall" in error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "There is no such file or folder.",
    EISDIR: "This is a folder, not a file.",
    ENOTDIR: "A part of this path is a file, not a folder.",
    EACCES: "You may not read or write here.",
    EPERM: "You may not read or write here.",
    EROFS: "This disk cannot be written.",
    ENOSPC: "The disk is full.",
    EADDRINUSE: "Another program listens at this address and port. Choose another --port.",
    EADDRNOTAVAIL: "This machine does not have this address. Choose another --host.",
    ENOTFOUND: "This host name is not known. Choose another --host.",
  };
  const place = file ?? path;
  const named = place === undefined ? {} : { file: place };
  return { type: "system", ...named, reason: reasons[code ?? ""] ?? error.message };
}

async function orRefusal<T>(file: string, work: Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await work);
  } catch (error) {
    const refusal = systemRefusal(error, file);
    if (refusal === undefined) throw error;
    return err(refusal);
  }
}

export const readBytes = (file: string): Promise<Result<Buffer, Refusal>> => orRefusal(file, readFile(file));

export async function readText(file: string): Promise<Result<string, Refusal>> {
  const bytes = await readBytes(file);
  return bytes.ok ? ok(bytes.value.toString("utf8").replace(/^\uFEFF/, "")) : bytes;
}

/** Parses JSON text that came from `file`. */
export function parseJson(file: string, text: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return err({ type: "notJson", file, reason: `The file is not valid JSON: ${error.message}` });
  }
}

/** Checks JSON against a schema and names the first places where it does not fit. */
export function fitSchema<T>(
  file: string,
  json: unknown,
  schema: z.core.$ZodType<T>,
  remedy: string,
): Result<T, Refusal> {
  const parsed = z.safeParse(schema, json);
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  const field = first === undefined || first.path.length === 0 ? {} : { field: first.path.join(".") };
  const others = parsed.error.issues.length - 1;
  const more = others > 0 ? `\nThere ${others === 1 ? "is 1 more" : `are ${others} more`}:\n` : "";
  const rest = others > 0 ? z.prettifyError(new z.ZodError(parsed.error.issues.slice(1, 20))) : "";
  return err({ type: "fileInvalid", file, ...field, reason: `${first?.message ?? ""}${more}${rest}`, remedy });
}

/**
 * Writes the whole file or nothing: an interrupted export leaves no half file under its name. `mode`: who may read it,
 * from its first byte on; 0o600 for what nobody else may.
 */
export async function writeWhole(
  file: string,
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  mode = 0o666,
): Promise<Result<void, Refusal>> {
  const part = `${file}.part`;
  const write = async (): Promise<void> => {
    await rm(part, { force: true }); // one that is there already would keep its own mode
    await pipeline(Readable.from(chunks), createWriteStream(part, { mode, flags: "wx" }));
    await rename(part, file);
  };
  const done = await orRefusal(file, write());
  if (!done.ok) await rm(part, { force: true });
  return done;
}

/** Writes a file that people edit afterwards: one that holds anything is not overwritten. */
export async function writeNew(file: string, text: string, overwrite: boolean): Promise<Result<void, Refusal>> {
  const before = overwrite ? undefined : await readBytes(file);
  if (before?.ok && before.value.length > 0)
    return err({
      type: "fileExists",
      file,
      reason: "This file is there already.",
      remedy: "Name another one, or add --overwrite.",
    });
  return orRefusal(file, writeFile(file, text));
}
