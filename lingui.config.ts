import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en"],
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
