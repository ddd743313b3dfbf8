/** The words of the county page, which tablets do not load. */
import type { Catalogs } from "../text/languages.ts";

export const countyWords: Catalogs = {
  en: () => import("../text/catalogs/en/county.po"),
};
