/**
 * The shape of a delimited text by its first lines: which character divides the fields, whether quotation marks enclose
 * them, whether the first line names the columns.
 */
import { createFieldSplitter, field } from "./fieldSplitter.ts";

/** The delimiters that voter files of the states use. */
export const DELIMITERS = ["\t", ",", "|", ";"] as const;
const ROWS = 200;

/** The first rows as lists of fields. */
export function firstRows(sample: string, delimiter: string, quoting: boolean, most = ROWS): string[][] {
  const rows: string[][] = [];
  const splitter = createFieldSplitter(
    delimiter,
    quoting,
    {
      row(row) {
        if (rows.length < most) rows.push(Array.from({ length: row.count }, (_, at) => field(row, at)));
      },
      blankLine() {},
    },
    () => rows[0]?.length ?? 0,
  );
  splitter.push(headOf(sample, most), true);
  return rows;
}

/** The first lines of the sample, so that a long sample is not read in vain. */
function headOf(sample: string, lines: number): string {
  let end = 0;
  for (let n = 0; n < lines * 2; n++) {
    const next = sample.indexOf("\n", end);
    if (next === -1) return sample;
    end = next + 1;
  }
  return sample.slice(0, end);
}

/** The delimiter that cuts most rows into the same number of fields; undefined if none does. */
export function sniffDelimiter(sample: string): string | undefined {
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const rows = firstRows(sample, delimiter, sniffQuoting(sample, delimiter));
    const width = usualWidth(rows);
    if (width < 2) continue;
    const share = rows.filter((row) => row.length === width).length / rows.length;
    const score = share * share * share * Math.log(width);
    if (best === undefined || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter;
}

/** The number of fields that most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts)
    if (count > most) {
      most = count;
      width = length;
    }
  return width;
}

/**
 * Whether quotation marks enclose fields. Where all fields of a row are enclosed, they do. Otherwise, in a tabbed file
 * a quotation mark is a letter (ETHAN "BUD"), unless enclosed fields hold the delimiter; in others, they enclose if they
 * stand at both ends of fields.
 */
export function sniffQuoting(sample: string, delimiter: string, onlyIfAllEnclosed = false): boolean {
  const head = headOf(sample, ROWS);
  if (!head.includes('"')) return false;
  let enclosed = 0;
  let plain = 0;
  let halves = 0;
  for (const row of firstRows(head, delimiter, false))
    for (const value of row) {
      if (value === "") continue;
      const opens = value.startsWith('"');
      const closes = value.endsWith('"') && value.length > 1;
      if (opens && closes) enclosed++;
      else {
        plain++;
        if (opens || closes) halves++;
      }
    }
  if (enclosed > 0 && plain <= (enclosed + plain) / 10) return true;
  if (onlyIfAllEnclosed) return false;
  if (delimiter === "\t") return enclosed > plain;
  // Halves come in pairs where an enclosed field holds the delimiter or a line break.
  return enclosed > 0 || halves > 1;
}

/**
 * Whether the first row names the columns: all its fields are given, different, and words rather than values, while the
 * column of voter ids holds digits below.
 */
export function sniffHeader(rows: readonly (readonly string[])[], idAt: number): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const names = first.map((name) => name.toLowerCase());
  while (names.at(-1) === "") names.pop();
  if (names.length === 0 || new Set(names).size !== names.length) return false;
  if (!names.every((name) => /^[\p{L}_#"]/u.test(name))) return false;
  const id = first[idAt] ?? "";
  if (/\d{2}/.test(id)) return false;
  return (
    rest.length === 0 || rest.slice(0, 20).some((row) => /\d/.test(row[idAt] ?? "") || row.length !== first.length)
  );
}
