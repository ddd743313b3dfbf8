/**
 * A build that leaves the one before it usable: a page that is still loading, or that has not loaded all of its parts yet, goes
 * on finding them under their hashed names. The assets of the last two builds that differ stay in `assets/`; all else of older
 * builds is removed when the new one is whole. `builds.json` beside them says which build has which.
 *
 * Vite must not empty the folder itself (`build.emptyOutDir: false`), and what lists the files of a build must ask `isOwn`.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

export const buildsFile = "builds.json";

/** Written beside the build by others than the bundler, at the root of the folder. */
const byOthers: ReadonlySet<string> = new Set([buildsFile, "sw.js", "sw.js.map", "manifest.webmanifest"]);

export type KeptAssets = {
  readonly plugin: Plugin;
  /** Whether this path in the folder belongs to the build that is being made. */
  readonly isOwn: (path: string) => boolean;
};

export function keptAssets(): KeptAssets {
  let [folder, publicFolder] = ["", ""];
  let written: ReadonlySet<string> = new Set();
  let before: readonly (readonly string[])[] = [];
  const isOwn = (path: string): boolean =>
    written.has(path) || byOthers.has(path) || (publicFolder !== "" && existsSync(join(publicFolder, path)));
  const plugin: Plugin = {
    name: "kept-assets",
    apply: "build",
    enforce: "post",
    configResolved({ root, build, publicDir }) {
      folder = resolve(root, build.outDir);
      publicFolder = publicDir;
    },
    buildStart() {
      before = buildsIn(folder);
    },
    writeBundle(_, bundle) {
      written = new Set(Object.keys(bundle));
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        if (written.size === 0) return; // the build failed: what lies there stays
        const own = [...written].filter(isAsset).sort();
        const older = before.filter((one) => one.join() !== own.join());
        const builds = [own, ...older].slice(0, 2);
        const kept = new Set(builds.flat());
        for (const path of filesIn(folder))
          if (isAsset(path) ? !kept.has(path) : !isOwn(path)) rmSync(join(folder, path));
        writeFileSync(join(folder, buildsFile), JSON.stringify(builds));
      },
    },
  };
  return { plugin, isOwn };
}

const isAsset = (path: string): boolean => path.startsWith("assets/");

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll(sep, "/"));
}

/** The assets of the builds that lie there, the newest first; all in one where nothing says which is whose. */
function buildsIn(folder: string): readonly (readonly string[])[] {
  try {
    const builds: unknown = JSON.parse(readFileSync(join(folder, buildsFile), "utf8"));
    if (Array.isArray(builds) && builds.every(isPaths)) return builds;
  } catch (error) {
    if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return [filesIn(folder).filter(isAsset)];
}

const isPaths = (one: unknown): one is string[] => Array.isArray(one) && one.every((path) => typeof path === "string");
