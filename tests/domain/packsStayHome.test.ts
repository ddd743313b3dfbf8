/** No pack is in the program of a live tablet: its rules come with the election definition. The practice has all of them. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const practice = /\/src\/practice\/practice\.worker\.ts$/;

/** Every file of `src` that `from` imports, directly or not, types left aside; not what only the practice's worker does. */
function reached(from: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(from.href) || (seen.size > 0 && practice.test(from.pathname))) return seen;
  seen.add(from.href);
  const text = readFileSync(from, "utf8");
  for (const [, clause, path] of text.matchAll(
    /(?:import|export)\s([^;"']*?from\s+)?["'](\.[^"']+\.tsx?)(?:\?[^"']*)?["']/g,
  ))
    if (!clause?.startsWith("type ")) reached(new URL(path as string, from), seen);
  for (const [, path] of text.matchAll(/(?:import|new URL)\(\s*["'](\.[^"']+\.tsx?)["']/g))
    reached(new URL(path as string, from), seen);
  return seen;
}

test.each(["ui/main.tsx", "tablet/tablet.worker.ts", "sw.ts"])("src/%s reaches no pack", (entry) => {
  const files = [...reached(new URL(`../../src/${entry}`, import.meta.url))];
  expect(files.filter((file) => file.includes("/domain/packs/"))).toEqual([]);
  if (entry !== "sw.ts") expect(files.some((file) => file.endsWith("/domain/disposition.ts"))).toBe(true);
});

test("the practice has one of every state", () => {
  const files = [...reached(new URL("../../src/practice/practice.worker.ts", import.meta.url))];
  expect(files.filter((file) => file.includes("/domain/packs/")).length).toBeGreaterThan(5);
});

test("the command that copies a pack does reach them", () => {
  const files = [...reached(new URL("../../src/cli/commands/draft.ts", import.meta.url))];
  expect(files.filter((file) => file.includes("/domain/packs/")).length).toBeGreaterThan(5);
});
