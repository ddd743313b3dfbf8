import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** Every folder is a language: a county adds its own translation by adding one (src/ui/text/README.md). */
const locales = readdirSync(fileURLToPath(new URL("src/ui/text/catalogs", import.meta.url))).sort();

export default defineConfig({
  sourceLocale: "en",
  locales,
  catalogs: [
    {
      path: "<rootDir>/src/ui/text/catalogs/{locale}/messages",
      include: ["<rootDir>/src/ui"],
      exclude: ["<rootDir>/src/ui/county"],
    },
    // No tablet loads these.
    { path: "<rootDir>/src/ui/text/catalogs/{locale}/county", include: ["<rootDir>/src/ui/county"] },
  ],
  format: formatter({ lineNumbers: false }),
});
