/**
 * The paper book or the posted list of one place as a letter-size PDF, page after page.
 *
 * Guarantees: a voter's row is never cut by the end of a page; names are made neither shorter nor unreadably small, they take
 * more lines; each page says what it is, of what moment, and which letters it holds. Pages are handed on as they are made:
 * memory does not grow with the list but for the numbers of rows and pages. The list is laid out twice, first for the number
 * of pages.
 */
import PDFDocument from "pdfkit";
import type { Election } from "../domain/election.ts";
import type { PaperRow } from "../domain/paperLine.ts";
import { letterRange } from "../roll/letterRange.ts";
import type { PaperKind } from "../roll/paperLists.ts";
import { PageText } from "./pageText.ts";
import { edges, type LaidOut, RowLayout } from "./paperRows.ts";
import { type AsOf, asOfWords, PaperWords } from "./paperWords.ts";

export type PaperList = {
  readonly election: Election;
  readonly place: { readonly id: string; readonly name: string };
  readonly kind: PaperKind;
  readonly asOf: AsOf;
  /** Whether line codes are printed. */
  readonly lineCodes: boolean;
  readonly rows: number;
  /** The row of this index; those by number come last. */
  rowAt(index: number): PaperRow;
};

export type PrintedList = {
  readonly pages: number;
  /** Line codes of voters with letters that no font has, and which; at most a hundred. */
  readonly missing: readonly { readonly lineCode: string; readonly letters: readonly string[] }[];
  readonly voters: number;
  /** How many voters have such letters in all. */
  readonly missingVoters: number;
  /** Line codes of voters of whom something is too long for any row and ends in "…". */
  readonly cut: readonly string[];
};

/** Points, 72 to the inch. */
const sheet = { width: 612, height: 792 };
const { left, right } = edges;
const firstRow = 108;
const lastRow = sheet.height - 34;
const small = 8;
const listed = 100;

/**
 * Yields the parts of the file and returns what was printed. `now`: the file's date. `onPage` hears of each page when it is
 * laid out and again when it is drawn.
 */
export function* printPaperList(
  list: PaperList,
  now: number,
  onPage: (page: number, of: number | undefined) => void,
): Generator<Uint8Array, PrintedList, void> {
  const document = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: false,
    lang: "en-US",
    displayTitle: true,
    info: { Title: titleOf(list.kind), CreationDate: new Date(now) },
  });
  const drawing = new ListDrawing(list, new PageText(document));
  const starts = drawing.pageStarts((page) => onPage(page, undefined));
  for (let page = 0; page < starts.length; page++) {
    const before = document.page as unknown as PdfPage | null;
    document.addPage();
    // It is written; pdfkit would keep its description until the end.
    if (before !== null) before.dictionary.data = {};
    drawing.page(page, starts);
    onPage(page + 1, starts.length);
    yield* partsOf(document);
  }
  document.end();
  yield* partsOf(document);
  return { pages: starts.length, voters: list.rows, ...drawing.found };
}

const titleOf = (kind: PaperKind): string => (kind === "book" ? "Paper poll book" : "Posted list of voters");

/** What this changes of pdfkit's pages; the type is not public. */
type PdfPage = { readonly dictionary: { data: object } };

/** pdfkit makes everything at once when it is told to; what it has made waits in its stream. */
function* partsOf(document: InstanceType<typeof PDFDocument>): Generator<Uint8Array> {
  for (;;) {
    const part = (document as unknown as { read(): Uint8Array | null }).read();
    if (part === null) return;
    yield part;
  }
}

class ListDrawing {
  readonly found = {
    missing: [] as { lineCode: string; letters: readonly string[] }[],
    missingVoters: 0,
    cut: [] as string[],
  };
  readonly #list: PaperList;
  readonly #ink: PageText;
  readonly #words: PaperWords;
  /** What stands below the place on every page. */
  readonly #what: string;
  readonly #rows: RowLayout;

