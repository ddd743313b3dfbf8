import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en"],
  catalogs: [{ path: "<rootDir>/src/ui/text/catalogs/{locale}/messages", include: ["<rootDir>/src/ui"] }],
  format: formatter({ lineNumbers: false }),
});
