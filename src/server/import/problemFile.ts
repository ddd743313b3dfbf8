/**
 * The complete list of problems as a CSV file, written while the import runs, for people to work through. Cells that a
 * spreadsheet would run as a formula are defused. A disk that is full throws: an incomplete list must not look complete.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import { sheetCell } from "../csv.ts";
import type { ImportProblem } from "./importReport.ts";

export type ProblemFile = { readonly write: (problem: ImportProblem) => void; readonly close: () => void };

const COLUMNS = ["severity", "file", "row", "field", "reason", "remedy", "kind"] as const;
const PART = 64 * 1024;

/** Opens (and empties) the file at `path`. `close` must be called at the end. */
export function openProblemFile(path: string): ProblemFile {
  const handle = openSync(path, "w");
  let waiting = `${COLUMNS.join(",")}\r\n`;
  const flush = (): void => {
    const bytes = Buffer.from(waiting);
    waiting = "";
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
  };
  return {
    write(problem) {
      waiting += `${COLUMNS.map((name) => sheetCell(String(problem[name]))).join(",")}\r\n`;
      if (waiting.length > PART) flush();
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
}
