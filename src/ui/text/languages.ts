/** The languages of the screens. Each catalog is a chunk of its own and lies in the precache: switching needs no network. */
import { i18n, type Messages } from "@lingui/core";

const catalogs = {
  en: () => import("./catalogs/en/messages.po"),
};
export type Language = keyof typeof catalogs;
export type Catalogs = Readonly<Record<Language, () => Promise<{ readonly messages: Messages }>>>;

/** Loads the catalog and shows it; `lang` and `dir` of the page follow. `more`: words that only some pages need. */
export async function showLanguage(language: Language, more?: Catalogs): Promise<void> {
  const [shared, own] = await Promise.all([catalogs[language](), more?.[language]()]);
  i18n.loadAndActivate({ locale: language, messages: { ...shared.messages, ...own?.messages } });
  document.documentElement.lang = language;
}
