/**
 * Reads images of voters' signatures, each named by its voter's id ("4711.png"), from a folder or a zip package, and files
 * them sealed. Every file is taken or listed with the reason and what to do: taken + replaced + the listed ones = read.
 */
import { createReadStream } from "node:fs";
import { opendir, stat } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Roll } from "../../roll/packedRoll.ts";
import type { SignatureFiler, VotersImage } from "../filedSignatures.ts";
import { checkImage, mostImageBytes } from "./imageFile.ts";
import type { ImportRefusal } from "./importReport.ts";
import { openZip } from "./zipPackage.ts";

export type SignatureProblem = {
  readonly file: string;
  readonly kind: "unknownVoter" | "refused";
  readonly reason: string;
  readonly remedy: string;
};

export type SignatureImport = {
  readonly read: number;
  /** Voters who have a signature from these files, for the first time or instead of the one before. */
  readonly taken: number;
  readonly replaced: number;
  readonly unknownVoter: number;
  readonly refused: number;
};

export type ImageSource = { readonly name: string; readonly bytes: () => AsyncIterable<Uint8Array> };

const atOnce = 100;

/** The files of a folder, with those in its folders, or of a zip package. */
export async function imageSources(path: string): Promise<Result<AsyncIterable<ImageSource>, ImportRefusal>> {
  if ((await stat(path)).isDirectory()) return ok(filesIn(path));
  const zip = await openZip(path);
  if (!zip.ok) return zip;
  const { members } = zip.value;
  return ok(
    (async function* () {
      for (const { name, bytes } of members) yield { name, bytes: () => bytes(() => undefined) };
    })(),
  );
}

async function* filesIn(folder: string): AsyncGenerator<ImageSource> {
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { name: relative(folder, path), bytes: () => createReadStream(path) };
  }
}

/** `onProblem` hears of every file that was not taken. */
export async function importSignatures(
  filer: SignatureFiler,
  roll: Pick<Roll, "rowOfVoter">,
  sources: AsyncIterable<ImageSource>,
  onProblem: (problem: SignatureProblem) => void,
  onProgress: (read: number) => void,
): Promise<SignatureImport> {
  const counts = { read: 0, taken: 0, replaced: 0, unknownVoter: 0, refused: 0 };
  const seen = new Map<string, string>();
  const waiting: VotersImage[] = [];
  const file = async (): Promise<void> => {
    const images = waiting.splice(0);
    const replaced = await filer.file(images);
    counts.replaced += replaced;
    counts.taken += images.length - replaced;
  };
  for await (const { name, bytes } of sources) {
    counts.read++;
    onProgress(counts.read);
    const problem = (kind: SignatureProblem["kind"], reason: string, remedy: string): void => {
      counts[kind]++;
      onProblem({ file: name, kind, reason, remedy });
    };
    const whole = await wholeOf(bytes());
    if (!whole.ok) {
      problem("refused", whole.error.reason, "Copy it again from its source.");
      continue;
    }
    const image = checkImage(whole.value);
    if (!image.ok) {
      problem("refused", image.error.reason, image.error.remedy);
      continue;
    }
    const voter = basename(name.replaceAll("\\", "/"), extname(name));
    const earlier = seen.get(voter);
    if (earlier !== undefined)
      problem("refused", `"${earlier}" is of the same voter and was taken.`, "Keep the right one of the two only.");
    else if (roll.rowOfVoter(voter) === undefined)
      problem("unknownVoter", `No voter of the roll has the id "${voter}".`, "Name the file by the voter's id.");
    else {
      seen.set(voter, name);
      waiting.push({ voterId: voter, image: image.value });
      if (waiting.length === atOnce) await file();
    }
  }
  await file();
  return counts;
}

/** No more of it than could be taken: the rest of a film is not read. */
async function wholeOf(
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<Uint8Array<ArrayBuffer>, { readonly type: "unreadable"; readonly reason: string }>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of bytes) {
      parts.push(part);
      size += part.length;
      if (size > mostImageBytes) break;
    }
  } catch (error) {
    // Damaged in its package, or the disk does not give it.
    if (!(error instanceof Error && "code" in error)) throw error;
    return err({ type: "unreadable", reason: `The file cannot be read (${error.code}).` });
  }
  return ok(new Uint8Array(Buffer.concat(parts)));
}