  constructor(list: PaperList, ink: PageText) {
    this.#list = list;
    this.#ink = ink;
    const { name, county } = list.election;
    this.#words = new PaperWords(list.election);
    this.#what = [name, this.#words.electionDay(), county].join(" · ");
    this.#rows = new RowLayout(ink, this.#words, list.kind, list.lineCodes);
  }

  /** The index of the first row of each page; one page at least. Those by number begin a page of their own. */
  pageStarts(onPage: (page: number) => void): number[] {
    const starts = [0];
    let y = firstRow;
    let byNumber = false;
    for (let index = 0; index < this.#list.rows; index++) {
      const row = this.#list.rowAt(index);
      const { height } = this.#rows.of(row);
      const begins = row.row === "number" && !byNumber;
      if (index > 0 && (begins || y + height > lastRow)) {
        starts.push(index);
        onPage(starts.length);
        y = firstRow;
      }
      if (row.row === "number") byNumber = true;
      y += height;
    }
    return starts;
  }

  page(page: number, starts: readonly number[]): void {
    const ink = this.#ink;
    const from = starts[page] as number;
    const to = starts[page + 1] ?? this.#list.rows;
    let y = firstRow;
    let first: PaperRow | undefined;
    let last: PaperRow | undefined;
    for (let index = from; index < to; index++) {
      const row = this.#list.rowAt(index);
      first ??= row;
      last = row;
      const laidOut = this.#rows.of(row);
      this.#note(row.line.lineCode, laidOut);
      this.#rows.draw(laidOut, y);
      y += laidOut.height;
    }
    if (first === undefined) ink.draw(ink.set("No voters."), left, firstRow + 14, 12);
    this.#drawHead(page, starts.length, first, last);
    ink.finishPage();
  }

  #note(lineCode: string, { missing, whole }: LaidOut): void {
    if (!whole && this.found.cut.length < listed) this.found.cut.push(lineCode);
    if (missing.length === 0) return;
    this.found.missingVoters++;
    if (this.found.missing.length < listed) this.found.missing.push({ lineCode, letters: [...new Set(missing)] });
  }

  #drawHead(page: number, of: number, first: PaperRow | undefined, last: PaperRow | undefined): void {
    const ink = this.#ink;
    const { place, kind, asOf } = this.#list;
    const across = right - left;
    const corner = ink.fit(
      cornerOf(first, last),
      left + across / 2,
      52,
      { size: 26, weight: "bold" },
      across / 2,
      "right",
    );
    const beside = across - corner - 16;
    ink.fit(place.name, left, 44, { size: 15, weight: "bold" }, beside);
    const what = first?.row === "number" ? "Voters by number" : titleOf(kind);
    ink.fit(`${what} · polling place ${place.id}`, left, 60, { size: 10 }, beside);
    ink.fit(`Page ${page + 1} of ${of}`, left + across / 2, 66, { size: 10 }, across / 2, "right");
    ink.fit(this.#what, left, 73, { size: 9 }, across - 90);
    ink.fit(asOfWords(this.#words, asOf), left, 85, { size: 9 }, across);
    for (const { title, byNumber = title, x, width } of this.#rows.columns)
      ink.fit(first?.row === "number" ? byNumber : title, x, 101, { size: small }, width);
    ink.rule(left, 104, right, 104, 1);
    ink.fit(this.#footOf(first), left, sheet.height - 20, { size: small }, across);
  }

  #footOf(first: PaperRow | undefined): string {
    if (first?.row === "number")
      return "Name and address are kept secret by law: ask for the number; never say or write a name. No signature.";
    if (this.#list.kind === "posted") return "Took part: checked in, voted early, or returned an absentee ballot.";
    return "Mark the box and let the voter sign. Later, enter the line code of each voter whom you marked.";
  }
}

/** The letters of the first and the last name on the page. */
function cornerOf(first: PaperRow | undefined, last: PaperRow | undefined): string {
  if (first === undefined || last === undefined) return "";
  return first.row === "number" || last.row === "number" ? "By number" : letterRange(first.lastName, last.lastName);
}
