/** The catalogs as they lie in the source: every message with its translation, read without the app. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const catalogFolder = "src/ui/text/catalogs";
export const languages: readonly string[] = readdirSync(catalogFolder).sort();

export const catalogNames = ["messages", "late", "county"] as const;
export type CatalogName = (typeof catalogNames)[number];

export type Entry = { readonly context: string; readonly message: string; readonly translation: string };

/** The entries of a .po file in which every string is one line, as lingui writes them. */
export function entriesOf(po: string): Entry[] {
  const entry = /^(?:msgctxt "(.*)"\n)?msgid "(.+)"\nmsgstr "(.*)"$/gm;
  return [...po.matchAll(entry)].map(([, context = "", message = "", translation = ""]) => ({
    context,
    message: message.replaceAll('\\"', '"'),
    translation: translation.replaceAll('\\"', '"'),
  }));
}

export function catalog(language: string, name: CatalogName): Entry[] {
  return entriesOf(readFileSync(join(catalogFolder, language, `${name}.po`), "utf8"));
}

/** All words of the two pages in one language. */
export function catalogs(language: string): Entry[] {
  return catalogNames.flatMap((name) => catalog(language, name));
}
