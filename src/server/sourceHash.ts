/**
 * The hash of what a build is made of: two builds of one name have the same sources, whether git knows them or not, committed or
 * not. For builds only, never at run time.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** What decides on the built app; packages by the lock file. */
const inputs = ["src", "public", "index.html", "office.html", "practice.html", "package-lock.json", "vite.config.ts"];

/** SHA-256 (hex) over the names and contents of the sources in this folder. Throws if one of them is missing. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesAt(join(root, input))).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file).replaceAll(sep, "/")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
}
