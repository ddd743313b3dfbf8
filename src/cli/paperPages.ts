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
import type { BookLine, NumberLine, PaperMark, PostedLine } from "../domain/paperLine.ts";
import { nameKey } from "../roll/normaliseName.ts";
import type { PaperKind } from "../roll/paperLists.ts";
import { PageText, type SetText, type Style } from "./pageText.ts";
import { type AsOf, asOfWords, bornWords, PaperWords } from "./paperWords.ts";

/** A row of the list, made when it is asked for. */
export type PaperRow =
  | { readonly row: "voter"; readonly line: BookLine; readonly lastName: string }
  | { readonly row: "posted"; readonly line: PostedLine; readonly lastName: string }
  | { readonly row: "number"; readonly line: NumberLine };

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
const left = 30;
const right = sheet.width - 30;
const firstRow = 108;
const lastRow = sheet.height - 34;
const small = 8;
const listed = 100;

type Column = { readonly title: string; readonly x: number; readonly width: number };
type Columns = Readonly<Record<string, Column>>;

const bookColumns = {
  code: { title: "Line code", x: left, width: 60 },
  name: { title: "Name, birth date, address", x: 94, width: 172 },
  ballot: { title: "Precinct, ballot", x: 272, width: 72 },
  status: { title: "Status", x: 350, width: 92 },
  box: { title: "Voted", x: 448, width: 24 },
  sign: { title: "Signature", x: 478, width: right - 478 },
} as const satisfies Columns;

const postedColumns = {
  code: { title: "Line code", x: left, width: 60 },
  name: { title: "Name", x: left, width: 250 },
  address: { title: "Address", x: left + 260, width: 220 },
  took: { title: "Took part", x: right - 60, width: 60 },
} as const satisfies Columns;

