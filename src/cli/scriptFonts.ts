/**
 * The fonts of printed lists: Public Sans, and for the scripts that it lacks Noto Sans. A name is cut into runs of one font
 * and direction and put into the order in which they are drawn from left to right (the part of Unicode's annex 9 that lines
 * without embedding need: a line runs from left to right, what is written from right to left in it stands as a whole).
 *
 * Guarantee: nothing visible is left out. What no font has is shown by its number, "[U+1E922]", and told as missing.
 */
import { fileURLToPath } from "node:url";

export type Weight = "plain" | "bold";

const near = (path: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`));
const weights: Readonly<Record<Weight, string>> = { plain: "400Regular", bold: "700Bold" };
const google = (folder: string, family: string, weight: Weight): string =>
  near(`${folder}/${weights[weight]}/${family}_${weights[weight]}.ttf`);
const noto = (script: string, weight: Weight): string =>
  google(`noto-sans-${script}`, `NotoSans${script.replace(/^./, (letter) => letter.toUpperCase())}`, weight);
/** These packages name their files in an index only. */
const cjk = (name: string, family: string, weight: Weight): string =>
  fileURLToPath(
    new URL(
      `../fonts/${family}-${weight === "bold" ? "Bold" : "Regular"}.otf`,
      import.meta.resolve(`@embedpdf/${name}`),
    ),
  );

/** Fonts by what they are for, in the order in which they are asked; found and opened when a name needs them. */
export const notoFonts: readonly {
  readonly name: string;
  readonly has: RegExp;
  readonly file: (weight: Weight) => string;
}[] = [
  ...(
    [
      ["arabic", /\p{scx=Arab}/u],
      ["hebrew", /\p{scx=Hebr}/u],
      ["armenian", /\p{scx=Armn}/u],
      ["georgian", /\p{scx=Geor}/u],
      ["devanagari", /\p{scx=Deva}/u],
      ["bengali", /\p{scx=Beng}/u],
      ["gurmukhi", /\p{scx=Guru}/u],
      ["gujarati", /\p{scx=Gujr}/u],
      ["tamil", /\p{scx=Taml}/u],
      ["telugu", /\p{scx=Telu}/u],
      ["kannada", /\p{scx=Knda}/u],
      ["malayalam", /\p{scx=Mlym}/u],
      ["thai", /\p{scx=Thai}/u],
      ["lao", /\p{scx=Laoo}/u],
      ["khmer", /\p{scx=Khmr}/u],
      ["myanmar", /\p{scx=Mymr}/u],
      ["ethiopic", /\p{scx=Ethi}/u],
      ["cherokee", /\p{scx=Cher}/u],
    ] as const
  ).map(([name, has]) => ({ name, has, file: (weight: Weight) => noto(name, weight) })),
  // Latin with any marks, Greek, Cyrillic, and signs.
  { name: "latin", has: /./u, file: (weight) => google("noto-sans", "NotoSans", weight) },
  {
    name: "korean",
    has: /\p{scx=Hang}/u,
    file: (weight) => cjk("fonts-kr", "NotoSansKR", weight),
  },
  {
    name: "chinese",
    has: /\p{scx=Hani}|\p{scx=Hira}|\p{scx=Kana}|\p{scx=Bopo}|[\uff00-\uffef]/u,
    file: (weight) => cjk("fonts-sc", "NotoSansHans", weight),
  },
];

/** The font of a name is this one or a Noto font. */
export const latin = "public-sans";

export function fontFile(font: string, weight: Weight): string {
  if (font === latin) return google("public-sans", "PublicSans", weight);
  const found = notoFonts.find(({ name }) => name === font);
  if (found === undefined) throw new Error(`There is no font ${font}.`);
  return found.file(weight);
}

/** A run in the order of drawing. `shaped`: letters join or marks move, so the font's own rules must lay it out. */
export type Run = { readonly text: string; readonly font: string; readonly shaped: boolean };

/** Whether a font can draw a character. */
export type HasGlyph = (font: string, code: number) => boolean;

type Way = "left" | "right" | "digits" | "either";
type Unit = Run & { readonly way: Way };

const invisible = /\p{Default_Ignorable_Code_Point}/u;
const joiner = /[\u200c\u200d]/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The text with blanks of every kind as one space, and without what is invisible by itself. */
export function printedText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\u0085]+/gu, " ")
    .trim();
}

/** Runs of a text that `printedText` has answered, and what no font has ("U+1E922"). */
export function runsOf(text: string, hasGlyph: HasGlyph): { runs: Run[]; missing: string[] } {
  const units: Unit[] = [];
  const missing: string[] = [];
  for (const { segment } of graphemes.segment(text)) addCluster(segment, hasGlyph, units, missing);
  return { runs: joined(inDrawingOrder(units)), missing };
}

function addCluster(cluster: string, hasGlyph: HasGlyph, units: Unit[], missing: string[]): void {
  const codes = [...cluster].filter((one) => !invisible.test(one) || joiner.test(one));
  const seen = codes.filter((one) => !joiner.test(one));
  const [first] = seen;
  if (first === undefined) return;
  const holds = (font: string, all: readonly string[]): boolean =>
    all.every((one) => hasGlyph(font, one.codePointAt(0) as number));
  if (seen.length === 1 && isPlain(first) && holds(latin, seen)) {
    units.push({ text: first, font: latin, shaped: false, way: wayOf(first) });
    return;
  }
  const able = notoFonts.filter(({ has }) => seen.some((one) => has.test(one)));
  const font = able.find(({ name }) => !seen.some(isControl) && holds(name, seen))?.name;
  if (font !== undefined) {
    const kept = codes.filter((one) => !joiner.test(one) || holds(font, [one]));
    units.push({ text: kept.join(""), font, shaped: true, way: wayOf(first) });
    return;
  }
  if (seen.length > 1) {
    for (const one of seen) addCluster(one, hasGlyph, units, missing);
    return;
  }
  const code = `U+${(first.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
  missing.push(code);
  units.push({ text: `[${code}]`, font: latin, shaped: false, way: "left" });
}

/** Stands by itself whatever is beside it, and is drawn in Public Sans if that has it. */
export const isPlain = (character: string): boolean =>
  /^[\p{sc=Latin}\p{sc=Common} ]$/u.test(character) && !/[\p{C}\p{M}]/u.test(character);
const isControl = (character: string): boolean => /[\p{Cc}\p{Cs}]/u.test(character);

function wayOf(character: string): Way {
  if (/\p{Nd}/u.test(character)) return "digits";
  if (/[\p{L}\p{M}]/u.test(character)) return /\p{scx=Arab}|\p{scx=Hebr}/u.test(character) ? "right" : "left";
  return "either";
}

/** What runs from right to left, with the digits and signs inside it, is turned as a whole; digits keep their order. */
function inDrawingOrder(units: readonly Unit[]): Unit[] {
  const drawn: Unit[] = [];
  for (let at = 0; at < units.length; ) {
    if (units[at]?.way !== "right") {
      drawn.push(units[at++] as Unit);
      continue;
    }
    let end = at;
    let open = 0;
    for (let next = at; next < units.length && units[next]?.way !== "left"; next++) {
      const { text, way } = units[next] as Unit;
      const closes = closing.test(text);
      if (opening.test(text)) open++;
      // A bracket that was opened before belongs to what is around.
      else if (closes && --open < 0) break;
      if (way !== "either" || closes) end = next;
    }
    drawn.push(...turned(units.slice(at, end + 1)));
    at = end + 1;
  }
  return drawn;
}

function turned(units: readonly Unit[]): Unit[] {
  const groups: Unit[][] = [];
  for (const unit of units) {
    const last = groups.at(-1);
    // The font's own rules turn the letters of a run, and need them in the order of reading.
    const same = last?.[0]?.way === unit.way && last[0].font === unit.font && unit.way !== "either";
    if (same) last.push(unit);
    else groups.push([unit]);
  }
  return groups
    .reverse()
    .flat()
    .map((unit) => (unit.way === "either" ? { ...unit, text: mirrored[unit.text] ?? unit.text } : unit));
}

const opening = /^\p{Ps}$/u;
const closing = /^\p{Pe}$/u;
const mirrored: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
};

function joined(units: readonly Unit[]): Run[] {
  const runs: (Unit & { text: string })[] = [];
  for (const unit of units) {
    const last = runs.at(-1);
    const goesOn =
      last !== undefined &&
      last.font === unit.font &&
      (last.way === unit.way || (last.way !== "right" && unit.way !== "right" && !unit.shaped));
    if (goesOn) last.text += unit.text;
    else runs.push({ ...unit });
  }
  return runs;
}
