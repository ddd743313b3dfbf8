/**
 * The Chromium that browser tests and benchmarks run in: the one that CHROMIUM names, else the system's. There is no
 * download; where none is found, one line says how to get one.
 */
import { existsSync } from "node:fs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** No sandbox (tests run as root in containers), no graphics card, no traffic of the browser's own. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of the browser. Where there is none, the path that would be tried; `sayIfMissing` says so. */
export const chromiumPath: string =
  process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path)) ?? "/usr/bin/chromium";

/** One line on how to get a browser, or undefined if one is there. */
export function missingChromium(): string | undefined {
  if (existsSync(chromiumPath)) return undefined;
  return `No Chromium at ${chromiumPath}: install one (Debian: apt-get install chromium) or set CHROMIUM to its path.`;
}
