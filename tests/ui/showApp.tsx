/** Draws the whole app around a scripted tablet, in English. */
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { configure, render } from "@testing-library/react";
import { beforeAll } from "vitest";
import { App } from "../../src/ui/App.tsx";
import { fetchLateParts } from "../../src/ui/components/late.tsx";
import type { Surroundings } from "../../src/ui/surroundings.ts";
import { showLanguage } from "../../src/ui/text/languages.ts";

// A busy machine is no fault.
configure({ asyncUtilTimeout: 10_000 });
// Read once in each file, before a test waits for one of them.
beforeAll(async () => {
  await showLanguage("en");
  await fetchLateParts();
}, 60_000);

export async function showApp(surroundings: Surroundings): Promise<void> {
  await showLanguage("en");
  render(
    <I18nProvider i18n={i18n}>
      <App surroundings={surroundings} />
    </I18nProvider>,
  );
}
