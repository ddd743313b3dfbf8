/** The complete list of problems on disk. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProblemFile } from "../../../src/server/import/problemFile.ts";

test("every problem is a line of CSV, formulas defused", async () => {
  const folder = await mkdtemp(join(tmpdir(), "problems-"));
  try {
    const path = join(folder, "problems.csv");
    const file = openProblemFile(path);
    for (let row = 1; row <= 3000; row++)
      file.write({
        severity: "refused",
        kind: "noVoterId",
        file: "=v.csv",
        row,
        field: "a,b",
        reason: 'The "id"',
        remedy: "Look",
      });
    file.close();
    const lines = (await readFile(path, "utf8")).split("\r\n");
    expect(lines).toHaveLength(3002);
    expect(lines[3000]).toBe(`refused,'=v.csv,3000,"a,b","The ""id""",Look,noVoterId`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
