import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { keptAssets } from "./src/server/keptAssets.ts";
import { sourceHash } from "./src/server/sourceHash.ts";
import { chromiumArgs, chromiumPath } from "./tests/helpers/chromium.ts";
import { LongestFirst } from "./tests/helpers/longestFirst.ts";

process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

/** Time limits are for tests that hang; a busy machine is no fault. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

/** The default is one file at a time on a machine of two cores. */
const twoAtOnce = { maxWorkers: 2 };

/** Shown on the tablet and on the county page: a help against mix-ups, not a proof. BUILD says another. */
const buildName = process.env["BUILD"] ?? sourceHash(import.meta.dirname).slice(0, 12);

/** Beside the app, so that the endpoint can say which build it has. */
const namedBuild: Plugin = {
  name: "named-build",
  apply: "build",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "build.json", source: JSON.stringify({ build: buildName }) });
  },
};

/** A description as the only check, or as the last of several. */
const described = /z\.describe\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*,?\s*\)/.source;
const said = new RegExp(`\\s*\\.check\\(\\s*${described}\\s*,?\\s*\\)|,\\s*${described}(?=\\s*,?\\s*\\))`, "g");

/** What a field of a definition is for stands in the JSON Schema that the command line prints; no tablet reads it. */
const undescribed: Plugin = {
  name: "undescribed",
  apply: "build",
  transform: {
    filter: { id: /\/src\/domain\/.*\.ts$/ },
    handler: (code) => ({
      code: code.replace(said, (text) => text.replace(/[^\n]/g, "")),
      map: null, // every line stays where it was
    }),
  },
};

/**
 * What the tablet's worker reaches by plain imports is loaded with it in any case: one script. Cut up by who else needs
 * which part, it would be two kilobytes larger.
 */
const together = {
  name: "tablet",
  test: (id: string): boolean => firstLoaded.has(id),
};
const firstLoaded = reachedFrom(join(import.meta.dirname, "src/tablet/tablet.worker.ts"));

/** All that this file reaches by imports that are more than types. */
function reachedFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  const imports = /^import (type )?(?:[^"';]*? from )?"(\.[^"]+)";$/gm;
  for (const [, type, path] of readFileSync(file, "utf8").matchAll(imports))
    if (type === undefined && path !== undefined) reachedFrom(resolve(dirname(file), path), found);
  return found;
}

const kept = keptAssets();

export default defineConfig({
  define: { BUILD: JSON.stringify(buildName) },
  plugins: [
    lingui({ failOnMissing: true, failOnCompileError: true }),
    react(),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: null,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,woff2,wasm}"],
        // The county page is never served without its endpoint; no voter or worker reads the test language.
        globIgnores: ["office.html", "assets/office-*", "assets/county-*", "assets/testLanguage-*"],
        maximumFileSizeToCacheInBytes: 4_000_000,
        // Assets of the build before lie beside those of this one.
        manifestTransforms: [(entries) => ({ manifest: entries.filter(({ url }) => kept.isOwn(url)), warnings: [] })],
      },
      manifest: {
        name: "Turnout",
        short_name: "Turnout",
        display: "standalone",
        start_url: "/",
        theme_color: "#005ea2",
        background_color: "#ffffff",
        icons: [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
          { src: "/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
    }),
    namedBuild,
    kept.plugin,
  ],
  build: {
    emptyOutDir: false,
    target: "es2023",
    sourcemap: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: { tablet: "index.html", office: "office.html", practice: "practice.html" } },
  },
  worker: {
    format: "es",
    plugins: () => [undescribed],
    rolldownOptions: { output: { comments: { annotation: false }, codeSplitting: { groups: [together] } } },
  },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: [
            "tests/{domain,roll,log,protocol,tablet,practice,server,cli,contract,simulation,fuzz,attacks}/**/*.test.ts",
          ],
          environment: "node",
          ...patience,
          ...twoAtOnce,
        },
      },
      {
        extends: true,
        test: {
          name: "ui",
          include: ["tests/ui/**/*.test.tsx"],
          environment: process.env["DOM"] ?? "happy-dom",
          ...patience,
          ...twoAtOnce,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromiumPath, args: chromiumArgs } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          ...patience,
          expect: { poll: { timeout: 15_000 } },
          ...twoAtOnce,
          sequence: { groupOrder: 2 }, // a browser beside the tests of pure work would wait for them
        },
      },
    ],
  },
});
