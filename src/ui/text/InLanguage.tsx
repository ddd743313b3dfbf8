/**
 * A part of a screen in another language than the rest: the voter's side of a tablet that the poll worker reads in
 * English. Words, dates, `lang` and direction of everything inside follow; the rest of the page does not change. What a
 * part shows outside of itself (a dialog of the whole page) has the words, and needs `lang` and `dir` of its own.
 */
import { type I18n, setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useContext, useEffect, useState } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components";
import { activate, messagesIn, WordsContext } from "./languages.ts";
import { directionOf } from "./tags.ts";

type InLanguageProps = {
  /** A tag that `languagesOf` answers. */
  readonly language: string;
  readonly className?: string;
  /** Stands there while the words are loaded, in the language of the page. */
  readonly meanwhile?: ReactNode;
  readonly children: ReactNode;
};

/** Where the language cannot be had, the part is shown in the language of the page. */
export function InLanguage({ language, className, meanwhile, children }: InLanguageProps) {
  const { i18n: page } = useLingui();
  const words = useContext(WordsContext);
  const [had, setHad] = useState<{ readonly language: string; readonly i18n: I18n | undefined }>();
  useEffect(() => {
    let wanted = true;
    const i18n = setupI18n();
    messagesIn(language, words).then(
      (messages) => {
        activate(i18n, language, messages);
        if (wanted) setHad({ language, i18n });
      },
      () => wanted && setHad({ language, i18n: undefined }),
    );
    return () => {
      wanted = false;
    };
  }, [language, words]);
  if (had?.language !== language) return meanwhile;
  const i18n = had.i18n ?? page;
  return (
    <div className={className} lang={i18n.locale} dir={directionOf(i18n.locale)}>
      <I18nProvider i18n={i18n}>
        <AriaI18nProvider locale={i18n.locale}>{children}</AriaI18nProvider>
      </I18nProvider>
    </div>
  );
}
