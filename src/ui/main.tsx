import "../tablet/trustedTypes.ts";
import "@fontsource-variable/public-sans";
import "./styles/tokens.css";
import "./styles/frame.css";
import "./styles/controls.css";
import "./styles/tag.css";
import "./styles/setup.css";
import "./styles/checkin.css";
import "./styles/recorded.css";
import "./styles/voterSide.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { commandId } from "../tablet/commandId.ts";
import workerUrl from "../tablet/tablet.worker.ts?worker&url";
import { startTablet } from "../tablet/tabletClient.ts";
import { App } from "./App.tsx";
import { registerServiceWorker } from "./appUpdate.ts";
import { showKeptContrast } from "./contrast.ts";
import { PrintQueue } from "./printing/printQueue.ts";
import type { Surroundings } from "./surroundings.ts";
import { syncWhenSeen } from "./syncWhenSeen.ts";
import { showKeptLanguage, withLateWords } from "./text/languages.ts";

showKeptContrast();

/** The tablet of the live page. */
function live(): Surroundings {
  const tablet = startTablet(new Worker(workerUrl, { type: "module", name: "tablet" }));
  syncWhenSeen(tablet, document);
  return {
    tablet,
    now: Date.now,
    newCommandId: () => commandId((bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
    askPersistence: async () => (await navigator.storage?.persist?.()) ?? false,
    update: registerServiceWorker(),
    prints: new PrintQueue({
      printer: async () => (await withLateWords(() => import("./printing/systemPrinter.tsx"))).systemPrinter(window),
    }),
  };
}

/** practice.html has the same screens on a tablet of its own, and nothing of the live one. */
const surroundings = document.body.classList.contains("practice") ? undefined : live();

const root = document.getElementById("root");
if (root === null) throw new Error("the page holds no root");
const screens = createRoot(root);
// No await at the top: the bundler then makes many small files of what the two pages share.
void showKeptLanguage().then(async () => {
  const shown =
    surroundings === undefined ? (
      (await withLateWords(() => import("./practice/startPractice.tsx"))).startPractice()
    ) : (
      <App surroundings={surroundings} />
    );
  screens.render(
    <StrictMode>
      <I18nProvider i18n={i18n}>{shown}</I18nProvider>
    </StrictMode>,
  );
});
