/**
 * The built app as files. Files under assets/ carry their hash in the name; everything else is asked for again each time.
 *
 * A browser looks for a new service worker by itself, at every start of the app, under the address of the one it has, and
 * what it finds there takes over at some later start without anybody's yes. So each build's service worker has an address
 * of its own, made from its bytes: there a browser finds what it has, or nothing. What is the newest is said in
 * `programPath`; the app asks there, and installs only when somebody agrees.
 */
import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Program, programPath, workerPath } from "../protocol/program.ts";
import type { CountyApp } from "./appParts.ts";

const builtWorker = "sw.js";
/** What the build calls itself; the bundler's plugin in vite.config.ts writes it. */
const builtName = "build.json";

/** The service worker of the build that lies there now; undefined while a build is being put there. */
async function newest(folder: string): Promise<{ readonly name: string; readonly script: string } | undefined> {
  const script = await textOf(join(folder, builtWorker));
  return script === undefined ? undefined : { name: hash("sha256", script, "hex").slice(0, 16), script };
}

/** Undefined if there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export function builtApp(app: CountyApp, folder: string): void {
  app.get(programPath, async (c) => {
    const found = await newest(folder);
    c.header("Cache-Control", "no-store");
    if (found === undefined) return c.notFound();
    const { build } = JSON.parse((await textOf(join(folder, builtName))) ?? '{"build":""}') as { build: string };
    return c.json({ build, worker: found.name } satisfies Program);
  });
  app.get("/:file{program-[0-9a-f]+\\.js}", async (c) => {
    const found = await newest(folder);
    if (found === undefined || c.req.path !== workerPath(found.name)) return c.notFound();
    return c.body(found.script, 200, { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" });
  });
  app.get(`/${builtWorker}`, (c) => c.notFound());
  app.use(
    "*",
    serveStatic({
      root: folder,
      precompressed: true,
      rewriteRequestPath: (path) => (path === "/office" || path === "/office/" ? "/office.html" : path),
      onFound: (path, c) => {
        const hashed = /[\\/]assets[\\/]/.test(path);
        c.header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    }),
  );
}
