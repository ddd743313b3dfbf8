/**
 * Whether a row has as many fields as its file promises, and its fields by name. What can be resolved without guessing is
 * resolved: blank fields too many at the end are nothing, a cut line that still has all that a poll book needs is marked.
 */
import { field, fieldIsBlank, type Row } from "./fieldSplitter.ts";
import type { FieldName } from "./layout.ts";
import type { OpenedFile } from "./voterFile.ts";
import type { RowProblem } from "./voterRow.ts";

/** Whether the row has the right number of fields; what can be resolved without guessing is resolved. */
export function shapeProblem(row: Row, file: OpenedFile): RowProblem | undefined {
  if (row.fault === "unclosedQuotationMark")
    return {
      severity: "refused",
      kind: "unclosedQuotationMark",
      field: "row",
      reason: "A quotation mark is opened and not closed, so that the fields cannot be told apart.",
      remedy: "Close or double the quotation mark in this line, or correct it at the source.",
    };
  const { width, lastUsed } = file.plan;
  if (row.count === width) return undefined;
  if (row.count > width) {
    let last = row.count - 1;
    while (last >= width && fieldIsBlank(row, last)) last--;
    if (last < width) return undefined;
  } else if (row.count > lastUsed)
    return {
      severity: "needsDecision",
      kind: "shortLine",
      field: "row",
      reason: `The line has ${row.count} fields of ${width}. All that the poll book needs are there.`,
      remedy: "Check at the source that the line was not cut.",
    };
  return {
    severity: "refused",
    kind: "wrongNumberOfFields",
    field: "row",
    reason: `The line has ${row.count} fields where ${width} are expected.`,
    remedy: "Look for a line break or a separator inside a field, correct it at the source and import again.",
  };
}

/** A field of a row by its name; for callers that draft an election from a file. */
export function rowField(row: Row, file: OpenedFile, name: FieldName): string {
  const at = file.plan.at[name];
  const value = at === -1 ? "" : field(row, at);
  return file.layout.blanks.includes(value) ? "" : value;
}
