/**
 * Opens voter files: finds out encoding, delimiter, quoting, header and layout of each, before any voter is read, and then
 * hands over its rows. All files are opened before the first is read, so that a wrong file is refused at once.
 */
import { err, ok, type Result } from "../../domain/result.ts";
import { type ColumnPlan, planColumns } from "./columnPlan.ts";
import { createFieldSplitter, field, type Row } from "./fieldSplitter.ts";
import { type LineEnd, lineBlocks, lineEndOf, openTextSources, type TextSource, unreadable } from "./fileBlocks.ts";
import type { ImportRefusal } from "./importReport.ts";
import type { Layout, LayoutName } from "./layout.ts";
import { recogniseLayout } from "./layoutRecognition.ts";
import { layoutOfMapping, type Mapping } from "./mapping.ts";
import { createDecoder, createEncodingSniffer, type Encoding } from "./textEncoding.ts";

export type OpenedFile = {
  readonly name: string;
  readonly bytesTotal: number;
  readonly source: TextSource;
  readonly encoding: Encoding;
  readonly bomBytes: number;
  readonly lineEnd: LineEnd;
  readonly delimiter: string;
  readonly quoting: boolean;
  readonly header: boolean;
  readonly layout: Layout;
  readonly plan: ColumnPlan;
  readonly notes: readonly string[];
};

/** Text of the start of the file on which layout and delimiter are judged. */
const SAMPLE_CHARACTERS = 256 * 1024;

export async function openVoterFiles(
  paths: readonly string[],
  layout: "auto" | LayoutName,
  mapping: Mapping | undefined,
): Promise<Result<OpenedFile[], ImportRefusal>> {
  if (paths.length === 0)
    return err({ type: "noVoters", reason: "No file was given.", remedy: "Name at least one voter file." });
  let mapped: Layout | undefined;
  if (mapping !== undefined) {
    const read = layoutOfMapping(mapping);
    if (!read.ok) return read;
    mapped = read.value.layout;
  }
  const opened: OpenedFile[] = [];
  for (const path of paths) {
    const sources = await openTextSources(path);
    if (!sources.ok) return sources;
    for (const source of votersOf(sources.value)) {
      const one = await openSource(source, layout, mapped);
      if (!one.ok) return one;
      opened.push(one.value);
    }
  }
  return ok(opened);
}

/** Of a VxPollBook package only the voters; other packages hold voter files alone. */
function votersOf(sources: readonly TextSource[]): readonly TextSource[] {
  const voters = sources.filter((one) => /[!/]voters\.csv$/i.test(one.name));
  return voters.length > 0 ? voters : sources;
}

async function openSource(
  source: TextSource,
  layout: "auto" | LayoutName,
  mapped: Layout | undefined,
): Promise<Result<OpenedFile, ImportRefusal>> {
  const sniffer = createEncodingSniffer();
  const start: Uint8Array[] = [];
  let startBytes = 0;
  try {
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of source.bytes(() => {})) {
      if (startBytes < SAMPLE_CHARACTERS * 2) {
        start.push(chunk);
        startBytes += chunk.length;
      }
      const cut = chunk.lastIndexOf(10) + 1;
      if (cut === 0 && rest.length < 1 << 23) {
        rest = Buffer.concat([rest, chunk]);
        continue;
      }
      sniffer.see(rest.length === 0 ? chunk.subarray(0, cut) : Buffer.concat([rest, chunk.subarray(0, cut)]));
      rest = chunk.subarray(cut);
    }
    if (rest.length > 0) sniffer.see(rest);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return err(unreadable(source.name, error));
  }
  const verdict = sniffer.verdict();
  const encoding = mapped?.encoding ?? verdict.encoding;
  const bomBytes = encoding === verdict.encoding ? verdict.bomBytes : 0;
  const wide = encoding === "utf-16le" || encoding === "utf-16be";
  const head = Buffer.concat(start);
  const lineEnd = lineEndOf(head.subarray(0, 1 << 16), wide ? 2 : 1, encoding === "utf-16be");
  let sampleBytes = Math.min(head.length, SAMPLE_CHARACTERS * (wide ? 2 : 1));
  if (sampleBytes < head.length) {
    const cut = head.lastIndexOf(lineEnd.byte, sampleBytes - 1);
    sampleBytes = cut === -1 ? sampleBytes : cut + (wide && !lineEnd.bigEndian ? 2 : 1);
  }
  let sample = createDecoder(encoding)(head.subarray(bomBytes, sampleBytes)).text;
  if (lineEnd.byte === 13) sample = sample.replaceAll("\r", "\n");
  if (/\0/.test(sample.slice(0, 4096)) || sample.trim() === "")
    return err({
      type: "notText",
      file: source.name,
      reason: sample.trim() === "" ? "The file is empty." : "The file is not a text file.",
      remedy: "Give the voter file as text (delimited), as gzip or as the zip package of the source.",
    });
  const recognised = recogniseLayout(source.name, sample, layout, mapped);
  if (!recognised.ok) return recognised;
  const { names } = recognised.value;
  const plan = planColumns(names, recognised.value.layout);
  if (plan.missing.length > 0)
    return err({
      type: "columnsMissing",
      file: source.name,
      missing: plan.missing,
      reason:
        plan.missingAsSecret.length === 0
          ? `The file has no column that may be read for: ${plan.missing.join(", ")}.`
          : `The column for ${plan.missingAsSecret.join(", ")} is one of those that are never read: ${plan.secret.join(", ")}.`,
      remedy:
        plan.missingAsSecret.length === 0
          ? "Check that this is the voter file, not its history, or give a mapping file that names the columns."
          : `Give another column for ${plan.missingAsSecret.join(", ")} in the mapping file, or take it out.`,
    });
  const notes = plan.repeated.map((name) => `The column "${name}" occurs twice; the first one was read.`);
  return ok({
    name: source.name,
    bytesTotal: source.bytesTotal,
    source,
    encoding,
    bomBytes,
    lineEnd,
    delimiter: recognised.value.delimiter,
    quoting: recognised.value.quoting,
    header: recognised.value.header,
    layout: recognised.value.layout,
    plan,
    notes,
  });
}

