/**
 * Tells which layout a file has by its first lines: delimiter, header, and the columns that only this layout has. It does
 * not guess: a file that it does not recognise is refused with what was seen and what to do.
 */
import { err, ok, type Result } from "../../domain/result.ts";
import { DELIMITERS, firstRows, sniffDelimiter, sniffHeader, sniffQuoting, usualWidth } from "./fileShape.ts";
import { FLORIDA_POSITIONS, florida } from "./florida.ts";
import type { ImportRefusal } from "./importReport.ts";
import { columnKey, type Layout, type LayoutName } from "./layout.ts";
import { northCarolina } from "./northCarolina.ts";
import { ohio } from "./ohio.ts";
import { isSecretColumn } from "./secretColumn.ts";
import { vxPollBook } from "./vxPollBook.ts";

export type Recognised = {
  readonly layout: Layout;
  readonly delimiter: string;
  readonly quoting: boolean;
  readonly header: boolean;
  /** The columns' names; "column 3" where the file has no header and the layout no names. */
  readonly names: readonly string[];
};

/** `mapped` is the layout of a mapping file, if one was given. `sample` is the beginning of the text. */
export function recogniseLayout(
  file: string,
  sample: string,
  wanted: "auto" | LayoutName,
  mapped: Layout | undefined,
): Result<Recognised, ImportRefusal> {
  if (wanted === "delimited" || (wanted === "auto" && mapped !== undefined)) {
    if (mapped === undefined)
      return err({
        type: "mappingInvalid",
        reason: "A delimited file needs a mapping file.",
        remedy: "Give a mapping file that names the columns; its JSON Schema is published.",
      });
    return recogniseMapped(file, sample, mapped);
  }
  const { layout, delimiter, header } = knownLayout(sample, wanted);
  if (layout === undefined)
    return err({
      type: "layoutNotRecognised",
      file,
      seen: seenColumns(header),
      reason: "The file has none of the known layouts (North Carolina, Ohio, Florida, VxPollBook).",
      remedy: "Check that it is a voter file; for any other layout, give a mapping file that names its columns.",
    });
  if (layout.positions !== undefined) {
    const rows = firstRows(sample, layout.delimiter ?? delimiter, false);
    const width = usualWidth(rows);
    if (width < 30 || width > layout.positions.length + 2)
      return err({
        type: "layoutNotRecognised",
        file,
        seen: `${width} fields a line`,
        reason: `A ${layout.title} has ${layout.positions.length} fields a line, divided by tabs.`,
        remedy: "Check that this is the registration file, not the history, and that no program has saved it anew.",
      });
    return ok({
      layout,
      delimiter: layout.delimiter ?? delimiter,
      quoting: false,
      header: false,
      names: layout.positions,
    });
  }
  const quoting = layout.quoting === "rfc4180" || sniffQuoting(sample, delimiter, delimiter === "\t");
  return ok({ layout, delimiter, quoting, header: true, names: namesIn(sample, delimiter, quoting) });
}

/** The layout by the header under each delimiter, or by the shape of the lines where there is no header. */
function knownLayout(
  sample: string,
  wanted: "auto" | Exclude<LayoutName, "delimited">,
): { layout: Layout | undefined; delimiter: string; header: readonly string[] } {
  for (const delimiter of DELIMITERS) {
    const header = namesIn(sample, delimiter, true);
    const layout = layoutByColumns(new Set(header.map(columnKey)));
    if (layout !== undefined && (wanted === "auto" || wanted === layout.name)) return { layout, delimiter, header };
  }
  const delimiter = sniffDelimiter(sample) ?? "\t";
  const header = namesIn(sample, delimiter, true);
  return { layout: wanted !== "auto" ? named(wanted) : isFlorida(sample) ? florida : undefined, delimiter, header };
}

function named(wanted: Exclude<LayoutName, "delimited">): Layout {
  switch (wanted) {
    case "north-carolina":
      return northCarolina;
    case "ohio":
      return ohio;
    case "florida":
      return florida;
    case "vxpollbook":
      return vxPollBook;
  }
}

function layoutByColumns(keys: ReadonlySet<string>): Layout | undefined {
  if (keys.has("ncid") && keys.has("countydesc")) return northCarolina;
  if (keys.has("sosvoterid")) return ohio;
  if (keys.has("voterid") && keys.has("streetname") && (keys.has("postalcitytown") || keys.has("addresssuffix")))
    return vxPollBook;
  return undefined;
}

function isFlorida(sample: string): boolean {
  const rows = firstRows(sample, "\t", false, 20);
  const floridian = rows.filter(
    (row) =>
      row.length >= FLORIDA_POSITIONS.length - 1 &&
      row.length <= FLORIDA_POSITIONS.length + 1 &&
      /^[A-Z]{3}$/.test(row[0] ?? "") &&
      /^\d{6,10}$/.test(row[1] ?? "") &&
      /^[YN]?$/.test(row[6] ?? ""),
  );
  return floridian.length > 0 && floridian.length * 2 > rows.length;
}

function recogniseMapped(file: string, sample: string, layout: Layout): Result<Recognised, ImportRefusal> {
  const delimiter = layout.delimiter ?? sniffDelimiter(sample);
  if (delimiter === undefined)
    return err({
      type: "layoutNotRecognised",
      file,
      seen: "one field a line",
      reason: "No character divides the lines into fields.",
      remedy: 'Say in the mapping file which "delimiter" the file has; files of fixed width are not read.',
    });
  const quoting = layout.quoting === "sniff" ? sniffQuoting(sample, delimiter) : layout.quoting === "rfc4180";
  const rows = firstRows(sample, delimiter, quoting);
  const columns = Object.values(layout.columns).flat();
  const wantedNames = columns.filter((one) => typeof one === "string").map(columnKey);
  const first = new Set((rows[0] ?? []).map(columnKey));
  const idColumn = layout.columns.id?.[0];
  const header =
    layout.header ?? (wantedNames.length > 0 || sniffHeader(rows, typeof idColumn === "number" ? idColumn - 1 : 0));
  if (header && wantedNames.length > 0 && !wantedNames.some((name) => first.has(name)))
    return err({
      type: "layoutNotRecognised",
      file,
      seen: seenColumns(rows[0] ?? []),
      reason: "The first line has none of the column names of the mapping.",
      remedy: "Check the mapping file; for a file without header, name the columns by position.",
    });
  const names = header
    ? namesIn(sample, delimiter, quoting)
    : Array.from({ length: usualWidth(rows) }, (_, at) => `column ${at + 1}`);
  return ok({ layout, delimiter, quoting, header, names });
}

function namesIn(sample: string, delimiter: string, quoting: boolean): string[] {
  const names = firstRows(sample, delimiter, quoting, 1)[0] ?? [];
  while (names.length > 1 && names.at(-1) === "") names.pop();
  return names;
}

/** Column names as a report may show them: a first line that holds a voter instead of names is not quoted. */
function seenColumns(first: readonly string[]): string {
  const looksLikeNames = first.length > 1 && first.every((name) => /^[\p{L}_][\p{L}\p{N}_ /+#().-]{0,60}$/u.test(name));
  const few = first.filter((name) => !isSecretColumn(name)).slice(0, 12);
  if (!looksLikeNames || !first.some((name) => /name|id|_|status|precinct|party/i.test(name)))
    return `${first.length} fields in the first line, which does not look like a header`;
  return `${first.length} columns: ${few.join(", ")}${first.length > few.length ? " …" : ""}`;
}
