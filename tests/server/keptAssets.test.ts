/** What a build leaves of the builds before it: small ones, made by the real bundler. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptAssets } from "../../src/server/keptAssets.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kept-"));
  mkdirSync(join(root, "public"));
  writeFileSync(join(root, "public", "icon.svg"), "<svg/>");
  writeFileSync(join(root, "index.html"), `<!doctype html><script type="module" src="/main.js"></script>`);
  writeFileSync(join(root, "main.js"), `import("./part.js"); import("./same.js");`);
  writeFileSync(join(root, "same.js"), "console.log('the same in every build');");
});
afterEach(() => rmSync(root, { recursive: true }));

/** Builds with this text in a part that is loaded later; answers the names under which assets lie then. */
async function built(text: string) {
  writeFileSync(join(root, "part.js"), `console.log(${JSON.stringify(text)});`);
  const { plugin, isOwn } = keptAssets();
  await build({ root, configFile: false, logLevel: "silent", plugins: [plugin], build: { emptyOutDir: false } });
  const there = readdirSync(join(root, "dist", "assets")).map((name) => `assets/${name}`);
  return { there, own: there.filter(isOwn), isOwn };
}
const inDist = (path: string): boolean => existsSync(join(root, "dist", path));

test("the assets of the last two builds lie there, those of older ones and all else of them do not", async () => {
  const first = await built("one");
  expect(first.own).toEqual(first.there);
  expect(first.there).toHaveLength(3);
  const second = await built("two");
  expect(second.there).toEqual(expect.arrayContaining(first.own));
  expect(second.own).toHaveLength(3);
  // What is the same in both belongs to both.
  expect(second.own.filter((path) => first.own.includes(path))).toEqual([expect.stringMatching(/same-/)]);
  writeFileSync(join(root, "dist", "left-behind.html"), "");
  rmSync(join(root, "public", "icon.svg"));
  const third = await built("three");
  expect(new Set(third.there)).toEqual(new Set([...second.own, ...third.own]));
  expect(third.isOwn("index.html")).toBe(true);
  expect(["index.html", "icon.svg", "left-behind.html"].map(inDist)).toEqual([true, false, false]);
});

test("the same build again puts none of the one before it aside", async () => {
  const [first, second] = [await built("one"), await built("two")];
  expect((await built("two")).there).toEqual(second.there);
  expect((await built("two")).there).toEqual(expect.arrayContaining(first.own));
});

test("a build that fails changes nothing; what an unknown build left is taken for the one before", async () => {
  const first = await built("one");
  const main = join(root, "main.js");
  writeFileSync(main, `import("./nowhere.js");`);
  await expect(built("two")).rejects.toThrow();
  expect(readdirSync(join(root, "dist", "assets")).map((name) => `assets/${name}`)).toEqual(first.there);
  writeFileSync(main, `import("./part.js"); import("./same.js"); "mended";`);
  rmSync(join(root, "dist", "builds.json"));
  expect((await built("two")).there).toEqual(expect.arrayContaining(first.own));
});
