import "../../tablet/trustedTypes.ts";
import "./quietZod.ts";
import "@fontsource-variable/public-sans";
import "../styles/tokens.css";
import "../styles/frame.css";
import "../styles/controls.css";
import "../styles/setup.css";
import "../styles/tag.css";
import "../styles/county.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { showKeptLanguage, WordsContext } from "../text/languages.ts";
import { CountyApp } from "./CountyApp.tsx";
import { countyWords } from "./countyWords.ts";
import { officeOf } from "./officeClient.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("office.html holds no root");
const screens = createRoot(root);
void showKeptLanguage(countyWords).then(() =>
  screens.render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <WordsContext value={countyWords}>
          <CountyApp office={officeOf(fetch.bind(globalThis))} now={Date.now} />
        </WordsContext>
      </I18nProvider>
    </StrictMode>,
  ),
);
