/** Imports a text, or bytes, as if it were a file: written to a folder that is removed afterwards. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { Election } from "../../../src/domain/election.ts";
import type { VoterRecord } from "../../../src/domain/voter.ts";
import type { ImportReport } from "../../../src/server/import/importReport.ts";
import { type ImportOptions, importVoterFiles } from "../../../src/server/import/importVoterFiles.ts";

/** Runs `use` with the paths of files of the given contents. */
export async function withFiles<T>(
  contents: Readonly<Record<string, string | Uint8Array>>,
  use: (paths: string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "import-"));
  try {
    const paths: string[] = [];
    for (const [name, content] of Object.entries(contents)) {
      const path = join(folder, name);
      await writeFile(path, content);
      paths.push(path);
    }
    return await use(paths);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type Imported = { voters: VoterRecord[]; marked: string[]; report: ImportReport };

/** Imports one text as a file and expects that it is not refused as a whole. */
export async function importText(
  content: string | Uint8Array,
  options: Partial<ImportOptions> & Pick<ImportOptions, "election">,
): Promise<Imported> {
  return withFiles({ "voters.txt": content }, async (files) => {
    const voters: VoterRecord[] = [];
    const marked: string[] = [];
    const report = await importVoterFiles({ layout: "auto", ...options, files }, (voter, isMarked) => {
      voters.push(voter);
      if (isMarked) marked.push(voter.id);
    });
    if (!report.ok) expect.fail(JSON.stringify(report.error));
    return { voters, marked, report: report.value };
  });
}

/** An election with these precincts, undivided unless splits are named, and one ballot for all. */
export function electionOf(parts: {
  county: string;
  precincts: readonly (string | { id: string; splits: readonly string[] })[];
  parties?: Readonly<Record<string, string>>;
}): Election {
  const precincts = parts.precincts.map((p) =>
    typeof p === "string"
      ? { id: p, name: `Precinct ${p}` }
      : { id: p.id, name: `Precinct ${p.id}`, splits: p.splits.map((id) => ({ id, name: `Part ${id}` })) },
  );
  return Election.parse({
    format: "turnout-election/1",
    id: "test",
    name: "Test election",
    county: parts.county,
    state: "NC",
    date: "2026-11-03",
    timeZone: "America/New_York",
    kind: "general",
    parties: Object.entries(parts.parties ?? {}).map(([id, name]) => ({ id, name })),
    precincts,
    ballotStyles: [{ id: "1", splits: precincts.flatMap((p) => ("splits" in p ? p.splits.map((s) => s.id) : [p.id])) }],
    places: [{ id: "hall", name: "Town hall", address: "1 Main St", serves: "all" }],
  });
}
