/** The languages of the screens. Each catalog is a chunk of its own and lies in the precache: switching needs no network. */
import { i18n } from "@lingui/core";

const catalogs = {
  en: () => import("./catalogs/en/messages.po"),
};
export type Language = keyof typeof catalogs;

/** Loads the catalog and shows it; `lang` and `dir` of the page follow. */
export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}
