/** What a language tag (BCP 47) says: which way its writing runs, how it formats dates and numbers, its own name. */

/** The scripts of today that run from right to left (Unicode). */
const rightToLeft = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
}

/**
 * The tag to format dates, times and numbers with: as people of this language in the United States read them, in the
 * digits of the printed cards and lists. "es" becomes "es-US-u-nu-latn".
 */
export function formatTag(language: string): string {
  return new Intl.Locale(language, { region: "US", numberingSystem: "latn" }).toString();
}

/** What the language calls itself: "English", "Español". */
export function ownName(language: string): string {
  const [first = "", ...rest] = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return first.toLocaleUpperCase(language) + rest.join("");
}