export type RowsRead = {
  readonly blankLines: number;
  readonly metadataRows: number;
  readonly notes: readonly string[];
};

/** Reads all rows but header, blank lines and metadata rows. `broken`: the line was not valid in the file's encoding. */
export async function readRows(
  file: OpenedFile,
  sink: { row(row: Row, broken: boolean): void; progress(bytesRead: number): void },
): Promise<Result<RowsRead, ImportRefusal>> {
  let blankLines = 0;
  let metadataRows = 0;
  let headerSeen = !file.header;
  const notes: string[] = [];
  const broken = new Set<number>();
  const { width } = file.plan;
  const idAt = file.plan.at.id;
  let waiting: { row: Row; broken: boolean } | undefined;

  const isBroken = (row: Row): boolean => {
    if (broken.size === 0) return false;
    let found = false;
    for (let n = 0; n < row.lines; n++) found = broken.delete(row.line + n) || found;
    return found;
  };
  const flush = (): void => {
    if (waiting === undefined) return;
    const { row, broken: wasBroken } = waiting;
    waiting = undefined;
    sink.row(row, wasBroken);
  };
  const splitter = createFieldSplitter(
    file.delimiter,
    file.quoting,
    {
      row(row) {
        if (!headerSeen) {
          headerSeen = true;
          return;
        }
        flush();
        const damaged = isBroken(row);
        // A row without id may be the package's last row, which is about the file: wait until another row follows.
        if (file.layout.metadataRow === true && row.fault === undefined && field(row, idAt) === "")
          waiting = { row: kept(row), broken: damaged };
        else sink.row(row, damaged);
      },
      blankLine() {
        blankLines++;
      },
    },
    () => width,
  );

  const decode = createDecoder(file.encoding, file.lineEnd.byte);
  let line = 1;
  let first = true;
  let bytesRead = 0;
  const blocks = lineBlocks(
    file.source.bytes((bytes) => {
      bytesRead = bytes;
    }),
    file.lineEnd,
  )[Symbol.asyncIterator]();
  try {
    for (;;) {
      let next: IteratorResult<Uint8Array | "noLines">;
      try {
        next = await blocks.next();
      } catch (error) {
        if (!(error instanceof Error) || !("code" in error)) throw error;
        return err(unreadable(file.name, error));
      }
      if (next.done === true) break;
      const block = next.value;
      if (block === "noLines")
        return err({
          type: "notText",
          file: file.name,
          reason: "A line is longer than 8 MB: this is not a voter file, or it is damaged.",
          remedy: "Copy the file again from its source.",
        });
      const decoded = decode(first ? block.subarray(file.bomBytes) : block);
      first = false;
      const text = file.lineEnd.byte === 13 ? decoded.text.replaceAll("\r", "\n") : decoded.text;
      for (const at of decoded.brokenLines) broken.add(line + at);
      if (file.encoding !== "windows-1252") line += countLines(text);
      splitter.push(text, false);
      sink.progress(bytesRead);
    }
  } finally {
    await blocks.return?.();
  }
  splitter.push("", true);
  if (waiting !== undefined) {
    metadataRows++;
    notes.push("The last row has no voter id; it is about the file, not about a voter, and was left out.");
  }
  return ok({ blankLines, metadataRows, notes });
}

/** The splitter reuses its row; this is a copy to keep. */
function kept(row: Row): Row {
  return { ...row, starts: row.starts.slice(), ends: row.ends.slice(), doubled: row.doubled.slice() };
}

function countLines(text: string): number {
  let lines = 0;
  for (let p = text.indexOf("\n"); p !== -1; p = text.indexOf("\n", p + 1)) lines++;
  return lines;
}
