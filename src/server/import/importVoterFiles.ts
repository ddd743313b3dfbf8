/**
 * Reads voter files into voters, one after another and never all at once. It guarantees that every row is accounted for:
 * read = accepted + needsDecision + refused, each problem named by file, line and field. A failure of a whole file ends
 * the import; what was accepted before it must then not be used.
 */
import type { Election } from "../../domain/election.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { createElectionCodes } from "./electionCodes.ts";
import type { Row } from "./fieldSplitter.ts";
import type { FileReport, ImportProblem, ImportRefusal, ImportReport } from "./importReport.ts";
import type { FieldName, LayoutName } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { createProblemLog } from "./problemLog.ts";
import { shapeProblem } from "./rowShape.ts";
import { type OpenedFile, openVoterFiles, readRows } from "./voterFile.ts";
import { createVoterIds } from "./voterIds.ts";
import { createVoterReader, type RowProblem } from "./voterRow.ts";

export type ImportProgress = {
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Rows read so far, all files together. */
  readonly rows: number;
};

export type ImportOptions = {
  /** Paths. */
  readonly files: readonly string[];
  readonly layout: "auto" | LayoutName;
  /** How to read a delimited file; needed for the layout "delimited" only. */
  readonly mapping?: Mapping;
  readonly election: Election;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Receives every problem, also those that the report has no room for. */
  readonly onProblem?: (problem: ImportProblem) => void;
};

/**
 * Reads the files in the given order and hands over each voter of the roll. `marked` tells that the row needs a decision.
 * A second row of one voter id is held back: it counts as needsDecision and is named in the report.
 */
export async function importVoterFiles(
  options: ImportOptions,
  accept: (voter: VoterRecord, marked: boolean) => void,
): Promise<Result<ImportReport, ImportRefusal>> {
  const opened = await openVoterFiles(options.files, options.layout, options.mapping);
  if (!opened.ok) return opened;
  const log = createProblemLog(options.onProblem ?? (() => {}));
  const ids = createVoterIds();
  const sums = { read: 0, accepted: 0, needsDecision: 0, refused: 0, heldBack: 0 };
  const files: FileReport[] = [];
  const names = opened.value.map((one) => one.name);
  const codeTables = new Map<string, ReturnType<typeof createElectionCodes>>();

  for (const [fileNumber, one] of opened.value.entries()) {
    const { layout, plan } = one;
    const tableKey = `${layout.name}|${plan.at.status !== -1}`;
    let codes = codeTables.get(tableKey);
    if (codes === undefined) {
      codes = createElectionCodes(options.election, layout, plan.at.status !== -1);
      codeTables.set(tableKey, codes);
    }
    const reader = createVoterReader(plan, layout, codes, options.election.date);
    const problems: RowProblem[] = [];
    const before = sums.read;

    const row = (row: Row, broken: boolean): void => {
      sums.read++;
      problems.length = 0;
      let marked = false;
      const held = judge(row, broken);
      for (const problem of problems) {
        if (problem.severity === "needsDecision") marked = true;
        log.add({
          severity: problem.severity,
          kind: problem.kind,
          file: one.name,
          row: row.line,
          field: columnName(one, problem.field),
          reason: problem.reason,
          remedy: problem.remedy,
        });
      }
      if (held === "refused") sums.refused++;
      else {
        if (marked) sums.needsDecision++;
        else sums.accepted++;
        if (held.duplicate) sums.heldBack++;
        else {
          held.codes.count++; // voters of the roll only: the manifest must miss whom the roll misses
          accept(held.voter, marked);
        }
      }
    };

    const judge = (
      row: Row,
      broken: boolean,
    ): "refused" | (ReturnType<typeof reader.read> & { readonly duplicate: boolean }) => {
      const shape = shapeProblem(row, one);
      if (shape !== undefined) {
        problems.push(shape);
        if (shape.severity === "refused") return "refused";
      }
      const id = reader.id(row);
      if (id === "" || id.length > 64 || id.includes("E+") || (broken && !/^[\x20-\x7e]*$/.test(id))) {
        problems.push(idProblem(id));
        return "refused";
      }
      if (broken)
        problems.push({
          severity: "needsDecision",
          kind: "undecodable",
          field: "row",
          reason: `The line is not valid ${one.encoding}; some of its letters may be wrong.`,
          remedy: "Correct the line at the source, or say in a mapping file which encoding the file has.",
        });
      if (row.stray)
        problems.push({
          severity: "note",
          kind: "strayQuotationMark",
          field: "row",
          reason: "A quotation mark stands inside a quoted field; it was kept as a letter.",
          remedy: "Nothing need be done if the voter's entry looks right.",
        });
      const read = reader.read(row, id, problems);
      const first = ids.add(id, fileNumber, row.line);
      if (first === undefined) return { ...read, duplicate: false };
      problems.push({
        severity: "needsDecision",
        kind: "duplicateId",
        field: "id",
        reason: `An earlier row has the same voter id: line ${first.line} of ${names[first.file]}. This row was held back.`,
        remedy: "Find out at the source which row is right, and remove the other or give it its own id.",
      });
      return { ...read, duplicate: true };
    };

    const report = (bytesRead: number): void =>
      options.onProgress?.({ file: one.name, bytesRead, bytesTotal: one.bytesTotal, rows: sums.read });
    const read = await readRows(one, { row, progress: report });
    if (!read.ok) return read;
    files.push({
      file: one.name,
      layout: layout.title,
      encoding: one.encoding,
      delimiter: one.delimiter === "\t" ? "tab" : one.delimiter,
      header: one.header,
      quoting: one.quoting,
      read: sums.read - before,
      blankLines: read.value.blankLines,
      metadataRows: read.value.metadataRows,
      secretColumnsLeftOut: plan.secret,
      columnsNotUsed: plan.notUsed,
      notes: [...one.notes, ...read.value.notes],
    });
  }
  if (sums.read === 0)
    return err({
      type: "noVoters",
      reason: "The files hold no rows.",
      remedy: "Check that the files were copied whole.",
    });
  const shown = log.shown();
  return ok({
    ...sums,
    files,
    causes: log.causes(),
    problems: shown,
    problemsTotal: log.total,
    problemsNotShown: log.total - shown.length,
    counts: [...codeTables.values()].flatMap((codes) => codes.counts()),
  });
}

function columnName(file: OpenedFile, name: FieldName | "row"): string {
  if (name === "row") return "whole line";
  const at = file.plan.at[name];
  return at === -1 ? name : (file.plan.names[at] ?? name);
}

function idProblem(id: string): RowProblem {
  if (id === "")
    return {
      severity: "refused",
      kind: "noVoterId",
      field: "id",
      reason: "The row has no voter id.",
      remedy: "Correct the row at the source and import again.",
    };
  if (id.length > 64)
    return {
      severity: "refused",
      kind: "voterIdTooLong",
      field: "id",
      reason: `The voter id has ${id.length} characters; at most 64 are possible.`,
      remedy: "Check that the right column is named as voter id.",
    };
  if (id.includes("E+"))
    return {
      severity: "refused",
      kind: "noVoterId",
      field: "id",
      reason: "A spreadsheet has rounded the voter id (such as 1.2E+09); its digits are lost.",
      remedy: "Import the file as the source sent it, not as a spreadsheet saved it.",
    };
  return {
    severity: "refused",
    kind: "undecodable",
    field: "id",
    reason: "The line is damaged and letters of the voter id cannot be read.",
    remedy: "Correct the row at the source and import again.",
  };
}
