/**
 * Laying out text whose letters join, change places or carry marks, by HarfBuzz and the font's own rules. (fontkit, which
 * pdfkit uses, fails on marks of some Noto fonts and knows fewer scripts.)
 */
import { readFileSync } from "node:fs";
import { Blob, ClusterLevel, Face, Font, Buffer as Letters, shape } from "harfbuzzjs";

export type ShapedGlyph = {
  /** Number of the glyph in the font. */
  readonly glyph: number;
  /** The characters that it stands for; none if the glyph before it stands for them too. */
  readonly codes: readonly number[];
  /** In size 1: how far the next one is, and where this one is moved (right, up). */
  readonly advance: number;
  readonly right: number;
  readonly up: number;
};

/** Shapes with one font file. */
export class Shaper {
  readonly #font: Font;
  readonly #unit: number;
  readonly #letters = new Letters();

  constructor(file: string) {
    const bytes = readFileSync(file);
    const face = new Face(
      new Blob(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer),
    );
    this.#font = new Font(face);
    this.#unit = face.upem;
  }

  /** Glyphs from left to right, of a text in one script. */
  shape(text: string): ShapedGlyph[] {
    const letters = this.#letters;
    letters.reset();
    letters.setClusterLevel(ClusterLevel.MONOTONE_CHARACTERS);
    letters.addText(text);
    letters.guessSegmentProperties();
    shape(this.#font, letters);
    const glyphs = letters.getGlyphInfos();
    const positions = letters.getGlyphPositions();
    const starts = [...new Set(glyphs.map(({ cluster }) => cluster))].sort((a, b) => a - b);
    const codesFrom = new Map(
      starts.map((start, at) => [
        start,
        [...text.slice(start, starts[at + 1])].map((one) => one.codePointAt(0) as number),
      ]),
    );
    return glyphs.map(({ codepoint: glyph, cluster }, at) => {
      const codes = codesFrom.get(cluster) ?? [];
      codesFrom.delete(cluster);
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
      return {
        glyph,
        codes,
        advance: xAdvance / this.#unit,
        right: xOffset / this.#unit,
        up: yOffset / this.#unit,
      };
    });
  }
}
