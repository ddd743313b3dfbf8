/**
 * Tells which layout a file has by its first lines: delimiter, header, and the columns that only this layout has.
 */
import { err, ok, type Result } from "../../domain/result.ts";
import { createFieldSplitter, field } from "./fieldSplitter.ts";
import type { ImportRefusal } from "./importReport.ts";
import { columnKey, type Layout, type LayoutName } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { northCarolina } from "./northCarolina.ts";

export type Recognised = {
  readonly layout: Layout;
  readonly delimiter: string;
  readonly quoting: boolean;
  readonly header: boolean;
  readonly names: readonly string[];
};

export function recogniseLayout(
  file: string,
  sample: string,
  _wanted: "auto" | LayoutName,
  _mapping: Mapping | undefined,
): Result<Recognised, ImportRefusal> {
  const names = firstRow(sample, "\t", false);
  const keys = new Set(names.map(columnKey));
  if (keys.has("ncid")) return ok({ layout: northCarolina, delimiter: "\t", quoting: false, header: true, names });
  return err({
    type: "layoutNotRecognised",
    file,
    seen: `${names.length} columns`,
    reason: "The layout of the file is not known.",
    remedy: "Give a mapping file.",
  });
}

export function firstRow(sample: string, delimiter: string, quoting: boolean): string[] {
  const found: string[][] = [];
  const splitter = createFieldSplitter(
    delimiter,
    quoting,
    {
      row(row) {
        if (found.length === 0) found.push(Array.from({ length: row.count }, (_, n) => field(row, n)));
      },
      blankLine() {},
    },
    () => 0,
  );
  splitter.push(sample, true);
  return found[0] ?? [];
}
