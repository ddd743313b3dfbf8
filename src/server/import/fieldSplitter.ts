/**
 * Cuts decoded text into rows and fields without making a string per field: a row is a set of positions into the text.
 * Two ways, because real voter files need both: text without quoting, where a quotation mark is a letter, and RFC 4180.
 *
 * A line is never lost: a quotation mark that is not closed, or that swallowed other rows, is reported for its own line
 * only, and reading goes on with the next line.
 */

const LF = 10;
const CR = 13;
const QUOTE = 34;
const BLANK = 32;
/** Longest record that may span several lines; beyond it the opening quotation mark counts as not closed. */
const LONGEST_RECORD = 16 * 1024;
const MOST_LINES_PER_RECORD = 50;

export type RowFault = "unclosedQuotationMark" | undefined;

/** A row as positions into `text`. The splitter reuses one object: read it before asking for the next row. */
export type Row = {
  text: string;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where the field holds doubled quotation marks that must become single ones. */
  doubled: Uint8Array;
  /** Line of the file on which the row begins, from 1. */
  line: number;
  /** Lines that the row covers. */
  lines: number;
  /** A quotation mark stood inside a quoted field without being doubled; it was kept as a letter. */
  stray: boolean;
  fault: RowFault;
};

export function emptyRow(): Row {
  return {
    text: "",
    count: 0,
    starts: new Int32Array(128),
    ends: new Int32Array(128),
    doubled: new Uint8Array(128),
    line: 0,
    lines: 1,
    stray: false,
    fault: undefined,
  };
}

/** The field's text without blanks at either end; "" if the row has no such field. */
export function field(row: Row, at: number): string {
  if (at < 0 || at >= row.count) return "";
  const { text } = row;
  let start = row.starts[at] as number;
  let end = row.ends[at] as number;
  while (start < end && text.charCodeAt(start) === BLANK) start++;
  while (end > start && text.charCodeAt(end - 1) === BLANK) end--;
  if (start === end) return "";
  const value = text.slice(start, end);
  return row.doubled[at] === 1 ? value.replaceAll('""', '"') : value;
}

export function fieldIsBlank(row: Row, at: number): boolean {
  const { text } = row;
  const end = row.ends[at] as number;
  for (let p = row.starts[at] as number; p < end; p++) if (text.charCodeAt(p) !== BLANK) return false;
  return true;
}

function room(row: Row, needed: number): void {
  if (needed < row.starts.length) return;
  const size = needed * 2;
  const starts = new Int32Array(size);
  starts.set(row.starts);
  row.starts = starts;
  const ends = new Int32Array(size);
  ends.set(row.ends);
  row.ends = ends;
  const doubled = new Uint8Array(size);
  doubled.set(row.doubled);
  row.doubled = doubled;
}

/** Called for each row and for each blank line (a line of blanks only). */
export type RowSink = { row(row: Row): void; blankLine(line: number): void };

export type FieldSplitter = {
  /** Takes the next part of the text. Every part but the last must end with a line end. */
  push(text: string, last: boolean): void;
};

/**
 * A splitter for `delimiter` (one character). `expectedFields` returns the number of fields of a good row, or 0 if not
 * yet known; with quoting it tells a field with line breaks from a quotation mark that swallowed other rows.
 */
