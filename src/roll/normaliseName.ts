/**
 * How two spellings of a name are found to be the same. A name is folded (compatibility forms resolved, marks stripped,
 * letters without a decomposition mapped, capitals), then cut into parts at everything that is neither letter nor digit:
 * blank, hyphen, apostrophe of any shape, period. The key is the parts joined, so that O'Brien, OBRIEN and O BRIEN
 * share one, and García-López is also found by its second part.
 *
 * Guarantees: folding twice changes nothing; a key holds letters and digits only. A name of signs alone has the key "".
 */

/** Latin letters that Unicode does not take apart, in capitals. */
const PLAIN: Readonly<Record<string, string>> = {
  Æ: "AE",
  Œ: "OE",
  Ø: "O",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Ɖ: "D",
  Þ: "TH",
  Ħ: "H",
  Ŧ: "T",
  Ŋ: "N",
  ĸ: "K",
  ẞ: "SS",
  ß: "SS",
  ı: "I",
  Ə: "A",
  Ɛ: "E",
  Ɔ: "O",
  Ɓ: "B",
  Ɗ: "D",
  Ƙ: "K",
  Ƴ: "Y",
  Ɨ: "I",
  Ʉ: "U",
  Ɵ: "O",
};

const ASCII_LETTERS = /^[A-Za-z]*$/;
// Most names by far: nothing in them has a mark, and every break is one of a few signs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;
const ASCII_BREAKS = /[^A-Z0-9]+/;
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
const MARKS = /\p{M}|\p{Lm}|\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff/gu;
const BREAKS = /[^\p{L}\p{N}]+/u;
/** Apostrophe-like characters that Unicode counts as letters. */
const LETTER_APOSTROPHES = /[\u02b9-\u02bf\u02c8\ua78b\ua78c]/gu;

/** Folds case, marks and letter variants; keeps what separates parts. Idempotent. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let folded = text.replace(LETTER_APOSTROPHES, "'");
  // Capitals can bring new compositions and the other way round; three rounds reach the end for all of Unicode.
  for (let round = 0; round < 3; round++) {
    const next = folded.normalize("NFKD").toUpperCase().replace(MARKS, "").replace(SPECIAL, plain);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

function plain(letter: string): string {
  return PLAIN[letter] ?? letter;
}

/** The parts of a name in order, folded: ["GARCIA", "LOPEZ"], ["O", "BRIEN"]. No part is empty. */
export function nameParts(name: string): string[] {
  if (name === "") return [];
  if (ASCII_LETTERS.test(name)) return [name.toUpperCase()];
  const folded = foldText(name);
  return folded.split(ASCII.test(folded) ? ASCII_BREAKS : BREAKS).filter((part) => part !== "");
}

/** The parts joined: "GARCIALOPEZ", "OBRIEN", "VANDYKE". Equal keys are the same name. */
export function nameKey(name: string): string {
  if (ASCII_LETTERS.test(name)) return name.toUpperCase();
  return nameParts(name).join("");
}

const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ["JR", "JR"],
  ["JUNIOR", "JR"],
  ["JNR", "JR"],
  ["SR", "SR"],
  ["SENIOR", "SR"],
  ["SNR", "SR"],
  ["I", "I"],
  ["1ST", "I"],
  ["II", "II"],
  ["2ND", "II"],
  ["III", "III"],
  ["3RD", "III"],
  ["IV", "IV"],
  ["4TH", "IV"],
  ["V", "V"],
  ["5TH", "V"],
  ["VI", "VI"],
  ["6TH", "VI"],
]);

/** One spelling for each suffix: "Jr.", "JUNIOR" and "jr" are JR; "3rd" is III. Others are their own key. */
export function suffixKey(suffix: string): string {
  const key = nameKey(suffix);
  return SUFFIXES.get(key) ?? key;
}

/** Words that a poll worker types as a suffix and that are hardly ever a name by themselves. */
export function looksLikeSuffix(word: string): boolean {
  return word !== "I" && word !== "V" && word !== "VI" && SUFFIXES.has(word);
}
