import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
process.env["LINGUI_SUPPRESS_BABEL_WARNING"] = "1";

export default defineConfig({
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
      injectManifest: { globPatterns: ["**/*.{js,css,html,svg,woff2,wasm}"], maximumFileSizeToCacheInBytes: 4_000_000 },
      manifest: {
        name: "Turnout",
        short_name: "Turnout",
        display: "standalone",
        start_url: "/",
        theme_color: "#005ea2",
        background_color: "#ffffff",
        icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
    }),
  ],
  build: { target: "es2023", sourcemap: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  worker: { format: "es" },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["tests/{domain,roll,log,protocol,tablet,server,cli,contract,simulation}/**/*.test.ts"],
          environment: "node",
        },
      },
      {
        extends: true,
        test: { name: "ui", include: ["tests/ui/**/*.test.tsx"], environment: process.env["DOM"] ?? "happy-dom" },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: "/usr/bin/chromium", args: chromiumArgs } }),
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
