/**
 * What the app costs to start. Script: every script that a browser really loads on a new tablet from the first page to
 * the check-in screen (page, worker, language; not the scanner, not what the service worker keeps for later), gzipped; goal
 * 220 KB. Baseline: the libraries that it is made of, bundled and gzipped alone. Cold start: a new browser process on the
 * tablet's profile, the endpoint gone, four times slower, until the unlock screen is painted; goal 2 s. Baseline: the
 * smallest page that the same service worker serves, in the same way. Build the app first.
 */
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { browserElection } from "../helpers/browserElection.ts";
import { loadedScripts } from "../helpers/loadedScripts.ts";
import { openTablet } from "../helpers/tablet.ts";
import { type ColdStart, coldStart } from "./_throttled.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

const RATE = 4;

/** Measures; `runs`: cold starts (5 unless told). */
export async function app(runs = 5): Promise<BenchResult[]> {
  const election = await browserElection();
  const tablet = await openTablet();
  let stopped = false;
  try {
    const sizes = await loadedScripts(tablet, election);
    await tablet.context.close();
    await election.stop();
    stopped = true;

    for (const { path, bytes } of sizes) process.stderr.write(`${(bytes / 1000).toFixed(1).padStart(7)} KB ${path}\n`);
    const script = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;

    const unlock: ColdStart[] = [];
    const empty: ColdStart[] = [];
    for (let run = 0; run < runs; run++) {
      const locked = 'document.querySelector("h1")?.textContent === "rosa"'; // one worker today: the PIN pad
      unlock.push(await coldStart(tablet.profile, election.url, RATE, locked));
      empty.push(await coldStart(tablet.profile, `${election.url}/icon.svg`, RATE, "true"));
    }
    const { throttled = [], refused = [] } = unlock[0] ?? {};
    const slow =
      refused.length === 0 ? throttled.join(" and ") : `${throttled.join(" and ")} (${refused.join(", ")} not)`;
    const ms = (starts: readonly { ms: number }[]): number[] => starts.map((start) => start.ms / 1000);
    const line = (share: number, name: string): BenchResult =>
      result(
        `offline cold start to the unlock screen, ${RATE} times slower ${slow}, ${name} of ${runs}`,
        quantile(ms(unlock), share),
        "s",
        "an icon served by the same service worker",
        quantile(ms(empty), share),
      );
    return [
      result(
        "script up to the check-in screen, gzipped",
        script,
        "KB",
        "its libraries bundled alone",
        await libraries(),
      ),
      line(0.5, "median"),
      line(1, "slowest"),
    ];
  } finally {
    if (!stopped) {
      await tablet.context.close();
      await election.stop();
    }
  }
}

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

/** KB of the libraries as this app uses them, gzipped: those of the page and those of the worker, each in one bundle. */
async function libraries(): Promise<number> {
  const entries = {
    page: `export { createRoot } from "react-dom/client"; export * as react from "react/jsx-runtime";
      export { Button, I18nProvider } from "react-aria-components";
      export { i18n } from "@lingui/core"; export { I18nProvider as L, Trans } from "@lingui/react";`,
    worker: `export { Dexie } from "dexie"; export { argon2id, createSHA256 } from "hash-wasm";
      export { tableFromIPC } from "@uwdata/flechette";
      export { _default, array, boolean, discriminatedUnion, enum, int, iso, json, literal, looseObject, maxLength,
        maximum, meta, minLength, minimum, nonnegative, nullable, number, omit, optional, partial, positive,
        prettifyError, record, refine, regex, strictObject, string, trim, union } from "zod/mini";`,
  };
  const name = "\0libraries";
  let sum = 0;
  for (const code of Object.values(entries)) {
    const built = await build({
      configFile: false,
      logLevel: "error",
      root: new URL("../..", import.meta.url).pathname,
      plugins: [
        {
          name: "entry",
          resolveId: (id) => (id === name ? id : undefined),
          load: (id) => (id === name ? code : undefined),
        },
      ],
      define: { "process.env.NODE_ENV": '"production"' },
      build: {
        write: false,
        target: "es2023",
        minify: true,
        rolldownOptions: { input: name, preserveEntrySignatures: "strict" },
      },
    });
    const outputs = Array.isArray(built) ? built : [built];
    for (const one of outputs)
      if ("output" in one)
        for (const file of one.output) if (file.type === "chunk") sum += gzipped(new TextEncoder().encode(file.code));
  }
  return sum / 1000;
}
