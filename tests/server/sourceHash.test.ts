/** A build is named by what it is made of, and by nothing else. */
import { cpSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceHash } from "../../src/server/sourceHash.ts";

test("the same sources elsewhere have the same name; a changed, added, renamed or removed file gives another", () => {
  const root = join(import.meta.dirname, "../..");
  const copy = mkdtempSync(join(tmpdir(), "sources-"));
  const copied = (name: string): string => join(copy, name);
  for (const name of ["public", "index.html", "office.html", "practice.html", "package-lock.json", "vite.config.ts"])
    cpSync(join(root, name), copied(name), { recursive: true });
  cpSync(join(root, "src/domain"), copied("src/domain"), { recursive: true });
  const before = sourceHash(copy);
  utimesSync(copied("src/domain/age.ts"), 0, 0);
  expect(sourceHash(copy)).toBe(before);
  const names = new Set([before]);
  writeFileSync(copied("src/domain/more.ts"), "a");
  names.add(sourceHash(copy));
  writeFileSync(copied("src/domain/more.ts"), "b");
  names.add(sourceHash(copy));
  rmSync(copied("src/domain/more.ts"));
  expect(sourceHash(copy)).toBe(before);
  writeFileSync(copied("src/domain/other.ts"), "b");
  names.add(sourceHash(copy));
  expect(names.size).toBe(4);
  expect(sourceHash(root)).toMatch(/^[0-9a-f]{64}$/);
  rmSync(copied("index.html"));
  expect(() => sourceHash(copy)).toThrow(/index\.html/);
  rmSync(copy, { recursive: true });
});
