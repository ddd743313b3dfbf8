/** Where a browser finds a service worker: under the address of its own bytes, or not at all. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { afterEach, beforeEach, expect, test } from "vitest";
import { programPath, readProgram, workerPath } from "../../src/protocol/program.ts";
import type { CountyApp } from "../../src/server/appParts.ts";
import { builtApp } from "../../src/server/builtApp.ts";

let folder: string;
let app: CountyApp;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "built-"));
  app = new OpenAPIHono();
  builtApp(app, folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const deploy = (script: string): void => writeFileSync(join(folder, "sw.js"), script);
const newest = async (): Promise<string> => {
  const answer = await app.request(programPath);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  return workerPath((readProgram(await answer.json()) ?? expect.fail("no program")).worker);
};

test("each build's worker has an address of its own, under which nothing else is ever found", async () => {
  deploy("first");
  const first = await newest();
  const had = await app.request(first);
  expect([had.status, await had.text()]).toEqual([200, "first"]);
  expect(had.headers.get("Content-Type")).toMatch(/^text\/javascript/);

  deploy("second");
  const second = await newest();
  expect(second).not.toBe(first);
  expect((await app.request(first)).status).toBe(404);
  expect(await (await app.request(second)).text()).toBe("second");

  deploy("first");
  expect(await newest()).toBe(first);
});

test("no worker lies under an address that stays while its bytes change", async () => {
  deploy("first");
  expect((await app.request("/sw.js")).status).toBe(404);
  expect((await app.request("/program-0123456789abcdef.js")).status).toBe(404);
});

test("while a build is being put there, there is none", async () => {
  expect((await app.request(programPath)).status).toBe(404);
});

test("the county's program is named as its build names itself, or not at all", async () => {
  const worker = createHash("sha256").update("first").digest("hex").slice(0, 16);
  const program = async () => readProgram(await (await app.request(programPath)).json());
  deploy("first");
  expect(await program()).toEqual({ build: "", worker });
  writeFileSync(join(folder, "build.json"), JSON.stringify({ build: "ne3e3b17d000" }));
  expect(await program()).toEqual({ build: "ne3e3b17d000", worker });
});

test("only a name of this kind is taken for a program", () => {
  const worker = "0123456789abcdef";
  for (const answer of [
    undefined,
    null,
    {},
    "x",
    { worker: 1 },
    { worker: "https://elsewhere.example/program-0123456789abcdef.js" },
    { worker: `/program-${worker}.js` },
    { worker: `${worker}?x` },
    { worker: `//elsewhere.example/${worker}` },
  ])
    expect(readProgram(answer)).toBeUndefined();
  expect(readProgram({ worker })).toEqual({ build: "", worker });
  expect(readProgram({ worker, build: 7 })).toEqual({ build: "", worker });
  expect(readProgram({ worker, build: "b".repeat(99) })).toEqual({ build: "b".repeat(64), worker });
});
