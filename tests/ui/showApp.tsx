/** Draws the whole app around a scripted tablet, in English. */
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render } from "@testing-library/react";
import { App } from "../../src/ui/App.tsx";
import type { Surroundings } from "../../src/ui/surroundings.ts";
import { showLanguage } from "../../src/ui/text/languages.ts";

export async function showApp(surroundings: Surroundings): Promise<void> {
  await showLanguage("en");
  render(
    <I18nProvider i18n={i18n}>
      <App surroundings={surroundings} />
    </I18nProvider>,
  );
}
