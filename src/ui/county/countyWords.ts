/** The words of the county page: those of every screen, and its own, which tablets do not load. */
import { catalogsOf, lateWords, tabletWords, type Words } from "../text/languages.ts";

export const countyWords: Words = [
  ...tabletWords,
  lateWords,
  catalogsOf(import.meta.glob("../text/catalogs/*/county.po", { import: "messages" })),
];
