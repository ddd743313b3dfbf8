/**
 * Text on the pages of a long PDF: names of any script, measured, broken into lines and drawn.
 *
 * pdfkit's own `text` keeps every word that it has laid out, and takes a hundred times as long; a list of a million voters
 * needs neither. Here Latin letters are drawn one by one from a small table (which leaves out kerning and nothing else), and
 * only what a font must shape is given to it as a whole.
 */
import type PDFDocument from "pdfkit";
import { fontFile, isPlain, latin, printedText, type Run, runsOf, type Weight } from "./scriptFonts.ts";
import { Shaper } from "./shaping.ts";

export type PdfDocument = InstanceType<typeof PDFDocument>;

/** What this reads and writes of pdfkit's fonts and pages; its types are not public. */
type PdfFont = {
  readonly id: string;
  readonly font: {
    hasGlyphForCodePoint(code: number): boolean;
    glyphForCodePoint(code: number): { readonly id: number };
    getGlyph(glyph: number): { readonly advanceWidth: number };
  };
  /** Answers the number that the glyph gets in the document. */
  readonly subset: { includeGlyph(glyph: number): number };
  /** By that number: widths in thousandths of the size, and what a reader of the document copies. */
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  /** From the font's units to thousandths. */
  readonly scale: number;
  ref(): unknown;
};
type Inside = {
  readonly _font: PdfFont;
  readonly page: { readonly fonts: Record<string, unknown> };
  addContent(operations: string): void;
};

/** Glyphs to be drawn at one go, and where the next ones begin. */
type Piece = { readonly font: PdfFont; readonly draw: readonly Placed[]; readonly width: number };
type Placed = { readonly hex: string; readonly x: number; readonly y: number };

/** A text that is ready to be drawn in any size. */
export type SetText = {
  /** Of size 1. */
  readonly width: number;
  readonly pieces: readonly Piece[];
  /** What no font has, "U+1E922"; it is drawn as such. */
  readonly missing: readonly string[];
};

export type Style = { readonly size: number; readonly weight?: Weight };

const breaks = new Intl.Segmenter("en", { granularity: "grapheme" });

