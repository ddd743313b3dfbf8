/**
 * The rows of printed lists: what stands in which column, how high a row becomes, and how it is drawn. Texts that do not fit
 * their column take more lines; the row grows.
 */
import { hasBallot } from "../domain/ballotMarks.ts";
import type { BookLine, NumberLine, PaperMark, PaperRow, PostedLine } from "../domain/paperLine.ts";
import type { PaperKind } from "../roll/paperLists.ts";
import type { PageText, SetText, Style } from "./pageText.ts";
import { bornWords, type PaperWords } from "./paperWords.ts";

/** Of the columns, in points from the left edge of a letter sheet. */
export const edges = { left: 30, right: 582 };
const { left, right } = edges;
const small = 8;
/** Most lines of one text. */
const mostLines = 12;

/** `byNumber`: its title over voters by number, "" for none. */
type Column = { readonly title: string; readonly byNumber?: string; readonly x: number; readonly width: number };
type Columns = Readonly<Record<string, Column>>;

const bookColumns = {
  code: { title: "Line code", x: left, width: 60 },
  name: { title: "Name, birth date, address", byNumber: "Number", x: 94, width: 172 },
  ballot: { title: "Precinct, ballot", byNumber: "Ballot", x: 272, width: 72 },
  status: { title: "Status", x: 350, width: 92 },
  box: { title: "Voted", x: 448, width: 24 },
  sign: { title: "Signature", byNumber: "", x: 478, width: right - 478 },
} as const satisfies Columns;

const postedColumns = {
  code: { title: "Line code", x: left, width: 60 },
  name: { title: "Name", x: left, width: 250 },
  address: { title: "Address", x: left + 260, width: 220 },
  took: { title: "Took part", x: right - 60, width: 60 },
} as const satisfies Columns;

/** What is drawn for a row: lines of text by column, and its height. */
export type LaidOut = {
  readonly height: number;
  readonly cells: readonly { readonly x: number; readonly lines: readonly Placed[] }[];
  readonly box: "none" | "empty" | "marked";
  readonly sign: boolean;
  readonly missing: readonly string[];
  readonly whole: boolean;
};
type Placed = { readonly set: SetText; readonly y: number; readonly size: number };
type Cell = { readonly column: Column; readonly texts: readonly CellText[] };
/** `oneLine`: made smaller where it is too wide. */
type CellText = Style & { readonly text: string; readonly oneLine?: boolean };

export class RowLayout {
  /** From left to right. */
  readonly columns: readonly Column[];
  readonly #ink: PageText;
  readonly #words: PaperWords;
  readonly #code: Column | undefined;
  /** The name's column on a posted list. */
  readonly #name: Column;

  constructor(ink: PageText, words: PaperWords, kind: PaperKind, lineCodes: boolean) {
    this.#ink = ink;
    this.#words = words;
    const { code, name, ...others } = kind === "book" ? bookColumns : postedColumns;
    this.#code = lineCodes ? code : undefined;
    // Without codes the posted list's names begin where they would stand.
    const shift = kind === "posted" && lineCodes ? 64 : 0;
    this.#name = { ...name, x: name.x + shift, width: name.width - shift };
    this.columns = [...(lineCodes ? [code] : []), this.#name, ...Object.values(others)];
  }

  of(row: PaperRow): LaidOut {
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
    const taken = hasBallot(marks);
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
    const taken = hasBallot(line.marks);
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
    const cells: Cell[] = [
      ...this.#codeCell(line.lineCode),
      { column: this.#name, texts: [{ text: line.name, size: 9.5 }] },
      { column: postedColumns.address, texts: [{ text: addressOf(line), size: 8.5 }] },
      { column: postedColumns.took, texts: [{ text: line.tookPart ? "Took part" : "", size: 8.5, weight: "bold" }] },
    ];
    return this.#laidOut(cells, 15, "none", false);
  }

  #codeCell(lineCode: string): Cell[] {
    const column = this.#code;
    return column === undefined
      ? []
      : [{ column, texts: [{ text: lineCode, size: 9.5, weight: "bold", oneLine: true }] }];
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
      for (const { text, oneLine = false, ...style } of texts) {
        if (text === "") continue;
        const broken = oneLine
          ? { lines: [this.#ink.set(text, style.weight)], whole: true }
          : this.#ink.lines(text, style, column.width, mostLines);
        whole &&= broken.whole;
        for (const set of broken.lines) {
          y += style.size * 1.16;
          lines.push({ set, y, size: oneLine ? Math.min(style.size, column.width / set.width) : style.size });
          missing.push(...set.missing);
        }
      }
      height = Math.max(height, y + 5);
      return { x: column.x, lines };
    });
    return { height, cells: placed, box, sign, missing, whole };
  }

  /** Draws a row from `top` points down. */
  draw({ height, cells, box, sign }: LaidOut, top: number): void {
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
