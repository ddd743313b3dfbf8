import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Every folder is a language: a county adds its own translation by adding one (src/ui/text/README.md). */
const locales = readdirSync(join(root, "src/ui/text/catalogs")).sort();

/**
 * What the tablet loads before its first screen: all that App.tsx reaches by plain imports. What is behind an `import()`
 * comes later, and its words with it.
 */
function firstScreens(file = join(root, "src/ui/App.tsx"), found = new Set<string>()): Set<string> {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/^(?:import|\}) [^"]*?from "(\.[^"]+)";$/gm))
    firstScreens(resolve(dirname(file), path as string), found);
  return found;
}

const first = [...firstScreens()]
  .map((file) => `<rootDir>/${relative(root, file)}`)
  .filter((file) => file.includes("src/ui/"));
const county = "<rootDir>/src/ui/county";

export default defineConfig({
  sourceLocale: "en",
  locales,
  catalogs: [
    { path: "<rootDir>/src/ui/text/catalogs/{locale}/messages", include: first },
    {
      path: "<rootDir>/src/ui/text/catalogs/{locale}/late",
      include: ["<rootDir>/src/ui"],
      exclude: [county, ...first],
    },
    // No tablet loads these.
    { path: "<rootDir>/src/ui/text/catalogs/{locale}/county", include: [county] },
  ],
  format: formatter({ lineNumbers: false }),
});