/** What is drawn for a row: lines of text by column, and its height. */
type LaidOut = {
  readonly height: number;
  readonly cells: readonly { readonly x: number; readonly lines: readonly Placed[] }[];
  readonly box: "none" | "empty" | "marked";
  readonly sign: boolean;
  readonly missing: readonly string[];
  readonly whole: boolean;
};
type Placed = { readonly set: SetText; readonly y: number; readonly size: number };
type Cell = { readonly column: Column; readonly texts: readonly (Style & { readonly text: string })[] };

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
  readonly #columns: Columns;

  constructor(list: PaperList, ink: PageText) {
    this.#list = list;
    this.#ink = ink;
    const { name, county } = list.election;
    this.#words = new PaperWords(list.election);
    this.#what = [name, this.#words.electionDay(), county].join(" · ");
    const { code, ...others } = list.kind === "book" ? bookColumns : postedColumns;
    // Without codes the posted list's names begin where they would stand.
    const shift = list.kind === "posted" && list.lineCodes ? 64 : 0;
    const moved = Object.fromEntries(
      Object.entries<Column>(others).map(([name, column]) => [
        name,
        name === "name" ? { ...column, x: column.x + shift, width: column.width - shift } : column,
      ]),
    );
    this.#columns = list.lineCodes ? { code, ...moved } : moved;
  }

  /** The index of the first row of each page; one page at least. Those by number begin a page of their own. */
  pageStarts(onPage: (page: number) => void): number[] {
    const starts = [0];
    let y = firstRow;
    let byNumber = false;
    for (let index = 0; index < this.#list.rows; index++) {
      const row = this.#list.rowAt(index);
      const { height } = this.#layOut(row);
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
      const laidOut = this.#layOut(row);
      this.#note(row.line.lineCode, laidOut);
      this.#drawRow(laidOut, y);
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
    for (const { title, x, width } of Object.values(this.#columns)) {
      if (first?.row === "number" && (title === bookColumns.sign.title || title === bookColumns.name.title)) continue;
      ink.fit(title, x, 101, { size: small }, width);
    }
    if (first?.row === "number") ink.fit("Number", bookColumns.name.x, 101, { size: small }, bookColumns.name.width);
    ink.rule(left, 104, right, 104, 1);
    ink.fit(this.#footOf(first), left, sheet.height - 20, { size: small }, across);
  }

  #footOf(first: PaperRow | undefined): string {
    if (first?.row === "number")
      return "Name and address are kept secret by law: ask for the number; never say or write a name. No signature.";
    if (this.#list.kind === "posted") return "Took part: checked in, voted early, or returned an absentee ballot.";
    return "Mark the box and let the voter sign. Later, enter the line code of each voter whom you marked.";
  }

  #layOut(row: PaperRow): LaidOut {
    switch (row.row) {
      case "voter":
        return this.#layOutVoter(row.line);
      case "posted":
        return this.#layOutPosted(row.line);
      case "number":
        return this.#layOutNumber(row.line);
      default:
        return row satisfies never;
    }
  }

  #layOutVoter(line: BookLine): LaidOut {
    const { marks } = line;
    const taken = hasTakenPart(marks);
    const styles = line.styles.length === 0 ? "No ballot style" : `Ballot ${line.styles.join(" or ")}`;
    const cells: Cell[] = [
      ...this.#codeCell(line.lineCode),
      {
        column: bookColumns.name,
        texts: [
          { text: line.name, size: 10.5, weight: "bold" },
          { text: bornWords(line.birthDate), size: small },
          { text: addressOf(line), size: small },
        ],
      },
      {
        column: bookColumns.ballot,
        texts: [
          { text: line.split, size: small },
          { text: styles, size: small, weight: "bold" },
          ...(line.party === undefined ? [] : [{ text: line.party || "No party", size: small }]),
        ],
      },
      this.#statusCell(marks),
    ];
    return this.#laidOut(cells, 38, taken ? "marked" : "empty", !taken);
  }

  #layOutNumber(line: NumberLine): LaidOut {
    const taken = hasTakenPart(line.marks);
    const styles = line.styles.length === 0 ? "No ballot style" : `Ballot ${line.styles.join(" or ")}`;
    const cells: Cell[] = [
      ...this.#codeCell(line.lineCode),
      { column: bookColumns.name, texts: [{ text: line.voterId, size: 10.5, weight: "bold" }] },
      { column: bookColumns.ballot, texts: [{ text: styles, size: small, weight: "bold" }] },
      this.#statusCell(line.marks),
    ];
    return this.#laidOut(cells, 28, taken ? "marked" : "empty", false);
  }

  #layOutPosted(line: PostedLine): LaidOut {
    const name = this.#columns["name"] as Column;
    const cells: Cell[] = [
      ...this.#codeCell(line.lineCode),
      { column: name, texts: [{ text: line.name, size: 9.5 }] },
      { column: postedColumns.address, texts: [{ text: addressOf(line), size: 8.5 }] },
      { column: postedColumns.took, texts: [{ text: line.tookPart ? "Took part" : "", size: 8.5, weight: "bold" }] },
    ];
    return this.#laidOut(cells, 15, "none", false);
  }

  #codeCell(lineCode: string): Cell[] {
    const column = this.#columns["code"];
    return column === undefined ? [] : [{ column, texts: [{ text: lineCode, size: 9.5, weight: "bold" }] }];
  }

  #statusCell(marks: readonly PaperMark[]): Cell {
    const texts = marks.map((mark) => ({ text: this.#words.mark(mark), size: small, weight: "bold" as const }));
    return { column: bookColumns.status, texts };
  }

  #laidOut(cells: readonly Cell[], least: number, box: LaidOut["box"], sign: boolean): LaidOut {
    const missing: string[] = [];
    let height = least;
    let whole = true;
    const placed = cells.map(({ column, texts }) => {
      const lines: Placed[] = [];
      let y = 2;
      for (const { text, ...style } of texts) {
        if (text === "") continue;
        const broken = this.#ink.lines(text, style, column.width, 12);
        whole &&= broken.whole;
        for (const set of broken.lines) {
          y += style.size * 1.16;
          lines.push({ set, y, size: style.size });
          missing.push(...set.missing);
        }
      }
      height = Math.max(height, y + 5);
      return { x: column.x, lines };
    });
    return { height, cells: placed, box, sign, missing, whole };
  }

  #drawRow({ height, cells, box, sign }: LaidOut, top: number): void {
    const ink = this.#ink;
    for (const { x, lines } of cells) for (const { set, y, size } of lines) ink.draw(set, x, top + y, size);
    if (box !== "none") {
      const { x } = bookColumns.box;
      ink.box(x + 4, top + 7, 14);
      if (box === "marked") {
        ink.rule(x + 6, top + 9, x + 16, top + 19, 1.4);
        ink.rule(x + 16, top + 9, x + 6, top + 19, 1.4);
      }
    }
    if (sign) ink.rule(bookColumns.sign.x, top + height - 7, right, top + height - 7, 0.5);
    ink.rule(left, top + height, right, top + height, 0.25);
  }
}

const addressOf = ({ street, town }: Pick<BookLine, "street" | "town">): string =>
  [street, town].filter(Boolean).join(", ");

const hasTakenPart = (marks: readonly PaperMark[]): boolean =>
  marks.some(({ mark }) => mark === "checkedIn" || mark === "earlyVoted" || mark === "absenteeReturned");

/** "ABB – ABR": the first letters of the first and the last name on the page, as they are sorted. */
function cornerOf(first: PaperRow | undefined, last: PaperRow | undefined): string {
  if (first === undefined || last === undefined) return "";
  if (first.row === "number" || last.row === "number") return "By number";
  return `${lettersOf(first.lastName)} – ${lettersOf(last.lastName)}`;
}

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

function lettersOf(lastName: string): string {
  // Folding takes Korean syllables apart; NFC puts them together again.
  const key = nameKey(lastName).normalize("NFC");
  const begun = [...letters.segment(key)].slice(0, 3).map(({ segment }) => segment);
  return begun.join("") || "–";
}
