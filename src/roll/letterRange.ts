/** "ABB – ABR": what of an ordered list stands on a page, by the first letters of the first and the last name. */
import { nameKey } from "./normaliseName.ts";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Of two last names, as they are sorted; "–" for a name without letters. */
export function letterRange(first: string, last: string): string {
  return `${firstLetters(first)} – ${firstLetters(last)}`;
}

function firstLetters(lastName: string): string {
  // Folding takes Korean syllables apart; NFC puts them together again.
  const key = nameKey(lastName).normalize("NFC");
  const begun = [...graphemes.segment(key)].slice(0, 3).map(({ segment }) => segment);
  return begun.join("") || "–";
}