export function createFieldSplitter(
  delimiter: string,
  quoting: boolean,
  sink: RowSink,
  expectedFields: () => number,
): FieldSplitter {
  const code = delimiter.charCodeAt(0);
  const row = emptyRow();
  let line = 1;
  let carried = "";

  const plainLine = (text: string, start: number, end: number): void => {
    let count = 0;
    let from = start;
    row.doubled.fill(0, 0, row.count);
    let starts = row.starts;
    let ends = row.ends;
    for (let p = start; p < end; p++) {
      if (text.charCodeAt(p) === code) {
        starts[count] = from;
        ends[count] = p;
        count++;
        from = p + 1;
        if (count + 1 >= starts.length) {
          room(row, count + 1);
          starts = row.starts;
          ends = row.ends;
        }
      }
    }
    starts[count] = from;
    ends[count] = end;
    row.text = text;
    row.count = count + 1;
    row.line = line;
    row.lines = 1;
    row.stray = false;
    row.fault = undefined;
  };

  const pushPlain = (text: string): void => {
    let start = 0;
    const { length } = text;
    while (start < length) {
      let next = text.indexOf("\n", start);
      if (next === -1) next = length;
      let end = next;
      while (end > start && text.charCodeAt(end - 1) === CR) end--;
      if (isBlank(text, start, end)) sink.blankLine(line);
      else {
        plainLine(text, start, end);
        sink.row(row);
      }
      line++;
      start = next + 1;
    }
  };

  /** Reads one record from `start`; returns the position after it, or -1 if the text ends inside quotation marks. */
  const quotedRecord = (text: string, start: number): number => {
    const { length } = text;
    let p = start;
    let count = 0;
    row.text = text;
    row.line = line;
    row.lines = 1;
    row.stray = false;
    row.fault = undefined;
    for (;;) {
      room(row, count + 1);
      row.doubled[count] = 0;
      // Blanks before an opening quotation mark are padding.
      let open = p;
      while (open < length && text.charCodeAt(open) === BLANK) open++;
      if (open < length && text.charCodeAt(open) === QUOTE) {
        p = open + 1;
        const from = p;
        let to = -1;
        for (;;) {
          const quote = text.indexOf('"', p);
          if (quote === -1 || quote - start > LONGEST_RECORD) return -1;
          const after = quote + 1 < length ? text.charCodeAt(quote + 1) : LF;
          if (after === QUOTE) {
            row.doubled[count] = 1;
            p = quote + 2;
            continue;
          }
          let follow = quote + 1;
          while (follow < length && text.charCodeAt(follow) === BLANK && code !== BLANK) follow++;
          const at = follow < length ? text.charCodeAt(follow) : LF;
          if (at === code || at === LF || (at === CR && (follow + 1 >= length || text.charCodeAt(follow + 1) === LF))) {
            to = quote;
            p = follow;
            break;
          }
          row.stray = true;
          p = quote + 1;
        }
        for (let q = text.indexOf("\n", from); q !== -1 && q < to; q = text.indexOf("\n", q + 1)) row.lines++;
        row.starts[count] = from;
        row.ends[count] = to;
      } else {
        const from = p;
        while (p < length) {
          const c = text.charCodeAt(p);
          if (c === code || c === LF) break;
          p++;
        }
        let to = p;
        if (p >= length || text.charCodeAt(p) === LF) while (to > from && text.charCodeAt(to - 1) === CR) to--;
        row.starts[count] = from;
        row.ends[count] = to;
      }
      count++;
      if (p < length && text.charCodeAt(p) === CR) p++;
      if (p >= length || text.charCodeAt(p) === LF) {
        row.count = count;
        return p + 1;
      }
      p++;
    }
  };

  const pushQuoted = (part: string, last: boolean): void => {
    const text = carried === "" ? part : carried + part;
    carried = "";
    const { length } = text;
    let start = 0;
    while (start < length) {
      let lineEnd = text.indexOf("\n", start);
      if (lineEnd === -1) lineEnd = length;
      if (isBlank(text, start, lineEnd)) {
        sink.blankLine(line);
        line++;
        start = lineEnd + 1;
        continue;
      }
      const next = quotedRecord(text, start);
      if (next === -1 && !last && length - start < LONGEST_RECORD) {
        carried = text.slice(start);
        return;
      }
      const expected = expectedFields();
      // An opening quotation mark met inside a field with line breaks belongs to another row.
      const swallowed =
        next === -1 ||
        (row.lines > 1 && (row.stray || row.lines > MOST_LINES_PER_RECORD || (expected > 0 && row.count !== expected)));
      if (swallowed) {
        // Only this line is in doubt: hand it over as it stands and go on with the next one.
        let end = lineEnd;
        while (end > start && text.charCodeAt(end - 1) === CR) end--;
        plainLine(text, start, end);
        row.fault = "unclosedQuotationMark";
        sink.row(row);
        line++;
        start = lineEnd + 1;
      } else {
        sink.row(row);
        line += row.lines;
        start = next;
      }
    }
  };

  return { push: quoting ? pushQuoted : pushPlain };
}

/** A line of blanks, or of the end-of-file mark that old programs write. */
function isBlank(text: string, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c !== BLANK && c !== CR && c !== 26) return false;
  }
  return true;
}