export class PageText {
  readonly #document: PdfDocument;
  readonly #inside: Inside;
  readonly #fonts = new Map<string, PdfFont>();
  readonly #shapers = new Map<string, Shaper>();
  readonly #plain: Readonly<Record<Weight, Map<string, Letter | undefined>>> = {
    plain: new Map(),
    bold: new Map(),
  };
  #operations: string[] = [];

  constructor(document: PdfDocument) {
    this.#document = document;
    this.#inside = document as unknown as Inside;
  }

  #font(name: string, weight: Weight): PdfFont {
    const key = `${name} ${weight}`;
    let font = this.#fonts.get(key);
    if (font === undefined) {
      this.#document.registerFont(key, fontFile(name, weight));
      this.#document.font(key);
      font = this.#inside._font;
      this.#fonts.set(key, font);
    }
    return font;
  }

  /** A letter that Public Sans draws by itself; undefined for all others. */
  #letter(character: string, weight: Weight): Letter | undefined {
    const known = this.#plain[weight];
    let letter = known.get(character);
    if (letter !== undefined || known.has(character)) return letter;
    const font = this.#font(latin, weight);
    if (isPlain(character) && font.font.hasGlyphForCodePoint(character.codePointAt(0) as number))
      letter = included(font, character);
    known.set(character, letter);
    return letter;
  }

  /** Lays a line out. */
  set(text: string, weight: Weight = "plain"): SetText {
    return this.#setPlain(text, weight) ?? this.#setAny(text, weight);
  }

  #setPlain(text: string, weight: Weight): SetText | undefined {
    let hex = "";
    let width = 0;
    for (const character of text) {
      const letter = this.#letter(character, weight);
      if (letter === undefined) return undefined;
      hex += letter.hex;
      width += letter.width;
    }
    return { width, pieces: [{ font: this.#font(latin, weight), draw: [{ hex, x: 0, y: 0 }], width }], missing: [] };
  }

  #setAny(text: string, weight: Weight): SetText {
    const has = (font: string, code: number): boolean => this.#font(font, weight).font.hasGlyphForCodePoint(code);
    const { runs, missing } = runsOf(printedText(text), has);
    const pieces = runs.map((run) => this.#piece(run, weight));
    return { width: pieces.reduce((sum, piece) => sum + piece.width, 0), pieces, missing };
  }

  #piece({ text, font: name, shaped }: Run, weight: Weight): Piece {
    const font = this.#font(name, weight);
    const draw: Placed[] = [];
    let x = 0;
    if (shaped)
      for (const { glyph, codes, advance, right, up } of this.#shaper(name, weight).shape(text)) {
        draw.push({ hex: includedGlyph(font, glyph, codes).hex, x: x + right, y: up });
        x += advance;
      }
    else
      for (const character of text) {
        const { hex, width } = included(font, character);
        draw.push({ hex, x, y: 0 });
        x += width;
      }
    return { font, draw, width: x };
  }

  #shaper(name: string, weight: Weight): Shaper {
    const key = `${name} ${weight}`;
    let shaper = this.#shapers.get(key);
    if (shaper === undefined) {
      shaper = new Shaper(fontFile(name, weight));
      this.#shapers.set(key, shaper);
    }
    return shaper;
  }

  /**
   * The lines into which a text is broken to fit `width` points: at blanks, after hyphens, and inside a word that is wider by
   * itself. No more than `most` lines; what does not fit then ends in "…", and `whole` is false.
   */
  lines(text: string, { size, weight }: Style, width: number, most = 40): { lines: SetText[]; whole: boolean } {
    const all = this.set(text, weight);
    if (all.width * size <= width) return { lines: [all], whole: true };
    const lines: SetText[] = [];
    const widthOf = (part: string): number => this.set(part.trimEnd(), weight).width * size;
    let line = "";
    for (const word of printedText(text).match(/[^\s-]*(?:-+|\s+|$)/gu) ?? []) {
      if (widthOf(line + word) <= width) {
        line += word;
        continue;
      }
      if (line !== "") lines.push(this.set(line.trimEnd(), weight));
      line = word;
      while (widthOf(line) > width && lines.length < most) {
        const head = this.#fitting(line, (part) => widthOf(part) <= width);
        lines.push(this.set(head, weight));
        line = line.slice(head.length);
      }
      if (lines.length >= most) break;
    }
    if (line.trim() !== "") lines.push(this.set(line.trimEnd(), weight));
    if (lines.length <= most) return { lines, whole: true };
    return { lines: [...lines.slice(0, most - 1), this.set("…", weight)], whole: false };
  }

  /** The longest beginning of a word that fits, one letter at least. */
  #fitting(word: string, fits: (part: string) => boolean): string {
    let head = "";
    for (const { segment } of breaks.segment(word)) {
      if (head !== "" && !fits(head + segment)) return head;
      head += segment;
    }
    return head;
  }

  /** Draws a line whose baseline is at `y` points from the upper edge. */
  draw(set: SetText, x: number, y: number, size: number): void {
    let from = x;
    for (const { font, draw, width } of set.pieces) {
      this.#inside.page.fonts[font.id] ??= font.ref();
      this.#operations.push(`BT /${font.id} ${short(size)} Tf`);
      // The page is drawn from its upper edge down; letters are turned back.
      for (const glyph of draw)
        this.#operations.push(
          `1 0 0 -1 ${short(from + glyph.x * size)} ${short(y - glyph.y * size)} Tm <${glyph.hex}> Tj`,
        );
      this.#operations.push("ET");
      from += width * size;
    }
  }

  /** Draws a line that is made smaller until it is at most `width` points wide; answers how wide it became. */
  fit(
    text: string,
    x: number,
    y: number,
    { size, weight }: Style,
    width: number,
    align: "left" | "right" = "left",
  ): number {
    const set = this.set(text, weight);
    const fitting = Math.min(size, width / Math.max(set.width, 0.01));
    this.draw(set, align === "left" ? x : x + width - set.width * fitting, y, fitting);
    return set.width * fitting;
  }

  /** A straight line. */
  rule(x: number, y: number, toX: number, toY: number, thick: number): void {
    this.#operations.push(`${short(thick)} w ${short(x)} ${short(y)} m ${short(toX)} ${short(toY)} l S`);
  }

  box(x: number, y: number, size: number): void {
    this.#operations.push(`0.8 w ${short(x)} ${short(y)} ${short(size)} ${short(size)} re S`);
  }

  /** Writes what was drawn to the document's page; to be called before the next page begins. */
  finishPage(): void {
    this.#inside.addContent(this.#operations.join("\n"));
    this.#operations = [];
  }
}

type Letter = { readonly hex: string; readonly width: number };

function included(font: PdfFont, character: string): Letter {
  const code = character.codePointAt(0) as number;
  return includedGlyph(font, font.font.glyphForCodePoint(code).id, [code]);
}

/** Puts a glyph into the document's part of the font. */
function includedGlyph(font: PdfFont, glyph: number, codes: readonly number[]): Letter {
  const number = font.subset.includeGlyph(glyph);
  font.widths[number] ??= font.font.getGlyph(glyph).advanceWidth * font.scale;
  font.unicode[number] ??= codes;
  return { hex: number.toString(16).padStart(4, "0"), width: (font.widths[number] as number) / 1000 };
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
