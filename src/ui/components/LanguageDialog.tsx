/** The languages to choose from, each by the name that it has for itself. Nothing that was begun on the screen is lost. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useContext, useState } from "react";
import { Button } from "react-aria-components";
import { chooseLanguage, languagesOf, WordsContext } from "../text/languages.ts";
import { directionOf, ownName } from "../text/tags.ts";
import { ActDialog } from "./ActDialog.tsx";
import { Shape } from "./Shape.tsx";

export function LanguageDialog({ onClose }: { onClose: () => void }) {
  const { i18n } = useLingui();
  const words = useContext(WordsContext);
  const [missing, setMissing] = useState(false);
  const choose = (language: string): void => {
    setMissing(false);
    chooseLanguage(language, words).then(onClose, () => setMissing(true));
  };
  return (
    <ActDialog title={<Trans>Choose a language</Trans>} onClose={onClose}>
      <ul className="languages">
        {languagesOf(words).map((language) => (
          <li key={language}>
            <Button
              className="second"
              aria-pressed={language === i18n.locale}
              autoFocus={language === i18n.locale}
              lang={language}
              dir={directionOf(language)}
              onPress={() => choose(language)}
            >
              {ownName(language)}
              {language === i18n.locale ? <Shape shape="ready" /> : null}
            </Button>
          </li>
        ))}
      </ul>
      <div className="problem" role="alert">
        {missing ? (
          <Trans>This language is not on the tablet yet. Connect it to the network and choose again.</Trans>
        ) : null}
      </div>
      <Button className="second" onPress={onClose}>
        <Trans>Back</Trans>
      </Button>
    </ActDialog>
  );
}
